import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { posix } from 'node:path';
import { entries, type Reading } from '../src/input/entries.ts';
import type { Part, Shape } from '../src/model/bundle.ts';
import type { Entry } from '../src/model/location.ts';
import type { Notice } from '../src/model/notice.ts';

/** A folder of the running test file's own, removed when its tests are done. */
export const temporary = () => {
  const directory = mkdtempSync(posix.join(tmpdir(), 'trajaudit-test-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const path = (name: string): string => posix.join(directory, name);
  return {
    directory,
    path,
    /** Writes a file, and the folders that it lies in, and tells its path. */
    write(name: string, content: string | Uint8Array): string {
      mkdirSync(posix.dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
      return path(name);
    },
  };
};

/** All entries of a file, and what was said of it. */
export const readAll = async (
  path: string,
  shape: Shape = { lines: true },
  reading?: Reading,
): Promise<{
  readonly read: readonly Entry[];
  readonly values: readonly Entry['value'][];
  readonly notices: readonly Notice[];
  readonly codes: readonly string[];
}> => {
  const told: Notice[] = [];
  const read: Entry[] = [];
  const part: Part = { artifact: { uri: path }, shape };
  for await (const batch of entries(part, (notice) => told.push(notice), reading)) read.push(...batch);
  return { read, values: read.map(({ value }) => value), notices: told, codes: told.map(({ code }) => code) };
};
