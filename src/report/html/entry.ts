import type { Content, ShownFinding, ShownScene } from './content.ts';
import { make, type Part } from './dom.ts';

/** A place without the path that stands above it. */
const within = (spot: string, path: string): string =>
  spot.startsWith(`${path}:`) ? `line ${spot.slice(path.length + 1).replace(':', ', column ')}` : spot;

const sceneOf = ({ part, note, spot, time, snippet }: ShownScene, message: string, path: string): Part =>
  make(
    'li',
    { class: `scene ${part}` },
    make(
      'div',
      { class: 'scene-head' },
      make('span', { class: 'note' }, part === 'act' && note === message ? 'The act' : note),
      time === '' ? undefined : make('time', {}, time.replace('T', ' ').replace(/\.\d+/, '')),
    ),
    make('code', { class: 'spot', title: spot }, within(spot, path)),
    snippet === '' ? undefined : make('pre', {}, snippet),
  );

const term = (name: string, value: string): readonly Part[] => (value === '' ? [] : [make('dt', {}, name), make('dd', {}, value)]);

const bodyOf = (
  { rule, message, scenes, facts, unknown, fingerprint, exempt, by, trajectory }: ShownFinding,
  content: Content,
): readonly Part[] => {
  const { why, mistakes, title } = content.rules[rule]!;
  const { path } = content.trajectories[trajectory]!;
  return [
    make('ol', { class: 'story' }, ...scenes.map((scene) => sceneOf(scene, message, path))),
    make(
      'dl',
      { class: 'terms' },
      ...term('Rule', `${rule}: ${title}`),
      ...term('Why it matters', why),
      ...term('Likely mistakes', mistakes.join('; ')),
      ...term('By', by),
      ...term('Unknown', unknown.join(', ')),
      ...facts.flatMap(([name, value]) => term(name, value)),
      ...term('Does not fail the run', exempt),
      ...term('Fingerprint', fingerprint),
    ),
  ];
};

/** A finding as a line that opens to its story; what is inside is made when it is opened. */
export const entryOf = (index: number, content: Content): Part => {
  const finding = content.findings[index]!;
  const { severity, message, rule, confidence, known, exempt } = finding;
  const body = make('div', { class: 'body' });
  const entry: Part = make(
    'details',
    {
      class: `finding${exempt === '' ? '' : ' exempt'}`,
      id: `finding-${index}`,
      ontoggle: () => {
        if (entry.open) body.replaceChildren(...bodyOf(finding, content));
      },
    },
    make(
      'summary',
      {},
      make('span', { class: `severity ${severity}` }, severity),
      make('span', { class: 'message' }, message),
      make('span', { class: 'about' }, [rule, `${confidence} confidence`, ...known].join(' · ')),
    ),
    body,
  );
  return entry;
};

export const ENTRIES = { within, sceneOf, term, bodyOf, entryOf };
