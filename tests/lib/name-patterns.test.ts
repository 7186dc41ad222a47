import { expect, test } from 'vitest';
import { matchesWildcard } from '../../src/lib/name-patterns.ts';

test.each([
  ['a', 'a', true],
  ['a', 'ab', false],
  ['', '', true],
  ['*', '', true],
  ['x-*', 'x-', true],
  ['x-*', 'x-a-b', true],
  ['x-*', 'y-x-a', false],
  ['*-id', 'x-request-id', true],
  ['*-id', 'x-id-y', false],
  ['x-*-id', 'x-id', false],
  ['x-*-id', 'x--id', true],
  ['a*b*a', 'aba', true],
  ['a*a', 'a', false],
  ['*a*b*', 'b a', false],
  ['a.c', 'abc', false],
  ['**', 'anything', true],
])('%s and %s: %s', (pattern, text, expected) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
});
