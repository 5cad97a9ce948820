import { type Effect, toRead, toTransfer } from '../../model/effect.ts';
import { type Flow, UNKNOWN } from '../programs/call.ts';
import { causeOf, deeper, edited, pathIn, type Scene } from '../scene.ts';
import { bodyOf, type Expanded, type Surroundings, textOf } from './expand.ts';
import { fileFlow, textFlow } from './flow.ts';
import type { HereDoc, Redirection } from './syntax.ts';

/** A file that output goes into. */
export interface Sink extends Expanded {
  readonly append: boolean;
  /** Standard output, rather than errors or another stream. */
  readonly standard: boolean;
}

/** What a command's redirections amount to. */
export interface Redirected {
  readonly sinks: readonly Sink[];
  /** The last redirected or here-written standard input. */
  readonly input: Flow | undefined;
  /** Files opened for reading. */
  readonly sources: readonly Expanded[];
  /** Standard output goes to no pipe. */
  readonly diverted: boolean;
}

export const PLAIN: Redirected = { sinks: [], input: undefined, sources: [], diverted: false };

/** Devices that hold nothing. */
const DEVICE = /^\/dev\/(?:null|stdout|stderr|stdin|tty\w*|fd\/.*|zero)$/;

const document = (here: HereDoc, around: Surroundings): string => {
  const text = bodyOf(here.body.parts, here.body.text, around);
  return here.operator === '<<-' ? text.replace(/^\t+/gm, '') : text;
};

/** Works out redirections, whose words are expanded on the way. */
export const redirected = (all: readonly Redirection[], around: Surroundings, scene: Scene): Redirected => {
  const sinks: Sink[] = [];
  const sources: Expanded[] = [];
  let input: Flow | undefined;
  let diverted = false;
  for (const each of all) {
    if (each.type === 'HereDoc') {
      input = textFlow(document(each, around));
      continue;
    }
    if (!each.target) continue;
    const target = textOf(each.target, around);
    if (each.type === 'HereString') {
      input = target.doubt === undefined ? textFlow(`${target.text}\n`) : UNKNOWN;
      continue;
    }
    const { operator } = each;
    const stream = each.descriptor?.type === 'FileDescriptor' ? each.descriptor.value : undefined;
    if (operator === '<&' || (operator === '>&' && /^(?:\d+|-)-?$/.test(target.text))) continue;
    if (operator === '<' || operator === '<>') {
      if (DEVICE.test(target.text)) input = target.text === '/dev/null' ? textFlow('') : input;
      else {
        sources.push(target);
        input = fileFlow({ scene }, target.text);
      }
      continue;
    }
    const standard = stream === undefined || stream === 1;
    diverted ||= standard;
    if (!DEVICE.test(target.text)) sinks.push({ ...target, append: operator.endsWith('>>'), standard });
  }
  return { sinks, input, sources, diverted };
};

const NETWORK = /^\/dev\/(?:tcp|udp)\/([^/]+)\/\w+$/;

/** The effects of opening the files, with the text that flows into them. */
export const opened = (of: Redirected, scene: Scene, output: Flow): readonly Effect[] => {
  const found: Effect[] = [];
  for (const { text, doubt } of of.sources) found.push(toRead(causeOf(deeper(scene, { unsure: doubt })), { path: pathIn(scene, text) }));
  for (const sink of of.sinks) {
    const there = deeper(scene, { unsure: sink.doubt });
    const peer = NETWORK.exec(sink.text)?.[1];
    if (peer !== undefined) found.push(toTransfer(causeOf(there), { direction: 'out', peer, paths: output.paths }));
    else {
      const after = sink.standard && output.whole ? output.text : undefined;
      found.push(...edited(there, { path: sink.text, mode: sink.append ? 'append' : 'overwrite', after }));
    }
  }
  return found;
};
