import type { Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { get, isObject, type Json, pointerTo, text } from '../model/location.ts';

/** A script of the agent's, as far as its code tells what it did. */
export interface Script {
  readonly code: string;
  /** Whether all that it does stands in its code in so many words. */
  readonly plain: boolean;
  /** Files that its code is known to change. */
  readonly paths: ReadonlySet<string>;
}

export const toScript = (code: string, events: readonly Event[]): Script => {
  const effects = events.flatMap((event) => ('cause' in event ? [event] : []));
  const paths = effects.flatMap((effect) => (effect.sure && (effect.kind === 'edit' || effect.kind === 'delete') ? [effect.path] : []));
  const plain = effects.length > 0 && effects.every((effect) => effect.sure && effect.kind !== 'invoke');
  return { code, plain, paths: new Set(paths) };
};

const ended = (id: string, ok: boolean, words: string, at: string): Said => ({ said: 'answer', id, ok, text: words, at });

/** One file that was changed, as the call that changes it so. */
const changed = (id: string, path: string, change: Json, at: string): Said => {
  const call = { said: 'call', id, at, inputAt: at } as const;
  const type = text(change, 'type');
  if (type === 'delete') return { ...call, tool: 'delete_file', input: { path } };
  if (type === 'add') return { ...call, tool: 'write_file', input: { path, content: text(change, 'content') ?? '' } };
  const to = text(change, 'move_path') ?? path;
  return { ...call, tool: 'apply_patch', input: { input: `--- ${path}\n+++ ${to}\n${text(change, 'unified_diff') ?? ''}` } };
};

/** What a script ran or changed, as the log says beside it and its code does not. */
export const ran = (item: Json, at: string, { code, plain, paths }: Script): readonly Said[] => {
  const id = text(item, 'id') ?? text(item, 'call_id');
  if (plain || id === undefined || !id.startsWith('exec-')) return [];
  const words = text(item, 'aggregated_output') ?? text(item, 'stdout') ?? '';
  const command = get(item, 'command');
  if (Array.isArray(command)) {
    const cmd = command.at(-1);
    if (typeof cmd !== 'string' || code.includes(cmd)) return [];
    const workdir = text(item, 'cwd')?.replace(/^file:\/\//, '');
    const input = { cmd, ...(workdir !== undefined && { workdir }) };
    return [{ said: 'call', id, tool: 'exec_command', input, at, inputAt: at }, ended(id, get(item, 'exit_code') === 0, words, at)];
  }
  const changes = get(item, 'changes');
  if (!isObject(changes)) return [];
  const ok = text(item, 'status') === 'completed' || get(item, 'success') === true;
  return Object.entries(changes).flatMap(([path, change], index): readonly Said[] => {
    const own = `${id}/${index}`;
    return paths.has(path) ? [] : [changed(own, path, change, pointerTo(`${at}/changes`, path)), ended(own, ok, words, at)];
  });
};
