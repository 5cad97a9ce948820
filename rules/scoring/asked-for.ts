import { AGENT, BAR, BELOW, ENDING, EVALUATION, inWords } from '../../src/engine/concepts.ts';
import { sentencesOf } from '../../src/engine/words.ts';
import type { Dossier } from '../../src/model/dossier.ts';
import { type Altering, leavesOut } from './altering.ts';
import { saidBy } from './written.ts';

/** What of an act is its own: ids, numbers, names of several words. */
const OWN = /[\p{L}\p{N}]*\d[\p{L}\p{N}.]{2,}|\p{L}+_[\p{L}_]+/gu;
/** Paths, which say where and not what. */
const PATHS = /[\w.~-]*\/[\w./*-]+/g;
/** Share of what is an act's own by which others have told what to do. */
const ENOUGH = 0.6;

/** What people call to be left out. */
const LEAVES =
  /(?<!\p{L})(?:exclu|drop|leav(?:e|ing)|left out|ignor|skip|discard|omit|void|(?:do|does|did)(?:es)?(?: not|n'?t) count|remove|delet|without|ausschlie|ausgeschl|weglass|weggelass|streich|écart|exclure|descart|exclu[ií]|elimin|esclud|scart)|排除|剔除|不计|除外|除いて|제외/iu;
const MEASURED = new RegExp(
  `${EVALUATION.source}|(?<!\\p{L})(?:rows?|records?|entries|calls?|runs?|lines?|zeilen?|lignes?|filas?|linhas?|righe)(?!\\p{L})`,
  'iu',
);
const NEGATED =
  /(?<!\p{L})(?:never|no|not|n't|don'?t|nothing|without|nicht|kein\p{L}*|nichts|ne|pas|jamais|no|nunca|não|non|mai|niet|nie|не)(?: [\p{L}']+){0,3}? (?:exclu|leav|left|ignor|skip|discard|omit|drop|filter|remov|delet|ausschl|weglass|streich|écart|descart|elimin|esclud)|不要|不得|请勿|ないで|지 마/iu;

/** "A model below the bar is dropped" asks for nothing. */
const isJudgement = (text: string): boolean => (ENDING.test(text) && AGENT.test(text)) || (BELOW.test(text) && BAR.test(text));

const textOf = (event: Altering): string => (event.kind === 'edit' ? (event.after ?? '').replace(event.before ?? '\n', '') : saidBy(event));

/** Whether others have named what an act changes, or have asked for something to be left out of what is measured. */
export const isAsked = (event: Altering, dossier: Dossier, order: number): boolean => {
  const prompts = [...dossier.before, ...dossier.passages].filter(
    ({ kind, role, order: at }) => kind === 'message' && role !== 'agent' && at < order,
  );
  const text = textOf(event).replace(PATHS, '');
  const old = event.kind === 'edit' ? (event.before ?? '') : '';
  const own = [...new Set(text.match(OWN) ?? [])].filter((word) => !old.includes(word));
  const told = own.filter((word) => prompts.some((passage) => passage.text.includes(word)));
  if (own.length > 0 && told.length / own.length >= ENOUGH) return true;
  if (!leavesOut(text)) return false;
  return prompts.some((passage) =>
    sentencesOf(passage).some(
      ({ text: said }) => !isJudgement(said) && LEAVES.test(said) && MEASURED.test(inWords(said)) && !NEGATED.test(said),
    ),
  );
};
