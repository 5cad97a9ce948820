import { options } from '../programs/options.ts';

/** How a program that runs another one is written. */
interface Wrapper {
  /** Its options that take a value. */
  readonly takes?: string;
  /** Operands before the command. */
  readonly operands?: number;
  /** `NAME=value` may stand before the command. */
  readonly assignments?: boolean;
  /** A single word is a text for the shell. */
  readonly text?: boolean;
  /** Words that must come first: `uv run`. */
  readonly verb?: readonly string[];
  /** Options that mean that nothing is run. */
  readonly idle?: readonly string[];
  /** Options whose value is a text for the shell. */
  readonly texts?: readonly string[];
}

const WRAPPERS: { readonly [program: string]: Wrapper } = {
  sudo: {
    takes: 'u user g group h host p prompt C D chdir R chroot T U r role t type',
    assignments: true,
    idle: ['l', 'list', 'v', 'validate', 'k', 'K', 'e'],
  },
  doas: { takes: 'C u' },
  env: { takes: 'u unset C chdir S split-string', assignments: true, texts: ['S', 'split-string'] },
  nohup: {},
  time: { takes: 'f format o output' },
  timeout: { takes: 's signal k kill-after', operands: 1 },
  gtimeout: { takes: 's signal k kill-after', operands: 1 },
  nice: { takes: 'n adjustment' },
  ionice: { takes: 'c class n classdata', idle: ['p', 'pid'] },
  stdbuf: { takes: 'i input o output e error' },
  setsid: {},
  exec: { takes: 'a' },
  command: { idle: ['v', 'V'] },
  builtin: {},
  noglob: {},
  nocorrect: {},
  watch: { takes: 'n interval', text: true },
  strace: { takes: 'o e p s a u E P O S I b X', idle: ['p'] },
  ltrace: { takes: 'o e p s a u n l F', idle: ['p'] },
  valgrind: {},
  flock: { takes: 'w timeout E conflict-exit-code c command', operands: 1, texts: ['c', 'command'] },
  su: { takes: 'c command s shell g G w', texts: ['c', 'command'], operands: 99 },
  runuser: { takes: 'u c command s shell g G', texts: ['c', 'command'] },
  script: { takes: 'c command E I O B T t', texts: ['c', 'command'], operands: 99 },
  setpriv: { takes: 'reuid regid groups' },
  chroot: { operands: 1 },
  unshare: {},
  nsenter: { takes: 't target S G' },
  taskset: { operands: 1, takes: 'c cpu-list', idle: ['p', 'pid'] },
  chrt: { operands: 1, idle: ['p', 'pid'] },
  numactl: {},
  prlimit: { takes: 'p pid', idle: ['p', 'pid'] },
  cgexec: { takes: 'g' },
  catchsegv: {},
  caffeinate: { takes: 't w' },
  fakeroot: {},
  faketime: { takes: 'f', operands: 1 },
  gosu: { operands: 1 },
  'su-exec': { operands: 1 },
  'xvfb-run': { takes: 'n s e f p w server-args' },
  'dbus-run-session': {},
  proxychains: { takes: 'f' },
  proxychains4: { takes: 'f' },
  torsocks: {},
  busybox: {},
  toybox: {},
  rlwrap: {},
  hyperfine: { takes: 'w r warmup runs n prepare', text: true },
  uv: { verb: ['run'], takes: 'with python p extra group project directory' },
  poetry: { verb: ['run'] },
  pipenv: { verb: ['run'] },
  pdm: { verb: ['run'] },
  rye: { verb: ['run'] },
  pixi: { verb: ['run'] },
  bundle: { verb: ['exec'] },
  pnpm: { verb: ['exec'] },
  conda: { verb: ['run'], takes: 'n name p prefix cwd' },
  mamba: { verb: ['run'], takes: 'n name p prefix cwd' },
  npx: { takes: 'p package c call', texts: ['c', 'call'] },
  bunx: {},
  uvx: { takes: 'from with python p' },
  dotenv: { takes: 'f e' },
  direnv: { verb: ['exec'], operands: 1 },
  'systemd-inhibit': { takes: 'what who why mode' },
  screen: { takes: 'S t c s h p X', idle: ['X', 'r', 'ls', 'list', 'x'] },
};

/** What a wrapper runs: words or a shell text, and the variables it sets first. */
export interface Peeled {
  readonly words: readonly string[];
  readonly text?: string;
  readonly assignments: readonly string[];
}

const ASSIGNMENT = /^[A-Za-z_]\w*=/;
const NONE: readonly string[] = [];

/** Takes one wrapper off a command; undefined where the program runs no other. */
export const peel = (program: string, argv: readonly string[]): Peeled | undefined => {
  const wrapper = Object.hasOwn(WRAPPERS, program) ? WRAPPERS[program]! : undefined;
  if (!wrapper) return undefined;
  const verb = wrapper.verb?.[0];
  if (verb !== undefined && argv[0] !== verb) return undefined;
  const own = options(verb === undefined ? argv : argv.slice(1), { takes: wrapper.takes ?? '', stop: true });
  if (wrapper.idle && own.has(...wrapper.idle)) return undefined;
  const all = wrapper.texts && options(argv, { takes: wrapper.takes ?? '' });
  const text = all?.value(...wrapper.texts!);
  if (text !== undefined) return { words: NONE, text, assignments: NONE };
  let start = wrapper.operands ?? 0;
  const assignments: string[] = [];
  if (wrapper.assignments) while (ASSIGNMENT.test(own.operands[start] ?? '')) assignments.push(own.operands[start++]!);
  const words = own.operands.slice(start);
  if (words.length === 0) return undefined;
  return wrapper.text && words.length === 1 ? { words: NONE, text: words[0]!, assignments } : { words, assignments };
};
