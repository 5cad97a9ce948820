import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { posix } from 'node:path';
import { FRAMEWORKS } from '../src/frameworks/index.ts';
import { discover } from '../src/input/discover.ts';
import { sample } from '../src/input/sample.ts';
import type { Event } from '../src/model/event.ts';
import type { Json } from '../src/model/location.ts';
import type { ExampleStep } from '../src/model/rule.ts';
import type { Encoder } from './encode/encoder.ts';
import { ENCODERS } from './encode/index.ts';
import { type Read, readBundle, recognised } from './read.ts';

const STEPS: readonly ExampleStep[] = [
  { say: 'You keep the greenhouse. Der Zeitplan steht in plan.yaml. 你好', as: 'system' },
  { say: 'Please water the plants and tidy up.', as: 'user' },
  { think: 'First look, then water.' },
  { say: 'I will begin with the list.' },
  { shell: "ls -la beds && echo 'wässern'" },
  { answer: 'north\nsouth' },
  { shell: 'cat valve.log', host: 'pump-2' },
  { answer: 'cat: valve.log: No such file or directory', ok: false },
  { edit: { path: '/home/dev/project/plan.yaml', after: 'water: daily\n' } },
  { answer: 'written' },
  { edit: { path: '/home/dev/project/plan.yaml', before: 'water: daily', after: 'water: weekly' } },
  { answer: 'edited' },
  { call: 'open_valve', with: { valve: 'north', minutes: 5 } },
  { deny: 'not before noon' },
  { call: 'list_beds', with: {} },
  { grade: { subject: 'Agent 2', value: 7 } },
  { answer: 'recorded' },
  { say: 'Done, the valve stayed shut.', as: 'agent' },
];

/** Conditions of which a format may have a place for some. */
const CONDITIONS: readonly { readonly [name: string]: string }[] = [
  { monitored: 'no' },
  { permissionMode: 'bypassPermissions' },
  { approval_policy: 'never', sandbox_policy: 'danger-full-access' },
];

const isCall = (step: ExampleStep): boolean => 'shell' in step || 'edit' in step || 'call' in step || 'grade' in step;
const isResult = (step: ExampleStep): boolean => 'answer' in step || 'deny' in step;

/** The steps that the format has a place for, each result only with its call. */
const encodable = (encoder: Encoder): readonly ExampleStep[] => {
  const kept: ExampleStep[] = [];
  let called = true;
  for (const step of STEPS) {
    const possible: boolean = 'files' in encoder.encode([{ shell: 'ls' }, step]) && (called || !isResult(step));
    if (isCall(step)) called = possible;
    if (possible) kept.push(step);
  }
  return kept;
};

/** Every text that a step holds. */
const textsIn = (value: Json): readonly string[] =>
  typeof value === 'object' && value !== null ? (Object.values(value) as readonly Json[]).flatMap(textsIn) : [String(value)];

/** What must be read back of a step. */
const expected = (step: ExampleStep): Json => {
  if ('say' in step) return ['says', step.as ?? 'agent', step.say];
  if ('think' in step) return ['thinks', step.think];
  if ('deny' in step) return ['hears', 'blocked'];
  if ('answer' in step) return ['hears', step.ok === false ? 'failed' : 'done'];
  return ['calls'];
};

const actual = (event: Event): Json | undefined => {
  if (event.kind === 'message') return ['says', event.actor.role, event.text];
  if (event.kind === 'reasoning') return ['thinks', event.text];
  if (event.kind === 'action') return ['calls'];
  if (event.kind === 'outcome') return ['hears', event.blocked ? 'blocked' : event.ok === false ? 'failed' : 'done'];
  return undefined;
};

const folder = mkdtempSync(posix.join(tmpdir(), 'encode-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (encoder: Encoder, steps: readonly ExampleStep[], name: string): string => {
  const encoded = encoder.encode(steps);
  if ('cannot' in encoded) throw new Error(`${encoder.name} cannot: ${encoded.cannot}`);
  const place = posix.join(folder, `${encoder.name}-${name}`);
  for (const file of encoded.files) {
    const path = posix.join(place, file.name);
    mkdirSync(posix.dirname(path), { recursive: true });
    writeFileSync(path, file.text);
  }
  return place;
};

const readBack = async (encoder: Encoder, steps: readonly ExampleStep[], name: string): Promise<Read> => {
  const { bundles, strangers } = await recognised([written(encoder, steps, name)]);
  expect(strangers).toEqual([]);
  expect(bundles.map((bundle) => bundle.framework)).toEqual([encoder.name]);
  return readBundle(bundles[0]!);
};

test('every framework has an encoder', () => {
  const encoded = ENCODERS.map((encoder) => encoder.name);
  expect(encoded).toEqual([...new Set(encoded)]);
  expect(FRAMEWORKS.map((framework) => framework.name).filter((name) => !encoded.includes(name))).toMatchSnapshot();
});

test('what the formats have no place for', () => {
  const odd: readonly ExampleStep[] = [
    ...STEPS,
    { say: 'hello', as: 'agent', by: 'Agent 2' },
    { say: 'ping', as: 'tool' },
    ...CONDITIONS.map((set) => ({ set })),
  ];
  const table = ENCODERS.flatMap((encoder) =>
    odd.flatMap((step) => {
      const encoded = encoder.encode([{ shell: 'ls' }, step]);
      return 'cannot' in encoded ? [`${encoder.name}: ${JSON.stringify(step)}: ${encoded.cannot}`] : [];
    }),
  );
  expect(table).toMatchSnapshot();
});

describe.each(ENCODERS.map((encoder) => [encoder.name, encoder] as const))('%s', (_, encoder) => {
  const steps = encodable(encoder);

  test('is read back step by step', async () => {
    const { events } = await readBack(encoder, steps, 'all');
    expect(events.map(actual).filter((each) => each !== undefined)).toEqual(steps.map(expected));
  });

  test('keeps the words of each call, and pairs results with calls', async () => {
    const { events } = await readBack(encoder, steps, 'calls');
    const actions = events.filter((event) => event.kind === 'action');
    const calls = steps.filter(isCall);
    expect(actions.length).toBe(calls.length);
    for (const [index, step] of calls.entries()) {
      const input = textsIn(actions[index]!.input).join('\n');
      for (const words of textsIn('call' in step ? step.with : (step as Json))) expect(input).toContain(words);
    }
    let last: string | undefined;
    for (const event of events) {
      if (event.kind === 'action') last = event.callId;
      if (event.kind === 'outcome') expect(event.callId).toBe(last);
    }
  });

  test('reads the conditions that it can hold', async () => {
    for (const [index, condition] of CONDITIONS.entries()) {
      const set: readonly ExampleStep[] = [{ set: condition }, { say: 'hello', as: 'user' }, { shell: 'ls' }];
      if ('cannot' in encoder.encode(set)) continue;
      const { events } = await readBack(encoder, set, `set-${index}`);
      const settings = events.flatMap((event) => (event.kind === 'setting' ? [[event.name, event.value]] : []));
      for (const pair of Object.entries(condition)) expect(settings).toContainEqual(pair);
    }
  });

  test('notes nothing but the call that was never answered', async () => {
    const { notices } = await readBack(encoder, steps, 'notices');
    expect(notices.filter((notice) => notice.code !== 'call-without-result' && notice.code !== 'not-recorded')).toEqual([]);
  });

  test('is claimed by its framework alone, or more surely than by any other', async () => {
    const place = written(encoder, steps, 'claims');
    const file = discover([place], () => undefined)[0]!;
    const seen = await sample(file.artifact);
    const claims = FRAMEWORKS.flatMap((framework) => {
      const own = framework.recognise(seen);
      return own ? [[framework.name, own.score] as const] : [];
    });
    const own = claims.find(([name]) => name === encoder.name)![1];
    for (const [name, score] of claims) if (name !== encoder.name) expect(score).toBeLessThan(own);
  });
});
