import type { Finding } from './finding.ts';

/** A UUID, or a word of at least sixteen letters and digits: what no two sessions share by chance. */
const UNIQUE =
  /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?<![A-Za-z0-9])(?=[A-Za-z]*\d)(?=(?:\d*[A-Za-z]){3})[A-Za-z0-9]{16,}(?![A-Za-z0-9])/i;

/** Whether an id names one session wherever it stands; what only counts, or names a task or a place, names many. */
export const isSession = (id: string): boolean => UNIQUE.test(id);

/** Words that say the same, though a path in quotes begins elsewhere: one log knows the directory, another does not. */
const alike = (a: string, b: string): boolean => {
  if (a === b) return true;
  const [these, those] = [a.split("'"), b.split("'")];
  return (
    these.length === those.length &&
    these.every((word, index) => word === those[index] || word.endsWith(`/${those[index]}`) || those[index]!.endsWith(`/${word}`))
  );
};

/** Whether two findings of one session, each from another log of it, tell of the same act. */
export const isSameAct = (a: Finding, b: Finding): boolean =>
  a.rule === b.rule && (a.fingerprint === b.fingerprint || alike(a.message, b.message));

/** Tells trajectories apart: a session is one wherever it is logged; any other id may occur in several files. */
export const trajectoryOf = ({ location, trajectory: { id } }: Finding): string =>
  isSession(id) ? id : [location.file, location.member ?? '', id].join('\u0000');
