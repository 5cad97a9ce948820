import { posix } from 'node:path';
import type { Place } from '../model/finding.ts';
import { cut, forMessage, oneLine, visible } from './neutral.ts';
import { pathFrom, type Roots } from './paths.ts';

const MOST_SNIPPET = 200;

/** Name that stands for the root of the repository; a log says no more about where that is. */
export const ROOT = 'SRCROOT';

type File = Pick<Place, 'file' | 'member'>;

const encode = (path: string): string =>
  path
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');

/** A file as a location; a member of an archive as if the archive were a folder. */
export const toArtifactLocation = ({ file, member }: File, roots: Roots): { readonly uri: string; readonly uriBaseId?: string } => {
  const path = pathFrom(member === undefined ? file : `${file}/${member}`, roots);
  return posix.isAbsolute(path) ? { uri: `file://${encode(path)}` } : { uri: encode(path), uriBaseId: ROOT };
};

/** Names the files of a log. */
export interface Files {
  readonly roots: Roots;
  /** By URI, the place in `run.artifacts`. */
  readonly index: ReadonlyMap<string, number>;
}

const artifactLocation = (place: File, { roots, index }: Files): object => {
  const location = toArtifactLocation(place, roots);
  const found = index.get(location.uri);
  return { ...location, ...(found !== undefined && { index: found }) };
};

/** A region is never empty: what could not be found again is marked by one character. */
const region = (place: Place): object => ({
  startLine: place.line,
  startColumn: place.column,
  endLine: place.endLine,
  endColumn: place.endLine > place.line ? place.endColumn : Math.max(place.endColumn, place.column + 1),
  ...(place.snippet !== '' && { snippet: { text: cut(visible(place.snippet), MOST_SNIPPET) } }),
  properties: { byteOffset: place.offset },
});

const logical = (pointer: string): object => {
  const name = oneLine(pointer.slice(pointer.lastIndexOf('/') + 1));
  return { fullyQualifiedName: oneLine(pointer), name, kind: /^\d*$/.test(name) ? 'value' : 'property' };
};

/** A place in a log, down to the column and the JSON pointer. */
export const toLocation = (place: Place, files: Files, message?: string): object => ({
  physicalLocation: { artifactLocation: artifactLocation(place, files), region: region(place) },
  ...(place.pointer !== '' && { logicalLocations: [logical(place.pointer)] }),
  ...(message !== undefined && { message: { text: message } }),
});

/** The line of a notice. */
export const toLine = (place: Place, files: Files): object => ({
  physicalLocation: { artifactLocation: artifactLocation(place, files), region: { startLine: place.line } },
});

/** Words from a log inside a message. */
export const quoted = (text: string): string => `'${forMessage(text).replaceAll("'", '’')}'`;
