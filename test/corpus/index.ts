import { CODING } from './coding.ts';
import { CONTAINERS } from './containers.ts';
import { EVALUATION } from './evaluation.ts';
import { MESSAGES } from './messages.ts';
import { RECORDED } from './recorded.ts';
import type { Row } from './row.ts';
import { TELEMETRY } from './telemetry.ts';

/** Every format of the sample corpus; one file a group. */
export const ROWS: readonly Row[] = [...MESSAGES, ...TELEMETRY, ...CODING, ...EVALUATION, ...RECORDED, ...CONTAINERS];
