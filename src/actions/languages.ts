import { go } from './go.ts';
import { javascript } from './javascript.ts';
import { patch } from './patch.ts';
import { powershell } from './powershell.ts';
import { python } from './python.ts';
import type { Language, Lowering } from './scene.ts';
import { shell } from './shell.ts';
import { sql } from './sql.ts';

/** Who reads which language. */
export const LANGUAGES: { readonly [L in Language]: Lowering } = { shell, python, javascript, go, powershell, patch, sql };
