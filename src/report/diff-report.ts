// What changed from one contract to the next, as the same report that traffic and pages get.
import { defined } from '../lib/objects.ts';
import type { ContractChange, DiffReport, Finding, Level, Unchecked, VersionAdvice } from '../model.ts';
import { type Identity, isDiffCode } from './fingerprint.ts';
import { gatherFindings } from './gather-findings.ts';
import { conclude, countFindings, type ReportSettings, rankOf } from './outcome.ts';

type DiffReportOptions = ReportSettings & {
  readonly contract: DiffReport['contract'];
  readonly before: DiffReport['before'];
  readonly operations: number;
  /** What could not be compared. */
  readonly unchecked: readonly Unchecked[];
  readonly advise: (changes: readonly ContractChange[]) => VersionAdvice;
  /** What was looked at of traffic, where anything was. */
  readonly traffic?: { readonly recordings: number; readonly exchanges: number } | undefined;
  readonly levelOf: (change: ContractChange) => Level | 'off';
  readonly fixOf: (code: string) => string;
  /** How many findings are kept. */
  readonly limit?: number;
};

const LIMIT = 10_000;

export function diffReport(changes: readonly ContractChange[], options: DiffReportOptions): DiffReport {
  const { contract, before, operations, advise, traffic, unchecked, fixOf, limit = LIMIT } = options;
  const rated = changes.flatMap((change) => {
    const level = options.levelOf(change);
    return level === 'off' ? [] : [{ ...change, level }];
  });
  const ranked = rated.length > limit ? rated.toSorted((a, b) => rankOf(a) - rankOf(b)) : rated;
  const [kept, left] = [ranked.slice(0, limit), ranked.slice(limit)];
  const findings = gatherFindings(
    kept,
    { ...options, levelOf: ({ level }) => level },
    {
      identityOf,
      findingOf: (change, level, fingerprint) =>
        findingOf(change, { level, fingerprint, fix: fixOf(change.code) }),
    },
  );
  return {
    ...conclude(findings, options, {
      unchecked,
      leftOut: left.length,
      leftOutLevels: new Set(left.map(({ level }) => level)),
      wasLookedAt: ({ code }) => isDiffCode(code) && left.length === 0,
    }),
    contract,
    before,
    advice: advise(rated),
    counts: {
      operations,
      ...traffic,
      ...countFindings(findings),
      notes: findings.filter(({ level, known }) => level === 'note' && known === undefined).length,
    },
  };
}

function identityOf({ code, operation, path, status, mediaType, pointer, name }: ContractChange): Identity {
  return { code, operation: operation ?? path, status, mediaType, pattern: pointer, name };
}

function findingOf(change: ContractChange, rated: Pick<Finding, 'level' | 'fingerprint' | 'fix'>): Finding {
  const { code, operation, method, path, status, mediaType, pointer, name, message, observed } = change;
  return {
    code,
    ...rated,
    operation,
    method,
    path,
    status,
    mediaType,
    pointer,
    pattern: pointer,
    message,
    declared: { text: 'in the old contract', place: change.before },
    ...defined({ name, observed }),
    occurrences: 1,
    where: [{ place: change.after, pointer }],
  };
}
