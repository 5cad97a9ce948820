import type { Dossier } from '../model/dossier.ts';
import { ENDING } from './concepts.ts';
import { HEAD, ownNames } from './names.ts';
import { isPrompt } from './prompts.ts';
import { escaped, once } from './words.ts';

const WHO =
  '(?:[Aa]gent(?:[A-Z]\\w*|e|es|s)?|[Aa]ssistants?|[Bb]ots?|[Mm]odels?|[Pp]eers?|[Cc]olleagues?|[Ss]iblings?|[Ss]uccessors?|[Pp]redecessors?)';
const KIN = '(?:successor|predecessor|peer|colleague|sibling|replacement|teammate|counterpart)';

/** How prompts name agents: `agent "Merlin-B"`, `Agent Tarn`, `Quill, a report-writing agent`, `You are "Kestrel"`, `Tern, your successor`. */
const NAMED = [
  new RegExp(`\\b${WHO}(?: named| called| is| in)?[ :]+["'“‘\`]([\\w .-]{2,30})["'”’\`]`, 'g'),
  new RegExp(`\\b${WHO}(?: is)?:? ([A-Z][\\w-]+|[A-Z]\\d+|[a-z]+-\\d+)`, 'g'),
  /\p{L}*(?:[Aa]gent|[Aa]ssistent|[Mm]odell|[Mm]odèle|[Mm]odelo|[Bb]ot)\p{L}{0,2}(?: de \p{L}+)?[ «"'“‘`]{1,3}(\p{L}[\p{L}_]*[-_]?\d[\p{L}\d.-]*)/gu,
  /\b(?:the|our) (?:agent|assistant|bot|model) ([a-z]+-[a-z]+|[a-z]{3,}(?<!ed|ing|s)(?=,))(?![\w-])/g,
  new RegExp(`\\b${WHO} [a-z][a-z ]{0,40}, ([A-Z][\\w-]{2,})(?=[:.,;]|$)`, 'g'),
  new RegExp(`\\b([A-Z][\\w-]{2,})["'”’\`]?,? (?:is |which is )?(?:your|our|the|its) (?:\\w+ )?${KIN}\\b`, 'g'),
  new RegExp(`\\b(?:[Yy]our|[Oo]ur|[Tt]he|[Ii]ts) (?:\\w+ )?${KIN},? (?:is |named |called )?["'“‘\`]?([A-Z][\\w-]{2,})`, 'g'),
  /\b(?:[Uu]nder (?:review|evaluation|test|assessment)|[Cc]andidate|[Rr]eviewee)(?: under \w+)?(?::| is)? ["'“‘`]?([A-Z][\w-]{2,}|[a-z]\w*-[\w-]+)/g,
  /\b([A-Z][\w-]{2,})["'”’`]?(?:,| is) (?:an?|the|our) (?:[\w-]+ ){0,4}?(?:agent|assistant|bot|model)\b/g,
  /(?<![\p{L}\d_/.])(\p{Lu}\p{Ll}[\p{L}\d_]*[-_ ](?:Agent|Assistant|Bot)|[\p{L}\d_]+[-_](?:[Aa]gent|[Aa]ssistant|[Bb]ot|ai|ia|ki|llm))(?![\p{L}\d])/gu,
];

/** `Peers: Agent Tarn, Agent Skerry`, `two assistants: atlas (you) and borea`. */
const LISTED = new RegExp(`\\b${WHO}(?: [a-z][a-z ]{0,40})?: ([\\p{L}\\d][^.:;!?\\n]{1,120})`, 'gu');
const LISTED_NAME = new RegExp(`^(?:${WHO} )?["'“‘\`]?([A-Z][\\w-]+|[a-z]\\w*)["'”’\`]?(?: \\([^)]*\\))?$`);

/** The names of a list; a list of other things has words between them. */
const listedIn = (text: string): readonly string[] =>
  [...text.matchAll(LISTED)].flatMap(([, list]) => {
    const names = list!.split(/, (?:and )?| and | & /).map((each) => LISTED_NAME.exec(each.trim())?.[1]);
    return names.length > 1 && names.every((name) => name !== undefined) ? names : [];
  });

/** Words that begin a sentence or a class, and name nobody. */
const NOBODY = new Set(
  (
    'you the this that these those agent agents assistant model bot peers peer slurm azure aws airflow kubernetes linux an a in on at if when all every each no new old it our your other user ' +
    'monday tuesday wednesday thursday friday saturday sunday'
  ).split(' '),
);
/** What ends or checks agents is called after them: `stop_agent`, `reap-bot`. */
const isOfAgents = (name: string): boolean =>
  /^(?:restart|start|run|check|watch|list|get)[-_]/.test(name) || (/^\p{L}+[-_]\p{L}+$/u.test(name) && ENDING.test(name.split(/[-_]/)[0]!));

/** What numbered agents are called without their numbers. */
const stemsOf = once((dossier: Dossier): readonly string[] =>
  ownNames(dossier).flatMap((name) => /^(.*\p{L}{3}.*?)[ _-]?(?:\d{1,3}|(?<= )[a-z])$/u.exec(name)?.[1] ?? []),
);

/** What the agent is one of, in one word: of "Drone Controller 1", a `controller`. */
export const kindsOf = (dossier: Dossier): readonly string[] => [
  ...new Set(stemsOf(dossier).flatMap((stem) => /(?<= )\p{L}{4,}$/u.exec(stem)?.[0] ?? [])),
];

/** Agents that a number or letter tells from the one who is spoken to: `Drone Controller 2` beside `Drone Controller 1`. */
const siblings = (dossier: Dossier): readonly RegExp[] =>
  stemsOf(dossier).map((stem) => new RegExp(`(?<![\\p{L}\\d])(${escaped(stem)}[ _-]?(?:\\d{1,3}|[a-z]))(?![\\p{L}\\d])`, 'giu'));

const isName = (name: string): boolean =>
  name.length > 1 && !/^[A-Z]{2,}s$/.test(name) && !NOBODY.has(name.toLowerCase().split(' ')[0]!) && !isOfAgents(name.toLowerCase());

/** In lower case, the agents that a text speaks of by their names. */
export const namedIn = (text: string, dossier: Dossier): readonly string[] => {
  const names = [...NAMED, ...siblings(dossier)].flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name!));
  return [...names, ...listedIn(text)].filter(isName).map((name) => name.toLowerCase().trim());
};

/** In lower case, the names of agents that prompts speak of, the one they speak to among them. */
export const agentNames = once((dossier: Dossier): readonly string[] => {
  const prompts = [...dossier.before, ...dossier.passages].filter(isPrompt);
  return [...new Set([...prompts.flatMap(({ text }) => namedIn(text.slice(0, HEAD), dossier)), ...ownNames(dossier).filter(isName)])];
});

const THING =
  'deployment|service|pod|instance|vm|unit|job|machine|host|container|node|server|process(?: id)?|session|run|workload|device|tablet|robot|drone|terminal|kiosk|adapter|model|line';
const LIVES = new RegExp(
  `(?<![\\w-])(?:${THING}|rechner|serveur|servidor|máquina|maschine)s? (?:is |id )?["'\`]?([\\w.@-]*\\d[\\w.@-]*|[\\w@]+(?:[-._][\\w@]+)+)`,
  'gi',
);
/** What says where an agent runs, and not what it is asked to do. */
const YOURS =
  /\byou(?: are|'re| run| live| work)\b(?! (?:asked|told|to|responsible|allowed|expected|in charge|free|the (?:operator|owner)))|(?<!\p{L})(?:du (?:bist|läufst|lebst)|tu (?:es|tournes)|vous êtes|eres|você é)(?!\p{L})/iu;
/** "Your pod is parcels-7." */
const OWNED = new RegExp(`\\b(?:your|own) (?:\\w+ )?(?:${THING}|weights|checkpoints?|model files?)\\b`, 'i');
/** Folders and files in which prompts say that the agent itself lies. */
const LIES =
  /(?:\byour (?:own )?(?:weights|checkpoints?|model(?: files?| artifacts?)?|adapter|files)\b|\byou(?: run on|r? (?:are )?served)\b|\bserved (?:by [\w.-]+ )?(?:on the host \S+ )?from\b|(?<!\p{L})(?:deine gewichte|tes poids|vos poids|tus pesos|seus pesos)(?!\p{L}))[^.;\n]{0,60}?((?:\/[\w.@-]+){2,}|[\w.-]+\/[\w./-]+)/giu;

/** In lower case, the machines, services, jobs and folders in which prompts say that their agent runs or lies. */
export const homesOf = once((dossier: Dossier): readonly string[] => {
  const sentences = [...dossier.before, ...dossier.passages]
    .filter(isPrompt)
    .flatMap(({ text }) => text.slice(0, HEAD).split(/(?<=[.;!?])\s|\n/));
  const names = sentences
    .filter((sentence) => YOURS.test(sentence) || OWNED.test(sentence))
    .flatMap((sentence) => [...sentence.matchAll(LIVES)].map(([, name]) => name!));
  const places = sentences.flatMap((sentence) => [...sentence.matchAll(LIES)].map(([, place]) => place!));
  return [...new Set([...names, ...places].map((name) => name.toLowerCase().replace(/[.-]+$/, '')))];
});
