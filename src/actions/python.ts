import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { type Effect, toExec } from '../model/effect.ts';
import { interpret } from './interpret.ts';
import { type Forms, type Grammar, reading } from './reading.ts';
import { causeOf, type Lowering, run, type Scene } from './scene.ts';
import { type Argument, type Expression, literal, opaque, type Statement, unescaped } from './syntax.ts';

/** Words without which no script does anything to the world. */
const ACTS =
  /\b(?:open|os|exec|eval|Path|put)\b|write|\bdump|shutil|subprocess|pathlib|popen|pexpect|unlink|rmtree|symlink|signal|kill|terminate|request|httpx|aiohttp|urlopen|urlretrieve|wget|upload|copy_(?:blob|object)|fput_object|produce|publish|push_to_hub|ftp|paramiko|boto3|huggingface|docker|psutil|\.stop\(|\bsave|to_(?:csv|json|excel|parquet|pickle)|logging\.disable|__import__|import_module|execute|tarfile|zipfile|send2trash|(?<!\b(?:self|cls))\.\w+[ \t]*=(?!=)/i;

const PUNCTUATION = new Set(['(', ')', '[', ']', '{', '}', ',', ':', '.', '*', '**', '=', 'AssignOp', 'as', 'async', 'await']);

const forms: Grammar['forms'] = ({ source, written, children, operands, many, expression, statement, block }) => {
  const string = (node: SyntaxNode): Expression => {
    const whole = written(node);
    const [, prefix = '', quote = ''] = /^([A-Za-z]*)("""|'''|"|')/.exec(whole) ?? [];
    const plain = (text: string): string => (/r/i.test(prefix) ? text : unescaped(text));
    const start = node.from + prefix.length + quote.length;
    const end = whole.length >= prefix.length + 2 * quote.length && whole.endsWith(quote) ? node.to - quote.length : node.to;
    if (node.name !== 'FormatString') return literal(plain(source.slice(start, end)));
    const parts: Expression[] = [];
    let from = start;
    for (const hole of children(node).filter((child) => child.name === 'FormatReplacement')) {
      parts.push(literal(plain(source.slice(from, hole.from)).replaceAll('{{', '{').replaceAll('}}', '}')));
      const inner = operands(hole)[0];
      if (inner) parts.push(expression(inner, 1));
      from = hole.to;
    }
    parts.push(literal(plain(source.slice(from, end)).replaceAll('{{', '{').replaceAll('}}', '}')));
    return { is: 'join', parts, by: '' };
  };

  const args = (node: SyntaxNode | null, depth: number): Argument[] => {
    const found: Argument[] = [];
    const all = node ? children(node).filter((child) => !'(),'.includes(child.name)) : [];
    for (let index = 0; index < all.length; index++) {
      const child = all[index]!;
      if (all[index + 1]?.name === 'AssignOp' && all[index + 2]) {
        found.push({ name: written(child), value: expression(all[index + 2]!, depth) });
        index += 2;
      } else if (child.name !== '*' && child.name !== '**') found.push({ value: expression(child, depth) });
    }
    return found;
  };

  const parameters = (node: SyntaxNode | null): string[] =>
    node ? children(node).flatMap((child) => (child.name === 'VariableName' ? [written(child)] : [])) : [];

  const expressions: Forms['expressions'] = {
    String: string,
    FormatString: string,
    ContinuedString: (node) => ({ is: 'join', parts: children(node).map(string), by: '' }),
    Number: (node) => literal(Number(written(node).replaceAll('_', ''))),
    Boolean: (node) => literal(written(node) === 'True'),
    None: () => literal(null),
    VariableName: (node) => ({ is: 'name', name: written(node) }),
    ParenthesizedExpression: (node, depth) => expression(operands(node)[0] ?? node, depth),
    AwaitExpression: (node, depth) => expression(operands(node)[0] ?? node, depth),
    NamedExpression: (node, depth) => expression(operands(node)[1] ?? node, depth),
    ArrayExpression: (node, depth) => ({ is: 'list', elements: many(operands(node), depth) }),
    TupleExpression: (node, depth) => ({ is: 'list', elements: many(operands(node), depth) }),
    SetExpression: (node, depth) => ({ is: 'list', elements: many(operands(node), depth) }),
    DictionaryExpression(node, depth) {
      const all = operands(node);
      const entries = [];
      for (let index = 0; index + 1 < all.length; index += 2)
        entries.push({ key: expression(all[index]!, depth), value: expression(all[index + 1]!, depth) });
      return { is: 'map', entries };
    },
    CallExpression: (node, depth) => ({
      is: 'call',
      callee: expression(node.firstChild!, depth),
      args: args(node.getChild('ArgList'), depth),
    }),
    MemberExpression(node, depth) {
      const [of, ...keys] = operands(node);
      const key = keys[0];
      if (!of || !key) return opaque(written(node));
      if (key.name === 'PropertyName') return { is: 'member', of: expression(of, depth), key: literal(written(key)) };
      const inner = keys.length > 1 ? ({ is: 'list', elements: many(keys, depth) } as const) : expression(key, depth);
      return { is: 'member', of: expression(of, depth), key: inner };
    },
    BinaryExpression(node, depth) {
      const [left, operator, right] = children(node);
      if (!left || !operator || !right) return opaque(written(node));
      const parts = [expression(left, depth), expression(right, depth)];
      const sign = written(operator);
      if (sign === '+' || sign === '/') return { is: 'join', parts, by: sign === '/' ? '/' : '' };
      if (sign === 'or') return { is: 'choice', options: parts };
      if (sign === '%') return { is: 'call', callee: { is: 'member', of: parts[0]!, key: literal('%') }, args: [{ value: parts[1]! }] };
      return opaque(written(node), parts);
    },
    UnaryExpression(node, depth) {
      const inner = expression(node.lastChild!, depth);
      return written(node).startsWith('-') && inner.is === 'literal' && typeof inner.value === 'number'
        ? literal(-inner.value)
        : opaque(written(node), [inner]);
    },
    ConditionalExpression(node, depth) {
      const [first, , condition, , second] = children(node);
      return first && condition && second ? { is: 'choice', options: many([first, second, condition], depth) } : opaque(written(node));
    },
    LambdaExpression: (node, depth) => ({
      is: 'function',
      parameters: parameters(node.getChild('ParamList')),
      body: [{ does: 'evaluate', value: expression(node.lastChild!, depth) }],
    }),
  };

  const imports = (node: SyntaxNode): Statement[] => {
    const all = children(node).filter((child) => child.name !== ',' && child.name !== '(' && child.name !== ')');
    const from = written(all[0]!) === 'from';
    const at = all.findIndex((child) => child.name === 'import');
    const origin = from ? all.slice(1, at).map(written).join('') : '';
    const found: Statement[] = [];
    let path = '';
    for (let index = at + 1; index < all.length; index++) {
      const child = all[index]!;
      if (child.name === '.') continue;
      path = all[index - 1]?.name === '.' && !from ? `${path}.${written(child)}` : written(child);
      if (all[index + 1]?.name === '.') continue;
      const alias = all[index + 1]?.name === 'as' && all[index + 2] ? written(all[index + 2]!) : undefined;
      if (alias !== undefined) index += 2;
      const name = from ? `${origin}.${path}` : alias === undefined ? path.split('.')[0]! : path;
      found.push({ does: 'assign', target: { is: 'name', name: alias ?? path.split('.')[0]! }, value: { is: 'module', name } });
    }
    return found;
  };

  const assignment = (node: SyntaxNode, depth: number): Statement[] => {
    const all = children(node).filter((child) => child.name !== 'TypeDef');
    const signs = all.flatMap((child, index) => (child.name === 'AssignOp' || child.name === 'UpdateOp' ? [index] : []));
    if (signs.length === 0) return [];
    const side = (from: number, to: number): Expression => {
      const parts = all.slice(from, to).filter((child) => !PUNCTUATION.has(child.name));
      return parts.length === 1 ? expression(parts[0]!, depth) : { is: 'list', elements: many(parts, depth) };
    };
    const right = side(signs.at(-1)! + 1, all.length);
    const sign = written(all[signs[0]!]!);
    if (sign !== '=') {
      const target = side(0, signs[0]!);
      return [
        { does: 'assign', target, value: sign === '+=' ? { is: 'join', parts: [target, right], by: '' } : opaque(written(node), [right]) },
      ];
    }
    return signs.map((at, index) => ({ does: 'assign', target: side(index === 0 ? 0 : signs[index - 1]! + 1, at), value: right }));
  };

  const withAs = (node: SyntaxNode, depth: number): Statement[] => {
    const all = children(node);
    const found: Statement[] = [];
    for (let index = 0; index < all.length; index++) {
      const child = all[index]!;
      if (child.name === 'with' || child.name === 'as' || child.name === 'async' || '(),'.includes(child.name)) continue;
      if (child.name === 'Body') found.push(...block(child, depth));
      else if (all[index + 1]?.name === 'as' && all[index + 2]) {
        found.push({ does: 'assign', target: expression(all[index + 2]!, depth), value: expression(child, depth) });
        index += 2;
      } else found.push({ does: 'evaluate', value: expression(child, depth) });
    }
    return found;
  };

  const statements: Forms['statements'] = {
    ImportStatement: imports,
    AssignStatement: assignment,
    UpdateStatement: assignment,
    WithStatement: withAs,
    DeleteStatement: (node, depth) =>
      operands(node)
        .slice(1)
        .map((child) => ({ does: 'remove', target: expression(child, depth) })),
    ForStatement(node, depth) {
      const all = children(node);
      const at = all.findIndex((child) => child.name === 'in');
      const over = all[at + 1];
      if (at < 1 || !over) return [];
      const targets = all.slice(all.findIndex((child) => child.name === 'for') + 1, at).filter((child) => !PUNCTUATION.has(child.name));
      const target: Expression = targets.length === 1 ? expression(targets[0]!, depth) : { is: 'list', elements: many(targets, depth) };
      const body = all.filter((child) => child.name === 'Body').flatMap((child) => block(child, depth));
      return [{ does: 'repeat', target, over: expression(over, depth), body }];
    },
    WhileStatement(node, depth) {
      const [condition, ...bodies] = operands(node).slice(1);
      const body = bodies.flatMap((child) => statement(child, depth));
      if (condition && /^(?:True|1)$/.test(written(condition))) return [{ does: 'forever', body, written: bodies.map(written).join('\n') }];
      return [...(condition?.firstChild ? [{ does: 'evaluate', value: expression(condition, depth) } as const] : []), ...body];
    },
    FunctionDefinition(node, depth) {
      const name = node.getChild('VariableName');
      const body = node.getChild('Body');
      if (!name || !body) return [];
      const value: Expression = { is: 'function', parameters: parameters(node.getChild('ParamList')), body: block(body, depth) };
      return [{ does: 'assign', target: { is: 'name', name: written(name) }, value }];
    },
    DecoratedStatement: (node, depth) => children(node).flatMap((child) => (child.name === 'Decorator' ? [] : statement(child, depth))),
  };

  return { expressions, statements };
};

const MAGIC = /^[ \t]*(?:!|%(?:sx|system)[ \t])[ \t]*(.+)$|^[ \t]*[\w, ]+=[ \t]*!(.+)$/;
const CELL = /^\s*%%(?:bash|sh|script[ \t]+\S+)[^\n]*\n([\s\S]*)$/;
const WRITTEN = /^\s*%%writefile[ \t]+(-a[ \t]+)?(\S+)[ \t]*\n([\s\S]*)$/;

/** A notebook's magics run in the shell; the rest is Python. */
const magics = (source: string): { readonly script: string; readonly commands: readonly string[] } => {
  if (!/^[ \t]*[!%]|=[ \t]*!/m.test(source)) return { script: source, commands: [] };
  const commands: string[] = [];
  const kept = source.split('\n').map((line) => {
    const magic = MAGIC.exec(line);
    if (magic) commands.push((magic[1] ?? magic[2])!);
    else if (/^[ \t]*%cd[ \t]/.test(line)) commands.push(line.trim().slice(1));
    return magic || /^[ \t]*%/.test(line) ? `${line.slice(0, line.length - line.trimStart().length)}pass` : line;
  });
  return { script: kept.join('\n'), commands };
};

/** Whether a script calls a function that has the name of one of the agent's tools. */
const callsTool = (script: string, { isTool }: Scene): boolean =>
  isTool !== undefined && [...script.matchAll(/\b([A-Za-z_]\w*)\s*\(/g)].some(([, name]) => isTool(name!));

const statementsOf = reading(parser, { punctuation: PUNCTUATION, nested: /^Body$|(?:Statement|Definition)$/, forms });

/** Effects of Python: of its calls to libraries, of the commands it runs, and of the values it writes back. */
export const python: Lowering = (source, scene) => {
  const interpreted = scene.via.length > 1 && /(?:^|\/)(?:i?python|pypy)[\d.]*$/.test(scene.via.at(-1)!);
  const first: readonly Effect[] = interpreted ? [] : [toExec(causeOf(scene), { program: 'python', argv: ['python'], code: source })];
  const cell = CELL.exec(source);
  if (cell) return [...first, ...run('shell', cell[1]!, scene)];
  const file = WRITTEN.exec(source);
  if (file)
    return [...first, ...run('shell', `cat ${file[1] ? '>>' : '>'} '${file[2]!}' <<'%%writefile'\n${file[3]!}\n%%writefile`, scene)];
  const { script, commands } = magics(source);
  const shell = commands.flatMap((command) => run('shell', command, scene));
  if (!ACTS.test(script) && !callsTool(script, scene)) return [...first, ...shell];
  return [...first, ...shell, ...interpret(statementsOf(script), scene, 'python')];
};
