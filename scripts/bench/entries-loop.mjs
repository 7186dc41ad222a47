// The least that reading a HAR can be: depth and strings from the array of entries on, decode, parse. With a second argument also
// each body, which stands in the entry as text: no check can do without.
import { openSync, readSync } from 'node:fs';

const file = openSync(process.argv[2]);
const block = 256 * 1024;
const buffer = Buffer.allocUnsafeSlow(4 * block);
let length = 0;
const withBodies = process.argv[3] !== undefined;
let inside = false;
for (;;) {
  const read = readSync(file, buffer, length, block, null);
  if (read === 0) break;
  length += read;
  const used = entries(buffer.subarray(0, length));
  buffer.copyWithin(0, used, length);
  length -= used;
}

/** How many octets need not be seen again. */
function entries(filled) {
  let at = inside ? 0 : filled.indexOf('"entries":[') + 11;
  inside = true;
  let [start, used, depth] = [at, at, 0];
  while (at < filled.length) {
    const octet = filled[at++];
    if (octet === 0x22) {
      for (;;) {
        if (at >= filled.length) return used;
        const inner = filled[at++];
        if (inner === 0x22) break;
        if (inner === 0x5c) at++;
      }
    } else if (octet === 0x7b || octet === 0x5b) {
      if (depth++ === 0) start = at - 1;
    } else if ((octet === 0x7d || octet === 0x5d) && --depth === 0) {
      const entry = JSON.parse(filled.toString('utf8', start, at));
      if (withBodies) JSON.parse(entry.response.content.text);
      used = at;
    } else if (depth < 0) return filled.length;
  }
  return used;
}
