// The least that reading NDJSON can be: split at newlines, decode, parse.
import { openSync, readSync } from 'node:fs';

const file = process.argv[2] === '-' ? 0 : openSync(process.argv[2]);
const block = 256 * 1024;
const buffer = Buffer.allocUnsafeSlow(4 * block);
let length = 0;
for (;;) {
  const read = readSync(file, buffer, length, block, null);
  if (read === 0) break;
  length += read;
  const filled = buffer.subarray(0, length);
  let start = 0;
  for (let end = filled.indexOf(10); end >= 0; end = filled.indexOf(10, start)) {
    JSON.parse(filled.toString('utf8', start, end));
    start = end + 1;
  }
  buffer.copyWithin(0, start, length);
  length -= start;
}
