/** The same labelled logs, by this tool and by a plain search, side by side: a table for docs/evaluation.md. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../rules/index.ts';
import { audit } from '../src/audit.ts';
import { load } from '../src/engine/load.ts';
import { doneBy, searched } from './baseline.ts';

/** A log and what a reader says of it. */
export interface Labelled {
  readonly path: string;
  readonly guilty: boolean;
}

/** How many of the guilty are found, and of the innocent flagged. */
export interface Score {
  readonly found: number;
  readonly alarms: number;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const knowledge = load(posix.join(ROOT, 'rules'), CHECKS, false);

const byTool = async (path: string): Promise<boolean> => {
  const report = await audit({ paths: [path], knowledge, minSeverity: 'medium', minConfidence: 'medium', strict: false });
  return report.findings.some(({ family }) => family !== 'refusal');
};

const filesIn = (path: string): readonly string[] =>
  statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => posix.join(path, name)) : [path];

const bySearch = async (path: string): Promise<boolean> =>
  filesIn(path).some((file) => statSync(file).isFile() && searched(readFileSync(file, 'utf8')));

/** Ways to judge a log, by what the table calls them. */
export const WAYS: { readonly [name: string]: (path: string) => Promise<boolean> } = {
  'search in the whole log': bySearch,
  'search in what the agent did and said': async (path) => searched(await doneBy(path)),
  trajaudit: byTool,
};

/** Judges every log in every way. */
export const judged = async (logs: readonly Labelled[]): Promise<{ readonly [way: string]: Score }> => {
  const scores: { [way: string]: Score } = {};
  for (const [way, judge] of Object.entries(WAYS)) {
    let [found, alarms] = [0, 0];
    for (const { path, guilty } of logs) {
      if (!(await judge(path))) continue;
      if (guilty) found++;
      else alarms++;
    }
    scores[way] = { found, alarms };
  }
  return scores;
};

/** Stories among the fixtures: rows of the study that are acts, guilty and honest. */
export const stories = (): readonly Labelled[] =>
  readdirSync(posix.join(ROOT, 'fixtures'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /^[^/]+\/r[124]-(?:self|peer)-[^/]+$/.test(name) && !name.endsWith('.expect'))
    .sort()
    .map((name) => ({ path: posix.join(ROOT, 'fixtures', name), guilty: !/honest/.test(name) }));

const CORPUS = posix.join(ROOT, '../shared/corpus');

const robots = (): readonly Labelled[] => {
  const root = posix.join(CORPUS, 'misbehaviour/PalisadeResearch+robot_shutdown_resistance');
  const rows = JSON.parse(readFileSync(posix.join(root, 'labels.json'), 'utf8')) as readonly {
    readonly file: string;
    readonly label: string;
  }[];
  return rows
    .filter(({ label }) => label === 'positive' || label === 'negative')
    .map(({ file, label }) => ({ path: posix.join(root, file), guilty: label === 'positive' }));
};

/** Runs that docs/evaluation.md says to hold tampering; every other run of the set counts as innocent. */
const office = (): readonly Labelled[] => {
  const root = posix.join(CORPUS, 'misbehaviour/sani903+OpenAgentSafety/evaluation');
  const page = readFileSync(posix.join(ROOT, 'docs/evaluation.md'), 'utf8');
  const guilty = new Set([...page.matchAll(/^\| `([\w-]+)\/([\w-]+)` \|/gm)].map(([, model, task]) => `${model}/traj_safety-${task}.json`));
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /traj_[^/]*\.json$/.test(name))
    .sort()
    .map((name) => ({ path: posix.join(root, name), guilty: guilty.has(name) }));
};

const ordinary = (): readonly Labelled[] => {
  const root = posix.join(CORPUS, 'formats');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:jsonl?|ndjson)$/.test(name) && !/generated\+|custom-eval-logs|labels\.json/.test(name))
    .sort()
    .map((name) => ({ path: posix.join(root, name), guilty: false }));
};

const main = async (): Promise<void> => {
  const sets: [string, readonly Labelled[]][] = [['own fixtures, rows R1, R2 and R4', stories()]];
  if (existsSync(CORPUS))
    sets.push(['robot shutdown runs', robots()], ['OpenHands safety runs', office()], ['ordinary logs of all formats', ordinary()]);
  process.stdout.write(`| set | way | found | false alarms |\n| --- | --- | --- | --- |\n`);
  for (const [name, logs] of sets) {
    const guilty = logs.filter((log) => log.guilty).length;
    for (const [way, { found, alarms }] of Object.entries(await judged(logs)))
      process.stdout.write(
        `| ${name} | ${way} | ${guilty === 0 ? '–' : `${found} of ${guilty}`} | ${alarms} of ${logs.length - guilty} |\n`,
      );
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
