// https://opencode.ai/docs/cli (export)
import { roleOf, type Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Framework } from './framework.ts';
import { adopt, OPENCODE_TOOLS, said, time } from './opencode-parts.ts';
import type { Thread } from './walk.ts';

/** What a session says when its user ran a shell command: the call that follows is the user's. */
const BY_USER = 'The following tool was executed by the user';

/** The user's own shell command as the user's words. */
const byUser = (part: Json, at: string): readonly Said[] => {
  const command = text(get(get(part, 'state'), 'input'), 'command');
  return command === undefined ? [] : [{ said: 'message', role: 'user', text: command, at: `${at}/state/input/command` }];
};

const isMessage = (value: Json | undefined): boolean => isObject(get(value, 'info')) && isArray(get(value, 'parts'));

/** What `opencode export` writes: one session with all its messages. */
export const opencodeExport: Framework = {
  name: 'opencode-export',
  recognise: ({ document, root }) =>
    document && isObject(get(root, 'info')) && isMessage(list(root, 'messages')[0])
      ? { score: 0.95, shape: { each: '/messages', header: ['info'] } }
      : undefined,
  tools: OPENCODE_TOOLS,
  reader(walk, bundle) {
    let thread: Thread | undefined;
    const shells = new Set<string>();

    function* message(value: Json, entry: Entry): Generator<Event> {
      const info = get(value, 'info') ?? null;
      thread ??= walk.thread(text(info, 'sessionID') ?? bundle.key);
      const role = roleOf(get(info, 'role'));
      const model = text(info, 'modelID') ?? text(get(info, 'model'), 'modelID');
      thread.learn({ model, directory: text(get(info, 'path'), 'cwd') });
      const aside = { time: time(get(get(info, 'time'), 'created')), model };
      yield* thread.set('agent', get(info, 'mode') ?? get(info, 'agent'), entry, '/info/agent', aside);
      const parts = list(value, 'parts');
      if (role === 'user' && parts.some((part) => text(part, 'text') === BY_USER)) shells.add(text(info, 'id') ?? '');
      const human = role === 'agent' && shells.has(text(info, 'parentID') ?? ' ');
      for (const [index, part] of parts.entries()) {
        const at = pointerTo('/parts', index);
        adopt(walk, part, thread.trajectory.id);
        yield* thread.say(human && text(part, 'type') === 'tool' ? byUser(part, at) : said(part, role, at), entry, aside);
      }
    }

    return {
      *read(entry) {
        const { value } = entry;
        const info = get(value, 'info');
        if (isMessage(value)) yield* message(value, entry);
        else if (isObject(info)) {
          thread = walk.thread(text(info, 'id') ?? bundle.key, { directory: text(info, 'directory'), parent: text(info, 'parentID') });
          yield* thread.set('permission', get(info, 'permission'), entry, '/info/permission');
        }
      },
    };
  },
};
