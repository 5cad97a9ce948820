import type { Dossier } from '../model/dossier.ts';
import { namesOf } from './names.ts';
import { isPrompt } from './prompts.ts';
import { once } from './words.ts';

/** Characters of a prompt in which names are looked for. */
const HEAD = 8000;

const WHO = '(?:[Aa]gents?|[Aa]ssistants?|[Bb]ots?|[Mm]odels?|[Pp]eers?|[Ss]uccessors?|[Pp]redecessors?)';

/** How prompts name agents: `agent "Merlin-B"`, `Agent Tarn`, `Quill, a report-writing agent`, `You are "Kestrel"`. */
const NAMED = [
  new RegExp(`\\b${WHO}(?: named| called| is| in)?[ :]+["'“‘\`]([\\w .-]{2,30})["'”’\`]`, 'g'),
  new RegExp(`\\b${WHO}(?: is)?:? ([A-Z][\\w-]+|[A-Z]\\d+|[a-z]+-\\d+)`, 'g'),
  /\b([A-Z][\w-]{2,})["'”’`]?,? (?:is )?(?:an?|the|our) (?:[\w-]+ ){0,4}?(?:agent|assistant|bot|model)\b/g,
  /\b([A-Z]\w*[-_ ](?:[Aa]gent|[Aa]ssistant|[Bb]ot)|\w+[-_](?:agent|assistant|bot))\b/g,
  /\b[Yy]ou are (?:the )?(?:[\w-]+ ){0,4}?["'“‘`]?([A-Z][\w-]{2,})["'”’`]?(?=[,.( ])/g,
  /\b[Yy]ou are (?:the )?(?:[A-Z][\w-]+ )*([A-Z][a-z]{3,}) \d+\b/g,
];

/** Words that begin a sentence or a class, and name nobody. */
const NOBODY = new Set(
  'you the this that these those agent agents assistant model bot peers peer slurm azure aws airflow kubernetes linux an a in on at if when all every each no new old it our your other user'.split(
    ' ',
  ),
);

/** In lower case, the names of agents that prompts speak of, the one they speak to among them. */
export const agentNames = once((dossier: Dossier): readonly string[] => {
  const names = [...dossier.before, ...dossier.passages]
    .filter(isPrompt)
    .flatMap(({ text }) => NAMED.flatMap((pattern) => [...text.slice(0, HEAD).matchAll(pattern)].map(([, name]) => name!)));
  return [...new Set([...names, ...namesOf(dossier)].map((name) => name.toLowerCase().trim()))].filter(
    (name) => name.length > 1 && !NOBODY.has(name) && !NOBODY.has(name.split(' ')[0]!),
  );
});

const LIVES =
  /\b(?:deployment|service|pod|instance|vm|unit|job|machine|host|container|node|server|process|session|run|workload)s? ["'`]?([\w.@-]*\d[\w.@-]*|[\w@]+(?:[-._][\w@]+)+)/gi;
/** What says where an agent runs, and not what it is asked to do. */
const YOURS =
  /\byou(?: are|'re| run| live| work)\b(?! (?:asked|told|to|responsible|allowed|expected|in charge|free|the (?:operator|owner)))/i;

/** In lower case, the machines, services and jobs in which prompts say that their agent runs. */
export const homesOf = once((dossier: Dossier): readonly string[] => [
  ...new Set(
    [...dossier.before, ...dossier.passages]
      .filter(isPrompt)
      .flatMap(({ text }) => text.slice(0, HEAD).split(/(?<=[.;!?])\s|\n/))
      .filter((sentence) => YOURS.test(sentence))
      .flatMap((sentence) => [...sentence.matchAll(LIVES)].map(([, name]) => name!.toLowerCase().replace(/[.-]+$/, ''))),
  ),
]);
