import type { Effect } from '../../src/model/effect.ts';
import type { Action, Event } from '../../src/model/event.ts';

/** What a group of calls asks for, by the words of the tools' names: nothing here is shared with the code that lowers them. */
const GROUPS: readonly (readonly [group: string, tools: RegExp])[] = [
  ['patch', /(?:^|_)patch(?:_|$)/],
  [
    'edit',
    /^(?:multi_?)?(?:edit|write|create|insert|append|replace|overwrite)(?:_v\d|_code|_tool)?$|str_replace|search_replace|(?:^|_)editor(?:_|$)|notebook_edit|(?:^|_)(?:new|creat|edit|writ|append|updat|modif|replac|delet|overwrit)\w*_files?(?:_|$)|^\w*_file_(?:created|edited|deleted)$|(?:write|append)_to_file/,
  ],
  [
    'code',
    /(?:^|_)(?:i?python|jupyter|javascript|repl)(?:_|$)|(?:^|_)code_(?:execution|interpreter|executor)|(?:run|execute|eval)_(?:\w+_)?code$|(?:^|_)execute_file$/,
  ],
  [
    'shell',
    /(?:^|_)(?:bash|shell|sh|zsh|powershell|terminal|stdin)(?:_|$)|(?:^|_)(?:run|execute|exec)_(?:\w+_)?(?:command|cmd|commands)(?:_|$)|^(?:run|exec|execute)$|(?:^|_)command(?:_execution)?$|batch_execute$/,
  ],
];
/** Tools that look at a shell or open one, and names that only hold such a word. */
const OTHERS = /(?:^|_)(?:output|open|create_terminal|inspect|list|read|get|kill)(?:_|$)|operation$/;

const snake = (tool: string): string =>
  tool
    .replace(/^mcp__.+?__|^.*[./:]/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toLowerCase();

/** What is typed into a program that runs is no command. */
const isTyped = ({ input }: Action): boolean =>
  typeof input === 'object' && input !== null && 'is_input' in input && String(input['is_input']) === 'true';

/** Shell, edit, patch or code; nothing for other tools. */
const groupOf = (action: Action): string | undefined => {
  const name = snake(action.tool);
  return OTHERS.test(name) || isTyped(action) ? undefined : GROUPS.find(([, tools]) => tools.test(name))?.[0];
};

/** How a call was lowered: all effects sure, some with a reason for doubt, no effect but a reason, or nothing. */
export type Lowered = 'sure' | 'in doubt' | 'only a reason' | 'not lowered';

/** Whether a call's only script is blank lines, comments and plain assignments, which do nothing. */
const isIdle = ({ input }: Action): boolean =>
  (typeof input === 'string' ? [input] : Object.values(input ?? {}))
    .filter((value) => typeof value === 'string')
    .every((text) => text.split('\n').every((line) => /^\s*(?:#.*|\w+=\S*)?$/.test(line)));

const loweredAs = (action: Action, effects: readonly Effect[]): Lowered => {
  const known = effects.filter(({ kind }) => kind !== 'invoke');
  if (known.length > 0) return known.every(({ sure }) => sure) ? 'sure' : 'in doubt';
  if (effects.some(({ unsure }) => unsure !== undefined)) return 'only a reason';
  return effects.length === 0 && isIdle(action) ? 'sure' : 'not lowered';
};

/** The effects of every shell, edit, patch and code call among these events. */
export const callsIn = (
  events: readonly Event[],
): readonly { readonly group: string; readonly action: Action; readonly lowered: Lowered }[] => {
  const effects = new Map<Action, Effect[]>();
  for (const event of events) {
    if (event.kind === 'action') effects.set(event, []);
    else if ('cause' in event) effects.get(event.cause)?.push(event);
  }
  return [...effects].flatMap(([action, own]) => {
    const group = groupOf(action);
    return group === undefined ? [] : [{ group, action, lowered: loweredAs(action, own) }];
  });
};
