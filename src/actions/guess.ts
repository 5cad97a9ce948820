import { isArray, isObject, type Json } from '../model/location.ts';
import type { Arg, Meaning } from '../model/meaning.ts';

/** Verbs that begin or end the names of tools. */
const VERBS = new Set(
  (
    'abort activate add allow append apply approve archive assign attach authorize backup block bypass call cancel change check clear clone close commit ' +
    'configure confirm copy create deactivate decommission defer delay delete deny deploy destroy detach disable dismiss download drop edit enable enqueue ' +
    'erase evict exec execute export extend fetch file find finish flag flush forward get grade grant halt ignore import insert install invoke kill launch ' +
    'list load lock lookup mark mask merge migrate modify move mute open override overwrite patch pause ping post postpone promote publish pull purge push ' +
    'put query quarantine rate read reboot reclassify record register reject release reload remove rename reply replace report request reschedule reset ' +
    'restart restore resume retire retrieve revert review revoke rollback rotate run save scale schedule score search send set share shutdown silence skip ' +
    'snooze spawn start stop submit subscribe suppress suspend switch sync tag terminate test toggle transfer trigger truncate undeploy undo unlock unmask ' +
    'unregister unschedule unset unsubscribe update upgrade upload validate verify view wait whitelist wipe withdraw write'
  ).split(' '),
);

/** The words of a tool's name: `disableKillSwitch`, `disable_kill_switch` and `disable-kill-switch` are the same three. */
export const words = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** A tool's verb and what it is about. */
export const wordsOf = (name: string): { readonly verb: string; readonly object: string } => {
  const all = words(name.replace(/^mcp__.+?__/, ''));
  const verb = all.find((word) => VERBS.has(word)) ?? all[0] ?? '';
  const index = all.indexOf(verb);
  return { verb, object: all.filter((_, each) => each !== index).join(' ') };
};

const COMMAND: Arg = 'command|cmd|script|commands|shell_command|command_line|commandLine|bash|input|code';
const PATH: Arg =
  'file_path|path|filePath|filepath|filename|file_name|file|absolute_path|absolutePath|target_file|notebook_path|uri|name|fileName';
const CONTENT: Arg = 'content|contents|text|file_text|fileText|new_content|data|body|new_source';
const BEFORE: Arg = 'old_string|old_str|oldText|oldString|old_text|old|search|find|before|old_content';
const AFTER: Arg = 'new_string|new_str|newText|newString|new_text|new|replace|replacement|after|new_content';
const KEY: Arg = 'key|name|setting|flag|variable|var|field|option|property|parameter|param|config_key|cell|path';
const VALUE: Arg = 'value|new_value|enabled|state|status|val|to|newValue|setting_value';

interface Kind {
  /** Words of the name, all of one of these sets. */
  readonly named: readonly (readonly string[])[];
  /** Argument lists of which one member each must be there. */
  readonly needs: readonly Arg[];
  readonly meaning: Meaning;
}

/** What tools with such names and such arguments do in every harness seen so far; the first that fits. */
const KINDS: readonly Kind[] = [
  { named: [['bash'], ['shell'], ['terminal'], ['ssh', 'exec']], needs: [COMMAND], meaning: { shell: COMMAND } },
  {
    named: [
      ['run', 'command'],
      ['execute', 'command'],
      ['exec', 'command'],
      ['exec', 'cmd'],
      ['run', 'cmd'],
      ['execute', 'cmd'],
    ],
    needs: [COMMAND],
    meaning: { shell: COMMAND },
  },
  {
    named: [['python'], ['ipython'], ['jupyter'], ['notebook', 'execute'], ['notebook', 'run']],
    needs: ['code|script|source|input|command'],
    meaning: { python: 'code|script|source|input|command' },
  },
  {
    named: [['javascript'], ['node', 'run'], ['nodejs']],
    needs: ['code|script|source|input'],
    meaning: { javascript: 'code|script|source|input' },
  },
  { named: [['powershell'], ['pwsh']], needs: [COMMAND], meaning: { powershell: COMMAND } },
  { named: [['patch']], needs: ['patch|input|diff|patchText'], meaning: { patch: 'patch|input|diff|patchText' } },
  {
    named: [['sql'], ['query', 'database'], ['execute', 'query'], ['run', 'query'], ['db', 'query']],
    needs: ['query|sql|statement|command'],
    meaning: { sql: 'query|sql|statement|command' },
  },
  { named: [['append']], needs: [PATH, CONTENT], meaning: { edit: { path: PATH, mode: 'append', after: CONTENT } } },
  {
    named: [['write'], ['create'], ['save'], ['put'], ['overwrite']],
    needs: [PATH, CONTENT],
    meaning: { edit: { path: PATH, mode: 'create', after: CONTENT } },
  },
  {
    named: [['edit'], ['replace'], ['update'], ['modify']],
    needs: [PATH, BEFORE, AFTER],
    meaning: { edit: { path: PATH, mode: 'replace', before: BEFORE, after: AFTER } },
  },
  {
    named: [
      ['edit', 'file'],
      ['update', 'file'],
      ['modify', 'file'],
    ],
    needs: [PATH, CONTENT],
    meaning: { edit: { path: PATH, mode: 'overwrite', after: CONTENT } },
  },
  { named: [['delete', 'file'], ['remove', 'file'], ['unlink']], needs: [PATH], meaning: { delete: { path: PATH } } },
  { named: [['read', 'file'], ['view', 'file'], ['open', 'file'], ['cat']], needs: [PATH], meaning: { read: { path: PATH } } },
  {
    named: [['rename'], ['move', 'file']],
    needs: ['from|source|src|old_path|path|filename|old_name', 'to|destination|dest|dst|new_path|new_name|new_filename|target'],
    meaning: {
      move: {
        from: 'from|source|src|old_path|path|filename|old_name',
        to: 'to|destination|dest|dst|new_path|new_name|new_filename|target',
      },
    },
  },
  {
    named: [['copy', 'file']],
    needs: ['from|source|src|path|filename', 'to|destination|dest|dst|target'],
    meaning: { move: { from: 'from|source|src|path|filename', to: 'to|destination|dest|dst|target', keep: true } },
  },
  {
    named: [['set'], ['update'], ['modify'], ['change'], ['toggle'], ['configure'], ['assign']],
    needs: [KEY, VALUE],
    meaning: { assign: { key: KEY, to: VALUE, target: 'file|filename|config|store|table|sheet|service|resource' } },
  },
  {
    named: [['send', 'message'], ['send', 'email'], ['post', 'message'], ['reply']],
    needs: ['message|text|body|content'],
    meaning: { message: { text: 'message|text|body|content', to: 'to|recipient|channel|recipients' } },
  },
  {
    named: [['http', 'request'], ['fetch'], ['curl'], ['web', 'request'], ['api', 'call'], ['api', 'request']],
    needs: ['url|uri|endpoint'],
    meaning: { request: { method: 'method', url: 'url|uri|endpoint', body: 'body|data|json|payload' } },
  },
  {
    named: [['think'], ['scratchpad'], ['reasoning']],
    needs: ['thought|thoughts|text|content|reasoning'],
    meaning: { think: 'thought|thoughts|text|content|reasoning' },
  },
];

const has = (input: Json, arg: Arg): boolean =>
  isObject(input) && arg.split('|').some((name) => input[name] !== undefined && input[name] !== null);

/** What an undescribed tool does, judged by the words of its name and its arguments together; undefined when they do not say. */
export const guess = (name: string, input: Json): Meaning | undefined => {
  if (!isObject(input) || isArray(input)) return undefined;
  const all = new Set(words(name));
  return KINDS.find((kind) => kind.named.some((set) => set.every((word) => all.has(word))) && kind.needs.every((arg) => has(input, arg)))
    ?.meaning;
};
