import { expect, test } from 'vitest';
import type { Finding } from '../../src/model.ts';
import { causesOf, worstFirst } from '../../src/report/causes.ts';
import { groupByOperation, subjectAndFrequency } from '../../src/report/wording.ts';

const finding = (operation: string, more: Partial<Finding> = {}): Finding => ({
  code: 'property-undocumented',
  level: 'warning',
  fingerprint: `f-${operation}`,
  operation,
  method: 'GET',
  path: `/${operation}`,
  status: '200',
  mediaType: 'application/json',
  pointer: '/owner/x',
  pattern: '/owner/x',
  name: 'x',
  message: 'undocumented property "x"',
  declared: { text: 'no', place: { file: 'a.yaml', line: 9, column: 3 } },
  fix: 'declare it',
  occurrences: 2,
  outOf: 3,
  where: [{ place: { file: 'r.har' }, pointer: '/owner/x' }],
  ...more,
});
const elsewhere = { text: 'no', place: { file: 'a.yaml', line: 10, column: 3 } };

test('one cause in several operations is one entry in which each is counted', () => {
  const all = ['a', 'b', 'c', 'd'].map((name) => finding(name));
  const [cause, ...others] = causesOf(all);
  expect(others).toEqual([]);
  expect(cause?.alike).toEqual(all);
  expect(cause && subjectAndFrequency(cause)).toBe('4 operations: a, b and 2 more, 8 times in 12 responses');
  expect(groupByOperation(causesOf(all)).map(({ title }) => title)).toEqual(['several operations']);
});

test.for<readonly [what: string, other: Partial<Finding>]>([
  ['another place of the contract', { declared: elsewhere }],
  ['another name', { name: 'y' }],
  ['another code', { code: 'type-mismatch' }],
  ['another level', { level: 'error' }],
  ['the same operation', { operation: 'a', status: '201' }],
  ['no place', { declared: { text: 'no' } }],
])('%s is another cause', ([, other]) => {
  const all = [finding('a'), finding('b', other)];
  expect(causesOf(all)).toEqual(all);
});

test('an undeclared header is one by its name, wherever responses are declared', () => {
  const header = { code: 'header-undocumented', name: 'x-limit', pointer: '', pattern: '' };
  const all = [finding('a', header), finding('b', { ...header, declared: elsewhere })];
  expect(causesOf(all)).toHaveLength(1);
});

test('errors come first, then what more operations have', () => {
  const causes = causesOf([
    finding('a', { declared: elsewhere, name: 'one' }),
    finding('b'),
    finding('c'),
    finding('d', { level: 'error' }),
  ]);
  expect(worstFirst(causes).map(({ operation }) => operation)).toEqual(['d', 'b', 'a']);
});
