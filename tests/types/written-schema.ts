// Random schemas as people write them: keywords that belong together, over the names and values of the random schemas.
import fc from 'fast-check';
import type { JsonSchema } from '../../src/model.ts';
import { COMPONENTS, NAMES, ownEntries } from '../verdict/arbitrary-schema.ts';

const name = fc.constantFrom(...NAMES);
const mark = fc.constantFrom(
  {},
  {},
  {},
  { readOnly: true },
  { writeOnly: true },
  { deprecated: true },
  { default: 'a' },
);
const nullable = fc.constantFrom({}, {}, {}, { nullable: true });
const ref = fc.constantFrom(...COMPONENTS).map((one) => ({ $ref: `#/components/schemas/${one}` }));

const leaf: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.constantFrom<JsonSchema>(
    { type: 'string' },
    { type: 'integer', minimum: 0 },
    { type: 'boolean' },
    { type: ['string', 'null'] },
    { type: 'string', enum: ['a', 'bb'] },
    { type: ['string', 'null'], enum: ['a', null] },
    { type: 'string', enum: ['a', null] },
    { enum: [{ a: 1 }, ['a', 1], 'a', null] },
    { enum: [[], {}] },
    { const: { a: 'a', b: [1] } },
    { type: 'object', const: {} },
    { type: 'object', enum: [{ a: 1 }, 'a'] },
    { const: null },
    { type: 'array' },
    { type: 'object' },
    { type: 'object', additionalProperties: false },
    {},
  ),
  ref,
);

const parts: Record<string, fc.Arbitrary<JsonSchema>> = fc.letrec<Record<string, JsonSchema>>((tie) => {
  const schema = tie('schema');
  const property = fc
    .tuple(schema, mark)
    .map(([one, marks]) => (typeof one === 'object' ? { ...one, ...marks } : one));
  const properties = fc.array(fc.tuple(name, property), { maxLength: 4 }).map(ownEntries);
  const required = fc.uniqueArray(name, { maxLength: 3 });
  const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
    fc.option(value, { nil: undefined, freq: 1 });
  const without = (one: object): JsonSchema => JSON.parse(JSON.stringify(one)) as JsonSchema;
  return {
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      tie('object'),
      tie('object'),
      tie('list'),
      tie('composed'),
      tie('tagged'),
    ),
    object: fc
      .record({
        type: fc.constantFrom('object', ['object', 'null'], undefined),
        properties,
        required,
        additionalProperties: optional(fc.oneof(fc.boolean(), schema)),
        patternProperties: optional(schema.map((one) => ({ '^[abk]': one }))),
        minProperties: fc.constantFrom(undefined, undefined, 1),
      })
      .chain((one) => nullable.map((own) => without({ ...one, ...own }))),
    list: fc
      .record({
        type: fc.constantFrom('array', ['array', 'null'], undefined),
        prefixItems: optional(fc.array(schema, { minLength: 1, maxLength: 3 })),
        items: optional(fc.oneof(schema, fc.boolean())),
        minItems: fc.constantFrom(undefined, 0, 1, 2),
        maxItems: fc.constantFrom(undefined, undefined, 1, 2, 3),
      })
      .map(without),
    composed: fc
      .record({
        $ref: optional(ref.map((one) => one.$ref)),
        allOf: optional(fc.array(schema, { minLength: 1, maxLength: 2 })),
        oneOf: optional(fc.array(schema, { minLength: 1, maxLength: 3 })),
        anyOf: optional(fc.array(schema, { minLength: 1, maxLength: 2 })),
        properties: optional(properties),
        required: optional(required),
        additionalProperties: fc.constantFrom(undefined, undefined, true, { type: 'string' }),
      })
      .chain((one) => nullable.map((own) => without({ ...one, ...own }))),
    tagged: fc.tuple(tie('object'), ref, fc.boolean()).map(([own, base, hasBase]) => {
      const branch = (kind: string, more: readonly JsonSchema[]): JsonSchema => ({
        type: 'object',
        required: ['kind'],
        properties: { kind: { const: kind }, a: { type: 'string' } },
        ...(more.length > 0 && { allOf: more }),
      });
      return {
        oneOf: [branch('a', hasBase ? [base] : []), branch('bb', [own])],
        discriminator: { propertyName: 'kind' },
      } as JsonSchema;
    }),
  };
});

export const writtenSchema: fc.Arbitrary<JsonSchema> = parts.schema as fc.Arbitrary<JsonSchema>;
