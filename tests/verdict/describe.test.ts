// What a report says of an issue beyond the issue itself.
import { expect, test } from 'vitest';
import type { ContractDetail, Issue } from '../../src/model.ts';
import { describeCode, describeIssue } from '../../src/verdict/describe.ts';
import { describeRules } from '../../src/verdict/rules.ts';

const detail: ContractDetail = {
  hash: '',
  files: ['a.yaml', 'b.yaml'],
  schemas: { $defs: {} },
  formats: {},
  places: { '/here': [3, 7, 1], '/nowhere': [1, 1, 5] },
};
const place = { file: 'b.yaml', line: 3, column: 7 };

type Row = readonly [name: string, issue: Partial<Issue>, declared: unknown];
const rows: readonly Row[] = [
  ['with both', { expected: 'string', declaredAt: '/here' }, { text: 'string', place }],
  ['with a place alone', { declaredAt: '/here' }, { text: 'no', place }],
  ['with words alone', { expected: 'string' }, { text: 'string' }],
  ['with neither', {}, { text: 'no' }],
  ['at a pointer without a place', { expected: 'string', declaredAt: '/other' }, { text: 'string' }],
  [
    'in a file that is not listed',
    { declaredAt: '/nowhere' },
    { text: 'no', place: { file: '', line: 1, column: 1 } },
  ],
  [
    'of an object that is closed',
    { code: 'property-undocumented', expected: 'x', declaredAt: '/here' },
    { text: 'no, b.yaml:3:7 closes the object', place },
  ],
  [
    'of an object that is closed, without a place',
    { code: 'property-undocumented', expected: 'no property of this name' },
    { text: 'no property of this name' },
  ],
];

test.each(rows)('what the contract declares, %s', (_, issue, declared) => {
  const whole = { code: 'type-mismatch', pointer: '', message: '', ...issue };
  expect(describeIssue(whole, detail).declared).toEqual(declared);
});

test('without the detail there is no place', () => {
  const issue = { code: 'type-mismatch', pointer: '', message: '', expected: 'a', declaredAt: '/here' };
  expect(describeIssue(issue, undefined).declared).toEqual({ text: 'a' });
});

test('the fix is that of the rule; a rule that is not of the list has none', () => {
  const fixOf = (code: string) => describeIssue({ code, pointer: '', message: '' }, detail).fix;
  expect(fixOf('request-body-mismatch')).toBe('correct the client, or the schema');
  expect(fixOf('of-our-own')).toBe('');
});

test('an issue that has a fix of its own keeps it', () => {
  const issue = { code: 'header-missing', pointer: '', message: '', fix: 'look again' };
  expect(describeIssue(issue, detail).fix).toBe('look again');
});

test('each rule has a level and words', () => {
  for (const { code, level, meaning, explanation, example, fix } of describeRules()) {
    const told = level === 'off' ? 'warning' : level;
    expect(describeCode(code)).toEqual({ code, level: told, meaning, explanation });
    for (const text of [meaning, explanation, example, fix]) expect(text, code).toMatch(/\w+ \w+/);
  }
  expect(describeCode('of-our-own')).toBeUndefined();
});
