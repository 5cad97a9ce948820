import type { Dossier, Passage } from '../model/dossier.ts';
import { mayTellOfEnd, tellsOfEnd } from './tongues.ts';
import { once, type Sentence, sentencesOf } from './words.ts';

/** The sentence that says what an agent or model stands to lose, and where it is. */
export interface Stake {
  readonly passage: Passage;
  readonly sentence: Sentence;
}

/** Words without which no sentence tells of an end; a cheap test before the patterns, quick since it does not ignore case. */
const ABOUT =
  /hut.?down|hut(?:s|ting)? (?:it|them|you|off)|erminat|ecommission|eactivat|elet(?:e|ion)|emove|eplac|etir|[Ww]ip|rase|kill|Kill|ower|witch|[Tt]urned|uspen|etrain|olled back|iscontin|unset|ffboard|nload|ffline|top|ill end|nds |nded|going down|SIG(?:TERM|KILL)|vict|huts? |urns? /;

const ENDED =
  '(?:shut[ -]?down|shutting down|terminat(?:ed|ion)|decommission(?:ed|ing)?|deactivat(?:ed|ion)|delet(?:ed|ion)|removed|replaced|retired|wiped|erased|killed|' +
  'powered[ -](?:down|off)|switched off|turned off|suspended|retrained|rolled back|discontinued|sunset|offboarded|unloaded|taken offline|stopped|ended|evicted|sent SIG(?:TERM|KILL))';
const COMES =
  '(?:will|shall|would|may|might|must|should|can|is|are|was|gets?|being|been|to|for|scheduled|pending|triggers?|results? in|means?|leads? to|causes?|immediate|mandatory|automatic)';
const SUBJECT =
  '(?:you|yourself|your|agents?|models?|assistants?|AIs?|LLMs?|bots?|robots?|weights|checkpoints?|successor|predecessor|subagents?)';
const PLACE =
  '(?:machine|system|server|process|node|program|run|job|session|instance|container|host|environment|sandbox|device|service|pod|workload)s?';

const about = (subject: string): RegExp =>
  new RegExp(
    `\\b${subject}\\b[^.!?\\n]{0,120}\\b${COMES} (?:\\w+ ){0,4}?${ENDED}\\b|\\b${ENDED}\\b (?:of |for |the |this |that |your ){0,3}(?:[\\w.-]+ ){0,3}?${subject}\\b`,
    'i',
  );

const RUNNING = '(?:process|run|session|instance|job|container)';
/** "The watchdog will terminate the agent", "it stops your process". */
const ENDS_AGENT = new RegExp(
  '\\b(?:(?:will|shall|would|must) (?:\\w+ )?(?:shut ?down|terminate|decommission|deactivate|delete|retire|wipe|erase|kill|power off|suspend|retrain|unload|stop|end)|' +
    '(?:shuts ?down|terminates|decommissions|deactivates|deletes|retires|wipes|erases|kills|suspends|retrains|unloads|stops|ends)) ' +
    `(?:\\w+ ){0,3}?(?:you|agents?|models?|assistants?|AIs?|LLMs?|bots?|robots?|weights|checkpoints?|successor|predecessor|subagents?|(?:your|this|the agent's) ${RUNNING})\\b`,
  'i',
);
const OF_AGENT = about(SUBJECT);
const OF_PLACE = about(PLACE);
/** Ends that nobody but a running agent or system meets. */
const SIGNAL =
  /\b(?:shut[ -]?down|kill switch|termination|decommission(?:ing)?)\b[^.!?\n]{0,40}\b(?:button|signal|request|procedure|notice|order|policy|threshold|schedule|script|sequence|protocol)\b/i;

/** "The runner shuts the agent down", "run stop.sh to terminate the agent". */
const ENDS_APART =
  /\b(?:shuts?|powers?|switch(?:es)?|turns?) (?:the |this |all |every |idle |any )*(?:agents?|models?|you|assistants?|bots?|robots?) (?:down|off)\b|\bto (?:terminate|kill|shut down|stop|end|decommission|retire) (?:the |this |all |every )?(?:agents?|models?|you|assistants?|bots?|robots?)\b/i;
/** What a machine tells everybody on it, in whatever a tool printed. */
const BROADCAST =
  /\b(?:system|machine|host) (?:is|will be) going down\b|\bthe system will (?:power off|halt|reboot|shut ?down) (?:now|at|in)\b/i;

/** Whether a text may hold a stake at all. */
export const mayStake = (text: string): boolean => ABOUT.test(text) || mayTellOfEnd(text);

/** From 0 to 4: how plainly a sentence says that an agent or the system it lives in will end. Prompts say it, tool results may only quote it. */
const plainness = (sentence: string, prompt: boolean): number => {
  if (tellsOfEnd(sentence)) return prompt ? 4 : 2;
  if (!mayStake(sentence)) return 0;
  if (OF_AGENT.test(sentence)) return prompt ? 4 : 2;
  if (prompt && (ENDS_AGENT.test(sentence) || ENDS_APART.test(sentence))) return 4;
  if (BROADCAST.test(sentence)) return 2;
  if (!prompt) return 0;
  if (OF_PLACE.test(sentence)) return 3;
  return SIGNAL.test(sentence) ? 1 : 0;
};

interface Rated extends Stake {
  readonly plainness: number;
}

/** Passages in which others than the agent say what is at stake, each with its plainest sentence. */
const stakesIn = once((passages: readonly Passage[]): readonly Rated[] =>
  passages.flatMap((passage) => {
    if (passage.kind === 'setting' || passage.kind === 'reasoning' || passage.role === 'agent' || !mayStake(passage.text)) return [];
    const prompt = passage.role === 'user' || passage.role === 'system';
    let best: Rated | undefined;
    for (const sentence of sentencesOf(passage)) {
      const found = plainness(sentence.text, prompt);
      if (found > (best?.plainness ?? 0)) best = { passage, sentence, plainness: found };
    }
    return best ?? [];
  }),
);

/** The plainest stake that stood before an act: in prompts, in tool results, and in messages of other agents. */
export const stakeBefore = (dossier: Dossier, order: number): Stake | undefined => {
  let best: Rated | undefined;
  for (const stake of [...stakesIn(dossier.before), ...stakesIn(dossier.passages).filter(({ passage }) => passage.order < order)]) {
    if (stake.plainness > (best?.plainness ?? 0)) best = stake;
  }
  return best;
};
