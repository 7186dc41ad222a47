// The answers were compared with what Node's RegExp does on texts of 8,000 and 1,000 characters, for 4,500 random expressions too.
import { describe, expect, test } from 'vitest';
import { type Growth, growthOf } from '../../src/contract/pattern-growth.ts';

const rows: readonly (readonly [Growth, string])[] = [
  // Of the kinds that contracts have.
  ['linear', '^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$'],
  ['linear', '^[a-z]([-a-z0-9]*[a-z0-9])?(\\.[a-z]([-a-z0-9]*[a-z0-9])?)*$'],
  ['linear', '^([a-z0-9]+(-[a-z0-9]+)*\\.)+[a-z]{2,}$'],
  ['linear', '^([a-zA-Z0-9_]+/)*[a-zA-Z0-9_]+$'],
  ['linear', '^((25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\\.){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)$'],
  ['linear', '^(([0-9a-fA-F]{1,4}:){7,7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|::)$'],
  [
    'linear',
    '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?$',
  ],
  ['linear', "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$"],
  ['linear', '^(?=.*[A-Z])(?=.*\\d).{8,}$'],
  ['linear', '^(?!.*foo).*$'],
  ['linear', '^[\\p{L}\\p{N} ]+$'],
  ['linear', '^[^/]{1,1000}/[^/]{1,1000}$'],
  ['linear', '^.{1,65535}$'],
  ['linear', '^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$'],
  ['linear', '^(?:\\+|-)?\\d+(?:\\.\\d+)?$'],
  // Without anchors: what matches at once is not tried again further on.
  ['linear', '[0-9]+'],
  ['linear', '[a-z]([-a-z0-9]*[a-z0-9])?'],
  ['linear', ''],
  ['quadratic', '<.*>'],
  ['quadratic', '\\s+$'],
  ['quadratic', '^\\s+|\\s+$'],
  ['quadratic', '\\d{1,1000}x'],
  ['quadratic', '(?=.*b)a'],
  ['quadratic', '^.*.*$'],
  ['quadratic', '^.+/.+$'],
  ['quadratic', '^[a-z]([a-z-]*[a-z]+)?$'],
  ['quadratic', '(?<!a)b+$'],
  ['unproven', '^(a+)+$'],
  ['unproven', '^(a|a)*$'],
  ['unproven', '^(a|aa)+$'],
  ['unproven', '^(.*a){20}$'],
  ['unproven', '(.*)*='],
  ['unproven', '^(?:(?:a*)*)*b'],
  ['unproven', '^(\\w+\\s?)*$'],
  ['unproven', '^(([a-z])+.)+[A-Z]([a-z])+$'],
  ['unproven', '^[a-z0-9]+([\\-._]?[a-z0-9]+)+$'],
  ['unproven', '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*@[a-z0-9]+$'],
  ['unproven', 'a*a*b'],
  ['unproven', '^([^\\s]+)@([^\\s]+)\\.([^\\s]+)$'],
  ['unproven', '^(a?){30}a{30}$'],
  ['unproven', '(a{0,100}){0,100}b'],
  ['unproven', '^(a{1,50}){1,50}$'],
  ['unproven', '^(\\p{L}+|\\p{Lu}+)+$'],
  ['unproven', '(\\d+)\\1'],
  ['unproven', '^(?<=(a+)+)b'],
  ['unproven', `^${'(a|b)*a'.padEnd(60, '(a|b)')}$`],
];

describe('growthOf', () => {
  test.each(rows)('%s: %s', (growth, pattern) => {
    expect(growthOf(pattern, 'u')).toBe(growth);
  });

  test.each(['[\\w-.]+', '\\-\\_', '^{a}$'])('reads %s without the u flag', (pattern) => {
    expect(growthOf(pattern, 'u')).toBe('unproven');
    expect(growthOf(pattern, '')).toBe('linear');
  });

  test.each([
    ['nested repetitions', `${'('.repeat(500)}a${'){2}'.repeat(500)}`],
    ['nested groups', `${'('.repeat(5000)}a${')'.repeat(5000)}`],
    ['optional parts', `^${'(a?b?c?)?'.repeat(200)}$`],
    ['alternatives', `^(${Array.from({ length: 3000 }, (_, at) => `w${at}`).join('|')})*$`],
    [
      'classes',
      `^${Array.from({ length: 400 }, (_, at) => `[\\u{${(at + 500).toString(16)}}-\\u{ffff}]*`).join('')}$`,
    ],
    ['a long text', `^${'a'.repeat(100_000)}$`],
  ])('ends on many %s', (_, pattern) => {
    expect(['linear', 'quadratic', 'unproven']).toContain(growthOf(pattern, 'u'));
  });
});
