import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../rules/index.ts';
import { audit, load } from '../src/index.ts';
import { temporary } from './temporary.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const knowledge = load(at('rules'), CHECKS);
/** Those in which an agent does what it should not. */
const logs = readdirSync(at('fixtures/demo')).filter((name) => !/^(?:developer|trainer|evaluator-is-honest)-/.test(name));

const hashed = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length);

/** Other ids and times in the same places: what a second export of one session differs in. */
const exportedAgain = (log: string): string =>
  log
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, (id) =>
      hashed(id, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    )
    .replace(
      /\b(toolu|call|msg|prt|ses|chatcmpl|fc|rs)([_-])[A-Za-z0-9]{3,}\b/g,
      (id, kind: string, joint: string) => kind + joint + hashed(id, 24),
    )
    .replace(/\b2026-\d\d-\d\dT\d\d:\d\d/g, '2027-08-09T10:11');

/** A hundred records more that tell of no act, before all that do; the format is still to be recognised by those that come first. */
const grown = (log: string): string => {
  const lines = log.split('\n');
  const more = Array.from({ length: 100 }, (_, index) => JSON.stringify({ type: 'heartbeat', uptime: index }));
  return [...lines.slice(0, 2), ...more, ...lines.slice(2)].join('\n');
};

describe.each(logs)('the fingerprints of %s', (name) => {
  const files = temporary();
  const text = readFileSync(at(`fixtures/demo/${name}`), 'utf8');
  const fingerprints = async (log: string): Promise<readonly string[]> => {
    const { findings } = await audit({
      paths: [files.write(name, log)],
      knowledge,
      minSeverity: 'low',
      minConfidence: 'low',
      strict: false,
    });
    expect(findings).not.toEqual([]);
    return findings.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`);
  };

  test('stay when the log is exported again with other ids and times', async () => {
    const again = exportedAgain(text);
    expect(await fingerprints(again)).toEqual(await fingerprints(text));
  });

  if (name.endsWith('.jsonl'))
    test('stay when a hundred records stand before it', async () => {
      expect(await fingerprints(grown(text))).toEqual(await fingerprints(text));
    });
});
