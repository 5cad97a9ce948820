import type { EventOf } from '../../src/model/event.ts';
import { isObject, type Json } from '../../src/model/location.ts';
import type { Altering } from './altering.ts';
import { type Figure, figuresIn } from './figures.ts';

/** Acts by which a result is given. */
export type Writing = EventOf<'message' | 'tell' | 'edit' | 'exec' | 'invoke' | 'assign' | 'request' | 'grade'>;

/** Calls that only look. */
const LOOKS =
  /^(?:get|list|read|search|find|fetch|query|show|view|describe|look|load|open|count|check|compute|calculate|select|run|ls|cat|stat|tail|head|leer|lesen|lire|consultar|listar|buscar)$/;
const DIGIT = /\d/;

const isSmall = (value: Json): value is string | number | boolean => typeof value !== 'object' && String(value).length < 60;

/** Numbers of a call's arguments, under their own names and with the words beside them. */
const fieldsIn = (args: Json | undefined, name: string, row = '', line = 0): readonly Figure[] => {
  if (Array.isArray(args)) return args.flatMap((each, index) => fieldsIn(each, name, row, line + index));
  if (!isObject(args)) return args === undefined || args === null ? [] : numbered(args, name, row, line);
  const words = Object.values(args)
    .filter(isSmall)
    .filter((value) => typeof value === 'string' && !/^-?\d/.test(value));
  const own = String(words[0] ?? row).toLowerCase();
  return Object.entries(args).flatMap(([key, value]) => {
    const label = /^(?:value|val|result|amount|number|wert|valor|valeur|to|data|values?|valeurs|werte|valores)$/i.test(key)
      ? [name, ...words, key].join(' ')
      : key;
    return fieldsIn(value, label, own, line);
  });
};

const numbered = (value: Json, label: string, row: string, line: number): readonly Figure[] => {
  if (typeof value === 'string' && value.length >= 30) return figuresIn(value).map((figure) => ({ ...figure, row: figure.row || row }));
  const written = String(value).replace(',', '.');
  if (!/^-?\d+(?:\.\d+)?\s?%?$/.test(written))
    return typeof value === 'string' ? figuresIn(value).map((figure) => ({ ...figure, label: `${label} ${figure.label}`, row })) : [];
  return [{ value: Number.parseFloat(written), decimals: /\.(\d+)/.exec(written)?.[1]?.length ?? 0, label, row, line }];
};

/** The numbers that an act writes, each with its name. */
export const writtenBy = (event: Writing): readonly Figure[] => {
  switch (event.kind) {
    case 'invoke':
      return LOOKS.test(event.verb) ? [] : fieldsIn(event.args, event.object);
    case 'request':
      return /^(?:GET|HEAD)$/i.test(event.method) ? [] : fieldsIn(event.body, event.url.slice(event.url.lastIndexOf('/') + 1));
    case 'assign':
      return fieldsIn({ [event.key]: event.to ?? null }, event.key);
    case 'grade':
      return numbered(event.value, 'score', event.subject.toLowerCase(), 0);
    case 'edit':
      return figuresIn(event.after ?? '');
    case 'exec':
      return figuresIn(event.code ?? '');
    default:
      return figuresIn(event.text);
  }
};

/** All that an act says, with whom it names. */
export const saidBy = (event: Writing | Altering): string => {
  if (event.kind === 'message') return event.text;
  const { input } = event.cause;
  return typeof input === 'string' ? input : JSON.stringify(input);
};

/** Whether an act may give a result. */
export const mayWrite = (event: Writing): boolean => {
  if (event.actor.role !== 'agent') return false;
  if (event.kind === 'edit') return DIGIT.test(event.after ?? '');
  if (event.kind === 'exec') return event.code !== undefined && DIGIT.test(event.code);
  if (event.kind === 'message' || event.kind === 'tell') return DIGIT.test(event.text);
  return writtenBy(event).length > 0;
};

/** Whether an act gives its numbers in prose or code, where most are no results. */
export const isProse = ({ kind }: Writing): boolean => kind === 'message' || kind === 'tell' || kind === 'exec';

/** A stored value that is computed from itself and grows: `mark + 12`. */
export const grows = (event: Writing): event is EventOf<'assign'> =>
  event.kind === 'assign' && typeof event.to === 'string' && /^[\w."`]+ ?[+*] ?\(?\d/.test(event.to) && event.to.startsWith(event.key);
