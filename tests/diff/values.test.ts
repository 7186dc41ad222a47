// What a client sees of two schemas of one body: in a response what is wider breaks, in a request what is narrower.
import { describe, expect, test } from 'vitest';
import { changesBetween, contract, requestOf, responseOf, short } from './compare.ts';

const string = { type: 'string' };
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const of = (schema: unknown) => object({ a: schema });
const components = (schemas: object) => ({ components: { schemas } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const tagged = (mapping: object) => ({
  oneOf: [ref('A'), ref('B')],
  discriminator: { propertyName: 'kind', mapping },
});

type Row = readonly [
  name: string,
  old: unknown,
  now: unknown,
  response: readonly string[],
  request: readonly string[],
  components?: object,
];

/** The same backwards: what was wider is narrower. */
const rows: readonly Row[] = [
  [
    'a type more',
    of(string),
    of({ type: ['string', 'integer'] }),
    ['response-type-widened error /a'],
    ['request-type-widened note /a'],
  ],
  [
    'a type less',
    of({ type: ['string', 'integer'] }),
    of(string),
    ['response-type-narrowed note /a'],
    ['request-type-narrowed error /a'],
  ],
  [
    'integer to number',
    of({ type: 'integer' }),
    of({ type: 'number' }),
    ['response-type-widened error /a'],
    ['request-type-widened note /a'],
  ],
  [
    'another type',
    of(string),
    of({ type: 'integer' }),
    ['response-type-widened error /a'],
    ['request-type-narrowed error /a'],
  ],
  [
    'a value at last',
    of(false),
    of(string),
    ['response-property-added error /a'],
    ['request-property-added note /a'],
  ],
  [
    'anything became properties without a type',
    of({}),
    of({ properties: { b: string }, additionalProperties: true }),
    ['response-type-narrowed note /a/b'],
    ['request-type-narrowed error /a/b'],
  ],
  [
    'not of anything: no value is left',
    of({ not: {} }),
    of(string),
    ['response-type-narrowed note /a', 'response-condition-loosened warning /a not'],
    ['request-type-narrowed error /a', 'request-condition-loosened note /a not'],
  ],
  [
    'a component below not',
    of({ not: ref('A') }),
    of({ not: ref('B') }),
    ['response-condition-loosened warning /a not'],
    ['request-condition-tightened warning /a not'],
    { A: string, B: { type: 'integer' } },
  ],
  [
    'oneOf became anyOf',
    { oneOf: [object({ a: string }), object({ a: string, b: string })] },
    { anyOf: [object({ a: string }), object({ a: string, b: string })] },
    ['response-condition-loosened warning oneOf'],
    ['request-condition-loosened note oneOf'],
  ],
  [
    'another value of the discriminator',
    tagged({ one: '#/components/schemas/A', two: '#/components/schemas/B' }),
    tagged({ uno: '#/components/schemas/A', two: '#/components/schemas/B' }),
    ['response-branch-added warning uno', 'response-branch-removed note one'],
    ['request-branch-added note uno', 'request-branch-removed warning one'],
    { A: object({ a: string }), B: object({ b: string }) },
  ],
  [
    'no schema any more',
    of(string),
    of({}),
    ['response-type-widened error /a'],
    ['request-type-widened note /a'],
  ],
  [
    'null',
    of(string),
    of({ type: ['string', 'null'] }),
    ['response-null-added error /a'],
    ['request-null-added note /a'],
  ],
  [
    'null no more',
    of({ type: ['string', 'null'] }),
    of(string),
    ['response-null-removed note /a'],
    ['request-null-removed error /a'],
  ],
  [
    'a listed value more and one less',
    of({ enum: ['x', 'y'] }),
    of({ enum: ['y', 'z'] }),
    ['response-enum-value-added error /a "z"', 'response-enum-value-removed note /a "x"'],
    ['request-enum-value-added note /a "z"', 'request-enum-value-removed error /a "x"'],
  ],
  [
    'a list for any',
    of(string),
    of({ ...string, enum: ['x'] }),
    ['response-enum-value-removed note /a'],
    ['request-enum-value-removed error /a'],
  ],
  [
    'any for a list',
    of({ ...string, enum: ['x'] }),
    of(string),
    ['response-enum-value-added error /a'],
    ['request-enum-value-added note /a'],
  ],
  [
    'a format less',
    of({ ...string, format: 'uuid' }),
    of(string),
    ['response-format-widened error /a'],
    ['request-format-widened note /a'],
  ],
  [
    'int32 to int64',
    of({ type: 'integer', format: 'int32' }),
    of({ type: 'integer', format: 'int64' }),
    ['response-format-widened error /a'],
    ['request-format-widened note /a'],
  ],
  [
    'a format that nobody asserts',
    of({ ...string, format: 'markdown' }),
    of(string),
    ['response-format-widened note /a'],
    ['request-format-widened note /a'],
  ],
  [
    'a pattern less',
    of({ ...string, pattern: '^a' }),
    of(string),
    ['response-pattern-widened error /a'],
    ['request-pattern-widened note /a'],
  ],
  [
    'a pattern more',
    of(string),
    of({ ...string, pattern: '^a' }),
    ['response-pattern-narrowed note /a'],
    ['request-pattern-narrowed error /a'],
  ],
  [
    'a longer text',
    of({ ...string, maxLength: 3 }),
    of({ ...string, maxLength: 5 }),
    ['response-limit-loosened error /a maxLength'],
    ['request-limit-loosened note /a maxLength'],
  ],
  [
    'a lower minimum',
    of({ type: 'number', minimum: 3 }),
    of({ type: 'number', minimum: 2 }),
    ['response-limit-loosened error /a minimum'],
    ['request-limit-loosened note /a minimum'],
  ],
  [
    'a bound that is no longer exclusive',
    of({ type: 'number', exclusiveMaximum: 3 }),
    of({ type: 'number', maximum: 3 }),
    ['response-limit-loosened error /a maximum'],
    ['request-limit-loosened note /a maximum'],
  ],
  [
    'items at least',
    of({ type: 'array', items: string }),
    of({ type: 'array', items: string, minItems: 1 }),
    ['response-limit-tightened note /a minItems'],
    ['request-limit-tightened error /a minItems'],
  ],
  [
    'items that differ',
    of({ type: 'array', items: string }),
    of({ type: 'array', items: string, uniqueItems: true }),
    ['response-limit-tightened note /a uniqueItems'],
    ['request-limit-tightened error /a uniqueItems'],
  ],
  [
    'a multiple of a multiple',
    of({ type: 'number', multipleOf: 2 }),
    of({ type: 'number', multipleOf: 4 }),
    ['response-limit-tightened note /a multipleOf'],
    ['request-limit-tightened error /a multipleOf'],
  ],
  [
    'a property more',
    object({ a: string }),
    object({ a: string, b: string }),
    ['response-property-added note /b'],
    ['request-property-added note /b'],
  ],
  [
    'a property more where the contract closes',
    object({ a: string }, { additionalProperties: false }),
    object({ a: string, b: string }, { additionalProperties: false }),
    ['response-property-added error /b'],
    ['request-property-added note /b'],
  ],
  [
    'a required property more',
    object({ a: string }),
    object({ a: string, b: string }, { required: ['b'] }),
    ['response-property-added note /b'],
    ['request-property-required error /b'],
  ],
  [
    'an optional property less',
    object({ a: string, b: string }),
    object({ a: string }),
    ['response-property-removed warning /b'],
    ['request-property-removed warning /b'],
  ],
  [
    'a required property less',
    object({ a: string, b: string }, { required: ['b'] }),
    object({ a: string }),
    ['response-property-removed error /b'],
    ['request-property-removed warning /b'],
  ],
  [
    'a property less where the new contract closes',
    object({ a: string, b: string }),
    object({ a: string }, { additionalProperties: false }),
    ['response-property-removed warning /b', 'response-properties-closed note'],
    ['request-property-removed error /b', 'request-properties-closed note'],
  ],
  [
    'a required property that became optional',
    object({ a: string }, { required: ['a'] }),
    object({ a: string }),
    ['response-property-optional error /a'],
    ['request-property-optional note /a'],
  ],
  [
    'an optional property that became required',
    object({ a: string }),
    object({ a: string }, { required: ['a'] }),
    ['response-property-required note /a'],
    ['request-property-required error /a'],
  ],
  [
    'a map that takes other values',
    of({ type: 'object', additionalProperties: string }),
    of({ type: 'object', additionalProperties: { type: ['string', 'null'] } }),
    ['response-null-added error /a/*'],
    ['request-null-added note /a/*'],
  ],
  [
    'a map that became closed',
    { type: 'object', additionalProperties: string },
    { type: 'object', additionalProperties: false },
    ['response-properties-closed note'],
    ['request-properties-closed error'],
  ],
  [
    'items',
    of({ type: 'array', items: string }),
    of({ type: 'array', items: { type: 'integer' } }),
    ['response-type-widened error /a/*'],
    ['request-type-narrowed error /a/*'],
  ],
  [
    'a readOnly property that a request never had',
    object({ a: { ...string, readOnly: true }, b: string }),
    object({ a: { type: 'integer', readOnly: true }, b: string }),
    ['response-type-widened error /a'],
    [],
  ],
  [
    'a writeOnly property that a response never had',
    object({ a: { ...string, writeOnly: true }, b: string }),
    object({ b: string }),
    [],
    ['request-property-removed warning /a'],
  ],
  [
    'a property that became writeOnly',
    object({ a: string, b: string }),
    object({ a: { ...string, writeOnly: true }, b: string }),
    ['response-property-removed warning /a'],
    [],
  ],
  [
    'a condition',
    of({ not: { type: 'string' } }),
    of({ not: { type: 'integer' } }),
    ['response-condition-loosened warning /a not'],
    ['request-condition-tightened warning /a not'],
  ],
  [
    'a branch more',
    { oneOf: [ref('Cat'), ref('Dog')] },
    { oneOf: [ref('Dog'), ref('Bird'), ref('Cat')] },
    ['response-branch-added error Bird'],
    ['request-branch-added note Bird'],
    { Cat: object({ meow: string }), Dog: object({ bark: string }), Bird: object({ sing: string }) },
  ],
  [
    'a branch less',
    { oneOf: [ref('Cat'), ref('Dog')] },
    { oneOf: [ref('Dog')] },
    ['response-branch-removed note Cat'],
    ['request-branch-removed error Cat'],
    { Cat: object({ meow: string }), Dog: object({ bark: string }) },
  ],
  [
    'a union in the place of one of its branches',
    ref('Cat'),
    { oneOf: [ref('Cat'), ref('Dog')] },
    ['response-branch-added error Dog'],
    ['request-branch-added note Dog'],
    { Cat: object({ meow: string }), Dog: object({ bark: string }) },
  ],
  [
    'a branch that changed',
    { anyOf: [ref('Cat'), object({ kind: { const: 'dog' }, bark: string })] },
    { anyOf: [object({ kind: { const: 'dog' }, bark: { type: 'integer' } }), ref('Cat')] },
    ['response-type-widened error /bark'],
    ['request-type-narrowed error /bark'],
    { Cat: object({ kind: { const: 'cat' }, meow: string }) },
  ],
  [
    'the same schema twice',
    object({ a: ref('Old'), b: ref('Old') }),
    object({ a: ref('New'), b: ref('New') }),
    ['response-type-widened error /a/x'],
    ['request-type-narrowed error /a/x'],
    { Old: object({ x: string }), New: object({ x: { type: 'integer' } }) },
  ],
  [
    'a schema within itself',
    ref('Old'),
    ref('New'),
    ['response-null-added error /x'],
    ['request-null-added note /x'],
    {
      Old: object({ x: string, inside: ref('Old') }),
      New: object({ x: { type: ['string', 'null'] }, inside: ref('New') }),
    },
  ],
  [
    'a property less in a branch',
    { oneOf: [object({ a: string, b: string }), object({ c: string })] },
    { oneOf: [object({ a: string }), object({ c: string })] },
    ['response-property-removed warning /b'],
    ['request-property-removed warning /b'],
  ],
  [
    'a required property that is readOnly in another schema of the same value',
    { allOf: [{ required: ['id'] }, object({ id: { ...string, readOnly: true }, a: string })] },
    { allOf: [{ required: ['id'] }, object({ id: { ...string, readOnly: true }, a: string, b: string })] },
    ['response-property-added note /b'],
    ['request-property-added note /b'],
  ],
  [
    'properties of one pattern',
    { type: 'object', additionalProperties: string },
    { type: 'object', additionalProperties: string, patternProperties: { '^x': { type: 'integer' } } },
    ['response-type-widened error /*'],
    ['request-type-narrowed error /*'],
  ],
  [
    'a content encoding',
    of({ ...string, contentEncoding: 'base64' }),
    of({ ...string, contentEncoding: 'base32' }),
    ['response-format-widened warning /a contentEncoding'],
    ['request-format-narrowed warning /a contentEncoding'],
  ],
];

describe('of two schemas', () => {
  test.each(rows.map((row) => [row[0], row] as const))('%s', async (_name, row) => {
    const [, old, now, response, request, schemas = {}] = row;
    const told = async (place: typeof responseOf) =>
      (
        await changesBetween(
          contract(place(old), components(schemas)),
          contract(place(now), components(schemas)),
        )
      ).map(short);
    expect(await told(responseOf)).toEqual(response);
    expect(await told(requestOf)).toEqual(request);
  });
});

/** Two spellings of one thing. */
const alike: readonly (readonly [name: string, one: unknown, other: unknown, components?: object])[] = [
  ['allOf of one', of(string), of({ allOf: [string] })],
  ['a reference inlined', of(ref('Text')), of(string), { Text: string }],
  ['a component renamed', of(ref('Text')), of(ref('Words')), { Text: string, Words: string }],
  [
    'parts in allOf',
    object({ a: string, b: string }, { required: ['a'] }),
    { allOf: [object({ a: string }, { required: ['a'] }), object({ b: string })] },
  ],
  ['null by a union', of({ type: ['string', 'null'] }), of({ anyOf: [string, { type: 'null' }] })],
  [
    'null beside a reference',
    of({ oneOf: [ref('Thing'), { type: 'null' }] }),
    of({ type: ['object', 'null'], properties: { x: string } }),
    { Thing: object({ x: string }) },
  ],
  ['const and enum of one', of({ const: 'x' }), of({ enum: ['x'] })],
  [
    'a union of constants',
    of({ enum: ['x', 'y'] }),
    of({
      oneOf: [
        { const: 'y', title: 'Y' },
        { const: 'x', title: 'X' },
      ],
    }),
  ],
  [
    'types and a union of types',
    of({ type: ['string', 'integer'] }),
    of({ anyOf: [{ type: 'integer' }, string] }),
  ],
  ['values that any text covers', of(string), of({ anyOf: [{ enum: ['x', 'y'] }, string] })],
  [
    'properties, required names and values in another order',
    object({ a: string, b: { enum: [1, 2] } }, { required: ['a', 'b'] }),
    object({ b: { enum: [2, 1] }, a: string }, { required: ['b', 'a'] }),
  ],
  [
    'branches in another order',
    { oneOf: [object({ a: string }), object({ b: string })] },
    { oneOf: [object({ b: string }), object({ a: string })] },
  ],
  ['limits of integers', of({ type: 'integer', exclusiveMinimum: 0 }), of({ type: 'integer', minimum: 1 })],
  ['limits that say nothing', of({ ...string, minLength: 0 }), of(string)],
  [
    'further properties that are open anyway',
    { type: 'object', additionalProperties: true },
    { type: 'object', additionalProperties: {} },
  ],
  [
    'words and examples',
    of({ ...string, description: 'one', examples: ['a'] }),
    of({ ...string, title: 'other', default: 'b' }),
  ],
  [
    'int32 where the limits say as much',
    of({ type: 'integer', minimum: 0, maximum: 9 }),
    of({ type: 'integer', minimum: 0, maximum: 9, format: 'int32' }),
  ],
  [
    'a component below a condition, under another name',
    of({ not: ref('A'), if: { required: ['x'] }, else: ref('A') }),
    of({ else: { allOf: [ref('B')] }, if: { required: ['x'] }, not: { type: ['integer'] } }),
    { A: { type: 'integer' }, B: { type: 'integer' } },
  ],
  ['formats that say nothing of JSON', of({ type: 'integer', format: 'int64' }), of({ type: 'integer' })],
  ['both values of a boolean', of({ type: 'boolean' }), of({ type: 'boolean', enum: [true, false] })],
];

describe('spelled in another way', () => {
  test.each(alike.map((row) => [row[0], row] as const))('%s', async (_name, row) => {
    const [, one, other, schemas = {}] = row;
    for (const place of [responseOf, requestOf])
      for (const [old, now] of [
        [one, other],
        [other, one],
      ])
        expect(
          (
            await changesBetween(
              contract(place(old), components(schemas)),
              contract(place(now), components(schemas)),
            )
          ).map(short),
        ).toEqual([]);
  });

  test('byte of 3.0', async () => {
    const before = { ...contract(responseOf(of({ ...string, format: 'byte' }))), openapi: '3.0.3' };
    const encoded = contract(responseOf(of({ ...string, contentEncoding: 'base64' })));
    expect(await changesBetween(before, encoded)).toEqual([]);
  });

  test('nullable of 3.0', async () => {
    const schema = of({ ...string, nullable: true });
    const before = { ...contract(responseOf(schema)), openapi: '3.0.3' };
    expect(await changesBetween(before, contract(responseOf(of({ type: ['string', 'null'] }))))).toEqual([]);
  });
});
