import process from 'node:process';
import type { AuditOptions } from '../audit.ts';
import { FRAMEWORKS, frameworkOf } from '../frameworks/index.ts';
import { spool } from '../input/spool.ts';
import { UsageError } from '../model/usage-error.ts';

/** Standard input as an artifact that can be read twice, where `-` is named. */
export const withInput = async <T>(
  paths: readonly string[],
  name: string,
  use: (paths: readonly string[], artifacts: AuditOptions['artifacts']) => Promise<T>,
): Promise<T> => {
  if (!paths.includes('-')) return use(paths, []);
  const spooled = await spool(process.stdin, name);
  try {
    return await use(
      paths.filter((path) => path !== '-'),
      [spooled.artifact],
    );
  } finally {
    spooled.remove();
  }
};

/** The framework that `--framework` names. */
export const forced = (name: string | undefined): Pick<AuditOptions, 'framework'> => {
  if (name === undefined) return {};
  const framework = frameworkOf(name);
  if (!framework) throw new UsageError(`--framework is '${name}'; expected one of ${FRAMEWORKS.map((each) => each.name).join(', ')}`);
  return { framework };
};
