// npm run bench, npm run bench:full: whole runs of `driftgate check` from dist/, beside the least that each could be.
// Sizes in MB but for the third: node scripts/bench-scale.ts [throughput] [workers] [growth, exchanges] [memory]
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
import { best, type Spent, spend } from './bench/process.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'dist/cli/bin.js');
const script = (name: string) => join(root, 'scripts/bench', `${name}.mjs`);
const example = join(root, 'tests/recordings/instance-details.har');
process.chdir(root);

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

const [throughput = 100, workers = 100, growth = 100_000, memory = 0] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'bench-scale-'));
const file = (name: string) => join(folder, name);
const check = [bin, 'check'];
const ofMegabytes = (name: string, megabytes: number) =>
  write(file(name), (octets) => octets >= megabytes * 1e6, line);
/** More of them say no more of how it grows. */
const MOST_DISTINCT = 1_000_000;

function start(): void {
  const runs = {
    'node -e 0': () => spend(['-e', '0']),
    'driftgate check, one recording': () => spend([...check, example]),
  };
  table('start', best(runs, 15), 'node -e 0');
}

function ndjson(lines: string): void {
  const runs = {
    'split and parse only': () => spend([script('lines-loop'), lines]),
    'driftgate check': () => spend([...check, lines, '--workers', '1']),
    'driftgate check, standard input': () => spend([...check, '-'], `cat '${lines}'`),
  };
  table(`NDJSON, ${throughput} MB, one thread`, best(runs, 3), 'split and parse only');
}

async function gzip(lines: string): Promise<void> {
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

function har(): void {
  const whole = writeHar(file('a.har'), throughput * 1e6);
  const runs = {
    'scan and parse only': () => spend([script('entries-loop'), whole]),
    'scan and parse only, bodies too': () => spend([script('entries-loop'), whole, 'bodies']),
    'driftgate check': () => spend([...check, whole, '--workers', '1']),
    'stream-json, no check': () => spend([script('stream-json'), whole]),
  };
  table(`HAR, ${throughput} MB, one thread`, best(runs, 2), 'scan and parse only');
  rmSync(whole);
}

function cores(): void {
  const much = ofMegabytes('b.ndjson', workers);
  const runs = {
    'one thread': () => spend([...check, much, '--workers', '1']),
    'two threads': () => spend([...check, much, '--workers', '2']),
  };
  table(`workers, ${workers} MB`, best(runs, 3), 'one thread');
  rmSync(much);
}

/** Once each: what takes so long is no longer at the mercy of a moment. */
function resident(): void {
  const large = ofMegabytes('e.ndjson', memory);
  const rows: Record<string, Spent> = {
    'NDJSON, one thread': spend([...check, large, '--workers', '1']),
    'NDJSON, two threads': spend([...check, large, '--workers', '2']),
  };
  rmSync(large);
  const entries = writeHar(file('e.har'), memory * 1e6);
  rows['HAR, one thread'] = spend([...check, entries, '--workers', '1']);
  rmSync(entries);
  table(`${memory} MB`, rows, 'NDJSON, one thread');
}

function grown(): void {
  const rows: Record<string, Spent> = {};
  for (let count = 1000; count <= growth; count *= 10) {
    const lines = write(file('d.ndjson'), (_, written) => written >= count, line);
    rows[`${count} exchanges`] = spend([...check, lines, '--workers', '1']);
    rmSync(lines);
  }
  const count = Math.min(growth, MOST_DISTINCT);
  const distinct = write(
    file('c.ndjson'),
    (_, written) => written >= count,
    (at) => line(at, { [`more_${at}`]: 1 }),
  );
  rows[`${count} distinct findings`] = spend([...check, distinct, '--workers', '1']);
  table('growth', rows, '1000 exchanges');
}

try {
  start();
  const lines = ofMegabytes('a.ndjson', throughput);
  ndjson(lines);
  await gzip(lines);
  har();
  cores();
  if (memory > 0) resident();
  grown();
} finally {
  rmSync(folder, { recursive: true });
}
