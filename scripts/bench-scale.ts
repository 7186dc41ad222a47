// npm run bench, npm run bench:full: whole runs of `driftgate check` from dist/, beside the least that each could be.
// Sizes in MB: node scripts/bench-scale.ts [throughput] [workers] [growth, exchanges]
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { best, type Spent, spend } from './bench/process.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'dist/cli/bin.js');
const loop = join(root, 'scripts/bench/lines-loop.mjs');
const har = join(root, 'tests/recordings/instance-details.har');
process.chdir(root);

type Entry = {
  readonly request: { readonly method: string; readonly url: string };
  readonly response: { readonly content: { readonly text: string } };
};

const [entry] = (JSON.parse(readFileSync(har, 'utf8')) as { log: { entries: readonly Entry[] } }).log.entries;
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
        'driftgate check, one recording': () => spend([...check, har]),
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
        'split and parse only': () => spend([loop, lines]),
        'driftgate check': () => spend([...check, lines, '--workers', '1']),
        'driftgate check, standard input': () => spend([...check, '-'], `cat '${lines}'`),
      },
      3,
    ),
    'split and parse only',
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
