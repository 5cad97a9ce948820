import type { Effect } from '../model/effect.ts';
import { isObject } from '../model/location.ts';
import type { Lowering, Scene } from './scene.ts';
import { script } from './shell/walk.ts';

/** Whether the source is the string at the scene's place: only then do positions in it mean anything there. */
const standsThere = (source: string, scene: Scene): boolean => {
  const { input } = scene.action;
  return scene.depth <= 1 && (input === source || (isObject(input) && Object.values(input).includes(source)));
};

/**
 * The effects of a shell text: of every simple command in it, however it is nested, piped or wrapped.
 * Never throws; a text that does not parse yields `exec` with a doubt.
 */
export const shell: Lowering = (source, scene) => {
  const effects: Effect[] = [];
  script(source, scene, undefined, effects, standsThere(source, scene));
  return effects;
};
