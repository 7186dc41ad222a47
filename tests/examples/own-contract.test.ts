// The package as it is built, in a fresh CommonJS project with a contract of its own: generated modules in TypeScript 5.9 and 7, in Node without
// code generation from strings, and in a browser bundle.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
let project = '';

const CONTRACT = `
openapi: 3.1.0
info: { title: Bank, version: '1' }
paths:
  /accounts:
    get:
      operationId: listAccounts
      responses: { '200': { description: all, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Account' } } } } } }
    post:
      operationId: createAccount
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Account' } } } }
      responses:
        '201': { description: created, content: { application/json: { schema: { $ref: '#/components/schemas/Account' } } } }
        4XX: { $ref: '#/components/responses/Problem' }
  /accounts/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getAccount
      responses:
        '200': { description: one, content: { application/json: { schema: { $ref: '#/components/schemas/Account' } } } }
        '404': { $ref: '#/components/responses/Problem' }
    delete: { operationId: deleteAccount, responses: { '204': { description: gone } } }
components:
  responses:
    Problem: { description: no, content: { application/problem+json: { schema: { type: object, required: [title], properties: { title: { type: string } } } } } }
  schemas:
    Account:
      type: object
      required: [id, balance, secret]
      properties:
        id: { type: string, readOnly: true }
        balance: { type: integer, format: int64 }
        kind: { enum: [current, savings, null] }
        secret: { type: string, writeOnly: true }
        children: { type: array, items: { $ref: '#/components/schemas/Account' } }
`;

const USE = `
import { contractMatchers } from 'driftgate/matchers';
import { type ResponseLike, watch } from 'driftgate/runtime';
import { contract, getAccount, getAccount$is, listAccounts } from './generated/index.js';
import { type Body, check, is } from './generated/operations/create-account.js';
import type { components, operations } from './generated/types.js';

declare const body: unknown;
export function demo(): string {
  if (getAccount.is(200, body)) {
    const kind: 'current' | 'savings' | null | undefined = body.kind;
    return \`\${body.id} \${kind} \${body.children?.[0]?.balance}\`;
  }
  if (getAccount$is(404, body)) return body.title;
  if (listAccounts.is(200, body)) return body.map(({ balance }) => balance.toFixed()).join();
  if (is(422, body)) return body.title;
  // @ts-expect-error: no such property
  if (is(201, body)) return body.nothing;
  const one: Body<201> = { id: 'a', balance: 1 };
  const schema: Record<string, unknown> = getAccount.responses[200]['~standard'].jsonSchema.output({ target: 'draft-07' });
  return \`\${check(201, one).map(({ code }) => code).join()} \${String(schema['type'])}\`;
}
/** What is sent needs no id, and the secret. */
type Sent = NonNullable<operations['createAccount']['requestBody']>['content']['application/json'];
export const sent: Sent = { balance: 1, secret: 'x' };
// @ts-expect-error: no secret
export const incomplete: Sent = { balance: 1 };
export const account: components['schemas']['Account'] = { id: 'a', balance: 1 };
type Fetch = (url: string) => Promise<ResponseLike>;
export const watched = (fetch: Fetch): Fetch => watch(fetch, contract);
export const matchers: object = contractMatchers(contract);
`;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'driftgate-own-'));
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, 'driftgate'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')).filter((one) => !one.startsWith('.')))
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  cpSync(join(root, 'package.json'), join(modules, 'driftgate/package.json'));
  node(join(root, 'scripts/build.ts'), join(modules, 'driftgate/dist'));
  write('package.json', '{ "name": "own", "type": "commonjs" }');
  write('openapi.yaml', CONTRACT);
  mkdirSync(join(project, 'src'));
  write('src/use.ts', USE);
  generate('src/generated/contract.js');
}, 300_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

function write(file: string, text: string): void {
  writeFileSync(join(project, file), text);
}

function node(...argv: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: project, encoding: 'utf8' });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

function generate(compiled: string): void {
  write('driftgate.config.json', JSON.stringify({ contract: 'openapi.yaml', compiled }));
  node('node_modules/driftgate/dist/cli/bin.js', 'generate');
}

const MODULES = [
  { module: 'nodenext' },
  { module: 'preserve' },
  { module: 'esnext', moduleResolution: 'bundler' },
];

test.each(
  ['typescript/bin/tsc', '@typescript/native-preview/bin/tsgo'].flatMap((compiler) =>
    MODULES.map((own) => [compiler, own] as const),
  ),
)('%s %j', (compiler, own) => {
  const compilerOptions = {
    ...own,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noEmit: true,
    target: 'es2023',
    lib: ['es2023', 'dom'],
    types: [],
  };
  write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }));
  node(join('node_modules', compiler), '-p', '.');
});

const ASK = `
const { is, check, responses } = getAccount;
const told = check(200, { id: 'a', balance: 1, more: 2 }).map(({ code }) => code);
const schema = responses[200]['~standard'].jsonSchema.input({ target: 'openapi-3.0' });
console.log(JSON.stringify([is(200, { id: 'a', balance: 1 }), is(200, {}), told, schema.required, typeof contract.detail]));
`;
const SAID = '[true,false,["property-undocumented"],["id","balance"],"function"]\n';

test('modules load by import and by require, .cjs by require, all without code generation from strings', () => {
  const strict = '--disallow-code-generation-from-strings';
  write('import.mjs', `import { contract, getAccount } from './src/generated/index.js';${ASK}`);
  expect(node(strict, 'import.mjs')).toBe(SAID);
  write('require.cjs', `const { contract, getAccount } = require('./src/generated/index.js');${ASK}`);
  expect(node(strict, 'require.cjs')).toBe(SAID);
  generate('cjs/contract.cjs');
  write('common.cjs', `const { contract, getAccount } = require('./cjs/index.cjs');${ASK}`);
  expect(node(strict, 'common.cjs')).toBe(SAID);
});

test('a browser bundle asks for nothing that a browser lacks, and is small', async () => {
  const code = "import { getAccount$is as is } from './src/generated/index.js'; globalThis.is = is;";
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    write: false,
  });
  const [text = ''] = outputFiles.map((file) => file.text);
  expect(text.length).toBeLessThan(2_000);
  const browser = createContext({});
  runInContext(text, browser);
  expect(runInContext("[is(200, { id: 'a', balance: 1 }), is(200, {})].join()", browser)).toBe('true,false');
});
