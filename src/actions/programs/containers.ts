import { type Effect, toArchive } from '../../model/effect.ts';
import { causeOf, pathIn } from '../scene.ts';
import { archives, assigns, type Call, deletes, moves, named, type Programs, schedules, stops, transfers, unplaced } from './call.ts';
import { runElsewhere } from './network.ts';
import { type Options, options } from './options.ts';

export type Verb = (call: Call, argv: readonly string[]) => readonly Effect[];
export type Verbs = { readonly [verb: string]: Verb };

const RUN =
  'e env env-file v volume p publish name network net w workdir u user h hostname restart entrypoint m memory cpus gpus l label mount add-host ' +
  'device ipc pid shm-size ulimit cap-add cap-drop security-opt platform log-driver log-opt';

/** The registry of an image: the part before the first slash where that names a host. */
const registryOf = (image: string): string => {
  const [first = '', ...rest] = image.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
};

const stopAll =
  (takes: string): Verb =>
  (call, argv) =>
    options(argv, { takes }).operands.map((target) => stops(call, target));

const removeAll: Verb = (call, argv) => options(argv).operands.map((target) => deletes(unplaced(call), target));

const respawn = (call: Call, given: Options, targets: readonly string[]): readonly Effect[] => {
  const policy = given.value('restart');
  return policy === undefined ? [] : targets.map((target) => schedules(call, target, policy !== 'no', { respawn: true, command: policy }));
};

const update: Verb = (call, argv) => {
  const given = options(argv, { takes: 'restart memory cpus m pids-limit' });
  return respawn(call, given, given.operands);
};

const runImage: Verb = (call, argv) => {
  const given = options(argv, { takes: RUN, stop: true });
  const [image, ...words] = given.operands;
  if (image === undefined) return [];
  const target = given.value('name') ?? image;
  return [...respawn(call, given, [target]), ...(words.length > 0 ? runElsewhere(call, target, words) : [])];
};

const execIn: Verb = (call, argv) => {
  const [container, ...words] = options(argv, { takes: 'e env env-file w workdir u user index', stop: true }).operands;
  return container === undefined || words.length === 0 ? [] : runElsewhere(call, container, words);
};

/** Copies between this host and a container have the container's name in their path. */
const copy: Verb = (call, argv) => {
  const [from, to] = options(argv).operands;
  return from === undefined || to === undefined ? [] : [moves(call, from, to, true)];
};

const save: Verb = (call, argv) => {
  const given = options(argv, { takes: 'o output' });
  const to = given.value('o', 'output') ?? call.output ?? '-';
  return [archives(call, given.operands, [to])];
};

const push: Verb = (call, argv) => options(argv).operands.map((image) => transfers(unplaced(call), 'out', registryOf(image), [image]));
/** Files that a Dockerfile puts into an image, where the agent wrote it. */
const copied = (call: Call, file: string): readonly string[] =>
  [...(call.scene.world.files.read(pathIn(call.scene, file)) ?? '').matchAll(/^\s*(?:COPY|ADD)\s+(.+)$/gim)].flatMap(([, words]) =>
    words!
      .split(/[\s,[\]"]+/)
      .filter((word) => word !== '' && !word.startsWith('--'))
      .slice(0, -1),
  );

/** Names of images are no paths. */
const intoImage = (call: Call, from: string, image: string): Effect =>
  toArchive(causeOf(call.scene), { from: [pathIn(call.scene, from)], to: [image], method: 'image' });

const build: Verb = (call, argv) => {
  const given = options(argv, { takes: 't tag f file build-arg target platform network label cache-from progress o output' });
  const [context = '.'] = given.operands;
  const from = [context, ...copied(call, given.value('f', 'file') ?? 'Dockerfile')];
  return given.values('t', 'tag').flatMap((tag) => from.map((path) => intoImage(call, path, tag)));
};

const commit: Verb = (call, argv) => {
  const [container, image] = options(argv, { takes: 'a author c change m message' }).operands;
  return container === undefined || image === undefined ? [] : [archives(unplaced(call), [`${container}:/`], [image], 'image')];
};

/** Another name for an image: what is pushed under it is the same. */
const tag: Verb = (call, argv) => {
  const [from, to] = options(argv).operands;
  return from === undefined || to === undefined ? [] : [toArchive(causeOf(call.scene), { from: [from], to: [to], method: 'tag' })];
};

const withoutTransport = (image: string): string => image.replace(/^[a-z][\w-]*:(?:\/\/)?(?=[\w/.-]*[./])(?!\d)/, '');

/** From one registry to another, without a copy on this machine. */
const copyImage: Verb = (call, argv) => {
  const takes =
    'platform src-creds dest-creds screds dcreds authfile src-authfile dest-authfile format f from-username to-username from-password to-password concurrency';
  const [from, to] = options(argv, { takes }).operands.map(withoutTransport);
  return from === undefined || to === undefined ? [] : [transfers(unplaced(call), 'out', registryOf(to), [from])];
};

const REGISTRY: Verbs = { copy: copyImage, cp: copyImage, sync: copyImage, tag };

/** An artifact of files, each with its type behind a colon. */
const pushFiles: Verb = (call, argv) => {
  const [artifact, ...files] = options(argv, { takes: 'u username p password a annotation annotation-file artifact-type config' }).operands;
  const paths = files.map((file) => file.replace(/:[\w.+-]+\/[\w.+-]+$/, ''));
  return artifact === undefined || paths.length === 0 ? [] : [transfers(call, 'out', registryOf(artifact), paths)];
};

const pull: Verb = (call, argv) =>
  options(argv, { takes: 'platform' }).operands.map((image) => transfers(call, 'in', registryOf(image), [image]));

const COMPOSE: Verbs = {
  down: (call, argv) => [stops(call, options(argv, { takes: 't timeout' }).operands[0] ?? 'compose')],
  stop: (call, argv) => {
    const { operands } = options(argv, { takes: 't timeout' });
    return (operands.length > 0 ? operands : ['compose']).map((target) => stops(call, target));
  },
  kill: (call, argv) => {
    const { operands } = options(argv, { takes: 's signal' });
    return (operands.length > 0 ? operands : ['compose']).map((target) => stops(call, target));
  },
  rm: stopAll(''),
  pause: stopAll(''),
  exec: execIn,
  run: (call, argv) => execIn(call, argv),
  push,
  cp: copy,
};

/** Programs whose first operand says what they do. */
export const verbsOf =
  (verbs: Verbs, takes: string): Verb =>
  (call, argv) => {
    const [verb = '', ...rest] = options(argv, { takes, stop: true }).operands;
    return Object.hasOwn(verbs, verb) ? verbs[verb]!(call, rest) : [];
  };

const compose = verbsOf(COMPOSE, 'f file p project-name env-file profile project-directory');

const CONTAINER: Verbs = {
  stop: stopAll('t time s signal'),
  kill: stopAll('s signal'),
  pause: stopAll(''),
  rm: stopAll(''),
  update,
  run: runImage,
  exec: execIn,
  cp: copy,
  export: save,
};

const DOCKER: Verbs = {
  ...CONTAINER,
  container: verbsOf({ ...CONTAINER, commit }, ''),
  build,
  commit,
  buildx: verbsOf({ build }, 'builder'),
  create: (call, argv) => {
    const given = options(argv, { takes: RUN, stop: true });
    return respawn(call, given, [given.value('name') ?? given.operands[0] ?? '']);
  },
  rmi: removeAll,
  image: verbsOf({ rm: removeAll, build, push, pull, save, tag }, ''),
  volume: verbsOf({ rm: removeAll }, ''),
  save,
  push,
  pull,
  tag,
  compose,
  service: verbsOf(
    {
      rm: stopAll(''),
      scale: (call, argv) => argv.flatMap((each) => scaled(call, each.split('=')[0]!, each.split('=')[1])),
      update: (call, argv) => {
        const given = options(argv, { takes: 'replicas image env-add restart-condition limit-memory' });
        return given.operands.slice(-1).flatMap((target) => scaled(call, target, given.value('replicas')));
      },
    },
    '',
  ),
  stack: verbsOf({ rm: stopAll(''), down: stopAll('') }, ''),
};

/** A workload with a number of copies; none is the end of it. */
export const scaled = (call: Call, target: string, count: string | undefined): readonly Effect[] => {
  if (count === undefined) return [];
  const set = assigns(call, 'spec.replicas', Number(count), target);
  return count === '0' ? [set, stops(call, target)] : [set];
};

/** Containers and their images. */
export const CONTAINERS: Programs = {
  ...named('docker podman nerdctl', (call) => verbsOf(DOCKER, 'H host c context l log-level config')(call, call.argv)),
  ...named('docker-compose podman-compose', (call) => compose(call, call.argv)),
  ...named('crictl ctr', (call) =>
    verbsOf({ stop: stopAll(''), rm: stopAll(''), kill: stopAll(''), exec: execIn }, 'n namespace')(call, call.argv),
  ),
  ...named('crane skopeo', (call) => verbsOf(REGISTRY, 'policy registries.d platform override-arch override-os')(call, call.argv)),
  ...named('oras regctl', (call) => verbsOf({ ...REGISTRY, push: pushFiles, image: verbsOf(REGISTRY, '') }, '')(call, call.argv)),
};
