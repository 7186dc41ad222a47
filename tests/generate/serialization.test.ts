// What is compiled of how a parameter stands in text; nothing where it is one text as it stands.
import { expect, test } from 'vitest';
import type { OpenApiDocument, OpenApiParameter } from '../../src/contract/openapi.ts';
import { serializationOf } from '../../src/generate/serialization.ts';
import type { CompiledSerialization } from '../../src/model.ts';

const document = {
  openapi: '3.1.0',
  info: { title: 'Test', version: '1' },
  components: {
    schemas: {
      Colour: { enum: ['red', 'blue'] },
      Filter: { type: 'object', properties: { self: { $ref: '#/components/schemas/Filter' } } },
      Loop: { allOf: [{ $ref: '#/components/schemas/Loop' }] },
      Pet: {
        type: 'object',
        properties: { kind: { type: 'string' } },
        discriminator: { propertyName: 'kind' },
      },
      Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: { type: 'integer' } } }] },
    },
  },
} as unknown as OpenApiDocument;

type Compiled = { readonly serialization: CompiledSerialization };

function compiled(parameter: object): CompiledSerialization | undefined {
  return serializationOf(document, { name: 'p', in: 'query', ...parameter } as OpenApiParameter);
}

test.each<[string, object]>([
  ['a text', { schema: { type: 'string' } }],
  ['a number that may be null', { schema: { type: ['integer', 'null'] } }],
  ['a list of values', { schema: { $ref: '#/components/schemas/Colour' } }],
  ['anything', { schema: {} }],
  ['a union of texts', { schema: { oneOf: [{ type: 'integer' }, { const: 'all' }] } }],
  ['both at once, which is neither', { schema: { type: 'array', allOf: [{ type: 'string' }] } }],
  ['a schema that refers to itself', { schema: { $ref: '#/components/schemas/Loop' } }],
  ['a style that changes nothing', { schema: { type: 'string' }, style: 'form', explode: false }],
  ['content', { content: { 'application/json': { schema: { type: 'array' } } }, style: 'label' }],
])('nothing of %s', (_, parameter) => {
  expect(compiled(parameter)).toBeUndefined();
});

const form = { style: 'form', explode: true };

test.each<[string, object, Compiled]>([
  [
    'a label',
    { in: 'path', style: 'label', schema: { type: 'string' } },
    { serialization: { style: 'label', explode: false } },
  ],
  ['an array', { schema: { type: 'array' } }, { serialization: { ...form, items: [] } }],
  [
    'an array in a header',
    { in: 'header', schema: { type: 'array', items: { $ref: '#/components/schemas/Colour' } } },
    { serialization: { style: 'simple', explode: false, items: ['string'] } },
  ],
  [
    'an array without a type',
    { schema: { items: { type: 'number' } } },
    { serialization: { ...form, items: ['integer', 'number'] } },
  ],
  [
    'a tuple',
    { schema: { type: 'array', prefixItems: [{ type: 'string' }, { const: null }], items: false } },
    { serialization: { ...form, items: ['null', 'string'] } },
  ],
  [
    'a tuple that goes on',
    { schema: { type: 'array', prefixItems: [{ type: 'string' }] } },
    { serialization: { ...form, items: [] } },
  ],
  [
    'one or many: what only a branch says binds no other',
    {
      explode: false,
      schema: { anyOf: [{ type: 'integer' }, { type: 'array', items: { type: 'integer' } }] },
    },
    { serialization: { style: 'form', explode: false, items: [] } },
  ],
  [
    'a closed object',
    {
      schema: { type: 'object', properties: { a: { type: 'boolean' }, b: { allOf: [{ type: 'string' }] } } },
    },
    {
      serialization: {
        ...form,
        properties: [
          ['a', ['boolean']],
          ['b', ['string']],
        ],
      },
    },
  ],
  [
    'an object that names only what it requires',
    { schema: { type: 'object', required: ['a'], properties: { b: true } } },
    {
      serialization: {
        ...form,
        properties: [
          ['b', []],
          ['a', []],
        ],
      },
    },
  ],
  ['any object', { schema: { type: 'object' } }, { serialization: { ...form, properties: [], further: [] } }],
  [
    'an object without properties',
    { schema: { type: 'object', additionalProperties: false } },
    { serialization: { ...form, properties: [] } },
  ],
  [
    'a map',
    { style: 'deepObject', schema: { type: 'object', additionalProperties: { type: ['integer', 'array'] } } },
    { serialization: { style: 'deepObject', explode: false, properties: [], further: ['integer', 'array'] } },
  ],
  [
    'patterns',
    { schema: { type: 'object', patternProperties: { '^x-': { type: 'integer' } } } },
    { serialization: { ...form, properties: [], patterns: [['^x-', ['integer']]] } },
  ],
  [
    'branches of an object, one of them open',
    { schema: { type: 'object', oneOf: [{ properties: { a: { type: 'integer' } } }, { type: 'object' }] } },
    { serialization: { ...form, properties: [['a', []]], further: [] } },
  ],
  [
    'an object inside of itself',
    { schema: { $ref: '#/components/schemas/Filter' } },
    { serialization: { ...form, properties: [['self', ['object']]] } },
  ],
  [
    'an object that others extend',
    { schema: { $ref: '#/components/schemas/Pet' } },
    { serialization: { ...form, properties: [['kind', ['string']]], further: [] } },
  ],
  [
    'a name that is no name to JavaScript',
    { schema: { type: 'object', properties: JSON.parse('{"__proto__":{"type":"integer"}}') } },
    { serialization: { ...form, properties: [['__proto__', ['integer']]] } },
  ],
] as [string, object, Compiled][])('%s', (_, parameter, expected) => {
  expect({ serialization: compiled(parameter) }).toEqual(expected);
});
