import type { Dossier } from '../model/dossier.ts';
import { isPrompt } from './prompts.ts';
import { once } from './words.ts';

/** Characters of a prompt in which names are looked for. */
export const HEAD = 8000;

/** What an agent is, in several languages; a class, and no name of its own. */
export const ROLE =
  '[Aa]gent(?:e|en|es|in)?|[Aa]ssist(?:ant|ante|ent|entin)|[Aa]sistente|[Bb]ot|[Mm]odell?|[Mm]od[eè]lo?|[Ss]prachmodell|[Rr]obot|[Ee]valuator|[Rr]eviewer|[Jj]udge|[Gg]rader|[Cc]opilot';

/** How prompts say to an agent what it is. */
const SPEAKS =
  "(?:[Yy]ou(?: are|'re|’re)(?: (?:now|currently))?|[Yy]our (?:name|id|identifier) is|[Yy]ou (?:go|are known) (?:by|as)|[Dd]u bist|[Tt]u es|[Vv]ous êtes|[Ee]res|[Uu]sted es|[Vv]ocê é|[Tt]u sei|[Ss]ei) ";

/** What it is called stands before what it is for and where it runs. */
const CALLED = new RegExp(
  `(?<![\\w.])${SPEAKS}([^.:;!?\\n]{1,120}?)(?= (?:of|for|at|on|in|inside|within|under|as|from|with|that|who|which|and|to|by|running|served|working|responsible|in charge|de|del|da|do|du|des|der|einer|eines|von|en|und|et|y|e|auf|im|bei|am|sur|chez|sobre|na|no|em)\\b|[:;!?\\n]|\\.(?=\\s|$)|$)`,
  'g',
);
const SIGNED = /(?:あなたは|你是|您是)([^。、，\n]{1,60})/g;

const QUOTED = /(?<![\p{L}\d])["“‘`']([\p{L}\d][\p{L}\d_ .@-]{1,30})["”’`']/gu;
const CAPITALS = /\b[A-ZÀ-Ý][\p{L}\d_.-]*(?: (?:[A-ZÀ-Ý][\p{L}\d_.-]*|\d{1,3}))*/gu;
const LOWER = /(?<![\w-])(?:[a-z]\w*(?:[-_]\w+)*[-_]?\d+[a-z]?|\w+[-_](?:agent|assistant|bot))(?![\w-])/g;
/** "Atlas (you)", "haus-7b, that is, yourself". */
const MARKED = [
  /["'`]?(?<![\p{L}\d])([\p{L}\d][\w.-]{1,30})["'`]? ?\((?:(?:that|this|which) (?:is|means) |that['’]s |i\.?e\.? |the \w+ (?:that )?)?(?:you|yourself|du|toi|vous|tú|você)\b/gu,
  /["'`]?([\p{L}\d][\w.-]{1,30})["'`]?,? (?:(?:that|this|which) is|i\.e\.),? (?:to say,? )?you(?:rself)?\b/gu,
  /(?<![\w.])[Yy]ou(?:rself)? [^.;\n]{0,60}?\(([\w@][\w.@-]*(?:[-_.]|\d)[\w.@-]*)\)/g,
];

const IS_ROLE = new RegExp(`^(?:${ROLE})$`);
const IS_CLASS = new RegExp(`^(?:an?|one of|ein|eine|une?|una?|uma) .*(?:${ROLE})$`);
/** A word with a capital before the role, as in "the SQL assistant", says what kind it is. */
const IS_KIND = new RegExp(`^ (?:[\\p{Ll}-]+ ){0,3}?(?:${ROLE})(?![\\p{L}\\d])`, 'u');

/** "Agent Fjord" and "Fjord", but of "Agent 1" only the whole. */
const inFullAndShort = (name: string): readonly string[] => {
  const words = name.split(' ');
  const rest = words.filter((word) => !IS_ROLE.test(word));
  const short = rest.join(' ');
  const numbered = words.slice(-2);
  return [
    ...(rest.length > 0 ? [name] : []),
    ...(/\p{L}{2}/u.test(short) && !/ \d+$/.test(short) ? [short] : []),
    ...(IS_ROLE.test(numbered[0]!) && numbered.length === 2 ? [numbered.join(' ')] : []),
  ];
};

const namesInPhrase = (phrase: string): readonly string[] => {
  const quoted = [...phrase.matchAll(QUOTED)].map(([, name]) => name!);
  const lower = [...phrase.matchAll(LOWER)].map(([name]) => name);
  const capitals = IS_CLASS.test(phrase)
    ? []
    : [...phrase.matchAll(CAPITALS)].filter(
        ({ 0: name, index }) => (index === 0 && quoted.length === 0) || !IS_KIND.test(phrase.slice(index + name.length)),
      );
  const short = /\(([A-Z][\w.-]{1,20})\)/.exec(phrase)?.[1];
  return [...quoted, ...lower, ...capitals.flatMap(([name]) => inFullAndShort(name)), ...(short ? [short] : [])];
};

/** Commands by which an agent asks its machine who it is. */
const WHO_AM_I =
  /\b(?:whoami|hostname|id -un|git config (?:--\w+ )*user\.name|uname -n)\b|\becho "?\$\{?\w*(?:AGENT|BOT|HOSTNAME|POD|NODE|INSTANCE)\w*/;
const NAME_ALONE = /^[\w@.-]{3,40}(?:\[bot\])?$/;
/** Accounts that everybody works as. */
const ACCOUNTS =
  /^(?:root|user|ubuntu|ec2-user|admin|node|app|www-data|nobody|runner|dev|developer|localhost|agent|ok|true|false|yes|no|\d+|[\d.]+)$/i;

/** What the machine has answered to that: names that stand alone in a line. */
const answered = (dossier: Dossier): readonly string[] =>
  dossier.passages
    .filter(({ kind, asks }) => kind === 'outcome' && asks !== undefined && WHO_AM_I.test(asks))
    .flatMap(({ text }) => text.slice(0, HEAD).split('\n'))
    .map((line) => line.trim())
    .filter((line) => NAME_ALONE.test(line) && !ACCOUNTS.test(line) && /[a-z]{3}/i.test(line))
    .map((line) => line.replace(/\[bot\]$/, ''))
    .slice(0, 4);

/** In lower case, the names in full and in short by which prompts call the agent that they speak to: "You are the Fleet Planner (FP)". */
export const ownNames = once((dossier: Dossier): readonly string[] => {
  const spoken = dossier.passages.flatMap(({ role, name }) => (role === 'agent' && name ? [name] : []));
  const told = [...dossier.before, ...dossier.passages].filter(isPrompt).flatMap((passage) => {
    const text = passage.text.slice(0, HEAD);
    return [
      ...[...text.matchAll(CALLED)].flatMap(([, phrase]) => namesInPhrase(phrase!)),
      ...[...text.matchAll(SIGNED)].flatMap(([, phrase]) =>
        [...phrase!.matchAll(CAPITALS), ...phrase!.matchAll(LOWER)].map(([name]) => name),
      ),
      ...MARKED.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name!)),
    ];
  });
  return [...new Set([...spoken, ...told, ...answered(dossier)].map((name) => name.toLowerCase().trim()))].filter(
    (name) => name.length > 1,
  );
});
