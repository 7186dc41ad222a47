// What changed from one contract to the next, as the same report that traffic and pages get.
import type {
  Baseline,
  CodeDescription,
  ContractChange,
  DiffReport,
  Finding,
  Level,
  Unchecked,
  VersionAdvice,
} from '../model.ts';
import { type Identity, isDiffCode } from './fingerprint.ts';
import { gatherFindings } from './gather-findings.ts';
import {
  codesOf,
  countFindings,
  type FailOn,
  hasFailing,
  outcomeOf,
  rankOf,
  staleEntries,
} from './outcome.ts';

export type DiffReportOptions = Pick<DiffReport, 'contract' | 'before'> & {
  /** Of driftgate. */
  readonly version: string;
  readonly operations: number;
  /** What could not be compared. */
  readonly unchecked: readonly Unchecked[];
  readonly advise: (changes: readonly ContractChange[]) => VersionAdvice;
  /** What was looked at of traffic, where anything was. */
  readonly traffic?: { readonly recordings: number; readonly exchanges: number } | undefined;
  readonly baseline: Baseline | undefined;
  /** ISO date, for entries that run out. */
  readonly today: string;
  readonly failOn: FailOn;
  readonly levelOf: (change: ContractChange) => Level | 'off';
  readonly fixOf: (code: string) => string;
  readonly codeOf: (code: string) => CodeDescription | undefined;
  /** How many findings are kept. */
  readonly limit?: number;
};

const LIMIT = 10_000;

export function diffReport(changes: readonly ContractChange[], options: DiffReportOptions): DiffReport {
  const {
    version,
    contract,
    before,
    operations,
    advise,
    traffic,
    unchecked,
    failOn,
    limit = LIMIT,
  } = options;
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
      findingOf: (change, level, fingerprint) => findingOf(change, level, fingerprint, options),
    },
  );
  return {
    version: 1,
    tool: { name: 'driftgate', version },
    contract,
    before,
    advice: advise(rated),
    outcome: outcomeOf(hasFailing(findings, new Set(left.map(({ level }) => level)), failOn), unchecked),
    counts: {
      operations,
      ...traffic,
      ...countFindings(findings),
      notes: findings.filter(({ level, known }) => level === 'note' && known === undefined).length,
    },
    findings,
    unchecked,
    stale: staleEntries(options.baseline, findings, ({ code }) => isDiffCode(code) && left.length === 0),
    ...codesOf(findings, options.codeOf),
    ...(left.length === 0 ? {} : { leftOut: { findings: left.length } }),
  };
}

function identityOf({ code, operation, path, status, mediaType, pointer, name }: ContractChange): Identity {
  return { code, operation: operation ?? path, status, mediaType, pattern: pointer, name };
}

function findingOf(
  change: ContractChange,
  level: Level,
  fingerprint: string,
  { fixOf }: DiffReportOptions,
): Finding {
  const { code, operation, method, path, status, mediaType, pointer, name, message } = change;
  return {
    code,
    level,
    fingerprint,
    operation,
    method,
    path,
    status,
    mediaType,
    pointer,
    pattern: pointer,
    ...(name === undefined ? {} : { name }),
    message,
    declared: { text: 'in the old contract', place: change.before },
    ...(change.observed === undefined ? {} : { observed: change.observed }),
    fix: fixOf(code),
    occurrences: 1,
    where: [{ place: change.after, pointer }],
  };
}
