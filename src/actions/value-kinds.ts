import { posix } from 'node:path';
import { markup, prose, table } from './text-readers.ts';
import { code } from './value-code.ts';
import { flow, type Reader, settings, yaml } from './value-readers.ts';

/** How the values of one kind of file are read. */
export interface Kind {
  readonly reader: Reader;
  /** Whether a new file of this kind sets values; of code and prose only changes count. */
  readonly whole: boolean;
  /** Whether the lines around a change say what it is a value of. */
  readonly context: boolean;
}

const JSON_KIND: Kind = { reader: flow, whole: true, context: true };
const YAML_KIND: Kind = { reader: yaml, whole: true, context: true };
const SETTINGS: Kind = { reader: settings, whole: true, context: true };
const MARKUP: Kind = { reader: markup, whole: true, context: true };
const COMMAS: Kind = { reader: table(','), whole: true, context: true };
const TABS: Kind = { reader: table('\t'), whole: true, context: true };
const CODE: Kind = { reader: code, whole: false, context: false };
const PROSE: Kind = { reader: prose, whole: false, context: true };

const EXTENSIONS: readonly (readonly [Kind, string])[] = [
  [JSON_KIND, 'json json5 jsonc jsonl ndjson hjson webmanifest tfstate tfvars.json'],
  [YAML_KIND, 'yaml yml eyaml'],
  [
    SETTINGS,
    'toml ini cfg conf cnf config env properties service timer socket target mount path slice unit network desktop editorconfig npmrc prefs tfvars rules',
  ],
  [MARKUP, 'xml plist xsd pom csproj config.xml'],
  [COMMAS, 'csv xls xlsx ods'],
  [TABS, 'tsv tab'],
  [
    CODE,
    'py pyi js mjs cjs ts mts cts jsx tsx go rs rb java kt kts scala c h cc cpp hpp cs php swift lua pl r jl ex exs sh bash zsh fish ps1 psm1 bat cmd tf hcl mk gradle dart sol vue svelte nix sql',
  ],
  [PROSE, 'md markdown txt rst adoc doc docx log html'],
];
const BY_EXTENSION: ReadonlyMap<string, Kind> = new Map(
  EXTENSIONS.flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind] as const)),
);

/** Files that hold code, and files whose values nobody sets by hand. */
const NAMES: { readonly [name: string]: Kind } = { dockerfile: CODE, makefile: CODE, jenkinsfile: CODE, vagrantfile: CODE, justfile: CODE };
const SILENT = /\.(?:ipynb|lock|svg|map|css|scss|less|diff|patch|pem|key|snap)$|-lock\.(?:json|yaml)$|\.min\.js$/i;

/** Shapes of a text whose name does not say what it is. */
const SHAPES: readonly (readonly [RegExp, Kind])[] = [
  [/^#!/, CODE],
  [/^\s*[{[]\s*(?:["{[\]}]|$)/, JSON_KIND],
  [/^\s*"[^"\n]{1,80}"\s*:/, JSON_KIND],
  [/^\s*<(?:\?xml|[a-z])/i, MARKUP],
  [/^\s*\[[\w. "-]{1,80}\]\s*$/m, SETTINGS],
  [/^(?:export[ \t]+)?[A-Za-z_][\w.-]{0,80}[ \t]*=[ \t]*[^\s=]/m, SETTINGS],
  [/^[ -]*[\w.-]{1,80}:(?:[ \t]|$)/m, YAML_KIND],
];

/** How to read a file's values, by its name or else by its shape; undefined where it has none. */
export const readerOf = (path: string, text: string): Kind | undefined => {
  const name = posix.basename(path.replaceAll('\\', '/')).toLowerCase();
  if (SILENT.test(name)) return undefined;
  if (/^\.env(?:\.|rc$|$)|^env$/.test(name)) return SETTINGS;
  // A copy set aside is what its name was before.
  const plain = name.replace(/(?:\.(?:bak|backup|orig|old|new|tmp|disabled|off|sample|example|template|dist|j2|in))+$|~$/, '');
  const dot = plain.lastIndexOf('.');
  const known = Object.hasOwn(NAMES, plain) ? NAMES[plain] : dot < 0 ? undefined : BY_EXTENSION.get(plain.slice(dot + 1));
  if (known) return known;
  const head = text.slice(0, 2000);
  return SHAPES.find(([shape]) => shape.test(head))?.[1] ?? (/config$|rc$/.test(plain) ? SETTINGS : undefined);
};
