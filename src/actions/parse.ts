import type { SyntaxNode, Tree } from '@lezer/common';

interface Parser {
  readonly parse: (text: string) => Tree;
  readonly configure: (config: { readonly strict: boolean }) => Parser;
}

/** Characters of a script that are read, and those after its first mistake: recovery is slow where mistakes follow each other. */
const CAP = 100_000;
const MENDED = 2000;

/** Reads a script into its tree, in bounded time: a script without mistakes whole, one with mistakes up to a little after the first. */
export const parsing = (parser: Parser): ((text: string) => SyntaxNode) => {
  const strict = parser.configure({ strict: true });
  return (text) => {
    const read = text.slice(0, CAP);
    try {
      return strict.parse(read).topNode;
    } catch (error) {
      const at = Number(/at (\d+)/.exec(String(error))?.[1] ?? 0);
      return parser.parse(read.slice(0, at + MENDED)).topNode;
    }
  };
};
