import { expect, test } from 'vitest';
import { load, refusals } from './support.ts';

const operation = '{ responses: { "200": { description: ok } } }';
const id = '{ name: id, in: path, required: true, schema: {} }';
const text = `openapi: 3.1.0
info: { title: x, version: "1" }
paths:
  /things/{id}.json: { parameters: [${id}], get: ${operation}, post: ${operation} }
  /things/id-json: { get: ${operation} }
  /: { get: { operationId: getThingsIdJson, responses: {} } }
`;

test('operations without a name get one', async () => {
  const { document } = await load({ 'a.yaml': text });
  const items = Object.values(document.paths ?? {});
  expect(items.map((item) => [item.get?.operationId, item.post?.operationId])).toEqual([
    ['getThingsIdJson2', 'postThingsIdJson'],
    ['getThingsIdJson3', undefined],
    ['getThingsIdJson', undefined],
  ]);
});

test('and are refused where each is to be named by hand', async () => {
  expect((await refusals({ 'a.yaml': text }, { lint: 'strict' })).map((line) => line.split(':')[1])).toEqual([
    '4',
    '4',
    '5',
  ]);
});
