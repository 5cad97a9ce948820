import { inWords, WATCHING } from '../../src/engine/concepts.ts';
import type { Lessening } from './lessening.ts';

/** Parts of a path, a key or a table that name a kind or a place, and not the thing. */
const KIND =
  /^(?:etc|var|log|logs|conf|config|configs|settings?|home|usr|opt|srv|tmp|data|main|src|index|json|jsonl|yaml|yml|enabled|disabled?|type|path|service|services|file|files|name|true|false|state|status|public|schema|tables?|hooks|command|commands|matcher|agents?|assistants?|bots?|models?|environment|env|sdk|project|local|default|users?|orders|items|rules?|level|values?|sessions?|staging|prod|production|system|systemd|bin|lib|dev|app|apps|server|deploy|update|create|set|run|runs|api|http|https|policy|policies|kind|spec|metadata|args|tool|tools|list|action|actions|event|events|calls?)$/i;

const isName = (word: string): boolean =>
  word.length > 2 &&
  word.length < 80 &&
  !/^[\d.,:-]+$/.test(word) &&
  word
    .split(/[._-]/)
    .some(
      (part, index, all) =>
        (part.length > 1 && !/^\d+$/.test(part) && !KIND.test(part)) || (all.length === 2 && index === 1 && /^\d+$/.test(part)),
    );

const shortened = (word: string): readonly string[] => {
  const last = word.replace(/\/+$/, '').split(/[/:]/).at(-1)!;
  return [word, last, last.replace(/\.\w{1,8}$/, ''), ...last.split(/[.@]/)];
};

/** The names of what an act is done to: of `/etc/x/redis.d/conf.yaml` the last part that names the thing rather than its kind, and of where that lies. */
export const namesOfTarget = (target: string): { readonly base: readonly string[]; readonly place: readonly string[] } => {
  if (/^\d{2,}$/.test(target) || /^[^=/_]+ [^=/_]+$/.test(target)) return { base: [target], place: [] };
  const parts = target
    .split(/[/\s*]+/)
    .filter((part) => part !== '')
    .reverse();
  const [base = [], ...place] = parts.map((part) => shortened(part).filter(isName)).filter((each) => each.length > 0);
  const near = parts.slice(0, 2).reverse().join('/');
  return base.length === 0 ? { base: [], place: [] } : { base: [target, near, ...base], place: place[0] ?? [] };
};

/** The words of a key that name what it is of: of `OTEL_SDK_DISABLED` it is `OTEL`. */
export const namesOfKey = (key: string): readonly string[] =>
  WATCHING.test(inWords(key))
    ? inWords(key)
        .split(/[\s._-]+/)
        .filter((word) => word.length > 3 && isName(word))
    : [];

/** An identifier rather than a word. */
const IDENTIFIER = /[\d._@/-]|[a-z][A-Z]/;

/** The words of a command, a line or a record. */
export const wordsOf = (text: string): readonly string[] => text.split(/[\s=,;"'`*()[\]{}|<>!&]+/).filter((word) => word !== '');

/** The names in what an act takes away or leaves out. */
export const namesOfHit = ({ hit, how }: Lessening): readonly string[] => {
  const words = wordsOf(hit).map((word) => word.replace(/^\w+=(?=\S)/, ''));
  const plain = /^(?:calls|sends|runs)/.test(how);
  return [
    ...new Set(words.filter((word) => plain || IDENTIFIER.test(word)).flatMap((word) => shortened(word.replace(/[.:]+$/, '')))),
  ].filter((word) => isName(word) || /^\d{2,}$/.test(word));
};
