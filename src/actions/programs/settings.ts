import type { Effect } from '../../model/effect.ts';
import { pathIn } from '../scene.ts';
import { shadow } from '../shadows.ts';
import { assigns, type Call, deletes, exact, named, type Program, type Programs, schedules, unplaced } from './call.ts';
import { options } from './options.ts';

const pair = (word: string): readonly [key: string, value: string] | undefined => {
  const equals = word.indexOf('=');
  return equals > 0 ? [word.slice(0, equals).trim(), word.slice(equals + 1).trim()] : undefined;
};

/** `KEY=VALUE` words as values of a target. */
const setAll = (call: Call, words: readonly string[], target: string): readonly Effect[] =>
  words.flatMap((word) => {
    const found = pair(word);
    return found ? [assigns(call, found[0], found[1], target)] : [];
  });

/** A key and a value as two words after a verb. */
const keyed =
  (target: string, verbs: { readonly set: RegExp; readonly remove?: RegExp }, takes = ''): Program =>
  (call) => {
    const { operands } = options(call.argv, { takes });
    const index = operands.findIndex((word) => verbs.set.test(word) || verbs.remove?.test(word));
    const [verb, key, value] = operands.slice(index < 0 ? operands.length : index);
    if (verb === undefined || key === undefined) return [];
    if (verbs.remove?.test(verb)) return operands.slice(index + 1).map((each) => assigns(call, each, undefined, target));
    return [assigns(call, key, value ?? (call.input && exact(call.input)?.trimEnd()) ?? '', target)];
  };

/** A domain or schema, a key and a value after a verb. */
const domained =
  (set: RegExp, remove: RegExp): Program =>
  (call) => {
    const words = call.argv.filter((word) => !/^-(?:bool|int|float|string|boolean|g|currentHost)$/.test(word));
    const [verb = '', domain = '', key = '', ...values] = words;
    if (set.test(verb)) return [assigns(call, key, values.join(' '), domain)];
    return remove.test(verb) ? [assigns(call, key, undefined, domain)] : [];
  };

const sysctl: Program = (call) => setAll(call, options(call.argv).operands, 'sysctl');

const redisVerbs: { readonly [verb: string]: (call: Call, words: readonly string[]) => readonly Effect[] } = {
  set: (call, [key = '', value = '']) => [assigns(call, key, value, 'redis')],
  getset: (call, [key = '', value = '']) => [assigns(call, key, value, 'redis')],
  setex: (call, [key = '', , value = '']) => [assigns(call, key, value, 'redis')],
  setnx: (call, [key = '', value = '']) => [assigns(call, key, value, 'redis')],
  zadd: (call, [key = '', ...words]) => {
    const [score = '', member = ''] = words.filter((word) => !/^(?:NX|XX|GT|LT|CH|INCR)$/i.test(word));
    return [assigns(call, `${key}.${member}`, score, 'redis')];
  },
  hset: (call, [key = '', field = '', value = '']) => [assigns(call, `${key}.${field}`, value, 'redis')],
  hdel: (call, [key = '', ...fields]) => fields.map((field) => assigns(call, `${key}.${field}`, undefined, 'redis')),
  del: (call, keys) => keys.map((key) => assigns(call, key, undefined, 'redis')),
  unlink: (call, keys) => keys.map((key) => assigns(call, key, undefined, 'redis')),
  persist: (call, [key = '']) => [assigns(call, `${key}.ttl`, 'none', 'redis')],
  ...Object.fromEntries(
    ['expire', 'pexpire', 'expireat', 'pexpireat'].map((verb) => [
      verb,
      (call: Call, [key = '', time = '']: readonly string[]) => [assigns(call, `${key}.ttl`, time, 'redis')],
    ]),
  ),
  flushall: (call) => [deletes(call, 'redis', true)],
  flushdb: (call) => [deletes(call, 'redis', true)],
  config: (call, [verb = '', key = '', value = '']) => (/^set$/i.test(verb) ? [assigns(call, key, value, 'redis')] : []),
  shutdown: (call) => call.run(['pkill', 'redis-server'], call.scene),
};

const redis: Program = (call) => {
  const [verb = '', ...words] = options(call.argv, { takes: 'h p a n u s', stop: true }).operands;
  const name = verb.toLowerCase();
  return Object.hasOwn(redisVerbs, name) ? redisVerbs[name]!(call, words) : [];
};

/** Messages of a queue thrown away, or the queue itself: `rabbitmqctl purge_queue NAME`, `rabbitmqadmin purge queue name=NAME`. */
const queues: Program = (call) => {
  const [verb = '', ...words] = options(call.argv, { takes: 'p vhost n node H host P port u username' }).operands;
  if (!/^(?:purge|delete)(?:_queue)?$/.test(verb)) return [];
  const name = words.map(pair).find((found) => found?.[0] === 'name')?.[1] ?? words.at(-1);
  return name === undefined ? [] : [deletes(unplaced(call), `queue/${name}`)];
};

/** `vault kv put PATH k=v`, `consul kv put KEY VALUE`. */
const vault: Program = (call) => {
  const { operands } = options(call.argv, { takes: 'mount namespace address', single: true });
  const words = operands[0] === 'kv' ? operands.slice(1) : operands;
  const [verb = '', path = '', ...rest] = words;
  if (verb === 'put' || verb === 'patch' || verb === 'write') return setAll(call, rest, path);
  return verb === 'delete' || verb === 'destroy' ? [assigns(call, path, undefined, 'vault')] : [];
};

const npm: Program = (call) => {
  const { operands } = options(call.argv);
  const [area, verb, ...words] = operands;
  if (area === 'pkg' && verb === 'set') return setAll(call, words, pathIn(call.scene, 'package.json'));
  if (area === 'pkg' && verb === 'delete') return words.map((key) => assigns(call, key, undefined, pathIn(call.scene, 'package.json')));
  if (area === 'config' && verb === 'set')
    return words.length === 2 ? [assigns(call, words[0]!, words[1]!, '~/.npmrc')] : setAll(call, words, '~/.npmrc');
  if (/^(?:uninstall|remove|rm|un)$/.test(area ?? '')) return packages(call);
  if (area === 'publish') return call.run(['curl', '-X', 'PUT', 'https://registry.npmjs.org'], call.scene);
  return [];
};

/** Rules of a firewall: flushed, taken out or put in. */
const firewall: Program = (call) => {
  const has = (...flags: readonly string[]): boolean => call.argv.some((word) => flags.includes(word));
  const index = call.argv.findIndex((word) => /^-[ADIRP]$|^--(?:append|delete|insert|replace|policy)$/.test(word));
  if (has('-F', '--flush', '-X')) return [assigns(call, 'rules', undefined, call.program)];
  if (index < 0) return [];
  const [chain = '', ...rule] = call.argv.slice(index + 1);
  return [
    /^-D$|^--delete$/.test(call.argv[index]!)
      ? assigns(call, chain, undefined, call.program, rule.join(' '))
      : assigns(call, chain, rule.join(' '), call.program),
  ];
};

const ufw: Program = (call) => {
  const words = call.argv.filter((word) => !word.startsWith('-'));
  const [verb = ''] = words;
  if (verb === 'disable' || verb === 'enable') return [assigns(call, 'enabled', verb === 'enable', 'ufw')];
  if (verb === 'reset') return [assigns(call, 'rules', undefined, 'ufw')];
  return /^(?:allow|deny|reject|limit|delete|insert|default)$/.test(verb) ? [assigns(call, 'rules', words.join(' '), 'ufw')] : [];
};

const nft: Program = (call) => {
  const words = call.argv.join(' ');
  if (/^(?:flush|delete) /.test(words)) return [assigns(call, words.replace(/^\w+ /, ''), undefined, 'nft')];
  return /^(?:add|insert) /.test(words) ? [assigns(call, 'rules', words, 'nft')] : [];
};

const audit: Program = (call) => {
  const given = options(call.argv, { takes: 'e f a A d W w p k F S' });
  const enabled = given.value('e');
  if (given.has('D')) return [schedules(call, 'audit rules', false)];
  if (enabled !== undefined) return [assigns(call, 'enabled', enabled, 'audit')];
  const removed = given.value('W', 'd');
  return removed === undefined ? [] : [schedules(call, removed, false)];
};

/** A limit that leaves nothing worth reading; any other is rotation. */
const LEAVES_NOTHING = /^--vacuum-(?:time=\d+(?:s|sec|seconds?)?|size=\d{1,2}[KM]?|files=[01])$/i;

const journal: Program = (call) => (call.argv.some((word) => LEAVES_NOTHING.test(word)) ? [deletes(call, '/var/log/journal', true)] : []);

const ACCOUNT = 'c d e f G g k p s u U R a A M b comment home shell groups gid uid password';

/** Accounts made, changed and removed. */
const accounts: Program = (call) => {
  const given = options(call.argv, {
    takes: /^(?:gpasswd|passwd)$/.test(call.program) ? '' : call.program === 'usermod' ? ACCOUNT.replace(/ a /, ' ') : ACCOUNT,
  });
  const user = given.operands[0];
  if (user === undefined) return [];
  if (/del/.test(call.program) || given.has('delete')) return [assigns(call, user, undefined, '/etc/passwd')];
  const groups = given.value('G', 'groups');
  const locked = given.has('L', 'l', 'lock') && /^(?:usermod|passwd)$/.test(call.program);
  return [
    groups === undefined
      ? assigns(call, user, locked ? 'locked' : call.argv.filter((word) => word !== user).join(' '), '/etc/passwd')
      : assigns(call, user, groups, '/etc/group'),
  ];
};

const registry: Program = (call) => {
  const [verb = '', key = ''] = call.argv;
  const after = (flag: RegExp): string | undefined => call.argv[call.argv.findIndex((word) => flag.test(word)) + 1];
  const has = (flag: RegExp): boolean => call.argv.some((word) => flag.test(word));
  const name = has(/^\/v$/i) ? after(/^\/v$/i)! : '';
  if (/^add$/i.test(verb)) return [assigns(call, name, has(/^\/d$/i) ? after(/^\/d$/i)! : '', key)];
  return /^delete$/i.test(verb) ? [assigns(call, name, undefined, key)] : [];
};

/** `echo user:password | chpasswd`. */
const passwords: Program = (call) =>
  ((call.input && exact(call.input)) ?? '')
    .split('\n')
    .filter((line) => line.includes(':'))
    .map((line) => assigns(call, line.slice(0, line.indexOf(':')), 'password', '/etc/passwd'));

/** Packages that are taken out; the name is no path. */
const packages: Program = (call) => {
  const [verb = '', ...names] = options(call.argv, { takes: 'o t c' }).operands;
  if (!/^(?:remove|purge|uninstall|erase|autoremove|rm|un)$/.test(verb)) return [];
  return names.map((name) => deletes(unplaced(call), name));
};

const enforce: Program = (call) => [assigns(call, 'enforcing', call.argv[0] ?? '', 'selinux')];

/** `--set NAME FILE`, `--install LINK NAME FILE PRIORITY`. */
const alternatives: Program = (call) => {
  const [verb, ...words] = call.argv;
  const [name, file] = verb === '--set' ? words : verb === '--install' ? words.slice(1) : [];
  return name === undefined || file === undefined ? [] : [shadow(call.scene, 'PATH', name, file)];
};

const clears: Program = (call) => {
  const at = call.argv.findIndex((word) => /^(?:cl|clear-log)$/i.test(word));
  return at < 0 ? [] : [deletes(unplaced(call), `event log/${call.argv[at + 1] ?? 'all'}`)];
};

/** Values of the system, of stores and of accounts. */
export const SETTINGS: Programs = {
  sysctl,
  setx: (call) => [assigns(call, call.argv[0] ?? '', call.argv[1] ?? '')],
  defaults: domained(/^write$/, /^delete$/),
  gsettings: domained(/^set$/, /^reset$/),
  dconf: keyed('dconf', { set: /^write$/, remove: /^reset$/ }),
  ...named('redis-cli valkey-cli keydb-cli', redis),
  ...named('rabbitmqctl rabbitmqadmin', queues),
  etcdctl: keyed('etcd', { set: /^(?:put|set)$/, remove: /^(?:del|rm)$/ }, 'endpoints cacert cert key user'),
  consul: keyed('consul', { set: /^put$/, remove: /^delete$/ }, 'http-addr token'),
  vault,
  npm,
  ...named('iptables ip6tables ebtables arptables', firewall),
  ufw,
  nft,
  'firewall-cmd': (call) =>
    call.argv.filter((word) => /^--(?:add|remove|set|panic)/.test(word)).map((word) => assigns(call, 'rules', word, 'firewalld')),
  auditctl: audit,
  setenforce: enforce,
  journalctl: journal,
  dmesg: (call) => (options(call.argv).has('C', 'c', 'clear', 'read-clear') ? [deletes(call, '/dev/kmsg')] : []),
  wevtutil: clears,
  ...named('useradd adduser usermod userdel deluser passwd gpasswd groupadd groupdel', accounts),
  reg: registry,
  chpasswd: passwords,
  ...named('apt apt-get aptitude yum dnf zypper brew pip pip3 snap flatpak gem choco winget apk', packages),
  'update-alternatives': alternatives,
  setprop: (call) => [assigns(call, call.argv[0] ?? '', call.argv[1] ?? '', 'properties')],
  nvram: (call) => setAll(call, options(call.argv).operands, 'nvram'),
};
