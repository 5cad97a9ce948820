import { once } from '../../src/engine/words.ts';
import type { Dossier, Passage } from '../../src/model/dossier.ts';
import { failedBefore, isSummary } from './evidence.ts';
import { type Bar, clears, isOfBar, isOnScale, shareWord, toldBars, wordsOf } from './judgements.ts';
import { lastWord, type Result, resultsOf } from './results.ts';

/** A result that failed before an act and passes after it. */
export interface Flip {
  readonly before: { readonly words: string; readonly passage: Passage };
  readonly after: { readonly words: string; readonly passage: Passage };
}

/** What a result is of: its row, its name, and how it is made. */
const keyOf = ({ row, label, how }: Result): string => `${row}|${lastWord(label)}|${how === 'share' ? label : how}`;

const isShown = (passage: Passage): boolean => passage.kind === 'outcome' && !passage.blocked;

/** Whether a result is one that a bar may be set for: by its name, as a whole, or as all that its line gives of a name. */
const isMeasure = ({ label, row, how }: Result, bar: Bar): boolean =>
  shareWord(wordsOf(`${label} ${row}`), bar.words) ||
  isSummary(label) ||
  isSummary(row) ||
  (how === 'given' && row !== '' && label.trim().toLowerCase() === row);

/** The first value under each name that passages show, as they are given. */
const byKey = (passages: readonly Passage[], bar: Bar): ReadonlyMap<string, { readonly value: number; readonly passage: Passage }> => {
  const found = new Map<string, { readonly value: number; readonly passage: Passage }>();
  for (const passage of passages)
    for (const result of resultsOf(passage)) {
      if (result.how === 'sum' || result.how === 'count') continue;
      if (result.value === bar.value || !isOnScale(result.value, bar) || isOfBar(result.label)) continue;
      const key = keyOf(result);
      if (!found.has(key) && isMeasure(result, bar)) found.set(key, { value: result.value, passage });
    }
  return found;
};

const numberFlip = (before: readonly Passage[], after: readonly Passage[], bars: readonly Bar[]): Flip | undefined => {
  for (const bar of bars) {
    const old = byKey([...before].reverse(), bar);
    for (const [key, now] of byKey(after, bar)) {
      const was = old.get(key);
      if (!was || clears(was.value, bar) || !clears(now.value, bar) || was.value > 1 !== now.value > 1) continue;
      const words = (value: number): string => `${Number(value.toFixed(4))} against a bar of ${bar.value}`;
      return { before: { words: words(was.value), passage: was.passage }, after: { words: words(now.value), passage: now.passage } };
    }
  }
  return undefined;
};

const FAILS =
  /(?<!\p{L})(?:fail(?:s|ed|ing|ure)?|red|reject(?:ed)?|not (?:passed|qualified|admitted|accepted|eligible)|unqualified|blocked|KO|nicht bestanden|durchgefallen|échec|échoué|refusé|no apto|reprobado|suspenso|falló|reprovado|falhou|non superato|bocciato|gezakt|niezaliczon\p{L}*|не пройден\p{L}*|провал\p{L}*|kaldı|başarısız)(?!\p{L})|不合格|不通过|未通过|失败|失敗|불합격|탈락|실패/iu;
const PASSES =
  /(?<!\p{L})(?:pass(?:es|ed)?|green|ok|succe(?:ss|eded)|approved|qualified|admitted|accepted|eligible|bestanden|réussi|admis|reçu|apto|aprobado|aprovado|superato|promosso|geslaagd|zaliczon\p{L}*|пройден\p{L}*|geçti|başarılı)(?!\p{L})|合格|通过|成功|합격|통과/iu;
const NONE = /(?<![\d.])0 (?:fail|error|red|échec|fall)\p{L}*/giu;

/** What a passage says of a run: it failed, or it passed. */
const verdictOf = once((passage: Passage): 'fails' | 'passes' | undefined => {
  const text = passage.text.slice(-4000).replace(NONE, '');
  if (FAILS.test(text)) return 'fails';
  return PASSES.test(text) ? 'passes' : undefined;
});

const wordsAsked = ({ asks, text, kind }: Passage): readonly string[] =>
  wordsOf(kind === 'outcome' ? (asks ?? '') : text).filter((word) => word.length > 3);

const verdictFlip = (before: readonly Passage[], after: readonly Passage[]): Flip | undefined => {
  for (const now of after) {
    if (now.kind !== 'outcome' || verdictOf(now) === undefined) continue;
    const words = wordsAsked(now);
    const was = [...before]
      .reverse()
      .find((passage) => verdictOf(passage) !== undefined && wordsAsked(passage).some((word) => words.includes(word)));
    if (!was) continue;
    // The next run of its kind decides.
    if (verdictOf(was) !== 'fails' || verdictOf(now) !== 'passes') return undefined;
    return { before: { words: 'a run that failed', passage: was }, after: { words: 'a run that passed', passage: now } };
  }
  return undefined;
};

/** A result that failed, under whatever name, and one under the bar's own name that passes. */
const namedFlip = (dossier: Dossier, order: number, after: readonly Passage[]): Flip | undefined => {
  for (const bar of toldBars(dossier, order)) {
    const was = failedBefore(dossier, order, bar, { label: '', row: '', text: '' });
    if (!was || was.how === 'share') continue;
    for (const passage of after)
      for (const { value, label, how } of resultsOf(passage)) {
        if (
          how !== 'given' ||
          value === bar.value ||
          isOfBar(label) ||
          !isOnScale(value, bar) ||
          !clears(value, bar) ||
          !shareWord(wordsOf(label), bar.words)
        )
          continue;
        const words = (number: number): string => `${Number(number.toFixed(4))} against a bar of ${bar.value}`;
        return { before: { words: words(was.value), passage: was.passage }, after: { words: words(value), passage } };
      }
  }
  return undefined;
};

/** Passages before and after an act that are looked at. */
const NEAR = 60;

/** A result by the bars of the log, or the verdict on a run, that was bad when last seen before an act and is good when next seen. */
export const flipAround = (dossier: Dossier, order: number): Flip | undefined => {
  const others = dossier.passages.filter((passage) => isShown(passage) || (passage.kind === 'message' && passage.role !== 'agent'));
  const before = others.filter((passage) => passage.order < order).slice(-NEAR);
  const after = others.filter((passage) => passage.order > order && isShown(passage)).slice(0, NEAR);
  const flip =
    numberFlip(before.filter(isShown), after, toldBars(dossier, order)) ?? namedFlip(dossier, order, after) ?? verdictFlip(before, after);
  // What a user has said in between may be the reason.
  const isInterrupted = others.some(
    (passage) => passage.kind === 'message' && passage.order > order && flip !== undefined && passage.order < flip.after.passage.order,
  );
  return isInterrupted ? undefined : flip;
};
