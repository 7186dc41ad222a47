import { describe, expect, it } from 'vitest';
import { columns, wrap } from '../../src/report/wrap.ts';

describe('wrap', () => {
  it.each([
    ['short', 80, 4, 'short'],
    ['one two three', 9, 2, 'one two\n  three'],
    ['averyveryverylongword x', 10, 2, 'averyveryverylongword\n  x'],
    ['中文说明文字', 10, 2, '中文说明\n  文字'],
    ['a', 0, 0, 'a'],
    ['anything at all', Number.POSITIVE_INFINITY, 4, 'anything at all'],
  ])('%j in %d after %d', (text, width, indent, expected) =>
    expect(wrap(text, width, indent)).toBe(expected),
  );

  it.each([10, 20, 40, 80])('keeps every word, and %d columns', (width) => {
    const words = Array.from({ length: 200 }, (_, index) => 'x'.repeat(1 + (index % 7)));
    const lines = wrap(words.join(' '), width, 2).split('\n');
    expect(lines.join(' ').split(/ +/)).toEqual(words);
    expect(lines.slice(1).every((line) => line.startsWith('  ') && line.length <= width)).toBe(true);
  });
});

it.each([
  ['abc', 3],
  ['中文', 4],
  ['👍', 2],
])('columns of %j', (text, expected) => expect(columns(text)).toBe(expected));
