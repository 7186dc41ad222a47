import { describe, expect, test } from 'vitest';
import type { BaselineEntry, CompiledContract, CompiledOperation, Exchange, Issue } from '../../src/model.ts';
import { createReportBuilder } from '../../src/report/build.ts';
import { fingerprintOf } from '../../src/report/fingerprint.ts';
import type { Judged, ReportOptions } from '../../src/report/options.ts';

const always = () => true;
const json = { mediaType: 'application/json', schema: undefined, strict: always, open: always };
const response = { status: '200', pointer: '', content: [json], headers: [] };
const missing = { status: '404', pointer: '', content: [json], headers: [] };
const operation: CompiledOperation = {
  id: 'getThing',
  method: 'GET',
  path: '/things/{id}',
  prefixes: [''],
  pointer: '',
  parameters: [],
  security: [],
  responses: [response, missing],
};
const contract: CompiledContract = {
  format: 2,
  source: 'api.yaml',
  hash: 'h',
  title: 'Things',
  operations: [operation],
};

function exchange(index: number, more: Partial<Exchange> = {}, status = 200): Exchange {
  return {
    source: 'a.har',
    index,
    pointer: `/log/entries/${index}`,
    request: {
      method: 'get',
      url: 'https://x.test/things/1?a=b',
      headers: undefined,
      body: { kind: 'none' },
    },
    response: { status, headers: undefined, body: { kind: 'none' } },
    ...more,
  };
}

const clean: Judged = { outcome: 'clean', operation, response, mediaType: 'application/json', issues: [] };

function found(...issues: Issue[]): Judged {
  return { ...clean, outcome: 'findings', issues };
}

function issue(pointer: string, more: Partial<Issue> = {}): Issue {
  return { code: 'type-mismatch', pointer, message: 'string, not number', ...more };
}

function unmatched(subject: string): Judged {
  const gap = { reason: 'operation-undocumented', subject, message: 'no operation matches' };
  return { outcome: 'unchecked', issues: [issue('', { code: 'operation-undocumented' })], unchecked: gap };
}

function builder(more: Partial<ReportOptions> = {}) {
  return createReportBuilder({
    version: '0',
    contract,
    sources: ['a.har'],
    today: '2026-11-24',
    failOn: 'warning',
    levelOf: ({ code }) => (code.endsWith('-undocumented') ? 'warning' : 'error'),
    describe: () => ({ declared: { text: 'no' }, fix: 'mend it' }),
    isAllowed: () => false,
    ...more,
  });
}

function known(pattern: string, more: Partial<BaselineEntry> = {}): BaselineEntry {
  const subject = { code: 'type-mismatch', operation: 'getThing', status: '200' };
  return {
    fingerprint: fingerprintOf({ ...subject, mediaType: 'application/json', pattern, name: undefined }),
    ...subject,
    pointer: pattern,
    reason: 'told them',
    ...more,
  };
}

describe('outcome', () => {
  const rows: readonly [
    name: string,
    judged: readonly Judged[],
    options: Partial<ReportOptions>,
    outcome: string,
  ][] = [
    ['clean', [clean], {}, 'passed'],
    ['nothing at all', [], {}, 'unchecked'],
    ['no recording', [], { sources: [] }, 'unchecked'],
    ['one recording of two is empty', [clean], { sources: ['a.har', 'b.har'] }, 'unchecked'],
    ['a finding', [found(issue('/a'))], {}, 'findings'],
    ['a finding outweighs a gap', [found(issue('/a')), unmatched('GET /x')], {}, 'findings'],
    ['a gap', [clean, unmatched('GET /x')], {}, 'unchecked'],
    [
      'an allowed gap',
      [clean, unmatched('GET /x')],
      { isAllowed: (name) => name === 'operation-undocumented: GET /x' },
      'passed',
    ],
    [
      'only allowed gaps: nothing was checked',
      [unmatched('GET /x')],
      { isAllowed: (name) => name.startsWith('operation-') },
      'unchecked',
    ],
    [
      'a warning, fail on errors',
      [found(issue('/a', { code: 'x-undocumented' }))],
      { failOn: 'error' },
      'passed',
    ],
    ['an error, fail on errors', [found(issue('/a'))], { failOn: 'error' }, 'findings'],
    ['an error, never fail', [found(issue('/a'))], { failOn: 'never' }, 'passed'],
    ['a gap, never fail', [clean, unmatched('GET /x')], { failOn: 'never' }, 'unchecked'],
    ['known', [found(issue('/a'))], { baseline: { version: 1, findings: [known('/a')] } }, 'passed'],
    [
      'known until tomorrow',
      [found(issue('/a'))],
      { baseline: { version: 1, findings: [known('/a', { expires: '2026-11-25' })] } },
      'passed',
    ],
    [
      'known until today',
      [found(issue('/a'))],
      { baseline: { version: 1, findings: [known('/a', { expires: '2026-11-24' })] } },
      'findings',
    ],
    [
      'known at another pointer',
      [found(issue('/b'))],
      { baseline: { version: 1, findings: [known('/a')] } },
      'findings',
    ],
    [
      'more findings than are listed, all listed ones known',
      [{ ...found(issue('/a')), dropped: 7 }],
      { baseline: { version: 1, findings: [known('/a')] } },
      'unchecked',
    ],
    ['switched off', [found(issue('/a'))], { levelOf: () => 'off' }, 'passed'],
    [
      'coverage too low',
      [clean],
      { shortfalls: () => [{ kind: 'statuses', message: '1 of 2' }] },
      'unchecked',
    ],
    [
      'left out of a full report',
      [found(issue('/a')), found(issue('/b'))],
      { limit: 1, baseline: { version: 1, findings: [known('/a')] } },
      'findings',
    ],
  ];
  test.each(rows)('%s', (_name, judged, options, outcome) => {
    const report = builder(options);
    for (const [index, verdict] of judged.entries()) report.add(exchange(index), verdict);
    expect(report.finish().outcome).toBe(outcome);
  });
});

describe('findings', () => {
  test('the same cause in two entries of a list is one, with its count, its places and its times', () => {
    const report = builder();
    report.add(
      exchange(0, { startedAt: '2026-11-02T01:00:00+02:00' }),
      found(issue('/list/0/name'), issue('/list/11/name')),
    );
    report.add(exchange(1, { startedAt: '2026-11-01T23:30:00Z' }), found(issue('/list/3/name')));
    const { findings, counts } = report.finish();
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      pointer: '/list/0/name',
      pattern: '/list/*/name',
      occurrences: 3,
      outOf: 2,
      firstSeen: '2026-11-02T01:00:00+02:00',
      lastSeen: '2026-11-01T23:30:00Z',
      operation: 'getThing',
      path: '/things/{id}',
    });
    expect(findings[0]?.where[2]).toEqual({
      place: { file: 'a.har', pointer: '/log/entries/1' },
      pointer: '/list/3/name',
      startedAt: '2026-11-01T23:30:00Z',
    });
    expect(counts).toMatchObject({ exchanges: 2, withFindings: 2, errors: 1 });
  });

  test('names, statuses and media types keep causes apart', () => {
    const report = builder();
    report.add(exchange(0), found(issue('', { name: 'a' }), issue('', { name: 'b' })));
    report.add(exchange(1, {}, 404), found(issue('', { name: 'a' })));
    report.add(exchange(2), { ...found(issue('', { name: 'a' })), mediaType: 'text/json' });
    expect(report.finish().findings).toHaveLength(4);
  });

  test('the order is of the findings, not of the input', () => {
    const orders = [
      ['/b', '/a', '/a/b', ''],
      ['', '/a/b', '/b', '/a'],
    ].map((pointers) => {
      const report = builder();
      report.add(exchange(0), found(...pointers.map((pointer) => issue(pointer))));
      return report.finish().findings.map((finding) => finding.pattern);
    });
    expect(orders[0]).toEqual(['', '/a', '/a/b', '/b']);
    expect(orders[1]).toEqual(orders[0]);
  });

  test('at most ten places, and what is left out is said', () => {
    const report = builder({ limit: 5 });
    // Of those of one kind the ones with the smallest fingerprints are kept.
    for (let index = 0; index < 30; index++)
      report.add(exchange(index), found(issue('/eu'), issue(`/p${index}`)));
    const { findings, leftOut } = report.finish();
    expect(findings).toHaveLength(5);
    expect(findings[0]).toMatchObject({ pattern: '/eu', occurrences: 30 });
    expect(findings[0]?.where).toHaveLength(10);
    expect(leftOut).toEqual({ findings: 26 });
  });

  test('a known one is kept however many new ones there are', () => {
    const report = builder({ limit: 1, baseline: { version: 1, findings: [known('/z')] } });
    report.add(exchange(0), found(issue('/a'), issue('/b'), issue('/z')));
    expect(report.finish().findings.map((finding) => [finding.pattern, finding.known !== undefined])).toEqual(
      [
        ['/b', false],
        ['/z', true],
      ],
    );
  });

  test('an expired one says so and counts as new', () => {
    const report = builder({
      baseline: { version: 1, findings: [known('/a', { expires: '2026-01-01', ticket: 'T-1' })] },
    });
    report.add(exchange(0), found(issue('/a')));
    const { findings, counts } = report.finish();
    expect(findings[0]?.known).toBeUndefined();
    expect(findings[0]?.expired).toEqual({ reason: 'told them', expires: '2026-01-01', ticket: 'T-1' });
    expect(counts).toMatchObject({ errors: 1, known: 0 });
  });
});

describe('stale entries', () => {
  const rows: readonly [name: string, entry: BaselineEntry, stale: boolean][] = [
    ['its operation and status were observed', known('/gone'), true],
    ['still there', known('/a'), false],
    ['its status was not observed', known('/gone', { status: '404' }), false],
    ['its operation is not known', known('/gone', { operation: 'other' }), false],
  ];
  test.each(rows)('%s', (_name, entry, stale) => {
    const report = builder({ baseline: { version: 1, findings: [entry] } });
    report.add(exchange(0), found(issue('/a')));
    expect(report.finish().stale).toEqual(stale ? [entry] : []);
  });
});

test('an entry of an operation that is gone is stale, whatever was observed', () => {
  const entry = known('/gone', { operation: 'removed', status: '404' });
  const baseline = { version: 1 as const, findings: [entry] };
  const isGone = (operation: string) => operation === 'removed';
  expect(builder({ baseline, isGone }).finish().stale).toEqual([entry]);
  expect(builder({ baseline, isGone: () => false }).finish().stale).toEqual([]);
});

describe('unchecked', () => {
  test('grouped by reason and subject, sorted, with places', () => {
    const report = builder({ sources: ['a.har', 'empty.har'] });
    report.add(exchange(0), unmatched('GET /y'));
    report.add(exchange(1), unmatched('GET /x'));
    report.add(exchange(2), unmatched('GET /y'));
    report.addUnreadable({ source: 'a.har', index: 3, pointer: '/log/entries/3', unreadable: 'status 0' });
    const { unchecked, counts } = report.finish();
    expect(unchecked.map(({ reason, subject, occurrences }) => [reason, subject, occurrences])).toEqual([
      ['exchange-unreadable', 'a.har', 1],
      ['nothing-observed', 'empty.har', 1],
      ['operation-undocumented', 'GET /x', 1],
      ['operation-undocumented', 'GET /y', 2],
    ]);
    expect(counts).toMatchObject({ recordings: 2, exchanges: 4, unchecked: 4, clean: 0 });
  });

  test('beyond the limit the rest shares an entry that no name allows', () => {
    const report = builder({ limit: 2 });
    for (let index = 0; index < 9; index++) report.add(exchange(index), unmatched(`GET /${index}`));
    expect(report.finish().unchecked.map(({ subject, occurrences }) => [subject, occurrences])).toEqual([
      ['GET /0', 1],
      ['GET /1', 1],
      ['others', 7],
    ]);
  });
});

test('interrupted: what was not read says nothing, but the run does not pass', () => {
  const report = builder({ sources: ['a.har', 'b.har'] });
  report.add(exchange(0), clean);
  const { outcome, unchecked } = report.finish(true);
  expect(outcome).toBe('unchecked');
  expect(unchecked.map(({ reason }) => reason)).toEqual(['interrupted']);
});

test('responses that came with headers of which none is declared are counted, whole and in parts', () => {
  const withHeaders = (index: number): Exchange => {
    const plain = exchange(index);
    return { ...plain, response: { ...plain.response, headers: [{ name: 'x-a', value: '1' }] } };
  };
  const report = builder();
  for (const each of [withHeaders(0), withHeaders(1), exchange(2), withHeaders(3)]) report.add(each, clean);
  const joined = builder();
  joined.addPartial(report.partial());
  joined.add(withHeaders(4), { ...clean, response: undefined });
  expect(report.finish().coverage.headersNotJudged).toBe(3);
  expect(joined.finish().coverage.headersNotJudged).toBe(3);
  const without = builder();
  without.add(exchange(0), clean);
  expect(without.finish().coverage).not.toHaveProperty('headersNotJudged');
});

test('coverage counts what was checked, by operation, status and media type', () => {
  const report = builder();
  report.add(exchange(0), clean);
  report.add(exchange(1), unmatched('GET /x'));
  const { coverage } = report.finish();
  expect(coverage).toMatchObject({
    operations: { declared: 1, observed: 1 },
    statuses: { declared: 2, observed: 1 },
    byOperation: [
      {
        id: 'getThing',
        method: 'GET',
        path: '/things/{id}',
        observed: 1,
        responses: [
          { status: '200', observed: 1, mediaTypes: [{ mediaType: 'application/json', observed: 1 }] },
          { status: '404', observed: 0, mediaTypes: [{ mediaType: 'application/json', observed: 0 }] },
        ],
      },
    ],
  });
});

test('what is said of one exchange: its issues that are not switched off', () => {
  const report = builder({ levelOf: ({ pointer }) => (pointer === '/off' ? 'off' : 'error') });
  expect(report.add(exchange(0), clean)).toEqual({ outcome: 'clean', findings: [] });
  expect(report.add(exchange(1), found(issue('/off')))).toEqual({ outcome: 'clean', findings: [] });
  expect(report.add(exchange(2), found(issue('/off'), issue('/on')))).toEqual({
    outcome: 'findings',
    findings: [{ code: 'type-mismatch', level: 'error', pointer: '/on', message: 'string, not number' }],
  });
  expect(report.add(exchange(3), unmatched('GET /x'))).toMatchObject({
    outcome: 'unchecked',
    findings: [{ code: 'operation-undocumented' }],
  });
});

test('a status whose rule is off is not checked, instead of clean', () => {
  const report = builder({ levelOf: () => 'off' });
  const { response: _, ...undeclared } = found(issue(''));
  expect(report.add(exchange(0), undeclared).outcome).toBe('unchecked');
  const { counts, outcome } = report.finish();
  expect([counts.clean, counts.unchecked, outcome]).toEqual([0, 1, 'unchecked']);
});
