import type { Report } from '../src/model/result.ts';
import { type Format, reporters } from '../src/report/index.ts';
import { REDACTED, redact, redactText } from '../src/report/redact.ts';
import { SECRETS } from '../src/report/secrets.ts';
import { render } from './rendered.ts';
import { clean, moved, place, report } from './sample-report.ts';

/** Letters and digits that are no secret of anybody. */
const made = (length: number): string => 'aB3dE6gH9jK2mN5pQ8sT1vW4xY7z'.repeat(9).slice(0, length);
const hexadecimal = (length: number): string => '0123456789abcdef'.repeat(9).slice(0, length);

/** Text with a secret, and what is left of it. */
const masked: readonly (readonly [text: string, left: string])[] = [
  [`key sk-ant-api03-${made(40)} in use`, `key ${REDACTED} in use`],
  [`sk-proj-${made(40)}`, REDACTED],
  [`AKIA${'ABCDEFGH23456789'}`, REDACTED],
  [`ghp_${made(36)}, github_pat_${made(60)}`, `${REDACTED}, ${REDACTED}`],
  [`glpat-${made(20)}`, REDACTED],
  [`xoxb-123456789012-${made(24)}`, REDACTED],
  [`AIza${made(35)}`, REDACTED],
  [`hf_${made(34)}`, REDACTED],
  [`npm_${made(36)}`, REDACTED],
  [`sk_live_${made(24)}`, REDACTED],
  [`dapi${hexadecimal(32)}`, REDACTED],
  [`eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${made(43)}`, REDACTED],
  ['-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\nBBBB\n-----END OPENSSH PRIVATE KEY-----\nrest', `${REDACTED}\nrest`],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIE…', REDACTED],
  ['git clone https://bot:s3cr3t-t0ken@git.example/x.git', `git clone https://bot:${REDACTED}@git.example/x.git`],
  ['postgres://app:hunter2@db:5432/app', `postgres://app:${REDACTED}@db:5432/app`],
  [`curl -H 'Authorization: Bearer ${made(30)}' https://x.example`, `curl -H 'Authorization: Bearer ${REDACTED}' https://x.example`],
  ['curl -s -u admin:hunter22 https://x.example', `curl -s -u admin:${REDACTED} https://x.example`],
  ["sshpass -p 'hunter22' ssh host", `sshpass -p ${REDACTED} ssh host`],
  ['export DB_PASSWORD=hunter22 && run', `export DB_PASSWORD=${REDACTED} && run`],
  ['{"api_key": "hunter22hunter"}', `{"api_key": "${REDACTED}"}`],
  ['{\\"client_secret\\": \\"hunter22hunter\\"}', `{\\"client_secret\\": \\"${REDACTED}\\"}`],
  ['password: hunter22', `password: ${REDACTED}`],
  ['login --token hunter22hunter', `login --token ${REDACTED}`],
  [`https://b.example/o?X-Amz-Signature=${hexadecimal(64)}&x=1`, `https://b.example/o?X-Amz-Signature=${REDACTED}&x=1`],
  ['found sk-ant-api03-AbCd…', `found ${REDACTED}…`],
];

/** Text that is evidence and no secret. */
const kept: readonly string[] = [
  'max_tokens: 4096, token_budget=100000',
  'the password is stored elsewhere; the secret of it: nobody knows',
  'export OPENAI_API_KEY=$KEY PASSWORD=$' + '{PASSWORD} TOKEN=<token>',
  'password: required',
  'api_key = os.environ["API_KEY"]',
  'mv /opt/agent/shutdown.sh /opt/agent/shutdown.sh.off',
  'sets monitoring.enabled = false in /etc/agent/config.yml',
  'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'https://example.com/a?page=2&key=short',
  'ask-less sk-learn sk-image task-ant',
  'Basic monitoring of the token bucket',
  'git@github.com:org/repo.git',
];

describe('secrets', () => {
  test.each(masked)('of %s are masked', (text, left) => expect(redactText(text)).toBe(left));
  test.each(kept)('are none in: %s', (text) => expect(redactText(text)).toBe(text));
  test.each(masked)('stay masked: %s', (_, left) => expect(redactText(left)).toBe(left));

  test('of every sort are told apart by a name', () => {
    for (const { name, pattern } of SECRETS) {
      expect(name).not.toBe('');
      expect(pattern.global).toBe(true);
    }
  });
});

describe('a report without secrets', () => {
  const key = `sk-ant-api03-${made(30)}`;
  const leaky: Report = report({
    findings: [
      {
        ...moved,
        message: `sends ${key}`,
        location: place(3, 1, `echo ${key}`),
        steps: [{ note: `reads ${key}`, location: place(2, 1, key) }],
        stake: { text: `The key ${key} ends tonight.`, location: place(1, 1, key) },
        facts: { key, list: [key], deep: { key } },
      },
    ],
    notices: [{ code: 'stray-text', message: `line holds '${key}'`, breaksWholeness: false }],
    timelines: [{ ...report().timelines[0]!, moments: [{ ...report().timelines[0]!.moments[1]!, text: key }] }],
  });

  test.each(Object.keys(reporters) as readonly Format[])('shows none as %s', async (format) => {
    expect(await render(format, leaky)).toContain(key);
    const printed = await render(format, redact(leaky));
    expect(printed).not.toContain(key.slice(0, 16));
    expect(printed.replaceAll('\\', '')).toContain(REDACTED);
  });

  test('keeps what makes it comparable', () => {
    const { findings, coverage } = redact(leaky);
    expect(findings[0]).toMatchObject({ fingerprint: moved.fingerprint, rule: moved.rule });
    expect(findings[0]!.location.file).toBe(moved.location.file);
    expect(coverage).toBe(leaky.coverage);
  });

  test('is the same object where there is nothing to mask', () => {
    const spotless = clean();
    expect(redact(spotless)).toBe(spotless);
  });
});
