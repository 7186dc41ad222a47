// The item of a sequence in what is generated: its type, its guard, its check and its Standard Schemas.
import { expect, test } from 'vitest';
import { upgradeDocument } from '../../src/contract/dialect.ts';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import { typesSource } from '../../src/generate/types.ts';
import { checker, guard, itemsOf, responseSchemas, unions } from '../../src/runtime/index.ts';
import { compiled } from '../verdict/compiled.ts';

const Chunk = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
const Event = {
  oneOf: [
    { type: 'object', required: ['data'], properties: { data: { const: '[DONE]' } } },
    {
      type: 'object',
      required: ['data'],
      properties: {
        event: { type: 'string' },
        data: {
          type: 'string',
          contentMediaType: 'application/json',
          contentSchema: { $ref: '#/components/schemas/Chunk' },
        },
      },
    },
  ],
};
const content = {
  'application/json': { schema: { type: 'object' } },
  'text/event-stream': { 'x-item-schema': { $ref: '#/components/schemas/Event' } },
  'application/jsonl': {
    schema: { type: 'array', maxItems: 3 },
    'x-item-schema': { $ref: '#/components/schemas/Chunk' },
  },
};
const get = { operationId: 'get', responses: { 200: { description: 'ok', content } } };
const { document } = upgradeDocument(
  {
    openapi: '3.1.0',
    info: { title: 'Items', version: '1' },
    paths: { '/': { get } },
    components: { schemas: { Chunk, Event } },
  },
  '3.1',
);

test('the type of a sequence is an array, of events with their JSON parsed', () => {
  const types = typesSource(document as unknown as OpenApiDocument).replaceAll(/\s+/g, ' ');
  expect(types).toContain(
    `"text/event-stream": ({ /** @enum {unknown} */ data: "[DONE]"; } | { event?: string; data: components["schemas"]["Chunk"]; })[];`,
  );
  expect(types).toContain('"application/jsonl": unknown[] & components["schemas"]["Chunk"][];');
});

test('of a key with parameters too, and a text beside the schema of the JSON is no part of the type', () => {
  const text = {
    type: 'object',
    properties: { data: { type: 'string' }, id: { type: 'string' } },
    required: ['data'],
  };
  const json = {
    contentMediaType: 'application/json',
    contentSchema: { $ref: '#/components/schemas/Chunk' },
  };
  const itemSchema = {
    ...text,
    oneOf: [json, { const: 'end' }].map((data) => ({ type: 'object', properties: { data } })),
  };
  const responses = {
    200: { description: 'ok', content: { 'text/event-stream; charset=utf-8': { itemSchema } } },
  };
  const { document: own } = upgradeDocument(
    {
      openapi: '3.2.0',
      info: { title: 'Items', version: '1' },
      paths: { '/': { get: { operationId: 'get', responses } } },
      components: { schemas: { Chunk } },
    },
    '3.2',
  );
  expect(typesSource(own as unknown as OpenApiDocument).replaceAll(/\s+/g, ' ')).toContain(
    `charset=utf-8": ({ data: unknown; id?: string; } & ({ data?: components["schemas"]["Chunk"]; } | { /** @enum {unknown} */ data?: "end"; }))[];`,
  );
});

test('one item, by guard, check and Standard Schema', async () => {
  const { contract, detail } = await compiled(document);
  const operation = itemsOf(contract.operations[0] as never);
  const isItem = guard(operation);
  const checkItem = checker(operation, { ...detail, unions });
  const items = responseSchemas(operation, { ...detail, unions }) as unknown as Record<
    string,
    ReturnType<typeof schemaOf>
  >;
  expect(isItem(200, { data: '[DONE]' })).toBe(true);
  expect(isItem(200, { data: { n: 1 } })).toBe(true);
  expect(isItem(200, { n: 1 })).toBe(true);
  expect(isItem(200, { data: '{"n":1}' })).toBe(false);
  expect(isItem(200, [])).toBe(false);
  expect(checkItem(200, { data: { n: '1' } }, 'text/event-stream').map(({ pointer }) => pointer)).toEqual([
    '/data/n',
  ]);
  expect(checkItem(200, { n: 1 }, 'application/jsonl')).toEqual([]);
  expect(checkItem(200, { n: 1 }, 'application/json').map(({ code }) => code)).toEqual([
    'media-type-undocumented',
  ]);
  const result = items[200]?.['~standard'].validate({ n: 'x' });
  expect(result?.issues?.length).toBeGreaterThan(0);
});

const schemaOf = (): {
  readonly '~standard': { readonly validate: (value: unknown) => { readonly issues?: readonly unknown[] } };
} => {
  throw new Error('for its type alone');
};
