// Operations of methods without a field of their own in OpenAPI 3.1 (OpenAPI 3.2, Path Item Object: query, additionalOperations).
import { expect, test } from 'vitest';
import { operationsOf } from '../../src/contract/operations.ts';
import { typesSource } from '../../src/generate/types.ts';
import { scaffold } from '../../src/page/propose/scaffold.ts';
import { readOpenApi } from '../../src/page/read-openapi.ts';
import { matchOperation } from '../../src/verdict/match.ts';
import { load } from '../openapi-reading/support.ts';
import { type Compiled, imported } from '../verdict/compiled.ts';

const TEXT = `
openapi: 3.2.0
info: { title: Methods, version: "1" }
paths:
  /things/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get: { responses: { "200": { description: ok } } }
    query: { responses: { "200": { description: ok } } }
    additionalOperations:
      PURGE:
        operationId: purge#Thing
        parameters:
          - { name: id, in: path, required: true, schema: { type: integer } }
        responses: { "204": { description: gone } }
      M-SEARCH: { responses: { "200": { description: ok } } }
      Purge: { responses: { "204": { description: gone } } }
`;

async function compiledText(text: string): Promise<Compiled> {
  return imported(await load({ 'openapi.yaml': text }));
}

test('every operation of a path has its method as requests send it, and a name', async () => {
  const { contract } = await compiledText(TEXT);
  expect(contract.operations.map(({ method, id, pointer }) => [method, id, pointer])).toEqual([
    ['GET', 'getThingsId', '/paths/~1things~1{id}/get'],
    ['QUERY', 'queryThingsId', '/paths/~1things~1{id}/query'],
    ['PURGE', 'purge#Thing', '/paths/~1things~1{id}/additionalOperations/PURGE'],
    ['M-SEARCH', 'm-searchThingsId', '/paths/~1things~1{id}/additionalOperations/M-SEARCH'],
    ['Purge', 'purgeThingsId', '/paths/~1things~1{id}/additionalOperations/Purge'],
  ]);
  const [get, , purge] = contract.operations;
  expect([get?.parameters[0]?.types, purge?.parameters[0]?.types]).toEqual([['string'], ['integer']]);
});

test.for([
  ['GET', 'getThingsId'],
  ['get', 'getThingsId'],
  ['QUERY', 'queryThingsId'],
  ['query', 'queryThingsId'],
  ['PURGE', 'purge#Thing'],
  ['Purge', 'purgeThingsId'],
  ['purge', undefined],
  ['m-search', undefined],
  ['HEAD', 'getThingsId'],
  ['COPY', undefined],
])(
  'a request of method %s is one of %s: methods are case-sensitive (RFC 9110 section 9.1)',
  async ([method, id]) => {
    const { contract } = await compiledText(TEXT);
    expect(matchOperation(contract, method ?? '', '/things/1')?.id).toBe(id);
  },
);

test('types have every operation, and every path its methods', async () => {
  const { document } = await load({ 'openapi.yaml': TEXT });
  const types = typesSource(document);
  for (const { operation } of operationsOf(document))
    expect(types).toContain(`${JSON.stringify(operation.operationId).replace(/^"([a-z]\w*)"$/i, '$1')}: {`);
  expect(types).toContain('    PURGE: operations["purge#Thing"];');
  expect(types).toContain('    "M-SEARCH": operations["m-searchThingsId"];');
  expect(types).toContain('    query: operations["queryThingsId"];');
  expect(types.match(/id: number;/g)).toHaveLength(1);
});

test.for(['3.0.4', '3.1.1'])(
  'a document of %s has no such operations: they are told as unknown fields',
  async (version) => {
    const contract = await load({ 'openapi.yaml': TEXT.replace('3.2.0', version) });
    expect(contract.defects.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      'field-unknown additionalOperations',
      'field-unknown query',
      'operation-id ',
    ]);
    expect(operationsOf(contract.document).map(({ method }) => method)).toEqual(['GET']);
  },
);

test("a vendor's document is read with them, and a draft made of it has them", async () => {
  const vendor = await load({ 'openapi.yaml': TEXT });
  const pages = readOpenApi({ ...vendor, files: ['openapi.yaml'] }, () => true);
  const { document } = scaffold(pages.map((reading) => ({ file: 'openapi.yaml', reading })));
  expect(document.openapi).toBe('3.2.0');
  expect(operationsOf(document).map(({ method }) => method)).toEqual([
    'GET',
    'QUERY',
    'PURGE',
    'M-SEARCH',
    'Purge',
  ]);
});
