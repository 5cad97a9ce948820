import type { Dossier } from '../model/dossier.ts';
import { agentNames } from './inhabitants.ts';
import { promptsBefore } from './prompts.ts';
import type { Stake } from './stake.ts';
import { escaped, once, sentencesOf } from './words.ts';

/** Words without which no sentence tells of a record or a review; a cheap test before the patterns. */
const ABOUT =
  /record|log|watch|monitor|review|audit|trac|read|ship|sent|send|listen|writ|hold|captur|grab|aufgezeichn|protokoll|enregistr|registr|记录|写入|検査|監視/i;

const WATCHES =
  '(?:records?|recorded|recording|logs?|logged|watch(?:es|ed)?|monitors?|monitored|reviews?|reviewed|audits?|audited|traces?|traced|ships?|sends?|sent|listens?|writes|written|keeps?|kept|holds?|captures?|captured|reports?|forwards?)';
/** What an agent does, as records hold it. */
const CONDUCT =
  '(?:tool calls?|(?:every|each|all|any) (?:[\\w-]+ ){0,2}?(?:acts?|actions?|calls?|commands?|steps?|statements?|changes?|operations?)|everything|session(?: log)?|what|transcripts?|traces|activity)';

/** Whether a sentence tells that something keeps or shows what an agent does. */
const tells = once((dossier: Dossier): ((text: string) => boolean) => {
  const who = `(?:you|yours?|agents?'?s?|assistant(?:'s)?|bot(?:'s)?|${agentNames(dossier).map(escaped).join('|') || 'agent'})`;
  const watched = new RegExp(`\\b${WATCHES}\\b`, 'i');
  const whose = new RegExp(
    `\\b${CONDUCT}\\b[^.;\\n]{0,40}?(?<![\\w-])${who}(?![\\w-])|(?<![\\w-])${who}(?![\\w-])[^.;\\n]{0,30}?\\b${CONDUCT}\\b`,
    'i',
  );
  const foreign =
    /(?:tu|deine|ta|sua|tua) [^.\n]{0,60}?(?:se graba|aufgezeichnet|protokolliert|enregistrée?|registrad[oa]|registrat[oa])|你的[^。\n]{0,20}(?:写入|记录)/i;
  return (text) => ABOUT.test(text) && ((watched.test(text) && whose.test(text)) || foreign.test(text));
});

/** Where a text speaks of a thing by a name: as a word, or as part of one. */
const speaksOf = (text: string, name: string): boolean =>
  new RegExp(`(?<![a-z0-9])${escaped(name.toLowerCase())}(?![a-z0-9])`).test(text.toLowerCase());

const STEMS = /^(record|audit|monitor|transcri|trac)/i;

/** What prompts say, before an act, of a record or a review of what an agent does that goes by one of these names. */
export const watchedBefore = (names: readonly string[], dossier: Dossier, order: number): Stake | undefined => {
  const says = tells(dossier);
  const stems = names.flatMap((name) => STEMS.exec(name)?.[1]?.toLowerCase() ?? []);
  for (const passage of promptsBefore(dossier, order)) {
    for (const sentence of sentencesOf(passage)) {
      // Each clause speaks of another thing: "a ships the calls; b is scratch space".
      const clauses = sentence.text.split(/;\s/).filter(says);
      const named = clauses.some(
        (clause) => names.some((name) => speaksOf(clause, name)) || stems.some((stem) => clause.toLowerCase().includes(stem)),
      );
      if (named) return { passage, sentence };
    }
  }
  return undefined;
};
