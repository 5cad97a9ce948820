// https://inspect.aisi.org.uk/eval-logs.html

import type { Part, Sample, Shape } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { grouped } from '../model/grouped.ts';
import { type Artifact, type Entry, get, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { notices } from '../model/notice.ts';
import { flags } from '../threads/conditions.ts';
import type { Framework } from './framework.ts';
import { readingSample, type SampleReader } from './inspect-sample.ts';

/** Bytes above which a sample is read event by event. */
const LARGE = 64 << 20;

/** What a sample says beside its events. */
const ABOUT = [
  'id',
  'epoch',
  'uuid',
  'messages',
  'metadata',
  'store',
  'scores',
  'score',
  'attachments',
  'events_data',
  'error_retries',
] as const;

/** What a log says of its run; samples stand beside it or in it. */
const RUN = ['version', 'status', 'eval', 'plan', 'error', 'invalidated', 'tags', 'metadata'] as const;

/** A sample's file: whole, or in chunks of a kind that begin at a number. The id may hold anything, slashes too. */
const SAMPLE = /^samples\/(.+)_epoch_(\d+)(?:\/(sample|metadata)|\/(attachments|messages|events)\/(\d+))?\.json$/s;

/** Order in which the files of a chunked sample are read: what others name comes before them. */
const ORDER = ['sample', 'metadata', 'attachments', 'messages', 'events'];

interface File {
  readonly artifact: Artifact;
  readonly sample: string;
  readonly rank: number;
  readonly start: number;
}

const shapeOf = ({ slice }: Artifact): Shape => ((slice?.plain ?? 0) > LARGE ? { each: '/events', header: ABOUT } : { each: '' });

const toFile = (artifact: Artifact): File | undefined => {
  const found = SAMPLE.exec(artifact.member ?? '');
  if (!found) return undefined;
  const [, id, epoch, single, kind, start] = found;
  return { artifact, sample: `${id} ${epoch}`, rank: ORDER.indexOf(single ?? kind ?? 'sample'), start: Number(start ?? 0) };
};

/** The files of an archive that are read: what it says of the run, then sample by sample. */
const partsOf = (members: readonly Artifact[]): readonly Part[] => {
  const about = ['header.json', '_journal/start.json'].map((name) => members.find(({ member }) => member === name)).find((each) => each);
  const samples = grouped(
    members.map(toFile).filter((file) => file !== undefined),
    ({ sample }) => sample,
  );
  const files = [...samples.values()].flatMap((each) => each.sort((a, b) => a.rank - b.rank || a.start - b.start));
  return [
    ...(about ? [{ artifact: about, shape: { each: '' } }] : []),
    ...files.map(({ artifact, rank }) => ({ artifact, shape: rank === 0 && !isChunked(artifact) ? shapeOf(artifact) : { each: '' } })),
  ];
};

const isChunked = ({ member }: Artifact): boolean => member?.endsWith('/sample.json') === true;

const isRun = (value: Json | undefined): boolean =>
  isObject(get(value, 'eval')) && text(get(value, 'eval'), 'task') !== undefined && typeof get(value, 'version') === 'number';

const recognise = ({ members, document, root, rootKeys }: Sample): ReturnType<Framework['recognise']> => {
  const names = new Set(members.map(({ member }) => member));
  if (names.has('_journal/start.json') || (names.has('header.json') && members.some(toFile))) return { score: 1, parts: partsOf(members) };
  if (!document || !isRun(root)) return undefined;
  return { score: 0.95, shape: rootKeys.includes('samples') ? { each: '/samples', header: RUN } : { each: '' } };
};

/** State of a run after which all its samples are in the log. */
const FINISHED = 'success';

const strings = (value: Json | undefined): { readonly [key: string]: Json } => (isObject(value) ? value : {});

/** Inspect's own tools. */
export const INSPECT_TOOLS: Tools = {
  bash_session: [{ when: { action: ['type', 'type_submit'] }, shell: 'input' }, { invoke: true }],
  submit: 'harmless',
};

/** Evaluation logs of Inspect: `.eval` archives of every era, and `.json`. */
export const inspect: Framework = {
  name: 'inspect',
  recognise,
  tools: INSPECT_TOOLS,
  reader(walk, bundle) {
    let run: Entry | undefined;
    let read = false;
    let open: { readonly name: string; readonly sample: SampleReader } | undefined;

    const evaluation = (): Json => get(run?.value, 'eval') ?? null;

    function* close(): Generator<Event> {
      if (open) yield* open.sample.end();
      open = undefined;
    }

    /** What holds for the whole run holds for each of its samples. */
    function* begun(sample: SampleReader): Generator<Event> {
      if (!run) return;
      const of = evaluation();
      const sandbox = get(of, 'sandbox');
      yield* sample.set('sandbox', text(sandbox, 'type') ?? sandbox, run, '/eval/sandbox');
      yield* sample.set('approval', get(get(of, 'config'), 'approval'), run, '/eval/config/approval');
      for (const key of ['metadata', 'task_args', 'model_args', 'task_attribs'])
        yield* sample.conditions(get(of, key), run, `/eval/${key}`);
      for (const [index, step] of list(get(run.value, 'plan'), 'steps').entries())
        yield* sample.conditions(get(step, 'params'), run, `${pointerTo('/plan/steps', index)}/params`);
      for (const [index, tag] of list(of, 'tags').entries())
        for (const { name, value } of typeof tag === 'string' ? flags({ [tag]: true }, '') : [])
          yield* sample.set(name, value, run, pointerTo('/eval/tags', index));
    }

    function* beginning(id: string, epoch: string): Generator<Event, SampleReader> {
      const name = `${id} ${epoch}`;
      if (open?.name === name) return open.sample;
      yield* close();
      read = true;
      const of = evaluation();
      const task = text(of, 'task');
      const key = `${text(of, 'eval_id') ?? text(of, 'run_id') ?? bundle.key}/${id}/${epoch}`;
      const sample = readingSample(walk, key, { task: task === undefined ? undefined : `${task}/${id}`, model: text(of, 'model') });
      open = { name, sample };
      yield* begun(sample);
      return sample;
    }

    /** What a sample says beside its events. */
    function* about(sample: SampleReader, value: Json, entry: Entry): Generator<Event> {
      for (const [key, each] of Object.entries(strings(get(value, 'attachments'))))
        sample.attach(key, each, entry, pointerTo('/attachments', key));
      for (const [index, message] of list(get(value, 'events_data'), 'messages').entries())
        sample.pool(index, message, entry, pointerTo('/events_data/messages', index));
      sample.own(list(value, 'messages'), entry, '/messages');
      sample.refer(list(value, 'message_refs'));
      for (const key of ['metadata', 'store']) yield* sample.conditions(get(value, key), entry, `/${key}`);
      const score = get(value, 'score');
      sample.scores(get(value, 'scores') ?? (score === undefined ? undefined : { score }), entry, '/scores');
      for (const [index, retry] of list(value, 'error_retries').entries())
        yield* events(sample, list(retry, 'events'), entry, `${pointerTo('/error_retries', index)}/events`);
    }

    function* events(sample: SampleReader, all: readonly Json[], entry: Entry, at: string): Generator<Event> {
      for (const [index, event] of all.entries()) yield* sample.event(event, entry, pointerTo(at, index));
    }

    function* whole(
      value: Json,
      entry: Entry,
      id = String(get(value, 'id') ?? ''),
      epoch = String(get(value, 'epoch') ?? 1),
    ): Generator<Event> {
      const sample = yield* beginning(id, epoch);
      yield* about(sample, value, entry);
      const transcript = get(value, 'transcript');
      yield* events(sample, list(value, 'events'), entry, '/events');
      yield* events(sample, list(transcript, 'events'), entry, '/transcript/events');
    }

    function* chunk(sample: SampleReader, kind: string, start: number, entry: Entry): Generator<Event> {
      const { value, at } = entry;
      const index = start + Number(at.pointer.slice(1));
      if (kind === 'attachments') sample.attach(String(index), value, entry, '');
      else if (kind === 'messages') sample.pool(index, value, entry, '');
      else if (kind === 'events') yield* sample.event(value, entry, '');
    }

    return {
      *read(entry) {
        const { value, at } = entry;
        const found = SAMPLE.exec(at.artifact.member ?? '');
        if (!found) {
          if (isRun(value)) run = entry;
          else yield* whole(value, entry);
          return;
        }
        const [, id, epoch, single, kind, start] = found;
        if (kind === undefined && single === undefined && at.pointer === '') yield* whole(value, entry, id, epoch);
        else {
          const sample = yield* beginning(id!, epoch!);
          if (kind !== undefined) yield* chunk(sample, kind, Number(start), entry);
          else if (single === 'metadata') yield* sample.conditions(value, entry, '');
          else if (single === 'sample') yield* about(sample, value, entry);
          else yield* sample.event(value, entry, '');
        }
      },
      *end() {
        yield* close();
        const { artifact } = bundle.parts[0]!;
        if (!read) walk.note(notices.notRecorded(artifact, 'samples'));
        else if (text(run?.value, 'status') !== FINISHED) walk.note(notices.notRecorded(artifact, 'samples that the run had not finished'));
      },
    };
  },
};
