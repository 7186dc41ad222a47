// Reading recordings without judging them, as ratios in one process.
import {
  closeSync,
  createReadStream,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGunzip, gzipSync } from 'node:zlib';
import chain from 'stream-chain';
import { parser } from 'stream-json';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { readBlocks } from '../../src/recordings/read.ts';
import type { Floor } from './floors.ts';

const blockSize = 256 * 1024;

type Contestant = {
  readonly name: string;
  readonly file: string;
  readonly run: (file: string) => Promise<number> | number;
};
type Row = {
  readonly name: string;
  readonly megabytesPerSecond: number;
  readonly against: string;
  readonly ratio: number;
};

async function ours(file: string): Promise<number> {
  let count = 0;
  for await (const block of readBlocks([file])) for (const _ of block) count++;
  return count;
}

/** The least that reading lines can be: split at newlines, decode, parse. */
function linesLoop(file: string): number {
  return eachBlock(file, (buffer) => {
    let start = 0;
    let count = 0;
    for (let end = buffer.indexOf(10); end >= 0; end = buffer.indexOf(10, start)) {
      JSON.parse(buffer.toString('utf8', start, end));
      count++;
      start = end + 1;
    }
    return { used: start, count };
  });
}

/** The least that reading entries can be: depth and strings from the array on, decode, parse. */
function entriesLoop(file: string): number {
  let inside = false;
  return eachBlock(file, (buffer) => {
    let at = inside ? 0 : buffer.indexOf('"entries":[') + 11;
    inside = true;
    let start = at;
    let used = at;
    let depth = 0;
    let count = 0;
    while (at < buffer.length) {
      const octet = buffer[at++] as number;
      if (octet === 0x22) {
        for (;;) {
          if (at >= buffer.length) return { used, count };
          const inner = buffer[at++];
          if (inner === 0x22) break;
          if (inner === 0x5c) at++;
        }
      } else if (octet === 0x7b || octet === 0x5b) {
        if (depth++ === 0) start = at - 1;
      } else if ((octet === 0x7d || octet === 0x5d) && --depth === 0) {
        JSON.parse(buffer.toString('utf8', start, at));
        count++;
        used = at;
      } else if (depth < 0) return { used: buffer.length, count };
    }
    return { used, count };
  });
}

function eachBlock(file: string, use: (buffer: Buffer) => { used: number; count: number }): number {
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.allocUnsafe(4 * blockSize);
  let [length, count] = [0, 0];
  for (;;) {
    const read = readSync(descriptor, buffer, length, blockSize, null);
    if (read === 0) break;
    length += read;
    const done = use(buffer.subarray(0, length));
    count += done.count;
    buffer.copyWithin(0, done.used, length);
    length -= done.used;
  }
  closeSync(descriptor);
  return count;
}

function streamJson(file: string): Promise<number> {
  const pipeline = chain([createReadStream(file), parser(), pick({ filter: 'log.entries' }), streamArray()]);
  let count = 0;
  return new Promise((resolve, reject) => {
    pipeline.on('data', () => count++);
    pipeline.on('end', () => resolve(count));
    pipeline.on('error', reject);
  });
}

async function gunzipOnly(file: string): Promise<number> {
  for await (const _ of createReadStream(file).pipe(createGunzip({ chunkSize: blockSize })));
  return 0;
}

function bodyOf(at: number): object {
  const texts = Object.fromEntries(
    Array.from({ length: 24 }, (_, n) => [`property_${n}`, `value ${n} of instance ${at}`]),
  );
  return {
    ...texts,
    create_time: 1_602_568_096_163 + at,
    nested: { list: [1, 'two', null], name: `n-${at % 97}` },
    open: true,
  };
}

function exchange(at: number) {
  const headers = { 'content-type': 'application/json', 'x-request-id': `r${at}` };
  const url = `https://apig.example.com/v2/p/apigw/instances/${at}`;
  return {
    request: { method: 'GET', url, headers: { 'X-Auth-Token': 'x' } },
    response: { status: 200, headers, body: bodyOf(at) },
  };
}

function entry(at: number) {
  const { request, response } = exchange(at);
  const fields = (headers: object) => Object.entries(headers).map(([name, value]) => ({ name, value }));
  const text = JSON.stringify(response.body);
  return {
    startedDateTime: '2026-11-24T00:00:00.000Z',
    time: 12,
    request: {
      ...request,
      httpVersion: 'HTTP/2',
      cookies: [],
      headers: fields(request.headers),
      queryString: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status: 200,
      statusText: '',
      httpVersion: 'HTTP/2',
      headers: fields(response.headers),
      cookies: [],
      content: { size: text.length, mimeType: 'application/json', text },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 12, receive: 0 },
  };
}

function write(
  file: string,
  megabytes: number,
  head: string,
  between: string,
  tail: string,
  text: (at: number) => string,
): string {
  const descriptor = openSync(file, 'w');
  let size = writeSync(descriptor, head);
  for (let at = 0; size < megabytes * 1e6; at += 100) {
    const texts = Array.from({ length: 100 }, (_, n) => text(at + n));
    size += writeSync(descriptor, (at === 0 ? '' : between) + texts.join(between));
  }
  writeSync(descriptor, tail);
  closeSync(descriptor);
  return file;
}

function compressed(file: string): string {
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file)));
  return `${file}.gz`;
}

function har(file: string, megabytes: number, indent: number): string {
  const head = '{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"entries":[';
  return write(file, megabytes, head, ',\n', ']}}', (at) => JSON.stringify(entry(at), undefined, indent));
}

async function fastest(contestants: readonly Contestant[], rounds: number): Promise<Map<string, number>> {
  const best = new Map<string, number>();
  for (let round = 0; round < rounds; round++)
    for (const { name, file, run } of contestants) {
      const start = performance.now();
      await run(file);
      const seconds = (performance.now() - start) / 1000;
      best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, seconds));
    }
  return best;
}

/** Prints its table; no floor stands on it: those are of whole runs. */
export async function benchRecordings(megabytes: number, rounds: number): Promise<readonly Floor[]> {
  console.log(`\nreading recordings of ${megabytes} MB`);
  console.table(await rowsMeasured(megabytes, rounds));
  return [];
}

async function rowsMeasured(megabytes: number, rounds: number): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-recordings-'));
  try {
    const lines = write(join(folder, 'a.ndjson'), megabytes, '', '\n', '\n', (at) =>
      JSON.stringify(exchange(at)),
    );
    const compact = har(join(folder, 'a.har'), megabytes, 0);
    const indented = har(join(folder, 'b.har'), megabytes, 2);
    const small = har(join(folder, 'c.har'), Math.min(megabytes, 10), 0);
    const zipped = compressed(lines);
    const contestants: readonly Contestant[] = [
      { name: 'NDJSON: split and parse only', file: lines, run: linesLoop },
      { name: 'NDJSON: driftgate', file: lines, run: ours },
      { name: 'HAR: scan and parse only', file: compact, run: entriesLoop },
      { name: 'HAR: driftgate', file: compact, run: ours },
      { name: 'HAR, indented: scan and parse only', file: indented, run: entriesLoop },
      { name: 'HAR, indented: driftgate', file: indented, run: ours },
      { name: 'HAR: stream-json', file: small, run: streamJson },
      { name: 'NDJSON, gzip: gunzip only', file: zipped, run: gunzipOnly },
      { name: 'NDJSON, gzip: driftgate', file: zipped, run: ours },
    ];
    return rowsOf(contestants, await fastest(contestants, rounds), lines);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowsOf(
  contestants: readonly Contestant[],
  best: ReadonlyMap<string, number>,
  lines: string,
): readonly Row[] {
  const seconds = (name: string) => best.get(name) ?? Number.NaN;
  const speed = ({ name, file }: Contestant) =>
    statSync(file.replace(/\.gz$/, '')).size / 1e6 / seconds(name);
  const speeds = new Map(contestants.map((one) => [one.name, speed(one)]));
  const both =
    statSync(lines).size /
    1e6 /
    (seconds('NDJSON, gzip: gunzip only') + seconds('NDJSON: split and parse only'));
  speeds.set('gunzip, then split and parse', both);
  return [
    ['NDJSON: driftgate', 'NDJSON: split and parse only'],
    ['HAR: driftgate', 'HAR: scan and parse only'],
    ['HAR, indented: driftgate', 'HAR, indented: scan and parse only'],
    ['HAR: driftgate', 'HAR: stream-json'],
    ['NDJSON, gzip: driftgate', 'gunzip, then split and parse'],
  ].map(([name = '', against = '']) => {
    const [mine, theirs] = [speeds.get(name) ?? Number.NaN, speeds.get(against) ?? Number.NaN];
    return {
      name,
      megabytesPerSecond: Math.round(mine),
      against: `${against} (${Math.round(theirs)} MB/s)`,
      ratio: Math.round((mine / theirs) * 100) / 100,
    };
  });
}
