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

const untriedSchema = (fits: boolean): CompiledSchema => ({
  schema: '/a',
  strict: Object.assign(() => fits, { untried: () => ['^a'] }),
  open: () => true,
});

test('patterns that were not tried are named of a clean value too, and the explainer is told of them', () => {
  expect(judgeValue(untriedSchema(true), 1, rules, undefined)).toEqual({
    issues: [],
    dropped: 0,
    untried: ['^a'],
  });
  const noting = {
    value: (_: unknown, __: unknown, left: readonly string[]) => ({
      violations: [],
      dropped: 0,
      untried: left,
    }),
  } as unknown as Explainer;
  expect(judgeValue(untriedSchema(false), 1, rules, noting).untried).toEqual(['^a']);
  expect(judgeValue(schema, 'right', rules, undefined)).toEqual({ issues: [], dropped: 0, untried: [] });
});

test('what is refused and not explained is an issue, so that it does not pass', () => {
  expect(judgeValue(schema, 'wrong', rules, undefined).issues).toHaveLength(1);
});

test('of several readings what was not tried is named for each', () => {
  expect(judgeBody(untriedSchema(true), body(1, 2), rules, undefined).untried).toEqual(['^a', '^a']);
});

test('without a schema any value is right', () => {
  expect(judgeValue({ ...schema, schema: undefined }, 'wrong', rules, explainer).issues).toEqual([]);
});

test('violations stand in the order of the rules, and have the place that an item has', () => {
  const items = {
    placed: (all: readonly Violation[]) => all.map((one) => ({ ...one, pointer: `/7${one.pointer}` })),
    faults: [],
    unread: undefined,
  };
  const value = [['out-of-range'], ['type-mismatch']];
  const { issues } = judgeBody(schema, { ...body(value), items } as ReadBody, rules, explainer);
  expect(issues.map(({ code, pointer }) => [code, pointer])).toEqual([
    ['type-mismatch', '/7/x'],
    ['out-of-range', '/7/x'],
  ]);
});

test('in general words a value that is present has no article', () => {
  const one = { ...violation('of-our-own'), received: 'present' };
  const present = { value: () => ({ violations: [one], dropped: 0 }) } as unknown as Explainer;
  expect(judgeValue(schema, 1, [], present).issues[0]?.message).toBe('"/x" is present, declared as string');
});
