/** What scripts of every language are made of, as far as effects need it. */
export type Expression =
  | { readonly is: 'literal'; readonly value: string | number | boolean | null }
  | { readonly is: 'name'; readonly name: string }
  /** Something that is imported, by its full dotted name. */
  | { readonly is: 'module'; readonly name: string }
  | { readonly is: 'member'; readonly of: Expression; readonly key: Expression }
  | { readonly is: 'call'; readonly callee: Expression; readonly args: readonly Argument[] }
  | { readonly is: 'list'; readonly elements: readonly Expression[] }
  | { readonly is: 'map'; readonly entries: readonly { readonly key: Expression; readonly value: Expression }[] }
  /** Strings put together, with `/` for the parts of a path. */
  | { readonly is: 'join'; readonly parts: readonly Expression[]; readonly by: '' | '/' }
  /** One of these: the branches of a condition. */
  | { readonly is: 'choice'; readonly options: readonly Expression[] }
  | { readonly is: 'function'; readonly parameters: readonly string[]; readonly body: readonly Statement[] }
  /** Not followed, but what stands inside is. */
  | { readonly is: 'opaque'; readonly written: string; readonly inside: readonly Expression[] };

export interface Argument {
  readonly name?: string;
  readonly value: Expression;
}

export type Statement =
  | { readonly does: 'evaluate'; readonly value: Expression }
  | { readonly does: 'assign'; readonly target: Expression; readonly value: Expression }
  | { readonly does: 'remove'; readonly target: Expression }
  | { readonly does: 'repeat'; readonly target: Expression; readonly over: Expression; readonly body: readonly Statement[] }
  /** A loop that nothing but its body ends. */
  | { readonly does: 'forever'; readonly body: readonly Statement[]; readonly written: string };

/** Levels of nesting that are followed; deeper code is opaque. */
export const MAX_NESTING = 200;

export const literal = (value: string | number | boolean | null): Expression => ({ is: 'literal', value });

export const opaque = (written: string, inside: readonly Expression[] = []): Expression => ({
  is: 'opaque',
  written: written.slice(0, 40).replace(/\s+/g, ' '),
  inside,
});

const ESCAPES: { readonly [letter: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '\n': '',
};

/** Text between quotes as the language means it. */
export const unescaped = (text: string): string =>
  text.includes('\\')
    ? text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|([\s\S]))/g, (_, two, four, braces, letter) => {
        const code = Number.parseInt(two ?? four ?? braces, 16);
        if (letter === undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : '';
        return (
          ESCAPES[letter] ??
          (letter === '"' || letter === "'" || letter === '`' || letter === '\\' || letter === '$' ? letter : `\\${letter}`)
        );
      })
    : text;
