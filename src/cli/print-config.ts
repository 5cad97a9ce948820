import type { Settings } from '../config/settings.ts';
import type { Lists } from '../engine/classes.ts';
import { toYaml } from '../engine/yaml.ts';

/** Settings in the order in which they are printed. */
const SETTINGS: readonly (keyof Settings)[] = [
  'paths',
  'exclude',
  'minSeverity',
  'minConfidence',
  'failOn',
  'strict',
  'minUnderstood',
  'only',
  'skip',
  'ruleset',
  'baseline',
  'waivers',
  'tools',
  'formats',
  'conditions',
];

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What is in force as a configuration: read again in the same folder, it says the same. */
export const printedConfig = (settings: Settings, lists: Lists): string => {
  const own = SETTINGS.flatMap((name) => (settings[name] === undefined ? [] : [[kebab(name), settings[name]] as const]));
  const all = Object.entries(lists).map(([name, list]) => [name, { ...list, replace: true }] as const);
  return toYaml({ ...Object.fromEntries(own), lists: Object.fromEntries(all) });
};
