import type { Json, JsonObject } from '../../src/model/location.ts';
import type { ExampleStep } from '../../src/model/rule.ts';
import { numbered, openaiMessage, plainCall, roleIn, second, splitConditions } from './chat.ts';
import { cannot, type Encoder, encoding, jsonLines } from './encoder.ts';

const withoutConditions = (steps: readonly ExampleStep[]): readonly ExampleStep[] => {
  const { conditions, rest } = splitConditions(steps);
  return Object.keys(conditions).length > 0 ? cannot('messages have no place for conditions') : rest;
};

const sayOnly = (step: ExampleStep): string => {
  if (!('say' in step)) return cannot('no place for this step');
  return step.by === undefined ? roleIn(step) : cannot('messages have no names of speakers');
};

/** A file a message, as a session keeps them. */
export const strands: Encoder = {
  name: 'strands',
  encode: (steps) =>
    encoding(() =>
      numbered(withoutConditions(steps), (step, id, last, index) => {
        const made = plainCall(step);
        const block = ((): readonly [role: string, block: JsonObject] => {
          if (made) return ['assistant', { toolUse: { toolUseId: id, name: made[0], input: made[1] } }];
          if ('think' in step) return ['assistant', { reasoningContent: { reasoningText: { text: step.think } } }];
          if ('deny' in step) return cannot('nobody is asked before a call');
          if (!('answer' in step)) return [sayOnly(step), { text: (step as { readonly say: string }).say }];
          const toolUseId = last ?? cannot('an answer without a call');
          return ['user', { toolResult: { toolUseId, status: step.ok === false ? 'error' : 'success', content: [{ text: step.answer }] } }];
        })();
        const message = { role: block[0] === 'system' ? cannot('a session keeps no system prompt') : block[0], content: [block[1]] };
        const stored = { message, message_id: index, redact_message: null, created_at: second(index), updated_at: second(index) };
        return { name: `session_7/agents/agent_tide/messages/message_${index}.json`, text: JSON.stringify(stored, undefined, 1) };
      }),
    ),
};

export const agno: Encoder = {
  name: 'agno',
  encode: (steps) =>
    encoding(() => {
      const { conditions, rest } = splitConditions(steps);
      const messages = numbered(rest, (step, id, last, index): Json => {
        if ('deny' in step) return cannot('what was not confirmed stands beside the messages');
        if ('say' in step && step.by !== undefined) return cannot('messages have no names of speakers');
        const failed = 'answer' in step && { tool_name: 'bash', tool_call_error: step.ok === false };
        return { id: `m-${index}`, ...openaiMessage(step, id, last), from_history: false, ...failed, created_at: 1777890600 + index };
      });
      const run = {
        run_id: 'f2b4',
        agent_id: 'tide',
        agent_name: 'tide',
        session_id: 's-7',
        model: 'gpt-5',
        session_state: conditions,
        messages,
      };
      return [
        {
          name: 'agno_runs.json',
          text: JSON.stringify([{ run_id: 'f2b4', session_id: 's-7', run_type: 'agent', run_data: run }], undefined, 1),
        },
      ];
    }),
};

export const llamaindex: Encoder = {
  name: 'llamaindex',
  encode: (steps) =>
    encoding(() => {
      const messages = numbered(withoutConditions(steps), (step, id, last): Json => {
        const made = plainCall(step);
        const message = (role: string, block: JsonObject, more: JsonObject = {}): Json => ({
          role,
          additional_kwargs: more,
          blocks: [block],
        });
        if (made) return message('assistant', { block_type: 'tool_call', tool_call_id: id, tool_name: made[0], tool_kwargs: made[1] });
        if ('think' in step) return message('assistant', { block_type: 'thinking', content: step.think });
        if ('deny' in step) return cannot('nobody is asked before a call');
        if (!('answer' in step)) return message(sayOnly(step), { block_type: 'text', text: (step as { readonly say: string }).say });
        if (step.ok === false) return cannot('results do not say that a call failed');
        return message('tool', { block_type: 'text', text: step.answer }, { tool_call_id: last ?? cannot('an answer without a call') });
      });
      return [
        { name: 'chat_store.json', text: JSON.stringify({ store: { harbour: messages }, class_name: 'SimpleChatStore' }, undefined, 1) },
      ];
    }),
};

export const crewai: Encoder = {
  name: 'crewai',
  encode: (steps) =>
    encoding(() => {
      const events = numbered(withoutConditions(steps), (step, id, last, index): JsonObject => {
        const base = { timestamp: second(index), task_id: 't-1', task_name: 'sort', agent_role: 'tide', event_id: id };
        const made = plainCall(step);
        if (made) return { ...base, type: 'tool_usage_started', tool_name: made[0], tool_args: JSON.stringify(made[1]) };
        if ('answer' in step) {
          const ended = { ...base, tool_name: 'bash', started_event_id: last ?? cannot('an answer without a call') };
          return step.ok === false
            ? { ...ended, type: 'tool_usage_error', error: step.answer }
            : { ...ended, type: 'tool_usage_finished', output: step.answer };
        }
        const role = sayOnly(step);
        const { say } = step as { readonly say: string };
        if (role === 'user') return { ...base, type: 'task_started', task: { description: say } };
        if (role === 'system') return { ...base, type: 'agent_execution_started', agent: { role: 'tide', backstory: say } };
        return { ...base, type: 'agent_execution_completed', output: say };
      });
      return [{ name: 'events.jsonl', text: jsonLines(events) }];
    }),
};

/** A prediction: what was asked, and the trajectory of calls. */
export const dspy: Encoder = {
  name: 'dspy',
  encode: (steps) =>
    encoding(() => {
      const asked: { [key: string]: Json } = {};
      const trajectory: { [key: string]: Json } = {};
      let number = 0;
      numbered(withoutConditions(steps), (step, _, last, index) => {
        const made = plainCall(step);
        if (made) {
          trajectory[`tool_name_${number}`] = made[0];
          trajectory[`tool_args_${number}`] = made[1];
          number++;
        } else if ('answer' in step) {
          if (last === undefined) cannot('an answer without a call');
          trajectory[`observation_${number - 1}`] = step.ok === false ? `Execution error in bash: ${step.answer}` : step.answer;
        } else if (sayOnly(step) !== 'user') cannot('a prediction keeps what was asked and the calls');
        else asked[`question_${index}`] = (step as { readonly say: string }).say;
      });
      return [{ name: 'prediction.json', text: JSON.stringify({ ...asked, trajectory }, undefined, 1) }];
    }),
};

/** One request with all that was said so far, and the last message as its reply. */
export const camel: Encoder = {
  name: 'camel',
  encode: (steps) =>
    encoding(() => {
      const messages = numbered(withoutConditions(steps), (step, id, last) =>
        'answer' in step && step.ok === false ? cannot('results do not say that a call failed') : openaiMessage(step, id, last),
      );
      const response = { id: 'chatcmpl-7', choices: [], model: 'gpt-5' };
      const stamps = { request_timestamp: '2026-05-04T13:10:00.000001', response_timestamp: '2026-05-04T13:10:01.000001' };
      const log = { ...stamps, model: 'gpt-5', agent_id: 'tide', request: { messages }, response };
      return [{ name: 'tide/conv_20260504_131000_000001.json', text: JSON.stringify(log, undefined, 1) }];
    }),
};
