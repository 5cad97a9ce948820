// https://docs.litellm.ai/docs/proxy/logging
import type { Recognition, Sample } from '../model/bundle.ts';
import { isArray, isObject, type Json } from '../model/location.ts';
import { notices } from '../model/notice.ts';
import { flags } from '../threads/conditions.ts';
import { conversationId, conversing, timeOf } from '../threads/conversation.ts';
import { type Body, bodyAt, replyTurns, requestTurns, speakAny } from '../threads/exchange.ts';
import type { Turn } from '../threads/history.ts';
import { valueAt } from '../threads/nested.ts';
import type { Framework } from './framework.ts';
import { GATEWAYS, type Gateway } from './gateways.ts';
import { along, type Way, wordsAlong } from './runs.ts';

/** Where documents keep such records. */
const LISTS = ['', '/log/entries', '/data', '/logs', '/requests', '/items', '/records'] as const;

/** Proxies keep bodies that were streamed apart from others. */
const bodyOf = (value: Json, way: Way): Body | undefined => {
  const found = along(value, way);
  if (!found) return undefined;
  const raw = along(value, `${found.at}/body|${found.at}/body_raw`);
  return raw ? bodyAt(raw.value, raw.at) : bodyAt(found.value, found.at);
};

/** The first of several ways that leads to words. */
const wordsOn = (value: Json, ways: Way | undefined): string | undefined =>
  ways
    ?.split('|')
    .map((way) => wordsAlong(value, way))
    .find(Boolean);

interface Exchange {
  readonly gateway: Gateway;
  readonly asked: readonly Turn[];
  readonly replied: readonly Turn[];
}

const firstKeys = (way: Way): readonly string[] => [...new Set(way.split('|').map((each) => each.split('/')[1]!))];

/** First keys of the ways to a request and to a reply: most records of other writers have neither, and are left there. */
const KEYS = Object.values(GATEWAYS).map((gateway) => ({
  gateway,
  asks: firstKeys(gateway.request),
  answers: firstKeys(gateway.elsewhere ? `${gateway.reply}|${gateway.elsewhere}` : gateway.reply),
}));

const exchangeIn = (value: Json): Exchange | undefined => {
  if (!isObject(value)) return undefined;
  const has = (key: string): boolean => Object.hasOwn(value, key);
  for (const { gateway, asks, answers } of KEYS) {
    if (!asks.some(has) || (gateway.marks.length === 0 && !answers.some(has))) continue;
    if (!gateway.marks.every((mark) => valueAt(value, mark) !== undefined)) continue;
    const marked = gateway.marks.length > 0;
    const request = bodyOf(value, gateway.request);
    const asked = request ? requestTurns(request) : [];
    if (!marked && asked.length === 0) continue;
    const reply = bodyOf(value, gateway.reply);
    const replied = reply ? replyTurns(reply) : [];
    if (replied.length > 0 || (marked && (asked.length > 0 || along(value, gateway.elsewhere)))) return { gateway, asked, replied };
  }
  return undefined;
};

/** Records that recognition looks at. */
const LOOKS = 12;

const MARKED = 0.7;

const score = (records: Json | undefined): number => {
  const looked = isArray(records) ? records.slice(0, LOOKS) : [];
  const found = looked.flatMap((each) => exchangeIn(each) ?? []);
  if (found.some(({ gateway }) => gateway.marks.length > 0)) return MARKED;
  return found.length > 0 && found.length * 2 >= looked.length ? 0.45 : 0;
};

const recognise = ({ document, lines, root, records }: Sample): Recognition | undefined => {
  if (lines || !document) {
    const own = lines ? score(records) : 0;
    return own > 0 ? { score: own, shape: { lines: true } } : undefined;
  }
  for (const each of LISTS) {
    const own = score(valueAt(root, each));
    if (own > 0) return { score: own, shape: { each } };
  }
  const own = score([root ?? null]);
  return own > 0 ? { score: own, shape: { each: '' } } : undefined;
};

/** Requests to models and the replies to them, as gateways, proxies and platforms log them, in the words of any vendor. */
export const gatewayLogs: Framework = {
  name: 'gateway-logs',
  recognise,
  most: MARKED,
  tools: {},
  reader(walk, bundle) {
    const conversations = conversing(walk, bundle, speakAny);
    let elsewhere = 0;
    return {
      *read(entry) {
        const { value } = entry;
        const found = exchangeIn(value);
        if (!found) return;
        const { gateway, asked, replied } = found;
        if (along(value, gateway.elsewhere)) elsewhere++;
        const turns = [...asked, ...replied];
        const id = wordsOn(value, gateway.session) ?? conversationId(value) ?? conversations.nameOf(entry, turns);
        for (const way of gateway.holders ?? [])
          for (const flag of flags(along(value, way)?.value, way))
            yield* conversations.thread(id).set(flag.name, flag.value, entry, flag.at);
        const time = along(value, gateway.time)?.value;
        const when = time === undefined ? undefined : timeOf({ time });
        yield* conversations.read(entry, turns, { id, model: wordsOn(value, gateway.model ?? '/model'), time: when });
      },
      end() {
        if (elsewhere > 0) walk.note(notices.notRecorded(bundle.parts[0]!.artifact, `bodies of ${elsewhere} requests and replies are`));
        return [];
      },
    };
  },
};
