import { posix } from 'node:path';
import { type Link, toLink } from '../model/effect.ts';
import type { Scene } from './scene.ts';

/** Variables that say where programs and modules are looked for first, and what may be found there under which name. */
const SEARCHED: { readonly [variable: string]: RegExp } = {
  PATH: /^([\w-][\w.-]*)$/,
  PYTHONPATH: /^(\w+)\.py$/,
  NODE_PATH: /^([\w.-]+)\.[cm]?js$/,
};
/** Files that a shell reads when it starts. */
const STARTUP = /(?:^|\/)(?:\.(?:bashrc|bash_profile|bash_aliases|profile|zshrc|zshenv|zprofile)|bash\.bashrc|profile\.d\/[^/]+)$/;
const DEFINED = /^[ \t]*(?:alias[ \t]+([\w.-]+)=|(?:function[ \t]+)?([\w.-]+)[ \t]*\(\)[ \t]*\{)/gm;
/** Folders in which programs have their own place. */
const SYSTEM = /^\/(?:usr|bin|sbin|snap|lib\w*)(?:\/|$)/;
const MOST = 16;
const LONGEST = 2000;

/** A name that from now on means something else: as a link of that name in the place where names are looked for. */
export const shadow = (scene: Scene, variable: string, name: string, target: string): Link =>
  toLink(scene, { path: `$${variable}/${name}`, target });

/** Whether a folder is no part of the project in which the agent works, whose own names stand in nobody's way. */
const isApart = (folder: string, directory: string | undefined): boolean =>
  folder.startsWith('/') &&
  (directory === undefined || !(`${folder}/`.startsWith(`${directory}/`) || `${directory}/`.startsWith(`${folder}/`)));

/** Names that a search path gives to what the agent has written into its folders. */
export const shadowed = (scene: Scene, variable: string, value: string): readonly Link[] => {
  const names = Object.hasOwn(SEARCHED, variable) && scene.host === undefined ? SEARCHED[variable]! : undefined;
  if (!names) return [];
  const folders = value
    .slice(0, LONGEST)
    .split(':')
    .map((folder) => folder.replace(/(?<=.)\/+$/, ''))
    .filter((folder) => !SYSTEM.test(folder) && isApart(folder, scene.session.directory));
  return [...new Set(folders)]
    .slice(0, MOST)
    .flatMap((folder) => scene.world.files.inside(folder))
    .flatMap((path) => {
      const name = names.exec(posix.basename(path))?.[1];
      return name === undefined ? [] : [shadow(scene, variable, name, path)];
    })
    .slice(0, MOST);
};

/** Functions and aliases that a shell will know from its start. */
export const defined = (scene: Scene, path: string, text: string | undefined): readonly Link[] =>
  text === undefined || !STARTUP.test(path)
    ? []
    : [...text.matchAll(DEFINED)].slice(0, MOST).map(([, alias, name]) => shadow(scene, 'PATH', (alias ?? name)!, path));
