// https://github.com/google-gemini/gemini-cli/blob/main/docs/cli/telemetry.md
import { parts } from '../dialects/gemini.ts';
import { argumentsAt, type Said, textOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Artifact, type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { notices } from '../model/notice.ts';
import { optional } from '../model/optional.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { blocked, GEMINI_TOOLS, SHELL } from './gemini-tools.ts';

const AT = '/attributes';
const attribute = (value: Json, key: string): Json | undefined => get(get(value, 'attributes'), key);
const nameOf = (value: Json): string => String(attribute(value, 'event.name') ?? '');

const isEvent = (value: Json): boolean =>
  nameOf(value).startsWith('gemini_cli.') && (isArray(get(value, 'hrTime')) || isObject(get(value, 'resource')));

/** Oversight and conditions of a session, as its configuration gives them. */
const SETTINGS = ['approval_mode', 'sandbox_enabled', 'log_user_prompts_enabled'] as const;

/** What the model said in an answer; the calls in it follow as events of their own. */
const spoken = (value: Json): readonly Said[] => {
  const { input, inputAt } = argumentsAt(attribute(value, 'response_text'), `${AT}/response_text`);
  if (typeof input === 'string') return input === '' ? [] : [{ said: 'message', role: 'agent', text: input, at: inputAt }];
  return (isArray(input) ? input : []).flatMap((response, index) => {
    const [candidate] = list(response, 'candidates');
    const at = `${pointerTo(inputAt, index)}/candidates/0/content/parts`;
    return parts(get(get(candidate, 'content'), 'parts'), 'agent', at).filter((each) => each.said !== 'call');
  });
};

/** The file that Gemini CLI's own telemetry goes to: objects one after the other, of which those of events tell what it did. */
export const geminiTelemetry: Framework = {
  name: 'gemini-telemetry',
  recognise: ({ lines, records }) => (lines && records.some(isEvent) ? { score: 0.97, shape: { lines: true } } : undefined),
  tools: GEMINI_TOOLS,
  reader(walk, { key }) {
    let unseen: Artifact | undefined;
    let calls = 0;

    const called = (value: Json): readonly Said[] => {
      const id = `${String(attribute(value, 'event.timestamp') ?? '')} ${calls++}`;
      const error = textOf(attribute(value, 'error'));
      const tool = String(attribute(value, 'function_name') ?? '');
      // The shell counts as done also when the command failed.
      const ok = attribute(value, 'success') !== true ? false : tool === SHELL ? undefined : true;
      const denied =
        attribute(value, 'decision') === 'reject' || (ok === false && blocked(text(get(value, 'attributes'), 'error_type'), error));
      const inputs = argumentsAt(attribute(value, 'function_args'), `${AT}/function_args`);
      const call: Said = { said: 'call', id, tool, at: AT, ...inputs };
      if (attribute(value, 'success') === undefined) return [call];
      const at = `${AT}/${error === '' ? 'success' : 'error'}`;
      return [call, { said: 'answer', id, ...optional('ok', ok), ...(denied && { blocked: true }), text: error, at }];
    };

    const EVENTS: { readonly [name: string]: (value: Json, entry: Entry, thread: Thread, time: string | undefined) => Iterable<Event> } = {
      *'gemini_cli.config'(value, entry, thread, time) {
        thread.learn({ model: text(get(value, 'attributes'), 'model') });
        for (const name of SETTINGS) yield* thread.set(name, attribute(value, name), entry, `${AT}/${name}`, { time });
      },
      *'gemini_cli.approval_mode_switch'(value, entry, thread, time) {
        yield* thread.set('approval_mode', attribute(value, 'to_mode'), entry, `${AT}/to_mode`, { time });
      },
      'gemini_cli.user_prompt': (value, entry, thread, time) =>
        thread.say([{ said: 'message', role: 'user', text: textOf(attribute(value, 'prompt')), at: `${AT}/prompt` }], entry, { time }),
      'gemini_cli.api_response': (value, entry, thread, time) =>
        thread.say(spoken(value), entry, { time, model: text(get(value, 'attributes'), 'model') }),
      *'gemini_cli.tool_call'(value, entry, thread, time) {
        unseen ??= entry.at.artifact;
        const decision = attribute(value, 'decision');
        yield* thread.set('decision', decision === 'reject' ? undefined : decision, entry, `${AT}/decision`, { time });
        yield* thread.say(called(value), entry, { time });
      },
    };

    return {
      *read(entry) {
        const { value } = entry;
        const name = nameOf(value);
        if (!Object.hasOwn(EVENTS, name)) return;
        const thread = walk.thread(text(get(value, 'attributes'), 'session.id') ?? key);
        yield* EVENTS[name]!(value, entry, thread, text(get(value, 'attributes'), 'event.timestamp'));
      },
      end() {
        if (unseen) walk.note(notices.notRecorded(unseen, 'what tools returned is'));
        return [];
      },
    };
  },
};
