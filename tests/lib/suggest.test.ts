import { expect, test } from 'vitest';
import { listOf, nearest } from '../../src/lib/suggest.ts';

const FORMATS = ['text', 'json', 'junit', 'markdown', 'github'];

test.each([
  ['junti', 'junit'],
  ['JSON', 'json'],
  ['markdwon', 'markdown'],
  ['txt', 'text'],
  ['something-else', undefined],
  ['', undefined],
])('%s -> %s', (name, expected) => {
  expect(nearest(name, FORMATS)).toBe(expected);
});

test('a list stops at ten', () => {
  const names = Array.from({ length: 22 }, (_, index) => `n${index}`);
  expect(listOf(names)).toBe('n0, n1, n2, n3, n4, n5, n6, n7, n8, n9 and 12 more');
  expect(listOf(names.slice(0, 10))).not.toContain('more');
  expect(listOf([])).toBe('');
});
