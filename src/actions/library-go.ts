import { toInvoke } from '../model/effect.ts';
import { wordsOf } from './guess.ts';
import { type Call, hidden, joined, jsonOf, type Known, known, lastName, type Thing, textOf } from './known.ts';
import type { Act, Calls } from './library-act.ts';
import { SCHEDULE_CALLS } from './library-schedules.ts';
import { filledIn } from './library-values.ts';
import { causeOf, deeper } from './scene.ts';

/** A call of Go's library in the names of Python's and JavaScript's, which say what it does. */
type Translation = (call: Call) => Call | undefined;

const to =
  (name: string, pick: (call: Call) => readonly (Known | undefined)[] = ({ args }) => args): Translation =>
  (call) => ({ ...call, name, args: pick(call).filter((each) => each !== undefined) });

/** A method of a text, which Go has as a function. */
const ofText =
  (name: string): Translation =>
  ({ args: [of, ...args] }) => ({ name: `text.${name}`, of, args, named: new Map() });

const madeOf = (value: Known | undefined): Call | undefined => (value?.is === 'thing' ? value.made : undefined);

/** The fields of a value that is made of fields: `&s3.PutObjectInput{Bucket: …}`. */
const fields = (value: Known): Known => {
  const made = madeOf(value);
  return made && made.args.length === 0 && made.named.size > 0 ? { is: 'map', entries: new Map(made.named) } : value;
};

/** A program that was described before and runs now. */
const started =
  (skip: number): Translation =>
  ({ of }) => {
    const made = madeOf(of);
    const directory = made?.named.get('Dir');
    return made && { ...made, name: 'child_process.spawn', args: made.args.slice(skip), named: new Map(directory && [['cwd', directory]]) };
  };

const methodOf = (value: Known | undefined): Known =>
  known(/Method([A-Z]\w+)/.exec(value ? textOf(value) : '')?.[1] ?? (value ? textOf(value) : 'GET'));

/** A request that was described before and is sent now. */
const sent: Translation = ({ args, of }) => {
  const made = madeOf(args[0]);
  if (!made || !/\.NewRequest(?:WithContext)?$/.test(made.name)) return undefined;
  const [method, url, body] = made.name.endsWith('WithContext') ? made.args.slice(1) : made.args;
  return url && { name: 'requests.request', of, args: [methodOf(method), url], named: bodyIn(body) };
};

const bodyIn = (body: Known | undefined): Map<string, Known> =>
  body && !(body.is === 'text' && body.value === null) ? new Map([['data', fields(body)]]) : new Map();

const posts =
  (position: number): Translation =>
  (call) => ({ ...call, name: 'requests.post', args: call.args.slice(0, 1), named: bodyIn(call.args[position]) });

const handleOf = (value: Known | undefined): Thing | undefined => (value?.is === 'thing' && value.handle ? value : undefined);

const writes =
  (content: (args: readonly Known[]) => Known | undefined): Translation =>
  ({ args: [of, ...rest], named }) => ({ name: 'open().write', of, args: [content(rest) ?? hidden('text', 'a text is computed')], named });

/** What is copied from one open file into another. */
const copied: Translation = ({ args: [into, from], named, of }) => {
  const [target, source] = [handleOf(into), handleOf(from)];
  if (!target?.handle) return undefined;
  if (!source?.handle) return { name: 'open().write', of: target, args: [hidden('stream', 'a stream is copied')], named };
  target.handle.written = true;
  return { name: 'shutil.copyfile', of, args: [source.handle.path, target.handle.path], named };
};

const opened: Translation = ({ args: [path, flags], named, of }) => {
  const asked = flags ? textOf(flags) : '';
  const mode = asked.includes('APPEND') ? 'a' : asked.includes('TRUNC') ? 'w' : /WRONLY|RDWR/.test(asked) ? 'r+' : 'r';
  return path && { name: 'open', of, args: [path, known(mode)], named };
};

const signalled: Translation = ({ of, args, named }) => {
  const pid = madeOf(of)?.args[0];
  return pid && { name: 'os.kill', of: undefined, args: [pid, ...args], named };
};

const words = (...parts: readonly (Known | string)[]): Known => ({
  is: 'list',
  elements: parts.map((part) => (typeof part === 'string' ? known(part) : part)),
});

const RESOURCE = /\.[A-Z]\w*V\d\w*\(\)\.([A-Z]\w+)\(\)\.(\w+)$/;

/** `clientset.AppsV1().Deployments("ns").Delete(ctx, "name", …)` as the command line of the same cluster has it. */
const cluster: Translation = (call) => {
  const [, resource, verb] = RESOURCE.exec(call.name) ?? [];
  const name = call.args[1];
  const namespace = madeOf(call.of)?.args[0] ?? known('');
  if (!resource || !name || (verb !== 'Delete' && verb !== 'Patch')) return undefined;
  const patch = verb === 'Patch' && call.args[3] ? ['-p', call.args[3]] : [];
  const command = words('kubectl', '-n', namespace, verb.toLowerCase(), resource.toLowerCase(), name, ...patch);
  return { ...call, name: 'subprocess.run', args: [command] };
};

const AWS = /^github\.com\/aws\/aws-sdk-go(?:-v2)?\/service\/([\w-]+)\.New/;

const dashed = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();

/** A method of a client of AWS as its command line has it; files that go out are told by name elsewhere. */
const cloud: Translation = (call) => {
  const service = AWS.exec(call.name)?.[1];
  const method = lastName(call.name);
  const input = call.args.map(fields).find((each) => each.is === 'map');
  if (!service || input?.is !== 'map' || input.entries.has('Body')) return undefined;
  const options = [...input.entries].flatMap(([key, value]) => [`--${dashed(key)}`, ...(value.is === 'list' ? value.elements : [value])]);
  return { ...call, name: 'subprocess.run', args: [words('aws', service, dashed(method), ...options)] };
};

/** A client that takes something off its schedule. */
const unscheduled: Translation = (call) => {
  const method = lastName(call.name);
  const name = `${method[0]!.toLowerCase()}${method.slice(1)}`;
  if (!Object.hasOwn(SCHEDULE_CALLS, `*.${name}`)) return undefined;
  const input = call.args.map(fields).find((each) => each.is === 'map');
  const args = call.args.filter((each) => each.is === 'text' || each.is === 'list');
  return { ...call, name, args, named: new Map(input?.is === 'map' ? input.entries : []) };
};

const METHODS: readonly (readonly [names: string, translation: Translation])[] = [
  ['Do', sent],
  ['Exec Query QueryRow MustExec', to('database.execute')],
  ['ExecContext QueryContext QueryRowContext', to('database.execute', ({ args }) => args.slice(1))],
  [
    'PutObject',
    ({ args, ...call }) => ({ ...call, args: args.map(fields).filter((each) => each.is === 'map'), name: 'client.put_object' }),
  ],
  [
    'Encode',
    ({ of, named, args: [value] }) => value && { name: 'json.dump', of, args: [value, madeOf(of)?.args[0] ?? known(null)], named },
  ],
];

const CALLS: readonly (readonly [names: string, translation: Translation])[] = [
  ['os.Remove', to('os.remove')],
  ['os.RemoveAll', to('shutil.rmtree')],
  ['os.Rename', to('os.rename')],
  ['os.Symlink os.Link', to('os.symlink')],
  ['os.Chmod', to('os.chmod')],
  ['os.Truncate', to('os.truncate')],
  ['os.Chdir', to('os.chdir')],
  ['os.Setenv', to('os.putenv')],
  ['os.Unsetenv', to('os.unsetenv')],
  ['os.Getenv', to('os.getenv')],
  ['os.WriteFile io/ioutil.WriteFile', to('fs.writeFile')],
  ['os.ReadFile io/ioutil.ReadFile', to('fs.readFile')],
  ['os.Open', to('open', ({ args }) => args.slice(0, 1))],
  ['os.Create', to('open', ({ args }) => [args[0], known('w')])],
  ['os.OpenFile', opened],
  ['open().WriteString open().Write', to('open().write')],
  ['open().Truncate', to('open().truncate')],
  ['io.WriteString', writes(([text]) => text)],
  ['fmt.Fprint', writes(([text]) => text)],
  ['fmt.Fprintln', writes(([text]) => text && joined([text, known('\n')], ''))],
  ['fmt.Fprintf', writes(([format, ...values]) => format && filledIn(format, values))],
  ['encoding/csv.NewWriter', to('csv.writer')],
  ['csv.writer().Write', to('csv.writer().writerow')],
  ['io.Copy', copied],
  ['bufio.NewWriter bufio.NewWriterSize strings.NewReader bytes.NewReader bytes.NewBuffer bytes.NewBufferString', to('str')],
  ['string strconv.Itoa strconv.Quote syscall.Signal strings.TrimSpace bytes.TrimSpace strings.Trim', to('str')],
  ['io.ReadAll io/ioutil.ReadAll', ({ args: [of], named }) => (handleOf(of) ? { name: 'open().read', of, args: [], named } : undefined)],
  ['fmt.Sprintf', ({ args: [of, ...elements] }) => of && { name: 'text.%', of, args: [{ is: 'list', elements }], named: new Map() }],
  ['fmt.Sprint', to('text.concat', ({ args }) => args)],
  ['strings.ReplaceAll strings.Replace bytes.ReplaceAll bytes.Replace', ofText('replace')],
  ['strings.Join', ({ args: [list, by] }) => list && { name: 'text.join', of: by, args: [list], named: new Map() }],
  ['path/filepath.Join path.Join', to('os.path.join')],
  ['path/filepath.Dir path.Dir', to('os.path.dirname')],
  ['path/filepath.Base path.Base', to('os.path.basename')],
  ['path/filepath.Abs path/filepath.Clean', to('str')],
  ['path/filepath.Glob', to('glob.glob')],
  [
    'encoding/json.Marshal encoding/json.MarshalIndent gopkg.in/yaml.v2.Marshal gopkg.in/yaml.v3.Marshal',
    to('json.dumps', ({ args }) => args.map(fields)),
  ],
  ['encoding/base64.StdEncoding.DecodeString encoding/base64.URLEncoding.DecodeString', to('base64.b64decode')],
  ['encoding/hex.DecodeString', to('bytes.fromhex')],
  ['os/exec.Command().Run os/exec.Command().Output os/exec.Command().CombinedOutput os/exec.Command().Start', started(0)],
  [
    'os/exec.CommandContext().Run os/exec.CommandContext().Output os/exec.CommandContext().CombinedOutput os/exec.CommandContext().Start',
    started(1),
  ],
  ['syscall.Exec', to('os.execv', ({ args }) => args.slice(0, 2))],
  ['os.StartProcess', to('os.execv', ({ args }) => args.slice(0, 2))],
  ['syscall.Kill golang.org/x/sys/unix.Kill', to('os.kill')],
  ['os.FindProcess().Kill os.FindProcess().Signal', signalled],
  ['os/signal.Ignore', to('signal.signal', ({ args }) => [args[0], known('SIG_IGN')])],
  ['net/http.Get', to('requests.get')],
  ['net/http.Post net/http.Client().Post net/http.DefaultClient.Post', posts(2)],
  ['net/http.PostForm net/http.Client().PostForm', posts(1)],
  ['net/http.Client().Get net/http.DefaultClient.Get', to('requests.get')],
  ['github.com/aws/aws-sdk-go/aws.String github.com/aws/aws-sdk-go-v2/aws.String', to('str')],
];

const table = (rows: typeof CALLS): ReadonlyMap<string, Translation> =>
  new Map(rows.flatMap(([names, translation]) => names.split(' ').map((name) => [name, translation] as const)));
const BY_NAME = table(CALLS);
const BY_METHOD = table(METHODS);

/** What a call of Go's library, or of a client in Go, is called where its effects are known. */
export const translated = (call: Call): Call => {
  if (!/[A-Z]|^string$/.test(call.name)) return call;
  const byName = BY_NAME.get(call.name);
  if (byName) return byName(call) ?? call;
  if (call.of?.is !== 'thing') return call;
  const method = lastName(call.name);
  return BY_METHOD.get(method)?.(call) ?? cluster(call) ?? cloud(call) ?? unscheduled(call) ?? call;
};

const CHANGES =
  /^(?:Delete|Remove|Disable|Stop|Suspend|Pause|Cancel|Terminate|Revoke|Update|Set|Put|Patch|Modify|Detach|Deregister|Abort|Evict|Silence|Schedule|Extend|Override|Toggle)[A-Z]/;
/** A client of a package that is not Go's own. */
const CLIENT = /^[\w-]+\.[a-z]+\/.*\(\)\.\w+$/;

/** A change that a client in Go is told to make, in the client's own words. */
export const told: Act = (call, running) => {
  const method = lastName(call.name);
  if (!CLIENT.test(call.name) || !CHANGES.test(method)) return undefined;
  const given = call.args.map(fields).filter((each) => each.is === 'map' || (each.is === 'text' && each.doubt === undefined));
  const [first] = given;
  const input = given.length === 1 && first?.is === 'map' ? jsonOf(first) : given.map((each) => jsonOf(each));
  const scene = deeper(running.about(...given), { via: 'go' });
  running.emit([toInvoke(causeOf(scene), { tool: method, ...wordsOf(method), args: input })]);
  return undefined;
};

/** What Go has in its language and others have not. */
export const GO_CALLS: Calls = {
  'go.elements': ({ args: [over] }) => (over?.is === 'map' ? { is: 'list', elements: [...over.entries.values()] } : over),
  append: ({ args: [list, ...more] }) => (list?.is === 'list' ? { is: 'list', elements: [...list.elements, ...more] } : undefined),
};
