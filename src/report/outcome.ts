// What the findings of a run amount to: whether it fails, its counts, the codes that occur, what is stale in the baseline.
import type {
  Baseline,
  BaselineEntry,
  CodeDescription,
  Finding,
  FindingCounts,
  Level,
  Outcome,
  Report,
  ReportBase,
  ReportedPage,
  Unchecked,
} from '../model.ts';

export type FailOn = Level | 'never';

/** What every report is told, whatever it is about. */
export type ReportSettings = {
  /** Of driftgate. */
  readonly version: string;
  readonly baseline?: Baseline | undefined;
  /** ISO date, for entries that run out. */
  readonly today: string;
  readonly failOn: FailOn;
  /** What a code means, to travel with the report. */
  readonly codeOf?: ((code: string) => CodeDescription | undefined) | undefined;
};

type Rest = {
  readonly unchecked: readonly Unchecked[];
  /** How many findings the report leaves out, and their levels. */
  readonly leftOut?: number;
  readonly leftOutLevels?: ReadonlySet<Level>;
  /** Whether an entry of the baseline without a finding is stale. */
  readonly wasLookedAt: (entry: BaselineEntry) => boolean;
};

/** What the findings of a run come to: the part of a report that is the same for traffic, pages and contracts. */
export function conclude(
  findings: readonly Finding[],
  { version, baseline, failOn, codeOf = () => undefined }: ReportSettings,
  { unchecked, leftOut = 0, leftOutLevels = new Set(), wasLookedAt }: Rest,
): ReportBase {
  const failing =
    findings.some(({ known, level }) => known === undefined && fails(level, failOn)) ||
    [...leftOutLevels].some((level) => fails(level, failOn));
  const current = new Set(findings.map(({ fingerprint }) => fingerprint));
  return {
    version: 1,
    tool: { name: 'driftgate', version },
    outcome: outcomeOf(failing, unchecked),
    findings,
    unchecked,
    stale: (baseline?.findings ?? []).filter(
      (entry) => !current.has(entry.fingerprint) && wasLookedAt(entry),
    ),
    ...codesOf(findings, codeOf),
    ...(leftOut > 0 && { leftOut: { findings: leftOut } }),
  };
}

/** Whether a finding of this level, new to the baseline, fails the run. */
function fails(level: Level, failOn: FailOn): boolean {
  return level !== 'note' && (failOn === 'warning' || level === failOn);
}

/** A finding outweighs what could not be checked: it is a fact, the other a gap. */
export function outcomeOf(failing: boolean, unchecked: readonly Unchecked[]): Outcome {
  if (failing) return 'findings';
  return unchecked.some((entry) => !entry.allowed) ? 'unchecked' : 'passed';
}

export function countFindings(findings: readonly Finding[]): FindingCounts {
  const fresh = findings.filter((finding) => finding.known === undefined);
  const errors = fresh.filter((finding) => finding.level === 'error').length;
  const warnings = fresh.filter((finding) => finding.level === 'warning').length;
  return { errors, warnings, known: findings.length - fresh.length };
}

/** The codes that occur, sorted, each with what it means: reports that travel without the tool carry it along. */
function codesOf(
  findings: readonly Finding[],
  codeOf: (code: string) => CodeDescription | undefined,
): { readonly codes?: readonly CodeDescription[] } {
  const codes = [...new Set(findings.map(({ code }) => code))].sort().flatMap((code) => codeOf(code) ?? []);
  return codes.length === 0 ? {} : { codes };
}

/** How many exchanges, pages or operations were held against something. */
export function checkedCount(report: Report): number {
  if (report.before !== undefined) return report.counts.operations;
  return report.pages === undefined ? report.counts.clean + report.counts.withFindings : report.pages.length;
}

/** Whether pages were held against their review. What changed since then ends with the next one. */
export function isReview({ pages = [] }: { readonly pages?: readonly ReportedPage[] | undefined }): boolean {
  return pages.some(({ isChanged }) => isChanged !== undefined);
}

const RANKS: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** What weighs more has the lower rank. */
export function rankOf({ level }: Pick<Finding, 'level'>): number {
  return RANKS[level];
}
