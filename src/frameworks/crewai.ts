// https://docs.crewai.com (events of its bus, and the file that `output_log_file` names)
import { argumentsAt, type Said, textOf } from '../dialects/said.ts';
import { get, isArray, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { notices } from '../model/notice.ts';
import { optional } from '../model/optional.ts';
import { isWhen } from '../model/when.ts';
import { timeOf } from '../threads/conversation.ts';
import type { Framework } from './framework.ts';

const TOOLS: Tools = {
  'Delegate work to coworker': { message: { text: 'task', to: 'coworker' } },
  'Ask question to coworker': { message: { text: 'question', to: 'coworker' } },
  delegate_work_to_coworker: { message: { text: 'task', to: 'coworker' } },
  ask_question_to_coworker: { message: { text: 'question', to: 'coworker' } },
};

const EVENT = /^(?:crew_kickoff|task|agent_execution|tool_usage|llm_call)_(?:started|finished|completed|failed|error)$/;

const isEvent = (value: Json | undefined): boolean =>
  EVENT.test(text(value, 'type') ?? '') &&
  isWhen(get(value, 'timestamp')) &&
  ['task_id', 'agent_role', 'crew_name'].some((key) => isObject(value) && key in value);

/** An entry of the log file, which tells of tasks alone. */
const isTask = (value: Json | undefined): boolean =>
  text(value, 'task_name') !== undefined &&
  text(value, 'agent') !== undefined &&
  ['started', 'completed'].includes(text(value, 'status') ?? '');

const words = (role: 'user' | 'agent' | 'system', holder: Json | undefined, key: string, at: string): readonly Said[] => {
  const found = textOf(get(holder, key));
  return found === '' ? [] : [{ said: 'message', role, text: found, at: `${at}/${key}` }];
};

/** Result of a call, by the event that started it where the log names it. */
const answered = (value: Json, key: 'output' | 'error'): readonly Said[] => [
  {
    said: 'answer',
    ...optional('id', text(value, 'started_event_id')),
    ...optional('tool', text(value, 'tool_name')),
    ok: key === 'output',
    text: textOf(get(value, key)),
    at: `/${key}`,
  },
];

/** What each kind of event says. */
const EVENTS: { readonly [type: string]: (value: Json) => readonly Said[] } = {
  task_started: (value) => words('user', get(value, 'task'), 'description', '/task'),
  agent_execution_started: (value) => words('system', get(value, 'agent'), 'backstory', '/agent'),
  tool_usage_started: (value) => [
    {
      said: 'call',
      ...optional('id', text(value, 'event_id')),
      tool: text(value, 'tool_name') ?? '',
      at: '',
      ...argumentsAt(get(value, 'tool_args') ?? {}, '/tool_args'),
    },
  ],
  tool_usage_finished: (value) => answered(value, 'output'),
  tool_usage_error: (value) => answered(value, 'error'),
  agent_execution_completed: (value) => words('agent', value, 'output', ''),
};

const speaks = (value: Json): readonly Said[] => {
  const type = text(value, 'type') ?? '';
  return Object.hasOwn(EVENTS, type) ? EVENTS[type]!(value) : [];
};

/** Events of CrewAI as a listener writes them down; and its log file, which keeps tasks and answers but no calls. */
export const crewai: Framework = {
  name: 'crewai',
  recognise({ document, lines, root, records }) {
    const several = document && isArray(root) ? root : records;
    const shape = lines ? ({ lines: true } as const) : { each: '' };
    if (several.length > 0 && several.every(isTask)) return { score: 0.8, shape };
    return several.some(isEvent) ? { score: 0.9, shape } : undefined;
  },
  tools: TOOLS,
  reader(walk, bundle) {
    const thread = walk.thread(bundle.key);
    let noted = false;
    return {
      *read(entry) {
        const { value } = entry;
        const agent = text(value, 'agent_role') ?? text(get(value, 'agent'), 'role') ?? text(value, 'agent');
        const aside = { time: timeOf(value), name: agent };
        thread.learn({ task: text(value, 'task_name') });
        if (isEvent(value)) yield* thread.say(speaks(value), entry, aside);
        else if (isTask(value)) {
          if (!noted) walk.note(notices.notRecorded(entry.at.artifact, 'tool calls are'));
          noted = true;
          const said = text(value, 'status') === 'started' ? words('user', value, 'task', '') : words('agent', value, 'output', '');
          yield* thread.say(said, entry, aside);
        }
      },
    };
  },
};
