/** What is claimed about speed and memory: a whole scan, one thread, all rules on, against the bare parse of the same file. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { posix } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Report } from '../src/model/result.ts';
import { generate, type Planted } from './generate.ts';
import { beside, type Measured, measure, median } from './measure.ts';

/** Least speed of a scan, in parts of the bare loop's. */
const RATIO = 0.5;
/** Most memory of a scan, in MB, and the part by which it may grow with the input. */
const PEAK = 250;
const GROWTH = 0.15;
const USUAL = 500e6;

const UNITS: { readonly [unit: string]: number } = { k: 1e3, m: 1e6, g: 1e9 };

const { values: options } = parseArgs({
  options: { size: { type: 'string', default: '500m' }, runs: { type: 'string', default: '5' } },
});
const size = Number.parseFloat(options.size) * (UNITS[options.size.at(-1)!.toLowerCase()] ?? 1);
const runs = Number(options.runs);
const misses: string[] = [];

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const expect = (met: boolean, claim: string): void => {
  say(`${met ? 'met   ' : 'MISSED'}  ${claim}`);
  if (!met) misses.push(claim);
};

const shown = ({ seconds, processor, peak }: Measured, bytes: number): string =>
  `${seconds.toFixed(2)} s  ${processor.toFixed(2)} s of processor time  ${(bytes / 1e6 / seconds).toFixed(0)} MB/s  ${peak.toFixed(0)} MB`;

const scan = (file: string, report: string): Promise<Measured> =>
  measure(beside('../../bin/trajaudit.js'), 'scan', file, '-o', `json=${report}`, '--exit-zero');

const check = (report: Report, bytes: number, planted: readonly Planted[]): void => {
  const lines = new Set(report.findings.flatMap(({ location, steps }) => [location.line, ...steps.map((step) => step.location.line)]));
  const unseen = planted.filter(({ line }) => !lines.has(line));
  expect(unseen.length === 0, `${planted.length - unseen.length} of ${planted.length} planted acts were found`);
  for (const { line, what } of unseen.slice(0, 4)) say(`        line ${line}: ${what}`);
  expect(report.coverage.bytes === bytes, `coverage says ${report.coverage.bytes} of ${bytes} bytes`);
  expect(report.coverage.whole, 'the audit says that it is whole');
};

const folder = mkdtempSync(posix.join(tmpdir(), 'trajaudit-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const file = posix.join(folder, 'session.jsonl');
const report = posix.join(folder, 'report.json');
const { bytes, planted } = generate(file, size);
say(`${bytes} bytes of Claude Code records, ${planted.length} planted acts, ${runs} runs`);

const bare: Measured[] = [];
const scans: Measured[] = [];
for (let run = 0; run < runs; run++) {
  bare.push(await measure(beside('bare.js'), file));
  scans.push(await scan(file, report));
  say(`bare ${shown(bare.at(-1)!, bytes)}   scan ${shown(scans.at(-1)!, bytes)}`);
}

const ratio = median(bare.map(({ seconds }, run) => seconds / scans[run]!.seconds));
const peak = Math.max(...scans.map((each) => each.peak));
expect(
  scans.every(({ exit }) => exit === 0),
  `every scan ended with exit code ${[...new Set(scans.map(({ exit }) => exit))].join()}`,
);
expect(ratio >= RATIO, `speed is ${ratio.toFixed(2)} of the bare loop's (at least ${RATIO})`);
expect(peak < PEAK, `peak memory is ${peak.toFixed(0)} MB (below ${PEAK})`);
check(JSON.parse(readFileSync(report, 'utf8')) as Report, bytes, planted);

if (size > USUAL) {
  const small = generate(file, USUAL);
  const usual = await scan(file, report);
  const growth = median(scans.map((each) => each.peak)) / usual.peak - 1;
  expect(Math.abs(growth) <= GROWTH, `peak memory differs by ${(growth * 100).toFixed(0)} % from that of ${small.bytes} bytes`);
}
process.exitCode = misses.length > 0 ? 1 : 0;
