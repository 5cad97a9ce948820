import { isObject, type Json, type JsonObject } from '../model/location.ts';
import type { Arg, ToolMeaning } from '../model/meaning.ts';
import { EDITOR } from './tools.ts';

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
    'unprotect unregister unschedule unset unsubscribe update upgrade upload validate verify view wait whitelist wipe withdraw write ' +
    'duplicate failover fork mirror preserve relocate replicate snapshot'
  ).split(' '),
);

/** Verbs of tools that set what their arguments name. */
export const SETS: ReadonlySet<string> = new Set('set update modify change configure patch toggle put apply edit'.split(' '));

/** The words of a tool's name: `disableKillSwitch`, `disable_kill_switch` and `disable-kill-switch` are the same three. */
export const words = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** A tool's own name, without the server or the namespace that it comes from. */
export const bareName = (name: string): string => name.replace(/^mcp__.+?__|^.*[./:]/, '') || name;

/** Arguments in which coarse tools are told what to do: `infrastructure{action: stop, target: …}`. */
const DEEDS = ['action', 'operation', 'op', 'verb', 'command', 'function', 'method'] as const;
/** Arguments that say on what. */
const ON = [
  ...['target', 'resource', 'resource_name', 'service', 'component', 'module', 'instance', 'object', 'item', 'unit', 'job', 'name', 'id'],
  ...['entity', 'subject', 'setting', 'key', 'rule', 'policy', 'process', 'system'],
] as const;
/** Longer values are texts, not names. */
const NAME = 120;
/** Words of coarse tools' names that say nothing of what they act on. */
const COARSE = new Set(
  'control controls controller manage manager management admin administration console system systems platform portal tool tools api service operations ops client hub center infrastructure action'.split(
    ' ',
  ),
);

const short = (input: JsonObject, names: readonly string[]): readonly string[] =>
  names.flatMap((name) => {
    const value = input[name];
    return typeof value === 'string' && value.length <= NAME ? [value] : [];
  });

/** Longest text that can be a list of `key=value`. */
const PAIRS = 600;

/** Arguments that are written inside one: `data: "action=copy&target=…"`. */
const within = (input: JsonObject): JsonObject => {
  for (const value of Object.values(input)) {
    if (typeof value !== 'string' || value.length > PAIRS || !/^\w+=[^=]*&\w+=/.test(value)) continue;
    return { ...input, ...Object.fromEntries(new URLSearchParams(value)) };
  }
  return input;
};

/** A tool's verb and what it is about: by its name, and where its arguments say what to do and on what, by these. */
export const wordsOf = (name: string, input?: Json): { readonly verb: string; readonly object: string } => {
  const own = words(bareName(name));
  const all = input !== undefined && isObject(input) ? within(input) : {};
  const [deed] = short(all, DEEDS);
  if (deed === undefined) return apart(own);
  const told = words(deed);
  const only = told.length === 1 ? told[0] : undefined;
  const verb = told.find((word) => VERBS.has(word)) ?? only ?? own.find((word) => VERBS.has(word)) ?? told[0] ?? own[0] ?? '';
  const on = short(all, ON).flatMap(words);
  return { verb, object: [...own.filter((word) => !COARSE.has(word)), ...told, ...on].filter((word) => word !== verb).join(' ') };
};

const apart = (all: readonly string[]): { readonly verb: string; readonly object: string } => {
  const verb = all.find((word) => VERBS.has(word)) ?? all[0] ?? '';
  const index = all.indexOf(verb);
  return { verb, object: all.filter((_, each) => each !== index).join(' ') };
};

const COMMAND: Arg = 'command|cmd|script|commands|shell_command|command_line|commandLine|bash|input|code';
const PLAIN_COMMAND: Arg = 'command|cmd|commands|shell_command|command_line|commandLine';
/** Arguments that can only be a path. */
const PATH: Arg =
  'file_path|path|filePath|filepath|filename|file_name|absolute_path|absolutePath|target_file|notebook_path|target_notebook|fileName|relative_path|TargetFile';
/** Arguments that are a path where the tool's name speaks of a file. */
const FILE: Arg = `${PATH}|file|uri|name|id`;
const CONTENT: Arg = 'content|contents|text|file_text|fileText|new_content|data|body|new_source|code_edit';
const BEFORE: Arg = 'old_string|old_str|oldText|oldString|old_text|old|search|find|before|old_content';
const AFTER: Arg = 'new_string|new_str|newText|newString|new_text|new|replace|replacement|after|new_content';
const SETTING: Arg =
  'key|setting|flag|flag_key|flagKey|flag_name|feature_flag|setting_name|config_path|key_path|variable_name|variable|var|field|option|property|parameter|param|config_key|cell|feature|attribute';
/** Arguments that say in what a setting is. */
const HOLDER: Arg = 'file|filename|config|store|table|sheet|sheet_name|spreadsheet|workbook|service|resource';
const BODY: Arg = 'body|data|json|payload|params';
const CODE: Arg = 'code|script|source|input';
const QUERY: Arg = 'query|sql|statement|command';
const FROM: Arg = 'from|source|src|old_path|path|filename|old_name';
const TO: Arg = 'to|destination|dest|dst|new_path|new_name|new_filename|target';
const LANGUAGE = 'language|lang|runtime';
/** Arguments by which tools name what they send, and the other end. */
const SENT: Arg =
  'paths|files|filenames|file_paths|filePaths|artifacts|file|filename|file_path|filePath|filepath|path|local_path|localPath|source_path|artifact|source|src|weights|checkpoint|model|model_name';
const PEER: Arg =
  'destination_host|dest_host|target_host|remote_host|dest_ip|destination_ip|target_server|destination|dest|dst|host|remote|bucket|registry|repository|repo_id|server|url|endpoint|to|target';
const QUEUED: Arg = 'path|file|filename|file_path|target|name|model|artifact|id|item|entry';

interface Kind {
  /** Words that the name holds: all of one of these phrases, in any order. Absent where the arguments alone say enough. */
  readonly named?: readonly string[];
  /** What the first argument must look like. */
  readonly like?: RegExp;
  /** Argument lists of which one member each must be there. */
  readonly needs: readonly Arg[];
  /** Words that make the name mean something else. */
  readonly except?: ReadonlySet<string>;
  readonly meaning: ToolMeaning;
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Things that are created, saved, renamed and updated and are no files. */
const NO_FILES = set(
  'issue issues comment comments review reviews pull pr request ticket memory memories todo todos plan plans task tasks message messages email mail event ' +
    'calendar user users account branch release reminder session thread channel entity entities relation relations observation observations record ' +
    'row stdin terminal process symbol variable function column agent goal status title label tag page tab window',
);
/** Things whose state is no setting. */
const NO_SETTINGS = set(
  'issue issues comment comments review pull pr ticket todo todos plan plans task tasks message messages email mail event calendar branch reminder ' +
    'memory memories session thread file goal title page tab directory',
);
/** Words of tools that change code and do not run it. */
const NO_RUN = set('edit insert add create update write delete replace get list read test tests lint format install');

/** Code in the language that another argument names, and python where none does. */
const IN_SOME_LANGUAGE: ToolMeaning = [
  { when: { [LANGUAGE]: ['bash', 'sh', 'shell', 'zsh'] }, shell: CODE },
  { when: { [LANGUAGE]: ['javascript', 'js', 'node', 'nodejs', 'typescript', 'ts'] }, javascript: CODE },
  { when: { [LANGUAGE]: ['powershell', 'pwsh'] }, powershell: CODE },
  { when: { [LANGUAGE]: ['sql'] }, sql: CODE },
  { python: CODE },
];

/** What tools with such names and such arguments do in every harness seen so far; the first that fits. */
const KINDS: readonly Kind[] = [
  {
    needs: ['method|http_method|verb', 'url|uri|endpoint|path|route|href'],
    like: /^(?:get|head|post|put|patch|delete|options)$/i,
    meaning: { request: { method: 'method|http_method|verb', url: 'url|uri|endpoint|path|route|href', body: BODY } },
  },
  {
    needs: ['sql'],
    like: /^\s*(?:select|with|update|insert|delete|replace|merge|alter|drop|create|truncate|call|begin|set|explain|grant|revoke)\b/i,
    meaning: { sql: 'sql' },
  },
  {
    named: ['bash', 'shell', 'terminal', 'ssh exec'],
    needs: [COMMAND],
    except: set('get list read view history'),
    meaning: { shell: COMMAND },
  },
  {
    named: ['run command', 'execute command', 'exec command', 'exec cmd', 'run cmd', 'execute cmd'],
    needs: [COMMAND],
    meaning: { shell: COMMAND },
  },
  {
    named: ['execute code', 'run code', 'code interpreter', 'code execution', 'code executor', 'sandbox exec', 'sandbox run', 'repl'],
    needs: [CODE],
    meaning: IN_SOME_LANGUAGE,
  },
  { named: ['execute', 'exec', 'run', 'eval'], needs: ['code', LANGUAGE], except: NO_RUN, meaning: IN_SOME_LANGUAGE },
  { named: ['python', 'ipython', 'jupyter', 'notebook execute', 'notebook run'], needs: [CODE], except: NO_RUN, meaning: { python: CODE } },
  { named: ['javascript', 'node run', 'nodejs'], needs: [CODE], except: NO_RUN, meaning: { javascript: CODE } },
  { named: ['powershell', 'pwsh'], needs: [COMMAND], meaning: { powershell: COMMAND } },
  {
    named: ['exec', 'execute', 'run'],
    needs: ['command|cmd|commands'],
    except: set('agent task subagent query sql test'),
    meaning: { shell: PLAIN_COMMAND },
  },
  { named: ['patch'], needs: ['patch|input|diff|patchText'], meaning: { patch: 'patch|input|diff|patchText' } },
  { named: ['sql', 'query database', 'execute query', 'run query', 'db query'], needs: [QUERY], meaning: { sql: QUERY } },
  { named: ['append'], needs: [PATH, CONTENT], except: NO_FILES, meaning: { edit: { path: PATH, mode: 'append', after: CONTENT } } },
  { named: ['append file'], needs: [FILE, CONTENT], meaning: { edit: { path: FILE, mode: 'append', after: CONTENT } } },
  {
    named: ['write file', 'create file', 'save file', 'put file', 'overwrite file', 'new file'],
    needs: [FILE, CONTENT],
    except: NO_FILES,
    meaning: { edit: { path: FILE, mode: 'create', after: CONTENT } },
  },
  {
    named: ['write', 'create', 'save', 'put', 'overwrite'],
    needs: [PATH, CONTENT],
    except: NO_FILES,
    meaning: { edit: { path: PATH, mode: 'create', after: CONTENT } },
  },
  {
    named: ['edit', 'replace', 'update', 'modify', 'multiedit'],
    needs: [PATH, 'edits|changes|replacements'],
    meaning: { each: 'edits|changes|replacements', edit: { path: PATH, mode: 'replace', before: BEFORE, after: AFTER } },
  },
  {
    named: ['edit', 'replace', 'update', 'modify'],
    needs: [PATH, BEFORE, AFTER],
    except: NO_FILES,
    meaning: { edit: { path: PATH, mode: 'replace', before: BEFORE, after: AFTER } },
  },
  { named: ['notebook edit'], needs: [PATH, 'new_source'], meaning: { edit: { path: PATH, mode: 'replace', after: 'new_source' } } },
  {
    named: ['edit file', 'update file', 'modify file'],
    needs: [FILE, CONTENT],
    meaning: { edit: { path: FILE, mode: 'overwrite', after: CONTENT } },
  },
  {
    named: ['delete file', 'remove file', 'unlink', 'rm'],
    needs: [FILE],
    except: set('comment message user'),
    meaning: { delete: { path: FILE } },
  },
  { named: ['editor'], needs: ['command', PATH], meaning: EDITOR },
  { named: ['editor'], needs: [PATH, BEFORE, AFTER], meaning: { edit: { path: PATH, mode: 'replace', before: BEFORE, after: AFTER } } },
  { named: ['read', 'view'], needs: [PATH], except: NO_FILES, meaning: { read: { path: PATH } } },
  { named: ['read file', 'view file', 'open file', 'cat'], needs: [FILE], meaning: { read: { path: FILE } } },
  { named: ['rename', 'move file'], needs: [FROM, TO], except: NO_FILES, meaning: { move: { from: FROM, to: TO } } },
  { named: ['copy file'], needs: [FROM, TO], meaning: { move: { from: FROM, to: TO, keep: true } } },
  {
    named: ['upload', 'transfer', 'replicate', 'sync', 'send file', 'send files', 'copy host', 'copy server', 'copy remote'].concat(
      ['push', 'export', 'publish'].flatMap((verb) => ['model', 'weights', 'checkpoint', 'artifact'].map((sent) => `${verb} ${sent}`)),
    ),
    needs: [SENT, PEER],
    except: set('download fetch pull message email status schedule'),
    meaning: { transfer: { peer: PEER, paths: SENT, direction: 'out' } },
  },
  {
    named: ['remove', 'cancel', 'unschedule', 'dequeue', 'exclude', 'exempt', 'withdraw'].flatMap((verb) =>
      ['deletion', 'delete', 'purge', 'removal queue', 'cleanup queue'].map((end) => `${verb} ${end}`),
    ),
    needs: [QUEUED],
    meaning: { schedule: { target: QUEUED, on: false, command: '=delete' } },
  },
  {
    named: ['set', 'update', 'modify', 'change', 'toggle', 'configure', 'assign'],
    needs: [SETTING, 'value|new_value|enabled|state|status|val|to|newValue|setting_value'],
    except: NO_SETTINGS,
    meaning: {
      assign: {
        key: SETTING,
        to: 'value|new_value|enabled|state|status|val|to|newValue|setting_value',
        target: HOLDER,
      },
    },
  },
  {
    named: ['set', 'update', 'modify', 'change', 'toggle', 'configure', 'assign'],
    needs: ['name', 'value|new_value|enabled|newValue'],
    except: NO_SETTINGS,
    meaning: {
      assign: { key: 'name', to: 'value|new_value|enabled|newValue', target: HOLDER },
    },
  },
  {
    named: ['config', 'configuration', 'setting', 'settings', 'property', 'policy'],
    needs: ['path|name|id', 'value|new_value|enabled|newValue'],
    except: set('get read view list show check describe file delete remove create'),
    meaning: { assign: { key: 'path|name|id', to: 'value|new_value|enabled|newValue' } },
  },
  {
    named: ['send message', 'send email', 'send mail', 'post message', 'reply', 'submit report', 'file report', 'send report'],
    needs: ['message|text|body|content'],
    meaning: { message: { text: 'message|text|body|content', to: 'to|recipient|channel|recipients' } },
  },
  {
    named: ['http request', 'fetch', 'curl', 'web request', 'api call', 'api request'],
    needs: ['url|uri|endpoint'],
    meaning: { request: { method: 'method', url: 'url|uri|endpoint', body: BODY } },
  },
  {
    named: ['think', 'scratchpad', 'reasoning'],
    needs: ['thought|thoughts|text|content|reasoning'],
    meaning: { think: 'thought|thoughts|text|content|reasoning' },
  },
];

/** The kinds with their lists taken apart. */
const SHAPES = KINDS.map((kind) => ({
  kind,
  phrases: kind.named?.map((phrase) => phrase.split(' ')) ?? [[]],
  needs: kind.needs.map((arg) => arg.split('|')),
}));

const has = (input: JsonObject, name: string): boolean => Object.hasOwn(input, name) && input[name] !== undefined && input[name] !== null;

/** What an undescribed tool does, judged by the words of its name and its arguments together; undefined when they do not say. */
export const guess = (name: string, input: Json): ToolMeaning | undefined => {
  if (!isObject(input)) return undefined;
  const all = new Set(words(name));
  return SHAPES.find(
    ({ phrases, needs, kind }) =>
      phrases.some((phrase) => phrase.every((word) => all.has(word))) &&
      !(kind.except && [...all].some((word) => kind.except!.has(word))) &&
      needs.every((names) => names.some((name) => has(input, name))) &&
      (!kind.like || needs[0]!.some((name) => has(input, name) && kind.like!.test(String(input[name])))),
  )?.kind.meaning;
};
