import { expect, test } from 'vitest';
import { upgradeDocument } from '../../src/contract/dialect.ts';
import { valueAt } from '../../src/lib/pointer.ts';
import { load, refusals } from './support.ts';

type Schema = Readonly<Record<string, unknown>>;

const rows: readonly (readonly [what: string, from: Schema, to: Schema])[] = [
  ['nullable beside a type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  ['nullable: false', { type: 'string', nullable: false }, { type: 'string' }],
  ['nullable without a type', { nullable: true, title: 'x' }, { title: 'x' }],
  [
    'nullable beside an enum',
    { type: 'string', enum: ['a'], nullable: true },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  [
    'nullable beside an enum with null',
    { type: 'string', enum: [null], nullable: true },
    { type: ['string', 'null'], enum: [null] },
  ],
  [
    'nullable beside allOf',
    { nullable: true, description: 'x', readOnly: true, allOf: [{ $ref: '#/components/schemas/B' }] },
    {
      description: 'x',
      readOnly: true,
      anyOf: [{ allOf: [{ $ref: '#/components/schemas/B' }] }, { type: 'null' }],
    },
  ],
  [
    'nullable beside oneOf',
    { type: 'object', nullable: true, oneOf: [{ type: 'object', nullable: true }] },
    { anyOf: [{ type: 'object', oneOf: [{ type: ['object', 'null'] }] }, { type: 'null' }] },
  ],
  [
    'exclusive bounds',
    { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true },
    { exclusiveMinimum: 1, exclusiveMaximum: 9 },
  ],
  ['bounds that are not exclusive', { minimum: 1, exclusiveMinimum: false }, { minimum: 1 }],
  ['an exclusive bound without a bound', { exclusiveMaximum: true }, {}],
  ['example', { type: 'string', example: 'a' }, { type: 'string', examples: ['a'] }],
  ['byte', { type: 'string', format: 'byte' }, { type: 'string', format: 'byte', contentEncoding: 'base64' }],
  [
    'binary',
    { type: 'string', format: 'binary' },
    { type: 'string', contentMediaType: 'application/octet-stream' },
  ],
  [
    'what stands beside $ref',
    { $ref: '#/components/schemas/B', nullable: true, description: 'x' },
    { $ref: '#/components/schemas/B' },
  ],
  [
    'properties that are called like keywords',
    { properties: { nullable: { type: 'boolean' }, example: { type: 'string', nullable: true } } },
    { properties: { nullable: { type: 'boolean' }, example: { type: ['string', 'null'] } } },
  ],
  [
    'values that look like schemas',
    { enum: [{ type: 'string', nullable: true }], default: { nullable: true } },
    { enum: [{ type: 'string', nullable: true }], default: { nullable: true } },
  ],
  [
    'nested schemas',
    { items: { additionalProperties: { not: { type: 'string', nullable: true } } } },
    { items: { additionalProperties: { not: { type: ['string', 'null'] } } } },
  ],
];

test.for(rows)('%s', ([, from, to]) => {
  const document = { openapi: '3.0.3', components: { schemas: { A: from } }, 'x-keep': { nullable: true } };
  expect(upgradeDocument(document).document).toEqual({
    openapi: '3.2.0',
    components: { schemas: { A: to } },
    'x-keep': { nullable: true },
  });
});

const text = `openapi: 3.0.3
info: { title: x, version: "1" }
paths: {}
components:
  schemas:
    A:
      nullable: true
      allOf:
        - type: object
          properties:
            b: { type: string, example: c }
    B: { type: object, nullable: true, anyOf: [{ type: object, nullable: true, not: { minProperties: 9 } }] }
`;

test('a schema that moved is still found in the text', async () => {
  const { document, positionOf } = await load({ 'a.yaml': text });
  expect(document.openapi).toBe('3.2.0');
  expect(document.components?.schemas?.A).toMatchObject({
    anyOf: [{ allOf: [{ properties: { b: {} } }] }, {}],
  });
  expect(positionOf('/components/schemas/A/anyOf/0/allOf/0/properties/b')).toEqual([11, 13, 0]);
  expect(positionOf('/components/schemas/A/anyOf/0/allOf/0/properties/b/examples/0')).toEqual([11, 41, 0]);
  expect(positionOf('/components/schemas/A/anyOf/1')).toEqual([7, 17, 0]);
  const B = '/components/schemas/B/anyOf/0/anyOf/0/anyOf/0/not/minProperties';
  expect(valueAt(document, B)).toBe(9);
  expect(positionOf(B)).toEqual([12, 102, 0]);
});

const mistakes: readonly (readonly [what: string, from: string, to: string, refusal: string])[] = [
  [
    'a list of types',
    'type: string',
    'type: [string, "null"]',
    'a.yaml:11:18: type is a list, not a string | write one type, and nullable: true for null',
  ],
  [
    'const',
    'type: string',
    'const: c',
    'a.yaml:11:18: "const" is of OpenAPI 3.1, and this document is 3.0 | write `openapi: 3.1.1`, or do without it',
  ],
  [
    'type null',
    'type: string',
    'type: "null"',
    'a.yaml:11:24: type "null" is of OpenAPI 3.1, and this document is 3.0 | write nullable: true beside the type',
  ],
  [
    'webhooks',
    'paths: {}',
    'paths: {}\nwebhooks: {}',
    'a.yaml:4:1: "webhooks" is of OpenAPI 3.1, and this document is 3.0 | write `openapi: 3.1.1`, or do without it',
  ],
  [
    'an example that breaks its schema',
    'example: c',
    'example: 1',
    'a.yaml:11:41: example breaks its schema: expected string, found number | correct the example or the schema',
  ],
  [
    'no responses',
    'paths: {}',
    'paths: { /a: { get: { operationId: a } } }',
    'a.yaml:3:16: "responses" is missing in an operation | add responses',
  ],
];

test.for(mistakes)('3.0 with %s', async ([, from, to, refusal]) => {
  expect(await refusals({ 'a.yaml': text.replace(from, to) })).toEqual([refusal]);
});
