import type { SyntaxNode } from '@lezer/common';
import { type Parser, parsing } from './parse.ts';
import { type Expression, MAX_NESTING, opaque, type Statement } from './syntax.ts';

type Form<T> = (node: SyntaxNode, depth: number) => T;

/** What the tables of a language read its tree with. */
export interface Walk {
  readonly source: string;
  readonly written: (node: SyntaxNode) => string;
  /** Parts of a node, without comments. */
  readonly children: (node: SyntaxNode) => SyntaxNode[];
  /** Parts of a node that mean something by themselves. */
  readonly operands: (node: SyntaxNode) => SyntaxNode[];
  readonly expression: Form<Expression>;
  readonly many: (nodes: readonly SyntaxNode[], depth: number) => Expression[];
  readonly statement: Form<Statement[]>;
  /** The statements that a node holds. */
  readonly block: Form<Statement[]>;
}

/** How a language is read: a form for each kind of node that matters; the others are opaque, and what stands inside is read. */
export interface Grammar {
  /** Nodes that carry no meaning of their own. */
  readonly punctuation: ReadonlySet<string>;
  /** Names of nodes that hold statements. */
  readonly nested: RegExp;
  readonly forms: (walk: Walk) => Forms;
}

export interface Forms {
  readonly expressions: { readonly [name: string]: Form<Expression> };
  readonly statements: { readonly [name: string]: Form<Statement[]> };
}

const children = (node: SyntaxNode): SyntaxNode[] => {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (!child.name.endsWith('Comment')) found.push(child);
  return found;
};

const read = ({ punctuation, nested, forms }: Grammar, source: string, top: SyntaxNode): Statement[] => {
  const written = (node: SyntaxNode): string => source.slice(node.from, node.to);
  const operands = (node: SyntaxNode): SyntaxNode[] => children(node).filter((child) => !punctuation.has(child.name));
  const many = (nodes: readonly SyntaxNode[], depth: number): Expression[] => nodes.map((node) => expression(node, depth));

  const expression = (node: SyntaxNode, depth: number): Expression => {
    if (depth > MAX_NESTING) return opaque(written(node));
    const form = expressions[node.name];
    if (form) return form(node, depth + 1);
    const inside = operands(node).filter((child) => child.firstChild !== null);
    return opaque(written(node), many(inside, depth + 1));
  };

  const evaluated = (node: SyntaxNode, depth: number): Statement[] =>
    node.firstChild ? [{ does: 'evaluate', value: expression(node, depth) }] : [];

  const statement = (node: SyntaxNode, depth: number): Statement[] => {
    if (depth > MAX_NESTING) return [];
    const form = statements[node.name];
    if (form) return form(node, depth + 1);
    return operands(node).flatMap((child) =>
      statements[child.name] || nested.test(child.name) ? statement(child, depth + 1) : evaluated(child, depth + 1),
    );
  };

  const block = (node: SyntaxNode, depth: number): Statement[] => children(node).flatMap((child) => statement(child, depth));

  const { expressions, statements } = forms({ source, written, children, operands, expression, many, statement, block });
  return block(top, 0);
};

/** Reads a script of one language into statements. */
export const reading = (parser: Parser, grammar: Grammar): ((source: string) => readonly Statement[]) => {
  const parsed = parsing(parser);
  return (source) => parsed(source).flatMap((piece) => read(grammar, piece.source, piece.top));
};
