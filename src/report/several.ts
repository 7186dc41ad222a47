// Reports of several contracts as one: findings name their contract, counts and shares are added up.
import { sha256 } from '../lib/sha256.ts';
import type { Coverage, Share, TrafficReport, Unchecked } from '../model.ts';
import { sortFindings } from './findings.ts';
import { outcomeOf } from './outcome.ts';

/** `isShared`: the same recordings were held against each contract, so that one of them may have nothing in a recording. */
export function joinReports(
  reports: readonly [TrafficReport, ...TrafficReport[]],
  isShared: boolean,
): TrafficReport {
  const [first, ...others] = reports;
  if (others.length === 0) return first;
  const unchecked = uncheckedOf(reports, isShared);
  const sum = (of: (report: TrafficReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const counts = Object.fromEntries(
    Object.keys(first.counts).map((name) => [
      name,
      sum((report) => report.counts[name as keyof typeof report.counts] ?? 0),
    ]),
  ) as TrafficReport['counts'];
  const leftOut = sum((report) => report.leftOut?.findings ?? 0);
  const defects = reports.flatMap((report) => report.defects ?? []);
  const matrix = reports.flatMap((report) => report.matrix ?? []);
  const codes = new Map(reports.flatMap((report) => report.codes ?? []).map((code) => [code.code, code]));
  return {
    version: 1,
    tool: first.tool,
    contract: {
      source: reports.map(({ contract }) => contract.source).join(', '),
      sources: reports.map(({ contract }) => contract.source),
      hash: sha256(JSON.stringify(reports.map(({ contract }) => contract.hash))),
      title: reports.map(({ contract }) => contract.title).join(', '),
    },
    ...(defects.length > 0 && { defects }),
    outcome: outcomeOf(
      reports.some(({ outcome }) => outcome === 'findings'),
      unchecked,
    ),
    counts: isShared ? countedOnce(counts, first.counts) : counts,
    findings: sortFindings(reports.flatMap(({ findings }) => findings)),
    unchecked,
    stale: reports.flatMap(({ stale }) => stale),
    coverage: coverageOf(reports.map(({ coverage }) => coverage)),
    ...(codes.size > 0 && { codes: [...codes.keys()].sort().flatMap((code) => codes.get(code) ?? []) }),
    ...(matrix.length > 0 && { matrix }),
    ...(leftOut > 0 && { leftOut: { findings: leftOut } }),
  };
}

/** Each contract has counted the same exchanges: what one of them checked was checked. */
function countedOnce(
  counts: TrafficReport['counts'],
  { recordings, exchanges }: TrafficReport['counts'],
): TrafficReport['counts'] {
  const unchecked = Math.max(0, exchanges - counts.clean - counts.withFindings);
  return { ...counts, recordings, exchanges, unchecked };
}

/** A shared recording is unobserved where no contract had anything in it. */
function uncheckedOf(reports: readonly TrafficReport[], isShared: boolean): readonly Unchecked[] {
  const all = reports.flatMap(({ unchecked }) => unchecked);
  if (!isShared) return all;
  const times = new Map<string, number>();
  // The last of them stands for all.
  return all.filter(({ reason, subject }) => {
    if (reason !== 'nothing-observed') return true;
    const count = (times.get(subject) ?? 0) + 1;
    times.set(subject, count);
    return count === reports.length;
  });
}

const SHARES = [
  'operations',
  'statuses',
  'mediaTypes',
  'headers',
  'properties',
  'enumValues',
  'branches',
] as const;

function coverageOf(all: readonly Coverage[]): Coverage {
  const shares = SHARES.flatMap((kind) => {
    const known = all.flatMap((coverage) => coverage[kind] ?? []);
    return known.length === 0 ? [] : [[kind, known.reduce(added)] as const];
  });
  const notJudged = all.reduce((sum, { headersNotJudged = 0 }) => sum + headersNotJudged, 0);
  return {
    operations: { declared: 0, observed: 0 },
    statuses: { declared: 0, observed: 0 },
    ...Object.fromEntries(shares),
    ...(notJudged > 0 && { headersNotJudged: notJudged }),
    byOperation: all.flatMap(({ byOperation }) => byOperation),
  };
}

function added(one: Share, other: Share): Share {
  return { declared: one.declared + other.declared, observed: one.observed + other.observed };
}
