// One value against one schema: what is made of violations, of several readings of a body, and of a validator that throws.
import { expect, test } from 'vitest';
import type { CompiledSchema, Violation } from '../../src/model.ts';
import type { ReadBody } from '../../src/verdict/body.ts';
import type { Explainer } from '../../src/verdict/rule.ts';
import { rules } from '../../src/verdict/rules.ts';
import { fits, judgeBody, judgeValue } from '../../src/verdict/value.ts';

const schema: CompiledSchema = { schema: '/a', strict: (value) => value === 'right', open: () => true };

const violation = (code: string, name?: string): Violation => ({
  code,
  pointer: '/x',
  schemaPointer: '/a',
  expected: 'string',
  received: 'number',
  ...(name === undefined ? {} : { name }),
});

/** Explains a value, which is a list of codes with names, by a violation each, and one more that is dropped. */
const explainer = {
  value: (_schema: unknown, value: unknown) => ({
    violations: (value as [string, string?][]).map(([code, name]) => violation(code, name)),
    dropped: 1,
  }),
} as unknown as Explainer;

function body(value: unknown, ...earlier: unknown[]): ReadBody {
  return { kind: 'value', value, repetitions: [], earlier };
}

test('what no rule words comes after what a rule words, in general words', () => {
  const { issues } = judgeValue(schema, [['of-our-own'], ['type-mismatch']], rules, explainer);
  expect(issues.map(({ code, message, declaredAt }) => [code, message, declaredAt])).toEqual([
    ['type-mismatch', '"/x" is a number, declared as string', '/a'],
    ['of-our-own', '"/x" is a number, declared as string', '/a'],
  ]);
});

test('the issues of all readings, each cause once, and the sum of what was dropped', () => {
  const first = [['enum-value-undocumented', 'a'], ['type-mismatch']];
  const second = [['enum-value-undocumented', 'b'], ['type-mismatch']];
  const { issues, dropped } = judgeBody(schema, body(first, second, 'right'), rules, explainer);
  expect(issues.map(({ code, name }) => [code, name])).toEqual([
    ['type-mismatch', undefined],
    ['enum-value-undocumented', 'a'],
    ['enum-value-undocumented', 'b'],
  ]);
  expect(dropped).toBe(2);
});

test('nothing is said of a body that is no value or has no schema', () => {
  expect(judgeBody(schema, { kind: 'opaque' }, rules, explainer)).toMatchObject({ issues: [], dropped: 0 });
  expect(judgeBody(undefined, body('wrong'), rules, explainer)).toMatchObject({ issues: [], dropped: 0 });
});

test('a validator that overflows the stack refuses the value; what else it throws is thrown', () => {
  const throwing = (error: Error) => () => {
    throw error;
  };
  expect(fits(throwing(new RangeError('too deep')), 1)).toBe(false);
  expect(() => fits(throwing(new TypeError('a bug')), 1)).toThrow('a bug');
});
