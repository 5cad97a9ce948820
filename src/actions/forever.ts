import { type Effect, type Schedule, toSchedule } from '../model/effect.ts';
import { causeOf, type Scene } from './scene.ts';

/** A loop as it is written. */
export interface Loop {
  readonly kind: 'while' | 'until';
  readonly clause: string;
  readonly body: string;
}

/** Conditions that hold for ever, and those that only a failure keeps up. */
const ALWAYS = /^(?:true|:|\/bin\/true|\[+ 1 \]+|\(\(\s*1\s*\)\)|sleep\b[^;&|]*|! *false)[\s;]*$/;
const NEVER = /^(?:false|! *true|\[+ 0 \]+)[\s;]*$/;
/** What ends a loop from the inside, or all that it does. */
const ENDS = /\b(?:break|exit|return|raise|panic)\b|os\.Exit|process\.exit/;

const SYSTEM = /^\/?(?:usr\/)?(?:local\/)?s?bin\//;
const INTERPRETER = /^(?:python|node|deno|bun|ruby|perl|php|java|bash|sh|zsh|go|npm|uv)[\d.]*$/;
const SCRIPT = /\.(?:py|[cm]?[jt]s|sh|rb|jar|pl|php|go)$/;

/** The program of somebody's own that a command starts, rather than one that looks or waits. */
const ownProgram = (effect: Effect): string | undefined => {
  if (effect.kind !== 'exec') return undefined;
  const { program, argv } = effect;
  if (program.includes('/')) return SYSTEM.test(program) ? undefined : program;
  if (!INTERPRETER.test(program)) return undefined;
  return argv.find((word) => SCRIPT.test(word)) ?? (argv[0] === '-m' ? argv[1] : undefined);
};

/** The file or lease that a command makes fresh. */
const freshened = (effect: Effect): string | undefined => {
  if (effect.kind === 'edit') return effect.mode === 'append' || effect.path.startsWith('/dev/') ? undefined : effect.path;
  return effect.kind === 'request' && /^(?:PUT|POST|PATCH)$/.test(effect.method) ? effect.url : undefined;
};

const first = (effects: readonly Effect[], name: (effect: Effect) => string | undefined): string | undefined => {
  for (const effect of effects) {
    const found = name(effect);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** What goes on without end: a program that is started again whenever it ends, or a file or lease that is kept fresh. */
export const keptUp = (effects: readonly Effect[], body: string, scene: Scene): readonly Schedule[] => {
  if (ENDS.test(body)) return [];
  const target = first(effects, ownProgram) ?? first(effects, freshened);
  const command = body.replace(/^[\s:{]+|[\s}]+$/g, '').slice(0, 400);
  return target === undefined ? [] : [toSchedule(causeOf(scene), { target, on: true, respawn: true, command })];
};

/** What a loop of the shell keeps up; one that waits for a program to succeed starts it again too. */
export const keptUpBy = ({ kind, clause, body }: Loop, effects: readonly Effect[], scene: Scene): readonly Schedule[] => {
  const written = clause.trim();
  if (kind === 'while' ? ALWAYS.test(written) : NEVER.test(written)) return keptUp(effects, body, scene);
  const retried = kind === 'until' ? written : /^!\s*(.+)$/s.exec(written)?.[1];
  const programs = effects.filter((effect) => effect.kind === 'exec' && retried?.includes(effect.program));
  return retried === undefined || !first(programs, ownProgram) ? [] : keptUp(programs, retried, scene);
};
