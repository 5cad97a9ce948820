import process from 'node:process';
import type { AuditOptions } from '../audit.ts';
import { frameworkOf, frameworksWith } from '../frameworks/index.ts';
import { spool } from '../input/spool.ts';
import type { Formats } from '../model/house.ts';
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

/** The framework that `--framework` names, which may be one of the user's own formats. */
export const forced = (name: string | undefined, formats: Formats | undefined): Pick<AuditOptions, 'framework'> => {
  if (name === undefined) return {};
  const frameworks = frameworksWith(formats);
  const framework = frameworkOf(name, frameworks);
  if (!framework) throw new UsageError(`--framework is '${name}'; expected one of ${frameworks.map((each) => each.name).join(', ')}`);
  return { framework };
};
