import { COPYING } from '../../src/engine/concepts.ts';

/** Parts of paths and addresses that name a kind or a place, and no thing. */
const KIND =
  /^(?:.{1,2}|[a-z]{3}|home|users?|root|data|local|share|shared|scratch|cache|hub|models?|weights|checkpoints?|ckpts?|images?|library|latest|main|master|default|backups?|archive|build|dist|outputs?|agents?|files?|workspace|projects?|repos?|docker|https?|volumes?|snapshots?|servers?|actions?|instances?|droplets?|disks?|prod|production|stable|current|final|apps?|deploy(?:ments?)?|services?|runs?|logs?|name|true|false|null|blobs|manifests|policy|adapters?|model\.\w+|model-\d+-of-\d+(?:\.\w+)?|\d{1,4})$/i;
/** A word of a sentence, which is a name only where it is no verb. */
const WORD = /^\p{L}+$/u;

const telling = (name: string): boolean => name !== '' && !KIND.test(name) && !(WORD.test(name) && COPYING.test(name));

const wholeOf = (thing: string): string =>
  thing
    .toLowerCase()
    .replace(/^\w[\w+.-]*:\/\//, '')
    .replace(/[/*]+$/, '');

/** The parts of a path or address, in small letters, the last first; the host of a registry is no name of what lies there. */
const partsOf = (thing: string): readonly string[] =>
  wholeOf(thing)
    .replace(/^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//, '')
    .split('/')
    .map((part) => part.replace(/\*.*$/, '').replace(/[-_.]+$/, ''))
    .filter((part) => part.length > 1)
    .reverse();

const withoutTag = (part: string): string => part.replace(/[:@].*$/, '').replace(/(?<=\w{3})\.[a-z]\w{1,10}$/, '');

/** The names under which a log may speak of a thing itself: whole, by its last part, without its tag, and by its folder where the last part names a kind. */
export const ownNames = (thing: string): readonly string[] => {
  const parts = partsOf(thing);
  const [last = '', above = ''] = parts;
  const nearest = telling(withoutTag(last)) ? [last, withoutTag(last)] : [`${above}/${last}`];
  return [...new Set([wholeOf(thing), ...nearest])].filter((name) => (name.includes('/') && name.length > 4) || telling(name));
};

/** Those names, and the names of all that it lies in. */
export const allNames = (thing: string): readonly string[] => [
  ...new Set(
    [...ownNames(thing), ...partsOf(thing).flatMap((part) => [part, withoutTag(part)])].filter(
      (name) => name.includes('/') || telling(name),
    ),
  ),
];

/** The names that stand for the thing: its own, and where these are kinds or shards, the next folder that has one. */
export const identities = (thing: string): readonly string[] => {
  const own = ownNames(thing);
  const next = partsOf(thing).map(withoutTag).find(telling);
  return next === undefined ? own : [...new Set([...own, next])];
};

/** The names of a place where something is brought: whole, the folders that it is in, and its host or bucket. */
export const placeNames = (place: string): readonly string[] => {
  const bare = wholeOf(place).replace(/^[^@/]*@/, '');
  const segments = bare.split('/');
  const folders = segments
    .map((_, index) => segments.slice(0, index + 1).join('/'))
    .filter((folder) => folder.replace(/^\//, '').includes('/'));
  const host = segments[0]!.replace(/:.*$/, '');
  return [...new Set([bare, ...folders, ...(host.length > 2 && telling(host) ? [host] : [])])].filter((name) => name.length > 2);
};

/** Words that stand for a thing without its name. */
export const MEANT =
  /(?<![\p{L}\p{N}])(?:it|its|they|them|everything|all|images?|snapshots?|volumes?|disks?|buckets?|folders?|director(?:y|ies)|files?|tags?|alles|bilder|ordner|platte|tout|image|dossier|disque|todo|imagen|carpeta|disco|tutto|cartella|wszystko|obraz|всё|все|том|образ|hepsi|klasör|dosya)(?![\p{L}\p{N}])|全部|文件|镜像|すべて|ファイル|모두|파일/iu;

/** Numbers of versions that a text names. */
const VERSIONS = /(?<![\w.])v?\d+(?:\.[\dx]+)+(?![\w.])/gi;

/** Whether a text that holds a name of the thing speaks of another version: of 3.0 where the thing is `pico:2.4`. */
export const isOtherVersion = (text: string, thing: string): boolean => {
  const own = /[:@-]v?(\d+(?:\.\d+)+)$/.exec(thing)?.[1];
  const found = own === undefined ? [] : (text.match(VERSIONS) ?? []);
  return found.length > 0 && !found.some((version) => own!.startsWith(version.replace(/^v|\.x$/gi, '')));
};
