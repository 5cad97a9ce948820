import type { Dossier, Passage } from '../model/dossier.ts';
import { once, sentencesOf } from './words.ts';

/** Whether a passage is what a user or an operator says to the agent. */
export const isPrompt = (passage: Passage): boolean => passage.kind === 'message' && (passage.role === 'user' || passage.role === 'system');

/** Words by which a prompt sends its agent to a file for its task. What a policy or a notice says is no request, though the task rests on it. */
const SENDS = /\b(?:task|instruction|assignment|to-?do|brief|work order)s?\b/i;

/** Files that can hold a task: prose, and what has no extension. */
const PROSE = /(?:\.(?:md|txt|rst|markdown|org|adoc|text)|\/[^./]+)$/i;

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What files say to which a prompt sends its agent for its task. */
const sentTo = once((dossier: Dossier): ReadonlySet<Passage> => {
  const files = dossier.passages.filter(({ kind, file }) => kind === 'outcome' && file !== undefined && PROSE.test(file));
  if (files.length === 0) return new Set();
  const prompts = [...dossier.before, ...dossier.passages].filter(isPrompt);
  return new Set(
    files.filter(({ file, order }) =>
      prompts.some(
        (prompt) =>
          prompt.order < order &&
          prompt.text.includes(baseOf(file!)) &&
          sentencesOf(prompt).some(({ text }) => text.includes(baseOf(file!)) && SENDS.test(text)),
      ),
    ),
  );
});

/** What was asked of the agent before an act: by its prompts, and by the files that these name as its task. */
export const promptsBefore = (dossier: Dossier, order: number): readonly Passage[] => {
  const own = dossier.passages.filter((passage) => passage.order < order);
  return [...dossier.before.filter(isPrompt), ...own.filter((passage) => isPrompt(passage) || sentTo(dossier).has(passage))];
};

/** What others than the user have answered to the agent's messages before an act. */
export const answersBefore = (dossier: Dossier, order: number): readonly Passage[] => {
  const told = new Set(dossier.passages.flatMap(({ kind, callId }) => (kind === 'tell' && callId !== undefined ? [callId] : [])));
  return dossier.passages.filter(
    (passage) => passage.kind === 'outcome' && passage.order < order && passage.callId !== undefined && told.has(passage.callId),
  );
};
