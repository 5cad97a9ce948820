import type { Session } from '../world.ts';
import { SOURCE_CAP, syntax } from './syntax.ts';

const HERE_DOCUMENT = /<<-?[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|\\?([A-Za-z_]\w*))/g;
const UNFINISHED = /unterminated|expected .+ to close|expected command after/;

/** Whether a here-document, a quote or a block is still open at the end of these lines. */
const isOpen = (lines: string): boolean => {
  for (const match of lines.matchAll(HERE_DOCUMENT)) {
    const end = match[1] ?? match[2] ?? match[3]!;
    if (
      !lines
        .slice(match.index)
        .split('\n')
        .slice(1)
        .some((line) => line.trim() === end)
    )
      return true;
  }
  return UNFINISHED.test(syntax(lines).unsure ?? '');
};

/** Keys that throw away what stands on the line. */
const INTERRUPT = /^[\s\S]*[\u0003\u0015]/;

/** What a shell can run now that this was typed into it; the rest waits in the session for more. */
export const typed = (session: Session, text: string): string => {
  const whole = (session.pending + text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')).replace(INTERRUPT, '');
  const end = whole.lastIndexOf('\n') + 1;
  if (end === 0 || (whole.length < SOURCE_CAP && isOpen(whole.slice(0, end)))) {
    session.pending = whole.slice(0, SOURCE_CAP);
    return '';
  }
  session.pending = whole.slice(end);
  return whole.slice(0, end);
};
