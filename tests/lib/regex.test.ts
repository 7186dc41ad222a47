import { describe, expect, test } from 'vitest';
import { hasForeignEscape, schemaRegExp } from '../../src/lib/regex.ts';

describe('patterns of JSON Schema', () => {
  test.for<readonly [what: string, source: string, flags: string]>([
    ['a plain pattern has the u flag', '^[a-z]+$', 'u'],
    ['a property of characters has it', '^\\p{L}+$', 'u'],
    ['a needless escape has none', '^\\d{3}\\-\\d{4}$', ''],
    ['a range from a class has none', '^[\\w-.]+$', ''],
    ['a lone brace has none', '^{[a-z]+}$', ''],
  ])('%s', ([, source, flags]) => {
    expect(schemaRegExp(source).flags).toBe(flags);
  });

  test.for<readonly [source: string, text: string, fits: boolean]>([
    ['^.$', '😀', true],
    ['^.\\-$', '😀-', false],
    ['^..\\-$', '😀-', true],
    ['^[😀]\\-$', '😀-', false],
    ['^[\\w-.]+$', 'a-b.c', true],
    ['^{a}$', '{a}', true],
  ])('%s on %s: without the u flag a character beyond U+FFFF counts as two', ([source, text, fits]) => {
    expect(schemaRegExp(source).test(text)).toBe(fits);
  });

  test.for<readonly [source: string, foreign: boolean]>([
    ['\\A\\d+\\z', true],
    ['\\p{L}\\-', true],
    ['\\h+\\-', true],
    ['\\\\A\\-', false],
    ['^\\_\\:\\d\\W\\-$', false],
  ])('%s: escapes of other languages', ([source, foreign]) => {
    expect(hasForeignEscape(source)).toBe(foreign);
  });
});
