// The least that reading gzip'd NDJSON can be: gunzip, split at newlines, decode, parse.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const block = 256 * 1024;
const octets = createReadStream(process.argv[2], { highWaterMark: block });
let rest = Buffer.alloc(0);
for await (const chunk of octets.pipe(createGunzip({ chunkSize: block }))) {
  const filled = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  let start = 0;
  for (let end = filled.indexOf(10); end >= 0; end = filled.indexOf(10, start)) {
    JSON.parse(filled.toString('utf8', start, end));
    start = end + 1;
  }
  rest = filled.subarray(start);
}
