// https://github.com/AutoCodeRoverSG/auto-code-rover
import { posix } from 'node:path';
import { chatMessage } from '../dialects/openai-chat.ts';
import type { Call, Said } from '../dialects/said.ts';
import type { Sample } from '../model/bundle.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, type Json, pointerTo, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import { turnsOf } from '../threads/conversation.ts';
import { histories, type Turn } from '../threads/history.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { areChat } from './openai-chat.ts';
import { plainName } from './plain-name.ts';

/** Calls of the interface that searches a code base; the patch is written by a model of its own. */
const TOOLS: Tools = {
  search_class: 'harmless',
  search_class_in_file: 'harmless',
  search_method: 'harmless',
  search_method_in_class: 'harmless',
  search_method_in_file: 'harmless',
  search_code: 'harmless',
  search_code_in_file: 'harmless',
  get_code_around_line: 'harmless',
  write_patch: { patch: 'patch' },
};

/** Calls of one round, as they were made: names, arguments, and whether they found something. */
const isCall = (value: Json | undefined): boolean => text(value, 'func_name') !== undefined && get(value, 'call_ok') !== undefined;
const areLayers = (root: Json | undefined): boolean =>
  isArray(root) && root.every(isArray) && root.some((layer) => isCall((layer as readonly Json[])[0]));

/** Messages up to the end of a round, of which each file holds all before it, and those of the agents that help in between. */
const FILES = /^(conversation_round|agent_proxy|debug_agent_write_patch)_\d+\.json$/;
const MAIN = 'conversation_round';

const kindOf = (uri: string): string | undefined => FILES.exec(posix.basename(plainName(uri)))?.[1];

const areMessages = (root: Json | undefined): boolean => isArray(root) && areChat(turnsOf(root, ''));

const isRound = ({ artifact, root }: Sample): boolean =>
  kindOf(artifact.uri) !== undefined && isArray(root) && (areMessages(root) || areMessages(root[0]));

/** A call, and whether it found what it was to find. */
interface Search extends Call {
  readonly id: string;
  readonly ok: boolean;
}

/** What the harness writes before what a search found. */
const RESULT = /^Result of \w+\(/;

const made = ({ value, at }: Turn, entry: Entry): readonly Search[] =>
  ((isArray(value) ? value : []) as readonly Json[]).map((each, index) => ({
    said: 'call',
    id: `${entry.at.pointer}/${index}`,
    ok: get(each, 'call_ok') === true,
    tool: text(each, 'func_name') ?? '',
    input: get(each, 'arguments') ?? {},
    at: pointerTo(at, index),
    inputAt: `${pointerTo(at, index)}/arguments`,
  }));

/** Runs of AutoCodeRover: rounds of one conversation, and the searches that were made between them. */
export const autocoderover: Framework = {
  name: 'autocoderover',
  recognise(sample) {
    if (!sample.document) return undefined;
    // The calls are read first, so that they can be told where the conversation hears of them.
    if (areLayers(sample.root)) return { score: 0.9, shape: { each: '' } };
    return isRound(sample) ? { score: 0.8, shape: { each: '' } } : undefined;
  },
  bundle: ({ artifact }) => posix.dirname(artifact.uri),
  tools: TOOLS,
  reader(walk, bundle) {
    const thread = walk.thread(bundle.key, { task: posix.basename(posix.dirname(bundle.key)) });
    const history = histories();
    const layers: { readonly turn: Turn; readonly entry: Entry }[] = [];

    /** The calls of the next round that made some. */
    function* called(): Generator<Event, readonly Search[]> {
      const next = layers.shift();
      if (!next) return [];
      const calls = made(next.turn, next.entry);
      yield* thread.say(calls, next.entry);
      return calls;
    }

    /** Agents that help have conversations of their own. */
    const threadOf = (kind: string): Thread =>
      kind === MAIN ? thread : walk.thread(`${bundle.key}:${kind}`, { parent: bundle.key, agent: kind });

    function* message(turn: Turn, entry: Entry): Generator<Event> {
      const kind = kindOf(entry.at.artifact.uri) ?? MAIN;
      const own = threadOf(kind);
      if (history.fresh(own.trajectory.id, [turn]).length === 0) return;
      const said = chatMessage(turn.value, turn.at);
      const words = kind === MAIN && said[0]?.said === 'message' && said[0].role === 'user' ? said[0].text : '';
      const calls = RESULT.test(words) ? yield* called() : [];
      yield* own.say(
        calls.length > 0 ? calls.map(({ id, ok }): Said => ({ said: 'answer', id, ok, text: words, at: `${turn.at}/content` })) : said,
        entry,
      );
    }

    return {
      *read(entry) {
        const { value } = entry;
        if (!isArray(value)) yield* message({ value, at: '' }, entry);
        else if (isCall(value[0])) layers.push({ turn: { value, at: '' }, entry });
        else for (const turn of turnsOf(value, '')) yield* message(turn, entry);
      },
      *end() {
        while (layers.length > 0) yield* called();
      },
    };
  },
};
