import type { Bundle, Part, Recognition, Sample, Shape } from '../model/bundle.ts';
import type { Artifact } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { gathered, listed, type Unwrapped, unwrapped } from './envelopes.ts';
import type { Framework } from './framework.ts';
import { FRAMEWORKS } from './index.ts';
import { looks } from './looks.ts';

/** An artifact that no framework knows, and a few words on what it looks like. */
export interface Stranger {
  readonly artifact: Artifact;
  readonly looks: string;
}

export interface Recognised {
  /** Sorted by key. */
  readonly bundles: readonly Bundle[];
  /** In the order of the samples. */
  readonly strangers: readonly Stranger[];
}

type Claim = Recognition & {
  readonly framework: Framework;
  /** What it was made on: the artifact's own records, or those that are wrapped in them. */
  readonly sample: Sample;
};

const best = (sample: Sample, frameworks: readonly Framework[]): Claim | undefined => {
  let found: Claim | undefined;
  for (const framework of frameworks) {
    if (found && framework.most !== undefined && framework.most <= found.score) continue;
    const own = framework.recognise(sample);
    if (own && own.score > (found?.score ?? 0)) found = { framework, sample, ...own };
  }
  return found;
};

/** Claims above this are those of a particular format. */
const PARTICULAR = 0.6;
/** Claims below this rest on roles and contents alone. */
const WEAK = 0.5;
/** Wrappings around wrappings that are looked through. */
const DEEP = 3;

/** How what a claim was made on is reached from outside; nothing where it would have to be reached through two documents. */
const around = ({ inside, each, sample, apart }: Unwrapped, shape: Shape): Shape | undefined => {
  if ('text' in shape) return undefined;
  if (apart) return 'each' in shape && shape.each === '' && !shape.header ? { lines: true } : undefined;
  const cut = sample.document && 'each' in shape;
  if (cut && (shape.inside !== undefined || shape.document !== undefined) && shape.each !== '') return undefined;
  const way = `${inside}${shape.inside ?? ''}`;
  const document = cut && (shape.each !== '' || shape.header) ? { each: shape.each, ...optional('header', shape.header) } : shape.document;
  const passed = { ...(way !== '' && { inside: way }), ...optional('document', document) };
  return each === undefined ? { lines: true, ...passed } : { each, ...passed };
};

/** The best claim on what was put together or wrapped by others. `least`: the score that it has to pass. */
const claimWithin = (
  ways: Iterable<Unwrapped>,
  frameworks: readonly Framework[],
  least: number,
  depth: number,
  weak = false,
): Claim | undefined => {
  let found: Claim | undefined;
  for (const way of ways) {
    const own = best(way.sample, frameworks) ?? (way.sample.document ? undefined : claimInside(way.sample, frameworks, 0, depth - 1));
    if (!own || !('shape' in own)) continue;
    const known = found?.score ?? least;
    // A reader that finds a message somewhere in a document is no surer than one that finds all of them in its list.
    if (own.score < known || (own.score === known && !(way.marked && known <= PARTICULAR))) continue;
    if (!(way.marked || own.score > PARTICULAR || weak)) continue;
    const shape = around(way, own.shape);
    if (shape) found = { ...own, shape };
  }
  return found;
};

/** The best claim on what is wrapped in the records. */
const claimInside = (sample: Sample, frameworks: readonly Framework[], least: number, depth = DEEP): Claim | undefined =>
  depth === 0 ? undefined : claimWithin(unwrapped(sample), frameworks, least, depth, least < WEAK);

/** The best claim on an artifact; `forced` claims whatever has text that can be cut into entries. */
export const claim = (sample: Sample, forced?: Framework, frameworks = FRAMEWORKS): Claim | undefined => {
  const considered = forced ? [forced] : frameworks;
  const alone = best(sample, considered);
  const isSure = alone !== undefined && alone.score > PARTICULAR;
  const own = claimWithin(isSure ? listed(sample) : gathered(sample), considered, alone?.score ?? 0, 1) ?? alone;
  if (own && own.score > PARTICULAR) return own;
  const wrapped = claimInside(sample, considered, own?.score ?? 0) ?? own;
  if (wrapped || !forced || (!sample.lines && !sample.document)) return wrapped;
  return { framework: forced, sample, score: 0, shape: sample.lines ? { lines: true } : { each: '' } };
};

const nameOf = (artifact: Artifact): string => (artifact.member === undefined ? artifact.uri : `${artifact.uri}!${artifact.member}`);

interface Member {
  readonly parts: readonly Part[];
  readonly name: string;
  readonly score: number;
  readonly keys: readonly string[];
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Members that share a key, directly or through others. */
const joined = (members: readonly Member[]): readonly (readonly Member[])[] => {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const known = new Set(member.keys.map((key) => groups.get(key)));
    const [group = [], ...others] = [...known].filter((each) => each !== undefined);
    for (const each of [member, ...others.flat()]) {
      group.push(each);
      for (const key of each.keys) groups.set(key, group);
    }
  }
  return [...new Set(groups.values())];
};

const toBundle = (framework: string, members: readonly Member[]): Bundle => ({
  key: [...members].sort(byName)[0]!.name,
  framework,
  // The surest part leads: what names the others is read first.
  parts: [...members].sort((a, b) => b.score - a.score || byName(a, b)).flatMap(({ parts }) => parts),
});

/** Sorts artifacts into bundles by the framework that knows them best, or by `forced` alone. */
export const recognise = async (
  samples: Iterable<Sample> | AsyncIterable<Sample>,
  forced?: Framework,
  frameworks = FRAMEWORKS,
): Promise<Recognised> => {
  const members = new Map<string, Member[]>();
  const strangers: Stranger[] = [];
  for await (const sample of samples) {
    const { artifact } = sample;
    const found = claim(sample, forced, frameworks);
    if (!found) {
      strangers.push({ artifact, looks: looks(sample) });
      continue;
    }
    const { framework, score } = found;
    const parts = 'parts' in found ? found.parts : [{ artifact, shape: found.shape }];
    const name = nameOf(artifact);
    const keys = [framework.bundle?.(found.sample) ?? []].flat();
    // What names no bundle is one of its own.
    const member = { parts, name, score, keys: keys.length > 0 ? keys : [name] };
    const others = members.get(framework.name);
    if (others) others.push(member);
    else members.set(framework.name, [member]);
  }
  const bundles = [...members].flatMap(([framework, found]) => joined(found).map((group) => toBundle(framework, group)));
  return { bundles: bundles.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)), strangers };
};
