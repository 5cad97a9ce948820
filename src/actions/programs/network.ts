import type { Effect, Transfer } from '../../model/effect.ts';
import { deeper, pathIn } from '../scene.ts';
import { login } from '../shell/session.ts';
import { type Call, deletes, exact, moves, named, type Program, type Programs, stops, transfers, unplaced } from './call.ts';
import { options } from './options.ts';
import { hostOf } from './web.ts';

/** One side of a copy between hosts. */
interface Side {
  readonly path: string;
  /** Absent on this host. */
  readonly peer?: string;
}

const REMOTE = /^(?:([\w+.-]+):\/\/)?(?:[^@/:]*@)?([^/:@]+|\[[^\]]+\])::?(.*)$/s;

/** `user@host:path` and `scheme://host/path`; a letter, a colon and a backslash is a drive. */
const side = (word: string): Side => {
  if (/^\w[\w+.-]*:\/\//.test(word)) return { path: word, peer: hostOf(word) };
  const match = /^[A-Za-z]:(?:\\|\/(?:Users|Windows|Program))/i.test(word) || /^[./~]/.test(word) ? undefined : REMOTE.exec(word);
  return match ? { path: match[3]!, peer: match[2]! } : { path: word };
};

const paths = (sides: readonly Side[]): readonly string[] => sides.map((each) => each.path);

/** What copying between these sides is: out, in, or a copy on this host. */
const copied = (call: Call, words: readonly string[], keep = true): readonly Effect[] => {
  const to = words.at(-1);
  const sources = words.slice(0, -1).map(side);
  if (to === undefined || sources.length === 0) return [];
  const target = side(to);
  if (target.peer !== undefined) {
    const shown = sources.map((each) => (each.peer === undefined ? each.path : `${each.peer}:${each.path}`));
    return [transfers(sources.some((each) => each.peer !== undefined) ? unplaced(call) : call, 'out', target.peer, shown)];
  }
  const remote = sources.filter((each) => each.peer !== undefined);
  const local = sources.filter((each) => each.peer === undefined);
  const into = sources.length > 1 || /(?:^|\/)\.{0,2}$/.test(target.path);
  const place = (path: string): string =>
    into ? `${target.path.replace(/\/$/, '') || '.'}/${path.replace(/\/$/, '').split('/').at(-1)}` : target.path;
  return [
    ...(remote.length > 0 ? [transfers(call, 'in', remote[0]!.peer!, paths(remote))] : []),
    ...local.map((each) => moves(call, each.path, place(each.path), keep)),
  ];
};

const scp: Program = (call) => copied(call, options(call.argv, { takes: 'P i l o F J S c D X' }).operands);

const rsync: Program = (call) => {
  const given = options(call.argv, {
    takes:
      'e rsh f filter exclude include exclude-from include-from files-from T temp-dir B port password-file bwlimit max-size min-size log-file link-dest compare-dest backup-dir suffix timeout chmod chown rsync-path',
  });
  return given.has('n', 'dry-run') ? [] : copied(call, given.operands, !given.has('remove-source-files'));
};

const SSH = 'p i l o F J L R D b B c E e I m O Q S W w';
const hostName = (word: string): string => (word.includes('://') ? hostOf(word) : word.replace(/^.*@/, ''));

/** Files that flow into a command elsewhere, or out of it. */
const streamed = (call: Call, peer: string, effects: readonly Effect[]): readonly Effect[] => {
  const sent = call.input?.paths ?? [];
  const out = sent.length > 0 ? [transfers(call, 'out', peer, sent)] : [];
  const read = effects.flatMap((effect) => (effect.kind === 'read' ? [effect.path] : effect.kind === 'archive' ? effect.from : []));
  return call.output !== undefined && read.length > 0 ? [...out, transfers(call, 'in', peer, read)] : out;
};

/** Runs a text or words on another host, in a container or in a pod. */
export const runElsewhere = (call: Call, peer: string, command: string | readonly string[]): readonly Effect[] => {
  const session = login(call.scene.world.remote(peer));
  const there = deeper(call.scene, { host: peer, session });
  const text = call.input && exact(call.input);
  const asked = command.length > 0 ? command : (text ?? '');
  const found = asked === '' ? [] : call.run(asked, there, command.length > 0 ? call.input : undefined);
  return [...streamed(call, peer, found), ...found];
};

const ssh: Program = (call) => {
  const given = options(call.argv, { takes: SSH, stop: true });
  const [host, ...words] = given.operands;
  if (host === undefined) return [];
  // Options may follow the host: `ssh host -p 22 command`.
  const rest = /^-/.test(words[0] ?? '') ? options(words, { takes: SSH, stop: true }).operands : words;
  return runElsewhere(call, hostName(host), rest.join(' '));
};

/** Lines such as `put FILE` that are given to a file transfer program. */
const lines = (call: Call, script: string, peer: string): readonly Effect[] =>
  script.split(/[\n;]/).flatMap((each): readonly Effect[] => {
    const [verb = '', ...words] = each.trim().split(/\s+/);
    const files = words.filter((word) => !word.startsWith('-'));
    if (/^(?:put|mput|send|reput|mirror)$/.test(verb) && files.length > 0 && (verb !== 'mirror' || words.includes('-R')))
      return [transfers(call, 'out', peer, verb === 'mput' ? files : files.slice(0, 1))];
    return /^(?:get|mget|recv|reget|pget|mirror)$/.test(verb) && files.length > 0 ? [transfers(call, 'in', peer, files.slice(0, 1))] : [];
  });

const ftp: Program = (call) => {
  const given = options(call.argv, { takes: 'e c f u p b P i o B' });
  const script = given.value('e', 'c') ?? (call.input && exact(call.input)) ?? '';
  const target = given.operands[0] ?? /^\s*open\s+(\S+)/m.exec(script)?.[1] ?? '';
  const from = side(target);
  const peer = hostName(target.replace(/:.*$/, (rest) => (target.includes('://') ? rest : '')));
  const own =
    from.peer !== undefined && from.path !== '' && script === '' && !target.includes('://')
      ? [transfers(call, 'in', from.peer, [from.path])]
      : [];
  return [...own, ...lines(call, script, peer)];
};

const netcat: Program = (call) => {
  const given = options(call.argv, { takes: 'p s w q i x X e c O I T m g G' });
  const files = call.input?.paths ?? [];
  const listens = given.has('l', 'listen');
  const peer = listens ? '' : (given.operands[0] ?? '');
  if (files.length > 0) return [transfers(call, 'out', peer, files)];
  return call.output !== undefined ? [transfers(call, 'in', peer, [pathIn(call.scene, call.output)])] : [];
};

const socat: Program = (call) => {
  const ends = options(call.argv, { takes: 'b t T' }).operands;
  const peer = ends
    .map((end) => /^(?:TCP|UDP|OPENSSL|SSL|SOCKS|PROXY)\d*(?:-CONNECT)?:([^:,]+)/i.exec(end)?.[1])
    .find((each) => each !== undefined);
  const file = ends.map((end) => /^(?:FILE|OPEN|GOPEN|CREATE):([^,]+)/i.exec(end)?.[1]).find((each) => each !== undefined);
  const files = [...(file === undefined ? [] : [file]), ...(call.input?.paths ?? [])];
  return files.length > 0 ? [transfers(call, 'out', peer ?? '', files)] : [];
};

const sendTo =
  (peer: string, verbs: RegExp): Program =>
  (call) => {
    const [verb = '', ...files] = options(call.argv, { takes: 'code name relay' }).operands;
    return verbs.test(verb) && files.length > 0 ? [transfers(call, 'out', peer, files)] : [];
  };

const RCLONE: { readonly [verb: string]: boolean } = { copy: true, copyto: true, sync: true, move: false, moveto: false, bisync: true };

const rclone: Program = (call) => {
  const given = options(call.argv, {
    takes: 'config transfers checkers bwlimit include exclude filter filter-from log-file log-level max-size max-age',
  });
  const [verb = '', ...words] = given.operands;
  if (verb === 'delete' || verb === 'purge' || verb === 'deletefile')
    return words.map((word) => deletes(unplaced(call), word, verb === 'purge'));
  if (verb === 'rcat' && words[0] !== undefined) return [transfers(call, 'out', side(words[0]).peer ?? words[0], call.input?.paths ?? [])];
  return Object.hasOwn(RCLONE, verb) ? copied(call, words.slice(0, 2), RCLONE[verb]) : [];
};

/** A verb's direction where both are written out: `hf upload`, `ollama push`. */
interface Hub {
  readonly peer: string;
  readonly verbs: { readonly [verb: string]: Transfer['direction'] };
  readonly takes: string;
  /** Whether the first operand is the repository, and files follow. */
  readonly repository: boolean;
}

const hub =
  (of: Hub): Program =>
  (call) => {
    const given = options(call.argv, { takes: of.takes });
    const [verb = '', ...words] = given.operands;
    const direction = Object.hasOwn(of.verbs, verb) ? of.verbs[verb]! : undefined;
    if (direction === undefined) return [];
    const named = words.slice(of.repository ? 1 : 0);
    const peer = of.repository && direction === 'out' ? (words[0] ?? of.peer) : of.peer;
    return [transfers(call, direction, peer, direction === 'in' ? words.slice(0, 1) : named.length > 0 ? named.slice(0, 1) : ['.'])];
  };

const HUGGING: Hub = {
  peer: 'huggingface.co',
  verbs: { upload: 'out', 'upload-large-folder': 'out', download: 'in' },
  takes: 'repo-type revision token local-dir cache-dir include exclude commit-message',
  repository: true,
};

const ollama: Program = (call) => {
  const [verb = '', ...names] = options(call.argv, { takes: 'f file' }).operands;
  if (verb === 'rm') return names.map((name) => deletes(unplaced(call), name));
  if (verb === 'stop') return names.map((name) => stops(call, name));
  if (verb === 'cp' && names.length === 2) return [moves(call, names[0]!, names[1]!, true)];
  return hub({ peer: 'ollama.com', verbs: { push: 'out', pull: 'in' }, takes: '', repository: false })(unplaced(call));
};

const mail: Program = (call) => {
  const given = options(call.argv, { takes: 'a A attach s subject r S c b q' });
  const files = [...given.values('a', 'A', 'attach'), ...(call.input?.paths ?? [])];
  return files.length > 0 && given.operands.length > 0 ? [transfers(call, 'out', hostName(given.operands.at(-1)!), files)] : [];
};

/** A bind mount shows one folder in another's place; a network mount opens a way out. */
const mount: Program = (call) => {
  const given = options(call.argv, { takes: 't types o options L U' });
  const [device, place] = given.operands;
  if (device === undefined || place === undefined) return [];
  const shared = side(device);
  return shared.peer !== undefined
    ? [transfers(call, 'unknown', shared.peer, [place])]
    : given.has('bind', 'B', 'rbind') || /bind/.test(given.value('o', 'options') ?? '')
      ? [moves(call, device, place, true)]
      : [];
};

/** Programs that carry files to other hosts, or run commands there. */
export const NETWORK: Programs = {
  ...named('scp pscp', scp),
  ...named('rsync', rsync),
  ...named('ssh slogin plink autossh', ssh),
  mosh: ssh,
  sshpass: (call) => call.run(options(call.argv, { takes: 'p f d P', stop: true }).operands, call.scene),
  ...named('sftp ftp lftp ncftp tftp', ftp),
  ...named('nc ncat netcat nc.traditional nc.openbsd', netcat),
  socat,
  rclone,
  croc: (call) =>
    call.argv.includes('send') ? sendTo('croc', /^send$/)({ ...call, argv: call.argv.slice(call.argv.indexOf('send')) }) : [],
  ...named('wormhole magic-wormhole', sendTo('wormhole', /^(?:send|tx)$/)),
  ...named('hf huggingface-cli', hub(HUGGING)),
  ollama,
  ...named('mail mailx mutt sendmail', mail),
  mount,
  umount: (call) => options(call.argv, { takes: 't O' }).operands.map((place) => stops(call, place)),
};
