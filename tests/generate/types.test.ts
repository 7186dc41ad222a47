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

test('a tag that is mapped to a schema by its name is the type of the property', () => {
  const pet = {
    oneOf: [{ $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Cat' }],
    discriminator: { propertyName: 'kind', mapping: { dog: 'Dog', cat: '#/components/schemas/Cat' } },
  };
  const types = typesSource(
    documentWith({ components: { schemas: { Pet: pet, Dog: kind(), Cat: kind() } } }),
  );
  expect(types).toContain('kind: "dog";');
  expect(types).toContain('kind: "cat";');
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
  expect(types.match(/WithRequired<components\["schemas"\]\["Base"\], "id">/g)?.length).toBeGreaterThan(2);
  expect(types.match(/^type WithRequired</gm)).toHaveLength(1);
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
