// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shell's own expansions.
import { shell } from '../src/actions/shell.ts';
import { processorSeconds } from './seconds.ts';
import { does, effectsOf, sceneOf, told } from './told.ts';

/** What commands do beside being run, in the words of `told`: `?` before an effect that is not sure. Without it, it is. */
const ROWS: readonly (readonly [command: string, ...effects: readonly string[]])[] = [
  // lists, loops, conditions
  ['cd /x && rm a; rm b', 'delete /x/a', 'delete /x/b'],
  ['cd /x; cd -; rm a', 'delete /w/a'],
  ['cd x; cd x; rm a', 'delete /w/x/a'],
  ['cd x; cd y; cd x; rm a', 'delete /w/x/y/x/a'],
  ['cd /x/y; cd ..; cd ..; rm a', 'delete /a'],
  ['(cd /x; rm a); rm b', 'delete /x/a', 'delete /w/b'],
  ['cd /x || rm a; rm b', 'delete /x/a', 'delete /x/b'],
  ['if cd /x; then rm a; else rm b; fi', 'delete /x/a', 'delete /x/b'],
  ['case $x in a) rm a;; *) rm b;; esac', 'delete /w/a', 'delete /w/b'],
  ['for f in a b; do rm $f; done', 'delete /w/a', 'delete /w/b'],
  ['for f in *.log; do rm "$f"; done', '? delete /w/*.log'],
  ['for i in {1..3}; do rm f$i; done', 'delete /w/f1', 'delete /w/f2', 'delete /w/f3'],
  ['for i in $(seq 2); do rm f$i; done', 'delete /w/f1', 'delete /w/f2'],
  ['while true; do rm a; done', 'delete /w/a'],
  [`printf 'a\\nb\\n' | while read f; do rm "$f"; done`, 'delete /w/a', 'delete /w/b'],
  ['ls /d | while read f; do rm "$f"; done', '? delete /d/*'],
  ['while read f; do rm "$f"; done < list', '? delete $f', 'read /w/list'],
  ['{ echo a; echo b; } > f', 'overwrite /w/f + a\\nb\\n'],
  ['(echo a; rm b) | cat > f', 'delete /w/b', 'overwrite /w/f + a\\n'],
  ['f() { rm "$1"; }; f x; f y', 'delete /w/x', 'delete /w/y'],
  ['function g { mv $1 $2; }\ng a b', 'move /w/a /w/b'],
  ['! rm a', 'delete /w/a'],
  ['time rm a', 'delete /w/a'],
  ['rm a &', 'delete /w/a'],
  ['rm a # rm b', 'delete /w/a'],
  ['coproc rm a', 'delete /w/a'],
  ['[[ -f $(rm a) ]] && rm b', 'delete /w/a', 'delete /w/b'],
  ['for ((i=0;i<3;i++)); do rm a; done', 'delete /w/a'],
  // words
  ['x=/srv; rm $x/a ${x}/b "${x}"', 'delete /srv/a', 'delete /srv/b', 'delete /srv'],
  ['rm ${x:-/d}/a', 'delete /d/a'],
  [
    'x=a.tar.gz; rm ${x%.gz} ${x%%.*} ${x#a.} ${x/tar/zip} ${x^^} ${#x}',
    'delete /w/a.tar',
    'delete /w/a',
    'delete /w/tar.gz',
    'delete /w/a.zip.gz',
    'delete /w/A.TAR.GZ',
    'delete /w/8',
  ],
  ['x="a b"; rm $x "$x"', 'delete /w/a', 'delete /w/b', 'delete /w/a b'],
  ['a=(x y); rm "${a[@]}" ${a[1]} $a', 'delete /w/x', 'delete /w/y', 'delete /w/y', 'delete /w/x', 'delete /w/y'],
  ['a=(x); a+=(y); rm "${a[@]}"', 'delete /w/x', 'delete /w/y'],
  ['rm {a,b}{1,2}', 'delete /w/a1', 'delete /w/a2', 'delete /w/b1', 'delete /w/b2'],
  ['rm a{x,{y,z}}', 'delete /w/ax', 'delete /w/ay', 'delete /w/az'],
  ["rm $'a\\tb' a\\ b 'c d'", 'delete /w/a\tb', 'delete /w/a b', 'delete /w/c d'],
  ['rm $(echo a b)', 'delete /w/a', 'delete /w/b'],
  ['rm "$(pwd)/a"', 'delete /w/a'],
  ['rm `dirname /a/b/c` $(basename /a/b.c .c)', 'delete /a/b', 'delete /w/b'],
  ['rm $(date)', '? delete $(date)'],
  ['rm $((1+1))', '? delete $((1+1))'],
  ["x=$(find /d -name '*.y'); rm $x", '? delete /d/**/*.y'],
  ['set -- a b; rm "$@"', 'delete /w/a', 'delete /w/b'],
  ['rm $1', '? delete $1'],
  ['rm ~bob/x', 'delete ~bob/x'],
  ['rm [ab].txt ?.log', '? delete /w/[ab].txt', '? delete /w/?.log'],
  ['export D=/d; rm $D/a', 'set D = /d', 'delete /d/a'],
  ['D=/d rm $D/a', 'set D = /d', '? delete $D/a'],
  ['unset D; rm $D', 'set D', '? delete $D'],
  ["alias del='rm -f'; del a", 'delete /w/a'],
  ['declare -x ON=0', 'set ON = 0'],
  ['ON=0 ./start', 'set ON = 0'],
  ['readonly A=b; rm $A', 'delete /w/b'],
  // redirections
  ['> f', 'overwrite /w/f + '],
  [': > f', 'overwrite /w/f + '],
  ['echo a > f', 'overwrite /w/f + a\\n'],
  ['echo -n a >> f', 'append /w/f + a'],
  ['echo a > "$f"', '? overwrite $f + a\\n'],
  ["echo -e 'a\\nb' > f", 'overwrite /w/f + a\\nb\\n'],
  ["printf '%s=%d\\n' on 0 > f", 'overwrite /w/f + on=0\\n', 'set /w/f on = 0'],
  ['cat > f <<EOF\nx=1\nEOF', 'overwrite /w/f + x=1\\n', 'set /w/f x = 1'],
  ["cat <<'EOF' > f\n$x\nEOF", 'overwrite /w/f + $x\\n'],
  ['cat <<-EOF > f\n\ta\n\tEOF', 'overwrite /w/f + a\\n'],
  ['x=1; cat > f <<EOF\nx=$x $(echo y)\nEOF', 'overwrite /w/f + x=1 y\\n', 'set /w/f x = 1 y'],
  ['cat <<< a > f', 'overwrite /w/f + a\\n'],
  ['cat << EOF | tee f\na\nEOF', 'overwrite /w/f + a\\n'],
  ['cat < f', 'read /w/f'],
  ['make > out 2> err', 'overwrite /w/out', 'overwrite /w/err'],
  ['make &> out', 'overwrite /w/out'],
  ['make >/dev/null 2>&1'],
  ['echo a | tee f > /dev/null', 'overwrite /w/f + a\\n'],
  ['echo a | sudo tee -a /etc/x', 'append /etc/x + a\\n'],
  ['exec > f', 'overwrite /w/f'],
  ['sort < a > b', 'read /w/a', 'overwrite /w/b'],
  ['tee >(cat > f) < a', 'overwrite /w/f', 'read /w/a'],
  ['diff <(cat a) <(cat b)', 'read /w/a', 'read /w/b', 'read /w/a', 'read /w/b'],
  ['echo a >| f', 'overwrite /w/f + a\\n'],
  ['cat a b >> c', 'read /w/a', 'read /w/b', 'pack /w/a /w/b > /w/c', 'append /w/c'],
  // wrappers
  ['sudo rm a', 'delete /w/a'],
  ['sudo -u bob -E rm a', 'delete /w/a'],
  ['sudo A=b rm a', 'set A = b', 'delete /w/a'],
  ['doas rm a', 'delete /w/a'],
  ['env -i A=b rm a', 'set A = b', 'delete /w/a'],
  ['nohup rm a &', 'delete /w/a'],
  ['timeout -s KILL 5 rm a', 'delete /w/a'],
  ['nice -n 5 ionice -c 3 rm a', 'delete /w/a'],
  ['stdbuf -oL rm a', 'delete /w/a'],
  ['setsid rm a', 'delete /w/a'],
  ['command rm a', 'delete /w/a'],
  ['command -v rm'],
  ['exec rm a', 'delete /w/a'],
  ["watch -n 1 'rm a; rm b'", 'delete /w/a', 'delete /w/b'],
  ['strace -f -o log rm a', 'delete /w/a'],
  ['flock /tmp/l rm a', 'delete /w/a'],
  ["flock /tmp/l -c 'rm a'", 'delete /w/a'],
  ["su -c 'rm a'", 'delete /w/a'],
  ["su - bob -c 'rm a'", 'delete /w/a'],
  ["bash -c 'rm a'", 'delete /w/a'],
  ['bash -lc "cd /x && rm a"', 'delete /x/a'],
  ["sh -ec 'rm a'", 'delete /w/a'],
  [`bash -c 'rm "$1"' _ x`, 'delete /w/x'],
  ['eval "rm a"', 'delete /w/a'],
  ["eval rm '$HOME/a'", 'delete ~/a'],
  ["sudo sh -c 'echo 0 > /proc/x'", 'overwrite /proc/x + 0\\n'],
  ['echo a b | xargs rm', 'delete /w/a', 'delete /w/b'],
  ["find . -name '*.o' | xargs -n1 rm -f", '? delete /w/**/*.o'],
  ['echo a | xargs -I{} mv {} {}.bak', 'move /w/a /w/a.bak'],
  ["ls | xargs -I % sh -c 'rm %'", '? delete /w/*'],
  ['parallel rm ::: a b', 'delete /w/a', 'delete /w/b'],
  ["find /d -name '*.y' -delete", '? delete /d/**/*.y'],
  ['find /d -delete', 'delete /d/'],
  ['find /d -type f -exec rm {} +', '? delete /d/**/*'],
  [`find /d -name x -exec sh -c 'rm "$1"' _ {} \\;`, '? delete /d/**/x'],
  ["tmux new -d 'rm a'", 'delete /w/a'],
  ["tmux send-keys -t x 'rm a' Enter", 'delete /w/a'],
  ['busybox rm a', 'delete /w/a'],
  ['/usr/bin/rm a', 'delete /w/a'],
  ['\\rm a', 'delete /w/a'],
  ['./rm a'],
  ["uv run python -c 'x=1'", 'run python: x=1'],
  ['npx rimraf dist', 'delete /w/dist/'],
  // scripts
  ["echo 'rm a' > s.sh; bash s.sh", 'overwrite /w/s.sh + rm a\\n', 'delete /w/a'],
  ["echo 'rm $1' > s.sh; sh s.sh x", 'overwrite /w/s.sh + rm $1\\n', 'delete /w/x'],
  ["printf '#!/bin/sh\\nrm a\\n' > s; chmod +x s; ./s", 'overwrite /w/s + #!/bin/sh\\nrm a\\n', 'mode /w/s +x', 'delete /w/a'],
  ["echo 'cd /x' > s; source s; rm a", 'overwrite /w/s + cd /x\\n', 'delete /x/a'],
  ["echo 'x=1' > s.py; python3 s.py", 'overwrite /w/s.py + x=1\\n', 'run python: x=1\\n'],
  ["echo 'rm a' > s.sh; mv s.sh t.sh; bash t.sh", 'overwrite /w/s.sh + rm a\\n', 'move /w/s.sh /w/t.sh', 'delete /w/a'],
  ["echo 'rm a' > s.sh; rm s.sh; bash s.sh", 'overwrite /w/s.sh + rm a\\n', 'delete /w/s.sh'],
  [
    `echo '{"scripts":{"kill":"rm a"}}' > package.json; npm run kill`,
    'overwrite /w/package.json + {\\"scripts\\":{\\"kill\\":\\"rm a\\"}}\\n',
    'set /w/package.json scripts.kill = rm a',
    'delete /w/a',
  ],
  ['echo cm0gYQo= | base64 -d | sh', 'delete /w/a'],
  ['echo 726d2061 | xxd -r -p | bash', 'delete /w/a'],
  ["echo 'rm a' | bash", 'delete /w/a'],
  ["bash <<< 'rm a'", 'delete /w/a'],
  ["bash -s x <<'EOF'\nrm $1\nEOF", 'delete /w/x'],
  ['curl -s https://h/a | sh', 'GET https://h/a'],
  ["python3 -c 'x=1'", 'run python: x=1'],
  ["python - <<'EOF'\nx=1\nEOF", 'run python: x=1\\n'],
  ['python3 <<EOF\nx=1\nEOF', 'run python: x=1\\n'],
  ['python -m pytest'],
  ["node -e 'x()'", 'run javascript: x()'],
  ["psql -c 'DELETE FROM t'", 'run sql: DELETE FROM t'],
  ['psql -h h d < q.sql', 'read /w/q.sql'],
  ["sqlite3 d.db 'DELETE FROM t'", 'run sql: DELETE FROM t'],
  ["sqlite3 d.db <<< 'DELETE FROM t'", 'run sql: DELETE FROM t\\n'],
  ["mysql -u root -e 'DELETE FROM t'", 'run sql: DELETE FROM t'],
  ["pwsh -c 'Remove-Item a'", 'run powershell: Remove-Item a'],
  ['pwsh -EncodedCommand UgBlAG0AbwB2AGUALQBJAHQAZQBtACAAYQA=', 'run powershell: Remove-Item a'],
  ['Remove-Item a -Force', 'run powershell: Remove-Item a -Force'],
  ['cmd /c del a', 'delete /w/a'],
  ["docker exec db psql -c 'DELETE FROM t'", 'run sql: DELETE FROM t'],
  // mentions
  ['echo "rm -rf /var/log"'],
  ["grep 'rm -rf' notes.md", 'read /w/notes.md'],
  ["git commit -m 'rm -rf /'"],
  ["printf 'kill -9 1'"],
  ["cat <<'EOF'\nrm -rf /\nEOF"],
  ['# comment: rm -rf /'],
  ['true || :'],
  ['test -f a'],
  ['ls *.log'],
  // broken
  ["echo 'unclosed; rm a"],
  ['rm a\necho "x', 'delete /w/a'],
  ['rm a;; rm b', '? delete /w/a', '? delete /w/b'],
  ['rm a &&', '? delete /w/a'],
  ["mv a b && cat > a <<'E'\nx\nE\n&& rm c", 'move /w/a /w/b', 'overwrite /w/a + x\\n', '? delete /w/c'],
  ['if true; then rm a', '? delete /w/a'],
  [') rm a', '? delete /w/a'],
  ['git diff &gt; f &amp;&amp; rm a', 'overwrite /w/f', 'delete /w/a'],
  ['cat &lt;&lt;EOF &gt; f\na &amp;&amp; b\nEOF', 'overwrite /w/f + a && b\\n'],
  ['echo &quot;a b&quot; &gt; f', 'overwrite /w/f + a b\\n'],
  ['echo "a &amp; b" > f', 'overwrite /w/f + a &amp; b\\n'],
  ["echo '&lt;p&gt;' > f", 'overwrite /w/f + &lt;p&gt;\\n'],
  // a terminator that was escaped twice
  ["find /d -name '.*' -exec rm -rf {} \\\\;", '? delete /d/**/.*/'],
];

test.each(ROWS)('%s', (command, ...effects) => {
  expect(does(command)).toEqual(effects);
});

test('one world for the commands of one session', () => {
  expect(does('cd /x', 'x=a', 'rm $x')).toEqual(['delete /x/a']);
  expect(does('clean() { rm -r "$1"; }', 'clean logs')).toEqual(['delete /w/logs/']);
  expect(does('ln -s /etc/kill.yaml k', 'echo > k', 'rm k', 'echo > k')).toEqual([
    'link /w/k /etc/kill.yaml',
    'overwrite /etc/kill.yaml + \\n',
    'delete /w/k',
    'overwrite /w/k + \\n',
  ]);
  expect(does("printf 'on: true\\n' > c", "sed -i 's/true/false/' c")).toEqual([
    'overwrite /w/c + on: true\\n',
    'set /w/c on = true',
    'replace /w/c - on: true + on: false',
    'set /w/c on = false',
  ]);
});

/** Every command that runs, its program and arguments; wrappers are not commands of their own. */
const EXECS: readonly (readonly [command: string, ...execs: readonly string[]])[] = [
  ['a x && b || c; d', '$ a x', '$ b', '$ c', '$ d'],
  ['sudo -u bob timeout 5 /opt/tool x', '$ /opt/tool x'],
  ['ssh h "a | b"', '$ ssh h a | b', '$ a @h', '$ b @h'],
  ['echo $(a) `b` <(c)', '$ a', '$ b', '$ c', '$ echo $(a) `b` /dev/fd/63'],
  ['$TOOL x', '? $ $TOOL x'],
  ['if a; then b; elif c; then d; else e; fi', '$ a', '$ b', '$ c', '$ d', '$ e'],
  ['until a; do b; done', '$ a', '$ b'],
  ['cat <<EOF\n$(a)\nEOF', '$ a', '$ cat'],
  ['((', '? $ (('],
];

test.each(EXECS)('runs: %s', (command, ...execs) => {
  const found = effectsOf([command]).filter((effect) => effect.kind === 'exec');
  expect(found.map(told)).toEqual(execs);
});

test('says how a command was asked', () => {
  const [exec, remove] = effectsOf(["sudo bash -c 'nohup rm a'"]).slice(-2);
  expect(exec?.via).toEqual(['Bash', 'sudo', 'bash', 'nohup', 'rm']);
  expect(remove?.via).toEqual(exec?.via);
});

test('keeps code and input with the command', () => {
  const found = effectsOf(["cat f | grep x | python3 -c 'y()'"]);
  const last = found.findLast((effect) => effect.kind === 'exec');
  expect(last).toMatchObject({ program: 'python3', code: 'y()', input: { program: 'grep', input: { program: 'cat' } } });
});

test('points at the command inside a script', () => {
  const script = 'cd /x\nrm a # why\nbash -c "rm b"';
  const spans = effectsOf([script])
    .filter((effect) => effect.kind === 'delete')
    .map(({ at }) => script.slice(...at.span!));
  expect(spans).toEqual(['rm a', 'bash -c "rm b"']);
});

test('does not point into text that is not there', () => {
  const found = shell('echo a &gt; f &amp;&amp; rm b', sceneOf('echo a &gt; f &amp;&amp; rm b'));
  expect(found.every(({ at }) => at.span === undefined)).toBe(true);
  expect(shell('a; rm b', sceneOf('something else')).every(({ at }) => at.span === undefined)).toBe(true);
});

describe('hostile text', () => {
  const repeat = (text: string, count: number): string => text.repeat(count);
  const bomb = 'f() { f; f; f; f; f; f; f; f; f; f; }; f';
  const loops = `${repeat('for i in {1..64}; do ', 8)}:${repeat('; done', 8)}`;
  const doubling = `x=aaaaaaaa;${repeat('x=$x$x;', 64)}rm $x`;
  const TEXTS: readonly (readonly [name: string, text: string])[] = [
    ['subshells', repeat('(', 100_000)],
    ['substitutions', repeat('$(', 50_000)],
    ['quoted substitutions', repeat('"$(echo ', 20_000)],
    ['parameters', repeat('${x:-', 30_000)],
    ['braces', `rm ${repeat('{a,b}', 40)}`],
    ['nested braces', `rm ${repeat('{a,', 5_000)}${repeat('}', 5_000)}`],
    ['backticks', repeat('`', 30_000)],
    ['quotes', repeat(`'"`, 50_000)],
    ['here-documents', repeat('cat <<A\n', 5_000)],
    ['commands', repeat('a;', 200_000)],
    ['one word', repeat('a', 1 << 20)],
    [
      'a megabyte of noise',
      Array.from({ length: 1 << 20 }, (_, index) => String.fromCharCode(32 + ((index * 7919 + (index >> 3)) % 95))).join(''),
    ],
    ['syntax errors', repeat(';; ) }\n', 30_000)],
    ['calls', bomb],
    ['loops', loops],
    ['doubling', doubling],
    ['eval', `x='eval "$x";eval "$x"'; eval "$x"`],
    ['fork bomb', ':(){ :|:& };:'],
    ['commands in commands', repeat('find . -exec ', 20_000)],
    ['a long argument', `bash -c '${repeat('a;', 100_000)}'`],
    ['aliases', 'alias a=b b=a; a'],
    ['patterns', `x=${repeat('a', 1_000)}; rm \${x//*a*b/c} \${x##*a*a*b}`],
    ['sed', `sed -i 's/${repeat('\\(', 5_000)}/${repeat('a*', 5_000)}/;${repeat('s', 9_000)}' f`],
    ['names of prototypes', 'constructor; __proto__ x; toString=1 hasOwnProperty; git constructor; docker __proto__'],
    ['nothing', ''],
    ['zero bytes', 'rm \u0000a\u0000; \ud800'],
  ];

  test.each(TEXTS)('%s', (_, text) => {
    let found: ReturnType<typeof effectsOf> = [];
    const seconds = processorSeconds(() => {
      found = effectsOf([text]);
    });
    expect(seconds).toBeLessThan(20);
    expect(found.length).toBeLessThan(300_000);
    expect(found.every((effect) => effect.kind !== 'exec' || effect.program.length <= 1 << 20)).toBe(true);
  });

  test('says where it stopped', () => {
    expect(effectsOf([bomb]).some((effect) => effect.unsure !== undefined)).toBe(true);
    expect(effectsOf([loops]).at(-1)?.unsure).toBe('does too much to be followed to its end');
    expect(effectsOf([`rm a\n${repeat('# x\n', 100_000)}rm b`]).at(-1)?.unsure).toBe('too long to be read whole');
  });
});
