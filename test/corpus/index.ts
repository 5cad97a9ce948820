import { MESSAGES } from './messages.ts';
import type { Row } from './row.ts';

/** Every format of the sample corpus; one file a group. */
export const ROWS: readonly Row[] = [...MESSAGES];
