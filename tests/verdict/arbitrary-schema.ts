// biome-ignore-all lint/suspicious/noThenProperty: the JSON Schema keyword
// Random schemas over few names and few values, so that random values meet them often.
import fc from 'fast-check';
import type { JsonSchema } from '../../src/model.ts';

export const NAMES: readonly string[] = ['a', 'b', 'c', 'kind', '__proto__', 'x/y'];
export const COMPONENTS: readonly string[] = ['One', 'Two', 'Tree'];

const name = fc.constantFrom(...NAMES);
const scalar: fc.Arbitrary<unknown> = fc.constantFrom('', 'a', 'bb', 'c-1', 0, 1, 2.5, -3, true, false, null);

/** A value that has something to do with the schemas. */
export const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map(ownEntries),
  ),
})).value;

/** Object.fromEntries, with `__proto__` as an own property like any other. */
export function ownEntries(entries: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(
    `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`).join()}}`,
  );
}

const type = fc.constantFrom('string', 'integer', 'number', 'boolean', 'null', 'object', 'array');
const ref = fc
  .constantFrom(...COMPONENTS)
  .map((component) => ({ $ref: `#/components/schemas/${component}` }));

const leaf: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.boolean(),
  type.map((one) => ({ type: one })),
  fc.uniqueArray(type, { minLength: 2, maxLength: 2 }).map((types) => ({ type: types })),
  fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }).map((values) => ({ enum: values })),
  scalar.map((one) => ({ const: one })),
  fc.constantFrom<JsonSchema>(
    { type: 'integer', format: 'int64' },
    { type: 'string', minLength: 1, maxLength: 2 },
    { type: 'string', pattern: '^[ab]' },
    { type: 'number', minimum: 0, exclusiveMaximum: 2 },
    { type: 'number', multipleOf: 0.5 },
    { type: 'string', writeOnly: true },
    { type: 'string', readOnly: true },
    { type: 'string', 'x-not-supported': true },
    { type: 'object' },
    {},
  ),
  ref,
);

/** At most a few keywords at once, each with random parts. */
export const schema: fc.Arbitrary<JsonSchema> = fc.letrec<{ schema: JsonSchema; object: JsonSchema }>(
  (tie) => {
    const parts = fc.array(tie('schema'), { minLength: 1, maxLength: 3 });
    const map = fc.array(fc.tuple(name, tie('schema')), { maxLength: 3 }).map(ownEntries);
    const names = fc.uniqueArray(name, { maxLength: 2 });
    const keywords: Record<string, fc.Arbitrary<unknown>> = {
      properties: map,
      patternProperties: tie('schema').map((one) => ({ '^[ab]$': one })),
      additionalProperties: tie('schema'),
      propertyNames: fc.constantFrom({ maxLength: 1 }, { pattern: '^[a-z_/]+$' }, true),
      required: names,
      dependentRequired: fc.tuple(name, names).map((entry) => ownEntries([entry])),
      dependentSchemas: fc.tuple(name, tie('schema')).map((entry) => ownEntries([entry])),
      minProperties: fc.constantFrom(0, 1),
      maxProperties: fc.constantFrom(1, 3),
      allOf: parts,
      anyOf: parts,
      oneOf: parts,
      not: tie('schema'),
      if: tie('schema'),
      then: tie('schema'),
      else: tie('schema'),
      $ref: ref.map((one) => one.$ref),
      type: fc.constantFrom('object', 'array', ['object', 'null']),
      items: tie('schema'),
      prefixItems: parts,
      contains: tie('schema'),
      uniqueItems: fc.boolean(),
      minItems: fc.constantFrom(0, 1),
      maxItems: fc.constantFrom(1, 2),
      minContains: fc.constantFrom(0, 1),
      unevaluatedItems: tie('schema'),
      unevaluatedProperties: tie('schema'),
    };
    return {
      schema: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('object'), tie('object')),
      object: fc
        .uniqueArray(fc.constantFrom(...Object.keys(keywords)), { minLength: 1, maxLength: 4 })
        .chain((chosen) =>
          fc.tuple(
            ...chosen.map((keyword) =>
              fc.tuple(fc.constant(keyword), keywords[keyword] as fc.Arbitrary<unknown>),
            ),
          ),
        )
        .map((entries) => Object.fromEntries(entries)),
    };
  },
).schema;

const Tree: JsonSchema = {
  type: 'object',
  properties: { a: { type: 'string' }, b: { $ref: '#/components/schemas/Tree' } },
};

/** COMPONENTS: two random ones and a recursive one; none applies itself to the same value without end, which the lint refuses. */
export function componentsOf(seed: number): Record<string, JsonSchema> {
  const pairs = fc.sample(fc.tuple(schema, schema), { seed, numRuns: 50 });
  const isStraight = (one: JsonSchema): boolean =>
    !/components\/schemas\/(?:One|Two)/.test(JSON.stringify(one));
  const [One = true, Two = true] = pairs.find(([one, two]) => isStraight(one) && isStraight(two)) ?? [];
  return { One, Two, Tree };
}
