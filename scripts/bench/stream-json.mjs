// A HAR as stream-json reads it, entry by entry.
import { createReadStream } from 'node:fs';
import chain from 'stream-chain';
import { parser } from 'stream-json';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';

const entries = chain([
  createReadStream(process.argv[2]),
  parser(),
  pick({ filter: 'log.entries' }),
  streamArray(),
]);
entries.on('data', () => undefined);
