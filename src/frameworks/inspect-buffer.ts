// https://github.com/UKGovernmentBEIS/inspect_ai/blob/main/src/inspect_ai/log/_recorders/buffer/database.py
import { argumentsAt } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Artifact, type Entry, get, type Json, text } from '../model/location.ts';
import type { Framework } from './framework.ts';
import { INSPECT_TOOLS } from './inspect.ts';
import { readingSample, type SampleReader } from './inspect-sample.ts';

/** Tables in the order in which they are read: what events name comes before them. */
const TABLES = ['samples', 'attachments', 'message_pool', 'events'] as const;

/** Columns of the samples' table in which conditions stand beside the sample itself. */
const HOLDERS = ['metadata', 'store'];

/** Samples that a run had not finished, as Inspect keeps them until they are: all that is left of them when it is killed. */
export const inspectBuffer: Framework = {
  name: 'inspect-buffer',
  recognise({ members }) {
    const found = [...TABLES, 'task_database'].map((name) => members.find(({ member }) => member === name));
    if (found.some((each) => each === undefined)) return undefined;
    const parts = (found.slice(0, TABLES.length) as readonly Artifact[]).map((artifact) => ({ artifact, shape: { lines: true } as const }));
    return { score: 0.95, parts };
  },
  tools: INSPECT_TOOLS,
  reader(walk, bundle) {
    const samples = new Map<string, SampleReader>();
    const pooled = new Map<SampleReader, number>();

    const sampleOf = (id: Json | undefined, epoch: Json | undefined): SampleReader => {
      const name = `${String(id)}/${String(epoch)}`;
      const known = samples.get(name) ?? readingSample(walk, `${bundle.key}/${name}`, { task: String(id) });
      samples.set(name, known);
      return known;
    };

    const READINGS: { readonly [table: string]: (row: Json, entry: Entry) => Iterable<Event> } = {
      *samples(row, entry) {
        const sample = sampleOf(get(row, 'id'), get(row, 'epoch'));
        const { input, inputAt } = argumentsAt(get(row, 'data'), '/data');
        for (const key of HOLDERS) yield* sample.conditions(get(input, key), entry, `${inputAt}/${key}`);
        sample.scores(get(input, 'scores'), entry, `${inputAt}/scores`);
        const metadata = argumentsAt(get(row, 'sample_metadata') ?? {}, '/sample_metadata');
        yield* sample.conditions(metadata.input, entry, metadata.inputAt);
      },
      attachments(row, entry) {
        sampleOf(get(row, 'sample_id'), get(row, 'sample_epoch')).attach(
          text(row, 'hash') ?? '',
          get(row, 'content') ?? '',
          entry,
          '/content',
        );
        return [];
      },
      message_pool(row, entry) {
        const sample = sampleOf(get(row, 'sample_id'), get(row, 'sample_epoch'));
        const { input, inputAt } = argumentsAt(get(row, 'data'), '/data');
        const place = pooled.get(sample) ?? 0;
        pooled.set(sample, place + 1);
        sample.pool(place, input, entry, inputAt);
        return [];
      },
      *events(row, entry) {
        const { input, inputAt } = argumentsAt(get(row, 'data'), '/data');
        yield* sampleOf(get(row, 'sample_id'), get(row, 'sample_epoch')).event(input, entry, inputAt);
      },
    };

    return {
      read: (entry) => READINGS[entry.at.artifact.member ?? '']?.(entry.value, entry) ?? [],
      *end() {
        for (const sample of samples.values()) yield* sample.end();
      },
    };
  },
};
