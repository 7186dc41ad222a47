// What a violation says of both sides.
import { expect, test } from 'vitest';
import type { JsonSchema } from '../../src/model.ts';
import { explainValue } from '../../src/schema/explain.ts';
import { count, object, ref, text } from './rows.ts';

function said(schema: JsonSchema, value: unknown, showValues = false): readonly string[] {
  const schemas = { $defs: { root: schema } };
  const { violations } = explainValue(
    { schemas, formats: { date: ['^\\d{4}-\\d\\d-\\d\\d$', 'u'] } },
    '/$defs/root',
    value,
    {
      showValues,
    },
  );
  return violations.map(({ expected, received, pointer }) => `${pointer}: ${expected}: ${received}`);
}

test.each<readonly [string, JsonSchema, unknown, string, string]>([
  [
    'a format',
    { format: 'date' },
    '24.11.2026 Uhr',
    ': format date: "99.99.9999 aaa"',
    ': format date: "24.11.2026 Uhr"',
  ],
  [
    'a pattern',
    { pattern: '^[A-Z]+$' },
    'über-7',
    ': text that matches ^[A-Z]+$: "aaaa-9"',
    ': text that matches ^[A-Z]+$: "über-7"',
  ],
  ['an empty text', { format: 'date' }, '', ': format date: ""', ': format date: ""'],
  ['a line break', { format: 'date' }, 'a\n1', ': format date: "a\\n9"', ': format date: "a\\n1"'],
  ['a range', { maximum: 10 }, -1.5e21, '', ''],
  [
    'a range, beyond',
    { maximum: 10 },
    1500,
    ': at most 10: a number of the shape 9999',
    ': at most 10: 1500',
  ],
  [
    '32 bits',
    { format: 'int32' },
    2 ** 31,
    ': format int32: a number of the shape 9999999999',
    ': format int32: 2147483648',
  ],
])('%s is shown by its shape, or as it is', (_, schema, value, shape, whole) => {
  expect(said(schema, value).join()).toBe(shape);
  expect(said(schema, value, true).join()).toBe(whole);
});

test('a long text is cut', () => {
  expect(said({ pattern: '^x$' }, 'a'.repeat(1000))).toEqual([
    `: text that matches ^x$: "${'a'.repeat(40)}..."`,
  ]);
});

const tagged = (...tags: readonly string[]): JsonSchema => ({
  oneOf: tags.map((kind) => object({ kind: { const: kind }, [kind]: text }, { required: ['kind'] })),
});

test('an unknown tag is named with the known ones, ten of them', () => {
  expect(said(tagged('a', 'b', 'c', 'd', 'e'), { kind: 'z', d: '' })).toEqual([
    '/kind: one of "a", "b", "c", "d", "e": another string',
  ]);
  const letters = [...'abcdefghijklm'];
  expect(said(tagged(...letters), { kind: 'z' })[0]).toContain('"i", "j" and 3 more');
});

test('an unknown tag is named with those of a union in the union', () => {
  expect(said({ oneOf: [tagged('a', 'b'), tagged('c')] }, { kind: 'z', a: '' })).toEqual([
    '/kind: "a", "b" or "c": another string',
  ]);
});

test('a constant that another constant decides is named alone', () => {
  const pair = (state: string, code: number): JsonSchema =>
    object({ state: { const: state }, code: { const: code } }, { required: ['state', 'code'] });
  expect(said({ oneOf: [pair('on', 1), pair('off', 2)] }, { state: 'on', code: 3 })).toEqual([
    '/code: 1: another number',
  ]);
});

test('branches that differ in a type only are both expected', () => {
  expect(said({ anyOf: [object({ id: text }), object({ id: count })] }, { id: true })).toEqual([
    '/id: string or integer: boolean',
  ]);
});

test('an undeclared property stands at the schema, not at the reference to it', () => {
  const schemas = {
    $defs: {
      root: { type: 'array', items: { ...ref('x'), $ref: '#/$defs/Item', unevaluatedProperties: false } },
      Item: object({ id: text }),
    },
  };
  const [violation] = explainValue({ schemas, formats: {} }, '/$defs/root', [{ x: 1 }]).violations;
  expect(violation?.schemaPointer).toBe('/$defs/Item');
});
