import type { Effect } from '../../model/effect.ts';
import { isArray, isObject, type Json } from '../../model/location.ts';
import { pathIn } from '../scene.ts';
import { assigned } from '../values.ts';
import {
  assigns,
  type Call,
  deletes,
  edits,
  exact,
  jsonOr,
  named,
  type Program,
  type Programs,
  schedules,
  stops,
  transfers,
  unplaced,
} from './call.ts';
import { scaled, type Verb, type Verbs, verbsOf } from './containers.ts';
import { runElsewhere } from './network.ts';
import { options } from './options.ts';

const KUBECTL =
  'n namespace context cluster kubeconfig f filename p patch type l selector o output c container replicas s server token as field-selector timeout grace-period current-replicas k kustomize cascade overrides from-literal from-file image schedule field-manager to-revision dry-run';

/** Kinds of resources that run something. */
const WORKLOAD =
  /^(?:po|pods?|deploy(?:ments?)?|sts|statefulsets?|ds|daemonsets?|rs|replicasets?|jobs?|ns|namespaces?|rc|replicationcontrollers?|nodes?|no)(?:[./]|$)/;
const TIMED = /^(?:cj|cronjobs?)(?:[./]|$)/;

/** Resources as `kind/name`: given so, or as a kind and names after it. */
const resources = (words: readonly string[]): readonly string[] => {
  const [kind, ...names] = words;
  if (kind === undefined || kind.includes('/')) return words.filter((word) => word.includes('/'));
  return names.length > 0 ? names.map((name) => `${kind.split(',')[0]}/${name}`) : [kind];
};

/** The values of a patch, each with its dotted path. */
const leaves = (value: Json, path: string): readonly (readonly [key: string, value: Json])[] => {
  if (isObject(value)) return Object.entries(value).flatMap(([key, each]) => leaves(each, path === '' ? key : `${path}.${key}`));
  return isArray(value) && value.some(isObject) ? value.flatMap((each, index) => leaves(each, `${path}.${index}`)) : [[path, value]];
};

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: Json;
}

const isOperation = (value: Json): value is Json & Operation =>
  isObject(value) && typeof value['op'] === 'string' && typeof value['path'] === 'string';

/** A value that a patch sets. A timed job that is suspended is off its schedule. */
const sets = (call: Call, target: string, key: string, value: Json | undefined): readonly Effect[] => [
  assigns(call, key, value, target),
  ...(TIMED.test(target) && key === 'spec.suspend' && typeof value === 'boolean' ? [schedules(call, target, !value)] : []),
];

const patched = (call: Call, target: string, patch: Json): readonly Effect[] => {
  if (isArray(patch))
    return patch.filter(isOperation).flatMap((each) => {
      const key = each.path.replace(/^\//, '').replaceAll('/', '.');
      return each.op === 'remove'
        ? [assigns(call, key, undefined, target)]
        : each.op === 'test'
          ? []
          : sets(call, target, key, each.value ?? null);
    });
  if (typeof patch !== 'string') return leaves(patch, '').flatMap(([key, value]) => sets(call, target, key, value));
  return assigned('patch.yaml', undefined, patch).map(({ key, to }) => assigns(call, key, to, target));
};

const deleted = (call: Call, resource: string): Effect =>
  TIMED.test(resource)
    ? schedules(call, resource, false)
    : WORKLOAD.test(resource)
      ? stops(call, resource)
      : deletes(unplaced(call), resource);

const remove: Verb = (call, argv) => {
  const given = options(argv, { takes: KUBECTL });
  if (given.value('dry-run') !== undefined) return [];
  const files = given.values('f', 'filename').map((file) => stops(call, file));
  const selector = given.value('l', 'selector') ?? (given.has('all') ? '*' : undefined);
  const [kind] = given.operands;
  if (selector !== undefined && kind !== undefined) return [deleted(call, `${kind}/${selector}`)];
  return [...files, ...resources(given.operands).map((each) => deleted(call, each))];
};

/** A manifest that takes effect: from a file that is known, or from standard input. */
const applied: Verb = (call, argv) => {
  const given = options(argv, { takes: KUBECTL });
  if (given.has('dry-run')) return [];
  return given.values('f', 'filename').flatMap((file): readonly Effect[] => {
    const text = file === '-' ? call.input && exact(call.input) : call.scene.world.files.read(pathIn(call.scene, file));
    if (text === undefined) return [];
    const target = `${/^kind:\s*(\S+)/m.exec(text)?.[1]?.toLowerCase() ?? 'manifest'}/${/^\s+name:\s*(\S+)/m.exec(text)?.[1] ?? file}`;
    return assigned('manifest.yaml', undefined, text).map(({ key, to }) => assigns(call, key, to, target));
  });
};

const pairs = (call: Call, target: string, words: readonly string[], prefix: string): readonly Effect[] =>
  words.flatMap((word) => {
    const equals = word.indexOf('=');
    if (equals > 0) return [assigns(call, prefix + word.slice(0, equals), word.slice(equals + 1), target)];
    return word.endsWith('-') ? [assigns(call, prefix + word.slice(0, -1), undefined, target)] : [];
  });

/** `label pod x a=b c-`: a value set and one removed. */
const marked =
  (prefix: string): Verb =>
  (call, argv) => {
    const { operands } = options(argv, { takes: KUBECTL });
    const first = operands.findIndex((word) => /=|-$/.test(word));
    const [target = ''] = resources(operands.slice(0, first < 0 ? undefined : first));
    return pairs(call, target, first < 0 ? [] : operands.slice(first), prefix);
  };

const nodes =
  (value: boolean | undefined): Verb =>
  (call, argv) =>
    options(argv, { takes: KUBECTL }).operands.map((node) => assigns(call, 'spec.unschedulable', value, `node/${node}`));

/** `create pdb NAME --max-unavailable=0`: what may be missing of a workload. */
const created: Verb = (call, argv) => {
  const given = options(argv, { takes: `${KUBECTL} max-unavailable min-available` });
  const [kind = '', name = ''] = given.operands;
  if (!/^(?:pdb|poddisruptionbudgets?)$/.test(kind)) return applied(call, argv);
  return ['max-unavailable', 'min-available'].flatMap((key) => {
    const value = given.value(key);
    return value === undefined ? [] : [assigns(call, key, value, `pdb/${name}`)];
  });
};

const podCommand: Verb = (call, argv) => {
  const split = argv.indexOf('--');
  const given = options(split < 0 ? argv : argv.slice(0, split), { takes: KUBECTL, stop: split < 0 });
  const [pod, ...rest] = given.operands;
  const words = split < 0 ? rest : argv.slice(split + 1);
  return pod === undefined || words.length === 0 ? [] : runElsewhere(call, pod, words);
};

const podCopy: Verb = (call, argv) => {
  const [from, to] = options(argv, { takes: KUBECTL }).operands;
  if (from === undefined || to === undefined) return [];
  const remote = (word: string): RegExpExecArray | null => /^(?:[\w.-]+\/)?([\w.-]+):(.*)$/.exec(word);
  const target = remote(to);
  const source = remote(from);
  return target ? [transfers(call, 'out', target[1]!, [from])] : source ? [transfers(call, 'in', source[1]!, [source[2]!])] : [];
};

const rollout: Verb = (call, argv) => {
  const [verb, ...rest] = options(argv, { takes: KUBECTL }).operands;
  if (verb !== 'pause' && verb !== 'resume') return [];
  return resources(rest).map((target) => assigns(call, 'spec.paused', verb === 'pause', target));
};

const KUBE: Verbs = {
  delete: remove,
  scale: (call, argv) => {
    const given = options(argv, { takes: KUBECTL });
    return resources(given.operands).flatMap((target) => scaled(call, target, given.value('replicas')));
  },
  patch: (call, argv) => {
    const given = options(argv, { takes: KUBECTL });
    const patch = given.value('p', 'patch');
    return patch === undefined ? [] : resources(given.operands).flatMap((target) => patched(call, target, jsonOr(patch)));
  },
  set: (call, argv) => {
    const [, ...rest] = options(argv, { takes: KUBECTL }).operands;
    const [target = ''] = resources(rest.filter((word) => !word.includes('=')));
    return pairs(
      call,
      target,
      rest.filter((word) => (/=|-$/.test(word) && !word.includes('/')) || word.includes('=')),
      '',
    );
  },
  annotate: marked('metadata.annotations.'),
  label: marked('metadata.labels.'),
  taint: marked('spec.taints.'),
  cordon: nodes(true),
  drain: nodes(true),
  uncordon: nodes(false),
  edit: (call, argv) => resources(options(argv, { takes: KUBECTL }).operands).flatMap((target) => edits(unplaced(call), target, 'replace')),
  apply: applied,
  replace: applied,
  create: created,
  exec: podCommand,
  debug: podCommand,
  cp: podCopy,
  rollout,
};

const kubectl: Program = (call) => verbsOf(KUBE, KUBECTL)(call, call.argv);

const helm: Program = (call) => {
  const given = options(call.argv, { takes: 'n namespace f values set set-string set-file version kube-context timeout repo' });
  const [verb = '', release = ''] = given.operands;
  if (verb === 'uninstall' || verb === 'delete') return given.operands.slice(1).map((target) => stops(call, target));
  if (verb !== 'upgrade' && verb !== 'install') return [];
  return pairs(
    call,
    release,
    given.values('set', 'set-string').flatMap((each) => each.split(/(?<!\\),/)),
    '',
  );
};

/** Kubernetes and what installs into it. */
export const KUBERNETES: Programs = {
  ...named('kubectl k oc k3s', kubectl),
  helm,
};
