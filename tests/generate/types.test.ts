// What the types are made from: the document as it is, with nothing fetched and nothing else demanded of it.
import { expect, test } from 'vitest';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import { typesSource } from '../../src/generate/types.ts';

function documentWith(more: object): OpenApiDocument {
  return { openapi: '3.1.0', info: { title: 'Types', version: '1' }, paths: {}, ...more };
}

function kind(): object {
  return { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } };
}

test('a discriminator narrows nothing by itself, since it changes no validation (OpenAPI 3.1.1, Discriminator Object)', () => {
  const pet = {
    oneOf: [{ $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Cat' }],
    discriminator: { propertyName: 'kind', mapping: { dog: 'Dog', cat: '#/components/schemas/Cat' } },
  };
  const types = typesSource(
    documentWith({ components: { schemas: { Pet: pet, Dog: kind(), Cat: kind() } } }),
  );
  expect(types).toContain('Pet: components["schemas"]["Dog"] | components["schemas"]["Cat"];');
  expect(types.match(/kind: string;/g)).toHaveLength(2);
});

test('a document without components', () => {
  expect(typesSource(documentWith({}))).toMatchInlineSnapshot(`
    "export type paths = Record<string, never>;
    export type webhooks = Record<string, never>;
    export interface components {
        schemas: never;
        responses: never;
        parameters: never;
        requestBodies: never;
        headers: never;
        pathItems: never;
    }
    export type $defs = Record<string, never>;
    export type operations = Record<string, never>;
    "
  `);
});

test('an example that stands elsewhere is not looked for', () => {
  const example = { externalValue: 'file:///nowhere/at/all.json' };
  const content = { 'application/json': { schema: { type: 'string' }, examples: { one: example } } };
  const get = { operationId: 'get', responses: { 200: { description: 'ok', content } } };
  expect(typesSource(documentWith({ paths: { '/': { get } } }))).toContain('"application/json": string;');
});

test('extensions of paths, responses, callbacks and a response are none of them, and names of headers are', () => {
  const headers = { 'x-rate': { schema: { type: 'integer' } } };
  const ok = { description: 'ok', headers, 'x-hot': 1 };
  const get = {
    operationId: 'get',
    responses: { 200: ok, 'x-note': 'hot', 'x-more': { description: 'no response' } },
    callbacks: { done: { '{$request.query.url}': {}, 'x-note': 'hot' } },
  };
  const types = typesSource(documentWith({ paths: { '/': { get, 'x-own': true }, 'x-group': { get } } }));
  expect(types).toContain('"x-rate"?: number;');
  expect(types).not.toMatch(/x-(note|more|hot|own|group)/);
});

test('a path ends in a slash, and so does a server', () => {
  const servers = [{ url: 'https://example.com/' }];
  expect(typesSource(documentWith({ servers, paths: { '/a/': {} } }))).toContain('"/a/": {');
});

test('what allOf refers to is required beside it, in a response, a component and a parameter of a path', () => {
  const Base = { type: 'object', properties: { id: { type: 'string' } } };
  const both = { allOf: [{ $ref: '#/components/schemas/Base' }], required: ['id'] };
  const response = (schema: object) => ({ description: 'ok', content: { 'application/json': { schema } } });
  const parameter = { name: 'p', in: 'query', content: { 'application/json': { schema: both } } };
  const types = typesSource(
    documentWith({
      paths: {
        '/': { parameters: [parameter], get: { operationId: 'get', responses: { 200: response(both) } } },
      },
      components: { schemas: { Base, Both: both }, responses: { Both: response(both) } },
    }),
  );
  expect(
    types.replaceAll(/\s+/g, ' ').split('{ id: unknown; } & components["schemas"]["Base"]'),
  ).toHaveLength(4);
  expect(types).toMatch(/^export interface operations \{\n {4}get: \{/m);
});

test('a default makes no property required', () => {
  const schema = { type: 'object', properties: { a: { type: 'string', default: 'x' } } };
  expect(typesSource(documentWith({ components: { schemas: { A: schema } } }))).toContain('a?: string;');
});

test('operations are keyed by their ids as they stand', () => {
  const get = (operationId: string) => ({
    get: { operationId, responses: { 200: { description: 'ok' } } },
  });
  const types = typesSource(documentWith({ paths: { '/a': get('Users#index'), '/b': get('a%20b') } }));
  expect(types).toContain('    "Users#index": {');
  expect(types).toContain('operations["a%20b"]');
});

/** The type of a component, on one line. */
function typeOf(schema: object | boolean, more: object = {}): string {
  const types = typesSource(documentWith({ components: { schemas: { A: schema, ...more } } }));
  return (/\n {8}A: ([\s\S]*?;)\n(?: {8}[\w"]| {4}\})/.exec(types)?.[1] ?? types).replaceAll(/\s+/g, ' ');
}

const string = { type: 'string' };

test.each([
  [
    'no type',
    { properties: { a: string } },
    '{ a?: string; } | unknown[] | string | number | boolean | null;',
  ],
  [
    'the type stands in allOf',
    { required: ['a'], allOf: [{ type: 'object' }] },
    '{ a: unknown; } & Record<string, unknown>;',
  ],
  [
    'a tuple may end early',
    { type: 'array', prefixItems: [string], items: { type: 'number' } },
    '(string | number)[];',
  ],
  [
    'a tuple of fixed length',
    { type: 'array', prefixItems: [string, string], minItems: 2, items: false },
    '[ string, string ];',
  ],
  ['a tuple that says nothing of the rest', { type: 'array', prefixItems: [string] }, 'unknown[];'],
  [
    '$defs is no property',
    { type: 'object', properties: { a: { $ref: '#/components/schemas/A/$defs/b' } }, $defs: { b: string } },
    '{ a?: components["schemas"]["A.$defs.b"]; };',
  ],
  [
    'an index signature holds the named properties too',
    { type: 'object', properties: { a: string }, additionalProperties: { type: 'number' } },
    '{ a?: string; } & { [key: string]: number | string; };',
  ],
  [
    'patterns say nothing of other names',
    { type: 'object', patternProperties: { '^a': string } },
    '{ [key: string]: unknown; };',
  ],
  [
    'patterns of a closed object',
    { type: 'object', patternProperties: { '^a': string }, additionalProperties: false },
    '{ [key: string]: string; };',
  ],
  [
    'what sibling keywords of $ref say',
    { $ref: '#/components/schemas/B', required: ['a'], type: 'object' },
    '{ a: unknown; } & components["schemas"]["B"];',
  ],
  ['a schema that applies itself', { anyOf: [string, { $ref: '#/components/schemas/A' }] }, 'unknown;'],
  ['nothing fits', false, 'never;'],
] as const)('%s', (_, schema, type) => {
  expect(typeOf(schema, { B: { type: 'object' } })).toBe(type);
});

test('writeOnly is optional in responses and readOnly in requests, in a component that both use too', () => {
  const User = {
    type: 'object',
    required: ['id', 'secret'],
    properties: { id: { type: 'string', readOnly: true }, secret: { type: 'string', writeOnly: true } },
  };
  const content = {
    'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/User' } } },
  };
  const post = {
    operationId: 'post',
    requestBody: { content },
    responses: { 200: { description: 'ok', content } },
  };
  const types = typesSource(
    documentWith({ paths: { '/': { post } }, components: { schemas: { User } } }),
  ).replaceAll(/\s+/g, ' ');
  expect(types).toContain('User: { readonly id: string; secret?: string; };');
  expect(types).toContain('UserRequest: { readonly id?: string; secret: string; };');
  expect(types).toContain(
    'requestBody?: { content: { "application/json": components["schemas"]["UserRequest"][]; }; };',
  );
  expect(types).toContain('"application/json": components["schemas"]["User"][]; }; };');
});
