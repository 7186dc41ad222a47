// However a run is cut and in whatever order its parts are joined: the report of one run, byte for byte.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CompiledContract, Exchange, Issue } from '../../src/model.ts';
import { createReportBuilder } from '../../src/report/build.ts';
import { fingerprintOf } from '../../src/report/fingerprint.ts';
import type { Judged, ReportBuilder } from '../../src/report/options.ts';
import type { PartialReport } from '../../src/report/partial.ts';
import { packPartial, unpackPartial } from '../../src/scale/packed.ts';

const content = { mediaType: 'application/json', schema: undefined, strict: () => true, open: () => true };
const contract: CompiledContract = {
  format: 2,
  source: 'a.yaml',
  hash: 'h',
  title: 'A',
  operations: [
    {
      id: 'getThing',
      method: 'GET',
      path: '/things',
      prefixes: [''],
      pointer: '/paths/~1things/get',
      parameters: [],
      security: [],
      responses: [{ status: '200', pointer: '/r', content: [content], headers: [] }],
    },
  ],
};

const known = fingerprintOf({
  code: 'c',
  operation: 'getThing',
  status: '200',
  mediaType: 'application/json',
  pattern: '/a',
  name: 'n3',
});
function builder(limit: number): ReportBuilder {
  return createReportBuilder({
    version: '1',
    contract,
    sources: ['a', 'b', 'c'],
    baseline: {
      version: 1,
      findings: [
        { fingerprint: known, code: 'c', operation: 'getThing', status: '200', pointer: '', reason: 'r' },
      ],
    },
    today: '2026-11-24',
    failOn: 'warning',
    levelOf: ({ name }) => (name === 'n1' ? 'error' : 'warning'),
    describe: () => ({ declared: { text: 'no' }, fix: 'fix' }),
    isAllowed: () => false,
    limit,
  });
}

type Seen = { readonly exchange: Exchange; readonly judged: Judged };

const issue = fc.record({
  name: fc.constantFrom('n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6'),
  pointer: fc.constantFrom('/a', '/list/0/a', '/list/1/a'),
  message: fc.constantFrom('one', 'two'),
});
const instants = ['2026-01-02T00:00:00Z', '2026-01-02T01:00:00+01:00', '2026-01-01T00:00:00Z', 'no date'];
const seen = fc.record({
  source: fc.constantFrom('a', 'b'),
  startedAt: fc.option(fc.constantFrom(...instants), { nil: undefined }),
  issues: fc.array(issue, { maxLength: 3 }),
  unchecked: fc.option(fc.constantFrom('s0', 's1', 's2', 's3', 's4'), { nil: undefined }),
});

function entriesOf(list: readonly (typeof seen extends fc.Arbitrary<infer Value> ? Value : never)[]): Seen[] {
  const sorted = list.toSorted((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : 0));
  return sorted.map(({ source, startedAt, issues, unchecked }, index) => ({
    exchange: {
      source,
      index,
      ...(startedAt === undefined ? {} : { startedAt }),
      request: { method: 'GET', url: '/things', headers: undefined, body: { kind: 'none' } },
      response: { status: 200, headers: undefined, body: { kind: 'none' } },
    },
    judged: judgedOf(issues, unchecked, index),
  }));
}

function judgedOf(
  issues: readonly Omit<Issue, 'code'>[],
  subject: string | undefined,
  index: number,
): Judged {
  const operation = contract.operations[0];
  const base = {
    ...(operation && { operation }),
    ...(operation?.responses[0] && { response: operation.responses[0] }),
    mediaType: 'application/json',
    issues: issues.map((one) => ({ code: 'c', ...one })),
  };
  if (subject !== undefined)
    return { ...base, outcome: 'unchecked', unchecked: { reason: 'r', subject, message: `m${index}` } };
  return { ...base, outcome: issues.length > 0 ? 'findings' : 'clean' };
}

function whole(entries: readonly Seen[], limit: number): string {
  const report = builder(limit);
  for (const { exchange, judged } of entries) report.add(exchange, judged);
  return JSON.stringify(report.finish(), undefined, 1);
}

function partialOf(entries: readonly Seen[], limit: number): PartialReport {
  const report = builder(limit);
  for (const { exchange, judged } of entries) report.add(exchange, judged);
  return throughText(report.partial());
}

function joined(parts: readonly PartialReport[], limit: number): PartialReport {
  const report = builder(limit);
  for (const part of parts) report.addPartial(part);
  return throughText(report.partial());
}

function throughText(partial: PartialReport): PartialReport {
  return unpackPartial(JSON.parse(JSON.stringify(packPartial(partial))));
}

function finished(partial: PartialReport, limit: number): string {
  const report = builder(limit);
  report.addPartial(partial);
  return JSON.stringify(report.finish(), undefined, 1);
}

const runs = fc.record({
  list: fc.array(seen, { maxLength: 40 }),
  owners: fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }),
  limit: fc.constantFrom(1, 2, 3, 100),
});

test('parts in any order and in any grouping join to the report of one run', () => {
  fc.assert(
    fc.property(runs, ({ list, owners, limit }) => {
      const entries = entriesOf(list);
      const parts = [0, 1, 2, 3].map((owner) =>
        partialOf(
          entries.filter((_entry, index) => owners[index] === owner),
          limit,
        ),
      );
      const expected = whole(entries, limit);
      const [a, b, c, d] = parts as [PartialReport, PartialReport, PartialReport, PartialReport];
      expect(finished(joined([a, b, c, d], limit), limit)).toBe(expected);
      expect(finished(joined([d, c, b, a], limit), limit)).toBe(expected);
      const [left, right] = [joined([a, b], limit), joined([c, d], limit)];
      expect(joined([left, right], limit)).toEqual(
        joined([a, joined([b, joined([c, d], limit)], limit)], limit),
      );
      expect(joined([left, right], limit)).toEqual(joined([right, left], limit));
      expect(finished(joined([right, left], limit), limit)).toBe(expected);
    }),
    { numRuns: 300 },
  );
});
