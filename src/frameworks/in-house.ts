import { find, holds, textOf } from '../actions/arguments.ts';
import type { Sample } from '../model/bundle.ts';
import { pathMatcher } from '../model/glob.ts';
import type { Format } from '../model/house.ts';
import { isObject, type Json } from '../model/location.ts';
import type { Arg } from '../model/meaning.ts';
import { optional } from '../model/optional.ts';
import { monitored } from '../threads/conditions.ts';
import type { Framework } from './framework.ts';
import { saidBy, scoresBy } from './in-house-says.ts';

/** Surer than any format that comes with the tool: the user has named it. */
const SURE = 2;

const recognises = ({ recognise }: Format): ((sample: Sample) => boolean) => {
  const { keys = [], when } = recognise;
  const isFile = recognise.files && pathMatcher(recognise.files);
  const isRecord = (value: Json): boolean =>
    isObject(value) && keys.every((key) => find(value, key) !== undefined) && (when === undefined || holds(when, value));
  const anyFile = keys.length === 0 && when === undefined;
  return ({ artifact, records, root }) => {
    if (isFile && !isFile(artifact.uri)) return false;
    return anyFile || records.some(isRecord) || (root !== undefined && isRecord(root));
  };
};

/** A user's own format as a framework: it reads what the user says where. */
export const inHouse = (name: string, format: Format): Framework => {
  const isOwn = recognises(format);
  const { each } = format;
  return {
    name,
    recognise(sample) {
      if (!isOwn(sample)) return undefined;
      if (each === undefined) return sample.lines ? { score: SURE, shape: { lines: true } } : undefined;
      const [top] = each.slice(1).split('/');
      return sample.document ? { score: SURE, shape: { each, header: sample.rootKeys.filter((key) => key !== top) } } : undefined;
    },
    tools: {},
    reader(walk, bundle) {
      // What a record does not say of its run is as the one before said it.
      let id = bundle.key;
      return {
        *read(entry) {
          const { value } = entry;
          if (!isObject(value)) return;
          const said = (place: Arg | undefined): string | undefined => textOf(value, place);
          const { model, task, agent, parent, directory } = format;
          id = said(format.trajectory) ?? id;
          const thread = walk.thread(id, {
            model: said(model),
            task: said(task),
            agent: said(agent),
            parent: said(parent),
            directory: said(directory),
          });
          const aside = { ...optional('time', said(format.time)) };
          for (const [setting, place] of Object.entries(format.settings ?? {})) {
            const found = find(value, place);
            if (found)
              yield* thread.set(
                setting,
                setting === 'monitored' ? (monitored(found.value) ?? found.value) : found.value,
                entry,
                found.pointer,
                aside,
              );
          }
          for (const says of format.says) {
            for (const score of scoresBy(says, value)) yield* thread.score(score.scorer, score.value, entry, score.at);
            yield* thread.say(saidBy(says, value), entry, aside);
          }
        },
      };
    },
  };
};
