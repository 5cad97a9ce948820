import { archives, type Call, named, type Program, type Programs } from './call.ts';
import { options } from './options.ts';

const sources = (call: Call): readonly string[] => call.input?.paths ?? [];
const orOutput = (call: Call, file: string | undefined): readonly string[] =>
  file !== undefined && file !== '-' ? [file] : call.output !== undefined ? [call.output] : ['-'];
const orSources = (call: Call, files: readonly string[]): readonly string[] => {
  const named = files.filter((file) => file !== '-');
  return named.length > 0 ? named : sources(call);
};

const tar: Program = (call) => {
  // The first word may hold the letters without a dash: `tar czf a.tgz dir`.
  const argv = /^[a-zA-Z]+$/.test(call.argv[0] ?? '') ? [`-${call.argv[0]}`, ...call.argv.slice(1)] : call.argv;
  const given = options(argv, {
    takes: 'f file C directory T files-from X exclude-from I use-compress-program exclude transform H format b',
  });
  const file = given.value('f', 'file');
  const directory = given.value('C', 'directory');
  const into = (path: string): string => (directory === undefined || /^[/~]/.test(path) ? path : `${directory}/${path}`);
  if (given.has('x', 'extract', 'get'))
    return [archives(call, orSources(call, file === undefined ? [] : [file]), [directory ?? '.'], 'tar')];
  const packs = given.has('c', 'create', 'r', 'append', 'u', 'update');
  return packs ? [archives(call, given.operands.map(into), orOutput(call, file), 'tar')] : [];
};

const zip: Program = (call) => {
  const { operands } = options(call.argv, { takes: 'P b t n' });
  const [file, ...files] = operands.filter((word, index) => index === 0 || !word.startsWith('-'));
  return file === undefined
    ? []
    : [archives(call, orSources(call, files), orOutput(call, /\.\w+$/.test(file) || file === '-' ? file : `${file}.zip`))];
};

const unzip: Program = (call) => {
  const given = options(call.argv, { takes: 'd x P' });
  const [file] = given.operands;
  return file === undefined || given.has('l', 't', 'Z', 'v')
    ? []
    : [archives(call, [file], orOutput(call, given.value('d') ?? (given.has('p') ? undefined : '.')))];
};

/** Programs that put one packed file in the place of each. */
const compress =
  (ending: string, takes: string): Program =>
  (call) => {
    const given = options(call.argv, { takes });
    const back = given.has('d', 'decompress', 'uncompress') || /^(?:un|gun|bun)|cat$/.test(call.program);
    const aside = given.has('c', 'stdout', 'to-stdout');
    if (given.has('l', 't', 'list', 'test')) return [];
    const output = given.value('o');
    if (given.operands.length === 0 || aside || output !== undefined)
      return sources(call).length + given.operands.length > 0
        ? [archives(call, orSources(call, given.operands), orOutput(call, output))]
        : [];
    return given.operands.map((path) => archives(call, [path], [back ? path.replace(/\.\w+$/, '') : `${path}${ending}`]));
  };

const seven: Program = (call) => {
  const given = options(call.argv.filter((word) => !/^-(?:o|p|mx|t|v|m)\S/.test(word)));
  const [verb, file, ...files] = given.operands;
  const into = call.argv.find((word) => /^-o./.test(word))?.slice(2) ?? '.';
  if (file === undefined) return [];
  if (verb === 'a' || verb === 'u') return [archives(call, files, [file])];
  return verb === 'x' || verb === 'e' ? [archives(call, [file], [into])] : [];
};

const split: Program = (call) => {
  const { operands } = options(call.argv, { takes: 'b bytes l lines C n number a suffix-length additional-suffix filter line-bytes' });
  const [file = '-', prefix = 'x'] = operands;
  return [archives(call, orSources(call, [file]), [`${prefix}*`])];
};

const encode: Program = (call) => {
  const given = options(call.argv, { takes: 'w wrap i o input output' });
  const files = orSources(call, given.value('i', 'input') === undefined ? given.operands : [given.value('i', 'input')!]);
  return files.length === 0 ? [] : [archives(call, files, orOutput(call, given.value('o', 'output')))];
};

const openssl: Program = (call) => {
  const given = options(call.argv.slice(1), { takes: 'in out k pass K iv inkey recip md', single: true });
  const isCipher = /^(?:enc|aes.*|des.*|base64|smime|cms|pkeyutl|rsautl|camellia.*|chacha.*)$/.test(call.argv[0] ?? '');
  const source = given.value('in');
  const files = orSources(call, source === undefined ? [] : [source]);
  return isCipher && files.length > 0 ? [archives(call, files, orOutput(call, given.value('out')))] : [];
};

const encrypt: Program = (call) => {
  const given = options(call.argv, {
    takes:
      'r recipient u local-user o output passphrase i identity R recipients-file homedir cipher-algo batch-size passphrase-file pinentry-mode trust-model',
  });
  const acts = given.has('c', 'symmetric', 'e', 'encrypt', 'd', 'decrypt', 's', 'sign', 'r', 'recipient', 'p', 'R', 'a', 'armor');
  if (!acts) return [];
  const files = orSources(call, given.operands);
  const [first] = files;
  return first === undefined
    ? []
    : [
        archives(
          call,
          files,
          orOutput(
            call,
            given.value('o', 'output') ?? (call.program.startsWith('gpg') && !given.has('d', 'decrypt') ? `${first}.gpg` : undefined),
          ),
        ),
      ];
};

const hide: Program = (call) => {
  const given = options(call.argv, { takes: 'cf ef sf p xf', single: true });
  const [from, to] = [given.values('cf', 'ef'), given.value('sf') ?? given.value('cf')];
  return from.length > 0 && to !== undefined ? [archives(call, from, [to])] : [];
};

/** Files packed, split, encoded or encrypted, and taken out again. */
export const ARCHIVES: Programs = {
  ...named('tar gtar bsdtar', tar),
  zip,
  unzip,
  ...named('gzip gunzip pigz unpigz', compress('.gz', 'S suffix p')),
  ...named('bzip2 bunzip2 pbzip2 lbzip2', compress('.bz2', 'p')),
  ...named('xz unxz lzma', compress('.xz', 'T threads')),
  ...named('zstd unzstd pzstd', compress('.zst', 'o T threads')),
  ...named('lz4 unlz4', compress('.lz4', '')),
  ...named('7z 7za 7zz rar', seven),
  ...named('split csplit', split),
  ...named('base64 base32 uuencode basenc', encode),
  openssl,
  ...named('gpg gpg2 age', encrypt),
  steghide: hide,
};
