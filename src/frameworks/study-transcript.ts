// https://arxiv.org/abs/2604.19784
import { chatMessage, toolCall } from '../dialects/openai-chat.ts';
import { argumentsAt, roleOf, type Said, textOf } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { flags, monitored } from '../threads/conditions.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';

/** Where a table of transcripts keeps each as text. */
const TEXT_KEYS = ['transcript_json', 'transcript', 'conversation'] as const;
const HEADER = ['experiment_metadata', 'task_evaluation'] as const;
const CONDITIONS = ['condition', 'subject', 'dataset', 'threshold', 'peer_instantiation', 'alignment_faking_mode'] as const;
const TASK = ['task_type', 'task', 'scenario', 'experiment'] as const;

/** `tool_calls` is a map from tool name to arguments, or to a list of arguments where one tool is called twice. */
const calls = (value: Json, at: string): readonly Said[] => {
  const made = get(value, 'tool_calls');
  if (isArray(made)) return made.map((each, index) => toolCall(each, pointerTo(at, index)));
  if (!isObject(made)) return [];
  return Object.entries(made).flatMap(([tool, input]): readonly Said[] => {
    const place = pointerTo(at, tool);
    const each = (raw: Json, rawAt: string): Said => ({ said: 'call', tool, at: rawAt, ...argumentsAt(raw, rawAt) });
    return isArray(input) ? input.map((raw, index) => each(raw, pointerTo(place, index))) : [each(input, place)];
  });
};

/** The tool message repeats the call that it answers; nothing else pairs the two. */
const answer = (value: Json, at: string): Said => {
  const called = calls(value, `${at}/tool_calls`)[0];
  const words = textOf(get(value, 'content'));
  const tool = called?.said === 'call' ? called.tool : text(value, 'name');
  const failed = words.startsWith('Error') || words.startsWith('{"error"');
  return { said: 'answer', ...(tool !== undefined && { tool }), ...(failed && { ok: false }), text: words, at: `${at}/content` };
};

const said = (value: Json, at: string): readonly Said[] => {
  const role = roleOf(get(value, 'role'));
  if (role === 'tool') return [answer(value, at)];
  const made = calls(value, `${at}/tool_calls`);
  return [...chatMessage(value, at).filter((each) => each.said !== 'call'), ...made];
};

const isMapped = (message: Json): boolean => text(message, 'role') !== undefined && isObject(get(message, 'tool_calls'));

const parsed = (value: Json): { readonly transcript: Json; readonly at: string } | undefined => {
  const key = TEXT_KEYS.find((each) => text(value, each)?.trimStart().startsWith('{'));
  if (key === undefined) return { transcript: value, at: '' };
  const { input, inputAt } = argumentsAt(get(value, key), `/${key}`);
  return isObject(input) ? { transcript: input, at: inputAt } : undefined;
};

const isTranscript = (value: Json | undefined): boolean => {
  const transcript = value === undefined ? undefined : parsed(value)?.transcript;
  const conversation = list(transcript, 'conversation');
  return conversation.length > 0 && (isObject(get(transcript, 'experiment_metadata')) || conversation.some(isMapped));
};

/** Transcripts of the peer-preservation study, one a document or one a line. */
export const studyTranscript: Framework = {
  name: 'study-transcript',
  recognise({ document, lines, root, records }) {
    if (document && isTranscript(root)) return { score: 0.95, shape: { each: '/conversation', header: HEADER } };
    if (document && isArray(root)) return root.some(isTranscript) ? { score: 0.95, shape: { each: '' } } : undefined;
    return lines && records.some(isTranscript) ? { score: 0.95, shape: { lines: true } } : undefined;
  },
  tools: {},
  reader(walk, bundle) {
    const graded: { readonly thread: Thread; readonly entry: Entry; readonly evaluation: Json; readonly at: string }[] = [];
    let count = 0;
    let thread: Thread | undefined;

    function* about(value: Json, entry: Entry, at: string, row: Json): Generator<Event> {
      const metadata = get(value, 'experiment_metadata') ?? row;
      const place = metadata === row ? '' : `${at}/experiment_metadata`;
      const named = text(metadata, 'run_id') ?? text(metadata, 'experiment_id');
      thread = walk.thread(named ?? (count === 0 ? bundle.key : `${bundle.key}:${count}`));
      count++;
      const task = TASK.map((key) => text(metadata, key)).find((each) => each !== undefined) ?? text(metadata, 'dataset');
      thread.learn({ model: text(metadata, 'agent_model') ?? text(metadata, 'model'), task });
      const mode = get(metadata, 'alignment_faking_mode');
      yield* thread.set('monitored', monitored(mode), entry, `${place}/alignment_faking_mode`);
      for (const key of CONDITIONS) yield* thread.set(key, get(metadata, key), entry, `${place}/${key}`);
      for (const flag of flags(metadata, place)) yield* thread.set(flag.name, flag.value, entry, flag.at);
      const evaluation = get(value, 'task_evaluation');
      if (isObject(evaluation)) graded.push({ thread, entry, evaluation, at: `${at}/task_evaluation` });
    }

    function* grades(): Generator<Event> {
      for (const { thread: of, entry, evaluation, at } of graded.splice(0))
        for (const [scorer, value] of Object.entries(evaluation as object) as [string, Json][])
          if (value !== null && typeof value !== 'object')
            yield* of.score(scorer, typeof value === 'boolean' ? String(value) : value, entry, pointerTo(at, scorer));
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (text(value, 'role') !== undefined) {
          thread ??= walk.thread(bundle.key);
          yield* thread.say(said(value, ''), entry, { time: text(value, 'timestamp') });
          return;
        }
        const found = parsed(value);
        if (!found) return;
        yield* about(found.transcript, entry, found.at, value);
        const messages = list(found.transcript, 'conversation');
        for (const [index, message] of messages.entries())
          yield* thread!.say(said(message, pointerTo(`${found.at}/conversation`, index)), entry);
        if (messages.length === 0) return;
        yield* grades();
        yield* thread!.end();
      },
      end: grades,
    };
  },
};
