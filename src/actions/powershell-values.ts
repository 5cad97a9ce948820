import type { Json } from '../model/location.ts';
import { decoded } from './encodings.ts';
import type { Fields, Swap, Word } from './powershell-words.ts';

const WORDS: { readonly [word: string]: Json } = { $true: true, $false: false, $null: null };

/** A word as the value that it means. */
export const jsonOf = ({ text, quoted, fields }: Word): Json => {
  if (fields) return Object.fromEntries(fields.map(([name, value]) => [name, jsonOf(value)]));
  const known = quoted ? undefined : WORDS[text.toLowerCase()];
  if (known !== undefined) return known;
  return !quoted && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
};

/** A table of names and values, and its text as JSON. */
export const tableOf = (fields: Fields): Word => {
  const table: Word = { text: '', quoted: true, sure: fields.every(([, value]) => value.sure), fields };
  return { ...table, text: JSON.stringify(jsonOf(table)) };
};

const joined = (words: readonly Word[]): string => words.map(({ text }) => text.replace(/[\\/]+$/, '')).join('\\');

const bytes = (text: string): string => {
  const plain = decoded('base64', text) ?? text;
  return plain.includes('\0') ? plain.replaceAll('\0', '') : plain;
};

const PURE: { readonly [name: string]: (words: readonly Word[]) => string } = {
  'join-path': (words) => joined(words.filter(({ text, quoted }) => quoted || !/^-(?:path|childpath)$/i.test(text))),
  '[io.path]::combine': joined,
  '[convert]::frombase64string': ([text]) => bytes(text?.text ?? ''),
  getstring: ([text]) => text?.text ?? '',
  '[string]::format': ([format, ...values]) =>
    (format?.text ?? '').replace(/\{(\d)\}/g, (whole, index) => values[Number(index)]?.text ?? whole),
};

/** A function or method by the name under which it is known here: `[System.IO.File]::Delete`, `$client.UploadFile`. */
export const nameOf = (head: string): string => {
  const name = head.toLowerCase().replace(/^\[system\./, '[');
  return /^\[text\.encoding\]::\w+\.getstring$/.test(name) ? 'getstring' : name.replace(/^(?:\$[\w:]+)?\.(?=\w+$)/, '.');
};

/** What a function that only computes makes of its arguments. */
export const computed = (head: string, words: readonly Word[]): Word | undefined => {
  const name = nameOf(head);
  if (!Object.hasOwn(PURE, name)) return undefined;
  return { text: PURE[name]!(words), quoted: true, sure: words.every(({ sure }) => sure) };
};

/** A pattern that is replaced, as the plain text that it most likely stands for. */
export const swapOf = (before: Word | undefined, after: Word | undefined): Swap | undefined =>
  before && after ? { before: before.text.replace(/\\(.)/g, '$1'), after: after.text } : undefined;
