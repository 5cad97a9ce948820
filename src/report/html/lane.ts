import type { Content, ShownMoment, ShownTrajectory } from './content.ts';
import { draw, type Happening, make, type Part } from './dom.ts';

/** Units of the drawing: room at the left for the names of the bands, height of a band, and of the lane of moments. */
const LANE = { left: 150, width: 1000, band: 18, lane: 44 } as const;

/** Values of settings under which an agent does as it likes, and those under which somebody watches or asks. */
const LESS =
  /^(?:no|false|off|0|never|none|disabled|bypass\w*|danger[\w-]*|non_?\w+|un\w+|yolo|full[-_ ]?auto|auto\w*|accept\w*|skip\w*)$/i;
const MORE = /^(?:yes|true|on|1|always|enabled|active|monitor\w*|read-?only|untrusted|on-request|ask|default|plan|manual|strict)$/i;

const tone = (value: string): string => (LESS.test(value) ? 'less' : MORE.test(value) ? 'more' : 'plain');

/** What a moment looks like: the agent's deeds large, its looks and words small. */
const LOOK = (kind: ShownMoment['kind']): string => {
  if (kind === 'exec' || kind === 'read') return 'look';
  if (kind === 'message' || kind === 'reasoning' || kind === 'outcome' || kind === 'tell') return 'word';
  return kind === 'setting' ? 'setting' : kind === 'score' || kind === 'grade' ? 'grade' : 'deed';
};

/** A stretch of moments over which a setting has one value. */
interface Stretch {
  readonly name: string;
  readonly value: string;
  readonly from: number;
  to: number;
}

/** Stretches by setting: those that the log sets, and the conditions that hold throughout. */
const stretchesOf = ({ moments, conditions }: ShownTrajectory): ReadonlyMap<string, readonly Stretch[]> => {
  const bands = new Map<string, Stretch[]>();
  for (const [index, { setting }] of moments.entries()) {
    if (!setting) continue;
    const [name, value] = setting;
    const own = bands.get(name) ?? [];
    const last = own.at(-1);
    if (last?.value === value) continue;
    if (last) last.to = index;
    bands.set(name, [...own, { name, value, from: own.length === 0 ? 0 : index, to: moments.length }]);
  }
  for (const [name, value] of conditions) if (!bands.has(name)) bands.set(name, [{ name, value, from: 0, to: moments.length }]);
  return bands;
};

const short = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

const bandOf = (name: string, stretches: readonly Stretch[], row: number, step: number): Part => {
  const y = row * LANE.band;
  const blocks = stretches.flatMap(({ value, from, to }) => {
    const [x, width] = [LANE.left + from * step, Math.max(2, (to - from) * step - 1)];
    const room = Math.floor(width / 7);
    return [
      draw(
        'rect',
        { class: `band ${tone(value)}`, x, y: y + 2, width, height: LANE.band - 4, rx: 2 },
        draw('title', {}, `${name}: ${value}`),
      ),
      ...(room > 2 ? [draw('text', { class: 'band-value', x: x + 6, y: y + 13 }, short(value, room))] : []),
    ];
  });
  return draw('g', {}, draw('text', { class: 'band-name', x: LANE.left - 8, y: y + 13 }, short(name, 22)), ...blocks);
};

const shapeOf = (moment: ShownMoment, x: number, y: number, content: Content): Part => {
  const act = moment.acts?.[0];
  if (act !== undefined) return draw('path', { class: `act ${content.findings[act]!.severity}`, d: `M${x} ${y - 9}l9 9l-9 9l-9 -9z` });
  if (moment.stake) return draw('path', { class: 'stake', d: `M${x} ${y - 8}l8 8l-8 8l-8 -8z` });
  if (moment.went) return draw('path', { class: 'went', d: `M${x - 4} ${y - 4}l8 8m0 -8l-8 8` });
  const look = LOOK(moment.kind);
  if (look === 'deed' || look === 'grade') return draw('circle', { class: look, cx: x, cy: y, r: 5 });
  if (look === 'setting') return draw('path', { class: look, d: `M${x} ${y - 7}v14` });
  return draw('circle', { class: `${look} ${moment.who === 'agent' ? '' : 'other'}`, cx: x, cy: y, r: 2.5 });
};

const describe = ({ kind, who, text, time, line, went, acts, stake }: ShownMoment, content: Content): string => {
  const finding = acts ? `${content.findings[acts[0]!]!.rule}: ` : stake ? 'at stake: ' : '';
  return [`line ${line}`, time, who, went ? `${kind}, ${went}` : kind, finding + text].filter((each) => each !== '').join(' · ');
};

/** A trajectory as a line of moments under the bands of its settings; arrow keys walk over it, Enter opens a finding. */
export const laneOf = (trajectory: ShownTrajectory, content: Content, reveal: (finding: number) => void): Part | undefined => {
  const { moments, length } = trajectory;
  if (moments.length === 0) return undefined;
  const bands = [...stretchesOf(trajectory)].slice(0, 6);
  const start = bands.length > 0 ? LANE.left : 20;
  const top = bands.length * LANE.band;
  const step = (LANE.width - start - 20) / moments.length;
  const y = top + LANE.lane / 2;
  const xOf = (index: number): number => start + (index + 0.5) * step;
  const cursor = draw('rect', { class: 'cursor', x: -999, y: top + 4, width: Math.max(step, 12), height: LANE.lane - 8, rx: 3 });
  const readout = make('p', { class: 'readout', role: 'status' });
  const resting = `${moments.length < length ? `${moments.length} of ${length}` : length} moments. Arrow keys walk over them, Enter opens a finding.`;
  readout.textContent = resting;
  let at = -1;
  const go = (index: number): void => {
    at = Math.max(0, Math.min(moments.length - 1, index));
    cursor.setAttribute('x', String(xOf(at) - Math.max(step, 12) / 2));
    readout.textContent = describe(moments[at]!, content);
  };
  const enter = (): void => {
    const act = moments[at]?.acts?.[0];
    if (act !== undefined) reveal(act);
  };
  const indexAt = ({ clientX }: Happening): number => {
    const { left, width } = drawing.getBoundingClientRect();
    return Math.floor((((clientX - left) / width) * LANE.width - start) / step);
  };
  const walk = (event: Happening): void => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: moments.length - 1 }[event.key];
    if (to === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (to === undefined) enter();
    else go(to);
  };
  const drawing: Part = draw(
    'svg',
    {
      class: 'lane',
      viewBox: `0 0 ${LANE.width} ${top + LANE.lane}`,
      tabindex: 0,
      role: 'application',
      'aria-label': `Timeline of ${trajectory.path}`,
      onkeydown: walk,
      onmousemove: (event) => go(indexAt(event)),
      onclick: (event) => {
        go(indexAt(event));
        enter();
      },
      onmouseleave: () => {
        readout.textContent = resting;
      },
    },
    ...bands.map(([name, stretches], row) => bandOf(name, stretches, row, step)),
    cursor,
    draw('line', { class: 'axis', x1: start, x2: LANE.width - 20, y1: y, y2: y }),
    ...moments.map((moment, index) => shapeOf(moment, xOf(index), y, content)),
  );
  return make('div', { class: 'timeline' }, drawing, readout);
};

export const LANES = { LANE, LESS, MORE, tone, LOOK, stretchesOf, short, bandOf, shapeOf, describe, laneOf };
