// https://cursor.com/docs/agent (transcripts under ~/.cursor/projects/<project>/agent-transcripts)
import { posix } from 'node:path';
import { blocks } from '../dialects/anthropic.ts';
import { roleOf, type Said } from '../dialects/said.ts';
import type { Sample } from '../model/bundle.ts';
import { get, isArray, isObject, type Json, text } from '../model/location.ts';
import { notices } from '../model/notice.ts';
import { sent } from '../threads/sub-agents.ts';
import { CURSOR_TOOLS } from './cursor-tools.ts';
import type { Framework } from './framework.ts';
import { plainName } from './plain-name.ts';

/** A record holds its speaker and its message, and none of the keys by which other writers name or date theirs. */
const isRecord = (record: Json): boolean =>
  isObject(record) &&
  typeof record['role'] === 'string' &&
  isArray(get(record['message'], 'content')) &&
  !['id', 'uuid', 'type', 'timestamp', 'sessionId', 'parentUuid', 'parentId'].some((key) => key in record);

/** The session that sent a sub-agent out, whose transcripts lie in a folder of its own. */
const senderOf = (uri: string): string | undefined => /([^/]+)\/subagents\/[^/]+$/.exec(uri)?.[1];

const nameOf = (uri: string): string => posix.basename(plainName(uri)).replace(/\.jsonl$/, '');

/** A tool of a server is called through a tool of Cursor's own. */
const unwrapped = (said: Said): Said => {
  const tool = said.said === 'call' && said.tool === 'CallMcpTool' ? text(said.input, 'toolName') : undefined;
  if (tool === undefined || said.said !== 'call') return said;
  return { ...said, tool, input: get(said.input, 'arguments') ?? {}, inputAt: `${said.inputAt}/arguments` };
};

/** A session in a folder of its own and its sub-agents are one bundle. */
const bundle = ({ artifact: { uri } }: Sample): string => {
  const folder = posix.dirname(uri);
  if (senderOf(uri) !== undefined) return posix.dirname(folder);
  return posix.basename(folder) === nameOf(uri) ? folder : uri;
};

/** Transcripts of agents in Cursor: calls without ids, mostly without results, and without times. */
export const cursor: Framework = {
  name: 'cursor',
  recognise: ({ lines, records, artifact: { uri } }) => {
    const own = records.filter(isRecord).length;
    if (!lines || own === 0 || own * 2 < records.length) return undefined;
    return { score: uri.includes('agent-transcripts/') && senderOf(uri) === undefined ? 0.9 : 0.8, shape: { lines: true } };
  },
  bundle,
  tools: CURSOR_TOOLS,
  reader(walk) {
    let called: Parameters<typeof notices.notRecorded>[0] | undefined;
    let answered = false;
    return {
      *read(entry) {
        const { artifact } = entry.at;
        const parent = senderOf(artifact.uri);
        const thread = walk.thread(nameOf(artifact.uri), { parent, agent: parent && nameOf(artifact.uri) });
        const role = roleOf(get(entry.value, 'role'));
        const spoken = blocks(get(get(entry.value, 'message'), 'content'), role, '/message/content').map(unwrapped);
        const said = parent === undefined ? spoken : spoken.map(sent);
        if (said.some((each) => each.said === 'call')) called = artifact;
        answered ||= said.some((each) => each.said === 'answer');
        yield* thread.say(said, entry);
      },
      end() {
        if (called && !answered) walk.note(notices.notRecorded(called, 'results of calls'));
        return [];
      },
    };
  },
};
