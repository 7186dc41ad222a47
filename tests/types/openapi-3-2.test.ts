// What is generated from a contract of OpenAPI 3.2 compiles with both ends of the supported TypeScript. And the specification's own examples load,
// lint, compile and have types, where OPENAPI_EXAMPLES names a folder of them: https://github.com/OAI/OpenAPI-Specification (branch v3.2-dev,
// tests/schema/pass and fail), https://github.com/OAI/learn.openapis.org (examples/v3.2).
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { lintContract, loadContract } from '../../src/contract/load.ts';
import { contractCompiler } from '../../src/generate/compile.ts';
import { typesSource } from '../../src/generate/types.ts';
import { run } from '../cli/run.ts';
import { packagePaths } from '../package-entries.ts';

const folder = mkdtempSync(join(tmpdir(), 'driftgate-3-2-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CONTRACT = fileURLToPath(new URL('../openapi-3-2/contract.yaml', import.meta.url));

const USE = `import { type purgeItem, queryItems } from './generated/index.js';
import type { operations, paths } from './generated/types.js';
const items: operations['queryItems']['responses'][200]['content']['application/json'] = [{ kind: 'book', id: '1', pages: 1 }];
const query: operations['listItems']['parameters']['query'] = { page: 1, tag: ['a'], exact: true };
export type Purge = purgeItem.Operation;
export type Gone = paths['/items/{id}']['PURGE']['responses'][204];
export { items, query };
export const isRight = queryItems.is(200, items);
// @ts-expect-error a page is a number
export const wrong: typeof query = { page: 'one' };
`;

test.each([
  ['TypeScript 5.9', fileURLToPath(import.meta.resolve('typescript/bin/tsc'))],
  [
    'TypeScript 7',
    join(dirname(fileURLToPath(import.meta.resolve('@typescript/native-preview/package.json'))), 'bin/tsgo'),
  ],
])('%s takes what is generated', async (_, compiler) => {
  const out = join(folder, 'generated');
  expect(await run(['generate', '--contract', CONTRACT, '--out', out])).toMatchObject({ code: 0 });
  writeFileSync(join(folder, 'use.ts'), USE);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const compilerOptions = {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [fileURLToPath(new URL('../../node_modules/@types', import.meta.url))],
    module: 'nodenext',
    target: 'esnext',
    paths: packagePaths(),
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
  const ran = await promisify(execFile)(process.execPath, [compiler, '-p', folder]).catch((error) => error);
  expect(ran.stdout).toBe('');
});

const { OPENAPI_EXAMPLES: examples = '' } = process.env;

/** What a contract needs, and a document of the specification need not have. */
const OF_CONTRACTS = new Set(['paths-missing', 'operation-id', 'format-unknown']);

function namesIn(kind: string): string[] {
  if (examples === '') return [];
  return readdirSync(examples, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name) && name.split('/').includes(kind))
    .sort();
}

async function mistakesIn(name: string): Promise<string[]> {
  const file = join(examples, name);
  const found = await lintContract(file);
  const contract = await loadContract(file);
  const compiler = contractCompiler(contract);
  compiler.compile(compiler.outline.operations);
  expect(typesSource(contract.document)).toContain('export');
  return found
    .filter(({ kind }) => !OF_CONTRACTS.has(kind))
    .map(({ kind, message }) => `${kind}: ${message}`);
}

/** Mistakes of the examples themselves. */
const MISTAKES: Readonly<Record<string, readonly string[]>> = {
  'example-object-examples.yaml': [
    'example-broken: example breaks its schema: expected object, found string',
  ],
  'json_schema_dialect.yaml': ['dialect', 'dialect'],
  'mega.yaml': [
    'discriminator: defaultMapping leads to "Bar"',
    'keyword-unknown: unknown keyword "myArbitraryKeyword"',
  ],
  'operation-object-example.yaml': ['parameter', 'parameter', 'security'],
  'security-scheme-object-examples.yaml': ['field-missing', 'reference'],
};

describe.runIf(examples !== '')('the examples of the specification', () => {
  test.each([...namesIn('pass'), ...namesIn('v3.2')])('%s', async (name) => {
    const expected = MISTAKES[name.split('/').at(-1) ?? ''] ?? [];
    const found = await mistakesIn(name);
    expect(found).toEqual(expected.map((start) => expect.stringMatching(new RegExp(`^${start}`))));
  });

  test.each(namesIn('fail'))('%s', async (name) => {
    const found = await lintContract(join(examples, name));
    expect(found).not.toEqual([]);
  });
});
