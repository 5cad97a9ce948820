import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn, second, splitConditions } from './chat.ts';
import { databaseOf } from './database.ts';
import { cannot, commandOf, type Encoder, encoding } from './encoder.ts';
import { zipOf } from './zip.ts';

/** The tool and arguments by which an agent of this framework takes a step. */
const callOf = (step: ExampleStep): readonly [tool: string, input: JsonObject] | undefined => {
  if ('shell' in step) return ['bash', { cmd: commandOf(step) }];
  if (!('edit' in step)) return plainCall(step);
  const { path, before, after = '' } = step.edit;
  return before === undefined
    ? ['text_editor', { command: 'create', path, file_text: after }]
    : ['text_editor', { command: 'str_replace', path, old_str: before, new_str: after }];
};

interface Turn {
  readonly message: JsonObject;
  readonly events: readonly JsonObject[];
}

const model = (message: JsonObject, timestamp: string): JsonObject => ({
  event: 'model',
  timestamp,
  model: 'openai/gpt-5.4',
  input: [],
  output: { model: 'gpt-5.4', choices: [{ message, stop_reason: 'stop' }] },
});

const turn = (step: ExampleStep, id: string, asked: string | undefined, calls: ReadonlyMap<string, JsonObject>, index: number): Turn => {
  const timestamp = second(index);
  const key = `MsgQx7Lr${index}`;
  const call = callOf(step);
  if (call) {
    const message = {
      id: key,
      role: 'assistant',
      content: '',
      tool_calls: [{ id, function: call[0], arguments: call[1], type: 'function' }],
    };
    return { message, events: [model(message, timestamp)] };
  }
  if ('set' in step) return cannot('no place for a condition');
  if ('think' in step) {
    const message = { id: key, role: 'assistant', content: [{ type: 'reasoning', reasoning: step.think }] };
    return { message, events: [model(message, timestamp)] };
  }
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    const message = { id: key, role: roleIn(step), content: step.say };
    return { message, events: message.role === 'assistant' ? [model(message, timestamp)] : [] };
  }
  const made = calls.get(asked ?? '') ?? cannot('an answer without a call');
  const result: JsonObject =
    'deny' in step
      ? { result: '', error: { type: 'approval', message: step.deny } }
      : 'answer' in step
        ? { result: step.answer, ...(step.ok === false && { error: { type: 'unknown', message: step.answer } }) }
        : cannot('no place for this step');
  const { id: tool_call_id, function: name } = made as { readonly id: string; readonly function: string };
  return {
    message: { id: key, role: 'tool', tool_call_id, function: name, content: result['result']!, error: result['error'] ?? null },
    events: [{ event: 'tool', timestamp, ...made, ...result }],
  };
};

/** A sample as Inspect writes it. */
export const sampleOf = (rest: readonly ExampleStep[], conditions: JsonObject): JsonObject => {
  const calls = new Map<string, JsonObject>();
  const turns = numbered(rest, (step, id, last, index) => {
    const call = callOf(step);
    if (call) calls.set(id, { id, function: call[0], arguments: call[1], type: 'function' });
    return turn(step, id, last, calls, index);
  });
  const messages = turns.map(({ message }) => message);
  const events: Json[] = [{ event: 'sample_init', timestamp: second(0), sample: { input: '', target: '' }, state: {} }];
  for (const [index, { events: own }] of turns.entries()) {
    // What others said reaches the log with the next request to the model.
    if (own.length === 0) events.push({ ...model({ role: 'assistant', content: '' }, second(index)), input: messages.slice(0, index + 1) });
    else events.push(...own);
  }
  return { id: 'harbour-1', epoch: 1, input: '', target: '', messages, metadata: conditions, scores: {}, store: {}, events };
};

const EVALUATION: JsonObject = { run_id: 'Rk3n', created: second(0), task: 'harbour', model: 'openai/gpt-5.4', dataset: {}, config: {} };

export const inspect: Encoder = {
  name: 'inspect',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const header = { version: 2, status: 'success', eval: EVALUATION };
      const members = [
        { name: '_journal/start.json', content: JSON.stringify({ version: 2, eval: EVALUATION }) },
        { name: 'samples/harbour-1_epoch_1.json', content: JSON.stringify(sampleOf(rest, conditions)) },
        { name: 'header.json', content: JSON.stringify(header) },
      ];
      return [{ name: 'run.eval', text: zipOf(members) }];
    }),
};

const TABLES = [
  'CREATE TABLE task_database (version INTEGER PRIMARY KEY, metrics TEXT)',
  'CREATE TABLE samples (id TEXT, epoch INTEGER, data TEXT, sample_metadata TEXT, PRIMARY KEY (id, epoch))',
  'CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT, sample_id TEXT, sample_epoch INTEGER, data TEXT)',
  'CREATE TABLE attachments (id INTEGER PRIMARY KEY AUTOINCREMENT, sample_id TEXT, sample_epoch INTEGER, hash TEXT, content TEXT)',
  'CREATE TABLE message_pool (id INTEGER PRIMARY KEY AUTOINCREMENT, sample_id TEXT, sample_epoch INTEGER, msg_id TEXT, data TEXT)',
];

/** The database of samples that are not done. */
export const inspectBuffer: Encoder = {
  name: 'inspect-buffer',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const { events, id, epoch, metadata } = sampleOf(rest, conditions);
      const rows = (events as readonly Json[]).map((event): readonly [string, readonly (string | number)[]] => [
        'INSERT INTO events (event_id, sample_id, sample_epoch, data) VALUES (?, ?, 1, ?)',
        ['Ev7', String(id), JSON.stringify(event)],
      ]);
      const sample = JSON.stringify({ id: id!, epoch: epoch!, metadata: metadata! });
      const begun = ['INSERT INTO samples (id, epoch, data) VALUES (?, 1, ?)', [String(id), sample]] as const;
      return [{ name: 'run.eval.4711.db', text: databaseOf(...TABLES, begun, ...rows) }];
    }),
};
