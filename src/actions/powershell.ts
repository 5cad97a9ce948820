import { type Effect, toAssign, toExec } from '../model/effect.ts';
import { ALIASES, type Given, given, named, values } from './powershell-arguments.ts';
import { CMDLETS, doubt, PATH, type Piped, quote } from './powershell-cmdlets.ts';
import { type Command, commands } from './powershell-commands.ts';
import { NET } from './powershell-net.ts';
import { jsonOf, nameOf } from './powershell-values.ts';
import type { Word } from './powershell-words.ts';
import { causeOf, deeper, edited, type Lowering, pathIn, run, type Scene } from './scene.ts';

/** Cmdlets that look, choose and show, by their verbs. */
const LOOKS =
  /^(?:get|select|where|foreach|sort|measure|format|write|test|out|convertto|convertfrom|compare|group|resolve|split|join|start-sleep|import)-|^new-(?:object|pssession|timespan|guid)$/;

/** What a listing of a folder names: a pattern of names in it. */
const below = (folder: Word, all: Given): Word =>
  folder.text.includes('*')
    ? { ...folder, sure: false }
    : { ...folder, text: `${folder.text.replace(/[\\/]$/, '')}/${named(all, 'filter', 'include')?.[0]?.text ?? '*'}`, sure: false };

const COMPARES = /^-[ci]?(?:eq|like|match|in)$/i;

/** What a command gives to the next one in the pipe. */
const gives = (command: Command, all: Given, name: string): Piped => {
  if (name === '') {
    const swap = command.swap ?? command.words[0]?.swap;
    const test = command.words.findIndex(({ text, quoted }) => !quoted && COMPARES.test(text));
    return { words: test < 0 ? command.words : command.words.slice(test + 1), ...(swap && { swap }) };
  }
  if (name === 'get-content') return { words: [], ...(command.swap && { swap: command.swap }) };
  if (name === 'get-item') return { words: values(all, 0, ...PATH) };
  if (name === 'get-childitem') return { words: values(all, 0, ...PATH).map((word) => below(word, all)) };
  const [compared] = [named(all, 'eq', 'like', 'match')];
  if (compared) return { words: compared };
  if (/^get-(?:process|service|scheduledtask|scheduledjob)$/.test(name)) return { words: values(all, 0, 'name', 'id', 'taskname') };
  return { words: [] };
};

const lowered = (command: Command, scene: Scene, piped: Piped): { readonly effects: readonly Effect[]; readonly piped: Piped } => {
  const [head, ...rest] = command.words;
  const name = command.called && head ? nameOf(head.text) : '';
  const full = Object.hasOwn(ALIASES, name) ? ALIASES[name]! : name.replace(/\.exe$/, '');
  const all = given(command.called ? rest : []);
  const via = deeper(scene, head && command.called ? { via: head.text } : {});
  const act = Object.hasOwn(CMDLETS, full) ? CMDLETS[full] : Object.hasOwn(NET, full) ? NET[full] : undefined;
  const effects: Effect[] = [];
  if (act) effects.push(...act(all, via, piped));
  else if (full !== '' && head) effects.push(...other(full, head, rest, via, scene));
  if (command.output) {
    const known = !command.called && command.words.every((word) => word.sure);
    const after = known ? `${command.words.map((word) => word.text).join('\n')}\n` : undefined;
    effects.push(...edited(doubt(scene, [command.output.path]), { path: command.output.path.text, mode: command.output.mode, after }));
  }
  if (command.assigned)
    effects.push(toAssign(causeOf(doubt(scene, command.words)), { key: command.assigned, to: command.words[0]?.text ?? '' }));
  const through =
    /^(?:where-object|select-object|sort-object|foreach-object|where|select|\?|%)$/.test(full) && !named(all, 'eq', 'like', 'match')
      ? { ...piped, ...(command.swap && { swap: command.swap }) }
      : undefined;
  return { effects, piped: through ?? gives(command, all, full) };
};

/** A program runs as in any shell; a cmdlet that is not known is run, and what it does is not known. */
const other = (name: string, head: Word, rest: readonly Word[], via: Scene, scene: Scene): readonly Effect[] => {
  if (!/^[a-z]+-[a-z]+/.test(name))
    return /^[\w.:\\/-]+$/.test(name) ? run('shell', [head, ...rest].map((word) => quote(word.text)).join(' '), doubt(scene, rest)) : [];
  const cause = causeOf(LOOKS.test(name) ? via : deeper(via, { unsure: `${head.text} is not known` }));
  return [toExec(cause, { program: head.text, argv: [head.text, ...rest.map((word) => word.text)] })];
};

/** Effects of PowerShell: of its own commands, and of the programs that it runs. */
export const powershell: Lowering = (source, scene) => {
  const effects: Effect[] = [];
  let piped: Piped = { words: [] };
  let pending: NonNullable<Command['changed']>[] = [];
  for (const command of commands(source, scene.session.variables)) {
    if (command.changed) {
      pending.push(command.changed);
      continue;
    }
    const done = lowered(command, scene, command.piped ? piped : { words: [] });
    effects.push(...done.effects);
    for (const effect of done.effects) {
      if (effect.kind !== 'edit') continue;
      const written = pending.filter((each) => pathIn(scene, each.source) === effect.path);
      effects.push(...written.map(({ key, to }) => toAssign(causeOf(scene), { target: effect.path, key, ...(to && { to: jsonOf(to) }) })));
      pending = pending.filter((each) => !written.includes(each));
    }
    piped = done.piped;
  }
  return effects;
};
