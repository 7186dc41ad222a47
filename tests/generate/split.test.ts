// With many operations each is a module of its own, which gives the same verdicts as the whole and imports nothing.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { generate } from '../../src/generate/generate.ts';
import type { CompiledContract, CompiledOperation } from '../../src/model.ts';

function document(count: number): object {
  const path = (at: number) => ({
    get: {
      operationId: at === 1 ? 'Things/Get-0' : at === 2 ? 'things-get-0' : `things/get-${at}`,
      responses: {
        200: {
          description: 'ok',
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  kind: { enum: [`k${at}`, 'schema1'] },
                  owner: { $ref: '#/components/schemas/Owner' },
                },
              },
            },
          },
        },
      },
    },
  });
  return {
    openapi: '3.1.0',
    info: { title: 'Many', version: '1' },
    paths: Object.fromEntries(Array.from({ length: count }, (_, at) => [`/things/${at}`, path(at)])),
    components: {
      schemas: {
        Owner: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string', minLength: 1 },
            boss: { $ref: '#/components/schemas/Owner' },
          },
        },
      },
    },
  };
}

/** Stands for the runtime: the texts are loaded from nowhere. */
const RUNTIME =
  'data:text/javascript,export const guard = (x) => x, checker = guard, responseSchemas = guard';

async function generated(count: number, hasTypes: boolean, split?: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'split-'));
  const file = join(folder, 'a.json');
  writeFileSync(file, JSON.stringify(document(count)));
  const files = await generate(await loadContract(file), {
    split,
    runtimeFrom: RUNTIME,
    ...(hasTypes ? { types: () => '' } : {}),
  });
  rmSync(folder, { recursive: true });
  return files;
}

async function load<Module>(text: string): Promise<Module> {
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

test.each([[3], [120]])('of %i operations', { timeout: 60_000 }, async (count) => {
  const files = await generated(count, true, true);
  const modules = files.filter(({ path }) => /^operations\/.*\.js$/.test(path));
  expect(modules).toHaveLength(count);
  expect(new Set(modules.map(({ path }) => path.toLowerCase())).size).toBe(count);
  const whole = files.find(({ path }) => path === 'contract.js')?.text ?? '';
  const { contract } = await load<{ contract: CompiledContract }>(whole);
  for (const [at, { text }] of modules.entries()) {
    expect(text).not.toMatch(/^\s*import\b(?!.* from 'data:)|\brequire\(|new Function/m);
    const { operation } = await load<{ operation: CompiledOperation }>(
      text.replace(/^export \* as .*$/m, ''),
    );
    const [own] = operation.responses[0]?.content ?? [];
    const [same] = contract.operations[at]?.responses[0]?.content ?? [];
    for (const body of [
      { kind: `k${at}` },
      { kind: 'schema1', owner: { name: '' } },
      { owner: { name: 'a', boss: {} } },
      { more: 1 },
    ])
      for (const reading of ['strict', 'open'] as const)
        expect(own?.[reading](body)).toBe(same?.[reading](body));
    if (at > 5) break;
  }
});

const CONTRACT = ['contract.js', 'contract.d.ts'];
const DETAIL = ['detail.js', 'detail.d.ts'];

test('modules of a few operations import the contract', async () => {
  const files = await generate(await loadContract('openapi/apig.yaml'), { types: () => 'types' });
  expect(files.map(({ path }) => path)).toEqual([
    'types.ts',
    ...CONTRACT,
    'operations/show-details-of-instance-v2.js',
    'operations/show-details-of-instance-v2.d.ts',
    'index.js',
    'index.d.ts',
    ...DETAIL,
  ]);
  const own = files.find(({ path }) => path.startsWith('operations/'))?.text;
  expect(own).toMatch(/^import \{ ShowDetailsOfInstanceV2 as operation, .*\} from '\.\.\/contract\.js';$/m);
});

test('of a part of the operations the names are those of the whole, and the contract says so', async () => {
  const contract = await loadContract('tests/generate/fixtures/three.yaml');
  const files = await generate(contract, {
    types: () => '',
    extension: '.mjs',
    isChosen: ({ id }) => id !== 'get-thing',
  });
  expect(files.map(({ path }) => path)).toEqual([
    'types.ts',
    'contract.mjs',
    'contract.d.mts',
    ...['get-thing-2', 'other'].flatMap((name) => [`operations/${name}.mjs`, `operations/${name}.d.mts`]),
    'index.mjs',
    'index.d.mts',
    'detail.mjs',
    'detail.d.mts',
  ]);
  expect(files.find(({ path }) => path === 'contract.mjs')?.text).toContain('"isPart": true');
});

test('without types there is one module of many operations too', async () => {
  expect((await generated(30, false)).map(({ path }) => path)).toEqual([...CONTRACT, ...DETAIL]);
});
