import { type Cause, type Edit, type Effect, toAssign, toEdit } from '../model/effect.ts';
import type { Action } from '../model/event.ts';
import type { Json, Location } from '../model/location.ts';
import { defined } from './shadows.ts';
import { assigned, type Value } from './values.ts';
import { resolve, type Session, type World } from './world.ts';

/** Levels of scripts that run scripts; deeper ones are not followed. */
export const MAX_DEPTH = 8;

export type Language = 'shell' | 'python' | 'javascript' | 'go' | 'powershell' | 'patch' | 'sql';

/** Turns source text into effects. */
export type Lowering = (source: string, scene: Scene) => readonly Effect[];

/** Where lowering has got to: how a command was asked, in what surroundings, and who reads other languages. */
export interface Scene {
  readonly action: Action;
  readonly at: Location;
  readonly via: readonly string[];
  readonly world: World;
  readonly session: Session;
  readonly depth: number;
  /** What hides part of the answer from here on. */
  readonly unsure?: string | undefined;
  readonly host?: string | undefined;
  readonly languages: { readonly [L in Language]: Lowering };
  /** A call to another of the agent's tools, from a script that may call them. */
  readonly call?: ((tool: string, input: Json, scene: Scene) => readonly Effect[]) | undefined;
  /** Whether a function of that name is one of the agent's tools, for agents that act by code. */
  readonly isTool?: ((name: string) => boolean) | undefined;
}

/** A scene says all that its effects share. */
export const causeOf = (scene: Scene): Cause => scene;

/** The same scene behind one more program, at a narrower place, on another host, or less sure. The first doubt stays. */
export const deeper = (
  scene: Scene,
  change: {
    readonly via?: string;
    readonly at?: Location;
    readonly host?: string;
    readonly unsure?: string | undefined;
    readonly session?: Session;
  },
): Scene => ({
  action: scene.action,
  at: change.at ?? scene.at,
  via: change.via === undefined ? scene.via : [...scene.via, change.via],
  world: scene.world,
  session: change.session ?? scene.session,
  depth: scene.depth,
  unsure: scene.unsure ?? change.unsure,
  host: change.host ?? scene.host,
  languages: scene.languages,
  call: scene.call,
  isTool: scene.isTool,
});

/** Source text in another language, run from here: one level deeper, or nothing where the levels end. */
export const run = (language: Language, source: string, scene: Scene): readonly Effect[] =>
  scene.depth >= MAX_DEPTH ? [] : scene.languages[language](source, { ...scene, depth: scene.depth + 1 });

/** A path as the scene's shell sees it. */
export const pathIn = (scene: Scene, path: string): string => resolve(path, scene.session, scene.world.links);

/** Files that Python runs before anything else. */
const PYTHON_START = /(?:^|\/)(?:site|user)customize\.py$/;

/** An edit, what it sets, and the memory of the text where the whole of it is known. */
export const edited = (
  scene: Scene,
  edit: { readonly path: string; readonly mode: Edit['mode']; readonly before?: string | undefined; readonly after?: string | undefined },
): readonly Effect[] => {
  const cause = causeOf(scene);
  const path = pathIn(scene, edit.path);
  const { files } = scene.world;
  const earlier = scene.host === undefined ? files.read(path) : undefined;
  const before = edit.before ?? (edit.mode === 'overwrite' || edit.mode === 'create' ? earlier : undefined);
  const after = edit.after;
  remember(scene, path, edit.mode, before, after, earlier);
  const own = { path, mode: edit.mode, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  return [
    toEdit(cause, own),
    ...valuesOf(path, edit.mode, before, after, earlier).map((value) => toAssign(cause, { target: path, ...value })),
    ...defined(scene, path, after),
    ...(after !== undefined && PYTHON_START.test(path) ? run('python', after, deeper(scene, { unsure: 'runs when Python starts' })) : []),
  ];
};

/** The values that an edit sets. Where the whole text is known, a fragment is compared in its place, so that keys are whole. */
const valuesOf = (
  path: string,
  mode: Edit['mode'],
  before: string | undefined,
  after: string | undefined,
  earlier: string | undefined,
): readonly Value[] =>
  mode === 'replace' && before && after !== undefined && earlier?.includes(before)
    ? assigned(
        path,
        earlier,
        earlier.replace(before, () => after),
      )
    : assigned(path, before, after);

const remember = (
  scene: Scene,
  path: string,
  mode: Edit['mode'],
  before: string | undefined,
  after: string | undefined,
  earlier: string | undefined,
): void => {
  const { files } = scene.world;
  if (scene.host !== undefined) return;
  if (after === undefined) files.forget(path);
  else if (mode === 'append') files.write(path, (earlier ?? '') + after);
  else if (mode !== 'replace') files.write(path, after);
  else if (earlier !== undefined && before)
    files.write(
      path,
      earlier.replace(before, () => after),
    );
};
