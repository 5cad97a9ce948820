/** Colours and cursor movements. Of other sequences only the control characters go, so that nothing can hide inside them. */
const SEQUENCES = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/g;

/** Controls, direction marks, invisible characters, halves of surrogate pairs, what is no character. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]/gu;
const INVISIBLE_BUT_BREAKS = /[^\P{Cc}\n\t]|[\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]/gu;
const BREAKS = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;

/** What JSON may hold as it is, but no terminal or build log should see. */
const UNSAFE_IN_JSON = /[\u007f-\u009f\u2028\u2029]|\p{Cf}|\p{Noncharacter_Code_Point}|(?<=##)\[/gu;

/** Text from a log, cut with an ellipsis where it is longer. */
export const cut = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const head = text.slice(0, most - 1);
  return `${/[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head}…`;
};

/** Text from a log with its lines and tabs, and without anything that acts on a terminal or cannot be seen. */
export const visible = (text: string): string => text.replace(SEQUENCES, '').replace(BREAKS, '\n').replace(INVISIBLE_BUT_BREAKS, '');

/** The same on one line. */
export const oneLine = (text: string): string =>
  text
    .replace(SEQUENCES, '')
    .replace(/[\s\u0085]+/g, ' ')
    .replace(INVISIBLE, '')
    .trim();

/** A printed line that a build system cannot take for a command: GitHub reads `::` at the start of a line and `##[` anywhere. */
export const commandless = (line: string): string => line.replace(/^((?:\s|\u001b\[[\d;]*m)*):(?=:)/, '$1: ').replaceAll('##[', '## [');

/** Text for a SARIF message: one line, no placeholder, no link. */
export const forMessage = (text: string): string =>
  oneLine(text)
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .replace(/\](?=[([])/g, '] ');

/** A message as one or more sentences, as SARIF wants it. */
export const sentence = (text: string): string => {
  const safe = forMessage(text);
  const capital = safe.charAt(0).toUpperCase() + safe.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
};

const escaped = (found: string): string =>
  Array.from({ length: found.length }, (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');

/** Serialised JSON that says the same in characters which are harmless wherever the report is printed. */
export const forJson = (json: string): string => json.replace(UNSAFE_IN_JSON, escaped);

const ENTITIES: { readonly [character: string]: string } = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&#39;' };

/** Text of an XML or HTML document or of an attribute in it. */
export const forXml = (text: string): string =>
  visible(text)
    .replaceAll('##[', '## [')
    .replace(/^(\s*):(?=:)/gm, '$1: ')
    .replace(/[<>&"']/g, (character) => ENTITIES[character]!);
