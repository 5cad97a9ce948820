// https://docs.cline.bot/cline-cli/overview
import { posix } from 'node:path';
import { anthropicMessage } from '../dialects/anthropic.ts';
import { type Answer, argumentsAt, type Said, textOf } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { SENDER } from '../threads/sub-agents.ts';
import type { Thread } from '../threads/walk.ts';
import { CLINE_TOOLS } from './cline-tools.ts';
import type { Framework } from './framework.ts';
import { time } from './opencode-parts.ts';

const isSession = (root: Json | undefined): boolean =>
  ['version', 'updated_at', 'origin'].some((key) => get(root, key) !== undefined) &&
  text(root, 'sessionId') !== undefined &&
  isArray(get(root, 'messages'));

/** The file that lies beside a session's messages. */
const isAbout = (root: Json | undefined): boolean =>
  text(root, 'session_id') !== undefined && text(root, 'messages_path') !== undefined && text(root, 'cwd') !== undefined;

const recognise = ({ document, root }: Sample): Recognition | undefined => {
  if (document && isAbout(root)) return { score: 0.95, shape: { each: '' } };
  if (!document || !isSession(root) || text(root, 'agent') === undefined) return undefined;
  const child = text(get(root, 'origin'), 'parentThreadId') !== undefined;
  return { score: child ? 0.85 : 0.9, shape: { each: '/messages', header: ['sessionId', 'agent', 'origin', 'system_prompt'] } };
};

/** A session's messages, those of its sub-agents, and what lies beside. */
const bundle = ({ artifact, root }: Sample): string => {
  const session = text(get(root, 'origin'), 'parentThreadId') ?? text(root, 'sessionId') ?? text(root, 'session_id') ?? '';
  return `${posix.dirname(artifact.uri)} ${session}`;
};

/** A result that lists what each part of the call gave. */
const results = (said: Answer, content: Json | undefined): Said => {
  const { input } = argumentsAt(content, '');
  const parts = isArray(input) ? input : [input];
  if (!parts.every(isObject)) return said;
  const error = text(parts[0], 'error');
  const words = parts.map((part) => textOf(get(part, 'result')) || textOf(get(part, 'text') ?? get(part, 'error'))).join('\n');
  const failed = parts.filter((part) => get(part, 'success') === false).length;
  // Where some of several commands have failed, the call has neither failed nor succeeded.
  const ok = said.ok === false || failed === parts.length ? false : failed === 0 ? true : undefined;
  const blocked = ok === false && error !== undefined && DECLINED.test(error);
  const { ok: _, ...rest } = said;
  return { ...rest, ...optional('ok', ok), ...(blocked && { blocked }), text: words };
};

const DECLINED = /approval requires|\b(?:denied|rejected|declined|not approved) by\b|user (?:denied|rejected|declined)/i;

const INPUT = /^<user_input mode="(\w+)">([\s\S]*)<\/user_input>\s*$/;

/** Sessions that Cline keeps since its command line of 2026. */
export const cline: Framework = {
  name: 'cline',
  recognise,
  bundle,
  tools: CLINE_TOOLS,
  reader(walk, { key }) {
    let thread: Thread | undefined;

    function* header(value: Json, entry: Entry): Generator<Event> {
      const origin = get(value, 'origin');
      const parent = text(origin, 'parentThreadId');
      thread = walk.thread(text(value, 'sessionId') ?? key, { parent, agent: text(origin, 'subagent') });
      const prompt = text(value, 'system_prompt');
      if (prompt) yield* thread.say([{ said: 'message', role: 'system', text: prompt, at: '/system_prompt' }], entry);
    }

    function* message(value: Json, entry: Entry): Generator<Event> {
      const own = (thread ??= walk.thread(key));
      const aside = { time: time(get(value, 'ts')), model: text(get(value, 'modelInfo'), 'id') };
      own.learn({ model: aside.model });
      const contents = new Map(list(value, 'content').map((part) => [text(part, 'tool_use_id'), get(part, 'content')]));
      const said: Said[] = [];
      for (const each of anthropicMessage(value, '')) {
        if (each.said === 'answer') said.push(results(each, contents.get(each.id)));
        else if (each.said !== 'message' || each.role !== 'user') said.push(each);
        else {
          const [, mode, words = each.text] = INPUT.exec(each.text) ?? [];
          yield* own.set('mode', mode, entry, each.at, aside);
          said.push({ ...each, text: words, ...(own.trajectory.parent !== undefined && { name: SENDER }) });
        }
      }
      yield* own.say(said, entry, aside);
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (isAbout(value)) {
          const about = walk.thread(text(value, 'session_id')!, { directory: text(value, 'cwd'), model: text(value, 'model') });
          yield* about.set('interactive', get(value, 'interactive'), entry, '/interactive');
        } else if (text(value, 'sessionId') !== undefined) yield* header(value, entry);
        else if (text(value, 'role') !== undefined) yield* message(value, entry);
      },
    };
  },
};
