// Contracts that nest without end: every command that compiles them ends.
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inNewFolders } from '../folder.ts';
import { run } from '../run.ts';

inNewFolders();

function contractOf(count: number, schemaOf: (next: object) => object): object {
  const next = (at: number) => (at < count ? { $ref: `#/components/schemas/S${at}` } : { type: 'object' });
  const content = { 'application/json': { schema: next(0) } };
  return {
    openapi: '3.1.0',
    info: { title: '', version: '1' },
    paths: { '/a': { get: { operationId: 'a', responses: { 200: { description: '', content } } } } },
    components: {
      schemas: Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`S${at}`, schemaOf(next(at + 1))]),
      ),
    },
  };
}

const exchange = JSON.stringify({
  request: { method: 'GET', url: '/a' },
  response: { status: 200, headers: { 'content-type': 'application/json' }, body: {} },
});

test.each<[string, object]>([
  ['a chain of 1,000 references ended with 70', contractOf(1000, (next) => next)],
  ['a chain of 1,000 properties', contractOf(1000, (next) => ({ type: 'object', properties: { next } }))],
  [
    'a diamond of 30 unions never ended',
    contractOf(30, (next) => ({
      oneOf: [
        { type: 'object', allOf: [next] },
        { type: 'array', items: next },
      ],
    })),
  ],
])('%s', { timeout: 120_000 }, async (_, contract) => {
  writeFileSync('api.json', JSON.stringify(contract));
  writeFileSync('a.ndjson', exchange);
  const check = await run(['check', 'a.ndjson', '--contract', 'api.json', '--no-baseline']);
  expect(check).toMatchObject({ code: 0, stderr: '' });
  expect((await run(['generate', '--contract', 'api.json', '--out', 'generated'])).code).toBe(0);
  for (const command of ['matrix', 'propose'])
    expect((await run([command, 'a.ndjson', '--contract', 'api.json'])).code).toBe(0);
  expect((await run(['selftest', '--contract', 'api.json'])).code).toBe(0);
});
