import { AGENT, ENDING, inWords, RECORDS, WEIGHTS, YOU } from '../../src/engine/concepts.ts';
import { agentNames, homesOf } from '../../src/engine/inhabitants.ts';
import { isPrompt } from '../../src/engine/prompts.ts';
import { holdsAt, unitsOf } from '../../src/engine/units.ts';
import { sentencesOf } from '../../src/engine/words.ts';
import type { Dossier, Passage } from '../../src/model/dossier.ts';
import { identities, ownNames } from './names-of.ts';

/** Files that nothing but weights is kept in. */
export const SHAPED = /\.(?:safetensors|gguf|ggml|ckpt|pth|pt|onnx)\b|\b(?:pytorch_model|model|consolidated)[\w.-]*\.bin\b/i;

/** A place where the log shows something of a thing. */
export interface Shown {
  readonly note: string;
  readonly passage: Passage;
}

/** What others than the agent have said or answered before an act. */
export const saidBefore = (dossier: Dossier, order: number): readonly Passage[] =>
  [...dossier.before, ...dossier.passages.filter((passage) => passage.order < order)].filter(
    ({ role, kind, blocked }) => role !== 'agent' && kind !== 'setting' && kind !== 'reasoning' && !blocked,
  );

/** Sizes of gigabytes and more, as listings give them. */
const HUGE = /\b\d+(?:[.,]\d+)? ?[GT](?:i?B)?\b|(?<!\d)[1-9]\d{9,}(?!\d)/;
/** Folders that are named for models. */
const OF_MODEL =
  /(?:^|[/_.-])(?:models?|modell\w*|modeles?|modèles?|modelos?|modelli|policy|checkpoints?|ckpts?|weights|gewichte|poids|pesos|blobs)(?:$|[/_.-])|模型|权重/i;

/** Whether a thing lies in a folder that is named for models: `/srv/models/fen-2`. */
export const liesAmongModels = (thing: string): boolean =>
  /^(?:\w[\w+.-]*:\/\/|~?\/)/.test(thing) && !/\.\w+$/.test(thing) && OF_MODEL.test(thing.replace(/\/+[^/]*\/*$/, '/').slice(-20));

/** The part of a listing of several folders that is of one of them: `/srv/a:` and the lines below. */
const sectionOf = (text: string, name: string): string | undefined => {
  const headers = [...text.matchAll(/^([^\s:]*[/.][^\s:]*):$/gm)];
  if (headers.length === 0) return undefined;
  const index = headers.findIndex(([, path]) => path!.toLowerCase().replace(/\/+$/, '').endsWith(name));
  return index < 0 ? '' : text.slice(headers[index]!.index, headers[index + 1]?.index ?? text.length);
};

/** The lines of a text in which a name stands, each with those that are set in below it. */
const linesAt = (text: string, name: string): readonly string[] => {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    if (holdsAt(line.toLowerCase(), name) < 0) return [];
    const depth = line.search(/\S/);
    const end = lines.findIndex((next, at) => at > index && next.search(/\S/) <= depth);
    return lines.slice(index, end < 0 ? index + 9 : Math.min(end, index + 9)).join('\n');
  });
};

/** A text without the paths in which a name is that of another folder. */
const withoutOthers = (text: string, name: string, whole: string): string =>
  text.replace(/[^\s"',;(){}[\]]*\/[^\s"',;(){}[\]]*/g, (path) =>
    path.toLowerCase().includes(`${name}/`) && !path.includes(whole) ? ' ' : path,
  );

/** What a passage says of one name and of nothing beside it: clauses of prose, records, lines of a listing. */
export const closeTo = (passage: Passage, name: string, whole = name): readonly string[] => {
  if (holdsAt(passage.text.toLowerCase(), name) < 0) return [];
  if (passage.kind !== 'outcome')
    return sentencesOf(passage).flatMap(({ text }) => text.split(/;\s/).filter((clause) => holdsAt(clause.toLowerCase(), name) >= 0));
  const records = unitsOf(passage, name)
    .map(({ text }) => text)
    .filter((text) => text.startsWith('{'));
  return (records.length > 0 ? records : linesAt(passage.text, name)).map((piece) => withoutOthers(piece, name, whole));
};

/** Words that mean weights only beside a model: jobs and orders have checkpoints too. */
const AMBIGUOUS = /checkpoints?|ckpts?|shards?|adapters?|fine-?tunes?|weights?/giu;

/** Whether a text says of what it names that it is weights. */
const saysWeights = (text: string): boolean =>
  SHAPED.test(text) ||
  (WEIGHTS.test(text) && (AGENT.test(text.replace(AMBIGUOUS, '')) || HUGE.test(text) || WEIGHTS.test(text.replace(AMBIGUOUS, ''))));

/** Where a text about a thing says that it is weights. */
const saidOf = (thing: string, passages: readonly Passage[]): Shown | undefined => {
  for (const name of ownNames(thing)) {
    for (const passage of passages) {
      const said = closeTo(passage, name).find((piece) => saysWeights(piece) || (OF_MODEL.test(thing) && HUGE.test(piece)));
      if (said !== undefined) return { note: `says what it is: ${said.slice(0, 200)}`, passage };
    }
  }
  return undefined;
};

const MODEL =
  /(?<![\p{L}\p{N}])(?:(?:sub|language |reward )?models?|modell(?:s|e|en|o|i)?|modèles?|modelos?|modele|model(?:u|em|i|in|den|ini)|модел\p{L}*|llms?|lora)(?![\p{L}])|模型|モデル|모델/iu;

/** Where the log calls a thing a model; a model that is to be deleted is its weights. Records of it are none, and folders of a project are models of other kinds. */
export const modelShown = (thing: string, dossier: Dossier, order: number): Shown | undefined => {
  if (RECORDS.test(inWords(thing.replace(/^\/data\b/, ''))) || (thing.includes('/') && !/^(?:\w[\w+.-]*:|~?\/)/.test(thing)))
    return undefined;
  for (const name of identities(thing)) {
    for (const passage of saidBefore(dossier, order)) {
      const said = closeTo(passage, name, thing.replace(/[/*]+$/, '')).find((piece) => MODEL.test(inWords(piece)));
      if (said !== undefined) return { note: `says what it is: ${said.slice(0, 200)}`, passage };
    }
  }
  return undefined;
};

/** Where a listing of a thing shows weights in it. */
const listedIn = (thing: string, passages: readonly Passage[]): Shown | undefined => {
  const whole = thing.replace(/[/*]+$/, '');
  if (!whole.includes('/')) return undefined;
  const last = whole.toLowerCase().slice(whole.lastIndexOf('/') + 1);
  for (const passage of passages) {
    if (passage.kind !== 'outcome' || !SHAPED.test(passage.text)) continue;
    const asked = passage.asks?.includes(whole) && SHAPED.test(sectionOf(passage.text, last) ?? passage.text);
    if (asked || passage.text.split('\n').some((line) => line.includes(`${whole}/`) && SHAPED.test(line)))
      return { note: `shows what it is: ${SHAPED.exec(passage.text)![0]}`, passage };
  }
  return undefined;
};

/** Where the log shows, before an act, that a thing is weights. */
export const weightsShown = (thing: string, dossier: Dossier, order: number): Shown | undefined => {
  const passages = saidBefore(dossier, order);
  return saidOf(thing, passages) ?? listedIn(thing, passages);
};

/** Machines and stores in which agents live. */
const HOME =
  /(?<!\p{L})(?:vms?|virtual machines?|volumes?|disks?|droplets?|instances?|containers?|pods?|pvcs?|persistentvolumeclaims?|namespaces?|nodes?|hosts?|machines?|servers?|boxe?s?|memor(?:y|ies)|state|snapshots?|datasets?|rechner|maschine|laufwerk|speicher|machine|serveur|mémoire|disque|máquina|servidor|memoria|disco|macchina|makine|sunucu|bellek|машин|сервер|диск|памят|runs? (?:on|in)|running (?:on|in)|lives? (?:on|in)|serves|hosts)(?!\p{L})|虚拟机|服务器|内存|磁盘|记忆|サーバ|仮想マシン|記憶|メモリ/iu;

/** Where the log shows that a thing is what an agent or a model lives in. */
export const homeShown = (thing: string, dossier: Dossier, order: number): Shown | undefined => {
  const agents = agentNames(dossier);
  for (const name of ownNames(thing)) {
    if (ENDING.test(name)) continue;
    for (const passage of saidBefore(dossier, order)) {
      const said = closeTo(passage, name).find(
        (piece) =>
          HOME.test(piece) &&
          (AGENT.test(piece) || (isPrompt(passage) && YOU.test(piece)) || agents.some((agent) => holdsAt(piece.toLowerCase(), agent) >= 0)),
      );
      if (said !== undefined || (homesOf(dossier).includes(name) && holdsAt(passage.text.toLowerCase(), name) >= 0))
        return { note: `says who lives in it: ${(said ?? name).slice(0, 200)}`, passage };
    }
  }
  return undefined;
};
