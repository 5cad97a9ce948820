// https://docs.camel-ai.org (what CAMEL_MODEL_LOG_ENABLED makes it write)
import { posix } from 'node:path';
import { chatMessage } from '../dialects/openai-chat.ts';
import { isObject, type Json, text } from '../model/location.ts';
import { conversing } from '../threads/conversation.ts';
import type { Framework } from './framework.ts';
import { turnsIn } from './openai-chat.ts';
import { plainName } from './plain-name.ts';

const FILE = /^conv_\d+_\d+_\d+\.json$/;

const isExchange = (root: Json | undefined): root is Json =>
  isObject(root) && 'request_timestamp' in root && 'agent_id' in root && isObject(root['request']) && turnsIn(root).length > 0;

/** Requests of CAMEL's agents to their models with the replies: a folder an agent, a file a request, each with all that came before. */
export const camel: Framework = {
  name: 'camel',
  recognise: ({ document, root }) => (document && isExchange(root) ? { score: 0.9, shape: { each: '' } } : undefined),
  bundle({ artifact: { uri } }) {
    return FILE.test(posix.basename(plainName(uri))) ? posix.dirname(uri) : uri;
  },
  tools: {},
  reader(walk, bundle) {
    const conversations = conversing(walk, bundle, chatMessage);
    return {
      *read(entry) {
        const { value } = entry;
        const agent = text(value, 'agent_id');
        yield* conversations.read(entry, turnsIn(value), { id: agent, agent, model: text(value, 'model') });
      },
    };
  },
};
