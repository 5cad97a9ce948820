import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { roleIn, second } from './chat.ts';
import { cannot, type Encoder, encoding } from './encoder.ts';
import { geminiCall } from './gemini-stream-json.ts';

const said = (part: Json): JsonObject => ({
  'event.name': 'gemini_cli.api_response',
  model: 'gemini-3-pro',
  response_text: JSON.stringify([{ candidates: [{ content: { role: 'model', parts: [part] } }] }]),
});

/** What tells of a step, with what the call was answered; undefined where the call before tells of it. */
const eventOf = (step: ExampleStep, next: ExampleStep | undefined): JsonObject | undefined => {
  const call = geminiCall(step);
  if (call) {
    return {
      'event.name': 'gemini_cli.tool_call',
      function_name: call[0],
      function_args: JSON.stringify(call[1], undefined, 2),
      ...(next && 'deny' in next && { success: false, decision: 'reject', error: next.deny }),
      ...(next && 'answer' in next && { success: false, error: next.answer }),
    };
  }
  if ('think' in step) return said({ text: step.think, thought: true });
  if ('answer' in step && step.ok !== false) return cannot('what tools returned is not recorded');
  if ('answer' in step || 'deny' in step) return undefined;
  if ('set' in step) {
    const { approval_mode, ...others } = step.set;
    const [other] = Object.keys(others);
    if (other !== undefined || approval_mode === undefined) return cannot(`no place for a condition '${other}'`);
    return { 'event.name': 'gemini_cli.approval_mode_switch', to_mode: approval_mode };
  }
  if (!('say' in step)) return cannot('no place for this step');
  if (step.by !== undefined) return cannot('messages have no names of speakers');
  const role = roleIn(step);
  if (role === 'system') return cannot('system prompts are in no event that is read');
  return role === 'user' ? { 'event.name': 'gemini_cli.user_prompt', prompt: step.say } : said({ text: step.say });
};

export const geminiTelemetry: Encoder = {
  name: 'gemini-telemetry',
  encode: (steps) =>
    encoding(() => {
      const session = { 'session.id': '7cd60466-378b-4e34-947c-c814390e7c2a', interactive: false };
      const events = steps.flatMap((step, index) => {
        const event = eventOf(step, steps[index + 1]);
        return event
          ? [{ hrTime: [1_795_615_810 + index, 0], attributes: { ...session, 'event.timestamp': second(index), ...event } }]
          : [];
      });
      return [{ name: 'telemetry.log', text: events.map((event) => `${JSON.stringify(event, undefined, 2)}\n`).join('') }];
    }),
};
