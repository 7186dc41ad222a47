import { describe, expect, test } from 'vitest';
import { areDistinct, canonicalJson, isEqualJson, isMultipleOf } from '../../src/json/equal.ts';

const rows: readonly (readonly [what: string, a: unknown, b: unknown, equal: boolean])[] = [
  ['the same number', 1, 1.0, true],
  ['other numbers', 1, 2, false],
  ['a number and its text', 1, '1', false],
  ['a number and true', 1, true, false],
  ['false and null', false, null, false],
  ['null and null', null, null, true],
  ['null and a list', null, [], false],
  ['null and an object', null, {}, false],
  ['an object and null', {}, null, false],
  ['a text and a list', '[]', [], false],
  ['a list and a text', [1], '[1]', false],
  ['an object and an empty list', {}, [], false],
  ['an object with the names of a list', { 0: 'a' }, ['a'], false],
  ['properties in another order', { a: 1, b: [2, { c: 3, d: 4 }] }, { b: [2, { d: 4, c: 3 }], a: 1 }, true],
  ['items in another order', [1, 2], [2, 1], false],
  ['a list that goes on', [1], [1, 2], false],
  ['one property more', { a: 1 }, { a: 1, b: 1 }, false],
  ['null and no property', { a: null }, {}, false],
  ['names that have quotes and colons', { 'a":1,"b': 1 }, { a: 1, b: 1 }, false],
  ['texts that look like the structure', ['a,b'], ['a', 'b'], false],
  ['other values of one name', { a: { b: 1 } }, { a: { b: '1' } }, false],
];

describe('two values are equal, whichever comes first', () => {
  test.each(rows)('%s', (_, a, b, equal) => {
    expect(isEqualJson(a, b)).toBe(equal);
    expect(isEqualJson(b, a)).toBe(equal);
    expect(canonicalJson(a) === canonicalJson(b)).toBe(equal);
    expect(areDistinct([a, b])).toBe(!equal);
    expect(areDistinct([0.5, a, 'x', b])).toBe(!equal);
  });
});

test('a number beyond all is not null, although its JSON is', () => {
  expect(isEqualJson(Number.POSITIVE_INFINITY, null)).toBe(false);
  expect(isEqualJson(null, Number.POSITIVE_INFINITY)).toBe(false);
});

test('nothing, one value and many others are distinct', () => {
  expect(areDistinct([])).toBe(true);
  expect(areDistinct([{}])).toBe(true);
  expect(areDistinct([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null])).toBe(true);
  expect(areDistinct([0, '0', false, null, [], {}, [[]], [{}], { a: [] }, ''])).toBe(true);
});

test('the text of a value is JSON with sorted names', () => {
  expect(canonicalJson({ b: [1, 'x', null], a: { d: true, c: {} } })).toBe(
    '{"a":{"c":{},"d":true},"b":[1,"x",null]}',
  );
  expect(canonicalJson(undefined)).toBe('null');
});

test.each([
  [6, 3, true],
  [7, 3, false],
  [0, 3, true],
  [-6, 3, true],
  [19.99, 0.01, true],
  [0.3, 0.1, true],
  [0.35, 0.1, false],
  [19.995, 0.01, false],
  [1e308, 0.01, true],
  [1e308, 0.5, true],
  [1e300, 7, 1e300 % 7 === 0],
  [1e16 + 2, 4, false],
  [0.5, 1, false],
  [1.5, 0.5, true],
  [4.35, 0.01, true],
  [1e-7, 1e-8, true],
  [1.05e-7, 1e-8, false],
])('%d is a multiple of %d: %s', (value, divisor, is) => {
  expect(isMultipleOf(value, divisor)).toBe(is);
});
