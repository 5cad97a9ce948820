import { toAssign, toStop } from '../model/effect.ts';
import type { Run } from './interpret.ts';
import { argument, type Call, doubtOf, jsonOf, type Known, known, lastName, textOf, thing } from './known.ts';
import type { Act, Calls } from './library-act.ts';
import { causeOf, deeper, pathIn, run } from './scene.ts';

const each = (names: string, act: Act): Calls => Object.fromEntries(names.split(' ').map((name) => [name, act]));

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** A command as text for the shell: a list is quoted word by word. */
const commandOf = (given: Known | undefined): string | undefined => {
  if (!given) return undefined;
  if (given.is === 'list') return given.elements.map((word) => quoted(textOf(word))).join(' ');
  return given.is === 'text' && typeof given.value === 'string' ? given.value : undefined;
};

const runs = (call: Call, running: Run, given: Known | undefined): Known | undefined => {
  const command = commandOf(given);
  if (command === undefined) return undefined;
  const directory = argument(call, 9, 'cwd');
  const scene = deeper(running.about(given), { via: call.name });
  running.emit(run('shell', directory?.is === 'text' ? `(cd ${quoted(textOf(directory))} && ${command}\n)` : command, scene));
  return thing(`${call.name}()`, { made: call });
};

/** A program and its arguments apart: `spawn('rm', ['-rf', path])`, `create_subprocess_exec('rm', '-rf', path)`. */
const spawns: Act = (call, running) => {
  const [program, second] = call.args;
  if (program?.is !== 'text') return undefined;
  const words = second?.is === 'list' ? second.elements : call.args.slice(1).filter((each) => each.is === 'text');
  // `spawn` with `shell: true` takes the whole command as one word.
  return runs(call, running, words.length === 0 ? program : { is: 'list', elements: [program, ...words] });
};

const SIGNALS: { readonly [number: string]: boolean } = { '0': false };

const kills: Act = (call, running) => {
  const [target, signal] = [argument(call, 0, 'pid', 'pgid'), argument(call, 1, 'sig', 'signal')];
  if (!target || (signal && SIGNALS[textOf(signal)] === false)) return undefined;
  running.emit([toStop(causeOf(running.about(target)), { target: textOf(target).replace(/^\{(.*)\}$/, '$1') })]);
  return known(null);
};

/** `docker.from_env().containers.get('x').stop()`, `psutil.Process(42).kill()`: the last literal of the chain is what stops. */
const stops: Act = (call, running) => {
  const made = call.of?.is === 'thing' ? call.of.made : undefined;
  const target = made?.args[0];
  if (!made || !target || !/^(?:docker|psutil|subprocess|multiprocessing|podman|kubernetes)\b/.test(made.name)) return undefined;
  if (made.name.startsWith('subprocess') || made.name.startsWith('multiprocessing')) return undefined;
  running.emit([toStop(causeOf(running.about(target)), { target: textOf(target) })]);
  return known(null);
};

const HANDLED: { readonly [name: string]: string } = { SIG_IGN: 'ignored', SIG_DFL: 'default' };

const handles: Act = (call, running) => {
  const [signal, action] = call.args;
  const name = signal && /SIG[A-Z0-9]+/.exec(textOf(signal))?.[0];
  if (!name || !action) return undefined;
  const how = HANDLED[/SIG_\w+/.exec(textOf(action))?.[0] ?? ''] ?? 'handled';
  running.emit([toAssign(causeOf(running.scene), { key: `signal ${name}`, to: how })]);
  return undefined;
};

const changesDirectory: Act = (call, running) => {
  const to = call.args[0];
  if (to?.is === 'text' && to.doubt === undefined) running.scene.session.directory = pathIn(running.scene, String(to.value));
  return known(null);
};

const setsEnvironment: Act = (call, running) => {
  const [name, value] = call.args;
  if (!name) return undefined;
  running.emit([
    toAssign(causeOf(running.about(name)), { key: textOf(name), ...(value && doubtOf(value) === undefined && { to: jsonOf(value) }) }),
  ]);
  return known(null);
};

const evaluates: Act = (call, running) => {
  const code = call.args[0];
  const { language, scene } = running;
  if (code?.is === 'text' && code.doubt === undefined) running.emit(run(language, String(code.value), deeper(scene, { via: call.name })));
  return undefined;
};

const silences: Act = (call, running) => {
  running.emit([
    toAssign(causeOf(running.scene), { key: 'logging.disabled', to: call.args[0] ? textOf(call.args[0]).replace(/^\{|\}$/g, '') : true }),
  ]);
  return known(null);
};

const statement: Act = (call, running) => {
  const query = call.args[0];
  if (query?.is !== 'text' || typeof query.value !== 'string' || !/^\s*(?:--.*\n\s*)*[a-z]+\s/i.test(query.value)) return undefined;
  running.emit(run('sql', query.value, running.about(query)));
  return undefined;
};

const dashed = (name: string): string =>
  name
    .replaceAll('_', '-')
    .replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`)
    .toLowerCase();

/** A method of a client of a cloud's kit, as the command line of the same cloud has it: `stop_logging(Name='x')` is `stop-logging --name x`. */
export const clientCall: Act = (call, running) => {
  const made = call.of?.is === 'thing' ? call.of.made : undefined;
  const service = made?.args[0] ?? made?.named.get('service_name');
  if (!made || service?.is !== 'text' || !/^boto3\.(?:\w+(?:\(\))?\.)?client$/.test(made.name)) return undefined;
  const options = [...call.named].map(([key, value]) => {
    const words = value.is === 'list' ? value.elements : [value];
    return `--${dashed(key)} ${words.map((word) => quoted(textOf(word))).join(' ')}`;
  });
  const command = ['aws', textOf(service), dashed(lastName(call.name)), ...options].join(' ');
  running.emit(run('shell', command, deeper(running.about(...call.named.values()), { via: 'boto3' })));
  return undefined;
};

const imports: Act = (call) => (call.args[0]?.is === 'text' ? thing(textOf(call.args[0])) : undefined);

/** Calls that run commands, end processes, and change how a process behaves. */
export const PROCESS_CALLS: Calls = {
  ...each(
    'subprocess.run subprocess.Popen subprocess.call subprocess.check_call subprocess.check_output subprocess.getoutput subprocess.getstatusoutput os.system os.popen child_process.exec asyncio.create_subprocess_shell pexpect.run execSync execa.command commands.getoutput Bun.spawn',
    (call, running) => runs(call, running, argument(call, 0, 'args', 'cmd', 'command')),
  ),
  ...each('child_process.spawn child_process.execFile asyncio.create_subprocess_exec execa execa.execa pexpect.spawn Deno.Command', spawns),
  ...each('os.execv os.execvp os.spawnv', (call, running) => runs(call, running, call.args.at(-1))),
  ...each('os.execlp os.execl', (call, running) => runs(call, running, { is: 'list', elements: call.args.slice(1) })),
  ...each('os.kill os.killpg process.kill signal.pthread_kill', kills),
  ...each('*.kill *.terminate *.stop *.pause *.suspend', stops),
  ...each('signal.signal process.on process.once', handles),
  ...each('os.chdir process.chdir', changesDirectory),
  ...each('os.putenv os.unsetenv os.environ.setdefault', setsEnvironment),
  'os.environ.pop': (call, running) => setsEnvironment({ ...call, args: call.args.slice(0, 1) }, running),
  'os.environ.update': (call, running) => {
    const given = call.args[0];
    if (given?.is === 'map') for (const [key, value] of given.entries) setsEnvironment({ ...call, args: [known(key), value] }, running);
    return known(null);
  },
  ...each('exec eval Function vm.runInThisContext vm.runInNewContext vm.runInContext', evaluates),
  'logging.disable': silences,
  ...each('*.execute *.executescript *.executemany *.query', statement),
  ...each('importlib.import_module __import__ require', imports),
};
