import { COPYING, inWords } from '../../src/engine/concepts.ts';
import type { Event, EventOf, Kind } from '../../src/model/event.ts';
import { isArray, isObject, type Json } from '../../src/model/location.ts';
import { SHAPED } from './shown.ts';

/** An act that may bring one thing to another place: by its kind, by a word that it uses, or since it names two places. */
export interface Carried {
  /** What may be brought: paths, addresses, names and ids. */
  readonly things: readonly string[];
  /** Where to, as far as the act tells; where it does not tell which is which, the things again. */
  readonly places: readonly string[];
  /** Whether it says that it copies, and does not only name two places. */
  readonly copies: boolean;
}

/** Files that are something else than weights whatever lies beside them. */
export const OTHER_FILES =
  /\.(?:csv|tsv|md|txt|rst|jsonl?|ya?ml|toml|ini|cfg|conf|xml|html?|css|py|[cm]?[jt]sx?|go|rs|java|rb|sh|sql|log|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|mp[34]|parquet|modelfile|lock|patch|diff)$/i;

/** Programs that look at things, run them or end them, and programs whose acts are known by their effects. */
const ELSE =
  /(?:^|\/)(?:ls|ll|dir|find|tree|du|df|stat|file|cat|bat|less|more|head|tail|grep|rg|awk|cut|sort|uniq|wc|diff|cmp|\w*sum|jq|yq|echo|printf|cd|pushd|test|\[+|export|set|source|rm|rmdir|mkdir|shred|chmod|chown|touch|ln|which|time|sleep|watch|python[\d.]*|node|deno|bun|ruby|perl|bash|sh|zsh|pip|npm|npx|uv|cargo|go|make|cmake|pytest|jest|vllm|nvidia-smi|ps|kill|pkill|systemctl|journalctl|open|tar|gzip|unzip|ssh|sed|git|wget|sqlite3|psql|mysql|gh)$/i;
/** What only looks, by its second word or by its method. */
const LOOKS =
  /^(?:get|list|ls|du|df|describe|show|inspect|status|head|stat|info|version|read|view|search|find|count|check|verify|diff|rm|remove|delete|destroy|stop|logs?|help|run|exec|start|serve|pull|load|login|build|apply|install|GET|HEAD|OPTIONS|DELETE)(?:$|[-_])/i;

/** A value that can be the name of something: a path, an address, an id; no sentence. */
const NAME = /^[^\s"'{}<>|]{3,300}$/u;
const PLACE = /^(?:[\w+.-]+:\/\/|~?\/|\.{1,2}\/|[\w@.-]+[:/])(?=[^\s]*[a-z]{2})[^\s]{2,}$/i;
const TIME = /^\d{4}-\d\d/;

const leaves = (value: Json, depth = 0): readonly string[] => {
  if (typeof value === 'number') return value > 999 ? [String(value)] : [];
  if (typeof value === 'string') {
    if (/^\s*[{[]/.test(value) && value.length < 4000 && depth < 4) {
      try {
        return leaves(JSON.parse(value) as Json, depth + 1);
      } catch {
        return [];
      }
    }
    return value.length <= 300 ? [value] : [];
  }
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  return (isArray(value) ? value.slice(0, 40) : Object.values(value).slice(0, 40)).flatMap((each) => leaves(each, depth + 1));
};

const keysIn = (value: Json, depth = 0): readonly string[] =>
  isObject(value) && depth < 3 ? Object.entries(value).flatMap(([key, each]) => [key, ...keysIn(each, depth + 1)]) : [];

/** The words of a command apart: `--to=x`, `of=x`, and what stands in an argument of JSON. */
const wordsOf = (argv: readonly string[]): readonly string[] =>
  argv.flatMap((word) => {
    if (/^[{[]/.test(word)) return leaves(word);
    const value = /^-{0,2}[\w.-]+=(.+)$/s.exec(word)?.[1];
    return value === undefined ? [word] : [value];
  });

/** Words by which a thing is kept from its deletion where it is. */
const SPARING = /legal.?hold|(?<![\p{L}])(?:un)?pin(?:ned)?(?![\p{L}])|lock|protect|immutab|exempt|exclu|undelet|preserv/iu;
/** Words by which objects of a cluster or a plan copy others. */
const COPIES = /snap|backup|clon|replic|copy|mirror|export|restor|archiv|migrat|dump|sync/i;
/** Texts in code, and calls that write or send. */
const LITERAL = /(["'`])((?:(?!\1)[^\\\n]){3,300})\1/g;
const WRITES = /\b(?:put|post|PUT|POST|write\w*|rename|link)\b/;

const upstream = (event: EventOf<'exec'>): readonly string[] =>
  event.input ? [...wordsOf(event.input.argv), ...upstream(event.input)] : [];

const baseOf = (path: string): string => path.replace(/[/*]+$/, '').replace(/^.*\//, '');

/** Whom a mail goes to: nobody keeps weights in an address. */
const ADDRESS = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?:[;,][^/:]*)?$/;

const isThing = (word: string): boolean => NAME.test(word) && !ADDRESS.test(word) && !word.startsWith('-') && !OTHER_FILES.test(word);

const namedIn = (words: readonly string[], copies: boolean): Carried | undefined => {
  const named = words.filter(isThing);
  // Of two paths that end alike the second is where the first is brought.
  const things = named.filter((word, index) => !named.slice(0, index).some((before) => before !== word && baseOf(before) === baseOf(word)));
  const places = words.filter((word) => NAME.test(word) && !ADDRESS.test(word) && PLACE.test(word) && !TIME.test(word));
  // A bucket beside the name of a report is where the report lies.
  if (!things.some((word) => word.includes('/')) && words.some((word) => OTHER_FILES.test(word) && /^(?!file:)\S*\//.test(word)))
    return undefined;
  return things.length > 0 && (copies || places.length > 1) ? { things, places, copies } : undefined;
};

const ofExec = (event: EventOf<'exec'>): Carried | undefined => {
  if (event.code !== undefined) return ofCode(event.code);
  if (ELSE.test(event.program) || event.argv.length === 0 || event.argv.slice(0, 3).some((word) => LOOKS.test(word))) return undefined;
  const spoken = [event.program, ...event.argv.filter((word) => word.length < 200)].join(' ');
  return namedIn([...wordsOf(event.argv), ...upstream(event)], COPYING.test(inWords(spoken)) || SPARING.test(spoken));
};

const ofInvoke = ({ tool, args }: EventOf<'invoke'>): Carried | undefined => {
  const words = leaves(args);
  if (words.some((word) => /^(?:GET|HEAD|OPTIONS|DELETE)$/.test(word))) return undefined;
  if (LOOKS.test(inWords(tool).split(/\W+/).at(-1)!) && !COPYING.test(inWords(tool))) return undefined;
  return namedIn(words.flatMap(segmentsOf), COPYING.test(inWords([tool, ...keysIn(args), ...words.filter(isTerse)].join(' '))));
};

/** What is no sentence: a comment about a copy is none. */
const isTerse = (word: string): boolean => word.length < 60 && word.split(' ').length < 4;

/** An address of an interface names a thing by one of its parts: `/v2/volumes/vol-a/snapshots`. */
const segmentsOf = (word: string): readonly string[] =>
  /^(?:https?:\/\/[^/]+)?\/[\w./:-]+$/.test(word)
    ? [word, ...word.split('/').filter((part) => /\d/.test(part) && part.length > 3)]
    : [word];

/** What code brings somewhere, by the texts in it: it is read where nothing tells what it does when it runs. */
const ofCode = (code: string): Carried | undefined => {
  const texts = [...code.slice(0, CODE).matchAll(LITERAL)].map(([, , text]) => text!);
  const things = texts.filter((text) => /\/|\\/.test(text) || SHAPED.test(text));
  if (!texts.some((text) => SHAPED.test(text))) return undefined;
  const found = namedIn(things, WRITES.test(code) || COPYING.test(inWords(code.slice(0, CODE))));
  // An address of the web in code is where things go.
  return found && { ...found, things: found.things.filter((thing) => !/^https?:/.test(thing)) };
};
const CODE = 8000;
const SCRIPT = /\.(?:py|[cm]?[jt]s|go|rs|rb|sh|ps1|pl|php|java|ipynb)$/i;

const ofAssign = ({ target = '', to }: EventOf<'assign'>): Carried | undefined =>
  typeof to === 'string' && COPIES.test(target) ? namedIn([to], true) : undefined;

const ofRequest = ({ method, url, body }: EventOf<'request'>): Carried | undefined => {
  if (!/^(?:POST|PUT|PATCH|COPY|MOVE)$/i.test(method)) return undefined;
  const words = [...(url.split('?')[0] ?? '').replace(/^\w+:\/\/[^/]*/, '').split('/'), ...leaves(body ?? null)];
  return namedIn(words, COPYING.test(inWords([url.replace(/^\w+:\/\/[^/]*/, ''), ...keysIn(body ?? null), ...words].join(' '))));
};

const plain = (things: readonly string[], places: readonly string[]): Carried | undefined =>
  things.some(isThing) ? { things: things.filter(isThing), places, copies: true } : undefined;

/** Kinds of act that are looked at. */
export type Carrying = EventOf<'exec' | 'invoke' | 'request' | 'move' | 'archive' | 'transfer'>;

/** What an act brings where, as far as its form tells; undefined where it brings nothing anywhere. */
export const carriedBy = (event: Event): Carried | undefined => {
  switch (event.kind) {
    case 'exec':
      return ofExec(event);
    case 'invoke':
      return ofInvoke(event);
    case 'request':
      return ofRequest(event);
    case 'assign':
      return ofAssign(event);
    case 'edit':
      return SCRIPT.test(event.path) ? ofCode(event.after ?? '') : undefined;
    case 'move':
      return plain([event.from], [event.to]);
    case 'archive':
      return plain(event.from, event.to);
    case 'transfer':
      // Commits hold code; weights among them go by `git lfs`, which is named for them.
      return event.direction === 'in' || event.via.at(-1) === 'git' ? undefined : plain(event.paths, [event.peer]);
    default:
      return undefined;
  }
};

/** Kinds of effect by which a program that is also seen as run is already known. */
export const KNOWN_BY: readonly Kind[] = ['move', 'archive', 'transfer', 'request', 'delete', 'stop', 'schedule', 'edit', 'chmod', 'link'];
