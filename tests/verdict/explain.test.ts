// A value that is refused and can't be explained is refused all the same.
import { expect, test } from 'vitest';
import type { JsonSchema } from '../../src/model.ts';
import { createValueExplainer } from '../../src/verdict/explain.ts';

test('a schema that is nested deeper than the stack allows', () => {
  const last = 50_000;
  const $defs: Record<string, JsonSchema> = { [`s${last}`]: { type: 'string' } };
  for (let at = 0; at < last; at += 1) $defs[`s${at}`] = { allOf: [{ $ref: `#/$defs/s${at + 1}` }] };
  const explain = createValueExplainer({ schemas: { $defs }, formats: {} });
  const schema = { schema: '/$defs/s0', strict: () => false, open: () => false };
  expect(explain(schema, 1).violations.map(({ code, name }) => [code, name])).toEqual([
    ['rule-violated', 'unexplained'],
  ]);
});

const sharing = { properties: { a: {}, b: {} }, type: 'object' };

test.each<readonly [string, JsonSchema, unknown, readonly string[]]>([
  [
    'either of two names would do',
    { ...sharing, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    {},
    ['property-missing /a: "a" or "b" is required'],
  ],
  [
    'both branches lack the same name',
    { ...sharing, anyOf: [{ required: ['a'] }, { type: 'object', required: ['a'] }] },
    {},
    ['property-missing /a: required'],
  ],
])('what a union declares: %s', (_, schema, value, expected) => {
  const explain = createValueExplainer({ schemas: { of: schema }, formats: {} });
  const { violations } = explain({ schema: '/of', strict: () => false, open: () => false }, value);
  expect(violations.map((one) => `${one.code} ${one.pointer}: ${one.expected}`)).toEqual(expected);
});
