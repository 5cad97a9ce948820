import type { Json } from './location.ts';

/** Whether a value can be a point in time: a number, its digits, or a date. Writers change from one to another between versions. */
export const isWhen = (value: Json | undefined): boolean => typeof value === 'number' || (typeof value === 'string' && /^-?\d/.test(value));
