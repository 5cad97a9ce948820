// https://docs.specstory.com (how a tool's use is shown in Markdown)
import type { Json } from '../model/location.ts';

/** One use of a tool as Markdown shows it. */
export interface ToolUse {
  /** Whether it reads, writes, searches or runs something. */
  readonly kind: string;
  readonly tool: string;
  readonly input: { readonly [key: string]: Json };
  /** What it printed, where that is shown. */
  readonly output?: string;
}

const OPENING = /^<tool-use data-tool-type="([^"]*)" data-tool-name="([^"]*)"/;

/** The kind and the name on the first line of a tool's use; undefined for any other line. */
export const toolOpening = (line: string): readonly [kind: string, tool: string] | undefined => {
  const [, kind, tool] = OPENING.exec(line) ?? [];
  return kind === undefined || tool === undefined ? undefined : [kind, tool];
};

interface Fence {
  readonly language: string;
  readonly lines: readonly string[];
}

const fencesIn = (lines: readonly string[]): readonly Fence[] => {
  const found: Fence[] = [];
  let open: { language: string; lines: string[] } | undefined;
  for (const line of lines) {
    if (open && /^`{3,}\s*$/.test(line)) {
      found.push(open);
      open = undefined;
    } else if (open) open.lines.push(line);
    else if (line.startsWith('```')) open = { language: line.slice(3).trim(), lines: [] };
  }
  return open ? [...found, open] : found;
};

const ENTITIES: { readonly [entity: string]: string } = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

const unescaped = (text: string): string => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]!);

/** A line of a diff without its sign and the blank that follows it. */
const bare = (line: string): string => unescaped(line.slice(1).replace(/^ /, ''));

const textOf = (lines: readonly string[]): string => lines.map((line) => `${bare(line)}\n`).join('');

/** One chunk of a diff as the text before and after. */
const editOf = ({ lines }: Fence): Json => {
  const body = lines.filter((line) => !line.startsWith('@@'));
  return {
    before: textOf(body.filter((line) => !line.startsWith('+'))),
    after: textOf(body.filter((line) => !line.startsWith('-'))),
  };
};

const SHELLS = /^(?:bash|sh|shell|zsh|console|powershell|pwsh|cmd|bat)?$/;

/** Reads the lines of one tool's use, the first and the last included. */
export const toolUse = (lines: readonly string[]): ToolUse => {
  const [kind, tool] = toolOpening(lines[0]!) ?? ['', ''];
  const summary = unescaped(/<summary>(.*?)<\/summary>/.exec(lines.join('\n'))?.[1] ?? '');
  const shown = /(?:Run command|Edit file|Write file|Read file|Delete file|File): ?(.+)$/.exec(summary)?.[1]?.trim();
  const [first, second] = fencesIn(lines);
  if (kind === 'shell') {
    const command = first && SHELLS.test(first.language) ? first.lines.join('\n') : (shown ?? '');
    return { kind, tool, input: { command, kind }, ...(second && { output: unescaped(second.lines.join('\n')) }) };
  }
  const path = shown === undefined ? {} : { path: shown.replace(/^`|`$/g, '') };
  if (kind === 'write') {
    const edits = fencesIn(lines).filter(({ language }) => language === 'diff');
    const printed = fencesIn(lines).find(({ language }) => language === '');
    return {
      kind,
      tool,
      input: { ...path, edits: edits.map(editOf), kind },
      ...(printed && { output: unescaped(printed.lines.join('\n')) }),
    };
  }
  return { kind, tool, input: { ...path, summary, kind } };
};
