import type { Effect } from '../../model/effect.ts';
import { pathIn } from '../scene.ts';
import { type Call, edits, exact, named, type Program, type Programs, requests, transfers } from './call.ts';
import { type Options, options } from './options.ts';

/** The host of a URL, without user and port. */
export const hostOf = (url: string): string => /^(?:\w[\w+.-]*:\/\/)?(?:[^@/]*@)?(\[[^\]]+\]|[^:/?#]+)/.exec(url)?.[1] ?? url;

const CURL =
  'X request d data data-raw data-binary data-ascii data-urlencode json F form form-string T upload-file o output H header u user A user-agent e referer b cookie c cookie-jar ' +
  'm max-time connect-timeout x proxy E cert key cacert capath url w write-out retry retry-delay resolve K config r range y Y z t C continue-at limit-rate interface D dump-header ' +
  'output-dir max-redirs socks5 unix-socket proto oauth2-bearer aws-sigv4';

/** A file named in an option: `@file`, `name=@file`, `name=<file`. */
const fileIn = (value: string, form: boolean): string | undefined =>
  /^(?:[^=@]*=)?[@<](.+)$/.exec(value)?.[1]?.replace(form ? /;.*$/ : /$^/, '');

const known = (call: Call, path: string): string | undefined =>
  path === '-'
    ? call.input && exact(call.input)
    : call.scene.host === undefined
      ? call.scene.world.files.read(pathIn(call.scene, path))
      : undefined;

const standing = (call: Call, paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => (path === '-' || path === '.' ? (call.input?.paths ?? []) : [path]));

interface Sent {
  readonly files: readonly string[];
  readonly body: string | undefined;
}

const sent = (call: Call, given: Options): Sent => {
  const forms = given.values('F', 'form', 'form-string');
  const raw = given.values('data-raw');
  const data = given.values('d', 'data', 'data-binary', 'data-ascii', 'data-urlencode', 'json');
  const files = [
    ...data.flatMap((value) => fileIn(value, false) ?? []),
    ...forms.flatMap((value) => fileIn(value, true) ?? []),
    ...given.values('T', 'upload-file').flatMap((value) => value.replace(/^\{(.*)\}$/, '$1').split(',')),
  ];
  const texts = [...data.map((value) => (value.startsWith('@') ? known(call, value.slice(1)) : value)), ...raw, ...forms];
  const all = texts.filter((text) => text !== undefined);
  return { files: standing(call, files), body: all.length > 0 ? all.join('&') : undefined };
};

const nameIn = (url: string): string =>
  url
    .replace(/[?#].*$/, '')
    .split('/')
    .at(-1) || 'index.html';

const curl: Program = (call) => {
  const given = options(call.argv, { takes: CURL });
  const { files, body } = sent(call, given);
  const query = given.has('G', 'get');
  const method =
    given.value('X', 'request') ??
    (given.has('I', 'head')
      ? 'HEAD'
      : given.has('T', 'upload-file')
        ? 'PUT'
        : !query && (body !== undefined || files.length > 0)
          ? 'POST'
          : 'GET');
  const urls = [...given.operands, ...given.values('url')];
  return urls.flatMap((url): readonly Effect[] => {
    const request = requests(call, method, url, body);
    if (files.length > 0) return [request, transfers(call, 'out', hostOf(url), files)];
    const output = given.value('o', 'output') ?? (given.has('O', 'remote-name') ? nameIn(url) : call.output);
    if (output === undefined || output.startsWith('/dev/') || output === '-') return [request];
    const edit = call.output === output ? [] : edits(call, output, 'overwrite');
    return [request, transfers(call, 'in', hostOf(url), [pathIn(call.scene, output)]), ...edit];
  });
};

const wget: Program = (call) => {
  const given = options(call.argv, {
    takes:
      'O output-document P directory-prefix o output-file a append-output post-data post-file method body-data body-file header U user-agent t tries T timeout e i input-file user password Q w wait l level A R D',
  });
  const file = given.value('post-file', 'body-file');
  const body = given.value('post-data', 'body-data') ?? (file === undefined ? undefined : known(call, file));
  const method = given.value('method') ?? (body !== undefined || file !== undefined ? 'POST' : given.has('spider') ? 'HEAD' : 'GET');
  return given.operands.flatMap((url): readonly Effect[] => {
    const request = requests(call, method, url, body);
    if (file !== undefined) return [request, transfers(call, 'out', hostOf(url), standing(call, [file]))];
    if (given.has('spider')) return [request];
    const output =
      given.value('O', 'output-document') ??
      [given.value('P', 'directory-prefix'), nameIn(url)].filter((each) => each !== undefined).join('/');
    if (output === '-' || output.startsWith('/dev/')) return [request];
    return [request, transfers(call, 'in', hostOf(url), [pathIn(call.scene, output)]), ...edits(call, output, 'overwrite')];
  });
};

const METHOD = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;

const httpie: Program = (call) => {
  const { operands } = options(call.argv, { takes: 'a auth A auth-type o output p print s style session timeout proxy verify cert raw' });
  const [first = '', ...rest] = operands;
  const [explicit, url, fields] = METHOD.test(first) ? [first, rest[0], rest.slice(1)] : [undefined, first, rest];
  if (url === undefined || url === '') return [];
  const pairs = fields.flatMap((field) => {
    const match = /^([^:=@]+)(:?=)(.*)$/s.exec(field);
    return match ? [[match[1]!, match[3]!] as const] : [];
  });
  const files = fields.flatMap((field) => /^[^:=@]+@(.+)$/.exec(field)?.[1] ?? []);
  const body = pairs.length > 0 ? JSON.stringify(Object.fromEntries(pairs)) : call.input && exact(call.input);
  const request = requests(call, explicit ?? (body === undefined ? 'GET' : 'POST'), url, body);
  const all = [...files, ...(call.input?.paths ?? [])];
  return all.length > 0 ? [request, transfers(call, 'out', hostOf(url), all)] : [request];
};

const gh: Program = (call) => {
  const given = options(call.argv, { takes: 'X method f raw-field F field H header input q jq t template R repo hostname' });
  const [area, ...rest] = given.operands;
  if (area === 'api' && rest[0] !== undefined) {
    const fields = given.values('f', 'raw-field', 'F', 'field');
    const body =
      fields.length > 0
        ? JSON.stringify(Object.fromEntries(fields.map((each) => [each.split('=')[0]!, each.slice(each.indexOf('=') + 1)])))
        : undefined;
    return [
      requests(
        call,
        given.value('X', 'method') ?? (body === undefined ? 'GET' : 'POST'),
        `https://api.github.com/${rest[0].replace(/^\//, '')}`,
        body,
      ),
    ];
  }
  if (area === 'release' && (rest[0] === 'upload' || rest[0] === 'create'))
    return rest.length > 2 ? [transfers(call, 'out', 'github.com', rest.slice(2))] : [];
  return area === 'gist' && rest[0] === 'create' ? [transfers(call, 'out', 'github.com', rest.slice(1))] : [];
};

const glab: Program = (call) => (call.argv[0] === 'api' ? gh(call) : []);

/** Programs that send HTTP requests. */
export const WEB: Programs = { ...named('curl', curl), wget, ...named('http https xh', httpie), gh, glab };
