// https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
import { type Entry, get, type Json, text } from '../model/location.ts';
import { argumentsAt, type Said, textOf } from './said.ts';
import { vercelCall } from './vercel.ts';

const KINDS =
  /^(?:start|start-step|finish-step|finish|abort|error|(?:text|reasoning)-(?:start|delta|end)|tool-input-(?:start|delta|available|error)|tool-output-(?:available|error|denied)|tool-approval-request)$/;
const OWN = /^(?:start-step|finish-step|(?:text|reasoning)-(?:start|delta|end)|tool-(?:input|output|approval)-[a-z]+)$/;

/** A piece of a stream to the browser. */
export const isUiChunk = (value: Json): boolean => {
  const type = text(value, 'type') ?? '';
  return (
    KINDS.test(type) && get(value, 'role') === undefined && (OWN.test(type) || text(value, 'messageId') !== undefined || type === 'finish')
  );
};

interface Piece {
  readonly said: readonly Said[];
  readonly entry: Entry;
}

/** Puts together what is streamed to the browser. */
export interface UiStream {
  /** What this piece completes. */
  readonly push: (entry: Entry) => readonly Said[];
  /** What the stream breaks off in. */
  readonly end: () => readonly Piece[];
}

/** Text, thoughts or arguments that still arrive. */
interface Open {
  readonly entry: Entry;
  readonly kind: string;
  readonly tool: string;
  words: string;
}

const outcome = (value: Json, ok: boolean, words: string, at: string, blocked = false): Said => ({
  said: 'answer',
  id: text(value, 'toolCallId') ?? '',
  ok,
  ...(blocked && { blocked }),
  text: words,
  at,
});

const spoken = (id: string, { kind, tool, words }: Open): readonly Said[] => {
  if (kind === 'tool-input') return [{ said: 'call', id, tool, at: '', ...argumentsAt(words, '') }];
  if (words === '') return [];
  return [kind === 'text' ? { said: 'message', role: 'agent', text: words, at: '' } : { said: 'reasoning', text: words, at: '' }];
};

/** Pieces that tell the end of a call. */
const ENDS: { readonly [type: string]: (value: Json) => Said } = {
  'tool-output-available': (value) => outcome(value, true, textOf(get(value, 'output')), '/output'),
  'tool-output-error': (value) => outcome(value, false, text(value, 'errorText') ?? '', '/errorText'),
  'tool-output-denied': (value) => outcome(value, false, '', '', true),
};

export const uiStream = (): UiStream => {
  const open = new Map<string, Open>();

  return {
    push(entry) {
      const { value } = entry;
      const type = text(value, 'type')!;
      const id = text(value, 'id') ?? text(value, 'toolCallId') ?? '';
      const [, kind, stage] = /^(text|reasoning|tool-input)-(start|delta|end)$/.exec(type) ?? [];
      if (kind !== undefined) {
        const current = open.get(id) ?? { entry, kind, tool: text(value, 'toolName') ?? '', words: '' };
        open.set(id, current);
        current.words += text(value, 'delta') ?? text(value, 'inputTextDelta') ?? '';
        if (stage !== 'end') return [];
        open.delete(id);
        return spoken(id, current);
      }
      if (type === 'tool-input-available' || type === 'tool-input-error') {
        open.delete(id);
        return [vercelCall(value, '')];
      }
      return Object.hasOwn(ENDS, type) ? [ENDS[type]!(value)] : [];
    },
    end() {
      const rest = [...open].map(([id, each]) => ({ said: spoken(id, each), entry: each.entry }));
      open.clear();
      return rest;
    },
  };
};
