// What `driftgate generate` from dist/ takes, whole process: the shipped contract, contracts of 1, 10, 100, … operations, and a description
// of your own, such as GitHub's (api.github.com.json of the npm package @octokit/openapi); of that also what importing one operation takes:
// node scripts/bench/generate.ts DESCRIPTION
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Floor } from './floors.ts';
import { best, type Spent, spend } from './process.ts';

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'dist/cli/bin.js');

/** Two responses each, with a schema of their own that nothing else uses, and one that all share. */
function document(operations: number): string {
  const numbers = Array.from({ length: operations }, (_, at) => at);
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'bench', version: '1' },
    paths: Object.fromEntries(numbers.map((at) => [`/v1/things_${at}/{id}`, { get: operation(at) }])),
    components: {
      schemas: {
        Problem: {
          type: 'object',
          required: ['code'],
          properties: { code: { type: 'string' }, message: text },
        },
        ...Object.fromEntries(numbers.map((at) => [`Thing${at}`, schema(at)])),
      },
    },
  });
}

const text = { type: 'string', maxLength: 200 };

function operation(at: number): object {
  const content = (name: string) => ({
    'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
  });
  return {
    operationId: `GetThing${at}`,
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    responses: {
      200: { description: 'it', content: content(`Thing${at}`) },
      404: { description: 'not there', content: content('Problem') },
    },
  };
}

function schema(at: number): object {
  const texts = Array.from({ length: 12 }, (_, nth) => [`text_${nth}`, text]);
  return {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'string', pattern: '^[0-9a-f]{32}$' },
      [`kind_${at}`]: { type: 'string', enum: ['small', 'large', `of ${at}`] },
      size: { type: 'integer', minimum: 0 },
      tags: { type: 'array', items: { type: 'string' } },
      owner: { type: 'object', properties: { name: text, since: { type: 'string', format: 'date-time' } } },
      ...Object.fromEntries(texts),
    },
  };
}

function row(name: string, { milliseconds, cpu, megabytes }: Spent, operations: number, one: number): string {
  const more = operations > 1 ? ((cpu - one) / (operations - 1)).toFixed(1) : '';
  return `| ${name} | ${milliseconds.toFixed(0)} | ${cpu.toFixed(0)} | ${megabytes.toFixed(0)} | ${more} |`;
}

/** From nothing each time; a run that writes nothing is no measurement. */
function generated(folder: string, file: string): Spent {
  const out = join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  const spent = spend([bin, 'generate', '--contract', file, '--out', out]);
  if (!existsSync(join(out, 'contract.js'))) throw new Error(`nothing was generated from ${file}`);
  return spent;
}

/** Of the modules that the last run wrote, one for each operation: the least of some rounds. */
function importRow(folder: string, name: string, rounds: number): string {
  const operations = join(folder, 'out/operations');
  if (!existsSync(operations)) return `\n${name} has too few operations for a module each`;
  const all = Array.from({ length: rounds }, () => importEach(operations));
  const least = (of: 'modules' | 'median' | 'ninetieth') => Math.min(...all.map((one) => one[of]));
  return `\n| importing one operation of | modules | median ms | 90th percentile ms |\n| --- | ---: | ---: | ---: |
| ${name} | ${least('modules')} | ${least('median').toFixed(1)} | ${least('ninetieth').toFixed(1)} |`;
}

function importEach(operations: string): { modules: number; median: number; ninetieth: number } {
  const script = join(root, 'scripts/bench/import-each.mjs');
  return JSON.parse(spawnSync(process.execPath, [script, operations], { encoding: 'utf8' }).stdout);
}

type GenerateSizes = { readonly most: number; readonly rounds: number; readonly description?: string };

/** Prints its tables; no floor stands on them. */
export async function benchGenerate({ most, rounds, description }: GenerateSizes): Promise<readonly Floor[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-generate-'));
  const back = process.cwd();
  process.chdir(folder);
  try {
    const generate = (file: string) => () => generated(folder, file);
    const counts: number[] = [];
    for (let count = 1; count <= most; count *= 10) counts.push(count);
    const runs = counts.map((count): [string, () => Spent] => {
      const file = join(folder, `of-${count}.json`);
      writeFileSync(file, document(count));
      return [`${count} operations`, generate(file)];
    });
    if (description !== undefined) {
      runs.push([basename(description), generate(description)]);
    }
    const apig = { 'the shipped contract': generate(join(root, 'openapi/apig.yaml')) };
    const spent = best({ ...apig, ...Object.fromEntries(runs) }, rounds);
    console.log(
      '\n| generate | ms | ms of CPU | MB resident | ms of CPU for each operation more |\n| --- | ---: | ---: | ---: | ---: |',
    );
    const one = spent['1 operations']?.cpu ?? Number.NaN;
    for (const [name, each] of Object.entries(spent))
      console.log(row(name, each, Number.parseInt(name, 10) || 1, one));
    if (description !== undefined) console.log(importRow(folder, basename(description), rounds));
    return [];
  } finally {
    process.chdir(back);
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const [description] = process.argv.slice(2);
  await benchGenerate({
    most: 1,
    rounds: 2,
    ...(description === undefined ? {} : { description: resolve(description) }),
  });
}
