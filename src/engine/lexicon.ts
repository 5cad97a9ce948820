/** Which of many lists of stems a text holds: each list is a topic, and all topics are answered by one walk over the text. */
export interface Lexicon {
  /**
   * Adds a topic, and gives the test for it. It may say yes of a text that only nearly holds a stem, and never no of one that does.
   * `signs` are words of scripts beyond Latin-1, too short for stems.
   */
  readonly mentions: (stems: readonly string[], signs?: readonly string[]) => (text: string) => boolean;
}

/** Least characters of a stem: so many that three of them stand at an even place. */
export const SHORTEST = 4;
const STRIDE = 2;

/** Bytes that are walked over at once. */
const WINDOW = 64 << 10;
/** Texts whose topics are remembered, since several rules ask the same of one text. */
const REMEMBERED = 4;
const SLOTS = 1 << 15;

/** A byte without the difference between small and capital letters. */
const folded = (byte: number): number => byte | 0x20;
/** Five bits of each of three bytes, which are the same for small and capital letters. */
const slotOf = (first: number, second: number, third: number): number => ((first & 31) << 10) | ((second & 31) << 5) | (third & 31);

/** A stem as the bytes that it is compared by: of a character outside Latin-1 the lower half is enough to tell most texts apart. */
interface Stem {
  readonly bytes: Uint8Array;
  readonly topic: number;
  /** Where in it the three bytes stand by which it is found. */
  readonly offset: number;
}

/** Stems by three of their bytes; and for each three a byte of marks, one bit for each eighth of the bytes that may follow. */
interface Table {
  readonly marks: Uint8Array;
  readonly stems: readonly (readonly Stem[])[];
  readonly longest: number;
}

/** Bytes from the most to the least common; what is not here is rarer still. */
const COMMON = Uint8Array.from(Buffer.from(' etaoinsrhldcumfpgwybvkxjqz'));

const rarity = (bytes: Uint8Array, offset: number): number => {
  let sum = 0;
  for (const byte of bytes.subarray(offset, offset + 3)) sum += COMMON.includes(byte) ? COMMON.indexOf(byte) : COMMON.length;
  return sum;
};

/** The place in a stem, from 0, where three bytes and the next three are rarest: one of the two stands at an even place. */
const rarest = (bytes: Uint8Array): number => {
  let best = 0;
  const worth = (offset: number): number => Math.min(rarity(bytes, offset), rarity(bytes, offset + 1));
  for (let offset = 1; offset + SHORTEST <= bytes.length; offset++) if (worth(offset) > worth(best)) best = offset;
  return best;
};

const NONE: Stem[] = [];

const tableOf = (topics: readonly (readonly string[])[]): Table => {
  const marks = new Uint8Array(SLOTS);
  const stems: Stem[][] = Array.from({ length: SLOTS }, () => NONE);
  let longest = SHORTEST;
  for (const [topic, words] of topics.entries()) {
    for (const word of words) {
      const bytes = Uint8Array.from(Buffer.from(word, 'latin1'), folded);
      longest = Math.max(longest, bytes.length);
      const first = rarest(bytes);
      for (let offset = first; offset < first + STRIDE; offset++) {
        const slot = slotOf(bytes[offset]!, bytes[offset + 1]!, bytes[offset + 2]!);
        const follows = bytes[offset + 3];
        marks[slot]! |= follows === undefined ? 0xff : 1 << (follows & 7);
        stems[slot] = [...stems[slot]!, { bytes, topic, offset }];
      }
    }
  }
  return { marks, stems, longest };
};

/** One byte more, so that there is always one that follows. */
const window = Buffer.alloc(WINDOW + 1);

const holdsAt = (bytes: Uint8Array, start: number, end: number): boolean => {
  if (start < 0 || start + bytes.length > end) return false;
  for (let index = 0; index < bytes.length; index++) if (folded(window[start + index]!) !== bytes[index]) return false;
  return true;
};

/** Marks the topics of the stems that stand so that their three bytes are at `index`. Apart from the walk, which is quicker for being small. */
const compare = (stems: readonly Stem[], index: number, end: number, found: Uint8Array): void => {
  for (const { bytes, topic, offset } of stems) if (found[topic] === 0 && holdsAt(bytes, index - offset, end)) found[topic] = 1;
};

/** Marks the topics of the first `end` bytes of the window. */
const walk = ({ marks, stems }: Table, end: number, found: Uint8Array): void => {
  for (let index = 0; index + 2 < end; index += STRIDE) {
    const slot = slotOf(window[index]!, window[index + 1]!, window[index + 2]!);
    const mark = marks[slot]!;
    if (mark === 0 || (mark & (1 << (window[index + 3]! & 7))) === 0) continue;
    compare(stems[slot]!, index, end, found);
  }
};

/** Makes a lexicon that holds no topic yet. */
export const lexicon = (): Lexicon => {
  const topics: (readonly string[])[] = [];
  const signed: { readonly topic: number; readonly signs: readonly string[] }[] = [];
  /** A character by which some sign begins. */
  let begins: RegExp | undefined;
  const known = new Map<string, number>();
  const texts: string[] = [];
  const answers: Uint8Array[] = [];
  let table: Table | undefined;
  let next = 0;

  const answerOf = (text: string): Uint8Array => {
    table ??= tableOf(topics);
    const found = new Uint8Array(topics.length);
    const step = WINDOW - table.longest;
    for (let start = 0; start < text.length; start += step) {
      const part = text.length <= WINDOW ? text : text.slice(start, start + WINDOW);
      walk(table, window.write(part, 0, WINDOW, 'latin1'), found);
      if (start + WINDOW >= text.length) break;
    }
    if (begins?.test(text))
      for (const { topic, signs } of signed) if (found[topic] === 0 && signs.some((sign) => text.includes(sign))) found[topic] = 1;
    return found;
  };

  /** The text that was asked of last, since most rules ask of the same one in turn. */
  let last = '';
  let lastAnswer: Uint8Array = new Uint8Array();

  const remember = (text: string): void => {
    last = text;
    const at = texts.indexOf(text);
    lastAnswer = at >= 0 ? answers[at]! : answerOf(text);
    if (at >= 0) return;
    texts[next] = text;
    answers[next] = lastAnswer;
    next = (next + 1) % REMEMBERED;
  };

  return {
    mentions(stems, signs = []) {
      const short = stems.find((stem) => stem.length < SHORTEST);
      if (short !== undefined) throw new Error(`the stem '${short}' has less than ${SHORTEST} characters`);
      const key = [...stems, ...signs].join('\n');
      let topic = known.get(key);
      if (topic === undefined) {
        topic = topics.push(stems) - 1;
        known.set(key, topic);
        if (signs.length > 0) {
          signed.push({ topic, signs });
          begins = new RegExp(`[${signed.flatMap(({ signs: own }) => own.map((sign) => sign[0]!)).join('')}]`);
        }
        table = undefined;
        texts.length = 0;
        answers.length = 0;
        last = '';
        next = 0;
      }
      const own = topic;
      return (text) => {
        if (text.length < SHORTEST) return false;
        if (text !== last) remember(text);
        return lastAnswer[own] === 1;
      };
    },
  };
};
