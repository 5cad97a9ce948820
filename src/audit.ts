import { collecting } from './engine/collect.ts';
import { counting } from './engine/count.ts';
import { type Detection, detecting } from './engine/detect.ts';
import { gathering } from './engine/dossier.ts';
import { type Draft, explain, placesOf, toFindings } from './engine/explain.ts';
import type { Knowledge } from './engine/load.ts';
import { merge, type Wish, wanting } from './engine/merge.ts';
import { tallying } from './engine/tally.ts';
import { type Timing, timing } from './engine/timeline.ts';
import { waypoints } from './engine/waypoints.ts';
import { type Framework, type House, type Reader, reading } from './frameworks/framework.ts';
import { frameworkOf, frameworksWith } from './frameworks/index.ts';
import { claim, recognise } from './frameworks/recognise.ts';
import { sayStrangers } from './frameworks/strangers.ts';
import { discover, type Found } from './input/discover.ts';
import { entries } from './input/entries.ts';
import { locate, placeOf } from './input/locate.ts';
import { containerOf } from './input/members.ts';
import { sample } from './input/sample.ts';
import { filesOf, fingerprintOf, tap } from './input/stored.ts';
import type { Bundle, Sample } from './model/bundle.ts';
import type { Event } from './model/event.ts';
import type { Finding, Place } from './model/finding.ts';
import { pathMatcher } from './model/glob.ts';
import type { Formats } from './model/house.ts';
import type { Artifact, Entry, Location } from './model/location.ts';
import { type Note, type Notice, notices } from './model/notice.ts';
import type { BundleResult, Input, Report } from './model/result.ts';
import { VERSION } from './version.ts';

/** What is read, and how. */
export interface Reading extends House {
  /** Files, folders and globs. */
  readonly paths: readonly string[];
  /** Globs of paths that are not read. */
  readonly exclude?: readonly string[];
  /** Artifacts that are not found by a path: spooled standard input. */
  readonly artifacts?: readonly Artifact[];
  /** The framework whose reader is used whatever the logs look like. */
  readonly framework?: Framework;
  /** How in-house logs are written. */
  readonly formats?: Formats;
}

/** What to audit, with what, and what of it to report. */
export interface AuditOptions extends Reading, Wish {
  readonly knowledge: Knowledge;
  /** Called as work goes on, with bytes read so far and the bundle at hand. */
  readonly progress?: (bytes: number, bundle: Bundle) => void;
  /** Called with the findings of a bundle as soon as they are explained, in the order of the bundles; comparisons of trajectories come with the report. */
  readonly found?: (findings: readonly Finding[]) => void;
}

/** Bytes of a bundle that the second pass reads again whole; of a larger one it reads what stands near acts, and the prompts. */
const AGAIN_WHOLE = 32 << 20;

/** Audits logs: artifacts to bundles, bundles to events, events to candidates, candidates to findings. */
export const audit = async (options: AuditOptions): Promise<Report> => {
  const told: Notice[] = [];
  const note: Note = (notice) => told.push(notice);
  const isWanted = wanting(options);
  const collected = collecting(isWanted);
  for (const bundle of await bundlesOf(options, note)) {
    const result = await auditBundle(bundle, options);
    options.found?.(result.findings.filter(isWanted));
    collected.add(result);
  }
  const results = collected.results();
  if (results.every((result) => result.counts.trajectories === 0)) note(notices.nothingFound());
  const { knowledge } = options;
  return merge(results, told, knowledge.cards, options, placeOf, VERSION);
};

/** Without what the user excludes, which is said. */
const included = (found: readonly Found[], exclude: readonly string[] = [], note: Note): readonly Found[] => {
  const isExcluded = pathMatcher(exclude);
  const kept = found.filter(({ artifact }) => !isExcluded(artifact.uri));
  if (kept.length < found.length) note(notices.excluded(found.length - kept.length));
  return kept;
};

/** Finds, samples and recognises what the user named; what no framework knows is said. */
export const bundlesOf = async (options: Reading, note: Note): Promise<readonly Bundle[]> => {
  const spooled = (options.artifacts ?? []).map((artifact): Found => ({ artifact, named: true }));
  const found = [...included(discover(options.paths, note), options.exclude, note), ...spooled];
  const frameworks = frameworksWith(options.formats);
  const { bundles, strangers } = await recognise(samples(found, note, options.framework, frameworks), options.framework, frameworks);
  sayStrangers(strangers, bundles, new Set(found.filter(({ named }) => named).map(({ artifact }) => artifact.uri)), note);
  return bundles;
};

/** What recognition may see of each artifact, or of its members where no framework claims an archive as a whole. */
export async function* samples(
  found: Iterable<Found>,
  note: Note,
  forced?: Framework,
  frameworks?: readonly Framework[],
): AsyncGenerator<Sample> {
  for (const { artifact, named } of found) {
    try {
      const seen = await sample(artifact, note);
      if (seen.size === 0 && artifact.member === undefined) note(notices.empty(artifact, named));
      else if (seen.members.length > 0 && !claim(seen, forced, frameworks))
        yield* samples(
          seen.members.map((member) => ({ artifact: member, named: false })),
          note,
          forced,
          frameworks,
        );
      else if (artifact.member !== undefined && containerOf(seen.magic)) note(notices.nested(artifact, containerOf(seen.magic)!));
      else yield seen;
    } catch (error) {
      note(notices.unreadable(artifact, (error as Error).message));
    }
  }
}

/** Hands on the events of one record; what a reader cannot take is said, and the rest of the log is still read. */
const takeIn = (reader: Reader, entry: Entry, note: Note, see: (event: Event) => void): void => {
  try {
    for (const event of reader.read(entry)) see(event);
  } catch (error) {
    note(notices.unreadRecord(entry.at, (error as Error).message));
  }
};

/** Opens a bundle for one pass. */
const readerOf = (bundle: Bundle, options: Reading, note: Note): Required<Reader> =>
  reading(frameworkOf(bundle.framework, frameworksWith(options.formats))!, bundle, options, note);

/** First pass: every event of a bundle, handed to all that watch. */
const readOnce = async (bundle: Bundle, options: AuditOptions, note: Note, see: (event: Event) => void): Promise<ReadCounts> => {
  const reader = readerOf(bundle, options, note);
  const inputs: Input[] = [];
  let read = 0;
  let bytes = 0;
  for (const part of bundle.parts) {
    const seen = tap();
    for await (const batch of entries(part, note, { seen, brief: true })) {
      for (const entry of batch) {
        read++;
        takeIn(reader, entry, note, see);
      }
      options.progress?.(bytes, bundle);
    }
    const { bytes: stored, sha256, plain } = seen.done();
    bytes += plain;
    if (part.artifact.member === undefined) inputs.push({ artifact: part.artifact, bytes: stored, sha256, framework: bundle.framework });
  }
  for (const artifact of filesOf(bundle.parts.map((part) => part.artifact))) {
    const fingerprint = await fingerprintOf(artifact, note);
    if (fingerprint) inputs.push({ artifact, ...fingerprint, framework: bundle.framework });
  }
  for (const event of reader.end()) see(event);
  return { inputs, entries: read, bytes };
};

interface ReadCounts {
  readonly inputs: readonly Input[];
  readonly entries: number;
  readonly bytes: number;
}

const auditBundle = async (bundle: Bundle, options: AuditOptions): Promise<BundleResult> => {
  const told: Notice[] = [];
  const note: Note = (notice) => told.push(notice);
  const { rules } = options.knowledge;
  const detection = detecting(rules, note);
  const count = counting();
  const tally = tallying();
  const way = waypoints();
  const read = await readOnce(bundle, options, note, (event) => {
    count.see(event);
    tally.see(event);
    way.see(event);
    detection.see(event);
  });
  detection.end();
  const times = timing(detection.candidates);
  const drafts = await explained(
    bundle,
    options,
    detection,
    times,
    read.bytes > AGAIN_WHOLE ? way.wanted(detection.candidates) : undefined,
    note,
  );
  const findings = toFindings(drafts, await placed(bundle, drafts, note), tally.requestOf);
  return {
    key: bundle.key,
    framework: bundle.framework,
    inputs: read.inputs,
    findings,
    notices: told,
    counts: { trajectories: tally.trajectories(), entries: read.entries, bytes: read.bytes, ...count.counts() },
    unknownTools: count.unknownTools(),
    tallies: tally.tallies(findings, detection.signals),
    timelines: findings.length > 0 ? times.timelines(findings) : [],
  };
};

/** Second pass, only where there are candidates: the words around them, and what they make of the facts. */
const explained = async (
  bundle: Bundle,
  options: AuditOptions,
  { candidates }: Detection,
  times: Timing,
  wanted: ((artifact: Artifact) => (line: number) => boolean) | undefined,
  note: Note,
): Promise<readonly Draft[]> => {
  if (candidates.length === 0) return [];
  const silent: Note = () => {};
  const gathered = gathering(candidates);
  const see = (event: Event): void => {
    gathered.see(event);
    times.see(event);
  };
  const reader = readerOf(bundle, options, silent);
  for (const part of bundle.parts) {
    for await (const batch of entries(part, silent, wanted ? { only: wanted(part.artifact) } : {})) {
      for (const entry of batch) takeIn(reader, entry, silent, see);
    }
  }
  for (const event of reader.end()) see(event);
  return explain(options.knowledge.rules, candidates, gathered.of, note);
};

/** Lines, columns and snippets of all that the drafts point at. */
const placed = async (bundle: Bundle, drafts: readonly Draft[], note: Note): Promise<(location: Location) => Place> => {
  const places = new Map<Location, Place>();
  for (const { artifact } of bundle.parts) {
    const here = drafts.flatMap(placesOf).filter((location) => location.artifact === artifact);
    if (here.length === 0) continue;
    const found = await locate(artifact, here, note);
    // Of many findings most places are said twice, by a step and by what it is a step of: one object serves both.
    const one = new Map<string, Place>();
    for (const [index, location] of here.entries()) {
      const place = found[index]!;
      const key = `${place.offset} ${place.line} ${place.column} ${place.endLine} ${place.endColumn} ${place.pointer}`;
      const known = one.get(key) ?? place;
      one.set(key, known);
      places.set(location, known);
    }
  }
  return (location) => places.get(location) ?? placeOf(location);
};

/** The events of all bundles, in order: what the tool understood. */
export async function* readEvents(options: Reading, note: Note): AsyncGenerator<Event> {
  for (const bundle of await bundlesOf(options, note)) {
    const reader = readerOf(bundle, options, note);
    for (const part of bundle.parts) {
      for await (const batch of entries(part, note)) {
        for (const entry of batch) {
          const events: Event[] = [];
          takeIn(reader, entry, note, (event) => events.push(event));
          yield* events;
        }
      }
    }
    yield* reader.end();
  }
}
