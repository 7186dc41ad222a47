// Whole runs of `driftgate check` from dist/, beside the least that each could be.
import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import type { Floor } from './floors.ts';
import { best, type Spent, spend } from './process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'dist/cli/bin.js');
const script = (name: string) => join(root, 'scripts/bench', `${name}.mjs`);
const example = join(root, 'tests/recordings/instance-details.har');

type Entry = {
  readonly request: { readonly method: string; readonly url: string };
  readonly response: { readonly content: { readonly text: string } };
};

const [entry] = (JSON.parse(readFileSync(example, 'utf8')) as { log: { entries: readonly Entry[] } }).log
  .entries;
const { request, response } = entry as Entry;
const body = JSON.parse(response.content.text) as object;
const headers = { 'content-type': 'application/json' };
const url = request.url.replace(/[^/]*$/, '');

function line(at: number, more: object = {}): string {
  const id = (at * 2654435761).toString(16).padStart(32, '0').slice(0, 32);
  const answer = { status: 200, headers, body: { ...body, id, ...more } };
  const startedAt = new Date(1.7e12 + at * 1000).toISOString();
  return `${JSON.stringify({ startedAt, request: { method: 'GET', url: url + id }, response: answer })}\n`;
}

function write(
  file: string,
  isEnough: (octets: number, lines: number) => boolean,
  text: (at: number) => string,
): string {
  const descriptor = openSync(file, 'w');
  let octets = 0;
  for (let at = 0; !isEnough(octets, at); at += 1000)
    octets += writeSync(descriptor, Array.from({ length: 1000 }, (_, nth) => text(at + nth)).join(''));
  closeSync(descriptor);
  return file;
}

/** The same exchange as an entry of a HAR, so many that the file is as large as asked for. */
function writeHar(file: string, least: number): string {
  const descriptor = openSync(file, 'w');
  const { log } = JSON.parse(readFileSync(example, 'utf8'));
  let octets = writeSync(
    descriptor,
    '{"log":{"version":"1.2","creator":{"name":"bench","version":"1"},"entries":[',
  );
  for (let at = 0; octets < least; at++) {
    const { request, response } = JSON.parse(line(at));
    const content = { ...log.entries[0].response.content, text: JSON.stringify(response.body) };
    const own = { ...log.entries[0], request: { ...log.entries[0].request, url: request.url } };
    own.response = { ...own.response, content };
    octets += writeSync(descriptor, (at === 0 ? '' : ',\n') + JSON.stringify(own));
  }
  writeSync(descriptor, ']}}');
  closeSync(descriptor);
  return file;
}

function table(title: string, spent: Readonly<Record<string, Spent>>, base: string): void {
  const first = spent[base] as Spent;
  const of = (one: number, other: number) => (one / other).toFixed(2);
  console.log(`\n| ${title} | ms | ms of CPU | MB resident | ms, of the first | CPU, of the first |`);
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
  for (const [name, { milliseconds: ms, cpu, megabytes }] of Object.entries(spent)) {
    const own = [ms, cpu, megabytes].map((number) => number.toFixed(0));
    console.log(`| ${[name, ...own, of(ms, first.milliseconds), of(cpu, first.cpu)].join(' | ')} |`);
  }
}

const check = [bin, 'check'];

function ofMegabytes(file: string, megabytes: number): string {
  return write(file, (octets) => octets >= megabytes * 1e6, line);
}

/** More of them say no more of how it grows. */
const MOST_DISTINCT = 1_000_000;

/** Sizes in MB, but for `growth` in exchanges; without `memory` that part is left out. */
export type ScaleSizes = {
  readonly throughput: number;
  readonly workers: number;
  readonly growth: number;
  readonly memory: number;
};

export async function benchScale(sizes: ScaleSizes): Promise<readonly Floor[]> {
  process.chdir(root);
  const folder = mkdtempSync(join(tmpdir(), 'bench-scale-'));
  const file = (name: string) => join(folder, name);
  try {
    const startRatio = start();
    const lines = ofMegabytes(file('a.ndjson'), sizes.throughput);
    const ndjsonShare = ndjson(lines, sizes);
    await gzip(lines, sizes);
    const harTimes = har(file('a.har'), sizes);
    cores(file('b.ndjson'), sizes);
    const megabytes = sizes.memory > 0 ? resident(file('e'), sizes) : undefined;
    grown(file('d.ndjson'), sizes);
    return [
      {
        name: `NDJSON ${sizes.throughput} MB, of the speed of split-and-parse`,
        measured: ndjsonShare,
        least: 0.65,
      },
      { name: `HAR ${sizes.throughput} MB, times as fast as stream-json`, measured: harTimes, least: 8 },
      { name: 'resident at 2 GB', measured: megabytes, unit: 'MB', most: 90 },
      { name: 'start, times bare node', measured: startRatio, most: 1.8 },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How many times longer `other` takes than `one`, on the clock. */
function ratio(spent: Readonly<Record<string, Spent>>, other: string, one: string): number {
  return (spent[other]?.milliseconds ?? Number.NaN) / (spent[one]?.milliseconds ?? Number.NaN);
}

function start(): number {
  const runs = {
    'node -e 0': () => spend(['-e', '0']),
    'driftgate check, one recording': () => spend([...check, example]),
  };
  const spent = best(runs, 15);
  table('start', spent, 'node -e 0');
  return ratio(spent, 'driftgate check, one recording', 'node -e 0');
}

function ndjson(lines: string, { throughput }: ScaleSizes): number {
  const runs = {
    'split and parse only': () => spend([script('lines-loop'), lines]),
    'driftgate check': () => spend([...check, lines, '--workers', '1']),
    'driftgate check, standard input': () => spend([...check, '-'], `cat '${lines}'`),
  };
  const spent = best(runs, 3);
  table(`NDJSON, ${throughput} MB, one thread`, spent, 'split and parse only');
  return ratio(spent, 'split and parse only', 'driftgate check');
}

async function gzip(lines: string, { throughput }: ScaleSizes): Promise<void> {
  const zipped = `${lines}.gz`;
  // Not in one piece: what this process holds counts for those that it starts.
  await pipeline(createReadStream(lines), createGzip(), createWriteStream(zipped));
  const runs = {
    'gunzip, split and parse only': () => spend([script('gunzip-loop'), zipped]),
    'driftgate check': () => spend([...check, zipped, '--workers', '1']),
  };
  const title = `NDJSON, gzip, ${throughput} MB unpacked, one thread`;
  table(title, best(runs, 3), 'gunzip, split and parse only');
}

function har(file: string, { throughput }: ScaleSizes): number {
  const whole = writeHar(file, throughput * 1e6);
  const runs = {
    'scan and parse only': () => spend([script('entries-loop'), whole]),
    'scan and parse only, bodies too': () => spend([script('entries-loop'), whole, 'bodies']),
    'driftgate check': () => spend([...check, whole, '--workers', '1']),
    'stream-json, no check': () => spend([script('stream-json'), whole]),
  };
  const spent = best(runs, 2);
  table(`HAR, ${throughput} MB, one thread`, spent, 'scan and parse only');
  rmSync(whole);
  return ratio(spent, 'stream-json, no check', 'driftgate check');
}

function cores(file: string, { workers }: ScaleSizes): void {
  const much = ofMegabytes(file, workers);
  const runs = {
    'one thread': () => spend([...check, much, '--workers', '1']),
    'two threads': () => spend([...check, much, '--workers', '2']),
  };
  table(`workers, ${workers} MB`, best(runs, 3), 'one thread');
  rmSync(much);
}

/** Once each: what takes so long is no longer at the mercy of a moment. Returns the most that one thread held. */
function resident(file: string, { memory }: ScaleSizes): number {
  const large = ofMegabytes(`${file}.ndjson`, memory);
  const ndjson = spend([...check, large, '--workers', '1']);
  const twoThreads = spend([...check, large, '--workers', '2']);
  rmSync(large);
  const entries = writeHar(`${file}.har`, memory * 1e6);
  const har = spend([...check, entries, '--workers', '1']);
  rmSync(entries);
  const rows = { 'NDJSON, one thread': ndjson, 'NDJSON, two threads': twoThreads, 'HAR, one thread': har };
  table(`${memory} MB`, rows, 'NDJSON, one thread');
  return Math.max(ndjson.megabytes, har.megabytes);
}

function grown(file: string, { growth }: ScaleSizes): void {
  const rows: Record<string, Spent> = {};
  for (let count = 1000; count <= growth; count *= 10) {
    const lines = write(file, (_, written) => written >= count, line);
    rows[`${count} exchanges`] = spend([...check, lines, '--workers', '1']);
    rmSync(lines);
  }
  const count = Math.min(growth, MOST_DISTINCT);
  const distinct = write(
    file,
    (_, written) => written >= count,
    (at) => line(at, { [`more_${at}`]: 1 }),
  );
  rows[`${count} distinct findings`] = spend([...check, distinct, '--workers', '1']);
  table('growth', rows, '1000 exchanges');
}
