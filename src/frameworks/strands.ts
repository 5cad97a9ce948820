// https://strandsagents.com/latest/documentation/docs/user-guide/concepts/agents/session-management
import { posix } from 'node:path';
import { bedrockMessage, isBedrock } from '../dialects/bedrock.ts';
import { get, isArray, isObject, type Json, list, text } from '../model/location.ts';
import type { Thread } from '../threads/walk.ts';
import type { Framework } from './framework.ts';
import { inDialect, runReader } from './runs.ts';

/** A message whose blocks are named after what they hold. */
const isConverse = (value: Json | undefined): boolean =>
  text(value, 'role') !== undefined && list(value, 'content').every((each) => isObject(each) && each['type'] === undefined);

/** A message as a session keeps it: one file each, numbered, and beside it what a guardrail put in its place. */
const isStored = (root: Json | undefined): boolean => typeof get(root, 'message_id') === 'number' && isConverse(get(root, 'message'));

/** What a session says of itself. */
const isSession = (root: Json | undefined): boolean =>
  text(root, 'session_id') !== undefined && text(root, 'session_type') !== undefined && get(root, 'updated_at') !== undefined;

/** What a session says of one of its agents. */
const isAgent = (root: Json | undefined): boolean =>
  text(root, 'agent_id') !== undefined && get(root, 'conversation_manager_state') !== undefined;

const areMessages = (root: Json | undefined): boolean => isArray(root) && root.every(isConverse) && root.some(isBedrock);

/** The folder of the agent that a file of a session belongs to: `session_ID/agents/agent_ID/messages/message_N.json`. */
const agentFolder = (uri: string): string => {
  const folder = posix.dirname(uri);
  return posix.basename(folder) === 'messages' ? posix.dirname(folder) : folder;
};

const nameOf = (folder: string): string => posix.basename(folder).replace(/^agent_/, '');

/** Sessions of Strands: a folder an agent, a file a message; and lists of messages of the Converse API. */
export const strands: Framework = {
  name: 'strands',
  recognise({ artifact, document, root }) {
    if (!document) return undefined;
    // Parts are read by how sure they are, so the first message leads: names alone would put the tenth before the second.
    if (isStored(root)) return { score: 0.95 - (get(root, 'message_id') as number) * 1e-7, shape: { each: '' } };
    if (isAgent(root) || (isSession(root) && posix.basename(artifact.uri) === 'session.json')) return { score: 0.96, shape: { each: '' } };
    return areMessages(root) || areMessages(get(root, 'messages')) ? { score: 0.8, shape: { each: '' } } : undefined;
  },
  bundle({ artifact: { uri }, root }) {
    if (isSession(root)) return posix.dirname(uri);
    if (!isStored(root) && !isAgent(root)) return uri;
    const agents = posix.dirname(agentFolder(uri));
    return posix.basename(agents) === 'agents' ? posix.dirname(agents) : agentFolder(uri);
  },
  tools: {},
  reader(walk, bundle) {
    const runs = runReader(walk, bundle, { turns: '/messages|' }, inDialect(bedrockMessage));
    const threadOf = (uri: string): Thread => {
      const folder = agentFolder(uri);
      return walk.thread(folder, { agent: nameOf(folder) });
    };
    return {
      *read(entry) {
        const { value } = entry;
        if (isAgent(value) || isSession(value)) return;
        if (!isStored(value)) {
          yield* runs.read(entry);
          return;
        }
        const thread = threadOf(entry.at.artifact.uri);
        const time = text(value, 'created_at');
        yield* thread.say(bedrockMessage(get(value, 'message')!, '/message'), entry, { time });
        if (isObject(get(value, 'redact_message'))) yield* thread.set('redacted', 'yes', entry, '/redact_message', { time });
      },
      ...(runs.end && { end: runs.end }),
    };
  },
};
