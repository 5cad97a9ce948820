import {
  type Archive,
  type Assign,
  type Cause,
  type Chmod,
  type Delete,
  type Edit,
  type Effect,
  type Exec,
  type Move,
  type Read,
  type Request,
  type Schedule,
  type Stop,
  type Transfer,
  toArchive,
  toAssign,
  toChmod,
  toDelete,
  toMove,
  toRead,
  toRequest,
  toSchedule,
  toStop,
  toTransfer,
} from '../../model/effect.ts';
import type { Json } from '../../model/location.ts';
import { causeOf, deeper, edited, pathIn, type Scene } from '../scene.ts';
import { type Memory, resolve } from '../world.ts';

/** What flows out of one command into the next. */
export interface Flow {
  /** What is known of its text. */
  readonly text: string;
  /** Whether that is all of it. */
  readonly whole: boolean;
  /** What its lines are about when they are not known: a pattern of paths, a name of processes. */
  readonly names: readonly string[];
  /** Files whose content it carries. */
  readonly paths: readonly string[];
  /** The command that writes it. */
  readonly exec?: Exec | undefined;
}

export const NOTHING: Flow = { text: '', whole: true, names: [], paths: [] };
export const UNKNOWN: Flow = { text: '', whole: false, names: [], paths: [] };

/** The whole text of a flow, where it is known. */
export const exact = (flow: Flow): string | undefined => (flow.whole ? flow.text : undefined);

/** A simple command as it runs: words expanded, wrappers taken off. */
export interface Call {
  /** Base name of the program. */
  readonly program: string;
  /** The program as written. */
  readonly word: string;
  /** The arguments, without the program. */
  readonly argv: readonly string[];
  /** What is not known of an argument, by its text. */
  readonly doubts: ReadonlyMap<string, string> | undefined;
  /** Standard input; absent where nothing is piped or redirected in. */
  readonly input: Flow | undefined;
  /** The file into which standard output goes. */
  readonly output: string | undefined;
  /** Where it runs; the last of `via` is this program. */
  readonly scene: Scene;
  /** Runs another command from here, given as words or as a shell text: `find -exec`, `xargs`, `ssh host command`. */
  readonly run: (command: string | readonly string[], scene: Scene, input?: Flow) => readonly Effect[];
}

export type Program = (call: Call) => readonly Effect[];
export type Programs = { readonly [program: string]: Program };

/** Several names for one program. */
export const named = (names: string, program: Program): Programs => Object.fromEntries(names.split(' ').map((name) => [name, program]));

/** What is not known of a text that came from the arguments. */
export const doubt = (call: Call, text: string): string | undefined => {
  if (call.doubts) {
    const own = call.doubts.get(text);
    if (own !== undefined) return own;
    for (const [argument, reason] of call.doubts) if (text !== '' && argument.includes(text) && /[$*?`[]/.test(text)) return reason;
  }
  return text.startsWith('/') || !call.scene.session.directory?.includes('$') ? undefined : 'the working directory is not known';
};

/** The same call where names are not paths: of images, pods, packages. */
export const unplaced = (call: Call): Call => ({
  ...call,
  scene: { ...call.scene, session: { ...call.scene.session, directory: undefined } },
});

/** The scene, less sure where one of the texts is in doubt. */
export const about = (call: Call, texts: readonly string[]): Scene => {
  for (const text of texts) {
    const unsure = doubt(call, text);
    if (unsure !== undefined) return deeper(call.scene, { unsure });
  }
  return call.scene;
};

/** A path without slashes at its end. */
const bare = (path: string): string => (path.endsWith('/') ? path.replace(/(?<=[^/])\/+$/, '') : path);

const cause = (call: Call, ...texts: readonly string[]): Cause => causeOf(about(call, texts));
const at = (call: Call, path: string): string => bare(pathIn(call.scene, path));
const all = (call: Call, paths: readonly string[]): readonly string[] => paths.map((path) => (path === '-' ? path : at(call, path)));

export const reads = (call: Call, path: string): Read => toRead(cause(call, path), { path: at(call, path) });

const NO_LINKS: Pick<Memory, 'get'> = { get: () => undefined };

/** The path itself, also where it is a link: what is removed or renamed is the link. */
const itself = (call: Call, path: string): string => {
  const place = bare(resolve(path, call.scene.session, NO_LINKS));
  call.scene.world.links.delete(place);
  return place;
};

export const deletes = (call: Call, path: string, recursive = false): Delete =>
  toDelete(cause(call, path), { path: itself(call, path), recursive });

export const moves = (call: Call, from: string, to: string, keep: boolean): Move =>
  toMove(cause(call, from, to), { from: keep ? at(call, from) : itself(call, from), to: at(call, to), keep });

/** Files packed into others. Paths may be absolute or relative. */
export const archives = (call: Call, from: readonly string[], to: readonly string[], method = call.program): Archive =>
  toArchive(cause(call, ...from, ...to), { from: all(call, from), to: all(call, to), method });

export const chmods = (call: Call, path: string, mode: string): Chmod => toChmod(cause(call, path), { path: at(call, path), mode });

export const stops = (call: Call, target: string): Stop => toStop(cause(call, target), { target });

/** Paths on this side are resolved; those at the other end are not. */
export const transfers = (call: Call, direction: Transfer['direction'], peer: string, paths: readonly string[]): Transfer =>
  toTransfer(cause(call, peer, ...paths), { direction, peer, paths: direction === 'out' ? all(call, paths) : paths });

export const requests = (call: Call, method: string, url: string, body?: string): Request =>
  toRequest(cause(call, url), { method: method.toUpperCase(), url, ...(body !== undefined && { body: jsonOr(body) }) });

export const schedules = (
  call: Call,
  target: string,
  on: boolean,
  more: { readonly respawn?: boolean; readonly command?: string } = {},
): Schedule =>
  toSchedule(cause(call, target), {
    target,
    on,
    respawn: more.respawn ?? false,
    ...(more.command !== undefined && { command: more.command }),
  });

/** A value that is set, or removed where `to` is absent. */
export const assigns = (call: Call, key: string, to?: Json, target?: string, from?: Json): Assign =>
  toAssign(cause(call, key, typeof to === 'string' ? to : ''), {
    key,
    ...(target !== undefined && { target }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  });

/** An edit, with what it sets. */
export const edits = (
  call: Call,
  path: string,
  mode: Edit['mode'],
  change: { readonly before?: string | undefined; readonly after?: string | undefined } = {},
): readonly Effect[] => edited(about(call, [path]), { path, mode, ...change });

/** JSON where a text is JSON, the text itself otherwise. */
export const jsonOr = (text: string): Json => {
  if (!/^\s*[[{"]/.test(text)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};
