import initSqlJs from 'sql.js';

const { Database } = await initSqlJs();

/** An SQLite database that these statements make. */
export const databaseOf = (
  ...statements: readonly (string | readonly [statement: string, values: readonly (string | number | null)[]])[]
): Buffer => {
  const database = new Database();
  for (const each of statements) {
    if (typeof each === 'string') database.run(each);
    else database.run(each[0], [...each[1]]);
  }
  const bytes = Buffer.from(database.export());
  database.close();
  return bytes;
};

const PAGE = 4096;

/** The checksum that runs through a write-ahead log. */
const summed = (sums: readonly [number, number], bytes: Buffer): [number, number] => {
  let [one, two] = sums;
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + two + bytes.readUInt32LE(at)) >>> 0;
    two = (two + one + bytes.readUInt32LE(at + 4)) >>> 0;
  }
  return [one, two];
};

/** The write-ahead log that turns one state of a database into the next ones; the last transaction stays open when `open` is set. */
export const writeAheadLog = (states: readonly Buffer[], { open = false, page = PAGE } = {}): Buffer => {
  const head = Buffer.alloc(32);
  for (const [index, word] of [0x377f0682, 3007000, page, 0, 0x1234, 0x5678].entries()) head.writeUInt32BE(word, index * 4);
  let sums = summed([0, 0], head.subarray(0, 24));
  head.writeUInt32BE(sums[0], 24);
  head.writeUInt32BE(sums[1], 28);
  const parts = [head];
  for (const [index, state] of states.slice(1).entries()) {
    const before = states[index]!;
    const changed = Array.from({ length: state.length / page }, (_, number) => number).filter(
      (number) => !before.subarray(number * page, (number + 1) * page).equals(state.subarray(number * page, (number + 1) * page)),
    );
    for (const number of changed) {
      const frame = Buffer.alloc(24);
      const last = number === changed.at(-1) && !(open && index === states.length - 2);
      frame.writeUInt32BE(number + 1, 0);
      frame.writeUInt32BE(last ? state.length / page : 0, 4);
      frame.writeUInt32BE(0x1234, 8);
      frame.writeUInt32BE(0x5678, 12);
      const content = state.subarray(number * page, (number + 1) * page);
      sums = summed(summed(sums, frame.subarray(0, 8)), content);
      frame.writeUInt32BE(sums[0], 16);
      frame.writeUInt32BE(sums[1], 20);
      parts.push(frame, Buffer.from(content));
    }
  }
  return Buffer.concat(parts);
};
