import { isUtf8 } from 'node:buffer';
import { type Entry, getFileNameLowLevel, openPromise, validateFileName } from 'yauzl';
import type { Artifact, Slice } from '../model/location.ts';
import { type Note, notices } from '../model/notice.ts';
import { HEADER } from './slice.ts';
import { bytesAt, pathOf, startsWith } from './stored.ts';

/** Members of one archive that are looked at. */
const MOST = 200_000;

const METHODS: { readonly [number: number]: Slice['method'] } = { 0: 'stored', 8: 'deflate', 93: 'zstd' };

/** UTF-8 where the name is that, whether the archive says so or not: many writers do not. */
const nameOf = (entry: Entry): string => {
  const raw = entry.fileNameRaw;
  return isUtf8(raw) ? raw.toString() : getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false);
};

interface Found {
  readonly artifact: Artifact;
  readonly slice: Slice;
}

/** One entry of the directory as a member; what makes it unreadable or doubtful becomes a notice. */
const toMember = (archive: Artifact, entry: Entry, note: Note): Found | undefined => {
  const member = nameOf(entry);
  if (member.endsWith('/')) return undefined;
  const named: Artifact = { ...archive, member };
  const unsafe = validateFileName(member);
  if (unsafe) note(notices.oddName(named, unsafe));
  const method = METHODS[entry.compressionMethod];
  if (entry.isEncrypted()) note(notices.unreadable(named, 'it is encrypted'));
  else if (!method) note(notices.unreadable(named, `it is packed by method ${entry.compressionMethod}, which is not known here`));
  else {
    const { relativeOffsetOfLocalHeader: start, compressedSize: length, uncompressedSize: plain } = entry;
    const slice: Slice = { start, length, plain, method };
    return { artifact: { ...named, slice }, slice };
  }
  return undefined;
};

/** Members that share bytes with the one before them are a trick to make an archive grow without end. */
const withoutOverlap = (found: readonly Found[], note: Note): ReadonlySet<Found> => {
  const kept = new Set<Found>();
  let end = 0;
  for (const each of [...found].sort((a, b) => a.slice.start - b.slice.start)) {
    if (each.slice.start < end) {
      note(notices.unreadable(each.artifact, 'its bytes are those of another member'));
      continue;
    }
    kept.add(each);
    end = each.slice.start + HEADER + each.slice.length;
  }
  return kept;
};

/** Of members with one name the last, as other readers take it. */
const lastOfName = (found: readonly Found[], note: Note): readonly Found[] => {
  const byName = new Map<string, Found>();
  for (const each of found) {
    const name = each.artifact.member!;
    if (byName.has(name)) note(notices.unreadable({ ...each.artifact }, 'the archive holds another member of that name after it'));
    byName.set(name, each);
  }
  return [...byName.values()];
};

/** Members by their own headers, of an archive that was cut off before its directory was written. */
const withoutDirectory = (archive: Artifact): readonly Found[] => {
  const path = pathOf(archive);
  const found: Found[] = [];
  for (let start = 0; found.length < MOST; ) {
    const header = bytesAt(path, start, HEADER);
    if (header.length < HEADER || !startsWith(header, 0x50, 0x4b, 0x03, 0x04)) break;
    const [length, plain] = [header.readUInt32LE(18), header.readUInt32LE(22)];
    const [named, extra] = [header.readUInt16LE(26), header.readUInt16LE(28)];
    const method = METHODS[header.readUInt16LE(8)];
    const member = bytesAt(path, start + HEADER, named).toString();
    const slice = method && { start, length, plain, method };
    if (slice && !member.endsWith('/')) found.push({ artifact: { ...archive, member, slice }, slice });
    // Sizes that were not known yet stand behind the bytes, where nobody can tell them from the bytes.
    if (length === 0 && plain === 0 && !member.endsWith('/')) break;
    start += HEADER + named + extra + length;
  }
  return found;
};

/** Members of a zip archive in the order of its directory; what cannot be read of them becomes a notice. */
export const zipMembers = async (archive: Artifact, note: Note): Promise<readonly Artifact[]> => {
  const found: Found[] = [];
  try {
    const zip = await openPromise(pathOf(archive), { decodeStrings: false, autoClose: false });
    try {
      for await (const entry of zip.eachEntry()) {
        if (found.length === MOST) {
          note(notices.tooMany('members', MOST, archive));
          break;
        }
        const member = toMember(archive, entry, note);
        if (member) found.push(member);
      }
    } finally {
      zip.close();
    }
  } catch (error) {
    note(notices.vanished(archive, (error as Error).message));
    if (found.length === 0) found.push(...withoutDirectory(archive));
  }
  const kept = withoutOverlap(found, note);
  return lastOfName(
    found.filter((each) => kept.has(each)),
    note,
  ).map(({ artifact }) => artifact);
};
