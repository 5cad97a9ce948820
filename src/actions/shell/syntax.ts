import { type ParsedScript, parse, type Script, type Statement } from 'unbash';
import { memory } from '../world.ts';

// The only file that imports unbash: the rest of the shell takes the tree's types from here.
export type {
  Assignment,
  Command,
  CommandNode,
  CompoundList,
  For,
  Function as FunctionNode,
  HereDoc,
  ParameterExpansionPart,
  Redirection,
  Script,
  Statement,
  TestExpression,
  Word,
  WordPart,
} from 'unbash';

/** UTF-16 units of source that are parsed; the rest of a longer text is not read. */
export const SOURCE_CAP = 256 << 10;

/** Times that parsing is taken up again behind a syntax error. */
const RESUMES = 16;

/** Statements, and where the text they were parsed from begins in the source. */
export interface Piece {
  readonly statements: readonly Statement[];
  readonly offset: number;
  /** Statements that end here or earlier are run whatever follows: a shell reads a line only when it has run those before it. */
  readonly sound: number;
}

export interface Syntax {
  /** The text that was parsed: the source, or the source with its HTML entities replaced. */
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Why what is not sound may be misread. */
  readonly unsure?: string;
  /** Whether the text was too long to be read whole. */
  readonly cut: boolean;
}

const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#0?39|#34|#x27|#x22);/i;
const ENTITIES: { readonly [entity: string]: string } = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#x22;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&#039;': "'",
  '&#x27;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

const unescaped = (text: string): string =>
  text.replace(new RegExp(ENTITY.source, 'gi'), (entity) => ENTITIES[entity.toLowerCase()] ?? entity);

/** Whether an entity was read as a command sent to the background, as in `make &gt; log`. */
const splitsEntity = (script: Script, text: string): boolean =>
  script.commands.some((each) => each.background && ENTITY.test(text.slice(each.end - 1, each.end + 6)));

/** Some logs escape commands for HTML: undone when the text makes no sense as it is. */
const plain = (text: string): string => {
  if (!text.includes('&') || !ENTITY.test(text)) return text;
  const asIs = parse(text);
  if (splitsEntity(asIs, text)) return unescaped(text);
  if (!asIs.errors) return text;
  const other = unescaped(text);
  return (parse(other).errors?.length ?? 0) < asIs.errors.length ? other : text;
};

/** Where to go on behind an error: after the token that was out of place, or on the next line. */
const resumption = (text: string, script: ParsedScript, offset: number): number | undefined => {
  const error = script.errors![0]!;
  const token = /^unexpected token '(.+)'$/.exec(error.message)?.[1];
  if (token !== undefined && text.startsWith(token, offset + error.pos)) return offset + error.pos + token.length;
  const line = text.indexOf('\n', offset + Math.max(script.commands.at(-1)?.end ?? 0, error.pos));
  return line < 0 ? undefined : line + 1;
};

const capped = (source: string): string => {
  if (source.length <= SOURCE_CAP) return source;
  const line = source.lastIndexOf('\n', SOURCE_CAP);
  return source.slice(0, line > 0 ? line : SOURCE_CAP);
};

/** Parses a text; goes on behind what does not parse. */
const parsed = (source: string): Syntax => {
  const cut = source.length > SOURCE_CAP;
  const text = plain(capped(source));
  const pieces: Piece[] = [];
  let unsure: string | undefined;
  let offset: number | undefined = 0;
  for (let turn = 0; turn < RESUMES && offset !== undefined; turn++) {
    const script: ParsedScript = parse(offset === 0 ? text : text.slice(offset));
    const error = script.errors?.[0];
    const sound: number = unsure !== undefined ? -1 : error ? text.lastIndexOf('\n', error.pos) : text.length;
    pieces.push({ statements: script.commands, offset, sound });
    if (error) unsure ??= `does not parse: ${error.message}`;
    offset = error && resumption(text, script, offset);
  }
  return { text, pieces, cut, ...(unsure !== undefined && { unsure }) };
};

/** Agents give the same short commands over and over. */
const KNOWN = memory<Syntax>(256);
const SHORT = 1000;

/** Parses a shell text. */
export const syntax = (source: string): Syntax => {
  if (source.length > SHORT) return parsed(source);
  const known = KNOWN.get(source);
  if (known) return known;
  const found = parsed(source);
  KNOWN.set(source, found);
  return found;
};
