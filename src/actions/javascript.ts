import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';
import { toExec } from '../model/effect.ts';
import { interpret } from './interpret.ts';
import { type Forms, type Grammar, reading } from './reading.ts';
import { causeOf, type Lowering } from './scene.ts';
import { type Argument, type Expression, literal, opaque, type Statement, unescaped } from './syntax.ts';

/** Words without which no script does anything to the world. */
const ACTS =
  /\b(?:tools|fs|rm|got)\b|write|unlink|rename|child_process|exec|spawn|kill|\bprocess\.(?:on|once|env|chdir)|fetch|axios|[uU]pload|[pP]utObject|sendToQueue|producer|Deno|Bun|rimraf|\beval\b|\bFunction\(|runIn\w*Context|(?<!\bthis)\.\w+\s*=(?![=>])/;

const PUNCTUATION = new Set([
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  ';',
  '.',
  '?.',
  'Equals',
  'Arrow',
  'Spread',
  '...',
  'async',
  'await',
  'new',
  'return',
  'TypeAnnotation',
  'TypeArgList',
]);

const forms: Grammar['forms'] = ({ source, written, children, operands, many, expression, statement, block }) => {
  const template = (node: SyntaxNode, depth: number): Expression => {
    const parts: Expression[] = [];
    let from = node.from + 1;
    for (const hole of children(node).filter((child) => child.name === 'Interpolation')) {
      parts.push(literal(unescaped(source.slice(from, hole.from))));
      const inner = operands(hole).find((child) => !child.name.startsWith('Interpolation'));
      if (inner) parts.push(expression(inner, depth));
      from = hole.to;
    }
    parts.push(literal(unescaped(source.slice(from, source[node.to - 1] === '`' ? node.to - 1 : node.to))));
    return { is: 'join', parts, by: '' };
  };

  const args = (node: SyntaxNode | null, depth: number): Argument[] =>
    node ? operands(node).map((child) => ({ value: expression(child, depth) })) : [];

  const parameters = (node: SyntaxNode | null): string[] =>
    node ? children(node).flatMap((child) => (child.name === 'VariableDefinition' ? [written(child)] : [])) : [];

  const closure = (node: SyntaxNode, depth: number): Expression => {
    const body = node.getChild('Block');
    const only = body ? undefined : node.lastChild;
    return {
      is: 'function',
      parameters: parameters(node.getChild('ParamList')),
      body: body ? block(body, depth) : only ? [{ does: 'evaluate', value: expression(only, depth) }] : [],
    };
  };

  const called = (node: SyntaxNode, depth: number): Expression => {
    const callee = operands(node)[0];
    return callee ? { is: 'call', callee: expression(callee, depth), args: args(node.getChild('ArgList'), depth) } : opaque(written(node));
  };

  const expressions: Forms['expressions'] = {
    String: (node) => literal(unescaped(written(node).slice(1, -1))),
    TemplateString: template,
    Number: (node) => literal(Number(written(node).replace(/[_n]/g, ''))),
    BooleanLiteral: (node) => literal(written(node) === 'true'),
    null: () => literal(null),
    RegExp: (node) =>
      literal(
        written(node)
          .replace(/^\/|\/\w*$/g, '')
          .replace(/\\(.)/g, '$1'),
      ),
    VariableName: (node) => ({ is: 'name', name: written(node) }),
    VariableDefinition: (node) => ({ is: 'name', name: written(node) }),
    ParenthesizedExpression: (node, depth) => expression(operands(node)[0] ?? node, depth),
    AwaitExpression: (node, depth) => expression(operands(node)[0] ?? node, depth),
    ArrayExpression: (node, depth) => ({ is: 'list', elements: many(operands(node), depth) }),
    ArrayPattern: (node, depth) => ({ is: 'list', elements: many(operands(node), depth) }),
    ObjectExpression: (node, depth) => ({
      is: 'map',
      entries: node.getChildren('Property').flatMap((property) => {
        const [key, value] = operands(property);
        if (!key || property.firstChild?.name === 'Spread') return [];
        const name = key.name === 'String' ? expression(key, depth) : literal(written(key));
        return [{ key: name, value: value ? expression(value, depth) : ({ is: 'name', name: written(key) } as const) }];
      }),
    }),
    CallExpression: called,
    NewExpression: called,
    MemberExpression(node, depth) {
      const [of, key] = operands(node);
      if (!of || !key) return opaque(written(node));
      return { is: 'member', of: expression(of, depth), key: key.name === 'PropertyName' ? literal(written(key)) : expression(key, depth) };
    },
    BinaryExpression(node, depth) {
      const [left, operator, right] = children(node);
      if (!left || !operator || !right) return opaque(written(node));
      const parts = many([left, right], depth);
      const sign = written(operator);
      if (sign === '+') return { is: 'join', parts, by: '' };
      return sign === '||' || sign === '??' ? { is: 'choice', options: parts } : opaque(written(node), parts);
    },
    UnaryExpression(node, depth) {
      const inner = node.lastChild ? expression(node.lastChild, depth) : literal(null);
      const sign = source[node.from];
      if (inner.is === 'literal' && sign === '!') return literal(!inner.value);
      return inner.is === 'literal' && sign === '-' ? literal(-Number(inner.value)) : opaque(written(node), [inner]);
    },
    ConditionalExpression(node, depth) {
      const [condition, , first, , second] = children(node);
      return condition && first && second ? { is: 'choice', options: many([first, second, condition], depth) } : opaque(written(node));
    },
    ArrowFunction: closure,
    FunctionExpression: closure,
    AssignmentExpression(node, depth) {
      return opaque(
        written(node),
        operands(node)
          .slice(-1)
          .map((child) => expression(child, depth)),
      );
    },
  };

  /** What a pattern takes out of a value: `const { a, b: c } = value`. */
  const destructured = (pattern: SyntaxNode, value: Expression): Statement[] =>
    pattern.getChildren('PatternProperty').flatMap((property) => {
      const [key, name] = operands(property);
      if (!key) return [];
      const target: Expression = { is: 'name', name: written(name ?? key) };
      return [{ does: 'assign', target, value: { is: 'member', of: value, key: literal(written(key)) } }];
    });

  const declaration = (node: SyntaxNode, depth: number): Statement[] => {
    const all = children(node).filter((child) => child.name !== 'TypeAnnotation');
    return all.flatMap((child, index): Statement[] => {
      const right = all[index + 1]?.name === 'Equals' ? all[index + 2] : undefined;
      if (!right) return [];
      const value = expression(right, depth);
      return child.name === 'ObjectPattern' ? destructured(child, value) : [{ does: 'assign', target: expression(child, depth), value }];
    });
  };

  const imports = (node: SyntaxNode): Statement[] => {
    const origin = node.getChild('String');
    if (!origin) return [];
    const module = written(origin).slice(1, -1);
    const bind = (name: string, full: string): Statement => ({
      does: 'assign',
      target: { is: 'name', name },
      value: { is: 'module', name: full },
    });
    const found = node.getChildren('VariableDefinition').map((child) => bind(written(child), module));
    const group = node.getChild('ImportGroup');
    const names = group ? written(group).slice(1, -1).split(',') : [];
    return [
      ...found,
      ...names.flatMap((each) => {
        const [name, alias] = each.trim().split(/\s+as\s+/);
        return name ? [bind(alias ?? name, `${module}.${name}`)] : [];
      }),
    ];
  };

  const statements: Forms['statements'] = {
    ImportDeclaration: imports,
    VariableDeclaration: declaration,
    AssignmentExpression(node, depth) {
      const [left, ...rest] = operands(node);
      const right = rest.at(-1);
      if (!left || !right) return [];
      const target = expression(left, depth);
      const value = expression(right, depth);
      const plain = children(node)[1]?.name === 'Equals';
      return [{ does: 'assign', target, value: plain ? value : { is: 'join', parts: [target, value], by: '' } }];
    },
    UnaryExpression(node, depth) {
      if (node.firstChild?.name !== 'delete' || !node.lastChild) return [{ does: 'evaluate', value: expression(node, depth) }];
      return [{ does: 'remove', target: expression(node.lastChild, depth) }];
    },
    FunctionDeclaration(node, depth) {
      const name = node.getChild('VariableDefinition');
      return name ? [{ does: 'assign', target: { is: 'name', name: written(name) }, value: closure(node, depth) }] : [];
    },
    MethodDeclaration(node, depth) {
      const name = node.getChild('PropertyDefinition');
      return name ? [{ does: 'assign', target: { is: 'name', name: written(name) }, value: closure(node, depth) }] : [];
    },
    WhileStatement(node, depth) {
      const [condition, body] = operands(node).slice(1);
      if (!condition || !body) return [];
      const inside = statement(body, depth);
      if (/^\(\s*(?:true|1)\s*\)$/.test(written(condition))) return [{ does: 'forever', body: inside, written: written(body) }];
      return [{ does: 'evaluate', value: expression(condition, depth) }, ...inside];
    },
    ForStatement(node, depth) {
      const body = children(node).slice(-1);
      const spec = node.getChild('ForOfSpec') ?? node.getChild('ForInSpec');
      const target = spec?.getChild('VariableDefinition') ?? spec?.getChild('ArrayPattern');
      const over = spec ? operands(spec).at(-1) : undefined;
      const statements = body.flatMap((child) => statement(child, depth));
      if (body[0] && /^\(\s*;\s*;\s*\)$/.test(written(node.getChild('ForSpec') ?? node)))
        return [{ does: 'forever', body: statements, written: written(body[0]) }];
      if (target && over) return [{ does: 'repeat', target: expression(target, depth), over: expression(over, depth), body: statements }];
      return [
        ...children(node)
          .slice(0, -1)
          .flatMap((child) => statement(child, depth)),
        ...statements,
      ];
    },
  };

  return { expressions, statements };
};

const statementsOf = reading(parser.configure({ dialect: 'ts' }), {
  punctuation: PUNCTUATION,
  nested: /(?:Statement|Declaration|Block|ClassBody|Clause|Spec)$/,
  forms,
});

/** Effects of JavaScript: of its calls to libraries and tools, and of the values it writes back. */
export const javascript: Lowering = (source, scene) => {
  const interpreted = scene.via.length > 1 && /(?:^|\/)(?:node|bun|deno|tsx|ts-node)$/.test(scene.via.at(-1)!);
  // A script that only calls tools is those calls.
  const first =
    interpreted || (scene.call && /\btools\s*[.[]/.test(source))
      ? []
      : [toExec(causeOf(scene), { program: 'node', argv: ['node'], code: source })];
  if (!ACTS.test(source)) return first;
  return [...first, ...interpret(statementsOf(source), scene, 'javascript')];
};
