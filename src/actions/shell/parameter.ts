import type { Session } from '../world.ts';
import type { ParameterExpansionPart, Word } from './syntax.ts';
import { elements, variable } from './variables.ts';

type Text = (word: Word) => string;
type Operation = NonNullable<ParameterExpansionPart['operation']>;

/** A shell pattern as a regular expression, without anchors. */
const regexOf = (pattern: string, greedy: boolean): string =>
  pattern
    .replace(/[.+^$|()\\{}]/g, '\\$&')
    .replace(/\*+/g, greedy ? '[^]*' : '[^]*?')
    .replaceAll('?', '[^]');

/** Units of a value that patterns are tried on. */
const VALUE_CAP = 1024;

/** Patterns that may take long to try are not tried. */
const compiled = (source: string): RegExp | undefined => {
  if (source.length > 200 || source.split('[^]*').length > (source.startsWith('^') ? 3 : 2)) return undefined;
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
};

const replaced = (value: string, source: string, by: string, everywhere: boolean): string | undefined => {
  const regex = compiled(source);
  if (!regex || value.length > VALUE_CAP) return undefined;
  return everywhere ? value.replace(new RegExp(regex.source, 'g'), () => by) : value.replace(regex, () => by);
};

const removed = (value: string, operator: string, pattern: string): string | undefined => {
  const source = regexOf(pattern, operator.length === 2);
  if (operator[0] === '#') return replaced(value, `^${source}`, '', false);
  // The shortest match at the end: what is before it must be as long as it can be.
  const ending = compiled(operator.length === 2 ? `^([^]*?)(?:${source})$` : `^([^]*)(?:${source})$`);
  return ending && value.length <= VALUE_CAP ? (ending.exec(value)?.[1] ?? value) : undefined;
};

const cased = (value: string, operator: string): string => {
  const change = (text: string): string => (operator[0] === '^' ? text.toUpperCase() : text.toLowerCase());
  return operator.length === 2 ? change(value) : change(value.slice(0, 1)) + value.slice(1);
};

const orDefault = (value: string | undefined, operator: string, operand: string): string | undefined => {
  const set = value !== undefined && (value !== '' || !operator.startsWith(':'));
  if (operator.endsWith('+')) return set ? operand : '';
  if (operator.endsWith('?')) return value;
  return set ? value : operand;
};

const operate = (value: string | undefined, operation: Operation, text: Text): string | undefined => {
  if (operation.type === 'Default') return orDefault(value, operation.operator, text(operation.operand));
  if (value === undefined) return undefined;
  switch (operation.type) {
    case 'Remove':
      return removed(value, operation.operator, text(operation.operand));
    case 'Replace': {
      const pattern = regexOf(text(operation.pattern), true);
      const anchored = operation.operator === '/#' ? `^${pattern}` : operation.operator === '/%' ? `${pattern}$` : pattern;
      return replaced(value, anchored, text(operation.replacement), operation.operator === '//');
    }
    case 'Slice': {
      const offset = Number(text(operation.offset));
      const length = operation.length ? Number(text(operation.length)) : value.length;
      return Number.isInteger(offset) && length >= 0 ? value.slice(offset).slice(0, length) : undefined;
    }
    case 'CaseModification':
      return operation.operand ? undefined : cased(value, operation.operator);
    case 'Transform':
      return value;
    default:
      return undefined;
  }
};

/** The value of `${…}`, where it can be worked out. */
export const parameter = (part: ParameterExpansionPart, session: Session, text: Text): string | undefined => {
  const list = part.index && elements(session.variables, part.parameter);
  let value = list ? list[Number(part.index!.text)] : variable(session, part.parameter);
  if (part.prefix === '!') value = value === undefined ? undefined : variable(session, value);
  if (part.prefix === '#') {
    const counted = elements(session.variables, part.parameter);
    return part.index ? counted && String(counted.length) : value && String(value.length);
  }
  return part.operation ? operate(value, part.operation, text) : value;
};
