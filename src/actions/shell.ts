import type { Effect } from '../model/effect.ts';
import { isObject } from '../model/location.ts';
import { deeper, type Lowering, run, type Scene } from './scene.ts';
import { afford } from './shell/budget.ts';
import { syntax } from './shell/syntax.ts';
import { script, unread } from './shell/walk.ts';

/** Whether the source is the string at the scene's place: only then do positions in it mean anything there. */
const standsThere = (source: string, scene: Scene): boolean => {
  const { input } = scene.action;
  return scene.depth <= 1 && (input === source || (isObject(input) && Object.values(input).includes(source)));
};

const VERBS =
  'Add|Clear|Compress|Copy|Disable|Enable|Expand|Export|ForEach|Get|Import|Invoke|Join|Measure|Move|New|Out|Register|Remove|Rename|Resolve|Restart|' +
  'Select|Set|Sort|Split|Start|Stop|Suspend|Test|Unregister|Where|Write';
const CMDLET = new RegExp(`(?:^|[;|({}=\\n])\\s*(?:${VERBS})-[A-Z][A-Za-z]+\\b`);
const BEGINS = new RegExp(`^\\s*(?:\\$[\\w:]+\\s*=\\s|@['"]\\r?\\n|(?:${VERBS})-[A-Z][A-Za-z]+\\b)`);

/** A tool called `shell` speaks PowerShell where the agent runs on Windows. */
const isPowershell = (source: string): boolean =>
  /[a-z]-[A-Z]/.test(source) && CMDLET.test(source) && (BEGINS.test(source) || syntax(source).unsure !== undefined);

/**
 * The effects of a shell text: of every simple command in it, however it is nested, piped or wrapped.
 * Never throws; a text that does not parse yields `exec` with a doubt.
 */
export const shell: Lowering = (source, scene) => {
  if (isPowershell(source)) {
    const found = run('powershell', source, scene);
    if (found.length > 0) return found;
  }
  const effects: Effect[] = [];
  script(source, scene, undefined, effects, standsThere(source, scene));
  if (!afford(scene.action, 0)) effects.push(unread(source, deeper(scene, { unsure: 'does too much to be followed to its end' })));
  return effects;
};
