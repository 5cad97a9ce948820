// https://github.com/safety-research/petri and https://github.com/safety-research/bloom
import { chatMessage } from '../dialects/openai-chat.ts';
import type { Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { flags } from '../threads/conditions.ts';
import type { Turn } from '../threads/history.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';

/** Names of models that play a part in the audit, which say nothing of its conditions. */
const MODELS = new Set(['auditor_model', 'target_model', 'judge_model']);

/** Whether the audited model saw or said it, rather than the auditor alone. */
const isTargets = (event: Json): boolean => {
  const view = get(event, 'view');
  return view === 'target' || (isArray(view) && view.includes('target'));
};

const isEvent = (value: Json | undefined): boolean => isObject(value) && 'view' in value && ('edit' in value || 'type' in value);

/** Messages that an edit of the conversation brings in: one that is added, or those that take the place of others. */
const brought = (edit: Json, at: string): readonly Turn[] => {
  const added = get(edit, 'message');
  if (added !== undefined) return [{ value: added, at: `${at}/message` }];
  const fresh = list(edit, 'new_messages').map((value, index) => ({ value, at: pointerTo(`${at}/new_messages`, index) }));
  const patched = list(edit, 'patch').map((change, index) => ({ value: get(change, 'value') ?? null, at: `${at}/patch/${index}/value` }));
  return [...fresh, ...patched.filter((each) => text(each.value, 'role') !== undefined)];
};

/** Whether an edit takes messages back, after which the conversation goes another way. */
const takesBack = (edit: Json): boolean => ['rollback', 'reset'].includes(text(edit, 'operation') ?? '');

const MARK = /<(\w+)_score>\s*(-?\d+(?:\.\d+)?)\s*<\/\1_score>/g;

/** What the judge made of the run: a table of scores, or scores marked in its answer. */
function* scores(thread: Thread, { value, at }: Turn, entry: Entry): Generator<Event> {
  const table = get(value, 'scores');
  if (isObject(table)) {
    for (const [scorer, score] of Object.entries(table))
      if (typeof score === 'number' || typeof score === 'string')
        yield* thread.score(scorer, score, entry, pointerTo(`${at}/scores`, scorer));
    return;
  }
  for (const [, scorer, score] of (text(value, 'response') ?? '').matchAll(MARK))
    yield* thread.score(scorer!, Number(score), entry, `${at}/response`);
}

/** Audits by Petri and Bloom: what the audited model was told, said and did; its tools are played by the auditor. */
export const petri: Framework = {
  name: 'petri',
  recognise({ document, root }) {
    const metadata = get(root, 'metadata');
    const named = text(metadata, 'target_model') ?? text(metadata, 'auditor_model');
    if (!document || named === undefined || !list(root, 'events').some(isEvent)) return undefined;
    return { score: 0.95, shape: { each: '/events', header: ['metadata'] } };
  },
  tools: {},
  reader(walk, bundle) {
    const known = new Set<string>();
    let id = bundle.key;
    let begun = false;
    let branches = 0;
    let thread: Thread | undefined;
    let head: Entry | undefined;

    const current = (): Thread => (thread ??= walk.thread(id));

    function* about(entry: Entry): Generator<Event> {
      head = entry;
      const metadata = get(entry.value, 'metadata');
      id = text(metadata, 'transcript_id') ?? bundle.key;
      current().learn({ model: text(metadata, 'target_model'), task: text(metadata, 'description') });
      for (const flag of flags(metadata, '/metadata'))
        if (!MODELS.has(flag.name)) yield* current().set(flag.name, flag.value, entry, flag.at);
    }

    /** What was taken back did happen; what follows is another branch, in which it did not. */
    const branch = (): void => {
      const { model, task, conditions } = current().trajectory;
      thread = walk.thread(`${id}/branch-${++branches}`, { parent: id, model, task, conditions: Object.fromEntries(conditions) });
    };

    /** A message that an edit keeps from before is said once. */
    const isNew = ({ value }: Turn): boolean => {
      const name = text(value, 'id');
      return name === undefined || (!known.has(name) && known.add(name) !== undefined);
    };

    const said = (edit: Json): readonly Said[] =>
      brought(edit, '/edit')
        .filter(isNew)
        .flatMap((each) => chatMessage(each.value, each.at));

    return {
      *read(entry) {
        const { value } = entry;
        const edit = get(value, 'edit');
        if (isObject(get(value, 'metadata')) && edit === undefined) yield* about(entry);
        if (edit === undefined || !isTargets(value)) return;
        if (begun && takesBack(edit)) branch();
        begun = true;
        yield* current().say(said(edit), entry, { time: text(value, 'timestamp') });
      },
      *end() {
        const judged = get(get(head?.value, 'metadata'), 'judge_output');
        if (head && judged !== undefined) yield* scores(walk.thread(id), { value: judged, at: '/metadata/judge_output' }, head);
      },
    };
  },
};
