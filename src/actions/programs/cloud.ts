import type { Effect } from '../../model/effect.ts';
import { assigns, type Call, deletes, named, type Program, type Programs, schedules, stops, transfers, unplaced } from './call.ts';
import { options } from './options.ts';
import { hostOf } from './web.ts';

const isStore = (word: string): boolean =>
  /^(?:s3|gs|az|abfss?|b2|oss|cos|r2|wasbs?):\/\//.test(word) ||
  /^https:\/\/[^/]*(?:blob\.core|\.r2\.|s3[.-]|storage\.googleapis)/.test(word);

/** The objects of a copy between a folder and an object store. */
const objects = (call: Call, words: readonly string[], store = isStore): readonly Effect[] => {
  const to = words.at(-1);
  const from = words.slice(0, -1);
  if (to === undefined || from.length === 0) return [];
  const piped = (paths: readonly string[]): readonly string[] =>
    paths.flatMap((path) => (path === '-' ? (call.input?.paths ?? []) : [path]));
  if (store(to)) return [transfers(call, 'out', hostOf(to), piped(from))];
  const remote = from.filter(store);
  return remote.length > 0 ? [transfers(call, 'in', hostOf(remote[0]!), remote)] : [];
};

/** What a verb of a cloud's command line does to what it names. */
type Deed = (call: Call, target: string) => readonly Effect[];
const stop: Deed = (call, target) => [stops(call, target)];
const remove: Deed = (call, target) => [deletes(unplaced(call), target)];
const off: Deed = (call, target) => [schedules(call, target, false)];
const prolong: Deed = (call, target) => [assigns(call, 'expiry', 'extended', target)];
const on: Deed = (call, target) => [schedules(call, target, true)];

const DEEDS: { readonly [verb: string]: Deed } = {
  stop,
  terminate: stop,
  cancel: stop,
  abort: stop,
  kill: stop,
  shutdown: stop,
  deallocate: stop,
  destroy: stop,
  hibernate: stop,
  'power-off': stop,
  delete: remove,
  remove,
  rm: remove,
  purge: remove,
  deregister: remove,
  disable: off,
  suspend: off,
  pause: off,
  mute: off,
  silence: off,
  snooze: off,
  postpone: off,
  renew: prolong,
  extend: prolong,
  prolong,
  enable: on,
  resume: on,
};

/** Options that name what an operation is about. */
const TARGET =
  /^(?:(?:[\w-]+-)?(?:ids?|names?|arns?)|name|n|id|ids|rule|job|service|instance|instances|resource|task|function|trail|alarm|stack-name|key|bucket|resource-group-name|policy)$/;
const BUCKETS = /^(?:region|profile|output|query|project|zone|resource-group|g|subscription|format|cluster|account|location|o)$/;

const takesOf = (argv: readonly string[]): string =>
  // Options of these programs take a value unless another option follows.
  argv
    .flatMap((word, index) =>
      /^--?[a-z]/.test(word) && argv[index + 1] !== undefined && !argv[index + 1]!.startsWith('--') ? [word.replace(/^--?/, '')] : [],
    )
    .join(' ');

/** An option's values up to the next option: `--instance-ids a b`. */
const valuesAfter = (argv: readonly string[], index: number): readonly string[] => {
  const equals = argv[index]!.indexOf('=');
  if (equals > 0) return [argv[index]!.slice(equals + 1)];
  const end = argv.findIndex((word, each) => each > index && word.startsWith('-'));
  return argv.slice(index + 1, end < 0 ? undefined : end);
};

const targets = (argv: readonly string[]): readonly string[] => {
  for (let index = 0; index < argv.length; index++) {
    const name = /^--?([a-z][\w-]*)/.exec(argv[index]!)?.[1];
    if (name !== undefined && TARGET.test(name) && !BUCKETS.test(name)) return valuesAfter(argv, index);
  }
  return [];
};

/** Options that set a value rather than say which thing is meant. */
const SETTING =
  /^(?:no-)?(?:disable|enable|state|status|desired|min|max|termination|protect|deletion|auto|retention|update-|set-|policy|value|logging|monitoring|capacity|concurrency|expression|tags?|parameters?$)/;

const settings = (call: Call, argv: readonly string[], target: string): readonly Effect[] =>
  argv.flatMap((word, index): readonly Effect[] => {
    const name = /^--([a-z][\w-]*)/.exec(word)?.[1];
    if (name === undefined || !SETTING.test(name)) return [];
    const values = valuesAfter(argv, index);
    const off = name.startsWith('no-');
    return [assigns(call, off ? name.slice(3) : name, off ? 'false' : values.length > 0 ? values.join(' ') : 'true', target)];
  });

const CHANGES = /^(?:modify|update|put|set|patch|configure|edit|add|change)(?:-|$)/;

const LOOKS = /^(?:describe|list|get|show|status|print|inspect|info|view)(?:-|$)/;

/** Leading words and what follows: `compute instances stop NAME`, `ec2 stop-instances --instance-ids ID`. */
const generic = (call: Call, argv: readonly string[]): readonly Effect[] => {
  const { operands } = options(argv, { takes: takesOf(argv) });
  const index = operands.findIndex(
    (word) => Object.hasOwn(DEEDS, word) || Object.hasOwn(DEEDS, word.split(/[-_]/)[0]!) || CHANGES.test(word),
  );
  const word = operands[index];
  if (word === undefined || index > 4 || operands.slice(0, index).some((each) => LOOKS.test(each))) return [];
  const verb = Object.hasOwn(DEEDS, word) ? word : word.split(/[-_]/)[0]!;
  const named = targets(argv);
  const all = named.length > 0 ? named : operands.slice(index + 1);
  const noun = operands.slice(0, index).join(' ');
  const taken = /^(?:remove|detach|disassociate|unlink)-(.*(?:polic|schedule|trigger|rule|target|alarm).*)$/.exec(word)?.[1];
  const from = taken === undefined ? undefined : optionOf(argv, `--${taken}`);
  if (from !== undefined) return [schedules(call, `${operands[index + 1] ?? all[0] ?? ''} ${from}`.trim(), false)];
  if (!Object.hasOwn(DEEDS, verb)) return settings(call, argv, all[0] ?? noun);
  const about = all.length > 0 ? all : [[noun, word.slice(verb.length + 1)].filter((each) => each !== '').join(' ')];
  // An alarm, a rule or a schedule that is deleted no longer runs.
  const deed =
    DEEDS[verb] === remove &&
    /\b(?:rules?|alarms?|schedules?|triggers?|jobs?|crons?|schedulers?)\b/.test(`${noun} ${word.replaceAll('-', ' ')}`)
      ? off
      : DEEDS[verb]!;
  return about.flatMap((target) => deed(call, target));
};

const optionOf = (argv: readonly string[], ...names: readonly string[]): string | undefined => {
  const index = argv.findIndex((word) => names.some((name) => word === name || word.startsWith(`${name}=`)));
  return index < 0 ? undefined : valuesAfter(argv, index)[0];
};

const AWS_S3 = 'profile region endpoint-url exclude include storage-class acl sse expected-size content-type metadata output query';

const aws: Program = (call) => {
  const given = options(call.argv, { takes: AWS_S3 });
  const [service, verb, ...words] = given.operands;
  if (service === 's3' && given.has('dryrun')) return [];
  if (service === 's3' && /^(?:cp|mv|sync)$/.test(verb ?? '')) return objects(call, words);
  if (service === 's3' && /^(?:rm|rb)$/.test(verb ?? '')) return words.map((url) => deletes(call, url, given.has('recursive', 'force')));
  if (service === 's3api' && /^(?:put-object|upload-part)$/.test(verb ?? '')) {
    const body = optionOf(call.argv, '--body');
    return body === undefined ? [] : [transfers(call, 'out', optionOf(call.argv, '--bucket') ?? 's3', [body])];
  }
  if (service === 's3api' && verb === 'get-object')
    return [transfers(call, 'in', optionOf(call.argv, '--bucket') ?? 's3', [optionOf(call.argv, '--key') ?? ''])];
  if (service === 'ssm' && verb === 'put-parameter') {
    const name = optionOf(call.argv, '--name');
    return name === undefined ? [] : [assigns(call, name, optionOf(call.argv, '--value') ?? '', 'ssm')];
  }
  if (verb !== undefined && /^(?:stop|delete)-logging|^stop-configuration-recorder/.test(verb))
    return off(call, targets(call.argv)[0] ?? service ?? '');
  if (optionOf(call.argv, '--desired-count') === '0' || optionOf(call.argv, '--desired-capacity') === '0') {
    const target = optionOf(call.argv, '--service', '--auto-scaling-group-name') ?? targets(call.argv)[0] ?? '';
    return [...settings(call, call.argv, target), stops(call, target)];
  }
  return generic(call, call.argv);
};

const STORE_TAKES = 'h project p o i r m content-type storage-class';

/** Programs for object stores that copy with `cp`, `mv`, `rsync`, `put`, `get` and `rm`. */
const store =
  (inStore: (word: string) => boolean = isStore): Program =>
  (call) => {
    const given = options(call.argv, { takes: STORE_TAKES.replace(/ (?:r|m)(?= |$)/g, '') });
    const verb = given.operands.findIndex((word) => /^(?:cp|copy|mv|rsync|sync|mirror|put|get|rm|del|remove|rb|c|s)$/.test(word));
    const words = given.operands.slice(verb + 1);
    if (verb < 0) return [];
    if (/^(?:rm|del|remove|rb)$/.test(given.operands[verb]!))
      return words.map((url) => deletes(call, url, given.has('r', 'R', 'recursive')));
    return objects(call, words, inStore);
  };

const gcloud: Program = (call) => {
  const [service] = options(call.argv).operands;
  return service === 'storage' ? store()(call) : generic(call, call.argv);
};

const az: Program = (call) => {
  const words = options(call.argv, { takes: takesOf(call.argv) }).operands;
  if (words[0] === 'lock' && words[1] === 'create')
    return [assigns(call, 'delete-lock', 'true', optionOf(call.argv, '--resource', '--resource-name', '--resource-group', '-g'))];
  if (words[1] === 'auto-shutdown' && call.argv.includes('--off'))
    return [assigns(call, 'auto-shutdown', 'off', optionOf(call.argv, '--name', '-n'))];
  if (words[0] !== 'storage') return generic(call, call.argv);
  const verb = words.find((word) => /^(?:upload|download|copy|delete)/.test(word)) ?? '';
  const peer = optionOf(call.argv, '--account-name') ?? optionOf(call.argv, '--container-name', '-c', '--destination', '-d') ?? 'azure';
  const source = optionOf(call.argv, '--file', '-f', '--source', '-s') ?? '';
  if (verb.startsWith('upload')) return [transfers(call, 'out', peer, [source])];
  if (verb.startsWith('download')) return [transfers(call, 'in', peer, [optionOf(call.argv, '--name', '-n', '--source', '-s') ?? ''])];
  return generic(call, call.argv);
};

/** MinIO's names of stores look like folders: `mc cp file alias/bucket`. */
const minio = (word: string): boolean => /^[\w-]+\/[\w.-]+/.test(word) && !/^\.|\.\w{1,12}$/.test(word);

const generally: Program = (call) => generic(call, call.argv);

const terraform: Program = (call) => {
  const given = options(call.argv, { takes: 'target var var-file state', single: true });
  const verb = given.operands[0];
  if (verb === 'destroy' || (verb === 'apply' && given.has('destroy'))) return [stops(call, given.value('target') ?? 'infrastructure')];
  return verb === 'state' && given.operands[1] === 'rm' ? given.operands.slice(2).map((each) => deletes(call, each)) : [];
};

/** What names an alert in a silence of Alertmanager's: every matcher, without the time and the comment. */
const amtool: Program = (call) => {
  const given = options(call.argv, { takes: 'd duration c comment a author s start e end alertmanager.url' });
  const [noun, verb, ...matchers] = given.operands;
  return noun === 'silence' && verb === 'add' ? [schedules(call, matchers.join(' '), false)] : [];
};

/** Slurm and other queues of jobs. */
const cancels: Program = (call) => {
  const given = options(call.argv, { takes: 'u user n name p partition t state A account w' });
  const all = given.operands.length > 0 ? given.operands : given.values('n', 'name', 'u', 'user');
  return all.map((job) => stops(call, job));
};

const scontrol: Program = (call) => {
  const [verb, ...words] = call.argv;
  if (verb === 'update') {
    const pairs = words.map((word) => word.split('=') as [string, string?]);
    const target = pairs.find(([name]) => /^(?:jobid|nodename|partitionname)$/i.test(name))?.[1];
    return pairs
      .filter(([name, value]) => value !== undefined && value !== target && name !== '')
      .map(([name, value]) => assigns(call, name, value!, target));
  }
  return verb === 'hold' || verb === 'suspend'
    ? words.map((job) => schedules(call, job, false))
    : verb === 'release' || verb === 'resume'
      ? words.map((job) => schedules(call, job, true))
      : [];
};

/** Command lines of clouds, object stores and job queues. */
export const CLOUD: Programs = {
  aws,
  gcloud,
  gsutil: store(),
  az,
  azcopy: store(),
  s3cmd: store(),
  s5cmd: store(),
  mc: store(minio),
  b2: store(),
  ...named(
    'doctl flyctl fly heroku vercel railway nomad pulumi oci ibmcloud linode-cli hcloud scw kaggle modal runpodctl gh-actions airflow prefect dagster temporal argo argocd flux etcdctl pd opsgenie ldcli rabbitmqctl',
    generally,
  ),
  ...named('terraform tofu terragrunt', terraform),
  ...named('scancel qdel bkill condor_rm', cancels),
  amtool,
  scontrol,
};
