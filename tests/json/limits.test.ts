import { expect, test } from 'vitest';
import { beyond, excessOf, tokensIn, USUAL_LIMITS } from '../../src/json/limits.ts';

const limits = { bodyBytes: 10 * 2 ** 20, jsonTokens: 7 };

test.each([
  ['as many tokens as are read', '{"a":[1]}', undefined],
  ['one more', '{"a":[1],"b"', 'tokens'],
  ['fewer characters than tokens are read', '[[[[[[[', undefined],
  ['brackets inside of a string', '["[[[[[[[[[["]', undefined],
  ['a string with escaped quotes', '["\\",\\",\\",\\",\\""]', undefined],
  ['spaces', `[${' '.repeat(100)}]`, undefined],
  ['what is no JSON', '}}}}}}}}', 'tokens'],
] as const)('%s', (_, text, excess) => {
  expect(excessOf(text, limits)).toBe(excess);
});

test('nesting of 500 levels, and one more', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}${' '.repeat(3000)}`;
  expect(excessOf(nested(500), { ...limits, jsonTokens: 3000 })).toBeUndefined();
  expect(excessOf(nested(501), { ...limits, jsonTokens: 3000 })).toBe('depth');
});

test('a limit is named with its amount', () => {
  expect(beyond(USUAL_LIMITS, 'bodyBytes')).toBe(
    'more than 100 MiB, the limit limits.bodyBytes of the config',
  );
  expect(beyond(USUAL_LIMITS, 'jsonTokens')).toBe(
    'more than 5,000,000 JSON tokens, the limit limits.jsonTokens of the config',
  );
});

test.each([
  ['lists', '[],'],
  ['objects', '{},'],
])('a thousand %s one after the other are no nesting', (_, part) => {
  const text = `[${part.repeat(1000)}1]${' '.repeat(5000)}`;
  expect(excessOf(text, { ...limits, jsonTokens: 5000 })).toBeUndefined();
});

test('objects nest as lists do', () => {
  const text = `${'{"a":'.repeat(501)}1${'}'.repeat(501)}`;
  expect(excessOf(text, { ...limits, jsonTokens: 2600 })).toBe('depth');
});

test('a part of a MiB is said, too', () => {
  expect(beyond({ ...limits, bodyBytes: 1.5 * 2 ** 20 }, 'bodyBytes')).toContain('more than 1.5 MiB');
  expect(beyond(limits, 'jsonTokens')).toContain('more than 7 JSON tokens');
});

test.each([
  ['', 9, 0],
  ['{"a":[1]}', 9, 7],
  ['{"a":[1]}', 7, 7],
  ['{"a":[1]}', 6, 7],
  ['{"a":[1]}', 3, 4],
  ['1 2', 0, 1],
] as const)('tokens in %j are counted no further than one more than %d: %d', (text, most, count) => {
  expect(tokensIn(text, most)).toBe(count);
});

test('a text that is not longer than the limit is not looked at, however deep', () => {
  const text = '['.repeat(600);
  expect(excessOf(text, { ...limits, jsonTokens: 600 })).toBeUndefined();
  expect(excessOf(text, { ...limits, jsonTokens: 599 })).toBe('depth');
});
