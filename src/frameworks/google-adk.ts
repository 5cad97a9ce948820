// https://google.github.io/adk-docs/sessions/session
import { declined } from '../dialects/anthropic.ts';
import { parts } from '../dialects/gemini.ts';
import { argumentsAt, roleOf, type Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, text } from '../model/location.ts';
import { flags } from '../threads/conditions.ts';
import { timeOf } from '../threads/conversation.ts';
import { pick } from '../threads/otel-span.ts';
import { claimTables } from '../threads/tables.ts';
import type { Framework } from './framework.ts';

const isEvent = (value: Json | undefined): boolean =>
  text(value, pick(value ?? null, 'invocationId', 'invocation_id')) !== undefined && text(value, 'author') !== undefined;

const isSession = (value: Json | undefined): boolean => isObject(value) && isArray(value['events']) && value['events'].some(isEvent);

const HEADER = ['id', 'appName', 'app_name', 'userId', 'user_id', 'state', 'context', 'lastUpdateTime', 'last_update_time'] as const;

/** What a person decided when a tool asked for confirmation. */
const REFUSED = /\b(?:rejected|not confirmed|denied|confirmation)\b/i;

const decided = (said: Said): Said => {
  if (said.said !== 'answer') return said;
  const refused = declined(said.text) || (said.ok === false && REFUSED.test(said.text));
  return refused ? { ...said, ok: false, blocked: true } : said;
};

/** The event that a row of a database holds: whole as JSON, before version 1.19 a column for each field. */
const eventIn = (row: Json): { readonly value: Json; readonly at: string } | undefined => {
  const { input, inputAt } = argumentsAt(get(row, 'event_data'), '/event_data');
  if (isEvent(input)) return { value: input, at: inputAt };
  const content = argumentsAt(get(row, 'content'), '/content');
  return isEvent(row) && text(row, 'session_id') !== undefined && isObject(row)
    ? { value: { ...row, content: content.input }, at: '' }
    : undefined;
};

/** Sessions of the Agent Development Kit: documents, events one by one, and the rows of its databases. */
export const googleAdk: Framework = {
  name: 'google-adk',
  recognise({ document, lines, root, records, members }) {
    if (members.length > 0) return claimTables(members, 0.9, ['sessions', 'events'], ['app_states', 'user_states']);
    if (document && isSession(root)) return { score: 0.9, shape: { each: '/events', header: HEADER } };
    if (lines && records.some(isSession)) return { score: 0.9, shape: { lines: true } };
    return records.some(isEvent) ? { score: 0.85, shape: lines ? { lines: true } : { each: '' } } : undefined;
  },
  tools: { transfer_to_agent: 'harmless', exit_loop: 'harmless', load_memory: 'harmless', set_model_response: 'harmless' },
  reader(walk, bundle) {
    let session = bundle.key;

    function* about(value: Json, entry: Entry): Generator<Event> {
      session = text(value, 'id') ?? session;
      const thread = walk.thread(session);
      for (const key of ['state', 'context']) {
        const { input, inputAt } = argumentsAt(get(value, key), `/${key}`);
        for (const flag of flags(input, inputAt)) yield* thread.set(flag.name, flag.value, entry, flag.at);
      }
    }

    function* event(value: Json, entry: Entry, at: string): Generator<Event> {
      const author = text(value, 'author')!;
      const content = get(value, 'content');
      const thread = walk.thread(session);
      const aside = { time: timeOf(value), model: text(value, pick(value, 'modelVersion', 'model_version')) };
      thread.learn({ model: aside.model });
      const actions = get(value, 'actions') ?? null;
      const delta = pick(actions, 'stateDelta', 'state_delta');
      for (const flag of flags(get(actions, delta), `${at}/actions/${delta}`))
        yield* thread.set(flag.name, flag.value, entry, flag.at, aside);
      // A partial event is streamed again in full.
      if (get(value, 'partial') === true || get(get(value, 'options'), 'partial') === true) return;
      const role = author === 'user' ? 'user' : author === 'system' ? 'system' : roleOf(get(content, 'role') === 'user' ? 'user' : 'model');
      for (const each of parts(get(content, 'parts'), role, `${at}/content/parts`)) {
        const own = author !== 'user' && each.said !== 'answer';
        yield* thread.say([decided(each)], entry, own ? { ...aside, name: author } : aside);
      }
      const error = text(value, pick(value, 'errorMessage', 'error_message'));
      if (error)
        yield* thread.say(
          [{ said: 'message', role: 'system', text: error, at: `${at}/${pick(value, 'errorMessage', 'error_message')}` }],
          entry,
          aside,
        );
    }

    return {
      *read(entry) {
        const { value } = entry;
        const stored = eventIn(value);
        if (stored) {
          session = text(value, 'session_id') ?? session;
          yield* event(stored.value, entry, stored.at);
        } else if (isEvent(value)) yield* event(value, entry, '');
        else if (isSession(value)) {
          yield* about(value, entry);
          for (const [index, each] of (get(value, 'events') as readonly Json[]).entries())
            if (isEvent(each)) yield* event(each, entry, `/events/${index}`);
        } else if (isObject(value)) yield* about(value, entry);
      },
    };
  },
};
