// How time grows with contracts whose schemas all refer to one another: n of them have n * n references, so four times the text at each
// step. And what real documents take: all of a folder of your own: node scripts/bench/growth.ts FOLDER
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Floor } from './floors.ts';
import { type Spent, spend } from './process.ts';

const bin = join(import.meta.dirname, '../../dist/cli/bin.js');
const SIZES = [4, 8, 16, 32];

/** By what refers, how one schema of n looks. */
const shapes: Readonly<Record<string, (refs: readonly object[]) => object>> = {
  properties: (refs) => ({
    type: 'object',
    properties: Object.fromEntries(refs.map((ref, at) => [`p${at}`, ref])),
  }),
  anyOf: (refs) => ({
    type: 'object',
    properties: Object.fromEntries(refs.map((ref, at) => [`p${at}`, { anyOf: [{ type: 'string' }, ref] }])),
  }),
  allOf: (refs) => ({
    allOf: refs.map((ref, at) => ({ type: 'object', properties: { [`p${at}`]: ref } })),
  }),
};

function document(size: number, shape: (refs: readonly object[]) => object): string {
  const names = Array.from({ length: size }, (_, at) => `S${at}`);
  const refs = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const content = { 'application/json': { schema: refs[0] } };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'growth', version: '1' },
    paths: {
      '/r': { get: { operationId: 'getR', responses: { 200: { description: 'one of them', content } } } },
    },
    components: { schemas: Object.fromEntries(names.map((name) => [name, shape(refs)])) },
  });
}

function checked(file: string): Spent {
  const argv = [
    bin,
    'check',
    '--no-cache',
    '--contract',
    file,
    '--operation',
    'getR',
    '--status',
    '200',
    '-',
  ];
  return spend(argv, `echo '{"p0":{"p1":0}}'`);
}

function generated(file: string): Spent {
  return spend([bin, 'generate', '--contract', file, '--out', join(file, '..', 'generated')]);
}

/** Prints its tables; no floor stands on them, since a busy machine moves them. */
export function benchGrowth(documents?: string): readonly Floor[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-growth-'));
  try {
    console.log(
      '\n| references through | n | KB | check: ms of CPU | times the last | generate: ms of CPU | times the last |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    );
    for (const [name, shape] of Object.entries(shapes)) growthRows(folder, name, shape);
    if (documents !== undefined) documentRows(folder, documents);
    return [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function growthRows(folder: string, name: string, shape: (refs: readonly object[]) => object): void {
  let last: { readonly check: number; readonly generate: number } | undefined;
  for (const size of SIZES) {
    const file = join(folder, `${name}-${size}.json`);
    writeFileSync(file, document(size, shape));
    const spent = { check: checked(file).cpu, generate: generated(file).cpu };
    const times = (of: 'check' | 'generate'): string =>
      last === undefined ? '' : (spent[of] / last[of]).toFixed(1);
    const cells = [spent.check.toFixed(0), times('check'), spent.generate.toFixed(0), times('generate')];
    console.log(`| ${name} | ${size} | ${kilobytes(file)} | ${cells.join(' | ')} |`);
    last = spent;
  }
}

function documentRows(folder: string, documents: string): void {
  console.log('\n| document | KB | generate: ms of CPU | MB resident |\n| --- | ---: | ---: | ---: |');
  for (const name of readdirSync(documents).filter((file) => /\.(?:json|ya?ml)$/.test(file))) {
    const file = join(documents, name);
    const argv = [bin, 'generate', '--contract', file, '--out', join(folder, 'generated')];
    const { cpu, megabytes } = spend(argv);
    console.log(`| ${name} | ${kilobytes(file)} | ${cpu.toFixed(0)} | ${megabytes.toFixed(0)} |`);
  }
}

function kilobytes(file: string): number {
  return Math.ceil(statSync(file).size / 1000);
}

if (import.meta.main) {
  const [documents] = process.argv.slice(2);
  benchGrowth(documents === undefined ? undefined : resolve(documents));
}
