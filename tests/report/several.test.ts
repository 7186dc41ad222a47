import { expect, test } from 'vitest';
import type { TrafficReport, Unchecked } from '../../src/model.ts';
import { joinReports } from '../../src/report/several.ts';
import { canonical, clean } from './reporters/canonical-report.ts';

const named: TrafficReport = {
  ...clean,
  contract: { source: 'users.yaml', hash: 'b', title: 'Users' },
};

function gap(reason: string, subject: string): Unchecked {
  return { reason, subject, message: 'm', occurrences: 1, where: [], allowed: false };
}

test('one report is itself', () => {
  expect(joinReports([canonical], false)).toBe(canonical);
});

test('counts, shares and lists of several are added up', () => {
  const report = joinReports([canonical, named], false);
  expect(report.contract.source).toBe(`${canonical.contract.source}, users.yaml`);
  expect(report.counts.exchanges).toBe(canonical.counts.exchanges + clean.counts.exchanges);
  expect(report.counts.errors).toBe(canonical.counts.errors);
  expect(report.coverage.operations).toEqual({
    declared: canonical.coverage.operations.declared + clean.coverage.operations.declared,
    observed: canonical.coverage.operations.observed + clean.coverage.operations.observed,
  });
  expect(report.findings).toHaveLength(canonical.findings.length);
  expect(report.outcome).toBe('findings');
  expect(joinReports([clean, named], false).outcome).toBe('passed');
});

test('findings stand by contract, then as ever', () => {
  const of = (contract: string): TrafficReport => ({
    ...canonical,
    findings: canonical.findings.map((finding) => ({ ...finding, contract })),
  });
  const contracts = joinReports([of('b.yaml'), of('a.yaml')], false).findings.map(({ contract }) => contract);
  expect(contracts).toEqual(contracts.toSorted());
  expect(new Set(contracts)).toEqual(new Set(['a.yaml', 'b.yaml']));
});

test.each([
  ['in one contract only', [gap('nothing-observed', 'a.har')], [], []],
  ['in every contract', [gap('nothing-observed', 'a.har')], [gap('nothing-observed', 'a.har')], ['a.har']],
  ['in different recordings', [gap('nothing-observed', 'a.har')], [gap('nothing-observed', 'b.har')], []],
  ['something else in one', [gap('body-unrecorded', 'x')], [], ['x']],
])('a shared recording with nothing %s', (_name, one, other, left) => {
  const report = joinReports(
    [
      { ...clean, unchecked: one },
      { ...named, unchecked: other },
    ],
    true,
  );
  expect(report.unchecked.map(({ subject }) => subject)).toEqual(left);
  expect(report.outcome).toBe(left.length === 0 ? 'passed' : 'unchecked');
  expect(report.counts.exchanges).toBe(clean.counts.exchanges);
});

test('what is left unchecked of one contract fails the whole, also where the recordings are its own', () => {
  const report = joinReports([clean, { ...named, unchecked: [gap('nothing-observed', 'a.har')] }], false);
  expect(report.outcome).toBe('unchecked');
});
