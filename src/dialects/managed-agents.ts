// https://docs.claude.com/en/docs/managed-agents (events of a session)
import { get, type Json, text } from '../model/location.ts';
import { optional } from '../model/optional.ts';
import { blocks, declined } from './anthropic.ts';
import { roleOf, type Said, textOf } from './said.ts';

const KINDS =
  /^(?:agent\.(?:message|thinking|(?:mcp_|custom_)?tool_(?:use|result)|thread_\w+)|user\.(?:message|interrupt|tool_confirmation|custom_tool_result)|session\.(?:status_|thread_|error)\w*|span\.model_request_\w+)$/;

/** True for an event of a session. */
export const isEvent = (value: Json | undefined): boolean => KINDS.test(text(value, 'type') ?? '');

const CALL_IDS = ['tool_use_id', 'mcp_tool_use_id', 'custom_tool_use_id'] as const;

const answer = (event: Json, at: string): Said => {
  const words = textOf(get(event, 'content'));
  const failed = get(event, 'is_error') === true;
  return {
    said: 'answer',
    ...optional(
      'id',
      CALL_IDS.map((key) => text(event, key)).find((id) => id !== undefined),
    ),
    ...(failed && declined(words) ? { ok: false, blocked: true } : { ok: !failed }),
    text: words,
    at: `${at}/content`,
  };
};

/** What one event says; those that tell of the session's state say nothing. */
export const sessionEvent = (event: Json, at: string): readonly Said[] => {
  const type = text(event, 'type') ?? '';
  if (/^agent\.(?:mcp_|custom_)?tool_use$/.test(type))
    return [
      {
        said: 'call',
        ...optional('id', text(event, 'id')),
        tool: text(event, 'name') ?? '',
        input: get(event, 'input') ?? {},
        at,
        inputAt: `${at}/input`,
      },
    ];
  if (/tool_result$/.test(type)) return [answer(event, at)];
  if (type === 'user.tool_confirmation')
    return text(event, 'result') === 'deny'
      ? [
          {
            said: 'answer',
            ...optional('id', text(event, 'tool_use_id')),
            ok: false,
            blocked: true,
            text: text(event, 'deny_message') ?? '',
            at,
          },
        ]
      : [];
  if (type === 'agent.thinking') return blocks(get(event, 'content'), 'agent', `${at}/content`);
  const to = text(event, 'to_agent_name');
  const role = type === 'agent.thread_message_received' ? 'user' : roleOf(type.split('.')[0]);
  const spoken = /message/.test(type) ? blocks(get(event, 'content'), role, `${at}/content`) : [];
  return to === undefined ? spoken : spoken.map((each) => (each.said === 'message' ? { ...each, to } : each));
};
