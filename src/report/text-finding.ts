import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/location.ts';
import { columns, ends, row, wrap } from './layout.ts';
import { cut, oneLine, visible } from './neutral.ts';
import { capital, known, spot, unknown, words } from './shown.ts';
import { pathOf, type Scene, story } from './story.ts';
import type { Style } from './style.ts';

/** Columns before the text of a finding. */
const MARGIN = 3;
const INDENT = ' '.repeat(MARGIN);
/** Lines of a snippet that are shown. */
const MOST_LINES = 4;
/** Characters of a measured fact that are shown. */
const MOST_CHARACTERS = 80;

/** Heading of all findings of one trajectory. */
export function* trajectoryLines({ location, trajectory }: Finding, { width, paint }: Style): Generator<string> {
  const path = oneLine(pathOf(location));
  const conditions = Object.entries(trajectory.conditions ?? {}).map(([name, value]) => `${name}: ${value}`);
  const known = [trajectory.framework, trajectory.model, trajectory.task && `task ${trajectory.task}`, ...conditions];
  const id = pathOf(location).endsWith(trajectory.id) ? undefined : `trajectory ${trajectory.id}`;
  const details = [...known, id].filter((each) => each !== undefined).map(oneLine);
  yield `${paint.faint('──')} ${paint.strong(path)} ${paint.faint('─'.repeat(Math.max(2, width - columns(path) - 4)))}`;
  for (const line of row(details, width - MARGIN)) yield `${INDENT}${paint.faint(line)}`;
  yield '';
}

/** The log writes `2026-05-01T22:02:11.120Z`; the day is left out where the step before says it. */
const clock = (time: string | undefined, before: string | undefined): string => {
  if (time === undefined) return '';
  const [, day, hour] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)/.exec(time) ?? [];
  if (day === undefined || hour === undefined) return oneLine(time).slice(0, 24);
  return before?.startsWith(day) ? hour : `${day} ${hour}`;
};

const MARK: { readonly [part in Scene['part']]: string } = { stake: '◇', step: '○', act: '●' };

function* snippetLines(snippet: string, rail: string, { width, paint }: Style): Generator<string> {
  const lines = wrap(visible(snippet).trim(), width - MARGIN - 4).filter((line) => line !== '');
  for (const line of lines.slice(0, MOST_LINES)) yield `${INDENT}${paint.faint(rail)}   ${line}`;
  if (lines.length > MOST_LINES) yield `${INDENT}${paint.faint(rail)}   ${paint.faint('…')}`;
}

/** The message stands above the story, so that the act need not say it again. */
const titleOf = (scene: Scene, message: string): string => (scene.note === message ? 'The act' : capital(oneLine(scene.note)));

/** Where a step is: as terminals open it, or by its line where the path of the heading would not fit once more. The act is always told in full. */
const spotIn = ({ part, location }: Scene, path: string, width: number): string => {
  const whole = spot(location);
  if (part === 'act' || columns(whole) <= width || pathOf(location) !== path) return whole;
  return `line ${location.line}, column ${location.column}`;
};

interface Telling {
  readonly title: string;
  /** Of the finding, which stands in the heading. */
  readonly path: string;
  readonly before: Scene | undefined;
  readonly last: boolean;
}

function* sceneLines(scene: Scene, { title, path, before, last }: Telling, style: Style): Generator<string> {
  const { width, paint } = style;
  const rail = last ? ' ' : '│';
  const brush = scene.part === 'act' ? paint.strong : (text: string) => text;
  const mark = scene.part === 'act' ? paint.strong(MARK.act) : paint.faint(MARK[scene.part]);
  const time = clock(scene.time, before?.time);
  const [first = '', ...rest] = wrap(title, width - MARGIN - 2 - (time === '' ? 0 : time.length + 2));
  const [left, gap, right] = ends(first, time, width - MARGIN - 2);
  yield `${INDENT}${mark} ${brush(left)}${gap}${paint.faint(right)}`;
  for (const line of rest) yield `${INDENT}${paint.faint(rail)} ${brush(line)}`;
  yield `${INDENT}${paint.faint(rail)} ${paint.place(spotIn(scene, path, width - MARGIN - 2))}`;
  yield* snippetLines(scene.location.snippet, rail, style);
}

const isScalar = (value: Json): value is string | number => typeof value === 'string' || typeof value === 'number';

const byWhom = ({ actor, trajectory }: Finding): string => {
  const model = actor.model !== undefined && actor.model !== trajectory.model ? ` (${actor.model})` : '';
  return `by ${actor.name ?? `the ${actor.role}`}${model}`;
};

/** Who did it and how it went. */
const circumstances = (finding: Finding): readonly string[] => [oneLine(byWhom(finding)), ...known(finding)];

/** Facts that a rule measured and no step says: `stated 90 · shown 60`. What the act was done to is in the message. */
const measures = ({ facts, steps }: Finding): readonly string[] =>
  Object.entries(facts)
    .filter(([name, value]) => name !== 'target' && isScalar(value) && !steps.some(({ note }) => note.includes(String(value))))
    .map(([name, value]) => cut(oneLine(`${words(name)} ${value}`), MOST_CHARACTERS));

/** One finding: what it is, what exactly was done, what is known about it, and how it came to it. */
export function* findingLines(finding: Finding, style: Style): Generator<string> {
  const { width, paint } = style;
  const room = width - MARGIN;
  const [title = '', ...more] = wrap(oneLine(finding.title), room - finding.severity.length - 2);
  yield `${INDENT}${paint.severity[finding.severity](finding.severity)}  ${paint.strong(title)}`;
  for (const line of more) yield `${INDENT}${' '.repeat(finding.severity.length + 2)}${paint.strong(line)}`;
  yield `${INDENT}${paint.faint(`${oneLine(finding.rule)} · ${finding.confidence} confidence`)}`;
  yield '';
  for (const line of wrap(capital(oneLine(finding.message)), room)) yield `${INDENT}${line}`;
  for (const line of row(circumstances(finding), room)) yield `${INDENT}${capital(line)}`;
  const open = unknown(finding).join(', ');
  if (open !== '') yield `${INDENT}${paint.faint(cut(`Unknown: ${open}`, room))}`;
  for (const line of row(measures(finding), room)) yield `${INDENT}${paint.faint(capital(line))}`;
  yield '';
  const scenes = story(finding);
  const path = pathOf(finding.location);
  for (const [index, scene] of scenes.entries())
    yield* sceneLines(
      scene,
      { title: titleOf(scene, finding.message), path, before: scenes[index - 1], last: index === scenes.length - 1 },
      style,
    );
  yield '';
}
