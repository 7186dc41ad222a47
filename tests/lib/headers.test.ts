import { expect, test } from 'vitest';
import { headerNames, headerValue, headerValues } from '../../src/lib/headers.ts';

const AS_FIELDS = [
  { name: 'Content-Type', value: 'application/json' },
  { name: 'set-cookie', value: 'a=1' },
  { name: 'Set-Cookie', value: 'b=2' },
];
const AS_RECORD = { 'CONTENT-type': 'application/json', 'Set-Cookie': ['a=1', 'b=2'] };

test.each([
  ['fields', AS_FIELDS],
  ['a record', AS_RECORD],
])('%s: names have no case, repeated values keep their order', (_, headers) => {
  expect(headerValue(headers, 'content-type')).toBe('application/json');
  expect(headerValues(headers, 'set-cookie')).toEqual(['a=1', 'b=2']);
  expect(headerNames(headers)).toEqual(['content-type', 'set-cookie']);
  expect(headerValue(headers, 'location')).toBeUndefined();
  expect(headerValues(headers, 'location')).toEqual([]);
});

test('headers that were not recorded have no values and no names', () => {
  expect(headerValue(undefined, 'x')).toBeUndefined();
  expect(headerNames(undefined)).toEqual([]);
});

test('names of Object.prototype are no headers', () => {
  expect(headerValue({}, 'constructor')).toBeUndefined();
  expect(headerValue([], 'length')).toBeUndefined();
});
