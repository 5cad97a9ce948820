import { type Effect, toAssign } from '../model/effect.ts';
import { keptUp } from './forever.ts';
import { type Call, type Closure, doubtOf, hidden, joined, jsonOf, type Known, known, lastName, memberOf, textOf, thing } from './known.ts';
import { libraryCall } from './library.ts';
import { causeOf, deeper, edited, type Scene } from './scene.ts';
import type { Expression, Statement } from './syntax.ts';
import { MAX_NESTING } from './syntax.ts';

/** Steps, effects, calls inside calls, and turns of a loop that one script may take. */
const STEPS = 50_000;
const EFFECTS = 2000;
const CALLS = 12;
const TURNS = 20;

/** What the functions of a library may use. */
export interface Run {
  readonly scene: Scene;
  readonly emit: (effects: readonly Effect[]) => void;
  /** The scene, less sure where one of these is not wholly known. */
  readonly about: (...values: readonly (Known | undefined)[]) => Scene;
  /** What the script is written in. */
  readonly language: 'python' | 'javascript' | 'go';
  /** Files opened for writing, in order. */
  readonly opened: Known[];
}

/** An object of a class that the script itself defines. */
const OWN = /^(?:self|this|cls|[A-Za-z_]\w*\(\))$/;

/** An object that says what will be run. */
const DESCRIBED = /^os\/exec\.Command\w*\(\)$/;

type Names = Map<string, Known>;
const NONE: Names = new Map();

/** Effects of a script: statements are followed once, loops over known lists turn by turn, functions where they are called. */
export const interpret = (statements: readonly Statement[], scene: Scene, language: Run['language']): readonly Effect[] => {
  const effects: Effect[] = [];
  const globals: Names = new Map();
  const called = new Set<Closure>();
  const opened: Known[] = [];
  let steps = 0;
  let calls = 0;
  let doubt: string | undefined;

  const running: Run = {
    scene,
    language,
    opened,
    emit(more) {
      if (effects.length < EFFECTS) effects.push(...more.slice(0, EFFECTS));
    },
    about: (...values) => deeper(scene, { unsure: doubt ?? values.map(doubtOf).find((each) => each !== undefined) }),
  };

  const enter = (closure: Closure, args: readonly Known[], named: ReadonlyMap<string, Known>): Known => {
    called.add(closure);
    if (calls >= CALLS) return hidden('...', 'functions call each other too deep');
    calls++;
    const names: Names = new Map();
    const parameters = closure.parameters.filter((each, index) => index > 0 || each !== 'self');
    for (const [index, parameter] of parameters.entries())
      names.set(parameter, named.get(parameter) ?? args[index] ?? hidden(parameter, `${parameter} is a parameter`));
    const answer = follow(closure.body, names);
    calls--;
    return answer ?? hidden('function()', 'a function computes it');
  };

  const call = (expression: Extract<Expression, { is: 'call' }>, names: Names, depth: number): Known => {
    const { callee } = expression;
    const of = callee.is === 'member' ? evaluate(callee.of, names, depth) : undefined;
    const key = callee.is === 'member' ? evaluate(callee.key, names, depth) : undefined;
    const target = of && key ? (of.is === 'text' ? thing(`text.${textOf(key)}`) : memberOf(of, key)) : evaluate(callee, names, depth);
    const args: Known[] = [];
    const named = new Map<string, Known>();
    for (const argument of expression.args) {
      const value = evaluate(argument.value, names, depth);
      if (argument.name === undefined) args.push(value);
      else named.set(argument.name, value);
    }
    if (target.is === 'closure') return enter(target, args, named);
    const name = of?.is === 'list' || of?.is === 'map' ? `${of.is}.${textOf(key!)}` : target.is === 'thing' ? target.name : textOf(target);
    const method = key && globals.get(textOf(key));
    if (method?.is === 'closure' && of?.is === 'thing' && OWN.test(of.name)) enter(method, args, named);
    const made: Call = { name, of, args, named };
    const answer = libraryCall(made, running);
    // A function that is handed over is called, by a method of a list with each of its elements.
    const given = of?.is === 'list' ? elements(of) : undefined;
    for (const argument of args)
      if (argument.is === 'closure' && (given || !called.has(argument)))
        for (const element of given ?? [hidden('argument', 'an argument is computed')]) enter(argument, [element], NONE);
    if (answer) return answer;
    const inside = of?.is === 'thing' ? of : undefined;
    return thing(`${name.slice(0, 300)}()`, {
      made,
      ...(inside?.document && { document: inside.document, keys: inside.keys ?? [] }),
      ...(inside?.peer !== undefined && { peer: inside.peer }),
    });
  };

  const EVALUATE: { readonly [K in Expression['is']]: (expression: Extract<Expression, { is: K }>, names: Names, depth: number) => Known } =
    {
      literal: ({ value }) => known(value),
      name: ({ name }, names) => names.get(name) ?? globals.get(name) ?? thing(name),
      module: ({ name }) => thing(name),
      member: ({ of, key }, names, depth) => memberOf(evaluate(of, names, depth), evaluate(key, names, depth)),
      call,
      list: ({ elements }, names, depth) => ({ is: 'list', elements: elements.map((each) => evaluate(each, names, depth)) }),
      map: ({ entries }, names, depth) => ({
        is: 'map',
        entries: new Map(entries.map(({ key, value }) => [textOf(evaluate(key, names, depth)), evaluate(value, names, depth)] as const)),
      }),
      join: ({ parts, by }, names, depth) =>
        joined(
          parts.map((each) => evaluate(each, names, depth)),
          by,
        ),
      choice({ options }, names, depth) {
        const all = options.map((each) => evaluate(each, names, depth));
        return all.find((each) => doubtOf(each) === undefined) ?? all[0] ?? known(null);
      },
      function: ({ parameters, body }) => ({ is: 'closure', parameters, body }),
      opaque({ written, inside }, names, depth) {
        const all = inside.map((each) => evaluate(each, names, depth));
        // A document that is filtered or sorted is still that document.
        return all.find((each) => each.is === 'thing' && each.document) ?? hidden(written, `${written} is computed`);
      },
    };

  const evaluate = (expression: Expression, names: Names, depth = 0): Known => {
    if (++steps > STEPS || depth > MAX_NESTING) return hidden('...', 'the script is too long');
    const form = EVALUATE[expression.is] as (expression: Expression, names: Names, depth: number) => Known;
    return form(expression, names, depth + 1);
  };

  const assign = (target: Expression, value: Known, names: Names): void => {
    if (target.is === 'name') names.set(target.name, value);
    else if (target.is === 'list') {
      for (const [index, each] of target.elements.entries())
        assign(each, value.is === 'list' ? (value.elements[index] ?? known(null)) : memberOf(value, known(index)), names);
    } else if (target.is === 'member') setMember(evaluate(target.of, names), evaluate(target.key, names), value);
  };

  const setMember = (of: Known, key: Known, value: Known | undefined): void => {
    if (of.is === 'map') {
      if (value) of.entries.set(textOf(key), value);
      else of.entries.delete(textOf(key));
    } else if (of.is === 'list' && value && Number.isInteger(Number(textOf(key))) && Number(textOf(key)) < of.elements.length)
      of.elements[Number(textOf(key))] = value;
    else if (of.is === 'thing') setOf(of, key, value);
  };

  /** A value set in a loaded document counts when it is written back; one set in a library or its object counts at once. */
  const setOf = (of: Extract<Known, { is: 'thing' }>, key: Known, value: Known | undefined): void => {
    const place = memberOf(of, key) as Extract<Known, { is: 'thing' }>;
    const unknown = value && doubtOf(value);
    if (of.document) {
      const name = (place.keys ?? []).join('.') || textOf(key);
      of.document.changes.push({ key: name, ...(value && { to: jsonOf(value) }), ...(unknown !== undefined && { doubt: unknown }) });
      return;
    }
    if (of.made && value && DESCRIBED.test(of.name)) {
      of.made.named.set(textOf(key), value);
      return;
    }
    if (unknown !== undefined || /^(?:self|this|cls)\b/.test(of.name)) return;
    const name = /^(?:os|process)\.(?:environ|env)\.(.+)$/.exec(place.name)?.[1] ?? place.name.slice(place.name.lastIndexOf(')') + 1);
    const target = of.made && firstPath(of.made);
    running.emit([
      toAssign(causeOf(running.about(key)), {
        key: name.replace(/^\./, ''),
        ...(target !== undefined && { target }),
        ...(value && { to: jsonOf(value) }),
      }),
    ]);
  };

  /** The file that an object was made from: the first text that its maker, or the maker of that, was given. */
  const firstPath = (made: Call): string | undefined => {
    const first = made.args[0];
    if (first?.is === 'text' && typeof first.value === 'string' && first.doubt === undefined) return first.value;
    return made.of?.is === 'thing' && made.of.made ? firstPath(made.of.made) : undefined;
  };

  const elements = (over: Known): readonly Known[] => {
    if (over.is === 'list')
      return over.elements.length > 0 ? over.elements.slice(0, TURNS) : [hidden('element', 'the list is filled elsewhere')];
    if (over.is === 'map') return [...over.entries.keys()].slice(0, TURNS).map(known);
    if (over.is === 'thing' && over.document) return [thing(`${over.name}.*`, over)];
    return [hidden('element', `each of ${textOf(over).slice(0, 40)}`)];
  };

  const follow = (body: readonly Statement[], names: Names): Known | undefined => {
    let last: Known | undefined;
    for (const statement of body) {
      if (steps > STEPS) return last;
      if (statement.does === 'evaluate') last = evaluate(statement.value, names);
      else if (statement.does === 'assign') assign(statement.target, evaluate(statement.value, names), names);
      else if (statement.does === 'repeat') {
        for (const element of elements(evaluate(statement.over, names))) {
          assign(statement.target, element, names);
          follow(statement.body, names);
        }
      } else if (statement.does === 'forever') {
        const before = effects.length;
        follow(statement.body, names);
        running.emit(keptUp(effects.slice(before), statement.written, running.about()));
      } else if (statement.target.is === 'member')
        setMember(evaluate(statement.target.of, names), evaluate(statement.target.key, names), undefined);
    }
    return last;
  };

  follow(statements, globals);
  for (const [name, value] of [...globals]) {
    if (value.is !== 'closure' || called.has(value)) continue;
    doubt = `${lastName(name)} is not called here`;
    enter(value, [], NONE);
  }
  for (const each of opened)
    if (each.is === 'thing' && each.handle && !each.handle.written)
      running.emit(edited(running.about(each.handle.path), { path: textOf(each.handle.path), mode: 'overwrite', after: '' }));
  return effects;
};
