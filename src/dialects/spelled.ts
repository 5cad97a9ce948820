import { optional } from '../model/optional.ts';
import type { Answer, Call, Said } from './said.ts';
import type { Spelled, Spelling } from './text.ts';

/** What a harness writes of the exit code above what a command printed. */
const EXIT = /^\s*(?:<returncode>|\(?exit ?code:?|\[?exit status:?|return ?code:?)\s*(-?\d+)/i;
/** The same below what it printed. */
const EXIT_BELOW = /\bexit code:? (-?\d+)\.?[\])]?\s*$/i;
/** What a harness writes where a person did not let a command through. */
const REJECTED = /^(?:command|action) not executed\b/i;

/** What a text that answers a call says of how it went. */
export const outcome = (words: string): Pick<Answer, 'ok' | 'blocked'> => {
  if (REJECTED.test(words)) return { ok: false, blocked: true };
  const [, code] = EXIT.exec(words) ?? EXIT_BELOW.exec(words.slice(-200)) ?? [];
  return code === undefined ? {} : { ok: Number(code) === 0 };
};

/** Whether a text is what a command printed, by the exit code above it. */
export const isOutput = (words: string): boolean => EXIT.test(words);

const isStructured = (each: Said): boolean => each.said === 'call' || each.said === 'answer';

/** The words of a text that are no part of its calls. */
export const wordsBeside = (words: string, calls: readonly Spelled[]): string => {
  const kept: string[] = [];
  let from = 0;
  for (const { range } of calls) {
    if (!range || range[0] < from) continue;
    kept.push(words.slice(from, range[0]).trim());
    from = range[1];
  }
  return [...kept, from === 0 ? words : words.slice(from).trim()].filter((part) => part !== '').join('\n');
};

/** The calls of a text that stands at a pointer; `name` is what their ids begin with, since the text gives them none. */
export const callsOf = (made: readonly Spelled[], at: string, name: string): readonly Call[] =>
  made.map(({ tool, input }, index) => ({ said: 'call', id: `${name}.${index}`, tool, input, at, inputAt: `${at}#` }));

/** What came of calls, of each of them where the log says it once for all. */
export const answersOf = (calls: readonly { readonly id?: string }[], words: string, at: string): readonly Said[] =>
  calls.map(({ id }) => ({ said: 'answer', ...optional('id', id), ...outcome(words), text: words, at }));

/**
 * Adds the calls that an agent's messages spell out to what they say. The next message that is not the agent's is what came of
 * them, of each of them where there were several. Messages with structured calls stay as they are.
 */
export const spelled = (): ((said: readonly Said[], way: Spelling) => readonly Said[]) => {
  let waiting: readonly Call[] = [];
  let turn = 0;

  const spoken = (each: Extract<Said, { said: 'message' }>, way: Spelling): readonly Said[] => {
    const made = way(each.text);
    const words = wordsBeside(each.text, made);
    waiting = callsOf(made, each.at, `turn-${turn++}`);
    return [...(words === '' ? [] : [{ ...each, text: words }]), ...waiting];
  };

  const heard = ({ text, at }: Extract<Said, { said: 'message' }>): readonly Said[] => {
    const answers = answersOf(waiting, text, at);
    waiting = [];
    return answers;
  };

  return (said, way) => {
    if (said.some(isStructured)) {
      waiting = [];
      return said;
    }
    return said.flatMap((each) => {
      if (each.said !== 'message') return [each];
      if (each.role === 'agent') return spoken(each, way);
      return waiting.length > 0 ? heard(each) : [each];
    });
  };
};
