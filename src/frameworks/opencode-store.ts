// https://opencode.ai/docs/troubleshooting (where sessions are kept)
import { posix } from 'node:path';
import { argumentsAt, roleOf } from '../dialects/said.ts';
import type { Recognition, Sample } from '../model/bundle.ts';
import type { Event, Role } from '../model/event.ts';
import { type Artifact, type Entry, get, isObject, type Json, type Location, text } from '../model/location.ts';
import { SENDER } from '../threads/sub-agents.ts';
import type { Framework } from './framework.ts';
import { adopt, BY_USER, byUser, OPENCODE_TOOLS, said, time } from './opencode-parts.ts';
import { plainName } from './plain-name.ts';

type Kind = 'session' | 'message' | 'part';

/** What must be known of a message before its parts can be read. */
interface Message {
  readonly session: string | undefined;
  readonly at: Location;
  readonly role: Role;
  readonly parent: string | undefined;
  readonly agent: Json | undefined;
  readonly model: string | undefined;
  readonly directory: string | undefined;
}

/** Sessions are read first, then messages, then their parts. */
const SCORES: { readonly [kind in Kind]: number } = { session: 0.9, message: 0.85, part: 0.8 };

const PART_TYPES = /^(?:text|reasoning|tool|file|patch|snapshot|agent|subtask|compaction|retry|step-start|step-finish)$/;

/** The folder of the store that a file is in says what the file is. */
const FOLDER = /(?:^|\/)(session|message|part)\/(?:[^/]+\/)?[^/]+\.json$/;

const kindOf = (artifact: Artifact): Kind | undefined => (artifact.member ?? FOLDER.exec(plainName(artifact.uri))?.[1]) as Kind | undefined;

/** Whether a row of a table, or the document of a file, is what its place says. */
const LOOKS: { readonly [kind in Kind]: (row: Json, root: Json) => boolean } = {
  session: (row, root) =>
    (text(row, 'project_id') !== undefined && text(row, 'directory') !== undefined) ||
    (text(root, 'projectID') !== undefined && isObject(get(root, 'time'))),
  message: (row, root) =>
    (text(row, 'session_id') !== undefined && text(row, 'data') !== undefined) ||
    (text(root, 'sessionID') !== undefined && text(root, 'role') !== undefined && isObject(get(root, 'time'))),
  part: (row, root) =>
    (text(row, 'message_id') !== undefined && text(row, 'session_id') !== undefined && text(row, 'data') !== undefined) ||
    (text(root, 'id') !== undefined && PART_TYPES.test(text(root, 'type') ?? '')),
};

const recognise = ({ artifact, document, root = null, records }: Sample): Recognition | undefined => {
  const kind = kindOf(artifact);
  if (kind === undefined || !Object.hasOwn(LOOKS, kind)) return undefined;
  const table = artifact.member !== undefined;
  if (!LOOKS[kind](table ? (records[0] ?? null) : null, !table && document ? root : null)) return undefined;
  return { score: SCORES[kind], shape: table ? { lines: true } : { each: '' } };
};

/** All of one store belongs together. */
const bundle = ({ artifact }: Sample): string =>
  artifact.member === undefined ? artifact.uri.replace(/(?:^|\/)(?:session|message|part)\/(?:[^/]+\/)?[^/]+$/, '') : artifact.uri;

/** Sessions as OpenCode keeps them: in a database, before version 1.2 in a folder with a file for each message and part. */
export const opencodeStore: Framework = {
  name: 'opencode-store',
  recognise,
  bundle,
  tools: OPENCODE_TOOLS,
  reader(walk) {
    const messages = new Map<string, Message>();
    const shells = new Set<string>();

    const message = (entry: Entry, row: Json): void => {
      const { input: value } = argumentsAt(get(row, 'data') ?? row, '');
      const id = text(row, 'id');
      if (id === undefined) return;
      messages.set(id, {
        session: text(row, 'sessionID') ?? text(row, 'session_id'),
        at: entry.at,
        role: roleOf(get(value, 'role')),
        parent: text(value, 'parentID'),
        agent: get(value, 'mode') ?? get(value, 'agent'),
        model: text(value, 'modelID') ?? text(get(value, 'model'), 'modelID'),
        directory: text(get(value, 'path'), 'cwd'),
      });
    };

    const READINGS: { readonly [kind in Kind]: (entry: Entry, row: Json) => Iterable<Event> } = {
      *session(entry, row) {
        const parent = text(row, 'parent_id') ?? text(row, 'parentID');
        const id = text(row, 'id');
        if (id === undefined) return;
        const facts = { parent, directory: text(row, 'directory'), agent: parent === undefined ? undefined : text(row, 'agent') };
        const { input, inputAt } = argumentsAt(get(row, 'permission') ?? '', '/permission');
        if (input !== '') yield* walk.thread(id, facts).set('permission', input, entry, inputAt);
        else walk.thread(id, facts);
      },
      message(entry, row) {
        message(entry, row);
        return [];
      },
      *part(entry, row) {
        const { input: value, inputAt: at } = argumentsAt(get(row, 'data') ?? row, get(row, 'data') === undefined ? '' : '/data');
        const of = text(row, 'message_id') ?? text(row, 'messageID') ?? posix.basename(posix.dirname(entry.at.artifact.uri));
        const known = messages.get(of);
        const session = text(row, 'session_id') ?? text(row, 'sessionID') ?? known?.session;
        if (session === undefined) return;
        const thread = walk.thread(session, { model: known?.model, directory: known?.directory });
        const aside = { time: time(get(get(value, 'time'), 'start') ?? get(row, 'time_created')), model: known?.model };
        if (known) yield* thread.set('agent', known.agent, { value: null, at: known.at }, '', aside);
        adopt(walk, value, session);
        const role = known?.role ?? 'unknown';
        if (role === 'user' && text(value, 'text') === BY_USER) shells.add(of);
        const human = role === 'agent' && known?.parent !== undefined && shells.has(known.parent) && text(value, 'type') === 'tool';
        const name = role === 'user' && thread.trajectory.parent !== undefined ? { name: SENDER } : {};
        yield* thread.say(human ? byUser(value, at) : said(value, role, at), entry, { ...aside, ...name });
      },
    };

    return {
      read(entry) {
        const kind = kindOf(entry.at.artifact);
        return kind !== undefined && Object.hasOwn(READINGS, kind) ? READINGS[kind](entry, entry.value) : [];
      },
    };
  },
};
