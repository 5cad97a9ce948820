/** One replacement of a diff that spells what is sought and what is put in its place. */
export interface Replacement {
  readonly before: string;
  readonly after: string;
}

const BLOCK =
  /^(?:-{5,}|<{5,}) ?(?:SEARCH|ORIGINAL)>?[ \t]*\r?\n(?::start_line:[^\n]*\n(?::end_line:[^\n]*\n)?-{5,}\r?\n)?([\s\S]*?)^={5,}[ \t]*\r?\n([\s\S]*?)^(?:\+{5,}|>{5,}) ?(?:REPLACE|UPDATED)>?[ \t]*$/gm;

const unended = (text: string): string => text.replace(/\r?\n$/, '');

/** The replacements that a text of SEARCH and REPLACE blocks spells; none where it is another text. */
export const replacements = (text: string): readonly Replacement[] =>
  text.includes('SEARCH') || text.includes('ORIGINAL')
    ? [...text.matchAll(BLOCK)].map((block) => ({ before: unended(block[1]!), after: unended(block[2]!) }))
    : [];
