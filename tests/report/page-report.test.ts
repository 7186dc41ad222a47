import { describe, expect, test } from 'vitest';
import type { BaselineEntry, Level, PageIssue } from '../../src/model.ts';
import { changeCodes } from '../../src/page/change-codes.ts';
import { docsRules } from '../../src/page/rules.ts';
import { fingerprintOf, isPageCode, pageIdentityOf } from '../../src/report/fingerprint.ts';
import { pageReport } from '../../src/report/page-report.ts';
import { rules } from '../../src/verdict/rules.ts';

function issue(pointer: string, more: Partial<PageIssue> = {}): PageIssue {
  return {
    code: 'docs-property-added',
    level: 'warning',
    operation: 'getThing',
    method: 'GET',
    path: '/things/{id}',
    status: '200',
    pointer,
    message: `the page has ${pointer}`,
    place: { file: 'thing.md', line: 7, column: 1 },
    count: 1,
    fix: 'declare it',
    ...more,
  };
}

function entry(of: PageIssue, more: Partial<BaselineEntry> = {}): BaselineEntry {
  const { code, operation, status, pointer } = of;
  return {
    fingerprint: fingerprintOf(pageIdentityOf(of)),
    code,
    operation,
    status,
    pointer,
    reason: 'told them',
    ...more,
  };
}

const thing = { file: 'thing.md', operation: 'getThing', hash: 'h' };

function report(issues: readonly PageIssue[], options: Partial<Parameters<typeof pageReport>[1]> = {}) {
  return pageReport(issues, {
    version: '1',
    contract: { source: 'c.yaml', hash: 'h', title: 'Things' },
    pages: [thing],
    gaps: [],
    baseline: undefined,
    accepted: new Map(),
    today: '2026-11-28',
    failOn: 'warning',
    levelOf: ({ level }) => level,
    codeOf: () => undefined,
    isAllowed: () => false,
    ...options,
  });
}

describe('identity', () => {
  test.each<[string, PageIssue]>([
    ['code', issue('/a', { code: 'docs-property-removed' })],
    ['operation', issue('/a', { operation: 'other' })],
    ['side', issue('/a', { status: 'request' })],
    ['pointer', issue('/b')],
    ['name', issue('/a', { name: 'x' })],
    ['parameter', issue('/a', { name: 'x', parameter: 'query limit' })],
  ])('%s is part of it', (_, other) => {
    const { findings } = report([issue('/a'), issue('/a', { name: 'y' }), other]);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });

  test('level, words, places and counts are not: the same cause is counted', () => {
    const again = issue('/a', { level: 'error', message: 'other words', place: { file: 'x' }, count: 2 });
    const { findings, counts } = report([issue('/a'), again]);
    expect(findings.map(({ occurrences, message }) => [occurrences, message])).toEqual([
      [3, 'the page has /a'],
    ]);
    expect(counts).toEqual({ errors: 0, warnings: 1, known: 0 });
  });

  test('it stays what it is: baselines of users hold it', () => {
    expect(fingerprintOf(pageIdentityOf(issue('/a')))).toBe('c715b6ddef258fd5');
    expect(fingerprintOf(pageIdentityOf(issue('/', { name: 'x' })))).toBe('138fa6797e0f5bef');
  });

  test('the whole body is "" as everywhere, not the "/" of pages', () => {
    expect(report([issue('/')]).findings[0]).toMatchObject({ pointer: '', pattern: '' });
  });

  test('codes of pages start with docs-, and no others do', () => {
    expect([...docsRules, ...changeCodes].filter(({ code }) => !isPageCode(code))).toEqual([]);
    expect(rules.filter(({ code }) => isPageCode(code))).toEqual([]);
  });
});

describe('levels', () => {
  test.each<[Level | 'off', 'error' | 'warning' | 'never', string, number]>([
    ['warning', 'warning', 'findings', 1],
    ['warning', 'error', 'passed', 1],
    ['error', 'error', 'findings', 1],
    ['error', 'never', 'passed', 1],
    ['off', 'warning', 'passed', 0],
  ])('a finding of level %s with --fail-on %s: %s', (level, failOn, outcome, count) => {
    const made = report([issue('/a')], { levelOf: () => level, failOn });
    expect(made.outcome).toBe(outcome);
    expect(made.findings).toHaveLength(count);
  });
});

describe('known', () => {
  const accepted = new Map([
    [fingerprintOf(pageIdentityOf(issue('/a'))), { reason: 'reviewed', by: 'review' as const }],
  ]);

  test('by the baseline, and no longer from its date on', () => {
    const baseline = (expires: string) => ({
      version: 1 as const,
      findings: [entry(issue('/a'), { expires })],
    });
    expect(report([issue('/a')], { baseline: baseline('2026-11-29') }).findings[0]?.known?.reason).toBe(
      'told them',
    );
    const expired = report([issue('/a')], { baseline: baseline('2026-11-28'), accepted });
    expect(expired.findings[0]).toMatchObject({ expired: { reason: 'told them' } });
    expect(expired.findings[0]?.known).toBeUndefined();
    expect(expired.outcome).toBe('findings');
  });

  test('by the review of its page', () => {
    const made = report([issue('/a')], { accepted });
    expect(made.findings[0]?.known).toEqual({ reason: 'reviewed', by: 'review' });
    expect(made.outcome).toBe('passed');
  });

  test('on purpose', () => {
    const made = report([issue('/a', { onPurpose: 'seen since 2021' })]);
    expect(made.findings[0]?.known).toEqual({ reason: 'seen since 2021', by: 'contract' });
    expect(made.counts).toEqual({ errors: 0, warnings: 0, known: 1 });
  });
});

describe('stale entries', () => {
  const gone = entry(issue('/gone'));
  test.each<[string, BaselineEntry, boolean]>([
    ['its page was read', gone, true],
    ['it still occurs', entry(issue('/a')), false],
    ['no page of its operation was read', { ...gone, operation: 'other' }, false],
    ['it is about traffic', { ...gone, code: 'property-undocumented' }, false],
  ])('%s', (_, one, isStale) => {
    const { stale } = report([issue('/a')], { baseline: { version: 1, findings: [one] } });
    expect(stale).toEqual(isStale ? [one] : []);
  });

  test('none against a review: a change that is gone was accepted', () => {
    const baseline = { version: 1 as const, findings: [gone] };
    expect(report([], { baseline, pages: [{ ...thing, isChanged: false }] }).stale).toEqual([]);
  });
});

describe('what could not be checked', () => {
  const gap = { reason: 'page-unreachable', subject: 'https://a.example/b', message: 'no answer' };

  test('fails, unless it is allowed by name', () => {
    expect(report([], { gaps: [gap] })).toMatchObject({ outcome: 'unchecked', unchecked: [gap] });
    const isAllowed = (name: string) => name === 'page-unreachable: https://a.example/b';
    expect(report([], { gaps: [gap], isAllowed }).outcome).toBe('passed');
  });

  test('no page at all is no pass', () => {
    expect(report([], { pages: [] })).toMatchObject({
      outcome: 'unchecked',
      unchecked: [{ reason: 'nothing-observed', subject: 'pages' }],
    });
  });
});

test('requests come before responses, and each side is said', () => {
  const full = issue('/a', {
    declared: 'no',
    declaredPlace: { file: 'c.yaml', line: 3 },
    tablePlace: { file: 'thing.md', line: 2 },
    reviewedPlace: { file: 'old.md', line: 4 },
    typesPlace: { file: 'types.ts', line: 5 },
    observed: { count: 1, outOf: 2, recordings: ['a.har'] },
  });
  const { findings } = report([full, issue('/z', { status: 'request' })]);
  expect(findings.map(({ status }) => status)).toEqual(['request', '200']);
  expect(findings[1]).toMatchObject({
    declared: { text: 'no', place: { file: 'c.yaml', line: 3 } },
    related: [
      { label: 'table', place: { file: 'thing.md', line: 2 } },
      { label: 'reviewed', place: { file: 'old.md', line: 4 } },
      { label: 'types', place: { file: 'types.ts', line: 5 } },
    ],
    observed: { count: 1, outOf: 2, recordings: ['a.har'] },
    where: [{ place: { file: 'thing.md', line: 7, column: 1 }, pointer: '/a' }],
  });
});
