// Operations are compiled when they are first met. Counted by what is written to a cache that is a map: nothing here asks how long it takes.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Cache } from '../../../src/cli/cache.ts';
import { compileContract } from '../../../src/cli/run/compile.ts';
import { createJudge } from '../../../src/cli/run/judge.ts';
import { addDefects, type ContractModule, readyAll } from '../../../src/cli/run/module.ts';
import type { Exchange } from '../../../src/model.ts';

const folder = mkdtempSync(join(tmpdir(), 'driftgate-compile-'));

function contractFile(name: string, operations: readonly string[]): string {
  const file = join(folder, name);
  const responses = {
    200: {
      description: '',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
    },
  };
  const Thing = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string' }, parent: { $ref: '#/components/schemas/Thing' } },
  };
  const paths = operations.map((id) => [`/${id}`, { get: { operationId: id, responses } }] as const);
  const document = {
    openapi: '3.1.0',
    info: { title: name, version: '1' },
    paths: Object.fromEntries(paths),
    components: { schemas: { Thing } },
  };
  writeFileSync(file, JSON.stringify(document));
  return file;
}

function mapCache(): Cache & { readonly files: Map<string, Buffer> } {
  const files = new Map<string, Buffer>();
  return {
    files,
    build: 'test',
    find: (name) => (files.has(name) ? name : undefined),
    read: (name) => files.get(name),
    write: (name, content) => void files.set(name, Buffer.from(content)),
  };
}

function open(file: string, cache: Cache | undefined): Promise<ContractModule> {
  return compileContract(file, { cwd: folder, cache, load: {}, line: undefined });
}

async function outcomeOf(module: ContractModule, id: string, value: unknown): Promise<string> {
  const exchange: Exchange = {
    source: '-',
    index: 0,
    request: { method: 'GET', url: `/${id}`, headers: undefined, body: { kind: 'none' } },
    response: { status: 200, headers: undefined, body: { kind: 'json', value } },
  };
  return (await createJudge(module, {}).judge(exchange)).outcome;
}

const operationFiles = (cache: { readonly files: Map<string, Buffer> }): string[] =>
  [...cache.files.keys()].filter((name) => name.endsWith('.operation.js'));

describe.each([
  ['with a cache', () => mapCache()],
  ['without a cache', () => undefined],
])('%s', (title, cacheOf) => {
  test('each operation is judged as it says', async () => {
    const module = await open(contractFile(`judged ${title}.json`, ['a', 'b']), cacheOf());
    expect(await outcomeOf(module, 'a', { id: 'x' })).toBe('clean');
    expect(await outcomeOf(module, 'b', { id: 1 })).toBe('findings');
    expect(await outcomeOf(module, 'a', { id: 'x', parent: { id: 'y', more: 1 } })).toBe('findings');
  });

  test('an operation that was not met has no validator yet', async () => {
    const module = await open(contractFile(`unmet ${title}.json`, ['a']), cacheOf());
    const content = module.contract.operations[0]?.responses[0]?.content[0];
    expect(() => content?.strict({})).toThrow('before it was made ready');
    await readyAll(module);
    expect(content?.strict({ id: 'x' })).toBe(true);
    expect((await module.detail()).schemas.$defs).toHaveProperty(['Thing (response)']);
  });
});

test('of many operations the one that is met is compiled, and once', async () => {
  const ids = Array.from({ length: 200 }, (_, index) => `operation${index}`);
  const file = contractFile('many.json', ids);
  const cache = mapCache();
  const module = await open(file, cache);
  expect(operationFiles(cache)).toHaveLength(0);
  await Promise.all([0, 1, 2].map(() => outcomeOf(module, 'operation7', { id: 'x' })));
  expect(operationFiles(cache)).toHaveLength(1);
  const size = cache.files.size;
  const again = await open(file, cache);
  expect(again.ready?.(again.contract.operations[7] as never)).toBeUndefined();
  expect(await outcomeOf(again, 'operation7', { id: 1 })).toBe('findings');
  expect(cache.files.size).toBe(size);
  expect(await outcomeOf(again, 'operation8', { id: 'x' })).toBe('clean');
  expect(operationFiles(cache)).toHaveLength(2);
});

test('an entry grows with what its operation refers to, not with the contract', async () => {
  const sizes = [2, 400].map(async (count) => {
    const ids = Array.from({ length: count }, (_, index) => `operation${index}`);
    const cache = mapCache();
    const module = await open(contractFile(`size${count}.json`, ids), cache);
    await module.ready?.(module.contract.operations[0] as never);
    const [name = ''] = operationFiles(cache);
    return (cache.files.get(name)?.length ?? 0) + (cache.files.get(`${name}on`)?.length ?? 0);
  });
  const [few = 0, many = 0] = await Promise.all(sizes);
  expect(few).toBeGreaterThan(500);
  expect(many).toBeLessThan(few * 1.1);
});

test.each([
  ['cut', (text: string) => text.slice(0, text.length / 2)],
  ['emptied', () => ''],
  ['of another operation', (text: string) => text.replaceAll('Thing', 'Other')],
])('an entry that is %s is compiled anew', async (_, change) => {
  const file = contractFile('changed.json', ['a']);
  const cache = mapCache();
  await readyAll(await open(file, cache));
  for (const [name, content] of cache.files)
    if (name.includes('.operation.')) cache.files.set(name, Buffer.from(change(content.toString())));
  expect(await outcomeOf(await open(file, cache), 'a', { id: 1 })).toBe('findings');
  expect(await outcomeOf(await open(file, cache), 'a', { id: 'x' })).toBe('clean');
});

test('what did not compile when an operation was met is a defect of the contract, from the cache too', async () => {
  const file = contractFile('refused.json', ['a', 'b']);
  const cache = mapCache();
  await readyAll(await open(file, cache));
  const [name = ''] = operationFiles(cache).map((path) => `${path}on`);
  const defect = { kind: 'schema', outcome: 'not judged', subject: '/components/schemas/Thing' };
  const detail = JSON.parse(String(cache.files.get(name)));
  cache.files.set(name, Buffer.from(JSON.stringify({ ...detail, defects: [defect] })));
  const module = await open(file, cache);
  expect(module.contract.defects).toBeUndefined();
  await readyAll(module);
  expect(module.contract.defects).toEqual([defect]);
  addDefects(module.contract, [defect as never, { ...defect, kind: 'reference' } as never]);
  expect(module.contract.defects?.map(({ kind }) => kind)).toEqual(['reference', 'schema']);
});

test('a contract that changed is another one', async () => {
  const cache = mapCache();
  await readyAll(await open(contractFile('grown.json', ['a']), cache));
  const module = await open(contractFile('grown.json', ['b', 'a']), cache);
  expect(module.contract.operations.map(({ id }) => id)).toEqual(['b', 'a']);
  expect(await outcomeOf(module, 'b', { id: 1 })).toBe('findings');
});
