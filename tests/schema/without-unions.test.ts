// An application bundles what explains unions only where its contract has one: nothing else may change by that.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonSchema } from '../../src/model.ts';
import { hasUnion } from '../../src/schema/applicators.ts';
import { explainValue, explainWith } from '../../src/schema/explain.ts';
import { schema, value } from '../verdict/arbitrary-schema.ts';

test('a value is explained alike with and without what explains unions', () => {
  const values = fc.sample(value, { seed: 7, numRuns: 60 });
  const plain = fc.sample(schema, { seed: 7, numRuns: 300 }).filter((one) => !hasUnion({ one }));
  expect(plain.length).toBeGreaterThan(50);
  let refused = 0;
  for (const one of plain)
    for (const observed of values) {
      const detail = { schemas: { $defs: { one } }, formats: {} };
      const explained = explainValue(detail, '/$defs/one', observed);
      expect(explainWith(detail, '/$defs/one', observed, {}), JSON.stringify([one, observed])).toEqual(
        explained,
      );
      refused += explained.violations.length > 0 ? 1 : 0;
    }
  expect(refused).toBeGreaterThan(1000);
});

const row = (state: string, code: number): JsonSchema => ({
  properties: { state: { const: state }, code: { const: code } },
});
const others = { properties: { state: { not: { enum: ['on', 'off'] } } } };
const properties = { state: {}, code: {} };
const table = { description: 'code is the number of state', anyOf: [row('on', 1), row('off', 2), others] };

test.each<readonly [string, JsonSchema, boolean]>([
  ['oneOf', { oneOf: [{ type: 'string' }, { type: 'null' }] }, true],
  ['anyOf in an item', { items: { anyOf: [{ type: 'string' }] } }, true],
  ['heirs', { 'x-heirs': { propertyName: 'kind', mapping: {} } }, true],
  ['a described table of constants', { properties, dependentSchemas: { code: table } }, false],
  ['a table without words', { properties, dependentSchemas: { code: { ...table, description: 1 } } }, true],
  ['a table of undeclared names', { properties: { code: {} }, dependentSchemas: { code: table } }, true],
  [
    'a table with more than constants',
    {
      properties,
      dependentSchemas: {
        code: { ...table, anyOf: [row('on', 1), { properties: { code: { type: 'string' } } }] },
      },
    },
    true,
  ],
  ['a table beside a union', { properties, dependentSchemas: { code: table }, anyOf: [true] }, true],
])('what needs it: %s', (_, one, expected) => {
  expect(hasUnion({ $defs: { one } })).toBe(expected);
});

test.each<readonly [unknown, boolean]>([
  [{ state: 'on', code: 1 }, true],
  [{ state: 'on', code: 2 }, false],
  [{ state: 'starting', code: 7 }, true],
  [{ state: 'on' }, true],
  [{ code: 3 }, true],
])('a described table, told in its own words: %j', (observed, fits) => {
  const one = { properties, dependentSchemas: { code: table } };
  const { violations } = explainWith(
    { schemas: { $defs: { one } }, formats: {} },
    '/$defs/one',
    observed,
    {},
  );
  expect(violations.map(({ code, name, expected }) => [code, name, expected])).toEqual(
    fits ? [] : [['rule-violated', 'code', 'code is the number of state']],
  );
});

test('a module without it says what to do', () => {
  const detail = { schemas: { $defs: { one: { oneOf: [{ type: 'string' }] } } }, formats: {} };
  expect(() => explainWith(detail, '/$defs/one', 1, {})).toThrow('run driftgate generate');
});
