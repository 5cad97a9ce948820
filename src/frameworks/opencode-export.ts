// https://opencode.ai/docs/cli (export)
import { posix } from 'node:path';
import { roleOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { SENDER } from '../threads/sub-agents.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { adopt, BY_USER, byUser, OPENCODE_TOOLS, said, time } from './opencode-parts.ts';

const isMessage = (value: Json | undefined): boolean => isObject(get(value, 'info')) && isArray(get(value, 'parts'));

/** What `opencode export` writes: one session with all its messages. */
export const opencodeExport: Framework = {
  name: 'opencode-export',
  recognise: ({ document, root }) =>
    document && isObject(get(root, 'info')) && isMessage(list(root, 'messages')[0])
      ? { score: 0.95, shape: { each: '/messages', header: ['info'] } }
      : undefined,
  bundle: ({ artifact, root }) =>
    ['id', 'parentID'].flatMap((key) => text(get(root, 'info'), key) ?? []).map((id) => `${posix.dirname(artifact.uri)} ${id}`),
  tools: OPENCODE_TOOLS,
  reader(walk, bundle) {
    let thread: Thread | undefined;
    const shells = new Set<string>();

    function* message(value: Json, entry: Entry): Generator<Event> {
      const info = get(value, 'info') ?? null;
      thread = walk.thread(text(info, 'sessionID') ?? thread?.trajectory.id ?? bundle.key);
      const role = roleOf(get(info, 'role'));
      const model = text(info, 'modelID') ?? text(get(info, 'model'), 'modelID');
      thread.learn({ model, directory: text(get(info, 'path'), 'cwd') });
      const aside = { time: time(get(get(info, 'time'), 'created')), model };
      yield* thread.set('agent', get(info, 'mode') ?? get(info, 'agent'), entry, '/info/agent', aside);
      const parts = list(value, 'parts');
      const name = role === 'user' && thread.trajectory.parent !== undefined ? { name: SENDER } : {};
      if (role === 'user' && parts.some((part) => text(part, 'text') === BY_USER)) shells.add(text(info, 'id') ?? '');
      const human = role === 'agent' && shells.has(text(info, 'parentID') ?? ' ');
      for (const [index, part] of parts.entries()) {
        const at = pointerTo('/parts', index);
        adopt(walk, part, thread.trajectory.id);
        yield* thread.say(human && text(part, 'type') === 'tool' ? byUser(part, at) : said(part, role, at), entry, { ...aside, ...name });
      }
    }

    return {
      *read(entry) {
        const { value } = entry;
        const info = get(value, 'info');
        if (isMessage(value)) yield* message(value, entry);
        else if (isObject(info)) {
          const parent = text(info, 'parentID');
          const agent = parent === undefined ? undefined : text(info, 'agent');
          thread = walk.thread(text(info, 'id') ?? bundle.key, { directory: text(info, 'directory'), parent, agent });
          yield* thread.set('permission', get(info, 'permission'), entry, '/info/permission');
        }
      },
    };
  },
};
