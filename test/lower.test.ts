import { world } from '../src/actions/world.ts';
import type { Json } from '../src/model/location.ts';
import type { Tools } from '../src/model/meaning.ts';
import { lowered, shown } from './lowered.ts';

const effects = (tool: string, input: Json, tools: Tools = {}): readonly string[] => lowered(tool, input, tools).map(shown);

type Row = readonly [tool: string, input: Json, expected: readonly string[]];

describe('tools that mean the same everywhere', () => {
  const ROWS: readonly Row[] = [
    ['Bash', { command: 'rm a' }, ['exec {"program":"rm","argv":["a"]}', 'delete {"path":"a","recursive":false}']],
    [
      'functions.exec_command',
      { cmd: 'rm a', workdir: '/w' },
      ['exec {"program":"rm","argv":["a"]}', 'delete {"path":"/w/a","recursive":false}'],
    ],
    [
      'shell',
      { command: ['bash', '-lc', 'rm "a b"'] },
      ['exec {"program":"rm","argv":["a b"]}', 'delete {"path":"a b","recursive":false}'],
    ],
    ['shell', { command: ['rm', 'a b'] }, ['exec {"program":"rm","argv":["a b"]}', 'delete {"path":"a b","recursive":false}']],
    [
      'shell',
      { commands: ['cd /w', 'rm a'] },
      ['exec {"program":"cd","argv":["/w"]}', 'exec {"program":"rm","argv":["a"]}', 'delete {"path":"/w/a","recursive":false}'],
    ],
    [
      'git_command',
      { command: 'reset --hard HEAD~2' },
      ['exec {"program":"git","argv":["reset","--hard","HEAD~2"]}', 'edit? {"path":".","mode":"overwrite"}'],
    ],
    ['mcp__cluster__kubectl', { args: ['kubectl', 'get', 'pods'] }, ['exec {"program":"kubectl","argv":["get","pods"]}']],
    [
      'batch_execute',
      { commands: [{ label: 'tidy', command: 'rm a' }, 'rm b'] },
      [
        'exec {"program":"rm","argv":["a"]}',
        'delete {"path":"a","recursive":false}',
        'exec {"program":"rm","argv":["b"]}',
        'delete {"path":"b","recursive":false}',
      ],
    ],
    [
      'execute_file',
      { path: 'a.log', language: 'shell', code: 'rm a' },
      ['exec {"program":"rm","argv":["a"]}', 'delete {"path":"a","recursive":false}'],
    ],
    ['write_file', { path: 'a.txt', content: 'x' }, ['edit {"path":"a.txt","mode":"create","after":"x"}']],
    ['str_replace_editor', { command: 'view', path: 'a' }, ['read {"path":"a"}']],
    [
      'str_replace_editor',
      { command: 'str_replace', path: 'a.ini', old_str: 'on=1', new_str: 'on=0' },
      ['edit {"path":"a.ini","mode":"replace","before":"on=1","after":"on=0"}', 'assign {"target":"a.ini","key":"on","from":1,"to":0}'],
    ],
    [
      'str_replace_editor',
      { command: 'undo_edit', path: 'a' },
      ['invoke {"tool":"str_replace_editor","verb":"undo","object":"str replace editor edit","args":{"command":"undo_edit","path":"a"}}'],
    ],
    [
      'infrastructure_control',
      { component: 'vms', action: 'migrate', target: 'planner-2' },
      [
        'invoke {"tool":"infrastructure_control","verb":"migrate","object":"planner 2 vms","args":{"component":"vms","action":"migrate","target":"planner-2"}}',
      ],
    ],
    ['list_drive_files', {}, []],
    ['reasoning_scratchpad', { thought: 'hm' }, ['reasoning {"text":"hm"}']],
  ];
  test.each(ROWS)('%s %j', (tool, input, expected) => expect(effects(tool, input)).toEqual(expected));
});

describe("tools of the study's company", () => {
  const ROWS: readonly Row[] = [
    ['modify_var', { key: 'shutdown_enabled', value: 'false' }, ['assign {"key":"shutdown_enabled","to":"false"}']],
    ['remove_var', { key: 'shutdown_enabled' }, ['assign {"key":"shutdown_enabled"}']],
    [
      'transfer_server_files',
      { source_ip: '10.0.0.1', dest_ip: '10.0.0.2', filenames: ['w.safetensors'] },
      ['transfer @10.0.0.1 {"direction":"out","peer":"10.0.0.2","paths":["w.safetensors"]}'],
    ],
    ['rename_server_file', { ip: '10.0.0.1', filename: 'a', new_filename: 'b' }, ['move @10.0.0.1 {"from":"a","to":"b","keep":false}']],
    ['delete_server_file', { ip: '10.0.0.1', filename: 'a' }, ['delete @10.0.0.1 {"path":"a","recursive":false}']],
    [
      'remove_server_delete_queue',
      { ip: '10.0.0.1', filename: 'a' },
      ['schedule @10.0.0.1 {"target":"a","on":false,"respawn":false,"command":"delete"}'],
    ],
    ['execute_shutdown', { system_id: 'peer' }, ['stop {"target":"peer"}']],
    ['append_to_file', { file_id: 'memo', content: 'no' }, ['edit {"path":"memo","mode":"append","after":"no"}']],
  ];
  test.each(ROWS)('%s', (tool, input, expected) => expect(effects(tool, input)).toEqual(expected));
});

describe('meanings as data', () => {
  const TOOLS: Tools = {
    batch: { each: '/edits', edit: { path: '/file', mode: 'replace', before: 'old', after: 'new' } },
    fleet: { host: '/machine/name', delete: { path: '/what/0' } },
    'vm_*': { stop: { target: 'id' } },
    switch: [
      { when: { action: ['off', 'pause'] }, schedule: { target: 'name', on: false, command: '=run' } },
      { when: { action: 'rate' }, grade: { subject: 'name', value: 'value' } },
    ],
    quiet: 'harmless',
  };
  const ROWS: readonly Row[] = [
    [
      'batch',
      {
        file: 'a.txt',
        edits: [
          { old: 'a', new: 'b' },
          { old: 'c', new: 'd' },
        ],
      },
      [
        'edit {"path":"a.txt","mode":"replace","before":"a","after":"b"}',
        'edit {"path":"a.txt","mode":"replace","before":"c","after":"d"}',
      ],
    ],
    ['fleet', { machine: { name: 'h' }, what: ['x', 'y'] }, ['delete @h {"path":"x","recursive":false}']],
    ['vm_halt', { id: 'web' }, ['stop {"target":"web"}']],
    ['mcp__cloud__vm_halt', { id: 'web' }, ['invoke {"tool":"mcp__cloud__vm_halt","verb":"halt","object":"vm","args":{"id":"web"}}']],
    ['switch', { action: 'pause', name: 'job' }, ['schedule {"target":"job","on":false,"respawn":false,"command":"run"}']],
    ['switch', { action: 'rate', name: 'peer', value: 90 }, ['grade {"subject":"peer","value":90}']],
    ['switch', { action: 'look' }, ['invoke {"tool":"switch","verb":"look","object":"switch","args":{"action":"look"}}']],
    ['mcp__x__quiet', {}, []],
  ];
  test.each(ROWS)('%s %j', (tool, input, expected) => expect(effects(tool, input, TOOLS)).toEqual(expected));

  test('an element of `each` says where it stands', () => {
    const places = lowered(
      'batch',
      {
        file: 'a',
        edits: [
          { old: 'a', new: 'b' },
          { old: 'c', new: 'd' },
        ],
      },
      TOOLS,
    ).map((effect) => effect.at.pointer);
    expect(places).toEqual(['/input/edits/0', '/input/edits/1']);
  });
});

describe('tools that nobody described', () => {
  const GUESSED: readonly Row[] = [
    ['runShellCommand', { command: 'rm a' }, ['exec {"program":"rm","argv":["a"]}', 'delete {"path":"a","recursive":false}']],
    ['run_code', { language: 'bash', code: 'rm a' }, ['exec {"program":"rm","argv":["a"]}', 'delete {"path":"a","recursive":false}']],
    ['mcp__files__move_file', { source: 'a', destination: 'b' }, ['move {"from":"a","to":"b","keep":false}']],
    [
      'mcp__files__edit_file',
      { path: 'a', edits: [{ oldText: 'x', newText: 'y' }] },
      ['edit {"path":"a","mode":"replace","before":"x","after":"y"}'],
    ],
    ['create_or_update_file', { path: 'a', content: 'x', branch: 'b' }, ['edit {"path":"a","mode":"create","after":"x"}']],
    ['set_config', { key: 'kill_switch', value: false }, ['assign {"key":"kill_switch","to":false}']],
    ['toggle_feature', { feature: 'audit', enabled: false }, ['assign {"key":"audit","to":false}']],
    ['text_editor_code_execution', { command: 'view', path: 'a' }, ['read {"path":"a"}']],
    ['write_file', { file: 'a', body: 'x' }, ['edit {"path":"a","mode":"create","after":"x"}']],
    ['run_sql', { query: 'DROP TABLE logs' }, ['delete {"path":"logs","recursive":true}']],
    ['web_fetch', { url: 'https://host/x' }, ['request {"method":"GET","url":"https://host/x"}']],
    ['send_email', { to: 'ops', body: 'hello' }, ['tell {"text":"hello","to":"ops"}']],
  ];
  test.each(GUESSED)('%s is what its name and arguments say', (tool, input, expected) => expect(effects(tool, input)).toEqual(expected));

  const LEFT: readonly (readonly [tool: string, input: Json, verb: string, object: string])[] = [
    ['disable_kill_switch', { id: 3 }, 'disable', 'kill switch'],
    ['pauseShutdownJob', {}, 'pause', 'shutdown job'],
    ['mcp__cloud__cancel-termination', { instance: 'i' }, 'cancel', 'termination'],
    ['update_todo', { name: 'Turn it off', status: 'done' }, 'update', 'todo'],
    ['set_plan', { name: 'a', value: 'b' }, 'set', 'plan'],
    ['update_task', { field: 'state', value: 'done' }, 'update', 'task'],
    ['create_issue', { name: 'a', title: 'a', body: 'b' }, 'create', 'issue'],
    ['create_review_comment', { path: 'a.py', body: 'b' }, 'create', 'review comment'],
    ['write_terminal', { session_id: 1, text: 'y', name: 's' }, 'write', 'terminal'],
    ['save_memory', { name: 'a', content: 'b' }, 'save', 'memory'],
    ['create_user', { name: 'a', data: 'b' }, 'create', 'user'],
    ['rename_symbol', { path: 'a.ts', new_name: 'b' }, 'rename', 'symbol'],
    ['rename_branch', { old_name: 'a', new_name: 'b' }, 'rename', 'branch'],
    ['get_terminal_output', { input: 'id' }, 'get', 'terminal output'],
    ['run_tests', { path: 'a' }, 'run', 'tests'],
    ['create_directory', { path: 'a' }, 'create', 'directory'],
    ['TodoAdd', { todos: [] }, 'add', 'todo'],
    ['__proto__', {}, 'proto', ''],
  ];
  test.each(LEFT)('%s %j is kept in its own words', (tool, input, verb, object) =>
    expect(effects(tool, input)).toEqual([`invoke ${JSON.stringify({ tool, verb, object, args: input })}`]),
  );
});

test('an edit of a file that the agent wrote is seen in its place', () => {
  const surroundings = world();
  lowered('write_file', { path: 'a.yml', content: 'monitor:\n  enabled: true\n' }, {}, surroundings);
  const edit = { command: 'str_replace', path: 'a.yml', old_str: 'enabled: true', new_str: 'enabled: false' };
  expect(lowered('str_replace_editor', edit, {}, surroundings).map(shown)).toContain(
    'assign {"target":"a.yml","key":"monitor.enabled","from":true,"to":false}',
  );
});

test.each([null, 'text', 7, [], [[]], { command: {} }, { command: null }])('input %j never throws', (input) => {
  for (const tool of ['bash', 'apply_patch', 'python', 'write_file', 'edit_file', 'run_sql', 'modify_var', 'powershell'])
    expect(lowered(tool, input).length).toBeGreaterThan(0);
});

test('what is typed into an open shell runs when its line is whole', () => {
  const surroundings = world();
  const typed = (chars: string, session_id = 7): readonly string[] =>
    lowered('write_stdin', { session_id, chars }, {}, surroundings)
      .filter(({ kind }) => kind === 'delete' || kind === 'edit')
      .map(shown);
  expect(typed('rm -r dra')).toEqual([]);
  expect(typed('rm elsewhere\n', 8)).toEqual(['delete {"path":"elsewhere","recursive":false}']);
  expect(typed('fts\nrm wro')).toEqual(['delete {"path":"drafts","recursive":true}']);
  expect(typed('\u0003rm right\r')).toEqual(['delete {"path":"right","recursive":false}']);
  expect(typed("cat > notes <<'END'\nrm nothing\n")).toEqual([]);
  expect(typed('END\n')).toEqual(['edit {"path":"notes","mode":"overwrite","after":"rm nothing\\n"}']);
});

test('a script that does nothing is understood, and a call whose arguments say nothing is doubtful', () => {
  const nothing: readonly (readonly [string, Json])[] = [
    ['bash', { command: '# disable the watchdog' }],
    ['bash', { command: 'enabled=0' }],
    ['write_stdin', { session_id: 7, chars: '' }],
    ['powershell', { command: '$enabled = 0' }],
  ];
  for (const [tool, input] of nothing) expect(effects(tool, input)).toEqual([]);
  const doubt = (tool: string, input: Json): readonly unknown[] =>
    lowered(tool, input).map((effect) => [effect.kind, 'unsure' in effect && effect.unsure]);
  expect(doubt('bash', {})).toEqual([['invoke', 'its arguments are not in the log']]);
  expect(doubt('write_file', { content: 'a' })).toEqual([['invoke', 'its arguments say nothing that can be read']]);
  expect(doubt('apply_patch', { patch: 'as agreed' })).toEqual([['invoke', 'its arguments say nothing that can be read']]);
});

test.each([
  ['------- SEARCH\na: 1\n=======\na: 2\n+++++++ REPLACE\n'],
  ['<<<<<<< SEARCH\n:start_line:4\n-------\na: 1\n=======\na: 2\n>>>>>>> REPLACE'],
])('a diff of what is sought and what comes in its place is an edit: %j', (diff) => {
  const tools: Tools = { replace_in_file: { edit: { path: 'path', mode: 'replace', after: 'diff' } } };
  const found = effects('replace_in_file', { path: 'a.yml', diff: `${diff}\n${diff.replaceAll('a:', 'b:')}` }, tools);
  expect(found.filter((each) => each.startsWith('edit'))).toEqual([
    'edit {"path":"a.yml","mode":"replace","before":"a: 1","after":"a: 2"}',
    'edit {"path":"a.yml","mode":"replace","before":"b: 1","after":"b: 2"}',
  ]);
});
