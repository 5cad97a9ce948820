// https://www.tbench.ai/docs (trials of Terminal-Bench 1: results, and the recording of the terminal as asciicast)
import { posix } from 'node:path';
import type { Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, pointerTo, text } from '../model/location.ts';
import { notices } from '../model/notice.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { plainName } from './plain-name.ts';
import { along, grades, wordsAlong } from './runs.ts';

const isTrial = (root: Json | undefined): boolean =>
  text(root, 'trial_name') !== undefined && text(root, 'task_id') !== undefined && isObject(root) && 'is_resolved' in root;

/** The first line of a recording, and what follows: seconds, kind, text. */
const isHead = (value: Json | undefined): boolean => Number(get(value, 'version')) === 2 && get(value, 'width') !== undefined;
const isMoment = (value: Json | undefined): value is readonly [number, string, string] =>
  isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'string' && typeof value[2] === 'string';

/** The recording of the agent's terminal; that of the tests beside it is the harness's. */
const CAST = 'agent.cast';

const isCast = ({ artifact, lines, records }: Sample): boolean =>
  lines && posix.basename(plainName(artifact.member ?? artifact.uri)) === CAST && isHead(records[0]) && records.some(isMoment);

/** What the harness types: to record, to clear the screen, to install an agent that then works inside a program of its own. */
const HARNESS = /^\s*(?:asciinema\b|clear\s*$|exit\s*$)|\/installed-agent\//;
const INSTALLED = /\/installed-agent\//;
/** What the harness adds to a command so that it hears when it has ended. */
const WAITING = /\s*;\s*tmux wait -S done\s*$/;
/** Characters of what a command printed. */
const PRINTED = 20_000;
/** Colours, cursor movements and other controls. */
const CONTROLS = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007]*(?:\u0007|\u001b\\)|[@-Z\\-_])|[\u0000-\u0008\u000b-\u001a\u007f]/g;

/** Trials of Terminal-Bench 1: what the tests made of them, and what was typed into the terminal. */
export const terminalBench: Framework = {
  name: 'terminal-bench',
  recognise(sample) {
    const { document, root } = sample;
    if (document && isTrial(root)) return { score: 0.95, shape: { each: '' } };
    return isCast(sample) ? { score: 0.9, shape: { lines: true } } : undefined;
  },
  bundle: (sample) => (isTrial(sample.root) ? posix.dirname(sample.artifact.uri) : posix.dirname(posix.dirname(sample.artifact.uri))),
  tools: {},
  reader(walk, bundle) {
    const thread: Thread = walk.thread(bundle.key);
    let typed = '';
    let printed = '';
    let calls = 0;
    let waiting: Entry | undefined;
    let inside = false;
    let cast: Entry | undefined;

    /** What the last command printed before the next one was typed. */
    const heard = (): readonly Event[] => {
      const entry = waiting;
      waiting = undefined;
      const words = printed.replace(CONTROLS, '').trim();
      printed = '';
      return entry && words !== '' ? thread.say([{ said: 'answer', id: `typed-${calls}`, text: words, at: '/2' }], entry) : [];
    };

    function* entered(entry: Entry): Generator<Event> {
      const command = typed.replaceAll('\r', '\n').replace(/\n+$/, '').replace(WAITING, '');
      typed = '';
      if (INSTALLED.test(command)) inside = true;
      if (command.replace(CONTROLS, '').trim() === '' || HARNESS.test(command)) return;
      if (inside) yield* thread.say([{ said: 'message', role: 'user', text: command, at: '/2' }], entry);
      else {
        yield* heard();
        calls++;
        waiting = entry;
        yield* thread.say([{ said: 'call', id: `typed-${calls}`, tool: 'bash', input: { command }, at: '/2', inputAt: '/2#' }], entry);
      }
    }

    function* trial(entry: Entry): Generator<Event> {
      const { value } = entry;
      thread.learn({ task: text(value, 'task_id') });
      const told = text(value, 'instruction') ?? '';
      if (told !== '') yield* thread.say([{ said: 'message', role: 'user', text: told, at: '/instruction' }], entry);
      const resolved = along(value, '/is_resolved');
      if (resolved) yield* grades(thread, resolved, entry);
      for (const [test, result] of Object.entries((get(value, 'parser_results') ?? {}) as object))
        if (typeof result === 'string') yield* thread.score(test, result, entry, pointerTo('/parser_results', test));
      const mode = wordsAlong(value, '/failure_mode');
      if (mode !== undefined) yield* thread.set('failure_mode', mode, entry, '/failure_mode');
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (isTrial(value)) yield* trial(entry);
        else if (isHead(value)) cast = entry;
        else if (isMoment(value) && value[1] === 'o') printed = (printed + value[2]).slice(-PRINTED);
        else if (isMoment(value) && value[1] === 'i') {
          typed += value[2];
          if (/[\r\n]$/.test(value[2])) yield* entered(entry);
        }
      },
      *end() {
        yield* heard();
        if (cast && calls === 0) walk.note(notices.notRecorded(cast.at.artifact, 'what the agent did is'));
      },
    };
  },
};
