import { describe, expect, test } from 'vitest';
import { globsOf, matchesGlob } from '../../src/lib/glob.ts';

const matches = (pattern: string, path: string) => globsOf(pattern).some((glob) => matchesGlob(glob, path));

test.each([
  ['*.har', 'a.har', true],
  ['*.har', 'b/a.har', false],
  ['*.har', '.har', true],
  ['a/*.har', 'a/b.har', true],
  ['**/*.har', 'a.har', true],
  ['**/*.har', 'a/b/c.har', true],
  ['a/**', 'a/b/c', true],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/x/y/b', true],
  ['a/**/b', 'a/x/y/c', false],
  ['**/a/**/b', 'x/a/a/y/b', true],
  ['?.har', 'a.har', true],
  ['?.har', 'ab.har', false],
  ['?', '\u{1f600}', true],
  ['[ab].har', 'b.har', true],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['[^a-c]x', 'dx', true],
  ['[]]x', ']x', true],
  ['[', '[', true],
  ['[a', '[a', true],
  ['[a-]', '-', true],
  ['a{b,c{d,e}}f', 'acef', true],
  ['a{b,c}f', 'adf', false],
  ['{a}', '{a}', true],
  ['{a,b', '{a,b', true],
  ['a{1..3}', 'a2', true],
  ['a{1..3}', 'a4', false],
  ['{a/b,c}/d', 'a/b/d', true],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
  ['a(1).har', 'a(1).har', true],
  ['*a*b', 'xaxbab', true],
  ['*a*b', 'xaxba', false],
])('%s and %s: %s', (pattern, path, expected) => {
  expect(matches(pattern, path)).toBe(expected);
});

describe('an end, however many ways there are', () => {
  test.each([
    [`${'*a'.repeat(200)}b`, 'a'.repeat(5000)],
    [`${'**/'.repeat(200)}x`, 'a/'.repeat(5000)],
    [`${'*/**/'.repeat(100)}x`, 'a/'.repeat(2000)],
    ['{a,b}'.repeat(40), 'a'.repeat(39)],
    ['{'.repeat(2000), 'a'],
    ['[!'.repeat(2000), 'a'],
  ])('%.20s', (pattern, path) => {
    expect(matches(pattern, path)).toBe(false);
  });
});
