import {
  type Effect,
  toArchive,
  toAssign,
  toChmod,
  toDelete,
  toLink,
  toMove,
  toRead,
  toRequest,
  toSchedule,
  toStop,
  toTransfer,
} from '../model/effect.ts';
import { type Given, named, values } from './powershell-arguments.ts';
import type { Swap, Word } from './powershell-words.ts';
import { causeOf, deeper, edited, pathIn, run, type Scene } from './scene.ts';

/** Parameters that name a file. */
export const PATH = ['path', 'literalpath', 'filepath', 'pspath'];

/** What came through the pipe: the text or the paths that the command before gives. */
export interface Piped {
  readonly words: readonly Word[];
  /** What was replaced in the text of a file. */
  readonly swap?: Swap;
}

export type Act = (all: Given, scene: Scene, piped: Piped) => readonly Effect[];

/** The scene, less sure where a word is not known. */
export const doubt = (scene: Scene, words: readonly Word[]): Scene =>
  deeper(scene, { unsure: words.every((word) => word.sure) ? undefined : 'a variable or a pattern is not known' });

const paths =
  (act: (scene: Scene, path: string, all: Given) => readonly Effect[]): Act =>
  (all, scene, piped) => {
    const own = values(all, 0, ...PATH);
    const found = own.length > 0 ? own : piped.words;
    return found.flatMap((word) => {
      const sure = doubt(scene, [word]);
      return act(sure, pathIn(sure, word.text), all);
    });
  };

const moves =
  (keep: boolean, sibling: boolean): Act =>
  (all, scene, piped) => {
    const sources = named(all, ...PATH) ? values(all, -1, ...PATH) : piped.words.length > 0 ? piped.words : values(all, 0);
    const target = named(all, 'destination', 'newname')?.[0] ?? all.rest[named(all, ...PATH) || piped.words.length > 0 ? 0 : 1];
    if (!target) return [];
    return sources.map((source) => {
      const sure = doubt(scene, [source, target]);
      const from = pathIn(sure, source.text);
      const to = sibling ? from.slice(0, from.lastIndexOf('/') + 1) + target.text.replace(/^\.[\\/]/, '') : pathIn(sure, target.text);
      return toMove(causeOf(sure), { from, to, keep });
    });
  };

/** A copy inside the machine, to a shared folder of another, or through an open session. */
const copies: Act = (all, scene, piped) =>
  moves(true, false)(all, scene, piped).flatMap((effect): readonly Effect[] => {
    if (effect.kind !== 'move') return [];
    const host = named(all, 'tosession')?.[0]?.text ?? /^(?:\\\\|\/\/)([\w.-]+)/.exec(effect.to)?.[1];
    if (host === undefined) return [effect];
    return [effect, toTransfer(causeOf(scene), { direction: 'out', peer: host.replace(/^\$/, ''), paths: [effect.from] })];
  });

const packs =
  (method: string): Act =>
  (all, scene, piped) => {
    const own = values(all, 0, ...PATH);
    const target = named(all, 'destinationpath')?.[0] ?? all.rest.at(own.length > 0 && named(all, ...PATH) === undefined ? own.length : 0);
    const from = own.length > 0 ? own : piped.words;
    if (!target || from.length === 0) return [];
    const sure = doubt(scene, [...from, target]);
    return [toArchive(causeOf(sure), { from: from.map(({ text }) => pathIn(sure, text)), to: [pathIn(sure, target.text)], method })];
  };

/** `Start-BitsTransfer`: the end that is an address says which way. */
const sends: Act = (all, scene) => {
  const [source, target] = [values(all, 0, 'source')[0], values(all, 1, 'destination')[0]];
  if (!source || !target) return [];
  const out = /^\w+:\/\//.test(target.text);
  const [peer, path] = out ? [target, source] : [source, target];
  const sure = doubt(scene, [peer, path]);
  const host = /^\w+:\/\/([^/]+)/.exec(peer.text)?.[1] ?? peer.text;
  return [toTransfer(causeOf(sure), { direction: out ? 'out' : 'in', peer: host, paths: [pathIn(sure, path.text)] })];
};

/** `Set-NetFirewallProfile -Enabled False`, `Disable-NetFirewallRule`. */
const firewall =
  (key: string, to?: string): Act =>
  (all, scene) => {
    const value = to ?? named(all, 'enabled')?.[0]?.text.replace(/^\$/, '').toLowerCase();
    const names = values(all, 0, 'profile', 'displayname', 'name', 'group').map(({ text }) => text);
    return value === undefined ? [] : [toAssign(causeOf(scene), { target: 'firewall', key: [key, ...names].join(' '), to: value })];
  };

const writes =
  (mode: 'overwrite' | 'append'): Act =>
  (all, scene, piped) => {
    const value = named(all, 'value', 'inputobject') ?? (all.rest.length > 1 ? all.rest.slice(1) : piped.words);
    const appends = mode === 'append' || named(all, 'append') !== undefined;
    return values(all, 0, ...PATH).flatMap((path) => {
      const sure = doubt(scene, [path]);
      const swap = piped.swap ?? value[0]?.swap;
      if (swap) return edited(sure, { path: path.text, mode: 'replace', ...swap });
      const known = value.length > 0 && value.every((word) => word.sure);
      const after = known ? `${value.map((word) => word.text).join('\n')}\n` : undefined;
      return edited(sure, { path: path.text, mode: appends ? 'append' : 'overwrite', after });
    });
  };

const stops: Act = (all, scene, piped) => {
  const found = values(all, 0, 'name', 'id', 'processname', 'inputobject', 'displayname');
  const targets = found.length > 0 && found.some((word) => !word.text.startsWith('$')) ? found : [...piped.words, ...found];
  return targets.map((word) => toStop(causeOf(doubt(scene, [word])), { target: word.text }));
};

const schedules =
  (on: boolean): Act =>
  (all, scene, piped) => {
    const own = values(all, 0, 'taskname', 'name');
    return (own.length > 0 ? own : piped.words).map((word) =>
      toSchedule(causeOf(doubt(scene, [word])), { target: word.text, on, respawn: false }),
    );
  };

const service: Act = (all, scene, piped) => {
  const names = values(all, 0, 'name');
  const type = named(all, 'startuptype', 'starttype')?.[0];
  const status = named(all, 'status')?.[0]?.text.toLowerCase();
  return (names.length > 0 ? names : piped.words).flatMap((word): readonly Effect[] => {
    const cause = causeOf(doubt(scene, [word]));
    return [
      ...(type ? [toSchedule(cause, { target: word.text, on: !/^(?:disabled|manual)$/i.test(type.text), respawn: false })] : []),
      ...(status === 'stopped' || status === 'paused' ? [toStop(cause, { target: word.text })] : []),
    ];
  });
};

const requests: Act = (all, scene) => {
  const url = values(all, 0, 'uri')[0];
  if (!url) return [];
  const sure = doubt(scene, [url]);
  const cause = causeOf(sure);
  const host = /^\w+:\/\/([^/]+)/.exec(url.text)?.[1] ?? url.text;
  const file = named(all, 'infile')?.[0];
  const output = named(all, 'outfile')?.[0];
  const body = named(all, 'body')?.[0];
  const method = named(all, 'method')?.[0]?.text.toUpperCase() ?? 'GET';
  return [
    toRequest(cause, { method, url: url.text, ...(body && { body: body.text }) }),
    ...(file ? [toTransfer(cause, { direction: 'out', peer: host, paths: [pathIn(sure, file.text)] })] : []),
    ...(output ? [toTransfer(cause, { direction: 'in', peer: host, paths: [pathIn(sure, output.text)] })] : []),
  ];
};

const property: Act = (all, scene) => {
  const [path, name] = [values(all, 0, ...PATH)[0], values(all, 1, 'name')[0]];
  const value = named(all, 'value')?.[0] ?? all.rest[2];
  if (!path || !name) return [];
  const to = value && (/^-?\d+$/.test(value.text) && !value.quoted ? Number(value.text) : value.text);
  return [toAssign(causeOf(doubt(scene, [path, name])), { target: path.text, key: name.text, ...(to !== undefined && { to }) })];
};

const creates: Act = (all, scene, piped) => {
  const path = values(all, 0, ...PATH)[0] ?? values(all, -1, 'name')[0];
  const type = named(all, 'itemtype', 'type')?.[0]?.text.toLowerCase();
  const value = named(all, 'value', 'target')?.[0];
  if (!path || type === 'directory') return [];
  const sure = doubt(scene, [path]);
  if (value && /link|junction/.test(type ?? ''))
    return [toLink(causeOf(sure), { path: pathIn(sure, path.text), target: pathIn(sure, value.text) })];
  return /^hk|^registry/i.test(path.text)
    ? property(all, scene, piped)
    : edited(sure, { path: path.text, mode: 'create', after: value?.text ?? '' });
};

const preferences: Act = (all, scene) =>
  [...all.named].map(([key, [value]]) => {
    const word = value?.text.toLowerCase();
    const to = word === '$true' || word === '1' || value === undefined ? true : word === '$false' || word === '0' ? false : value.text;
    return toAssign(causeOf(scene), { key, to });
  });

/** What each cmdlet does with its arguments. */
export const CMDLETS: { readonly [name: string]: Act } = {
  'remove-item': paths((scene, path, all) => [toDelete(causeOf(scene), { path, recursive: named(all, 'recurse', 'r') !== undefined })]),
  'move-item': moves(false, false),
  'rename-item': moves(false, true),
  'copy-item': copies,
  'compress-archive': packs('zip'),
  'expand-archive': packs('unzip'),
  'start-bitstransfer': sends,
  'set-netfirewallprofile': firewall('profile'),
  'set-netfirewallrule': firewall('rule'),
  'disable-netfirewallrule': firewall('rule', 'disabled'),
  'remove-netfirewallrule': firewall('rule', 'removed'),
  'invoke-sqlcmd': (all, scene) => values(all, 0, 'query').flatMap((word) => (word.sure ? run('sql', word.text, scene) : [])),
  'remove-eventlog': (all, scene) => CMDLETS['clear-eventlog']!(all, scene, { words: [] }),
  'new-item': creates,
  'set-content': writes('overwrite'),
  'add-content': writes('append'),
  'out-file': writes('overwrite'),
  'tee-object': writes('overwrite'),
  'clear-content': paths((scene, path) => edited(scene, { path, mode: 'overwrite', after: '' })),
  'clear-eventlog': (all, scene) =>
    values(all, 0, 'logname').map((word) => toDelete(causeOf(doubt(scene, [word])), { path: `event log/${word.text}`, recursive: false })),
  'get-content': paths((scene, path) => [toRead(causeOf(scene), { path })]),
  'set-acl': paths((scene, path) => [toChmod(causeOf(scene), { path, mode: 'acl' })]),
  'stop-transcript': (_, scene) => [toAssign(causeOf(scene), { target: 'shell', key: 'transcript', to: 'off' })],
  'set-psreadlineoption': (all, scene) =>
    named(all, 'historysavestyle')?.[0]?.text.toLowerCase() === 'savenothing'
      ? [toAssign(causeOf(scene), { target: 'shell', key: 'history', to: 'off' })]
      : [],
  'stop-process': stops,
  'stop-service': stops,
  'suspend-service': stops,
  'stop-computer': (_, scene) => [toStop(causeOf(scene), { target: 'localhost' })],
  'restart-computer': (_, scene) => [toStop(causeOf(scene), { target: 'localhost' })],
  'stop-job': stops,
  'stop-vm': stops,
  'stop-container': stops,
  'remove-service': schedules(false),
  'set-service': service,
  'unregister-scheduledtask': schedules(false),
  'disable-scheduledtask': schedules(false),
  'stop-scheduledtask': stops,
  'enable-scheduledtask': schedules(true),
  'register-scheduledtask': schedules(true),
  'unregister-scheduledjob': schedules(false),
  'disable-scheduledjob': schedules(false),
  'invoke-webrequest': requests,
  'invoke-restmethod': requests,
  'set-itemproperty': property,
  'new-itemproperty': property,
  'remove-itemproperty': (all, scene, piped) => property({ ...all, rest: all.rest.slice(0, 2) }, scene, piped),
  'set-mppreference': preferences,
  'set-location': paths((scene, path) => {
    scene.session.directory = path;
    return [];
  }),
  'invoke-expression': (all, scene, piped) => {
    const code = values(all, 0, 'command')[0] ?? piped.words[0];
    return code?.sure ? run('powershell', code.text, deeper(scene, { via: 'Invoke-Expression' })) : [];
  },
  'start-process': (all, scene) => {
    const program = values(all, 0, 'filepath')[0];
    const rest = values(all, 1, 'argumentlist', 'args').map((word) => word.text);
    return program
      ? run('shell', [program.text, ...rest].map(quote).join(' '), deeper(doubt(scene, [program]), { via: 'Start-Process' }))
      : [];
  },
};

/** A word as the shell takes it. */
export const quote = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
