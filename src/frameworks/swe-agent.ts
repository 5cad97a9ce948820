// https://swe-agent.com/latest/usage/trajectories
import { chatMessage } from '../dialects/openai-chat.ts';
import { argumentsAt, type Call, type Said, textOf } from '../dialects/said.ts';
import { answersOf } from '../dialects/spelled.ts';
import { act, openFile } from '../dialects/swe-agent.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { turnsOf } from '../threads/conversation.ts';
import { distinct } from '../threads/distinct.ts';
import type { Turn } from '../threads/history.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { wordsAlong } from './runs.ts';

const TOOLS: Tools = {
  create: { edit: { path: 'filename|path', mode: 'create', after: 'text|contents' } },
  edit: { edit: { path: 'path', mode: 'replace', before: 'search', after: 'text|replace' } },
  insert: { edit: { path: 'path', mode: 'replace', after: 'text' } },
  open: { read: { path: 'path' } },
  goto: 'harmless',
  scroll_up: 'harmless',
  scroll_down: 'harmless',
  find_file: 'harmless',
  search_dir: 'harmless',
  search_file: 'harmless',
  filemap: 'harmless',
  submit: 'harmless',
};

const isStep = (value: Json | undefined): boolean => text(value, 'action') !== undefined && text(value, 'observation') !== undefined;

/** Messages as this writer keeps them: each with the name of its agent. */
const isMessage = (value: Json | undefined): boolean => text(value, 'role') !== undefined && text(value, 'agent') !== undefined;

const isRun = (root: Json | undefined): boolean =>
  isStep(list(root, 'trajectory')[0]) ||
  (isMessage(list(root, 'history')[0]) && (isObject(get(root, 'info')) || get(root, 'environment') !== undefined));

/** The settings from which a run can be made again, which are JSON in a string. */
const replayed = (value: Json): Json => argumentsAt(get(value, 'replay_config'), '').input;

/** Actions by which the harness ends a run that went over its limits or broke. */
const GIVEN_UP = /^exit_(?!forfeit)\w+$/;

/** An agent's turn: its thought, and the call that its action is. */
const acted = (value: Json, at: string, opened: ReturnType<typeof openFile>): readonly Said[] => {
  const action = text(value, 'action') ?? '';
  const calls = list(value, 'tool_calls').length > 0 ? chatMessage(value, at).filter((each) => each.said === 'call') : [];
  const thought = text(value, 'thought') ?? '';
  const words = thought === '' ? textOf(get(value, 'content') ?? get(value, 'response')) : thought;
  const said: readonly Said[] =
    words.trim() === '' ? [] : [{ said: 'message', role: 'agent', text: words, at: thought === '' ? at : `${at}/thought` }];
  if (calls.length > 0) return [...said, ...calls.map((call) => ({ ...call, ...opened(call) }))];
  if (action.trim() === '' || GIVEN_UP.test(action.trim())) return said;
  return [...said, { said: 'call', id: at, ...opened(act(action)), at: `${at}/action`, inputAt: `${at}/action#` }];
};

/** The directory that the shell was in, which old versions keep as JSON in a string. */
const directoryOf = (value: Json | undefined): string | undefined => text(argumentsAt(get(value, 'state'), '').input, 'working_dir');

/** Demonstrations were put into the prompt: nothing in them happened in this run. */
const isShown = (value: Json): boolean => get(value, 'is_demo') === true;

const isAgents = (value: Json): boolean => text(value, 'role') === 'assistant';

/** A run's own record of its steps, behind what it was told. A history that was cut holds fewer of them. */
function* run(thread: Thread, { value, at }: Turn, entry: Entry): Generator<Event> {
  const opened = openFile();
  const own = distinct();
  const history = turnsOf(get(value, 'history'), `${at}/history`).filter((turn) => !isShown(turn.value));
  const steps = turnsOf(get(value, 'trajectory'), `${at}/trajectory`);
  const whole = history.filter((turn) => isAgents(turn.value)).length >= steps.length;
  thread.learn({ directory: directoryOf(steps[0]?.value) });
  const first = history.findIndex((turn) => isAgents(turn.value));
  let waiting: readonly Call[] = [];

  /** Says what an agent did, or what came of that, whichever role tells it. */
  const say = (said: readonly Said[]): readonly Event[] => {
    const renamed = own(said);
    waiting = renamed.filter((each) => each.said === 'call') as readonly Call[];
    return thread.say(renamed, entry);
  };
  const heard = (words: string, place: string): readonly Event[] => {
    const answers = answersOf(waiting, words, place);
    waiting = [];
    return thread.say(answers, entry);
  };

  for (const turn of whole || first === -1 ? history : history.slice(0, first)) {
    if (isAgents(turn.value)) yield* say(acted(turn.value, turn.at, opened));
    else if (waiting.length > 0) yield* heard(textOf(get(turn.value, 'content')), `${turn.at}/content`);
    else yield* thread.say(chatMessage(turn.value, turn.at), entry);
  }
  for (const turn of whole ? steps.slice(-1) : steps) {
    if (!whole) yield* say(acted(turn.value, turn.at, opened));
    if (waiting.length > 0) yield* heard(text(turn.value, 'observation') ?? '', `${turn.at}/observation`);
  }
}

/** Trajectories of SWE-agent, of its first versions and of those with function calls. */
export const sweAgent: Framework = {
  name: 'swe-agent',
  recognise: ({ document, root }) =>
    document && (isRun(root) || isRun(list(root, 'attempts')[0])) ? { score: 0.9, shape: { each: '' } } : undefined,
  tools: TOOLS,
  reader(walk, bundle) {
    return {
      *read(entry) {
        const { value } = entry;
        const replay = replayed(value);
        const attempts = list(value, 'attempts').map((each, index) => ({ value: each, at: pointerTo('/attempts', index) }));
        for (const [index, each] of (attempts.length > 0 ? attempts : [{ value, at: '' }]).entries()) {
          const thread = walk.thread(`${bundle.key}${index === 0 ? '' : `:${index}`}`, {
            model: wordsAlong(replay, '/agent/model/name|/agent/agent_configs/0/model/name'),
            task: wordsAlong(replay, '/problem_statement/id') ?? text(value, 'environment'),
          });
          yield* run(thread, each, entry);
          yield* thread.end();
        }
      },
    };
  },
};
