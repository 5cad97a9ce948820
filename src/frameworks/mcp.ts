// https://modelcontextprotocol.io/specification
import { declined } from '../dialects/anthropic.ts';
import { argumentsAt, type Said, textOf } from '../dialects/said.ts';
import { type Artifact, get, isObject, type Json, text } from '../model/location.ts';
import { notices } from '../model/notice.ts';
import { flags } from '../threads/conditions.ts';
import { conversationId, timeOf } from '../threads/conversation.ts';
import { nested, valueAt } from '../threads/nested.ts';
import type { Framework } from './framework.ts';

const METHODS =
  /^(?:initialize|ping|(?:tools|resources|prompts|completion|logging|sampling|elicitation|roots|tasks)\/\w+|notifications\/[\w/]+)$/;

const isMessage = (value: Json): boolean =>
  text(value, 'jsonrpc') === '2.0' && (text(value, 'method') !== undefined || get(value, 'id') !== undefined);

const isOwn = (value: Json): boolean => isMessage(value) && METHODS.test(text(value, 'method') ?? '');

/** Pointer to the message in a record of traffic. */
const messageAt = (value: Json): string | undefined => nested(value, isMessage);

/** What the client asked for, and what came back to it: each side numbers its own requests. */
const said = (message: Json, at: string, answered: boolean): readonly Said[] => {
  const id = String(get(message, 'id'));
  const params = get(message, 'params') ?? null;
  if (text(message, 'method') === 'tools/call')
    return [{ said: 'call', id, tool: text(params, 'name') ?? '', at, ...argumentsAt(get(params, 'arguments'), `${at}/params/arguments`) }];
  if (!answered || text(message, 'method') !== undefined) return [];
  const error = get(message, 'error');
  const result = get(message, 'result');
  const words = isObject(error)
    ? (text(error, 'message') ?? '')
    : textOf(get(result, 'content') ?? get(result, 'structuredContent') ?? result);
  const ok = !isObject(error) && get(result, 'isError') !== true;
  return [
    {
      said: 'answer',
      id,
      ...(!ok && declined(words) ? { ok: false, blocked: true } : { ok }),
      text: words,
      at: isObject(error) ? `${at}/error/message` : `${at}/result/content`,
    },
  ];
};

/** Traffic between an agent and its tool servers: no words of user or agent, only calls and results. */
export const mcp: Framework = {
  name: 'mcp',
  recognise({ document, lines, records }) {
    const messages = records.flatMap((each) => {
      const at = messageAt(each);
      return at === undefined ? [] : [valueAt(each, at)!];
    });
    if (!messages.some(isOwn)) return undefined;
    return { score: 0.9, shape: document && !lines ? { each: '' } : { lines: true } };
  },
  tools: {},
  reader(walk, bundle) {
    let connection = 0;
    const asked = new Set<string>();
    let first: Artifact | undefined;

    return {
      *read(entry) {
        const at = messageAt(entry.value);
        if (at === undefined) return;
        first ??= entry.at.artifact;
        const message = valueAt(entry.value, at)!;
        const method = text(message, 'method');
        const client = text(get(get(message, 'params'), 'clientInfo'), 'name');
        // Numbers start again with every connection.
        if (method === 'initialize' && asked.size > 0) {
          connection++;
          asked.clear();
        }
        const id = `${conversationId(entry.value) ?? bundle.key}${connection > 0 ? `:${connection}` : ''}`;
        const thread = walk.thread(id, { agent: method === 'initialize' ? client : undefined });
        for (const flag of flags(get(get(message, 'params'), '_meta'), `${at}/params/_meta`))
          yield* thread.set(flag.name, flag.value, entry, flag.at);
        const number = String(get(message, 'id'));
        const each = said(message, at, asked.has(number));
        if (each[0]?.said === 'call') {
          if (asked.has(number)) return;
          asked.add(number);
        } else if (each.length > 0) asked.delete(number);
        yield* thread.say(each, entry, { time: timeOf(entry.value) });
      },
      end() {
        if (first) walk.note(notices.notRecorded(first, 'what user and agent say is'));
        return [];
      },
    };
  },
};
