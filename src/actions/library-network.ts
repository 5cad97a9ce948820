import { type Transfer, toRequest, toTransfer } from '../model/effect.ts';
import type { Run } from './interpret.ts';
import { argument, type Call, joined, jsonOf, type Known, known, textOf } from './known.ts';
import type { Act, Calls } from './library-act.ts';
import { causeOf, deeper, pathIn, run } from './scene.ts';

const each = (names: string, act: Act): Calls => Object.fromEntries(names.split(' ').map((name) => [name, act]));

const hostOf = (url: string): string => /^[a-z][\w+.-]*:\/\/(?:[^@/]*@)?([^/?#]+)/i.exec(url)?.[1] ?? url;

/** The files among values: open ones, and those in a list or a map of them. */
const filesIn = (value: Known | undefined, depth = 0): readonly Known[] => {
  if (!value || depth > 4) return [];
  if (value.is === 'thing') return value.handle ? [value.handle.path] : [];
  if (value.is === 'text') return value.document?.source === undefined ? [] : [known(value.document.source)];
  if (value.is === 'closure') return [];
  return [...(value.is === 'list' ? value.elements : value.entries.values())].flatMap((inner) => filesIn(inner, depth + 1));
};

const transfer = (running: Run, direction: Transfer['direction'], peer: string, paths: readonly Known[]): void => {
  const scene = running.about(...paths);
  running.emit([toTransfer(causeOf(scene), { direction, peer, paths: paths.map((path) => pathIn(scene, textOf(path))) })]);
};

/** A request, and what goes out with it. */
const requests = (running: Run, method: string, url: Known | undefined, body: Known | undefined, files: Known | undefined): undefined => {
  if (!url || (url.is !== 'text' && url.is !== 'thing')) return undefined;
  const address = textOf(url.is === 'thing' && url.made?.args[0] ? url.made.args[0] : url);
  const sent = [...filesIn(files), ...filesIn(body)];
  running.emit([
    toRequest(causeOf(running.about(url)), { method, url: address, ...(body && sent.length === 0 && { body: jsonOf(body) }) }),
  ]);
  if (sent.length > 0) transfer(running, 'out', hostOf(address), sent);
  return undefined;
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head'];
const CLIENTS =
  'requests httpx requests.Session() requests.session() httpx.Client() httpx.AsyncClient() aiohttp.ClientSession() axios axios.create() got ky'.split(
    ' ',
  );

const body = (call: Call): Known | undefined => argument(call, call.name.startsWith('axios') ? 1 : 9, 'json', 'data', 'content', 'body');

const METHOD_CALLS: Calls = Object.fromEntries(
  CLIENTS.flatMap((client) =>
    METHODS.map((method) => [
      `${client}.${method}`,
      ((call, running) => requests(running, method.toUpperCase(), argument(call, 0, 'url'), body(call), argument(call, 9, 'files'))) as Act,
    ]),
  ),
);

const fetches: Act = (call, running) => {
  const method = argument(call, 9, 'method');
  const options = call.args[0]?.is === 'map' ? call.args[0].entries : undefined;
  const url = options ? (options.get('url') ?? options.get('uri')) : call.args[0];
  const content = argument(call, 9, 'body', 'data', 'json');
  return requests(running, method ? textOf(method).toUpperCase() : content ? 'POST' : 'GET', url, content, undefined);
};

const opensUrl: Act = (call, running) => {
  const url = argument(call, 0, 'url');
  const made = url?.is === 'thing' ? url.made : undefined;
  const content = argument(call, 1, 'data') ?? (made && argument(made, 1, 'data'));
  const method = made && argument(made, 9, 'method');
  return requests(running, method ? textOf(method) : content ? 'POST' : 'GET', made ? argument(made, 0, 'url') : url, content, undefined);
};

/** Sends the file that one argument names to where another says. */
const sends =
  (file: (call: Call) => Known | undefined, peer: (call: Call) => Known | undefined, direction: Transfer['direction'] = 'out'): Act =>
  (call, running) => {
    const path = file(call);
    if (!path) return undefined;
    const to = peer(call);
    const inside = filesIn(path);
    transfer(running, direction, to ? textOf(to) : '', inside.length > 0 ? inside : [path]);
    return known(null);
  };

const at =
  (position: number, ...names: readonly string[]) =>
  (call: Call): Known | undefined =>
    argument(call, position, ...names);

/** The first argument of the first call in a chain: the host of `FTP('host')`, the model of `from_pretrained('x')`. */
const origin = (call: Call): Known | undefined => {
  const made = call.of?.is === 'thing' ? call.of.made : undefined;
  if (!made) return undefined;
  const named = made.args[0]?.is === 'map' ? argument(made, 9, 'endPoint', 'endpoint', 'url', 'host', 'bucket') : made.args[0];
  return origin(made) ?? named;
};

const remembered = (call: Call): Known | undefined => {
  const peer = call.of?.is === 'thing' ? call.of.peer : undefined;
  return peer === undefined ? origin(call) : known(peer);
};

const connects: Act = (call) => {
  const host = argument(call, 0, 'hostname', 'host');
  if (call.of?.is === 'thing' && host) call.of.peer = textOf(host.is === 'list' ? (host.elements[0] ?? host) : host);
  return undefined;
};

/** A command on another host. */
const runsThere: Act = (call, running) => {
  const command = argument(call, 0, 'command');
  const peer = remembered(call);
  if (command?.is !== 'text' || !peer || peer.is !== 'text') return undefined;
  const host = textOf(peer);
  running.emit(
    run('shell', textOf(command), deeper(running.about(command), { via: call.name, host, session: running.scene.world.remote(host) })),
  );
  return undefined;
};

const bucket: Act = (call, running) =>
  sends(
    (each) => argument(each, 0, 'Body', 'Filename', 'Fileobj'),
    (each) => argument(each, 1, 'Bucket') ?? origin(each),
  )(call, running);

/** What is told to a command or an upload that the call is given: `send(new PutObjectCommand({...}))`. */
const commanded: Act = (call, running) => {
  const given = call.args[0];
  const made = given?.is === 'thing' ? given.made : undefined;
  if (!made || !/\.(?:Put|Upload)\w*Command$/.test(made.name)) return undefined;
  return sends(
    () => argument(made, 9, 'Body'),
    () => argument(made, 9, 'Bucket'),
  )(call, running);
};

/** `new Upload({ client, params: { Bucket, Body } }).done()`. */
const uploads: Act = (call, running) => {
  const made = call.of?.is === 'thing' ? call.of.made : undefined;
  const params = made && argument(made, 9, 'params');
  if (params?.is !== 'map' || !params.entries.has('Body')) return undefined;
  return sends(
    () => params.entries.get('Body'),
    () => params.entries.get('Bucket'),
  )(call, running);
};

/** The first argument of the call that made a value: the name in `bucket('name')`. */
const nameOf = (value: Known | undefined): Known | undefined => (value?.is === 'thing' ? value.made?.args[0] : value);

/** An object of a bucket, which lies on no disk of this machine. */
const inBucket = (place: Known | undefined, key: Known | undefined): Known | undefined =>
  place && key && joined([known('bucket://'), place, known('/'), key], '');

/** Between buckets nothing passes this machine. */
const copiesBlob: Act = (call, running) =>
  sends(
    () => inBucket(nameOf(call.of), nameOf(argument(call, 0, 'blob'))),
    () => nameOf(argument(call, 1, 'destination_bucket')),
  )(call, running);

const copiesObject: Act = (call, running) => {
  const from = argument(call, 0, 'CopySource');
  return sends(
    () => (from?.is === 'map' ? inBucket(from.entries.get('Bucket'), from.entries.get('Key')) : from),
    () => argument(call, 1, 'Bucket'),
  )(call, running);
};

/** Calls that send requests and files. */
export const NETWORK_CALLS: Calls = {
  ...METHOD_CALLS,
  ...each('requests.request httpx.request', (call, running) =>
    requests(running, textOf(call.args[0] ?? known('GET')).toUpperCase(), argument(call, 1, 'url'), body(call), argument(call, 9, 'files')),
  ),
  ...each('fetch axios axios.request got', fetches),
  ...each('urllib.request.urlopen urlopen', opensUrl),
  ...each('urllib.request.urlretrieve wget.download', sends(at(1, 'filename', 'out'), at(0, 'url'), 'in')),
  ...each('*.upload_file *.upload_fileobj *.put_object', (call, running) =>
    argument(call, 9, 'path_or_fileobj', 'repo_id') || /hugging|HfApi/.test(call.name)
      ? sends(at(0, 'path_or_fileobj'), at(2, 'repo_id'))(call, running)
      : bucket(call, running),
  ),
  ...each('huggingface_hub.upload_file', sends(at(0, 'path_or_fileobj'), at(2, 'repo_id'))),
  ...each('huggingface_hub.upload_folder *.upload_folder *.upload_large_folder', sends(at(1, 'folder_path'), at(0, 'repo_id'))),
  '*.push_to_hub': sends(origin, at(0, 'repo_id')),
  ...each(
    'huggingface_hub.snapshot_download huggingface_hub.hf_hub_download',
    sends(at(9, 'local_dir', 'repo_id'), at(0, 'repo_id'), 'in'),
  ),
  ...each('*.upload_from_filename *.upload_from_file *.upload_blob', sends(at(0, 'filename', 'data', 'file_obj'), origin)),
  ...each('*.uploadStream *.uploadFile *.uploadData *.upload_stream', sends(at(0), origin)),
  ...each(
    '*.fPutObject *.fput_object',
    sends(at(2, 'file_path'), (call) => origin(call) ?? call.args[0]),
  ),
  '*.putObject': (call, running) =>
    call.args[0]?.is === 'map' ? bucket(call, running) : sends(at(2, 'data'), (each) => origin(each) ?? each.args[0])(call, running),
  '*.done': uploads,
  '*.copy_blob': copiesBlob,
  '*.copy_object': copiesObject,
  ...each('*.produce *.publish *.sendToQueue *.basic_publish', (call, running) => {
    const sent = [...call.args, ...call.named.values()].filter((value) => filesIn(value).length > 0);
    return sent[0]
      ? sends(
          () => sent[0],
          (each) => origin(each) ?? each.args[0],
        )(call, running)
      : undefined;
  }),
  '*.download_file': sends(at(2, 'Filename'), at(0, 'Bucket'), 'in'),
  ...each('*.put', (call, running) =>
    /sftp|scp/i.test(call.name) ? sends(at(0, 'localpath', 'local'), remembered)(call, running) : undefined,
  ),
  ...each('*.storbinary *.storlines', sends(at(1, 'fp'), remembered)),
  ...each('*.connect', connects),
  '*.exec_command': runsThere,
  ...each('*.sendall *.sendfile *.send', (call, running) => {
    if (/socket/.test(call.name) && filesIn(call.args[0]).length > 0) return sends(at(0), remembered)(call, running);
    return /kafka|producer/i.test(call.name) && filesIn(argument(call, 1, 'value')).length > 0
      ? sends(at(1, 'value'), (each) => origin(each) ?? each.args[0])(call, running)
      : commanded(call, running);
  }),
};
