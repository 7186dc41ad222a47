import { expect, test } from 'vitest';
import { beyond, excessOf, USUAL_LIMITS } from '../../src/json/limits.ts';

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
