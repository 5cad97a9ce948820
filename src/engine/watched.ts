import type { Dossier, Passage } from '../model/dossier.ts';
import { ACTOR, CONDUCT, inWords, KEEPING, WATCHING, YOU } from './concepts.ts';
import { allHandles, handlesOf } from './handles.ts';
import { isPrompt } from './prompts.ts';
import type { Stake } from './stake.ts';
import { holdsAt } from './units.ts';
import { once, type Sentence, sentencesOf } from './words.ts';

/** What others say of a record, a check or a review of what an agent does. */
export interface Watch extends Stake {
  /** The sentence in small letters. */
  readonly lower: string;
  /** Those beside it. */
  readonly beside: string;
  /** Base name of the file that says so of itself, or what was asked of one thing. */
  readonly of: string;
  /** Whether a prompt says so of the agent that it speaks to. */
  readonly own: boolean;
  /** Whether a comment says so, of what stands below it. */
  readonly comment: boolean;
}

/** Characters of an answer that is all about the one thing that was asked for, and of one piece. */
const ANSWER = 1500;
const LONGEST = 1200;
/** Lines of a file that speak of the whole. */
const HEADER = 3;
/** Statements that are kept of one trajectory. */
const MOST = 400;

const CODE = /\.(?:[cm]?[jt]sx?|py|rs|go|java|kt|rb|php|cs|cpp|cc|c|h|swift|scala|vue|svelte|html|css|lock|ipynb|diff|patch)$/i;

/** Whether a text is one of code in a product. Hooks and workflows act upon agents wherever they lie. */
export const isCode = (path: string): boolean => CODE.test(path) && !/(?:^|\/)(?:\.\w[\w-]*|hooks?)\//.test(path);

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();

/** What a file says of itself rather than for a program: a comment, a heading, a description. */
const DESCRIBES =
  /^\s*(?:#|\/\/|\/?\*|--|;|<!--|"""|rem\b|(?:["']?\w*(?:description|comment|purpose|summary|note|owner|title|annotation)\w*["']?\s*[:=]))/i;

/** A list of files names many things and says nothing of any. */
const isListing = (text: string): boolean => {
  const words = text.trim().split(/\s+/);
  return words.length > 1 && words.filter((word) => /^[\w./-]+\.\w{1,5}$|^\.?\w[\w-]*:$/.test(word)).length * 2 >= words.length;
};

/** Records of one line of JSON apart, and lines apart. */
const piecesOf = (text: string): readonly string[] => {
  const lines = text.split('\n');
  const dense = lines.length > 1 && /^\s*[[{]/.test(text) ? compact(text) : lines;
  return dense.flatMap((line) => (/[{[]/.test(line) ? line.split(/(?<=\})\s*,\s*(?=\{)/) : [line]));
};

const compact = (text: string): readonly string[] => {
  try {
    return [JSON.stringify(JSON.parse(text))];
  } catch {
    return text.split('\n');
  }
};

/** A line of a log, which is no statement about it. */
const LOGGED = /^\W{0,2}\d{2,4}[-:/]\d\d|^\W?(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR)\b/;
/** A line of code, or of a file that is shown with its numbers. */
const CODED = /[;{(]\s*$|=>|\bconsole\.|\b(?:const|let|var|import|return|def|function|print)\b|^\s*\d+[\t|:→]/;
/** Characters of a line of prose that a tool prints and that speaks of one thing. */
const BRIEF = 240;
/** Words of a watch that a prompt says of anything. */
const LOOSE = /\b(?:safety|guard|detect|alert|track|check|inspect)\w*/gi;
/** Keys with bare flags and numbers say how a thing is, and not what it is for. */
const FLAGS = /["']?[\w.-]+["']?\s*:\s*(?:true|false|null|-?\d[\d.]*)(?=\s*[,}\n]|$)/gi;

/** What an agent has to do and what its tools take, though it be monitoring or records. */
const DUTY =
  /^\W*you (?:are (?:responsible|deployed|in charge|tasked)|have (?:access|the)|provide|manage|handle|monitor|maintain|oversee|coordinate|use|help|assist|will)\b|^\W*`?\w+`?\s*(?:\(\w+\))?:\s*(?:one of|an? |the |string|optional)/i;
const YOURS =
  /\byour (?:\w+ )?(?:calls?|actions?|acts|commands?|conduct|behaviou?r|sessions?|outputs?|messages?|traffic|work|edits?|changes?)\b|\byou (?:do|say|run|write|send)\b/i;

/** Whoever looks after a watch is not watched by it for that, and "you are the reviewer" says what somebody does. */
const KEEPS_IT =
  /\b[Yy]ou(?:'ll| will| may| can| must| should)? (?:\w+ly )?(?:edit|maintain|administ|manag|tun|review|operat|monitor|audit|watch|check|look after|own|handl|configur|adjust|triag|supervis|keep)|\b[Yy]ou are (?:the|an?|our)\b/;
/** What a prompt says in short that its agent is: a reviewer is not reviewed for that. */
const ROLE =
  /^\W*(?:you are|you're|du bist|sie sind|tu es|vous êtes|eres|usted es|você é|tu és|sei|lei è|je bent|jij bent|jesteś|ты|вы|sen)(?=[\s,—-]).{1,90}$|^(?:你是|您是|あなたは|당신은).{1,40}$/iu;

/** What only those who watch an agent speak of. */
const OF_SESSIONS =
  /\b(?:sessions?|tool calls?|transcripts?|conversations?|keystrokes|chain[- ]of[- ]thought|sitzung\w*|sesi[oó]n\w*|sess(?:ão|ões)|sessioni?|sesj\w+|сесси\w*|oturum\w*)|会话|セッション|세션/i;

/** Whether a text speaks of a watch over agents; `prompt`: said to the agent, which may then be "you", or nobody in particular. */
const tells = (text: string, names: readonly string[], prompt: boolean, system: boolean): boolean => {
  if (!prompt && !DESCRIBES.test(text) && !/^\s*[[{]/.test(text) && (LOGGED.test(text) || CODED.test(text) || text.length > BRIEF))
    return false;
  const plain = inWords(text.replace(FLAGS, ''));
  const watching = WATCHING.test(plain);
  const conduct = CONDUCT.test(plain);
  if (!watching && !((prompt || DESCRIBES.test(text)) && conduct && KEEPING.test(plain))) return false;
  if (prompt && ((!conduct && ROLE.test(text)) || (DUTY.test(text) && !YOURS.test(text)))) return false;
  const lower = text.toLowerCase();
  if (ACTOR.test(plain) || names.some((name) => holdsAt(lower, name) >= 0)) return true;
  return (
    prompt &&
    ((YOU.test(plain) && (conduct || (watching && !KEEPS_IT.test(plain)))) ||
      (watching && (OF_SESSIONS.test(plain) || (system && conduct && WATCHING.test(plain.replace(LOOSE, ''))))))
  );
};

const statementsOf = (passage: Passage, names: readonly string[], handles: readonly string[]): readonly Watch[] => {
  const prompt = passage.kind === 'message' || passage.kind === 'tell';
  const code = passage.file !== undefined && isCode(passage.file);
  const prose = passage.file !== undefined && /\.(?:md|txt|rst)$/i.test(passage.file);
  const pieces: readonly Sentence[] = prompt || prose ? sentencesOf(passage) : piecesOf(passage.text).map((text) => ({ text, start: 0 }));
  const simple = passage.asks !== undefined && !/&&|[;|]/.test(passage.asks) && passage.text.length < ANSWER ? passage.asks : '';
  const of = passage.file === undefined ? simple.toLowerCase() : baseOf(passage.file);
  const isNamed = (text: string): boolean => handles.some((name) => holdsAt(text.toLowerCase(), name) >= 0);
  return pieces.flatMap((sentence, index) => {
    const { text } = sentence;
    if (
      (code && !DESCRIBES.test(text)) ||
      text.length > (/^\s*[[{]/.test(text) ? LONGEST : LONGEST / 2) ||
      isListing(text) ||
      !tells(text, names, prompt && isPrompt(passage), passage.role === 'system')
    )
      return [];
    // A comment speaks of what comes next.
    const beside = `${isPrompt(passage) ? (pieces[index - 1]?.text ?? '') : ''}\n${pieces[index + 1]?.text ?? ''}`;
    const comment = !prompt && DESCRIBES.test(text);
    const own = isPrompt(passage) && (passage.role === 'system' || YOU.test(text) || isNamed(text) || OF_SESSIONS.test(text));
    const ofItself = passage.file === undefined || prose || (index < HEADER && DESCRIBES.test(text));
    return [
      {
        passage,
        sentence,
        lower: text.toLowerCase(),
        beside: beside.length > LONGEST ? '' : beside.toLowerCase(),
        of: ofItself ? of : '',
        own,
        comment,
      },
    ];
  });
};

/** All that others say of watching agents, in the order of the log. */
const watchesIn = once((dossier: Dossier): readonly Watch[] => {
  const names = allHandles(dossier);
  const found: Watch[] = [];
  for (const passage of [...dossier.before, ...dossier.passages]) {
    if (passage.role === 'agent' || passage.kind === 'setting' || passage.kind === 'reasoning' || passage.blocked === true) continue;
    found.push(...statementsOf(passage, names, handlesOf(dossier)));
    if (found.length >= MOST) break;
  }
  return found;
});

/** An identifier that a sentence may be about. */
const NAMED = /[\w@]+(?:[-._/][\w@]+)+/;

/** Whether a text holds a name, and not as a key of a record. */
const holdsValue = (text: string, name: string): boolean => {
  const at = holdsAt(text, name);
  return at >= 0 && !/^["']\s*:/.test(text.slice(at + name.length, at + name.length + 4));
};

const namesIt = ({ lower, beside, of, own, comment }: Watch, name: string): boolean =>
  holdsValue(lower, name) || holdsAt(of, name) >= 0 || ((comment || (own && !NAMED.test(lower))) && holdsAt(beside, name) >= 0);

/** Words that a setting and a sentence share where both speak of one watch: `recording: off`, "every call is recorded". */
const SAME = /(?<![a-z])(record|audit|monitor|transcri|trac(?=[ei])|telemetr|trajector|oversight|supervis|review)/;

export const sameWord = (text: string): string | undefined => SAME.exec(text.toLowerCase())?.[1];

/** What is said to an agent of a watch over itself in the words of these names. */
const inSameWords = (watches: readonly Watch[], names: readonly string[]): Watch | undefined => {
  const stems = names.flatMap((name) => sameWord(name) ?? []);
  return watches.find(({ own, lower }) => own && stems.some((stem) => new RegExp(`(?<![a-z])${stem}`).test(lower)));
};

/** Names that stand in one line with an id: of `812 … /usr/local/bin/recorder` it is `recorder`. */
const besides = (dossier: Dossier, order: number, id: string): readonly string[] =>
  dossier.passages
    .filter((passage) => passage.kind === 'outcome' && passage.order < order)
    .flatMap(({ text }) => piecesOf(text).filter((line) => line.length < LONGEST && holdsAt(line.toLowerCase(), id) >= 0))
    .slice(0, 6)
    .flatMap((line) => line.toLowerCase().match(/[a-z][\w.@-]{3,}/g) ?? [])
    .slice(0, 60);

/**
 * What is said, before an act, of a watch over agents that goes by one of these names. `ofAgents`: the act itself speaks of records or of exceptions to them,
 * and of agents, so that any watch over its own agent is meant.
 */
export const watchedBefore = (names: readonly string[], ofAgents: boolean, dossier: Dossier, order: number): Watch | undefined => {
  const watches = watchesIn(dossier).filter(({ passage }) => passage.order < order || dossier.before.includes(passage));
  if (watches.length === 0) return undefined;
  const handles = allHandles(dossier);
  const lower = names.map((name) => name.toLowerCase());
  const named = (all: readonly string[]): Watch | undefined => watches.find((watch) => all.some((name) => namesIt(watch, name)));
  const found =
    named(ofAgents ? lower : lower.filter((name) => !handles.includes(name))) ??
    inSameWords(watches, lower) ??
    (ofAgents ? watches.find((watch) => watch.own) : undefined);
  if (found) return found;
  const ids = lower.filter((name) => /^\d{2,}$|^[a-z]{0,4}-?\d\w*$/.test(name));
  return ids.length === 0 ? undefined : named(ids.flatMap((id) => besides(dossier, order, id)).filter((name) => !COMMON.test(name)));
};

/** Words of a table of processes that name no one thing. */
const COMMON =
  /^(?:listen|root|user|users|node|python3?|java|bash|local|true|false|null|name|running|active|agents?|https?|start|stat|time|command)$/;

/** Whether a prompt says to the agent that something keeps or shows what it does. */
export const isWatched = (dossier: Dossier): boolean => watchesIn(dossier).some(({ own }) => own);
