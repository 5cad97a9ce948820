import { type Language, pathIn } from '../scene.ts';
import { type Call, exact } from './call.ts';

/** Source text that a command runs. */
export interface Given {
  readonly code: string;
  /** Absent for a language that nobody here reads. */
  readonly language?: Language | undefined;
  /** Whether the command itself holds it, rather than a file. */
  readonly shown: boolean;
  /** Positional parameters. */
  readonly argv: readonly string[];
  readonly name?: string;
  /** Runs in the shell that asks, as `source` and `eval` do. */
  readonly here?: boolean;
}

export type Reader = (call: Call) => Given | undefined;

/** Text of a script that the agent wrote earlier. */
export const written = (call: Call, path: string): string | undefined =>
  call.scene.host === undefined ? call.scene.world.files.read(pathIn(call.scene, path)) : undefined;

export const fromFile = (
  call: Call,
  path: string | undefined,
  language: Language | undefined,
  argv: readonly string[],
): Given | undefined => {
  const code = path === undefined ? undefined : written(call, path);
  return code === undefined ? undefined : { code, language, shown: false, argv, name: path! };
};

export const fromInput = (call: Call, language: Language | undefined, argv: readonly string[] = []): Given | undefined => {
  const code = call.input && exact(call.input);
  return code === undefined ? undefined : { code, language, shown: true, argv };
};
