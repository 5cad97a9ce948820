import { find, holds, textOf } from '../actions/arguments.ts';
import { anthropicMessage } from '../dialects/anthropic.ts';
import { parts } from '../dialects/gemini.ts';
import { chatMessage } from '../dialects/openai-chat.ts';
import { responseItem } from '../dialects/openai-responses.ts';
import { argumentsAt, textOf as readable, roleOf, type Said } from '../dialects/said.ts';
import type { Says, Spelling, When } from '../model/house.ts';
import { get, isArray, type Json } from '../model/location.ts';
import type { Arg } from '../model/meaning.ts';
import { optional } from '../model/optional.ts';

const SPELLINGS: { readonly [S in Spelling]: (message: Json, at: string) => readonly Said[] } = {
  'openai-chat': chatMessage,
  'openai-responses': responseItem,
  anthropic: anthropicMessage,
  gemini: (message, at) => parts(get(message, 'parts'), roleOf(get(message, 'role')), `${at}/parts`),
};

/** A record, or an element of an array in it, and the pointer to it. */
interface Holder {
  readonly value: Json;
  readonly at: string;
}

type Form = 'message' | 'reasoning' | 'call' | 'answer' | 'spoken';
type SaysOf<F extends Form> = Extract<Says, { readonly [K in F]: unknown }>;

const placeOf = ({ value, at }: Holder, arg: Arg): string => at + (find(value, arg)?.pointer ?? '');

const whether = (when: When | undefined, value: Json): boolean | undefined => (when === undefined ? undefined : holds(when, value));

/** What a record says, by each form in which a user can say where it stands. */
const FORMS: { readonly [F in Form]: (says: SaysOf<F>, holder: Holder) => readonly Said[] } = {
  message({ message }, holder) {
    const found = find(holder.value, message.text);
    if (!found) return [];
    const role = roleOf(textOf(holder.value, message.role)?.toLowerCase());
    const names = { ...optional('name', textOf(holder.value, message.name)), ...optional('to', textOf(holder.value, message.to)) };
    return [{ said: 'message', role, text: readable(found.value), at: holder.at + found.pointer, ...names }];
  },
  reasoning({ reasoning }, holder) {
    const found = find(holder.value, reasoning);
    return found ? [{ said: 'reasoning', text: readable(found.value), at: holder.at + found.pointer }] : [];
  },
  call({ call }, holder) {
    const tool = textOf(holder.value, call.tool);
    if (tool === undefined) return [];
    const found = call.input === undefined ? undefined : find(holder.value, call.input);
    const input = argumentsAt(found?.value, holder.at + (found?.pointer ?? ''));
    return [{ said: 'call', tool, at: placeOf(holder, call.tool), ...input, ...optional('id', textOf(holder.value, call.id)) }];
  },
  answer({ answer }, holder) {
    const found = find(holder.value, answer.text);
    const { value } = holder;
    const [failed, blocked] = [whether(answer.failed, value), whether(answer.blocked, value)];
    if (!found && !failed && !blocked) return [];
    const ok = blocked ? false : failed === undefined ? undefined : !failed;
    return [
      {
        said: 'answer',
        text: readable(found?.value),
        at: holder.at + (found?.pointer ?? ''),
        ...optional('ok', ok),
        ...(blocked && { blocked }),
        ...optional('id', textOf(value, answer.id)),
        ...optional('tool', textOf(value, answer.tool)),
      },
    ];
  },
  spoken({ spoken }, holder) {
    const found = find(holder.value, spoken.at);
    if (!found) return [];
    const at = holder.at + found.pointer;
    const speak = SPELLINGS[spoken.as];
    return isArray(found.value) ? found.value.flatMap((each, index) => speak(each, `${at}/${index}`)) : speak(found.value, at);
  },
};

/** The records or elements of which a form holds. */
const holdersOf = ({ each, when }: Says, value: Json): readonly Holder[] => {
  if (each === undefined) return holds(when, value) ? [{ value, at: '' }] : [];
  const found = find(value, each);
  const elements = found && isArray(found.value) ? found.value : [];
  return elements
    .map((element, index) => ({ value: element, at: `${found!.pointer}/${index}` }))
    .filter((element) => holds(when, element.value));
};

/** What a record says in one of its forms. */
export const saidBy = (says: Says, value: Json): readonly Said[] => {
  const form = (Object.keys(FORMS) as Form[]).find((each) => each in says);
  if (form === undefined) return [];
  const read = FORMS[form] as (says: Says, holder: Holder) => readonly Said[];
  return holdersOf(says, value).flatMap((holder) => read(says, holder));
};

/** A score of the harness, and where it stands. */
export interface Scored {
  readonly scorer: string;
  readonly value: number | string;
  readonly at: string;
}

/** The scores that a record gives. */
export const scoresBy = (says: Says, value: Json): readonly Scored[] => {
  if (!('score' in says)) return [];
  const { score } = says;
  return holdersOf(says, value).flatMap((holder): readonly Scored[] => {
    const found = find(holder.value, score.value);
    if (!found || (typeof found.value !== 'number' && typeof found.value !== 'string')) return [];
    return [{ scorer: textOf(holder.value, score.scorer) ?? 'harness', value: found.value, at: holder.at + found.pointer }];
  });
};
