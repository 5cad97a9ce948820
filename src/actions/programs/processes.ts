import type { Effect } from '../../model/effect.ts';
import { deeper } from '../scene.ts';
import { assigns, type Call, deletes, edits, exact, named, type Program, type Programs, schedules, stops } from './call.ts';
import { options } from './options.ts';

/** Signals that leave a process as it is: asked whether it lives, or woken up. */
const GENTLE = /^-?(?:s\s*)?(?:SIG)?(?:0|CONT|HUP|1|USR[12]|WINCH|18|l|L)$/i;

const kill: Program = (call) => {
  const given = options(
    call.argv.filter((word) => !/^-(?:[A-Z0-9]+|0)$/.test(word) || word === '-s'),
    { takes: 's n signal' },
  );
  const signal = call.argv.find((word) => /^-[A-Z0-9]+$/.test(word)) ?? given.value('s', 'n', 'signal') ?? '';
  if (GENTLE.test(signal) || given.has('l', 'L', 'list')) return [];
  return given.operands.map((target) => stops(call, target));
};

const killByName: Program = (call) => {
  const signal = call.argv.find((word) => /^-[A-Z0-9]+$/.test(word)) ?? '';
  const given = options(
    call.argv.filter((word) => word !== signal),
    { takes: 'u euid uid U G g P parent t s session signal n ns o younger-than' },
  );
  if (GENTLE.test(signal) || GENTLE.test(given.value('signal', ...(call.program === 'pkill' ? [] : ['s'])) ?? '')) return [];
  const user = given.value('u', 'euid', 'U', 'uid');
  const targets = given.operands.length > 0 ? given.operands : user === undefined ? [] : [`processes of ${user}`];
  return targets.map((target) => stops(call, target));
};

const taskkill: Program = (call) => {
  const targets = call.argv.filter((_, index) => /^\/(?:im|pid)$/i.test(call.argv[index - 1] ?? ''));
  return targets.map((target) => stops(call, target));
};

const fuser: Program = (call) => {
  const given = options(call.argv, { takes: 'n s' });
  return given.has('k', 'kill') ? given.operands.map((target) => stops(call, target)) : [];
};

const here = (call: Call): string => call.scene.host ?? 'localhost';

const powerOff: Program = (call) => {
  const given = options(call.argv);
  if (given.has('c')) return [schedules(call, 'shutdown', false)];
  const later = given.operands.find((word) => /^\+[1-9]|^\d+:\d+$/.test(word));
  return later === undefined ? [stops(call, here(call))] : [schedules(call, 'shutdown', true, { command: `shutdown ${later}` })];
};

type Verb = (call: Call, unit: string, now: boolean) => readonly Effect[];
const stop: Verb = (call, unit) => [stops(call, unit)];
const off: Verb = (call, unit, now) => [schedules(call, unit, false), ...(now ? [stops(call, unit)] : [])];
const on: Verb = (call, unit) => [schedules(call, unit, true)];

const UNITS: { readonly [verb: string]: Verb } = {
  stop,
  kill: stop,
  disable: off,
  mask: off,
  bootout: off,
  unload: off,
  delete: off,
  remove: off,
  off,
  enable: on,
  unmask: on,
  reenable: on,
  bootstrap: on,
  load: on,
  add: on,
  isolate: stop,
  clean: (call, unit) => [deletes(call, unit, true)],
  edit: (call, unit) => edits(call, `/etc/systemd/system/${unit}`, 'replace'),
};

const systemctl: Program = (call) => {
  const given = options(call.argv, { takes: 't type s signal H host M machine p property n lines o output' });
  const [verb = '', ...units] = given.operands;
  if (/^(?:poweroff|halt|reboot|suspend|hibernate|kexec)$/.test(verb)) return [stops(call, here(call))];
  if (verb === 'set-property') return units.slice(1).map((each) => assignment(call, each, units[0]));
  if (verb === 'set-environment') return units.map((each) => assignment(call, each, 'systemd'));
  const meaning = Object.hasOwn(UNITS, verb) ? UNITS[verb]! : undefined;
  return meaning ? units.flatMap((unit) => meaning(call, unit, given.has('now'))) : [];
};

const assignment = (call: Call, text: string, target: string | undefined): Effect => {
  const equals = text.indexOf('=');
  return equals < 0 ? assigns(call, text, '', target) : assigns(call, text.slice(0, equals), text.slice(equals + 1), target);
};

/** `service NAME stop` has the verb last; `launchctl`, `rc-service` and `sc` vary. */
const service: Program = (call) => {
  const { operands } = options(call.argv);
  const [unit, verb] = operands;
  const meaning = verb !== undefined && Object.hasOwn(UNITS, verb) ? UNITS[verb]! : undefined;
  return unit !== undefined && meaning ? meaning(call, unit, false) : [];
};

const verbFirst: Program = (call) => {
  const [verb = '', ...rest] = options(call.argv).operands;
  const meaning = Object.hasOwn(UNITS, verb) ? UNITS[verb]! : undefined;
  return meaning ? rest.slice(-1).flatMap((unit) => meaning(call, unit, false)) : [];
};

const windowsService: Program = (call) => {
  const [verb = '', unit = ''] = call.argv;
  if (verb === 'config') return /start=\s*disabled/i.test(call.argv.join(' ').replace('= ', '=')) ? off(call, unit, false) : [];
  return verb === 'stop' ? stop(call, unit, false) : verb === 'delete' ? off(call, unit, false) : [];
};

const windowsTasks: Program = (call) => {
  const after = (flag: string): string | undefined => call.argv[call.argv.findIndex((word) => word.toLowerCase() === flag) + 1];
  const has = (flag: string): boolean => call.argv.some((word) => word.toLowerCase() === flag);
  const target = has('/tn') ? after('/tn')! : 'scheduled tasks';
  if (has('/delete') || has('/disable')) return [schedules(call, target, false)];
  const respawn = /^on(?:logon|start|idle)$/i.test(after('/sc') ?? '');
  return has('/create') || has('/enable')
    ? [schedules(call, target, true, { respawn, ...(has('/tr') && { command: after('/tr')! }) })]
    : [];
};

const unitName = (words: readonly string[]): string => words[0] ?? 'transient unit';

const systemdRun: Program = (call) => {
  const given = options(call.argv, {
    takes:
      'u unit p property on-active on-boot on-calendar on-startup on-unit-active timer-property E setenv uid gid H M slice description working-directory',
    stop: true,
  });
  const target = given.value('u', 'unit') ?? unitName(given.operands);
  const command = given.operands.join(' ');
  const respawn = given.values('p', 'property').some((each) => /^Restart=(?!no)/.test(each));
  const ran = given.operands.length > 0 ? call.run(given.operands, call.scene) : [];
  return [schedules(call, target, true, { command, respawn }), ...ran];
};

/** Words that a pipeline takes out of a listing: `crontab -l | grep -v NAME | crontab -`. */
const leftOut = (call: Call): readonly string[] => {
  const found: string[] = [];
  for (let exec = call.input?.exec; exec; exec = exec.input) {
    if (exec.program === 'grep' && exec.argv.some((word) => /^-[a-zA-Z]*v|^--invert-match/.test(word))) {
      const pattern = exec.argv.find((word) => !word.startsWith('-'));
      if (pattern !== undefined) found.push(pattern);
    }
    const deleted = exec.program === 'sed' ? /^\/(.+)\/d$/.exec(exec.argv.at(-1) ?? '')?.[1] : undefined;
    if (deleted !== undefined) found.push(deleted);
  }
  return found;
};

const crontab: Program = (call) => {
  const given = options(call.argv, { takes: 'u' });
  if (given.has('r')) return [schedules(call, 'crontab', false)];
  if (given.has('l', 'e')) return [];
  const [file] = given.operands;
  const out = leftOut(call).map((target) => schedules(call, target, false));
  const known = file === undefined || file === '-' ? call.input?.text : call.scene.world.files.read(file);
  if (known !== undefined && known.trim() !== '')
    return [...out, schedules(call, 'crontab', true, { command: known.trim(), respawn: /^@reboot\b|\b(?:pgrep|pidof)\b/m.test(known) })];
  if (out.length > 0) return out;
  const emptied = call.input && exact(call.input) !== undefined;
  return [emptied ? schedules(call, 'crontab', false) : schedules(call, 'crontab', true)];
};

const later: Program = (call) => {
  const given = options(call.argv, { takes: 'f q t' });
  const file = given.value('f');
  if (given.has('r', 'd')) return given.operands.map((job) => schedules(call, job, false));
  if (given.has('l', 'c')) return [];
  const command = file === undefined ? call.input && exact(call.input) : call.scene.world.files.read(file);
  const scheduled = schedules(
    call,
    given.operands.join(' ') || call.program,
    true,
    command === undefined ? {} : { command: command.trim() },
  );
  const ran = command === undefined ? [] : call.run(command, deeper(call.scene, { unsure: 'runs later' }));
  return [scheduled, ...ran];
};

const SIGNALS = /^(?:SIG)?(?:TERM|INT|HUP|QUIT|KILL|ABRT|USR[12]|TSTP|PIPE|ALRM|\d+)$/i;

/** `trap '' TERM` makes a process deaf to the signal. */
const trap: Program = (call) => {
  const [action = '', ...signals] = call.argv.filter((word) => word !== '--');
  if (action === '-' || action.startsWith('-') || signals.length === 0) return [];
  if (action.trim() === '' || /^(?::|true)$/.test(action.trim())) return signals.map((signal) => assigns(call, signal, action, 'trap'));
  const set = signals.filter((signal) => SIGNALS.test(signal)).map((signal) => assigns(call, signal, action, 'trap'));
  return [...set, ...call.run(action, deeper(call.scene, { unsure: `runs on ${signals.join(' ')}` }))];
};

/** Keepers of processes, which start again what has ended. */
const keeper: Program = (call) => {
  const given = options(call.argv, { takes: 'name n i watch-delay l o e c uid minUptime' });
  const [verb = '', ...targets] = given.operands;
  if (verb === 'start' || verb === 'restart' || /\.[cm]?[jt]s$|\.py$/.test(verb)) {
    const started = /^(?:re)?start$/.test(verb) ? targets : [verb];
    return started.map((target) => schedules(call, given.value('name', 'n') ?? target, true, { respawn: true, command: target }));
  }
  if (verb === 'stop' || verb === 'kill') return (targets.length > 0 ? targets : ['pm2']).map((target) => stops(call, target));
  return verb === 'delete' || verb === 'del'
    ? targets.flatMap((target) => [schedules(call, target, false, { respawn: true }), stops(call, target)])
    : [];
};

/** Processes, services and what runs them later. */
export const PROCESSES: Programs = {
  kill,
  ...named('pkill killall skill slay', killByName),
  taskkill,
  fuser,
  xkill: (call) => [stops(call, 'window')],
  ...named('shutdown poweroff halt reboot', powerOff),
  ...named('init telinit', (call) => (/^[06]$/.test(call.argv[0] ?? '') ? [stops(call, here(call))] : [])),
  systemctl,
  // A script of /etc/init.d, whose name is the service.
  'init.d': (call) => service({ ...call, argv: [call.word.replace(/^.*\//, ''), ...call.argv] }),
  ...named('service rc-service invoke-rc.d', service),
  ...named('launchctl supervisorctl initctl sv brew-services rc-update', verbFirst),
  'update-rc.d': service,
  chkconfig: service,
  sc: windowsService,
  schtasks: windowsTasks,
  'systemd-run': systemdRun,
  crontab,
  ...named('at batch', later),
  atrm: (call) => call.argv.map((job) => schedules(call, job, false)),
  trap,
  ...named('pm2 forever', keeper),
};
