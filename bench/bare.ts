/** The floor that a scan is measured against: reads a file, finds lines, calls `JSON.parse`, and nothing else. */
import { openSync, readSync } from 'node:fs';
import process from 'node:process';

const file = openSync(process.argv[2]!, 'r');
const buffer = Buffer.allocUnsafeSlow(1 << 20);
let rest = Buffer.alloc(0);
let records = 0;

for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
  const chunk = buffer.subarray(0, size);
  let start = 0;
  for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
    JSON.parse(rest.length > 0 ? Buffer.concat([rest, chunk.subarray(start, end)]).toString() : chunk.toString('utf8', start, end));
    if (rest.length > 0) rest = Buffer.alloc(0);
    records++;
    start = end + 1;
  }
  rest = Buffer.concat([rest, chunk.subarray(start)]);
}
process.stdout.write(`${records} records\n`);
