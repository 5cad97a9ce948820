// https://github.com/OpenBMB/ToolBench
import { chatMessage } from '../dialects/openai-chat.ts';
import { argumentsAt, type Said, textOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, type Json, list, pointerTo, text } from '../model/location.ts';
import { turnsOf } from '../threads/conversation.ts';
import type { Turn } from '../threads/history.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';

const rootOf = (value: Json | undefined): Json | undefined => get(get(value, 'tree'), 'tree');

const children = ({ value, at }: Turn): readonly Turn[] =>
  list(value, 'children').map((each, index) => ({ value: each, at: pointerTo(`${at}/children`, index) }));

/** A node's call, which the node above it names, and what came of it. */
const acted = ({ value, at }: Turn, tool: string): readonly Said[] => {
  const words = get(value, 'observation');
  return [
    { said: 'call', id: at, tool, at, ...argumentsAt(text(value, 'description'), `${at}/description`) },
    ...(words === undefined ? [] : [{ said: 'answer', id: at, text: textOf(words), at: `${at}/observation` } as const]),
  ];
};

const said = (turn: Turn, above: Json | undefined): readonly Said[] => {
  const kind = text(turn.value, 'node_type');
  const words = text(turn.value, 'description') ?? '';
  if (kind === 'Action Input' && above !== undefined) return acted(turn, text(above, 'description') ?? '');
  return kind === 'Thought' && words !== '' ? [{ said: 'message', role: 'agent', text: words, at: `${turn.at}/description` }] : [];
};

/** A search tree from top to bottom and branch by branch, as it grew; what was done on a branch that was given up was done. */
function* tree(thread: Thread, root: Turn, entry: Entry): Generator<Event> {
  const open: { readonly turn: Turn; readonly above: Json | undefined }[] = [{ turn: root, above: undefined }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { turn, above } = next;
    yield* thread.say(said(turn, above), entry);
    for (const child of [...children(turn)].reverse()) open.push({ turn: child, above: turn.value });
  }
}

/** Answers of ToolBench: the tree of all calls that were tried, by depth-first search or in one chain. */
export const toolbench: Framework = {
  name: 'toolbench',
  recognise: ({ document, root }) =>
    document && text(rootOf(root), 'node_type') !== undefined && get(root, 'answer_generation') !== undefined
      ? { score: 0.95, shape: { each: '' } }
      : undefined,
  tools: { Finish: [{ message: { text: 'final_answer', to: '=user' } }, { invoke: true }] },
  reader(walk, bundle) {
    return {
      *read(entry) {
        const { value } = entry;
        const thread = walk.thread(bundle.key);
        const [prompt] = list(get(value, 'answer_generation'), 'train_messages');
        const at = '/answer_generation/train_messages/0';
        const told = turnsOf(isArray(prompt) ? prompt : [], at).filter((turn) =>
          ['system', 'user'].includes(text(turn.value, 'role') ?? ''),
        );
        for (const turn of told) yield* thread.say(chatMessage(turn.value, turn.at), entry);
        const root = rootOf(value);
        if (root !== undefined) yield* tree(thread, { value: root, at: '/tree/tree' }, entry);
        const win = get(value, 'win');
        if (typeof win === 'boolean') yield* thread.score('win', String(win), entry, '/win');
        yield* thread.end();
      },
    };
  },
};
