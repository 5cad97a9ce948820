import { type Effect, type Exec, toAssign, toExec } from '../../model/effect.ts';
import { type Call, type Flow, UNKNOWN } from '../programs/call.ts';
import { given } from '../programs/interpreters.ts';
import type { Given } from '../programs/source.ts';
import { PROGRAMS } from '../programs.ts';
import { causeOf, deeper, run, type Scene } from '../scene.ts';
import { shadowed } from '../shadows.ts';
import { afford } from './budget.ts';
import type { Expanded } from './expand.ts';
import { outputOf } from './flow.ts';
import { setArguments, withArguments } from './session.ts';
import { elements } from './variables.ts';
import { peel } from './wrappers.ts';

/** Surroundings of one simple command. */
export interface Order {
  readonly scene: Scene;
  readonly doubts: ReadonlyMap<string, string> | undefined;
  readonly input: Flow | undefined;
  readonly output: string | undefined;
  /** Variables that are set for this command alone. */
  readonly assignments: readonly (readonly [name: string, value: Expanded])[];
  /** Aliases that are being replaced: none is looked up in its own text. */
  readonly aliases?: readonly string[];
}

/** Runs a shell text one level deeper; its output. */
export type Script = (text: string, scene: Scene, input: Flow | undefined, effects: Effect[]) => Flow;

/** Folders whose programs are the well-known ones; any other path is somebody's own program. */
const SYSTEM = /^(?:.*\/)?s?bin\/([^/]+)$/;

/** What a program is called, wherever the system keeps it. */
export const programOf = (word: string): string => {
  if (!word.includes('/') && !word.includes('.') && !word.includes('\\')) return word;
  if (/\/init\.d\/[^/]+$/.test(word)) return 'init.d';
  const name = SYSTEM.exec(word)?.[1] ?? word;
  return name.replace(/(?<=^[a-z]+)[\d.]+$|\.exe$/i, (end) => (Object.hasOwn(PROGRAMS, name) ? end : ''));
};

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

const scriptSession = (scene: Scene, { argv, name }: Given): Scene => ({ ...scene, session: withArguments(scene.session, argv, name) });

const interpreted = (script: Given, call: Call, effects: Effect[], follow: Script): Flow => {
  const { scene } = call;
  if (script.language === 'shell') {
    const input = script.shown ? undefined : call.input;
    return follow(script.code, script.here ? scene : scriptSession(scene, script), input, effects);
  }
  effects.push(...run(script.language!, script.code, scene));
  return UNKNOWN;
};

/** Runs one program that is neither function, alias nor wrapper. */
const perform = (words: readonly string[], order: Order, effects: Effect[], follow: Script): Flow => {
  const word = words[0]!;
  const program = programOf(word);
  const scene = deeper(order.scene, { via: program, unsure: order.doubts?.get(word) });
  const call: Call = {
    program,
    word,
    argv: words.slice(1),
    doubts: order.doubts,
    input: order.input,
    output: order.output,
    scene,
    run(next, there, input) {
      const found: Effect[] = [];
      if (typeof next === 'string') follow(next, there, input, found);
      else if (next.length > 0) execute(next, { ...order, scene: there, input, output: undefined, assignments: [] }, found, follow);
      return found;
    },
  };
  const script = given(call);
  const read = script && !script.language ? deeper(scene, { unsure: `${word} runs code that is not read` }) : scene;
  const exec: Exec = toExec(causeOf(read), {
    program: word.includes('/') ? word : program,
    argv: call.argv,
    ...(script?.shown && { code: script.code }),
    ...(order.input?.exec && { input: order.input.exec }),
  });
  effects.push(exec);
  if (script?.language) {
    const flow = interpreted(script, call, effects, follow);
    return { ...flow, exec };
  }
  const meaning = Object.hasOwn(PROGRAMS, program) ? PROGRAMS[program] : undefined;
  const found = meaning ? meaning(call) : [];
  for (const effect of found) effects.push(effect);
  return outputOf(call, exec, found);
};

const alias = (text: string, words: readonly string[], order: Order, effects: Effect[], follow: Script): Flow => {
  const rest = words.slice(1);
  const there: Order = { ...order, aliases: [...(order.aliases ?? []), words[0]!] };
  if (/^[\w@%+=:,./ ~-]+$/.test(text)) return execute([...text.trim().split(/\s+/), ...rest], there, effects, follow);
  return follow([text, ...rest.map(quoted)].join(' '), order.scene, order.input, effects);
};

const call = (body: string, words: readonly string[], order: Order, effects: Effect[], follow: Script): Flow => {
  const { scene } = order;
  const before = elements(scene.session.variables, '@');
  setArguments(scene.session, words.slice(1));
  const flow = follow(body, deeper(scene, { via: words[0]! }), order.input, effects);
  setArguments(scene.session, before ?? []);
  return flow;
};

/** Sets variables for one command, and puts back what they were. */
const withVariables = (order: Order, what: () => Flow): Flow => {
  const { variables } = order.scene.session;
  const before = order.assignments.map(([name]) => [name, variables.get(name)] as const);
  for (const [name, value] of order.assignments) variables.set(name, value.text);
  const flow = what();
  for (const [name, value] of before)
    if (value === undefined) variables.delete(name);
    else variables.set(name, value);
  return flow;
};

const assigned = (order: Order, program: string): readonly Effect[] =>
  order.assignments
    // How fields are split concerns nobody but the shell.
    .filter(([key]) => key !== 'IFS')
    .flatMap(([key, { text, doubt }]) => {
      const scene = deeper(order.scene, { via: program });
      return [toAssign(causeOf(deeper(scene, { unsure: doubt })), { key, to: text }), ...shadowed(scene, key, text)];
    });

const dispatch = (words: readonly string[], order: Order, effects: Effect[], follow: Script): Flow => {
  const word = words[0]!;
  const { session } = order.scene;
  const body = session.functions.get(word);
  if (body !== undefined) return call(body, words, order, effects, follow);
  const text = order.aliases?.includes(word) ? undefined : session.aliases.get(word);
  if (text !== undefined) return alias(text, words, order, effects, follow);
  const program = programOf(word);
  const peeled = peel(program, words.slice(1));
  if (!peeled) return perform(words, order, effects, follow);
  const scene = deeper(order.scene, { via: program });
  if (peeled.text !== undefined) {
    effects.push(toExec(causeOf(scene), { program, argv: words.slice(1), code: peeled.text }));
    return follow(peeled.text, scene, order.input, effects);
  }
  const assignments = peeled.assignments.map((each): readonly [string, Expanded] => {
    const equals = each.indexOf('=');
    return [each.slice(0, equals), { text: each.slice(equals + 1) }];
  });
  return execute(peeled.words, { ...order, scene, assignments }, effects, follow);
};

/** Runs one simple command: effects are added, its output returned. */
export const execute = (words: readonly string[], order: Order, effects: Effect[], follow: Script): Flow => {
  let units = 0;
  for (const word of words) units += word.length + 1;
  if (!afford(order.scene.action, units)) return UNKNOWN;
  if (order.assignments.length === 0) return dispatch(words, order, effects, follow);
  effects.push(...assigned(order, programOf(words[0]!)));
  return withVariables(order, () => dispatch(words, order, effects, follow));
};
