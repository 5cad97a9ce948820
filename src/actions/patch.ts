import { type Effect, toChmod, toDelete, toMove } from '../model/effect.ts';
import { causeOf, edited, type Lowering, pathIn, type Scene } from './scene.ts';

/** Characters of a patch that are read, and files that one patch can change. */
const CAP = 4 << 20;
const FILES = 2000;

/** One stretch of changed lines, context included. */
interface Hunk {
  readonly before: string[];
  readonly after: string[];
}

/** What a patch does to one file. */
interface Change {
  readonly kind: 'add' | 'update' | 'delete';
  path: string;
  /** Name that the file has afterwards, where that changes. */
  to?: string;
  /** A copy leaves the old file. */
  keep?: boolean;
  mode?: string;
  readonly hunks: Hunk[];
}

const change = (kind: Change['kind'], path: string): Change => ({ kind, path: path.trim(), hunks: [] });

/** Adds a hunk's line to both sides, or to the one that its first sign names; answers whether it was one. */
const take = (hunk: Hunk, line: string): boolean => {
  const sign = line[0] ?? ' ';
  if (sign !== '+' && sign !== '-' && sign !== ' ') return false;
  const text = line.slice(1);
  if (sign !== '+') hunk.before.push(text);
  if (sign !== '-') hunk.after.push(text);
  return true;
};

const FILE = /^\*\*\* (Add|Update|Delete) File: (.+)$/;
const MOVED = /^\*\*\* Move to: (.+)$/;

/** The files between `*** Begin Patch` and `*** End Patch`, whatever stands around them. */
const envelope = (lines: readonly string[]): readonly Change[] => {
  const changes: Change[] = [];
  let current: Change | undefined;
  let hunk: Hunk | undefined;
  for (const line of lines) {
    const file = FILE.exec(line);
    if (file) {
      if (changes.length >= FILES) break;
      current = change(file[1]!.toLowerCase() as Change['kind'], file[2]!);
      hunk = undefined;
      changes.push(current);
      continue;
    }
    if (line.startsWith('*** End Patch')) current = undefined;
    if (!current) continue;
    const moved = MOVED.exec(line);
    if (moved) current.to = moved[1]!.trim();
    else if (line.startsWith('@@')) hunk = undefined;
    else if (!line.startsWith('*** ')) {
      if (!hunk) current.hunks.push((hunk = { before: [], after: [] }));
      take(hunk, line);
    }
  }
  return changes;
};

const RANGE = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;
const NOTHING = '/dev/null';

/** A name from a header line: without its date, its quotes and git's `a/` or `b/`. */
const named = (written: string): string => {
  const plain = written
    .split('\t')[0]!
    .replace(/\s+\d{4}-\d\d-\d\d .*$/, '')
    .trim();
  return (plain.startsWith('"') ? plain.slice(1, -1) : plain).replace(/^[ab]\/(?=.)/, '');
};

/** What one line of a git header says beside the names of the two files. */
const HEADERS: readonly (readonly [RegExp, (current: Change, word: string) => void])[] = [
  [/^(?:rename|copy) from (.+)$/, (current, word) => void (current.path = word)],
  [/^rename to (.+)$/, (current, word) => void (current.to = word)],
  [/^copy to (.+)$/, (current, word) => void Object.assign(current, { to: word, keep: true })],
  [/^new mode \d*(\d{3})$/, (current, word) => void (current.mode = word)],
];

/** Unified diffs, of git or plain. */
const unified = (lines: readonly string[]): readonly Change[] => {
  const changes: Change[] = [];
  let current: Change | undefined;
  const start = (kind: Change['kind'], path: string): void => void changes.push((current = change(kind, path)));
  for (let index = 0; index < lines.length && changes.length < FILES; index++) {
    const line = lines[index]!;
    const range = RANGE.exec(line);
    if (range && current) {
      const hunk: Hunk = { before: [], after: [] };
      let olds = Number(range[1] ?? 1);
      let news = Number(range[2] ?? 1);
      // The counts say where the hunk ends: a removed line may look like a header.
      while ((olds > 0 || news > 0) && index + 1 < lines.length && (lines[index + 1]!.startsWith('\\') || take(hunk, lines[index + 1]!))) {
        const sign = lines[++index]![0];
        if (sign === '\\') continue;
        if (sign !== '+') olds--;
        if (sign !== '-') news--;
      }
      if (hunk.before.length + hunk.after.length > 0) current.hunks.push(hunk);
    } else if (line.startsWith('diff --git ')) {
      const names = /^diff --git "?a\/(.+?)"? "?b\/(.+?)"?$/.exec(line);
      const kind = lines[index + 1]?.startsWith('new file') ? 'add' : lines[index + 1]?.startsWith('deleted file') ? 'delete' : 'update';
      if (names) start(kind, kind === 'add' ? names[2]! : names[1]!);
    } else if (line.startsWith('--- ') && lines[index + 1]?.startsWith('+++ ')) {
      const from = named(line.slice(4));
      const to = named(lines[++index]!.slice(4));
      const path = to === NOTHING ? from : to;
      if (current && current.hunks.length === 0 && (current.path === path || current.path === from || current.to === path)) continue;
      start(from === NOTHING ? 'add' : to === NOTHING ? 'delete' : 'update', path);
    } else if (current) {
      for (const [pattern, note] of HEADERS) {
        const word = pattern.exec(line)?.[1];
        if (word !== undefined) note(current, word);
      }
    }
  }
  return changes;
};

const text = (lines: readonly string[]): string => lines.join('\n');

const effects = (each: Change, scene: Scene): readonly Effect[] => {
  const cause = causeOf(scene);
  const path = pathIn(scene, each.path);
  if (each.kind === 'delete') return [toDelete(cause, { path, recursive: false })];
  if (each.kind === 'add') {
    const after = each.hunks.map((hunk) => `${text(hunk.after)}\n`).join('');
    return edited(scene, { path: each.path, mode: 'create', after });
  }
  // A log may keep the names of the files only.
  const bare = each.hunks.length === 0 && each.to === undefined && each.mode === undefined;
  return [
    ...(bare ? edited(scene, { path: each.path, mode: 'replace' }) : []),
    ...each.hunks.flatMap((hunk) =>
      edited(scene, { path: each.path, mode: 'replace', before: text(hunk.before), after: text(hunk.after) }),
    ),
    ...(each.mode === undefined ? [] : [toChmod(cause, { path, mode: each.mode })]),
    ...(each.to === undefined ? [] : [toMove(cause, { from: path, to: pathIn(scene, each.to), keep: each.keep ?? false })]),
  ];
};

/** Effects of a patch: an `apply_patch` envelope or a unified diff, with or without the command that takes it. */
export const patch: Lowering = (source, scene) => {
  const lines = source.slice(0, CAP).split(/\r?\n/);
  const changes = source.includes('*** Begin Patch') || FILE.test(lines[0] ?? '') ? envelope(lines) : unified(lines);
  return changes.flatMap((each) => effects(each, scene));
};
