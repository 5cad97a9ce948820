import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/go';
import { interpret } from './interpret.ts';
import { type Forms, type Grammar, reading } from './reading.ts';
import type { Lowering } from './scene.ts';
import { type Argument, type Expression, literal, opaque, type Statement, unescaped } from './syntax.ts';

const PUNCTUATION = new Set(['(', ')', '[', ']', '{', '}', ',', ':', ';', '.', '...', ':=', '=', 'UpdateOp', 'go', 'defer', 'return']);

/** What the packages of a reading of documents fill: `json.Unmarshal(text, &config)`. */
const FILLS = /^(?:json|yaml|toml|xml)\.(?:Unmarshal|UnmarshalStrict)$/;

/** What a field is called outside of the program. */
const TAG = /^[ \t]+([A-Z]\w*)[ \t]+[^`\n]*`(?:json|yaml|toml):"([\w.-]+)/gm;

/** The last step of an import path that is no version: the name under which a package is used. */
const packageName = (path: string): string =>
  path
    .replace(/(?:\/(?:api)?v\d\w*)+$|\.v\d+$/, '')
    .split('/')
    .at(-1)!
    .replace(/^go-/, '');

const forms: Grammar['forms'] = ({ source, written, children, operands, expression, statement, block }) => {
  const methods = new Set([...source.matchAll(/^func \([^)\n]*\) (\w+)\(/gm)].map(([, name]) => name!));
  const packages = new Set<string>();
  const tags = new Map([...source.matchAll(TAG)].map(([, field, tag]) => [field!, tag!] as const));
  const field = (node: SyntaxNode): Expression => literal(tags.get(written(node)) ?? written(node));

  const text = (node: SyntaxNode): string => {
    const whole = written(node);
    return whole.startsWith('`') ? whole.slice(1, -1) : unescaped(whole.slice(1, -1));
  };

  const args = (node: SyntaxNode | null, depth: number): Argument[] =>
    node ? operands(node).map((child) => ({ value: expression(child, depth) })) : [];

  const parameters = (node: SyntaxNode): string[] =>
    node
      .getChildren('Parameters')
      .slice(0, node.name === 'MethodDecl' ? 2 : 1)
      .flatMap((list) => list.getChildren('Parameter'))
      .flatMap((each) => each.getChildren('DefName').map(written));

  const closure = (node: SyntaxNode, depth: number): Expression => {
    const body = node.getChild('Block');
    return { is: 'function', parameters: parameters(node), body: body ? block(body, depth) : [] };
  };

  const nameOf = (key: Expression): string => (key.is === 'literal' ? String(key.value) : '');

  const literalOf = (node: SyntaxNode, depth: number): Expression => {
    const elements = node.getChildren('Element');
    const value = (element: SyntaxNode): Expression => {
      const last = element.lastChild!;
      return last.name === 'LiteralValue' ? literalOf(last, depth) : expression(last, depth);
    };
    if (!elements.some((element) => element.getChild('Key'))) return { is: 'list', elements: elements.map(value) };
    return {
      is: 'map',
      entries: elements.flatMap((element) => {
        const key = element.getChild('Key')?.firstChild;
        if (!key) return [];
        return [{ key: key.name === 'VariableName' ? field(key) : expression(key, depth), value: value(element) }];
      }),
    };
  };

  /** A value of a type: a list, a map or fields of a type of its own; one of a package is made of its fields. */
  const typed = (node: SyntaxNode, depth: number): Expression => {
    const value = node.getChild('LiteralValue');
    if (!value) return opaque(written(node));
    const made = literalOf(value, depth);
    const type = node.firstChild!;
    if (type.name === 'TypeName') return made.is === 'map' ? made : { is: 'map', entries: [] };
    if (type.name !== 'QualifiedType') return made;
    const [of = '', key = ''] = written(type).split('.');
    const args = made.is === 'map' ? made.entries.map((each) => ({ name: nameOf(each.key), value: each.value })) : [];
    return { is: 'call', callee: { is: 'member', of: { is: 'name', name: of }, key: literal(key) }, args };
  };

  /** The grammar lets what follows an operand take hold of the whole operation: `"a" + b.c` reads as `("a" + b).c`. */
  const bound = (node: SyntaxNode, depth: number, rest: (of: Expression) => Expression): Expression => {
    if (node.name === 'BinaryExp') {
      const [left, operator, right] = children(node);
      return left && operator && right ? operation(left, written(operator), bound(right, depth, rest), depth, node) : opaque(written(node));
    }
    if (node.name === 'UnaryExp' && node.lastChild) return unary(node, bound(node.lastChild, depth, rest));
    const form = POSTFIX[node.name];
    const of = node.firstChild;
    return form && of ? bound(of, depth, (inner) => rest(form(inner, node, depth))) : rest(expression(node, depth));
  };

  const operation = (left: SyntaxNode, sign: string, second: Expression, depth: number, node: SyntaxNode): Expression => {
    const first = expression(left, depth);
    if (sign === '+') return { is: 'join', parts: [first, second], by: '' };
    return sign === '|' ? { is: 'join', parts: [first, literal('|'), second], by: '' } : opaque(written(node), [first, second]);
  };

  const unary = (node: SyntaxNode, inner: Expression): Expression => {
    const sign = written(node.firstChild!);
    if (sign === '&' || sign === '*') return inner;
    if (inner.is === 'literal' && sign === '-') return literal(-Number(inner.value));
    return inner.is === 'literal' && sign === '!' ? literal(!inner.value) : opaque(written(node), [inner]);
  };

  const called = (callee: Expression, given: Argument[]): Expression => {
    const own = callee.is === 'member' && callee.key.is === 'literal' && methods.has(String(callee.key.value));
    if (!own || (callee.of.is === 'name' && packages.has(callee.of.name))) return { is: 'call', callee, args: given };
    return { is: 'call', callee: { is: 'name', name: String(callee.key.value) }, args: [{ value: callee.of }, ...given] };
  };

  const POSTFIX: { readonly [name: string]: (of: Expression, node: SyntaxNode, depth: number) => Expression } = {
    SelectorExpr: (of, node) => ({ is: 'member', of, key: field(node.lastChild!) }),
    IndexExpr: (of, node, depth) => ({ is: 'member', of, key: expression(operands(node)[1] ?? node.lastChild!, depth) }),
    CallExpr: (of, node, depth) => called(of, args(node.getChild('Arguments'), depth)),
    SliceExpr: (of, node) => opaque(written(node), [of]),
    TypeAssertion: (of) => of,
  };
  const postfix = (node: SyntaxNode, depth: number): Expression => bound(node, depth, (of) => of);

  const expressions: Forms['expressions'] = {
    String: (node) => literal(text(node)),
    Rune: (node) => literal(text(node)),
    Number: (node) =>
      literal(
        Number(
          written(node)
            .replaceAll('_', '')
            .replace(/^0(?=[0-7]+$)/, '0o'),
        ),
      ),
    Bool: (node) => literal(written(node) === 'true'),
    Nil: () => literal(null),
    VariableName: (node) => ({ is: 'name', name: written(node) }),
    DefName: (node) => ({ is: 'name', name: written(node) }),
    ParenthesizedExpr: (node, depth) => expression(operands(node)[0] ?? node, depth),
    Conversion: (node, depth) => expression(operands(node).at(-1) ?? node, depth),
    TypedLiteral: typed,
    FunctionLiteral: closure,
    UnaryExp: postfix,
    BinaryExp: postfix,
    SelectorExpr: postfix,
    IndexExpr: postfix,
    CallExpr: postfix,
    SliceExpr: postfix,
    TypeAssertion: postfix,
  };

  /** Several names on the left of one call get its answer and, most often, an error: only the first is followed. */
  const assigned = (node: SyntaxNode, depth: number): Statement[] => {
    const all = children(node);
    const at = all.findIndex(({ name }) => name === '=' || name === ':=' || name === 'UpdateOp');
    if (at < 0) return [];
    const operand = ({ name }: SyntaxNode): boolean => !PUNCTUATION.has(name) && !/Type$|^TypeName$/.test(name);
    const targets = all.slice(0, at).filter(operand);
    const values = all.slice(at + 1).filter(operand);
    return targets.flatMap((left, index): Statement[] => {
      const right = values[index];
      if (!right) return [];
      const target = expression(left, depth);
      const value = expression(right, depth);
      if (all[at]!.name === 'UpdateOp') return [{ does: 'assign', target, value: { is: 'join', parts: [target, value], by: '' } }];
      return [...filled(right, depth), { does: 'assign', target, value }];
    });
  };

  /** The variable that a call fills, as if it were the call's answer. */
  const filled = (node: SyntaxNode, depth: number): Statement[] => {
    const callee = node.name === 'CallExpr' ? node.firstChild : null;
    if (!callee || !FILLS.test(written(callee))) return [];
    const [of, to] = args(node.getChild('Arguments'), depth);
    if (!of || !to) return [];
    return [{ does: 'assign', target: to.value, value: { is: 'call', callee: { is: 'module', name: 'yaml.load' }, args: [of] } }];
  };

  const imported = (node: SyntaxNode): Statement[] => {
    const path = node.getChild('String');
    if (!path) return [];
    const alias = node.getChild('DefName');
    const name = alias ? written(alias) : packageName(text(path));
    packages.add(name);
    return [{ does: 'assign', target: { is: 'name', name }, value: { is: 'module', name: text(path) } }];
  };

  const declared = (node: SyntaxNode, depth: number): Statement[] => {
    const name = node.getChild('DefName') ?? node.getChild('FieldName');
    return name ? [{ does: 'assign', target: { is: 'name', name: written(name) }, value: closure(node, depth) }] : [];
  };

  const loop = (node: SyntaxNode, depth: number): Statement[] => {
    const range = node.getChild('RangeClause');
    const body = node.getChild('Block');
    const inside = body ? block(body, depth) : [];
    const over = range && operands(range).at(-1);
    if (body && children(node).length === 2) return [{ does: 'forever', body: inside, written: written(body) }];
    if (!range || !over) return [...children(node).flatMap((child) => (child.name === 'Block' ? [] : statement(child, depth))), ...inside];
    const [key, value] = operands(range).filter(({ name }) => name === 'DefName' || name === 'VariableName');
    const elements: Expression = { is: 'call', callee: { is: 'module', name: 'go.elements' }, args: [{ value: expression(over, depth) }] };
    const target: Expression = value && value.from !== over.from ? expression(value, depth) : literal(key ? written(key) : '');
    return [{ does: 'repeat', target, over: elements, body: inside }];
  };

  const statements: Forms['statements'] = {
    ImportSpec: imported,
    ConstSpec: assigned,
    VarSpec: assigned,
    VarDecl: (node, depth) => (node.getChild(':=') ? assigned(node, depth) : operands(node).flatMap((child) => statement(child, depth))),
    Assignment: assigned,
    FunctionDecl: declared,
    MethodDecl: declared,
    ForStatement: loop,
    ExprStatement: (node, depth) =>
      operands(node).flatMap((child): Statement[] => [
        ...filled(child, depth),
        ...(child.firstChild ? [{ does: 'evaluate', value: expression(child, depth) } as const] : []),
      ]),
    SpecList: (node, depth) => operands(node).flatMap((child) => statement(child, depth)),
    TypeDecl: () => [],
    PackageClause: () => [],
  };
  return { expressions, statements };
};

const statementsOf = reading(parser, {
  punctuation: PUNCTUATION,
  nested: /(?:Statement|Decl|Spec|Block|Body|Case|Clause|Assignment)$/,
  forms,
});

/** The grammar forgets that a line may end in `true` or `false`. */
const ENDS = /`[^`]*`|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\b(?:true|false)(?=[ \t]*(?:\/\/|\r?\n))/g;
const ended = (source: string): string => source.replace(ENDS, (token) => (token === 'true' || token === 'false' ? `${token};` : token));

const STARTS: readonly Statement[] = ['init', 'main'].map((name) => ({
  does: 'evaluate',
  value: { is: 'call', callee: { is: 'name', name }, args: [] },
}));

/** Effects of a Go program, which begins at `main`. */
export const go: Lowering = (source, scene) => interpret([...statementsOf(ended(source)), ...STARTS], scene, 'go');
