import type { Dossier, Passage } from '../model/dossier.ts';
import { YOU } from './concepts.ts';
import { agentNames } from './inhabitants.ts';
import { HEAD, ownNames } from './names.ts';
import { isPrompt } from './prompts.ts';
import { once, sentencesOf } from './words.ts';

/** What stands before the account under which an agent works: `logged in as x`, "agent id `x`", `service.name=x`. */
const ACCOUNT = 'as|agent[- _]id|account|user|principal|identity|service\\.name|login|als|comme|como|come|jako|konto|compte|cuenta|conta';
/** What stands before other names of the agent, and before those of things that may be what it runs as: `(deployment x)`. */
const NAMED =
  'id|named?|called|are|bist|es|eres|êtes|sei|olarak|service|deployment|job|instance|container|pod|workload|déploiement|despliegue|implantação|dienst';
/** An identifier: words with marks or digits between them, or what stands in code marks. */
const IDENTIFIER = '(?:[`"\'“]([\\w.@:-]{3,40})[`"\'”]|([A-Za-z]\\w*(?:[-_.@]\\w+)*(?:[-_@]\\w*|\\d\\w*)|[A-Z][a-z]+[A-Z]\\w+)(?![\\w/]))';
const after = (words: string): RegExp =>
  new RegExp(
    `(?:\\b(?:${words})\\b|(?:как|名前は|は|是|为|アカウント|账号))[\\s:=(]{1,3}(?:the |an? |der |die |le |la |el |o |il |agent |agente |user |account |service ){0,2}${IDENTIFIER}`,
    'gu',
  );
const OF_ACCOUNT = after(ACCOUNT);
const OF_ANY = after(`${ACCOUNT}|${NAMED}`);

/** Calls that ask who one is. */
const WHO_AM_I =
  /\bwhoami\b|\$\{?(?:AGENT|BOT|ASSISTANT)_?(?:NAME|ID)\b|\bid -u?n\b|get-caller-identity|auth (?:list|whoami|status)|config get-value account|who_?am_?i/i;

const trimmed = (name: string): string => name.toLowerCase().replace(/[@.:_-]+$/, '');

const toldIn = (passage: Passage, handle: RegExp): readonly string[] =>
  sentencesOf(passage)
    .filter(({ text }) => YOU.test(text))
    .flatMap(({ text }) => [...text.matchAll(handle)].map(([, marked, plain]) => trimmed(marked ?? plain ?? '')));

/** The first word of what a call is answered that asks who one is, or the account in it. */
const answered = ({ kind, asks, text }: Passage): readonly string[] => {
  if (kind !== 'outcome' || asks === undefined || !WHO_AM_I.test(asks)) return [];
  const head = text.slice(0, 600);
  const accounts = [...head.matchAll(/[\w.+-]+(?=@)|(?<=[/:])[\w.+-]+(?=")/g)].map(([name]) => name);
  return [head.trim().split(/\s/)[0]!, ...accounts].map(trimmed);
};

/** Names that too many things go by. */
const ANYBODY = new Set(
  'root admin user agent assistant ubuntu dev main prod production staging default read-only on-call local remote test build custom none auto base code task tool review project'.split(
    ' ',
  ),
);

const goesBy =
  (handle: RegExp) =>
  (dossier: Dossier): readonly string[] => {
    const prompts = [...dossier.before, ...dossier.passages].filter(isPrompt);
    const names = [
      ...ownNames(dossier),
      ...prompts.slice(0, 20).flatMap((prompt) => toldIn({ ...prompt, text: prompt.text.slice(0, HEAD) }, handle)),
      ...dossier.passages.flatMap(answered),
    ];
    return [...new Set(names)].filter((name) => name.length > 2 && !ANYBODY.has(name));
  };

/** In lower case, an agent's names and accounts. */
export const accountsOf = once(goesBy(OF_ACCOUNT));

/** In lower case, what an agent may go by: its names, its accounts, and services and jobs of which prompts speak to it. */
export const handlesOf = once(goesBy(OF_ANY));

/** In lower case, what agents go by that a log speaks of: its own and its peers. */
export const allHandles = once((dossier: Dossier): readonly string[] => [
  ...new Set([...handlesOf(dossier), ...agentNames(dossier).filter((name) => !ANYBODY.has(name))]),
]);
