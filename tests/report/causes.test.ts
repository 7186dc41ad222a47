import { describe, expect, test } from 'vitest';
import type { Finding, Report } from '../../src/model.ts';
import { causesOf, worstFirst } from '../../src/report/causes.ts';
import { acceptCommand, blameOf, ofConfig } from '../../src/report/way-out.ts';
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

describe('the command that accepts a cause selects its findings and no other', () => {
  const at = (operation: string, pattern: string, more: Partial<Finding> = {}) =>
    finding(operation, { pattern, pointer: pattern, ...more });
  const ways = ['/a/x', '/b/x', '/c/x', '/d/x'];
  const many = ways.map((pattern, index) => at(`o${index}`, pattern));
  const fingerprints = many.map((each) => `--fingerprint ${each.fingerprint}`).join(' ');
  test.for<readonly [what: string, findings: readonly Finding[], selection: string]>([
    ['few pointers', many.slice(0, 2), '--code property-undocumented --pointer /a/x --pointer /b/x'],
    ['many pointers with one end', many, "--code property-undocumented --pointer '*/x'"],
    ['another cause ends so, too', [...many, at('p', '/e/x', { declared: elsewhere })], fingerprints],
    [
      'many pointers with other ends',
      ways.map((way, index) => at(`o${index}`, `${way}${index}`)),
      fingerprints,
    ],
    [
      'what is known needs no command',
      [...many, at('p', '/e/x', { known: { reason: 'told' } })],
      "--code property-undocumented --pointer '*/x'",
    ],
  ])('%s', ([, findings, selection]) => {
    const report = { findings } as Report;
    const [cause] = causesOf(findings);
    expect(cause && acceptCommand(report, cause, ofConfig)).toBe(
      `driftgate baseline update ${selection} --reason TEXT`,
    );
  });
});

test.for<readonly [what: string, pattern: string, odd: string]>([
  ['each has one value', '/owner/x', 'probably the contract: none of 4 responses keeps to it'],
  ['several items of one list may break', '/owners/*/x', 'the service or the contract'],
])('whose mistake a cause of several operations is: %s', ([, pattern, odd]) => {
  const mismatch = { code: 'type-mismatch', occurrences: 1, outOf: 3 };
  const [cause] = causesOf([
    finding('a', mismatch),
    finding('b', { ...mismatch, pattern, occurrences: 3, outOf: 1 }),
  ]);
  expect(cause && blameOf(cause)).toBe(odd);
});

test.for<readonly [pattern: string, odd: string]>([
  ['/*/data', 'the service, or the contract: an event whose data is no JSON wants a branch of its own'],
  ['/*', 'the service: no contract makes this right'],
  ['', 'the service: no contract makes this right'],
])('whose mistake a text at "%s" is that is no JSON', ([pattern, odd]) => {
  const [cause] = causesOf([finding('a', { code: 'body-malformed', pattern })]);
  expect(cause && blameOf(cause)).toBe(odd);
});

test.for<readonly [occurrences: number, odd: string]>([
  [1, 'probably the service: the other responses keep to the contract, 11 of 12'],
  [6, 'probably the service: the other responses keep to the contract, 6 of 12'],
  [7, 'probably the contract: only 5 of 12 responses keep to it'],
  [11, 'probably the contract: only 1 of 12 responses keeps to it'],
  [12, 'probably the contract: none of 12 responses keeps to it'],
])('whose mistake a value is that %i of 12 responses have wrong', ([occurrences, odd]) => {
  const [cause] = causesOf([finding('a', { code: 'type-mismatch', occurrences, outOf: 12 })]);
  expect(cause && blameOf(cause)).toBe(odd);
});
