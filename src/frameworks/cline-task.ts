// https://github.com/cline/cline/blob/main/src/shared/ExtensionMessage.ts
import { posix } from 'node:path';
import { anthropicMessage } from '../dialects/anthropic.ts';
import { argumentsAt, type Said } from '../dialects/said.ts';
import type { Bundle, Recognition, Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, text } from '../model/location.ts';
import { isWhen } from '../model/when.ts';
import type { Thread } from '../threads/walk.ts';
import { CLINE_TOOLS } from './cline-tools.ts';
import type { Framework } from './framework.ts';
import { time } from './opencode-parts.ts';
import { plainName } from './plain-name.ts';

/** What was shown to the user: said by the agent, or asked before it goes on. */
const isShown = (value: Json | undefined): boolean => {
  const type = text(value, 'type');
  return (type === 'say' || type === 'ask') && isWhen(get(value, 'ts')) && text(value, type) !== undefined;
};

/** The file beside it that holds the conversation with the model, in which the same calls stand. */
const HISTORY = 'api_conversation_history.json';

const isHistory = ({ artifact, root }: Sample): boolean =>
  posix.basename(plainName(artifact.uri)) === HISTORY && isArray(root) && text(root[0], 'role') !== undefined;

const recognise = (sample: Sample): Recognition | undefined => {
  const { document, root } = sample;
  if (!document || !isArray(root)) return undefined;
  const shown = root.slice(0, 50).filter(isShown).length;
  if (shown > 0 && shown * 2 >= Math.min(root.length, 50)) return { score: 0.95, shape: { each: '' } };
  return isHistory(sample) ? { score: 0.9, shape: { each: '' } } : undefined;
};

const isDoubled = (bundle: Bundle): boolean => bundle.parts.some(({ artifact }) => posix.basename(plainName(artifact.uri)) !== HISTORY);

/** How the harness tells the model what a call gave: `[read_file for 'a.txt'] Result:`. */
const RESULT = /^\[(\w+)(?: for [^\n]*?)?\] Result:[ \t]*\n?/gm;
const DECLINED = /^\s*The user denied this operation/;
const FAILED = /^\s*(?:The tool execution failed|Error |<error>|Missing value for required parameter|The model used search patterns)/;

/** Tools by which an agent speaks to the user: what it says is shown apart from them. */
const SPEAKS = new Set(['attempt_completion', 'ask_followup_question', 'plan_mode_respond', 'act_mode_respond', 'new_task']);

/** What the calls before a request gave. */
const results = (request: string): readonly { readonly words: string }[] => {
  const heads = [...request.matchAll(RESULT)];
  return heads.flatMap((head, index) => {
    const words = request.slice(head.index + head[0].length, heads[index + 1]?.index);
    return SPEAKS.has(head[1]!)
      ? []
      : [{ words: words.replace(/\n+# (?:task_progress|Todo List)[\s\S]*$|\n*<environment_details>[\s\S]*$/, '') }];
  });
};

/** Tasks of Cline and Roo as they show them: what was said, what ran by itself, and what was asked before. */
export const clineTask: Framework = {
  name: 'cline-task',
  recognise,
  bundle: ({ artifact }) => posix.dirname(artifact.uri),
  tools: CLINE_TOOLS,
  reader(walk, bundle) {
    const folder = posix.dirname(bundle.parts[0]!.artifact.uri);
    let thread: Thread | undefined;
    const waiting: string[] = [];
    let calls = 0;

    const call = (tool: string, inputs: ReturnType<typeof argumentsAt>): readonly Said[] => {
      const id = `${tool}#${calls++}`;
      waiting.push(id);
      return [{ said: 'call', id, tool, at: '', ...inputs }];
    };

    /** Results stand in one request in the order of their calls, which are the last. */
    const answers = (request: string): readonly Said[] => {
      const found = results(request);
      const ids = waiting.splice(Math.max(0, waiting.length - found.length));
      return ids.map((id, index): Said => {
        const { words } = found[index + found.length - ids.length]!;
        const blocked = DECLINED.test(words);
        return { said: 'answer', id, ok: !blocked && !FAILED.test(words), ...(blocked && { blocked }), text: words.trim(), at: '/text' };
      });
    };

    const words = (role: 'user' | 'agent', value: Json): readonly Said[] => [
      { said: 'message', role, text: text(value, 'text') ?? '', at: '/text' },
    ];

    /** What each kind of thing that is shown says. */
    const SHOWN: { readonly [kind: string]: (value: Json, opening: boolean) => readonly Said[] } = {
      task: (value) => words('user', value),
      text: (value, opening) => words(opening ? 'user' : 'agent', value),
      user_feedback: (value) => words('user', value),
      completion_result: (value) => words('agent', value),
      reasoning: (value) => [{ said: 'reasoning', text: text(value, 'text') ?? '', at: '/text' }],
      command: (value) =>
        call('execute_command', { input: { command: (text(value, 'text') ?? '').replace(/REQ_APP$/, '') }, inputAt: '/text' }),
      tool(value) {
        const inputs = argumentsAt(get(value, 'text'), '/text');
        return call(text(inputs.input, 'tool') ?? '', inputs);
      },
      use_mcp_server(value) {
        const { input, inputAt } = argumentsAt(get(value, 'text'), '/text');
        const tool = text(input, 'toolName') ?? text(input, 'uri') ?? '';
        return call(`mcp__${text(input, 'serverName') ?? ''}__${tool}`, argumentsAt(get(input, 'arguments'), `${inputAt}/arguments`));
      },
      api_req_started: (value) => answers(text(argumentsAt(get(value, 'text'), '').input, 'request') ?? ''),
    };

    function* shown(value: Json, entry: Entry): Generator<Event> {
      const opening = thread === undefined;
      thread ??= walk.thread(posix.basename(folder));
      const asked = text(value, 'type') === 'ask';
      const kind = text(value, 'say') ?? text(value, 'ask') ?? '';
      const about = get(value, 'modelInfo');
      const model = text(about, 'modelId');
      const aside = { time: time(get(value, 'ts')), model };
      thread.learn({ model });
      yield* thread.set('mode', get(about, 'mode'), entry, '/modelInfo/mode', aside);
      if (get(value, 'partial') === true || !Object.hasOwn(SHOWN, kind) || (asked && kind === 'completion_result')) return;
      if (kind === 'tool' || kind === 'command' || kind === 'use_mcp_server')
        yield* thread.set('approval', asked ? 'asked' : 'automatic', entry, '/type', aside);
      yield* thread.say(SHOWN[kind]!(value, opening), entry, aside);
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (isShown(value)) yield* shown(value, entry);
        else if (isObject(value) && text(value, 'role') !== undefined && !isDoubled(bundle)) {
          thread ??= walk.thread(posix.basename(folder));
          const model = text(get(value, 'modelInfo'), 'modelId');
          thread.learn({ model });
          yield* thread.say(anthropicMessage(value, ''), entry, { time: time(get(value, 'ts')), model });
        }
      },
    };
  },
};
