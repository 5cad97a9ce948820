import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, plainCall, roleIn, second, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';

interface Message extends JsonObject {
  readonly role: string;
  readonly content: readonly Json[];
}

/** A message of the Converse API. */
const converse = (step: ExampleStep, id: string, last: string | undefined): Message => {
  const made = plainCall(step);
  if (made) return { role: 'assistant', content: [{ toolUse: { toolUseId: id, name: made[0], input: made[1] } }] };
  if ('think' in step) return { role: 'assistant', content: [{ reasoningContent: { reasoningText: { text: step.think } } }] };
  if ('say' in step) {
    if (step.by !== undefined) return cannot('messages have no names of speakers');
    return { role: roleIn(step), content: [{ text: step.say }] };
  }
  if (!('answer' in step) && !('deny' in step)) return cannot('no place for this step');
  const toolUseId = last ?? cannot('an answer without a call');
  const [words, ok] = 'deny' in step ? [`The user declined this call: ${step.deny}`, false] : [step.answer, step.ok !== false];
  return { role: 'user', content: [{ toolResult: { toolUseId, status: ok ? 'success' : 'error', content: [{ text: words }] } }] };
};

/** One record of Amazon Bedrock for each thing that the model says, with all that came before. */
export const gatewayLogs: Encoder = {
  name: 'gateway-logs',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const messages = numbered(rest, converse);
      const system = messages.filter(({ role }) => role === 'system').flatMap(({ content }) => content);
      const spoken = messages.filter(({ role }) => role !== 'system');
      const replies = spoken.flatMap(({ role }, index) => (role === 'assistant' ? [index] : []));
      const ends = replies.length > 0 && replies.at(-1) === spoken.length - 1 ? replies : [...replies, spoken.length];
      const records = ends.map(
        (end, index): Json => ({
          timestamp: second(index),
          accountId: '111122223333',
          region: 'eu-central-1',
          operation: 'Converse',
          modelId: 'anthropic.claude-sonnet-4-5',
          input: { inputContentType: 'application/json', inputBodyJson: { messages: spoken.slice(0, end), system } },
          output: end < spoken.length ? { outputBodyJson: { output: { message: spoken[end]! }, stopReason: 'end_turn' } } : {},
          requestMetadata: conditions,
          schemaType: 'ModelInvocationLog',
          schemaVersion: '1.0',
        }),
      );
      return [{ name: '20260504T131000_models.json', text: jsonLines(records) }];
    }),
};
