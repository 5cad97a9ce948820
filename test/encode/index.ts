import { claudeCode } from './claude-code.ts';
import { claudeStream } from './claude-stream.ts';
import { codex } from './codex.ts';
import type { Encoder } from './encoder.ts';

/** One encoder a framework. */
export const ENCODERS: readonly Encoder[] = [claudeCode, claudeStream, codex];
