// A value that is refused and can't be explained is refused all the same.
import { expect, test } from 'vitest';
import type { JsonSchema } from '../../src/model.ts';
import { explainerAccepts } from '../../src/schema/explain.ts';
import { unions } from '../../src/schema/union.ts';
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
  expect(explainerAccepts({ schemas: { $defs }, formats: {} }, '/$defs/s0', 1)).toBe(false);
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
  [
    'constants of several types',
    { oneOf: [{ const: 1 }, { const: 2 }, { const: 'x' }] },
    'y',
    ['enum-value-undocumented : 1, 2 or "x"'],
  ],
  [
    'a type and a constant',
    { anyOf: [{ type: 'integer' }, { const: 'auto' }] },
    'no',
    ['enum-value-undocumented : "auto" or integer'],
  ],
  [
    'a long list, null and an object',
    { anyOf: [{ enum: ['a', 'b', 'c', 'd'] }, { type: 'null' }, { type: 'object' }] },
    'e',
    ['enum-value-undocumented : one of 4 values, null or object'],
  ],
  [
    'constants and a value of no declared type',
    { oneOf: [{ const: 1 }, { const: 'x' }, { type: 'array' }] },
    true,
    ['type-mismatch : 1, "x" or array'],
  ],
])('what a union declares: %s', (_, schema, value, expected) => {
  const explain = createValueExplainer({ schemas: { $defs: { of: schema } }, formats: {}, unions });
  const { violations } = explain({ schema: '/$defs/of', strict: () => false, open: () => false }, value);
  expect(violations.map((one) => `${one.code} ${one.pointer}: ${one.expected}`)).toEqual(expected);
});

test.each<
  [
    string,
    untried: readonly string[] | undefined,
    open: readonly string[] | undefined,
    codes: string[],
    names: string[],
  ]
>([
  ['all patterns were tried', undefined, undefined, ['rule-violated'], []],
  ['the validator left one', ['^a'], undefined, [], ['^a']],
  ['each reading left one', ['^a', '^b'], ['^b', '^c'], [], ['^a', '^b', '^c']],
])('a value that the validator refuses and the explainer accepts: %s', (_, untried, left, codes, names) => {
  const explain = createValueExplainer({ schemas: { $defs: { of: {} } }, formats: {} });
  const open = left === undefined ? () => true : Object.assign(() => true, { untried: () => left });
  const found = explain({ schema: '/$defs/of', strict: () => false, open }, 1, untried);
  expect(found.violations.map(({ code }) => code)).toEqual(codes);
  expect(found.untried).toEqual(names);
});

test('observed values are shown only where asked for', () => {
  const schemas = { $defs: { of: { type: 'number', maximum: 1 } } };
  const shown = [{}, { showValues: true }].map((options) => {
    const explain = createValueExplainer({ schemas, formats: {} }, options);
    return explain({ schema: '/$defs/of', strict: () => false, open: () => false }, 71).violations[0]
      ?.received;
  });
  expect(shown).toEqual(['a number of the shape 99', '71']);
});
