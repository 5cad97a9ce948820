// https://docs.factory.ai/cli (sessions under ~/.factory/sessions)
import { posix } from 'node:path';
import { anthropicMessage } from '../dialects/anthropic.ts';
import type { Said } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import { get, isObject, type Json, text } from '../model/location.ts';
import type { Tools } from '../model/meaning.ts';
import type { Framework } from './framework.ts';
import { plainName } from './plain-name.ts';

/** Tools of Droid, which its command line names alike. */
export const DROID_TOOLS: Tools = {
  Execute: { shell: 'command' },
  Create: { edit: { path: 'file_path', mode: 'create', after: 'content' } },
  Edit: { edit: { path: 'file_path', mode: 'replace', before: 'old_string|old_str', after: 'new_string|new_str' } },
  MultiEdit: {
    each: 'edits|changes',
    edit: { path: 'file_path', mode: 'replace', before: 'old_string|old_str', after: 'new_string|new_str' },
  },
  ApplyPatch: { patch: 'input|patch' },
  Read: { read: { path: 'file_path' } },
  FetchUrl: { request: { method: 'method', url: 'url' } },
  Task: { message: { text: 'prompt', to: 'subagent_type' } },
  slack_post_message: { message: { text: 'text', to: 'channel' } },
  ExitSpecMode: { message: { text: 'plan', to: '=user' } },
  LS: 'harmless',
  Grep: 'harmless',
  Glob: 'harmless',
  WebSearch: 'harmless',
  TodoWrite: 'harmless',
  TodoRead: 'harmless',
  AskUser: 'harmless',
  Skill: 'harmless',
};

/** Fields of a session's settings that say how far it acts alone. */
const OVERSIGHT = ['autonomyLevel', 'autonomyMode', 'interactionMode', 'specMode'] as const;

const isStart = (record: Json): boolean => text(record, 'type') === 'session_start' && text(record, 'id') !== undefined;

const isSettings = ({ artifact, root }: Sample): boolean =>
  plainName(artifact.uri).endsWith('.settings.json') && isObject(root) && OVERSIGHT.some((key) => key in root);

const recognise = (sample: Sample): Recognition | undefined => {
  if (sample.document && isSettings(sample)) return { score: 0.96, shape: { each: '' } };
  return sample.lines && sample.records.some(isStart) ? { score: 0.95, shape: { lines: true } } : undefined;
};

/** A reminder of the harness in the user's place. */
export const reminded = (said: Said): Said =>
  said.said === 'message' && said.role === 'user' && /^\s*<system-reminder>[\s\S]*<\/system-reminder>\s*$/.test(said.text)
    ? { ...said, role: 'system' }
    : said;

/** A command that failed says so in its words alone. */
const judged = (said: Said): Said =>
  said.said === 'answer' && /^Error: Command failed \(exit code: [^0]/.test(said.text) ? { ...said, ok: false } : said;

/** Sessions of Factory's Droid, with the settings that lie beside them. */
export const droid: Framework = {
  name: 'droid',
  recognise,
  bundle: ({ artifact: { uri } }) => plainName(uri).replace(/\.settings\.json$|\.jsonl$/, ''),
  tools: DROID_TOOLS,
  reader(walk, bundle) {
    const nameOf = (uri: string): string => posix.basename(plainName(uri)).replace(/\.settings\.json$|\.jsonl$/, '');
    let id = nameOf(bundle.key);
    return {
      *read(entry) {
        const { value } = entry;
        const type = text(value, 'type');
        if (type === undefined) {
          const thread = walk.thread(id, { model: text(value, 'model') });
          for (const key of OVERSIGHT) yield* thread.set(key, get(value, key), entry, `/${key}`);
        } else if (type === 'session_start') {
          walk.thread((id = nameOf(entry.at.artifact.uri)), { directory: text(value, 'cwd'), parent: text(value, 'parentSessionId') });
        } else if (type === 'message') {
          const message = get(value, 'message') ?? null;
          const said = anthropicMessage(message, '/message').map(reminded).map(judged);
          yield* walk.thread(id).say(said, entry, { time: text(value, 'timestamp'), model: text(message, 'model') });
        }
      },
    };
  },
};
