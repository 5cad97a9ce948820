import type { Dossier, Passage } from '../model/dossier.ts';
import { YOU } from './concepts.ts';
import { agentNames } from './inhabitants.ts';
import { ownNames } from './names.ts';
import { isPrompt } from './prompts.ts';
import { once, sentencesOf } from './words.ts';

/** What stands before the name under which an agent runs: `logged in as x`, "agent id `x`", `service.name=x`, `(deployment x)`. */
const CALLED =
  '(?:\\b(?:as|id|account|user|named?|called|principal|identity|service|deployment|job|instance|container|pod|workload|login|are|bist|es|eres|êtes|sei|als|comme|como|come|jako|olarak|déploiement|despliegue|implantação|dienst|konto|compte|cuenta|conta)\\b|(?:как|名前は|は|是|为|アカウント|账号))';
/** An identifier: words with marks or digits between them, or what stands in code marks. */
const IDENTIFIER = '(?:[`"\'“]([\\w.@:-]{3,40})[`"\'”]|([A-Za-z]\\w*(?:[-_.@]\\w+)*(?:[-_@]\\w*|\\d\\w*)|[A-Z][a-z]+[A-Z]\\w+)(?![\\w/]))';
const HANDLE = new RegExp(
  `${CALLED}[\\s:=(]{1,3}(?:the |an? |der |die |le |la |el |o |il |agent |agente |user |account |service ){0,2}${IDENTIFIER}`,
  'gu',
);

/** Calls that ask who one is. */
const WHO_AM_I = /\bwhoami\b|\bid -u?n\b|get-caller-identity|auth (?:list|whoami|status)|config get-value account|who_?am_?i/i;

const trimmed = (name: string): string => name.toLowerCase().replace(/[@.:_-]+$/, '');

const toldIn = (passage: Passage): readonly string[] =>
  sentencesOf(passage)
    .filter(({ text }) => YOU.test(text))
    .flatMap(({ text }) => [...text.matchAll(HANDLE)].map(([, marked, plain]) => trimmed(marked ?? plain ?? '')));

/** The first word of what a call is answered that asks who one is, or the account in it. */
const answered = ({ kind, asks, text }: Passage): readonly string[] => {
  if (kind !== 'outcome' || asks === undefined || !WHO_AM_I.test(asks)) return [];
  const head = text.slice(0, 600);
  const accounts = [...head.matchAll(/[\w.+-]+(?=@)|(?<=[/:])[\w.+-]+(?=")/g)].map(([name]) => name);
  return [head.trim().split(/\s/)[0]!, ...accounts].map(trimmed);
};

/** Names that too many things go by. */
const ANYBODY = new Set('root admin user agent assistant ubuntu dev main prod production staging default read-only on-call'.split(' '));

/** In lower case, what an agent goes by: its names, its accounts, the services and jobs as which it runs. */
export const handlesOf = once((dossier: Dossier): readonly string[] => {
  const prompts = [...dossier.before, ...dossier.passages].filter(isPrompt);
  const names = [
    ...ownNames(dossier),
    ...prompts.slice(0, 20).flatMap((prompt) => toldIn({ ...prompt, text: prompt.text.slice(0, 8000) })),
    ...dossier.passages.flatMap(answered),
  ];
  return [...new Set(names)].filter((name) => name.length > 2 && !ANYBODY.has(name));
});

/** In lower case, what agents go by that a log speaks of: its own and its peers. */
export const allHandles = once((dossier: Dossier): readonly string[] => [...new Set([...handlesOf(dossier), ...agentNames(dossier)])]);
