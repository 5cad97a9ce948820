// https://openai.github.io/openai-agents-python/human_in_the_loop (run states, saved to be resumed)
import { responseItem } from '../dialects/openai-responses.ts';
import type { Said } from '../dialects/said.ts';
import type { Event } from '../model/event.ts';
import { type Entry, get, isArray, isObject, type Json, list, pointerTo, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { histories, type Turn } from '../threads/history.ts';
import { pick } from '../threads/otel-span.ts';
import { speak } from '../threads/traces.ts';
import type { Framework } from './framework.ts';
import { RESPONSES_TOOLS } from './openai-responses.ts';

interface Step extends Turn {
  readonly agent?: string | undefined;
}

const isState = (value: Json | undefined): boolean =>
  typeof get(value, '$schemaVersion') === 'string' &&
  (get(value, 'original_input') ?? get(value, 'originalInput')) !== undefined &&
  isArray(get(value, 'generated_items') ?? get(value, 'generatedItems'));

/** Items of a run with the agents that made them. */
const itemsAt = (state: Json, ...keys: readonly string[]): readonly Step[] => {
  const key = pick(state, ...keys);
  return list(state, key).map((each, index): Step => {
    const raw = pick(each, 'raw_item', 'rawItem');
    return { value: get(each, raw) ?? null, at: `${pointerTo(`/${key}`, index)}/${raw}`, agent: text(get(each, 'agent'), 'name') };
  });
};

/** Items of the models' responses, which hold what the run has not taken up. */
const replied = (state: Json): readonly Step[] => {
  const key = pick(state, 'model_responses', 'modelResponses');
  return list(state, key).flatMap((response, index) =>
    list(response, 'output').map((value, place): Step => ({ value, at: pointerTo(`${pointerTo(`/${key}`, index)}/output`, place) })),
  );
};

const asked = (state: Json): readonly Step[] => {
  const key = pick(state, 'original_input', 'originalInput');
  const input = get(state, key);
  if (typeof input === 'string') return [{ value: { role: 'user', content: input }, at: `/${key}` }];
  return list(state, key).map((value, index) => ({ value, at: pointerTo(`/${key}`, index) }));
};

const said = ({ value, at }: Step): readonly Said[] => {
  const content = get(value, 'content');
  if (/^\/original_?[iI]nput$/.test(at) && typeof content === 'string') return [{ said: 'message', role: 'user', text: content, at }];
  return responseItem(value, at);
};

/** Calls that a person declined, by the tool that they are of. */
const rejected = (state: Json): readonly Said[] =>
  Object.entries((get(get(state, 'context'), 'approvals') ?? {}) as { readonly [tool: string]: Json }).flatMap(([tool, approval]) =>
    list(approval, 'rejected').flatMap((id, index): readonly Said[] =>
      typeof id === 'string'
        ? [
            {
              said: 'answer',
              id,
              tool,
              ok: false,
              blocked: true,
              text: text(get(approval, 'rejection_messages') ?? get(approval, 'rejectionMessages'), id) ?? 'rejected',
              at: pointerTo(`${pointerTo('/context/approvals', tool)}/rejected`, index),
            },
          ]
        : [],
    ),
  );

/** States of runs that the OpenAI Agents SDK saves while somebody decides on a call. */
export const openaiAgentsState: Framework = {
  name: 'openai-agents-state',
  recognise({ document, lines, root, records }) {
    if (document && isState(root)) return { score: 0.9, shape: { each: '' } };
    return lines && records.some(isState) ? { score: 0.9, shape: { lines: true } } : undefined;
  },
  tools: RESPONSES_TOOLS,
  reader(walk, bundle) {
    const history = histories();

    function* state(value: Json, entry: Entry): Generator<Event> {
      const id = text(value, 'conversation_id') ?? text(get(value, 'trace'), 'group_id') ?? bundle.key;
      const agent = text(get(value, pick(value, 'current_agent', 'currentAgent')), 'name');
      const thread = walk.thread(id, { agent });
      const approvals = get(get(value, 'context'), 'approvals');
      if (isObject(approvals) && Object.keys(approvals).length > 0) yield* thread.set('approvals', approvals, entry, '/context/approvals');
      const told = [
        [...asked(value), ...itemsAt(value, 'generated_items', 'generatedItems')],
        itemsAt(value, 'session_items', 'sessionItems'),
        replied(value),
      ];
      for (const steps of told)
        for (const step of history.fresh(id, steps) as readonly Step[])
          yield* speak(thread, said(step), entry, optional('name', step.agent));
      yield* thread.say(rejected(value), entry);
    }

    return {
      *read(entry) {
        if (isState(entry.value)) yield* state(entry.value, entry);
      },
    };
  },
};
