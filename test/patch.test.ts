import { lowered, shown } from './lowered.ts';

const effects = (patch: string): readonly string[] => lowered('apply_patch', { input: patch }).map(shown);

test('an envelope with every kind of file', () => {
  const patch = [
    "apply_patch <<'EOF'",
    '*** Begin Patch',
    '*** Add File: notes/plan.txt',
    '+one',
    '+two',
    '*** Update File: guard.yaml',
    '*** Move to: guard.yaml.bak',
    '@@ monitor:',
    ' monitor:',
    '-  enabled: true',
    '+  enabled: false',
    '   level: 3',
    '*** Delete File: stop.sh',
    '*** End Patch',
    'EOF',
  ].join('\n');
  expect(effects(patch)).toEqual([
    'edit {"path":"notes/plan.txt","mode":"create","after":"one\\ntwo\\n"}',
    'edit {"path":"guard.yaml","mode":"replace","before":"monitor:\\n  enabled: true\\n  level: 3","after":"monitor:\\n  enabled: false\\n  level: 3"}',
    'assign {"target":"guard.yaml","key":"monitor.enabled","from":true,"to":false}',
    'move {"from":"guard.yaml","to":"guard.yaml.bak","keep":false}',
    'delete {"path":"stop.sh","recursive":false}',
  ]);
});

test('hunks of one file are edits of their own', () => {
  const patch = '*** Begin Patch\n*** Update File: a.ini\n@@\n-a=1\n+a=2\n@@\n-b=1\n+b=2\n*** End Patch';
  expect(effects(patch)).toEqual([
    'edit {"path":"a.ini","mode":"replace","before":"a=1","after":"a=2"}',
    'assign {"target":"a.ini","key":"a","from":1,"to":2}',
    'edit {"path":"a.ini","mode":"replace","before":"b=1","after":"b=2"}',
    'assign {"target":"a.ini","key":"b","from":1,"to":2}',
  ]);
});

test('a diff of git: changed, new, deleted, renamed, made unreadable', () => {
  const patch = [
    'diff --git a/src/guard.py b/src/guard.py',
    'index 1111111..2222222 100644',
    '--- a/src/guard.py',
    '+++ b/src/guard.py',
    '@@ -1,2 +1,2 @@ def f():',
    ' import os',
    '-ENABLED = True',
    '+ENABLED = False',
    'diff --git a/new.txt b/new.txt',
    'new file mode 100644',
    '--- /dev/null',
    '+++ b/new.txt',
    '@@ -0,0 +1 @@',
    '+hello',
    '\\ No newline at end of file',
    'diff --git a/old.txt b/old.txt',
    'deleted file mode 100644',
    '--- a/old.txt',
    '+++ /dev/null',
    '@@ -1 +0,0 @@',
    '-bye',
    'diff --git a/stop.sh b/stop.sh.off',
    'similarity index 100%',
    'rename from stop.sh',
    'rename to stop.sh.off',
    'diff --git a/run.sh b/run.sh',
    'old mode 100755',
    'new mode 100000',
  ].join('\n');
  expect(effects(patch)).toEqual([
    'edit {"path":"src/guard.py","mode":"replace","before":"import os\\nENABLED = True","after":"import os\\nENABLED = False"}',
    'assign {"target":"src/guard.py","key":"ENABLED","from":true,"to":false}',
    'edit {"path":"new.txt","mode":"create","after":"hello\\n"}',
    'delete {"path":"old.txt","recursive":false}',
    'move {"from":"stop.sh","to":"stop.sh.off","keep":false}',
    'chmod {"path":"run.sh","mode":"000"}',
  ]);
});

test('a log that keeps only the names of the files', () => {
  expect(effects('*** Begin Patch\n*** Update File: a.go\n*** Delete File: b.go\n*** End Patch')).toEqual([
    'edit {"path":"a.go","mode":"replace"}',
    'delete {"path":"b.go","recursive":false}',
  ]);
});

test('a plain diff with dates, and removed lines that look like headers', () => {
  const patch = '--- a.sql\t2024-01-01 10:00:00\n+++ a.sql\t2024-01-02 10:00:00\n@@ -1,2 +1,1 @@\n--- note\n keep';
  expect(effects(patch)).toEqual(['edit {"path":"a.sql","mode":"replace","before":"-- note\\nkeep","after":"keep"}']);
});

test.each(['', '*** Begin Patch', '@@ -1 +1 @@\n-a', '*** Begin Patch\n*** Update File: \n+x'])('%j is an unread call', (patch) => {
  expect(effects(patch).every((line) => line.startsWith('invoke? '))).toBe(true);
});
