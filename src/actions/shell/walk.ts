import { type Effect, toExec } from '../../model/effect.ts';
import { within } from '../../model/location.ts';
import { keptUp, keptUpBy } from '../forever.ts';
import { type Flow, NOTHING, UNKNOWN } from '../programs/call.ts';
import { causeOf, deeper, MAX_DEPTH, type Scene } from '../scene.ts';
import { afford } from './budget.ts';
import { execute, type Order, programOf, type Script } from './execute.ts';
import { type Expanded, expand, expandTest, type Surroundings, textOf } from './expand.ts';
import { after, textFlow } from './flow.ts';
import { opened, PLAIN, type Redirected, redirected } from './redirect.ts';
import { branch } from './session.ts';
import { type Assignment, type Command, type CommandNode, type For, type Statement, syntax } from './syntax.ts';
import { elements, SEPARATOR } from './variables.ts';

/** Where walking a script has got to. */
export interface Frame {
  readonly scene: Scene;
  /** Effects so far. */
  readonly effects: Effect[];
  readonly input: Flow | undefined;
  /** The text that positions count in. */
  readonly text: string;
  readonly offset: number;
  /** Whether that text is the string at the scene's place, so that a command can be pointed at. */
  readonly spans: boolean;
  /** Substitutions that this one stands in. */
  readonly nesting: number;
}

/** Substitutions inside one another that are followed. */
const NESTING = 16;

/** Elements of a list, or lines of a known text, that a loop is followed for. */
const TURNS = 64;

const written = ({ pos, end }: { readonly pos: number; readonly end: number }, { text, offset }: Frame): string =>
  text.slice(offset + pos, offset + end);

const quiet = (frame: Frame): boolean => !afford(frame.scene.action, 32);

/** Runs statements in order; their output together. */
const all = (statements: readonly Statement[], frame: Frame): Flow => {
  let flow: Flow = NOTHING;
  for (const statement of statements) {
    if (quiet(frame)) return UNKNOWN;
    flow = after(flow, node(statement.command, frame));
  }
  return flow;
};

const nested = (frame: Frame): Frame => ({ ...inSubshell(frame), nesting: frame.nesting + 1 });

const inSubshell = (frame: Frame): Frame => ({ ...frame, scene: { ...frame.scene, session: branch(frame.scene.session) } });

/** Runs what may not be run at all: where it leads, nobody follows. */
const perhaps = (frame: Frame, what: () => Flow): Flow => {
  const { session } = frame.scene;
  const { directory } = session;
  const flow = what();
  session.directory = directory;
  return flow;
};

const surroundings = (frame: Frame): Surroundings => ({
  session: frame.scene.session,
  substitute(script) {
    if (frame.nesting >= NESTING) return { text: '', doubt: 'nested too deep to be followed' };
    const inner = { ...nested(frame), ...(script.source !== undefined && { text: script.source, spans: false }) };
    const flow = all(script.commands, inner);
    if (flow.whole) return { text: flow.text.replace(/\n+$/, '') };
    return { text: flow.names.join(' '), doubt: 'the output of a command is not known' };
  },
  file(script, operator) {
    if (frame.nesting >= NESTING) return '/dev/fd/63';
    const flow = all(script.commands, operator === '>' ? { ...nested(frame), input: UNKNOWN } : nested(frame));
    const [path] = flow.paths;
    return flow.paths.length === 1 && path !== undefined ? path : '/dev/fd/63';
  },
});

const pipeline = (commands: readonly CommandNode[], frame: Frame): Flow => {
  let flow = frame.input;
  for (const command of commands) flow = node(command, { ...(commands.length > 1 ? inSubshell(frame) : frame), input: flow });
  return flow ?? NOTHING;
};

const loop = (of: For | (CommandNode & { type: 'Select' }), frame: Frame): Flow => {
  const { session } = frame.scene;
  const around = surroundings(frame);
  const words: string[] = [];
  if (of.wordlist) for (const word of of.wordlist) expand(word, around, (text) => words.push(text));
  else words.push(...(elements(session.variables, '@') ?? ['$@']));
  let flow: Flow = NOTHING;
  for (const word of words.slice(0, TURNS)) {
    if (quiet(frame)) return UNKNOWN;
    session.variables.set(of.name.value, word);
    flow = after(flow, all(of.body.commands, frame));
  }
  return flow;
};

const readsLines = (of: CommandNode & { type: 'While' }): boolean => {
  const [first] = of.clause.commands;
  return first?.command.type === 'Command' && first.command.name?.value === 'read';
};

const repeat = (of: CommandNode & { type: 'While' }, frame: Frame): Flow => {
  const turn = (input: Flow | undefined): Flow => {
    const there = { ...frame, input };
    all(of.clause.commands, there);
    return all(of.body.commands, there);
  };
  const { input } = frame;
  if (!input?.whole || !readsLines(of)) {
    const before = frame.effects.length;
    const flow = turn(input);
    const loop = { kind: of.kind, clause: written(of.clause, frame), body: written(of.body, frame) };
    frame.effects.push(...keptUpBy(loop, frame.effects.slice(before), frame.scene));
    return flow;
  }
  const lines = input.text.split('\n').filter((line) => line !== '');
  let flow: Flow = NOTHING;
  for (const line of lines.slice(0, TURNS)) {
    if (quiet(frame)) return UNKNOWN;
    flow = after(flow, turn({ ...textFlow(`${line}\n`), paths: input.paths }));
  }
  return flow;
};

const node = (of: Statement['command'], frame: Frame): Flow => {
  switch (of.type) {
    case 'Command':
      return command(of, frame);
    case 'Pipeline':
      return pipeline(of.commands, frame);
    case 'AndOr': {
      let flow = node(of.commands[0]!, frame);
      of.operators.forEach((operator, index) => {
        const next = of.commands[index + 1];
        if (!next) return;
        if (operator === '&&') flow = after(flow, node(next, frame));
        else flow = { ...perhaps(frame, () => after(flow, node(next, frame))), whole: false };
      });
      return flow;
    }
    case 'If': {
      all(of.clause.commands, frame);
      const { session } = frame.scene;
      const { directory } = session;
      let flow = all(of.then.commands, frame);
      const reached = session.directory;
      session.directory = directory;
      for (const each of of.elif)
        flow = perhaps(frame, () => after(flow, after(all(each.clause.commands, frame), all(each.then.commands, frame))));
      if (of.else) flow = perhaps(frame, () => after(flow, all(of.else!.commands, frame)));
      session.directory = reached;
      return flow === NOTHING ? flow : { ...flow, whole: false };
    }
    case 'For':
    case 'Select':
      return loop(of, frame);
    case 'While':
      return repeat(of, frame);
    case 'ArithmeticFor': {
      const before = frame.effects.length;
      const flow = all(of.body.commands, frame);
      if (!of.test) frame.effects.push(...keptUp(frame.effects.slice(before), written(of.body, frame), frame.scene));
      return { ...flow, whole: false };
    }
    case 'Subshell':
      return all(of.body.commands, inSubshell(frame));
    case 'BraceGroup':
      return all(of.body.commands, frame);
    case 'Case': {
      textOf(of.word, surroundings(frame));
      let flow: Flow = NOTHING;
      for (const each of of.items) flow = perhaps(frame, () => after(flow, all(each.body.commands, frame)));
      return { ...flow, whole: false };
    }
    case 'Redirected': {
      const to = redirected(of.redirects, surroundings(frame), frame.scene);
      const flow = node(of.command, to.input ? { ...frame, input: to.input } : frame);
      frame.effects.push(...opened(to, frame.scene, flow));
      return to.diverted ? NOTHING : flow;
    }
    case 'Function': {
      const { body } = of;
      frame.scene.session.functions.set(of.name.value, written(body, frame));
      return NOTHING;
    }
    case 'Coproc':
      return of.body.type === 'CompoundList' ? all(of.body.commands, frame) : node(of.body, frame);
    case 'TestCommand':
      expandTest(of.expression, surroundings(frame));
      return NOTHING;
    case 'ArithmeticCommand':
      return NOTHING;
  }
};

/** The scene of one simple command, pointing at it where that can be done. */
const placed = (of: Command, frame: Frame): Scene => {
  const start = frame.offset + of.pos;
  const end = frame.offset + of.end;
  if (!frame.spans || (start === 0 && end >= frame.text.length)) return frame.scene;
  return { ...frame.scene, at: within(frame.scene.at, '', [start, end]) };
};

const assign = (of: Assignment, frame: Frame, around: Surroundings): Expanded => {
  const { variables } = frame.scene.session;
  if (of.value.type === 'ArrayValue') {
    const words: string[] = [];
    for (const word of of.value.elements) expand(word, around, (text) => words.push(text));
    const before = of.append ? (elements(variables, of.name) ?? []) : [];
    variables.set(`${of.name}[@]`, [...before, ...words].slice(0, 1024).join(SEPARATOR));
    variables.set(of.name, before[0] ?? words[0] ?? '');
    return { text: words.join(' ') };
  }
  const value = textOf(of.value, around);
  return of.append ? { ...value, text: (variables.get(of.name) ?? '') + value.text } : value;
};

const command = (of: Command, frame: Frame): Flow => {
  const around = surroundings(frame);
  const argv: string[] = [];
  let doubts: Map<string, string> | undefined;
  const add = (text: string, doubt: string | undefined): void => {
    argv.push(text);
    if (doubt !== undefined) (doubts ??= new Map()).set(text, doubt);
  };
  const before: [name: string, value: Expanded][] = [];
  for (const each of of.prefix) if (each.type === 'Assignment') before.push([each.name, assign(each, frame, around)]);
  if (of.name) expand(of.name, around, add);
  let redirects = of.prefix.length > before.length;
  for (const each of of.suffix) {
    if (each.type === 'Word') expand(each, around, add);
    else if (each.type === 'Assignment') {
      const value = assign(each, frame, around);
      add(`${each.name}=${value.text}`, value.doubt);
    } else redirects = true;
  }
  const scene = placed(of, frame);
  const to: Redirected = redirects ? redirected(of.redirects, around, frame.scene) : PLAIN;
  if (argv.length === 0) {
    for (const [name, value] of before) frame.scene.session.variables.set(name, value.text.slice(0, 64 << 10));
    if (redirects) frame.effects.push(...opened(to, scene, NOTHING));
    return NOTHING;
  }
  const output = to.sinks.find((sink) => sink.standard)?.text;
  const order: Order = { scene, doubts, input: to.input ?? frame.input, output, assignments: before };
  const flow = execute(argv, order, frame.effects, follow);
  if (redirects) frame.effects.push(...opened(to, deeper(scene, { via: programOf(argv[0]!) }), flow));
  return to.diverted ? NOTHING : flow;
};

/** Parses and runs a text; what does not parse is an `exec` in doubt. */
export const script = (source: string, scene: Scene, input: Flow | undefined, effects: Effect[], spans: boolean): Flow => {
  const { text, pieces, unsure, cut } = syntax(source);
  const doubtful = deeper(scene, { unsure });
  const before = effects.length;
  let flow: Flow = NOTHING;
  for (const { statements, offset, sound } of pieces) {
    const frame: Frame = { scene, effects, input, text, offset, spans: spans && text === source, nesting: 0 };
    const first = unsure === undefined ? statements.length : statements.findIndex((each) => offset + each.end > sound);
    const end = first < 0 ? statements.length : first;
    flow = after(flow, all(end === statements.length ? statements : statements.slice(0, end), frame));
    if (end < statements.length) flow = after(flow, all(statements.slice(end), { ...frame, scene: doubtful }));
  }
  if (unsure !== undefined && effects.length === before) effects.push(unread(text, doubtful));
  if (cut) effects.push(unread(source.slice(text.length), deeper(scene, { unsure: 'too long to be read whole' })));
  return flow;
};

/** A text that nobody could read or follow, as a command in doubt. */
export const unread = (text: string, scene: Scene): Effect => {
  const [program = '', ...argv] = text.trim().slice(0, 4096).split(/\s+/);
  return toExec(causeOf(scene), { program, argv });
};

const follow: Script = (text, scene, input, effects) => {
  if (scene.depth >= MAX_DEPTH || !afford(scene.action, text.length)) return UNKNOWN;
  return script(text, { ...scene, depth: scene.depth + 1 }, input, effects, false);
};
