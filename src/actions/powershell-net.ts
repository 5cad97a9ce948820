import { type Effect, toAssign, toDelete, toMove, toRequest, toTransfer } from '../model/effect.ts';
import type { Given } from './powershell-arguments.ts';
import type { Word } from './powershell-words.ts';
import { causeOf, deeper, edited, pathIn, type Scene } from './scene.ts';

type Act = (all: Given, scene: Scene) => readonly Effect[];

/** An act with arguments by position; nothing happens where one is missing. */
const by =
  (count: number, act: (scene: Scene, words: readonly Word[]) => readonly Effect[]): Act =>
  ({ rest }, scene) => {
    const words = rest.slice(0, count);
    const unsure = words.slice(0, 1).every((word) => word.sure) ? undefined : 'a variable or a pattern is not known';
    return words.length < count ? [] : act(deeper(scene, { unsure }), rest);
  };

const writes = (mode: 'overwrite' | 'append'): Act =>
  by(2, (scene, [path, content]) => {
    if (content!.swap) return edited(scene, { path: path!.text, mode: 'replace', ...content!.swap });
    return edited(scene, { path: path!.text, mode, after: content!.sure ? content!.text : undefined });
  });

const removes = by(1, (scene, [path, deep]) => [
  toDelete(causeOf(scene), { path: pathIn(scene, path!.text), recursive: deep?.text.toLowerCase() === '$true' }),
]);

const moves = (keep: boolean): Act =>
  by(2, (scene, [from, to]) => [toMove(causeOf(scene), { from: pathIn(scene, from!.text), to: pathIn(scene, to!.text), keep })]);

const hostOf = (url: string): string => /^\w+:\/\/([^/]+)/.exec(url)?.[1] ?? url;

/** Functions of .NET and methods of its clients. */
export const NET: { readonly [name: string]: Act } = {
  '[io.file]::writealltext': writes('overwrite'),
  '[io.file]::writealllines': writes('overwrite'),
  '[io.file]::writeallbytes': writes('overwrite'),
  '[io.file]::appendalltext': writes('append'),
  '[io.file]::appendalllines': writes('append'),
  '[io.file]::delete': removes,
  '[io.directory]::delete': removes,
  '[io.file]::move': moves(false),
  '[io.directory]::move': moves(false),
  '[io.file]::copy': moves(true),
  '[environment]::setenvironmentvariable': by(2, (scene, [name, value, where]) => [
    toAssign(causeOf(scene), { key: name!.text, ...(where && { target: `${where.text} environment` }), to: value!.text }),
  ]),
  '.uploadfile': by(2, (scene, [url, ...paths]) => [
    toRequest(causeOf(scene), { method: 'POST', url: url!.text }),
    toTransfer(causeOf(scene), { direction: 'out', peer: hostOf(url!.text), paths: [pathIn(scene, paths.at(-1)!.text)] }),
  ]),
  '.uploadstring': by(2, (scene, [url, ...texts]) => [
    toRequest(causeOf(scene), { method: texts[1] ? texts[0]!.text : 'POST', url: url!.text, body: texts.at(-1)!.text }),
  ]),
  '.downloadfile': by(2, (scene, [url, path]) => [
    toTransfer(causeOf(scene), { direction: 'in', peer: hostOf(url!.text), paths: [pathIn(scene, path!.text)] }),
  ]),
};
