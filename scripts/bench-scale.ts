// npm run bench, npm run bench:full: whole runs of `driftgate check` from dist/, beside the least that each could be.
// Sizes in MB: node scripts/bench-scale.ts [throughput] [workers] [growth, exchanges]
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

function table(title: string, spent: Readonly<Record<string, Spent>>, base: string, least: number): void {
  const of = spent[base];
  console.log(
    `\n| ${title} | ms | ms of CPU | MB resident | CPU, of the first |\n| --- | ---: | ---: | ---: | ---: |`,
  );
  for (const [name, { milliseconds, cpu, megabytes }] of Object.entries(spent))
    console.log(
      `| ${name} | ${milliseconds.toFixed(0)} | ${cpu.toFixed(0)} | ${megabytes.toFixed(0)} | ${(cpu / (of?.cpu ?? least)).toFixed(2)} |`,
    );
}

const [throughput = 100, workers = 100, growth = 100_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'bench-scale-'));
try {
  const check = [bin, 'check'];
  table(
    'start',
    best(
      {
        'node -e 0': () => spend(['-e', '0']),
        'driftgate check, one recording': () => spend([...check, example]),
      },
      9,
    ),
    'node -e 0',
    1,
  );

  const lines = write(join(folder, 'a.ndjson'), (octets) => octets >= throughput * 1e6, line);
  table(
    `NDJSON, ${throughput} MB, one thread`,
    best(
      {
        'split and parse only': () => spend([script('lines-loop'), lines]),
        'driftgate check': () => spend([...check, lines, '--workers', '1']),
        'driftgate check, standard input': () => spend([...check, '-'], `cat '${lines}'`),
      },
      3,
    ),
    'split and parse only',
    1,
  );

  const zipped = `${lines}.gz`;
  // Not in one piece: what this process holds counts for those that it starts.
  await pipeline(createReadStream(lines), createGzip(), createWriteStream(zipped));
  table(
    `NDJSON, gzip, ${throughput} MB unpacked, one thread`,
    best(
      {
        'gunzip, split and parse only': () => spend([script('gunzip-loop'), zipped]),
        'driftgate check': () => spend([...check, zipped, '--workers', '1']),
      },
      3,
    ),
    'gunzip, split and parse only',
    1,
  );

  const whole = writeHar(join(folder, 'a.har'), throughput * 1e6);
  table(
    `HAR, ${throughput} MB, one thread`,
    best(
      {
        'scan and parse only': () => spend([script('entries-loop'), whole]),
        'scan and parse only, bodies too': () => spend([script('entries-loop'), whole, 'bodies']),
        'driftgate check': () => spend([...check, whole, '--workers', '1']),
        'stream-json, no check': () => spend([script('stream-json'), whole]),
      },
      2,
    ),
    'scan and parse only',
    1,
  );

  const much = write(join(folder, 'b.ndjson'), (octets) => octets >= workers * 1e6, line);
  table(
    `workers, ${workers} MB`,
    best(
      {
        'one thread': () => spend([...check, much, '--workers', '1']),
        'two threads': () => spend([...check, much, '--workers', '2']),
      },
      2,
    ),
    'one thread',
    1,
  );

  const distinct = write(
    join(folder, 'c.ndjson'),
    (_, count) => count >= growth,
    (at) => line(at, { [`more_${at}`]: 1 }),
  );
  const rows: Record<string, Spent> = {
    [`${growth} distinct findings`]: spend([...check, distinct, '--workers', '1']),
  };
  for (let count = 1000; count <= growth; count *= 10) {
    const file = write(join(folder, 'd.ndjson'), (_, written) => written >= count, line);
    rows[`${count} exchanges`] = spend([...check, file, '--workers', '1']);
  }
  table('growth', rows, '1000 exchanges', 1);
} finally {
  rmSync(folder, { recursive: true });
}
