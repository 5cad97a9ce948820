// https://github.com/microsoft/vscode/blob/main/src/vs/workbench/contrib/chat/common/chatService/chatService.ts
import { get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { type Answer, argumentsAt, type Call, type Said } from './said.ts';

/** One part of a response, and the pointer to it. */
export interface Part {
  readonly value: Json;
  readonly at: string;
}

/** Words of the element tree in which a tool's result is rendered. */
const treeText = (node: Json | undefined): string =>
  `${get(node, 'lineBreakBefore') === true ? '\n' : ''}${text(node, 'text') ?? ''}${list(node, 'children').map(treeText).join('')}`;

const valueText = (value: Json | undefined): string => {
  if (typeof value === 'string') return value;
  const node = get(value, 'node');
  return node === undefined ? (text(value, 'value') ?? '') : treeText(node).trimStart();
};

const resultText = (result: Json | undefined): string =>
  list(result, 'content')
    .map((each) => valueText(get(each, 'value')))
    .filter((words) => words !== '')
    .join('\n');

const isInvocation = (part: Json): boolean => (text(part, 'kind') ?? '').startsWith('toolInvocation');

/** How a call was let through or not: 0 is denied, 5 is skipped; older versions write a boolean. */
const isDenied = (invocation: Json | undefined): boolean => {
  const confirmed = get(invocation, 'isConfirmed');
  const type = get(confirmed, 'type');
  return confirmed === false || type === 0 || type === 5;
};

const commandOf = (invocation: Json): string | undefined => {
  const specific = get(invocation, 'toolSpecificData');
  return text(get(specific, 'commandLine'), 'original') ?? text(specific, 'command');
};

/** The invocation that shows a call: under the same id, for the same command, or in the same place of as many. */
const shown = (call: Call, index: number, calls: number, invocations: readonly Json[]): Json | undefined => {
  const id = (call.id ?? '').replace(/__vscode-\d+$/, '');
  const command = text(call.input, 'command');
  return (
    invocations.find((each) => text(each, 'toolCallId') === id) ??
    (command === undefined ? undefined : invocations.find((each) => commandOf(each) === command)) ??
    (calls === invocations.length ? invocations[index] : undefined)
  );
};

const FAILED = /^ERROR while calling tool/;

const answer = (id: string, words: string, invocation: Json | undefined, at: string): Answer => {
  const exit = get(get(get(invocation, 'toolSpecificData'), 'terminalCommandState'), 'exitCode');
  const blocked = isDenied(invocation);
  const ok = !blocked && !FAILED.test(words) && (typeof exit !== 'number' || exit === 0);
  return { said: 'answer', id, ok, ...(blocked && { blocked }), text: words, at };
};

/** What the rounds of a request's result say: each a thought, words, and calls with their results. */
export const rounds = (metadata: Json | undefined, parts: readonly Part[], at: string): readonly Said[] => {
  const results = get(metadata, 'toolCallResults');
  const invocations = parts.map(({ value }) => value).filter(isInvocation);
  const all = list(metadata, 'toolCallRounds');
  const total = all.reduce<number>((sum, round) => sum + list(round, 'toolCalls').length, 0);
  let index = 0;
  return all.flatMap((round, number) => {
    const place = `${at}/toolCallRounds/${number}`;
    const thought = text(get(round, 'thinking'), 'text') ?? '';
    const words = text(round, 'response') ?? '';
    const said: Said[] = [];
    if (thought !== '') said.push({ said: 'reasoning', text: thought, at: `${place}/thinking/text` });
    if (words !== '') said.push({ said: 'message', role: 'agent', text: words, at: `${place}/response` });
    for (const [order, value] of list(round, 'toolCalls').entries()) {
      const here = `${place}/toolCalls/${order}`;
      const id = text(value, 'id') ?? `${place} ${order}`;
      const inputs = argumentsAt(get(value, 'arguments'), `${here}/arguments`);
      const call: Call = { said: 'call', id, tool: text(value, 'name') ?? '', at: here, ...inputs };
      const invocation = shown(call, index++, total, invocations);
      said.push(call);
      if (get(results, id) !== undefined || isDenied(invocation))
        said.push(answer(id, resultText(get(results, id)), invocation, pointerTo(`${at}/toolCallResults`, id)));
    }
    return said;
  });
};

/** A call of which only its invocation is left: its command, or the words that showed it. */
const invoked = ({ value, at }: Part): readonly Said[] => {
  const id = text(value, 'toolCallId') ?? at;
  const command = commandOf(value);
  const output = text(get(get(value, 'toolSpecificData'), 'terminalCommandOutput'), 'text');
  const message = valueText(get(value, 'pastTenseMessage')) || valueText(get(value, 'invocationMessage'));
  const input = command === undefined ? { message } : { command };
  const tool = text(value, 'toolId') ?? '';
  const done = get(value, 'isComplete') === true || isDenied(value);
  return [{ said: 'call', id, tool, input, at, inputAt: at }, ...(done ? [answer(id, output ?? '', value, at)] : [])];
};

/** Edits of one file that a response shows. */
const edited = ({ value, at }: Part): readonly Said[] => {
  const uri = get(value, 'uri');
  const filePath = text(uri, 'fsPath') ?? text(uri, 'path') ?? '';
  const newText = list(value, 'edits')
    .flatMap((each) => (isArray(each) ? each : [each]))
    .map((each) => text(each, 'text') ?? '')
    .join('\n');
  return [{ said: 'call', tool: 'textEditGroup', input: { filePath, newText }, at, inputAt: at }];
};

const spoken = ({ value, at }: Part): readonly Said[] => {
  const kind = text(value, 'kind');
  if (isInvocation(value)) return invoked({ value, at });
  if (kind === 'textEditGroup') return edited({ value, at });
  const words = valueText(get(value, 'value')) || valueText(get(value, 'content'));
  if (words === '') return [];
  if (kind === 'thinking') return [{ said: 'reasoning', text: words, at: `${at}/value` }];
  return kind === undefined || kind.startsWith('markdown') ? [{ said: 'message', role: 'agent', text: words, at }] : [];
};

/** What the parts of a response say, words that follow one another as one message. */
export const responseParts = (parts: readonly Part[]): readonly Said[] => {
  const said: Said[] = [];
  for (const each of parts.flatMap(spoken)) {
    const last = said.at(-1);
    if (each.said === 'message' && last?.said === 'message') said[said.length - 1] = { ...last, text: last.text + each.text };
    else said.push(each);
  }
  return said;
};

/** True for one request of a chat with its response. */
export const isRequest = (value: Json | undefined): boolean =>
  isObject(value) && typeof value['requestId'] === 'string' && 'message' in value && isArray(value['response']);
