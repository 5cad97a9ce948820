// https://learn.microsoft.com/agent-framework
import { frameworkMessage, isFrameworkMessage } from '../dialects/agent-framework.ts';
import { isArray, type Json, text } from '../model/location.ts';
import { nested } from '../threads/nested.ts';
import type { Framework } from './framework.ts';
import { inDialect, type Layout, runReader } from './runs.ts';

const areMessages = (value: Json): boolean => isArray(value) && value.length > 0 && value.every(isFrameworkMessage);

const LAYOUT: Layout = {
  turns: (value) => nested(value, areMessages),
  id: '/session_id|/thread_id|/id',
  model: '/model|/model_id',
  speaker: (message) => text(message, 'author_name') ?? text(message, 'authorName'),
  holders: ['', '/state', '/additional_properties'],
};

/** Sessions and responses of Microsoft's Agent Framework, and chat histories of Semantic Kernel. */
export const agentFramework: Framework = {
  name: 'agent-framework',
  recognise({ document, lines, root, records }) {
    const shape = lines ? ({ lines: true } as const) : { each: '' };
    if (document && root !== undefined && nested(root, areMessages) !== undefined) return { score: 0.8, shape: { each: '' } };
    return records.some((each) => isFrameworkMessage(each) || nested(each, areMessages) !== undefined) ? { score: 0.8, shape } : undefined;
  },
  tools: {},
  reader: (walk, bundle) => runReader(walk, bundle, LAYOUT, inDialect(frameworkMessage)),
};
