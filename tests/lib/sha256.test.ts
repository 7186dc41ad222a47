import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/lib/sha256.ts';

test.each([
  '',
  'abc',
  'x'.repeat(55),
  'x'.repeat(56),
  'x'.repeat(63),
  'x'.repeat(64),
  'x'.repeat(119),
  'x'.repeat(120),
  'ü€😀 \ud800',
  'x'.repeat(100_000),
])('is what node:crypto says, %#', (text) => {
  expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
});

test('the first digits are those of the whole', () => {
  expect(sha256('abc', 16)).toBe(sha256('abc').slice(0, 16));
});
