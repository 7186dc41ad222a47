// What `is` accepts is assignable to the generated type: random schemas, values that their open validators accept, and TypeScript at both
// ends of the supported range.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { upgradeDocument } from '../../src/contract/dialect.ts';
import { typesSource } from '../../src/generate/types.ts';
import type { JsonSchema } from '../../src/model.ts';
import { bodiesOf } from '../../src/selftest/bodies.ts';
import { componentsOf, NAMES, schema, value } from '../verdict/arbitrary-schema.ts';
import { compiled, contractOf } from '../verdict/compiled.ts';
import { writtenSchema } from './written-schema.ts';

const SCHEMAS = 2_000;
/** Per contract, each with components of its own. */
const OPERATIONS = 50;
const VALUES = 60;
const MOST_ACCEPTED = 8;
const SEED = 77;

const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
const tsgo = join(
  dirname(fileURLToPath(import.meta.resolve('@typescript/native-preview/package.json'))),
  'bin/tsgo',
);

let folder = '';
let accepted = 0;
/** By file: what each line of it says, for the message of a failure. */
const lines = new Map<string, readonly string[]>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'driftgate-types-'));
  const schemas = [schema, writtenSchema].flatMap((kind) =>
    fc.sample(kind, { numRuns: SCHEMAS / 2, seed: SEED }),
  );
  const values = fc.sample(value, { numRuns: VALUES, seed: SEED + 2 });
  for (let batch = 0; batch < SCHEMAS / OPERATIONS; batch++)
    await writeBatch(batch, schemas.slice(batch * OPERATIONS, (batch + 1) * OPERATIONS), values);
  const compilerOptions = {
    strict: true,
    // So that a property that a value lacks can be written as an optional one that is never there.
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: false,
    types: [],
    module: 'nodenext',
    target: 'es2022',
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
}, 300_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

async function writeBatch(
  batch: number,
  schemas: readonly JsonSchema[],
  values: readonly unknown[],
): Promise<void> {
  const components = componentsOf(SEED + batch);
  const written = {
    openapi: '3.1.0',
    info: { title: 'Types', version: '1' },
    paths: Object.fromEntries(
      schemas.map((body, index) => [
        `/${index}`,
        { post: { operationId: `op${index}`, requestBody: bodyOf(body), responses: { 200: bodyOf(body) } } },
      ]),
    ),
    components: { schemas: components },
  };
  // Every other one is read as OpenAPI 3.0, where `nullable` adds null and nothing counts beside a reference.
  const { document } = batch % 2 === 0 ? { document: written } : upgradeDocument(written, '3.0');
  const { contract, detail } = await compiled(document);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `types${batch}.ts`), typesSource(contractOf(document).document));
  const text = [`import type { operations } from './types${batch}.js';`];
  const said = [''];
  for (const [index, operation] of contract.operations.entries()) {
    const places = [
      ['["responses"][200]', operation.responses[0]?.content[0]],
      ['["requestBody"]', operation.requestBody?.content[0]],
    ] as const;
    for (const [place, content] of places) {
      if (content === undefined) throw new Error('no content');
      const fitting = [...values, ...bodiesOf(detail, content).bodies].filter((one) => content.open(one));
      for (const one of fitting.slice(0, MOST_ACCEPTED)) {
        accepted += 1;
        const type = `NonNullable<operations["${operation.id}"]${place}>["content"]["application/json"]`;
        text.push(`export const v${text.length} = (given: ${typeText(one)}): ${type} => given;`);
        said.push(
          `${place}: ${JSON.stringify(one)} of ${JSON.stringify(schemas[index])} with ${JSON.stringify(components)}`,
        );
      }
    }
  }
  lines.set(`values${batch}.ts`, said);
  await writeFile(join(folder, `values${batch}.ts`), text.join('\n'));
}

function bodyOf(body: JsonSchema): object {
  return { description: 'ok', content: { 'application/json': { schema: body } } };
}

/** The narrowest type of a value. Absent names are named, or TypeScript takes a value without a known name for a mistake (TS2559). */
function typeText(one: unknown): string {
  if (Array.isArray(one)) return `[${one.map(typeText).join(', ')}]`;
  if (typeof one !== 'object' || one === null) return JSON.stringify(one);
  const own = Object.entries(one).map(([name, inner]) => `${JSON.stringify(name)}: ${typeText(inner)}`);
  const absent = NAMES.filter((name) => !Object.hasOwn(one, name)).map(
    (name) => `${JSON.stringify(name)}?: never`,
  );
  return `{ ${[...own, ...absent].join('; ')} }`;
}

/** The first few mistakes that TypeScript names, with the value and the schema. */
async function mistakes(compiler: string): Promise<readonly string[]> {
  const run = promisify(execFile)(process.execPath, [compiler, '-p', '.', '--pretty', 'false'], {
    cwd: folder,
    maxBuffer: 2 ** 28,
  });
  const { stdout } = await run.catch((error: { stdout?: string }) => {
    if (!error.stdout) throw error;
    return { stdout: error.stdout };
  });
  return stdout
    .split('\n')
    .filter((line) => /^\S+\(\d+,\d+\): error/.test(line))
    .map((line) => {
      const [, file = '', at = '1', message] = /^(\S+)\((\d+),\d+\): (.*)$/.exec(line) ?? [];
      return `${file}: ${message}: ${lines.get(file)?.[Number(at) - 1] ?? ''}`;
    });
}

test('enough values are accepted', () => {
  expect(accepted).toBeGreaterThan(5 * SCHEMAS);
});

test.each([
  ['TypeScript 5.9', tsc],
  ['TypeScript 7', tsgo],
])('%s takes every value that is accepted for one of its type', async (_, compiler) => {
  const found = await mistakes(compiler);
  expect(found.slice(0, 5), `${found.length} mistakes`).toEqual([]);
});
