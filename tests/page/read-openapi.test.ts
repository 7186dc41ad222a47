// A vendor's OpenAPI document as the documented side: recognised by its content, read into the facts of pages.
import { describe, expect, test } from 'vitest';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import { checkContract } from '../../src/page/check-contract.ts';
import { checkPage } from '../../src/page/check-page.ts';
import { lockPage } from '../../src/page/lock.ts';
import { scaffold } from '../../src/page/propose/scaffold.ts';
import { isOpenApi, readOpenApi } from '../../src/page/read-openapi.ts';
import { inWordsOf } from '../../src/page/words.ts';

test.each<[string, boolean]>([
  ['openapi: 3.1.0\n', true],
  ['# a comment\n\nopenapi: "3.0.3"\n', true],
  ["info: {}\nswagger: '2.0'\n", true],
  ['{ "info": {}, "openapi": "3.0.0" }', true],
  ['\ufeff{"swagger":"2.0"}', true],
  ['# Lamps\n\nUses openapi: 3.1.0 inside\n', false],
  ['<html><body>openapi: 3.1.0</body></html>', false],
  ['{ "lamp": "openapi" }', false],
])('%j is an OpenAPI document: %s', (text, expected) => {
  expect(isOpenApi(text)).toBe(expected);
});

const document = {
  openapi: '3.1.0',
  info: { title: 'Lamps', version: '1' },
  servers: [{ url: 'https://lamps.example/v1' }],
  paths: {
    '/lamps/{id}': {
      parameters: [{ $ref: '#/components/parameters/Id' }],
      put: {
        operationId: 'putLamp',
        parameters: [{ name: 'zone', in: 'query', schema: { type: 'integer', minimum: 1, default: 2 } }],
        requestBody: {
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Lamp' },
              examples: { one: { $ref: '#/components/examples/One' }, far: { externalValue: 'x' } },
            },
          },
        },
        responses: {
          200: {
            description: '',
            content: {
              'application/json': {
                schema: { type: 'array', items: { $ref: '#/components/schemas/Lamp' } },
                example: [{ id: 7, kind: 'FLOOR', glow: 1 }],
              },
            },
          },
          204: { description: '' },
        },
      },
    },
  },
  components: {
    parameters: { Id: { name: 'id', in: 'path', required: true, schema: { type: 'string' } } },
    examples: { One: { value: { kind: 'DESK' } } },
    schemas: {
      Lamp: {
        required: ['id'],
        properties: { id: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
        oneOf: [
          { required: ['kind', 'watt'], properties: { kind: { enum: ['DESK'] }, watt: { type: 'integer' } } },
          { required: ['kind'], properties: { kind: { enum: ['DESK'] } } },
        ],
      },
    },
  },
} as unknown as OpenApiDocument;

const vendor = { document, positionOf: () => undefined, files: [] };
const [reading] = readOpenApi(vendor, () => true);

describe('the facts of an operation', () => {
  test('parameters of the path too, types in the words of pages, another address below the server', () => {
    expect(reading?.facts).toMatchObject({
      operationId: 'putLamp',
      method: 'PUT',
      path: '/lamps/{id}',
      otherRequestLines: ['PUT /v1/lamps/{id}'],
      parameters: [
        { name: 'id', in: 'path', required: true, type: 'string' },
        { name: 'zone', in: 'query', required: false, type: 'integer', minimum: '1', default: '2' },
      ],
      statusCodes: ['200', '204'],
      statusesWithoutTable: ['204'],
      examples: { request: [{ kind: 'DESK' }], 200: [[{ id: 7, kind: 'FLOOR', glow: 1 }]] },
    });
  });

  test('of a union only what each branch requires is required', () => {
    expect(reading?.facts.requestFields).toEqual([
      { pointer: '/id', required: true, type: 'string' },
      { pointer: '/tags', required: false, type: 'array of strings' },
      { pointer: '/kind', required: true, type: 'string', enum: ['DESK'] },
      { pointer: '/watt', required: false, type: 'integer' },
    ]);
  });

  test('operations that are not wanted are left out', () => {
    expect(readOpenApi(vendor, ({ operationId }) => operationId === 'other')).toEqual([]);
  });
});

test('its examples are held to its schemas, in the words of a document', () => {
  const issues = reading === undefined ? [] : checkPage(reading, 'vendor.yaml');
  expect(
    issues
      .map((issue) => inWordsOf('openapi', issue))
      .map(({ status, pointer, message }) => `${status} ${pointer} ${message}`),
  ).toEqual([
    'request /id the schema marks "id" as required, the example has none',
    '200 /*/glow the example has "glow", its schema has no such property',
    '200 /*/id the schema says string, the example shows an integer',
    '200 /*/kind the schema lists DESK; the example shows "FLOOR"',
  ]);
});

test('names in quotes and pointers keep their words', () => {
  const issue = { message: 'the page has /page and "the page", its table has not', fix: '', code: '' };
  expect(inWordsOf('openapi', issue as Parameters<typeof inWordsOf>[1]).message).toBe(
    'the vendor\'s document has /page and "the page", its schema has not',
  );
});

test('what stands in another file has its place there, and no line in the lock', () => {
  const place = (pointer: string): [number, number, number] => [1, 1, pointer.startsWith('/paths') ? 0 : 1];
  const several = { document, positionOf: place, files: ['lamps.yaml', 'models/lamp.yaml'] };
  const [inTwoFiles] = readOpenApi(several, () => true);
  expect(inTwoFiles).toBeDefined();
  if (inTwoFiles === undefined) return;
  const files = checkPage(inTwoFiles, 'lamps.yaml').map((issue) => [issue.code, issue.place.file]);
  expect(files).toContainEqual(['docs-sample-enum-value-undocumented', 'lamps.yaml']);
  const { lines } = lockPage(inTwoFiles, 'lamps.yaml', 'read');
  expect(Object.keys(lines)).toContain('operation');
  expect(Object.keys(lines).filter((key) => key.startsWith('request#'))).toEqual([]);
});

test('a contract that is drafted from a document says what the document says', () => {
  const choice = {
    oneOf: [
      { type: 'string', enum: ['off', 'on'] },
      { type: 'object', properties: { at: { type: 'string' } } },
    ],
  };
  const list = { type: 'array', items: { type: 'string' }, default: [] };
  const properties = { choice, list, nothing: { type: ['string', 'null'], default: null } };
  const content = { 'application/json': { schema: { type: 'object', properties } } };
  const own = {
    openapi: '3.1.0',
    paths: {
      '/lamps': {
        post: { operationId: 'lamps/make', requestBody: { content }, responses: { 200: { content } } },
      },
    },
  } as unknown as OpenApiDocument;
  const source = { document: own, positionOf: () => undefined, files: ['lamps.yaml'] };
  const [made] = readOpenApi(source, () => true);
  expect(made?.facts.requestFields).toContainEqual({
    pointer: '/list',
    required: false,
    type: 'array of strings',
    default: '[]',
  });
  if (made === undefined) return;
  const drafted = scaffold([{ file: 'lamps.yaml', reading: made }]).document as unknown as OpenApiDocument;
  const contract = { document: drafted, positionOf: () => undefined, files: ['draft.yaml'] };
  expect(checkContract({ ...made, file: 'lamps.yaml' }, contract)).toEqual([]);
});

describe('a stream without a schema of its items', () => {
  const event = { type: 'object', properties: { data: { type: 'string' } } };
  const withStream = (media: object) =>
    ({
      openapi: '3.2.0',
      paths: {
        '/glow': {
          get: {
            operationId: 'watchGlow',
            responses: { 200: { content: { 'text/event-stream; charset=utf-8': media } } },
          },
        },
      },
    }) as unknown as OpenApiDocument;
  const source = (media: object) => ({
    document: withStream(media),
    positionOf: () => undefined,
    files: ['lamps.yaml'],
  });
  const items = { schema: { type: 'array', items: event } };
  test.each<[string, object, object, readonly string[]]>([
    ['a text', { schema: { type: 'string' } }, items, []],
    ['nothing', {}, items, []],
    [
      'the data of an event',
      { schema: { type: 'object', properties: { id: { type: 'string' } } } },
      items,
      [],
    ],
    ['nothing, as the contract', {}, { schema: { type: 'string' } }, []],
    ['items, of which the contract knows nothing', items, { schema: { type: 'string' } }, ['/', '/*/data']],
    ['other items', { schema: { type: 'array', items: { type: 'string' } } }, items, ['/', '/*/data']],
  ])('the document describes %s', (_, stated, declared, expected) => {
    const [read] = readOpenApi(source(stated), () => true);
    const found = read && checkContract({ ...read, file: 'lamps.yaml' }, source(declared));
    expect(found?.map(({ pointer }) => pointer)).toEqual(expected);
  });

  test('a draft of it says nothing of the items', () => {
    const [read] = readOpenApi(source({}), () => true);
    const draft = read && scaffold([{ file: 'lamps.yaml', reading: read }]).document;
    expect(JSON.stringify(draft)).not.toContain('octet-stream');
    expect(draft).toHaveProperty('paths./glow.get.responses.200');
  });
});

test('a body that is too large to be looked into everywhere is noted', () => {
  const names = Array.from({ length: 32 }, (_, at) => `Lamp${at}`);
  const properties = Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]),
  );
  const large = {
    openapi: '3.1.0',
    info: { title: 'Lamps', version: '1' },
    paths: {
      '/lamps': {
        get: {
          operationId: 'listLamps',
          responses: {
            200: {
              description: '',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Lamp0' } } },
            },
          },
        },
      },
    },
    components: { schemas: Object.fromEntries(names.map((name) => [name, { type: 'object', properties }])) },
  } as unknown as OpenApiDocument;
  const notesOf = (of: OpenApiDocument) =>
    readOpenApi({ document: of, positionOf: () => [7, 1, 0], files: [] }, () => true).map(
      ({ notes }) => notes,
    );
  expect(notesOf(document as unknown as OpenApiDocument)).toEqual([[]]);
  expect(notesOf(large)).toEqual([
    [
      {
        line: 7,
        message: expect.stringMatching(
          /^the body of 200 is too large to be looked into everywhere: what is inside \/Lamp\d.* and \d+ more is compared/,
        ),
      },
    ],
  ]);
});
