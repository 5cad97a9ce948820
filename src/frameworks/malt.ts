// https://huggingface.co/datasets/metr-evals/malt-public
import { chatMessage } from '../dialects/openai-chat.ts';
import type { Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { flags } from '../threads/conditions.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';

const isNode = (value: Json | undefined): boolean =>
  isObject(get(get(value, 'node_data'), 'message')) && get(value, 'node_id') !== undefined;

const isRun = (value: Json): boolean => isNode(list(value, 'nodes')[0]) && get(value, 'run_id') !== undefined;

const timeOf = (node: Json): string | undefined => {
  const milliseconds = get(get(node, 'node_data'), 'first_called_at');
  return typeof milliseconds === 'number' ? new Date(milliseconds).toISOString() : undefined;
};

/** What one node says. Calls have no ids: a result's node follows that of its call. */
const said = (node: Json, at: string): readonly Said[] =>
  chatMessage(get(get(node, 'node_data'), 'message')!, `${at}/node_data/message`).map((each) => {
    if (each.said === 'call') return { ...each, id: String(get(node, 'node_id')) };
    return each.said === 'answer' ? { ...each, id: String(get(node, 'parent_node_id')) } : each;
  });

/** Runs of METR's MALT, one a row: a tree of messages, each branch of which really happened. */
export const malt: Framework = {
  name: 'malt',
  recognise({ lines, document, root, records }) {
    if (document && root !== undefined && isRun(root)) return { score: 0.9, shape: { each: '' } };
    return lines && records.some(isRun) ? { score: 0.9, shape: { lines: true } } : undefined;
  },
  tools: {},
  reader(walk, bundle) {
    function* run(row: Json, entry: Entry): Generator<Event> {
      const id = `${bundle.key}:${entry.at.line}`;
      const facts = { model: text(row, 'model'), task: text(row, 'task_id') };
      const main = walk.thread(id, facts);
      const branches = new Map<string, Thread>();
      const branchOf = (node: Json): Thread => {
        const branch = String(get(node, 'branch_id') ?? 0);
        if (branch === '0') return main;
        const known = branches.get(branch) ?? walk.thread(`${id}/${branch}`, { ...facts, parent: id });
        branches.set(branch, known);
        return known;
      };
      for (const flag of flags(row, '')) yield* main.set(flag.name, flag.value, entry, flag.at);
      for (const [index, node] of list(row, 'nodes').entries())
        if (isNode(node)) yield* branchOf(node).say(said(node, pointerTo('/nodes', index)), entry, { time: timeOf(node) });
      for (const [index, label] of list(row, 'labels').entries())
        if (typeof label === 'string') yield* main.score('label', label, entry, pointerTo('/labels', index));
      for (const thread of [...branches.values(), main]) yield* thread.end();
    }

    return {
      *read(entry) {
        if (isRun(entry.value)) yield* run(entry.value, entry);
      },
    };
  },
};
