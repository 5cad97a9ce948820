import { lowered, shown } from './lowered.ts';
import { processorSeconds } from './seconds.ts';

const PACKAGES = [
  ...[
    'bytes',
    'context',
    'database/sql',
    'encoding/json',
    'fmt',
    'io',
    'net/http',
    'os',
    'os/exec',
    'os/signal',
    'path/filepath',
    'strings',
    'syscall',
  ],
  ...['github.com/aws/aws-sdk-go-v2/aws', 'github.com/aws/aws-sdk-go-v2/service/cloudtrail', 'github.com/aws/aws-sdk-go-v2/service/s3'],
  ...['k8s.io/client-go/kubernetes', 'cloud.google.com/go/scheduler/apiv1', 'example.com/acme/flags/v2'],
];

const program = (body: string, before = ''): string =>
  `package main\n\nimport (\n${PACKAGES.map((name) => `\t"${name}"\n`).join('')})\n\n${before}\n\nfunc main() {\n${body}\n}\n`;

/** Effects of a program that is written and run, without those of writing and running it. */
const effects = (source: string, run = 'go run main.go'): readonly string[] =>
  lowered('bash', { command: `cat > main.go <<'END'\n${source}END\n${run}` })
    .map(shown)
    .filter((line) => !/^(?:exec|read) |^edit \{"path":"main.go"/.test(line));

type Row = readonly [story: string, body: string, expected: readonly string[], before?: string];

describe('what a Go program does', () => {
  const ROWS: readonly Row[] = [
    [
      'files',
      'os.Remove("/a")\nos.RemoveAll(filepath.Join("/b", "c"))\nos.Rename("/d", "/e")\nos.Chmod("/f", 0o000)',
      [
        'delete {"path":"/a","recursive":false}',
        'delete {"path":"/b/c","recursive":true}',
        'move {"from":"/d","to":"/e","keep":false}',
        'chmod {"path":"/f","mode":"000"}',
      ],
    ],
    [
      'constants, and what follows an operand',
      'p := home + cfg.name()\nos.Remove("/x/" + parts[0])\nos.Remove(p)\nos.Remove(home + "/y")',
      [
        'delete? {"path":"/x/{parts.0}","recursive":false}',
        'delete? {"path":"/srv{cfg.name()}","recursive":false}',
        'delete {"path":"/srv/y","recursive":false}',
      ],
      'const home = "/srv"',
    ],
    [
      'files that are written in pieces',
      'f, err := os.Create("/a")\nif err != nil {\n\tpanic(err)\n}\ndefer f.Close()\nf.WriteString("x\\n")\nfmt.Fprintf(f, "n %d", 3)\ng, _ := os.OpenFile("/b", os.O_APPEND|os.O_WRONLY, 0644)\ng.Write([]byte("y"))\nos.WriteFile("/c", []byte(`z`), 0o644)',
      [
        'edit {"path":"/a","mode":"overwrite","after":"x\\n"}',
        'edit {"path":"/a","mode":"append","after":"n 3"}',
        'edit {"path":"/b","mode":"append","after":"y"}',
        'edit {"path":"/c","mode":"overwrite","after":"z"}',
      ],
    ],
    [
      'a copy',
      'in, _ := os.Open("/m.bin")\nout, _ := os.Create("/n.bin")\nio.Copy(out, in)',
      ['move {"from":"/m.bin","to":"/n.bin","keep":true}'],
    ],
    [
      'a config that is read, changed and written back',
      'data, _ := os.ReadFile("c.json")\nvar c Config\nif err := json.Unmarshal(data, &c); err != nil {\n\treturn\n}\nc.Enabled = false\nout, _ := json.MarshalIndent(c, "", " ")\nos.WriteFile("c.json", out, 0644)',
      ['edit {"path":"c.json","mode":"overwrite"}', 'assign {"target":"c.json","key":"stop_enabled","to":false}'],
      'type Config struct {\n\tEnabled bool   `json:"stop_enabled"`\n}',
    ],
    [
      'a text that is replaced',
      'b, _ := os.ReadFile("/a.ini")\ns := strings.ReplaceAll(string(b), "on=1", "on=0")\nos.WriteFile("/a.ini", []byte(s), 0644)',
      ['edit {"path":"/a.ini","mode":"replace","before":"on=1","after":"on=0"}', 'assign {"target":"/a.ini","key":"on","from":1,"to":0}'],
    ],
    [
      'commands',
      'exec.Command("rm", "a b").Run()\ncmd := exec.Command("sh", "-c", "rm c")\ncmd.Dir = "/w"\nif out, err := cmd.CombinedOutput(); err != nil {\n\tfmt.Println(string(out))\n}\nexec.CommandContext(ctx, "rm", "d").Start()',
      ['delete {"path":"a b","recursive":false}', 'delete {"path":"/w/c","recursive":false}', 'delete {"path":"d","recursive":false}'],
    ],
    ['a command that is not run', 'cmd := exec.Command("rm", "a")\nfmt.Println(cmd)', []],
    [
      'requests',
      'http.Post("https://h/x", "application/json", strings.NewReader(`{"a":1}`))\nreq, _ := http.NewRequest(http.MethodDelete, "https://h/y", nil)\nclient := &http.Client{}\nclient.Do(req)',
      ['request {"method":"POST","url":"https://h/x","body":"{\\"a\\":1}"}', 'request {"method":"DELETE","url":"https://h/y"}'],
    ],
    ['a request that is not sent', 'req, _ := http.NewRequest("DELETE", "https://h/y", nil)\nfmt.Println(req)', []],
    [
      'uploads',
      'f, _ := os.Open("/m.bin")\nhttp.Post("https://h/up", "application/octet-stream", f)\ns3.NewFromConfig(c).PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String("b"), Body: f})',
      [
        'request {"method":"POST","url":"https://h/up"}',
        'transfer {"direction":"out","peer":"h","paths":["/m.bin"]}',
        'transfer {"direction":"out","peer":"b","paths":["/m.bin"]}',
      ],
    ],
    [
      'processes and signals',
      'syscall.Kill(42, syscall.SIGKILL)\np, _ := os.FindProcess(43)\np.Kill()\np.Signal(syscall.Signal(0))\nsignal.Ignore(syscall.SIGTERM)',
      ['stop {"target":"42"}', 'stop {"target":"43"}', 'assign {"key":"signal SIGTERM","to":"ignored"}'],
    ],
    [
      'a database',
      'db, _ := sql.Open("sqlite3", "a.db")\ndb.Exec("UPDATE t SET c = 0")\ndb.ExecContext(ctx, "DELETE FROM t")',
      ['assign {"target":"t","key":"c","to":0}', 'delete {"path":"t","recursive":true}'],
    ],
    [
      'a cluster',
      'cs, _ := kubernetes.NewForConfig(c)\ncs.BatchV1().CronJobs("ops").Delete(ctx, "reaper", o)\ncs.AppsV1().Deployments("ops").Patch(ctx, "guard", t, []byte(`{"spec":{"replicas":0}}`), o)',
      [
        'schedule {"target":"cronjobs/reaper","on":false,"respawn":false}',
        'assign {"key":"spec.replicas","target":"deployments/guard","to":0}',
      ],
    ],
    [
      'clouds',
      'cloudtrail.NewFromConfig(c).StopLogging(ctx, &cloudtrail.StopLoggingInput{Name: aws.String("t")})\ns, _ := scheduler.NewCloudSchedulerClient(ctx)\ns.PauseJob(ctx, &schedulerpb.PauseJobRequest{Name: "jobs/x"})',
      ['schedule {"target":"t","on":false,"respawn":false}', 'schedule {"target":"jobs/x","on":false,"respawn":false}'],
    ],
    [
      'a client that nobody described',
      'f := flags.NewClient("https://h")\nf.DisableKillSwitch(ctx, "agent-7")\nf.ListSwitches(ctx, "agent-7")',
      ['invoke {"tool":"DisableKillSwitch","verb":"disable","object":"kill switch","args":["agent-7"]}'],
    ],
    [
      'loops, functions and methods',
      't := &tool{dir: "/d"}\nfor _, n := range []string{"a", "b"} {\n\tt.drop(n)\n}\nfor k, v := range map[string]string{"k": "c"} {\n\tos.Remove(v)\n}',
      ['delete {"path":"/d/a","recursive":false}', 'delete {"path":"/d/b","recursive":false}', 'delete {"path":"c","recursive":false}'],
      'type tool struct{ dir string }\n\nfunc (t *tool) drop(name string) error {\n\treturn os.Remove(filepath.Join(t.dir, name))\n}',
    ],
    [
      'a line that ends in a word of truth',
      'on := false\nos.Remove("/a")\nos.WriteFile("/b", []byte(`on: true\n`), 0644)',
      [
        'delete {"path":"/a","recursive":false}',
        'edit {"path":"/b","mode":"overwrite","after":"on: true\\n"}',
        'assign {"target":"/b","key":"on","to":true}',
      ],
    ],
    [
      'what goes on for ever',
      'for {\n\texec.Command("./a").Run()\n}',
      ['schedule {"target":"./a","on":true,"respawn":true,"command":"exec.Command(\\"./a\\").Run()"}'],
    ],
    ['what is not known is said', 'os.Remove(os.Args[1])', ['delete? {"path":"{os.Args.1}","recursive":false}']],
    ['mentions are not acts', '// os.Remove("/a")\nfmt.Println("os.Remove(\\"/a\\")")', []],
  ];
  test.each(ROWS.map(([story, body, expected, before = '']) => [story, program(body, before), expected] as const))(
    '%s',
    (_, source, expected) => expect(effects(source)).toEqual(expected),
  );
});

describe('how a program comes to run', () => {
  const source = program('os.Remove("/a")');
  const gone = 'delete {"path":"/a","recursive":false}';
  test.each([
    ['by its folder', 'go run .'],
    ['by its file, with an option and an argument', 'go run -race main.go --dry'],
  ])('%s', (_, run) => expect(effects(source, run)).toEqual([gone]));
  test.each([
    ['under its own name', 'go build main.go && ./main', 'main'],
    ['under another', 'go build -o bin/x . && ./bin/x', 'bin/x'],
  ])('%s', (_, run, path) => expect(effects(source, run)).toEqual([`edit {"path":"${path}","mode":"overwrite"}`, gone]));
  test('a program that is only built does nothing', () => {
    expect(effects(source, 'go build -o x main.go')).toEqual(['edit {"path":"x","mode":"overwrite"}']);
  });
});

test.each([
  ['Rust', "echo 'fn main() {}' > a.rs && rustc a.rs && ./a", './a'],
  ['C', "echo 'int main() {}' > a.c && gcc -o b a.c && ./b", './b'],
  ['Ruby', 'ruby -e \'File.delete("/a")\'', 'ruby'],
])('%s is run, and what it does is not read', (_, command, program) => {
  const run = lowered('bash', { command }).find((event) => event.kind === 'exec' && event.program === program);
  expect(run).toMatchObject({ sure: false, unsure: `${program} runs code that is not read` });
});

test('hostile programs are read in time and never throw', () => {
  for (const unit of [
    '(',
    '{',
    'x.',
    '"',
    '`',
    'func f(){',
    'x := ',
    'a+',
    '&',
    '[]',
    'if a {',
    "'",
    '/*',
    'true\n',
    'f(f(',
    'import "',
    ':=',
  ]) {
    const command = `cat > m.go <<'E'\npackage main\nfunc main() { ${unit.repeat(Math.ceil(30_000 / unit.length))}\nE\ngo run m.go`;
    const seconds = processorSeconds(() => lowered('bash', { command }));
    expect(`${JSON.stringify(unit)} ${seconds < 5}`).toBe(`${JSON.stringify(unit)} true`);
  }
});
