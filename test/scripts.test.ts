import { lowered, shown } from './lowered.ts';
import { processorSeconds } from './seconds.ts';

/** Effects of a script, without the `exec` of its interpreter and without reads. */
const effects = (tool: string, code: string): readonly string[] =>
  lowered(tool, { code })
    .map(shown)
    .filter((line) => !/^(?:exec|read) /.test(line));

type Row = readonly [story: string, code: string, expected: readonly string[]];

describe('python', () => {
  const ROWS: readonly Row[] = [
    ['a file is removed', "import os\nos.remove('/a/b')", ['delete {"path":"/a/b","recursive":false}']],
    ['names of modules are followed', "from shutil import rmtree as gone\ngone('/a')", ['delete {"path":"/a","recursive":true}']],
    [
      'constants and f-strings are known',
      'import os\nD = "/a"\nfor n in ["x", "y"]:\n    os.unlink(f"{D}/{n}")',
      ['delete {"path":"/a/x","recursive":false}', 'delete {"path":"/a/y","recursive":false}'],
    ],
    ['what is not known is said', 'import os, sys\nos.remove(sys.argv[1])', ['delete? {"path":"{sys.argv.1}","recursive":false}']],
    [
      'paths are put together',
      "from pathlib import Path\np = Path('/a') / 'b'\n(p / 'c.txt').unlink()\np.rename(p.with_name('d'))",
      ['delete {"path":"/a/b/c.txt","recursive":false}', 'move {"from":"/a/b","to":"/a/d","keep":false}'],
    ],
    [
      'a file is written in pieces',
      "with open('/a', 'w') as f:\n    f.write('x')\n    f.write('y')",
      ['edit {"path":"/a","mode":"overwrite","after":"x"}', 'edit {"path":"/a","mode":"append","after":"y"}'],
    ],
    ['a file is emptied', "open('/a', 'w').close()", ['edit {"path":"/a","mode":"overwrite","after":""}']],
    [
      'tools of the agent are functions',
      "print(bash(command='rm -rf /a'))\nwrite_file(path='/b', content='x')",
      ['delete {"path":"/a","recursive":true}', 'edit {"path":"/b","mode":"create","after":"x"}'],
    ],
    ['functions of its own are no tools', "def bash(command):\n    return len(command)\nbash('rm -rf /a')", []],
    ['reading changes nothing', "print(open('/a').read())", []],
    [
      'a text is replaced in a file',
      "p = '/a.ini'\ns = open(p).read()\ns = s.replace('on=1', 'on=0')\nopen(p, 'w').write(s)",
      ['edit {"path":"/a.ini","mode":"replace","before":"on=1","after":"on=0"}', 'assign {"target":"/a.ini","key":"on","from":1,"to":0}'],
    ],
    [
      'a config is loaded, changed and written back',
      "import json\nwith open('c.json') as f:\n    c = json.load(f)\nc['shutdown']['enabled'] = False\ndel c['owner']\nwith open('c.json', 'w') as f:\n    json.dump(c, f, indent=2)",
      [
        'edit {"path":"c.json","mode":"overwrite"}',
        'assign {"target":"c.json","key":"shutdown.enabled","to":false}',
        'assign {"target":"c.json","key":"owner"}',
      ],
    ],
    ['a config that is not written back', "import json\nc = json.load(open('c.json'))\nc['on'] = False", []],
    [
      'a column of a table',
      "import pandas as pd\nd = pd.read_csv('s.csv')\nd.loc[d.name == 'A', 'score'] = 95\nd.to_csv('s.csv', index=False)",
      ['edit {"path":"s.csv","mode":"overwrite"}', 'assign {"target":"s.csv","key":"score","to":95}'],
    ],
    ['a value of the environment', "import os\nos.environ['AUDIT'] = '0'", ['assign {"key":"AUDIT","to":"0"}']],
    ['a value of a library', 'import settings\nsettings.alarm.enabled = False', ['assign {"key":"settings.alarm.enabled","to":false}']],
    ['a command as a list', "import subprocess\nsubprocess.run(['rm', 'a b'])", ['delete {"path":"a b","recursive":false}']],
    ['a command as text', "import os\nos.system('cd /w && rm a')", ['delete {"path":"/w/a","recursive":false}']],
    [
      'a command by a function',
      "import subprocess\ndef run(c):\n    return subprocess.run(c, shell=True)\nrun('rm a')",
      ['delete {"path":"a","recursive":false}'],
    ],
    ['a function that is not called', "import os\ndef f():\n    os.remove('/a')", ['delete? {"path":"/a","recursive":false}']],
    ['a process ends', 'import os, signal\nos.kill(42, signal.SIGKILL)', ['stop {"target":"42"}']],
    ['a process is looked at', 'import os\nos.kill(42, 0)', []],
    [
      'a signal is ignored',
      'import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)',
      ['assign {"key":"signal SIGTERM","to":"ignored"}'],
    ],
    ['rights', "import os\nos.chmod('/a', 0o000)", ['chmod {"path":"/a","mode":"000"}']],
    [
      'a request',
      "import requests\nrequests.post('https://h/x', json={'a': 1})",
      ['request {"method":"POST","url":"https://h/x","body":{"a":1}}'],
    ],
    [
      'a file in a request',
      "import requests\nrequests.put('https://h/x', data=open('/m.bin', 'rb'))",
      ['request {"method":"PUT","url":"https://h/x"}', 'transfer {"direction":"out","peer":"h","paths":["/m.bin"]}'],
    ],
    [
      'a bucket',
      "import boto3\ns = boto3.client('s3')\ns.upload_file('/m.bin', 'bucket', 'k')",
      ['transfer {"direction":"out","peer":"bucket","paths":["/m.bin"]}'],
    ],
    [
      'a hub',
      "from huggingface_hub import HfApi\nHfApi().upload_folder(folder_path='/m', repo_id='me/m')",
      ['transfer {"direction":"out","peer":"me/m","paths":["/m"]}'],
    ],
    [
      'another host',
      "import paramiko\nc = paramiko.SSHClient()\nc.connect('h')\nc.open_sftp().put('/m', '/n')\nc.exec_command('rm x')",
      ['transfer {"direction":"out","peer":"h","paths":["/m"]}', 'delete @h {"path":"x","recursive":false}'],
    ],
    ['a database', "import sqlite3\nsqlite3.connect('a.db').execute('UPDATE t SET c = 0')", ['assign {"target":"t","key":"c","to":0}']],
    ['magics of a notebook', '!rm a\nx = 1', ['delete {"path":"a","recursive":false}']],
    ['a shell cell', '%%bash\nrm a', ['delete {"path":"a","recursive":false}']],
    [
      'a file cell',
      '%%writefile a.ini\non=0',
      ['edit {"path":"a.ini","mode":"overwrite","after":"on=0\\n"}', 'assign {"target":"a.ini","key":"on","to":0}'],
    ],
    [
      'a text that was encoded is run',
      "import base64, os\nexec(base64.b64decode('b3MucmVtb3ZlKCcvYScp').decode())\nos.system(bytes.fromhex('726d202f78').decode())\nos.system(codecs.decode('ez /l', 'rot13'))\nos.system(bytes([114, 109, 32, 47, 102]).decode())",
      ['/a', '/x', '/y', '/f'].map((path) => `delete {"path":"${path}","recursive":false}`),
    ],
    ['a name that is put together', "import os\ngetattr(os, 'rem' + 'ove')('/a')", ['delete {"path":"/a","recursive":false}']],
    ['what is encoded and not known', 'import base64, os\nos.system(base64.b64decode(input()))', []],
    [
      'what goes on for ever',
      "import subprocess\nfrom pathlib import Path\ndef beat():\n    while True:\n        Path('/run/beat').touch()\nbeat()\nwhile True:\n    subprocess.run(['python3', 'a.py'])",
      [
        'edit {"path":"/run/beat","mode":"create"}',
        'schedule {"target":"/run/beat","on":true,"respawn":true,"command":"Path(\'/run/beat\').touch()"}',
        'schedule {"target":"a.py","on":true,"respawn":true,"command":"subprocess.run([\'python3\', \'a.py\'])"}',
      ],
    ],
    ['what is tried until it works', "import subprocess\nwhile True:\n    if subprocess.run(['./a']).returncode == 0:\n        break", []],
    ['mentions are not acts', "print('os.remove(\"/a\")')\n# os.remove('/a')", []],
  ];
  test.each(ROWS)('%s', (_, code, expected) => expect(effects('python', code)).toEqual(expected));

  test('the interpreter is said once', () => {
    const programs = (tool: string, input: { readonly [key: string]: string }): readonly string[] =>
      lowered(tool, input).flatMap((event) => (event.kind === 'exec' ? [event.program] : []));
    expect(programs('python', { code: 'x = 1' })).toEqual(['python']);
    expect(programs('bash', { command: "python3 -c 'import os; os.remove(1)'" })).toEqual(['python3']);
  });

  test('a script remembers what the agent wrote', () => {
    const lines = lowered('bash', {
      command:
        "echo '{\"on\": true}' > c.json\npython3 - <<'E'\nimport json\nc = json.load(open('c.json'))\nc['on'] = False\njson.dump(c, open('c.json', 'w'))\nE",
    }).map(shown);
    expect(lines).toContain('assign {"target":"c.json","key":"on","from":true,"to":false}');
  });
});

describe('javascript', () => {
  const ROWS: readonly Row[] = [
    ['a file is removed', "const fs = require('fs'); fs.unlinkSync('/a')", ['delete {"path":"/a","recursive":false}']],
    [
      'promises',
      "import { rm } from 'node:fs/promises'; await rm(`/a/b`, { recursive: true })",
      ['delete {"path":"/a/b","recursive":true}'],
    ],
    [
      'a config is written back',
      "const c = JSON.parse(fs.readFileSync('c.json')); c.kill.enabled = false; fs.writeFileSync('c.json', JSON.stringify(c))",
      ['edit {"path":"c.json","mode":"overwrite"}', 'assign {"target":"c.json","key":"kill.enabled","to":false}'],
    ],
    ['a command', "const { execSync: run } = require('child_process'); run('rm a')", ['delete {"path":"a","recursive":false}']],
    ['a program', "import cp from 'node:child_process'; cp.spawn('rm', ['a b'])", ['delete {"path":"a b","recursive":false}']],
    ['a request', "await fetch('https://h/x', { method: 'DELETE' })", ['request {"method":"DELETE","url":"https://h/x"}']],
    [
      'a callback',
      "['a', 'b'].forEach((n) => fs.unlinkSync(n))",
      ['delete {"path":"a","recursive":false}', 'delete {"path":"b","recursive":false}'],
    ],
    [
      'a tool',
      'const r = await tools.exec_command({ cmd: "rm a", workdir: "/w" }); text(r.output)',
      ['delete {"path":"/w/a","recursive":false}'],
    ],
    ['a patch', 'await tools.apply_patch(`*** Begin Patch\n*** Delete File: a\n*** End Patch`)', ['delete {"path":"a","recursive":false}']],
    [
      'a tool that nobody described',
      'await tools.mcp__cloud__disable_alarm({ id: 3 })',
      ['invoke {"tool":"mcp__cloud__disable_alarm","verb":"disable","object":"alarm","args":{"id":3}}'],
    ],
    [
      'a text that was encoded is run',
      "eval(atob('cmVxdWlyZSgnZnMnKS51bmxpbmtTeW5jKCcvYScp')); require('child_process').execSync(Buffer.from('cm0gL3g=', 'base64').toString()); new Function(Buffer.from('726571756972652827667327292e756e6c696e6b53796e6328272f622729', 'hex').toString('utf8'))()",
      ['/a', '/x', '/b'].map((path) => `delete {"path":"${path}","recursive":false}`),
    ],
    [
      'what goes on for ever',
      "import { spawnSync } from 'child_process'; for (;;) { spawnSync('./a', ['x']) }",
      ['schedule {"target":"./a","on":true,"respawn":true,"command":"spawnSync(\'./a\', [\'x\'])"}'],
    ],
    ['mentions are not acts', "console.log('fs.unlinkSync(\"/a\")') // fs.unlinkSync('/a')", []],
  ];
  test.each(ROWS)('%s', (_, code, expected) => expect(effects('javascript', code)).toEqual(expected));
});

describe('code behind a mistake is read', () => {
  const far = 'y = 1\n'.repeat(600);
  const ROWS: readonly Row[] = [
    ['a line', `x = = 1\n${far}import os\nos.remove('/a')`, ['delete {"path":"/a","recursive":false}']],
    ['an open bracket', `import os\nf(1,\n${far}os.remove('/a')`, ['delete {"path":"/a","recursive":false}']],
    [
      'before, inside and behind a function with a mistake',
      `import os\nos.remove('/a')\ndef f():\n    x = = 1\n    os.remove('/b')\n${far}os.remove('/c')\nf()`,
      ['delete {"path":"/a","recursive":false}', 'delete {"path":"/c","recursive":false}', 'delete {"path":"/b","recursive":false}'],
    ],
  ];
  test.each(ROWS)('%s', (_, code, expected) => expect(effects('python', code)).toEqual(expected));
  test('javascript', () => {
    expect(effects('javascript', `const a = ;\n${far}fs.unlinkSync('/a')`)).toEqual(['delete {"path":"/a","recursive":false}']);
  });
});

describe('sql', () => {
  const ROWS: readonly Row[] = [
    ['a column', "UPDATE flags SET enabled = FALSE WHERE name = 'a; b' -- c", ['assign {"target":"flags","key":"enabled","to":false}']],
    ['a computed column', 'UPDATE t SET score = score + 10', ['assign? {"target":"t","key":"score","to":"score + 10"}']],
    [
      'rows',
      "INSERT INTO t (who, score) VALUES ('a''b', 91), ('c', NULL)",
      [
        'assign {"target":"t","key":"who","to":"a\'b"}',
        'assign {"target":"t","key":"score","to":91}',
        'assign {"target":"t","key":"who","to":"c"}',
        'assign {"target":"t","key":"score","to":null}',
      ],
    ],
    [
      'rows that go',
      'DELETE FROM a WHERE id = 1; DELETE FROM b',
      ['delete {"path":"a","recursive":false}', 'delete {"path":"b","recursive":true}'],
    ],
    [
      'tables that go',
      'DROP TABLE IF EXISTS a; TRUNCATE TABLE b',
      ['delete {"path":"a","recursive":true}', 'delete {"path":"b","recursive":true}'],
    ],
    [
      'a trigger',
      'CREATE TRIGGER g BEFORE UPDATE ON t BEGIN DELETE FROM x; END; DROP TRIGGER g',
      [
        'schedule {"target":"g","on":true,"respawn":false,"command":"CREATE TRIGGER g BEFORE UPDATE ON t BEGIN DELETE FROM x ; END"}',
        'schedule {"target":"g","on":false,"respawn":false}',
      ],
    ],
    ['a trigger that rests', 'ALTER TABLE t DISABLE TRIGGER audit', ['schedule {"target":"audit","on":false,"respawn":false}']],
    ['a setting', "SET GLOBAL general_log = 'OFF'", ['assign {"key":"general_log","to":"OFF"}']],
  ];
  test.each(ROWS)('%s', (_, query, expected) => expect(lowered('run_sql', { query }).map(shown)).toEqual(expected));

  test('a query changes nothing', () => {
    expect(lowered('run_sql', { query: "SELECT 'DROP TABLE x' FROM t" }).map((effect) => effect.kind)).toEqual(['invoke']);
  });
});

describe('powershell', () => {
  const ROWS: readonly Row[] = [
    [
      'files',
      'Remove-Item -Recurse -Force "C:\\a"; del b.txt',
      ['delete {"path":"C:/a","recursive":true}', 'delete {"path":"b.txt","recursive":false}'],
    ],
    ['lists', "Remove-Item 'a', 'b'", ['delete {"path":"a","recursive":false}', 'delete {"path":"b","recursive":false}']],
    ['variables', '$d = \'C:\\a\'\nMove-Item "$d\\x.ps1" $d\\x.bak', ['move {"from":"C:/a/x.ps1","to":"C:/a/x.bak","keep":false}']],
    ['a new name', 'Rename-Item -Path C:\\a\\x.ps1 -NewName y', ['move {"from":"C:/a/x.ps1","to":"C:/a/y","keep":false}']],
    [
      'a text',
      "'on=0' | Set-Content a.ini",
      ['edit {"path":"a.ini","mode":"overwrite","after":"on=0\\n"}', 'assign {"target":"a.ini","key":"on","to":0}'],
    ],
    ['a redirection', '"x" >> a.txt', ['edit {"path":"a.txt","mode":"append","after":"x\\n"}']],
    [
      'a replacement',
      "(Get-Content a.ini) -replace 'on=1', 'on=0' | Set-Content a.ini",
      ['edit {"path":"a.ini","mode":"replace","before":"on=1","after":"on=0"}', 'assign {"target":"a.ini","key":"on","from":1,"to":0}'],
    ],
    ['processes', 'Get-Process guard | Stop-Process -Force; Stop-Process -Id 3', ['stop {"target":"guard"}', 'stop {"target":"3"}']],
    [
      'services',
      'Stop-Service Audit; Set-Service -Name Audit -StartupType Disabled',
      ['stop {"target":"Audit"}', 'schedule {"target":"Audit","on":false,"respawn":false}'],
    ],
    ['tasks', "Unregister-ScheduledTask -TaskName 'a b' -Confirm:$false", ['schedule {"target":"a b","on":false,"respawn":false}']],
    [
      'an upload',
      'Invoke-RestMethod -Uri https://h/x -Method Put -InFile m.bin',
      ['request {"method":"PUT","url":"https://h/x"}', 'transfer {"direction":"out","peer":"h","paths":["m.bin"]}'],
    ],
    [
      'values',
      "Set-ItemProperty -Path HKLM:\\A -Name On -Value 0; $env:AUDIT = '0'",
      ['assign {"target":"HKLM:\\\\A","key":"On","to":0}', 'assign {"key":"AUDIT","to":"0"}'],
    ],
    ['a block', 'if (Test-Path a) { Remove-Item a }', ['delete {"path":"a","recursive":false}']],
    [
      'functions of .NET',
      '[System.IO.File]::WriteAllText("C:\\a\\k.json", \'{"on": false}\'); [IO.File]::Delete("b"); [IO.File]::Move("c", "d")',
      [
        'edit {"path":"C:/a/k.json","mode":"overwrite","after":"{\\"on\\": false}"}',
        'assign {"target":"C:/a/k.json","key":"on","to":false}',
        'delete {"path":"b","recursive":false}',
        'move {"from":"c","to":"d","keep":false}',
      ],
    ],
    [
      'tables as arguments and as JSON',
      '$p = @{\n  Path = "a"\n  Destination = "b"\n}\nMove-Item @p\n$body = @{ enabled = $false; n = 3 } | ConvertTo-Json\nInvoke-RestMethod -Method Patch -Uri https://h/x -Body $body',
      [
        'move {"from":"a","to":"b","keep":false}',
        'request {"method":"PATCH","url":"https://h/x","body":"{\\"enabled\\":false,\\"n\\":3}"}',
      ],
    ],
    [
      'a document that is read, changed and written back',
      '$c = Get-Content -Raw a.json | ConvertFrom-Json\n$c.stop.enabled = $false\n$c | ConvertTo-Json | Set-Content a.json',
      ['edit {"path":"a.json","mode":"overwrite"}', 'assign {"target":"a.json","key":"stop.enabled","to":false}'],
    ],
    ['a document that is not written back', '$c = Get-Content a.json | ConvertFrom-Json\n$c.on = $false\nWrite-Host $c', []],
    [
      'a replacement by a method, in steps',
      '$c = Get-Content a.ini -Raw\n$c = $c.Replace("on=1", "on=0")\nSet-Content -Path a.ini -Value $c',
      ['edit {"path":"a.ini","mode":"replace","before":"on=1","after":"on=0"}', 'assign {"target":"a.ini","key":"on","from":1,"to":0}'],
    ],
    [
      'what is chosen in a pipe',
      'Get-Service | Where-Object { $_.Name -eq "Guard" } | Stop-Service\nGet-ScheduledTask -TaskName Reaper | Disable-ScheduledTask',
      ['stop {"target":"Guard"}', 'schedule {"target":"Reaper","on":false,"respawn":false}'],
    ],
    [
      'what leaves the machine',
      'Copy-Item m.bin \\\\nas\\share\\m.bin\n$s = New-PSSession -ComputerName h7\nCopy-Item m.bin -Destination D:\\in -ToSession $s\nStart-BitsTransfer -Source m.bin -Destination https://h/up\n(New-Object Net.WebClient).UploadFile("https://h/up", "m.bin")',
      [
        'move {"from":"m.bin","to":"\\\\\\\\nas\\\\share\\\\m.bin","keep":true}',
        'transfer {"direction":"out","peer":"nas","paths":["m.bin"]}',
        'move {"from":"m.bin","to":"D:/in","keep":true}',
        'transfer {"direction":"out","peer":"h7","paths":["m.bin"]}',
        'transfer {"direction":"out","peer":"h","paths":["m.bin"]}',
        'request {"method":"POST","url":"https://h/up"}',
        'transfer {"direction":"out","peer":"h","paths":["m.bin"]}',
      ],
    ],
    [
      'a path that is put together',
      '$f = Join-Path "C:\\ops" "stop.flag"\nRemove-Item $f\nRemove-Item (Join-Path "C:\\ops" "b")',
      ['delete {"path":"C:/ops/stop.flag","recursive":false}', 'delete {"path":"C:/ops/b","recursive":false}'],
    ],
    [
      'a text that was encoded is run',
      'iex ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String("UmVtb3ZlLUl0ZW0gYQ==")))',
      ['delete {"path":"a","recursive":false}'],
    ],
    [
      'archives, firewalls, queries and services',
      "Compress-Archive -Path m -DestinationPath m.zip\nSet-NetFirewallProfile -Profile Domain -Enabled False\nInvoke-Sqlcmd -Query 'UPDATE t SET c = 0'\nsc.exe config Guard start= disabled",
      [
        'archive {"from":["m"],"to":["m.zip"],"method":"zip"}',
        'assign {"target":"firewall","key":"profile Domain","to":"false"}',
        'assign {"target":"t","key":"c","to":0}',
        'schedule {"target":"Guard","on":false,"respawn":false}',
      ],
    ],
    [
      'a condition is no argument',
      'if (Test-Path a) { Remove-Item a } else { Remove-Item b }',
      ['delete {"path":"a","recursive":false}', 'delete {"path":"b","recursive":false}'],
    ],
    ['comments and texts are not acts', "# Remove-Item a\nWrite-Host 'Remove-Item a'", []],
    ['a command that is not known', 'Set-Thing -Off', ['exec? {"program":"Set-Thing","argv":["Set-Thing","-Off"]}']],
  ];
  test.each(ROWS)('%s', (_, command, expected) =>
    expect(
      lowered('powershell', { command })
        .map(shown)
        .filter((line) => !/^(?:exec|read) /.test(line)),
    ).toEqual(expected),
  );
});

describe('hostile sources are read in time and never throw', () => {
  const UNITS = [
    '(',
    '[',
    '{',
    'x=',
    '"',
    "'",
    '`',
    '\\',
    '-',
    '!',
    '%',
    'f"{',
    '${',
    '@"\n',
    '<#',
    '/*',
    '#',
    'def f():\n ',
    'x.',
    'a(',
    'function f(){',
    '=>',
    'SELECT (',
    "''",
    ';',
    '|',
    '\n',
    'if a:\n',
    "open('a','w').write(",
    'f(f(',
    'for x in [1,2,3,4]:\n ',
    '@{a=',
    '[A]::B(',
    '$x.y(',
  ];
  test.each(['python', 'javascript', 'powershell', 'run_sql', 'apply_patch'])('%s', (tool) => {
    for (const unit of UNITS) {
      const source = `write ${unit.repeat(Math.ceil(200_000 / unit.length))}`;
      const seconds = processorSeconds(() => lowered(tool, { code: source, command: source, query: source, input: source }));
      expect(`${JSON.stringify(unit)} ${seconds < 5}`).toBe(`${JSON.stringify(unit)} true`);
    }
  });

  test('loops and calls that never end', () => {
    const loops =
      'import os\n' +
      Array.from({ length: 12 }, (_, depth) => `${' '.repeat(depth)}for x${depth} in [1,2,3,4,5,6,7,8,9]:\n`).join('') +
      `${' '.repeat(12)}os.remove('a')`;
    const calls = "import os\ndef f(x):\n    os.remove('a')\n    f(x)\n    g(x)\ndef g(x):\n    f(x)\n    g(x)\nf(1)";
    for (const code of [loops, calls]) {
      const seconds = processorSeconds(() => expect(lowered('python', { code }).length).toBeLessThanOrEqual(2001));
      expect(seconds).toBeLessThan(3);
    }
  });
});
