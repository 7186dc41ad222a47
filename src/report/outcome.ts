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
  Unchecked,
} from '../model.ts';

export type FailOn = Level | 'never';

/** Whether a finding of this level, new to the baseline, fails the run. */
export function fails(level: Level, failOn: FailOn): boolean {
  return level !== 'note' && (failOn === 'warning' || level === failOn);
}

/** Whether something new is at or above the level that fails; `leftOut`: levels of what the report left out. */
export function hasFailing(
  findings: readonly Finding[],
  leftOut: ReadonlySet<Level>,
  failOn: FailOn,
): boolean {
  return (
    findings.some((finding) => finding.known === undefined && fails(finding.level, failOn)) ||
    [...leftOut].some((level) => fails(level, failOn))
  );
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

/** Entries that no longer occur although what they are about was looked at. */
export function staleEntries(
  baseline: Baseline | undefined,
  findings: readonly Finding[],
  wasLookedAt: (entry: BaselineEntry) => boolean,
): readonly BaselineEntry[] {
  const current = new Set(findings.map((finding) => finding.fingerprint));
  return (baseline?.findings ?? []).filter((entry) => !current.has(entry.fingerprint) && wasLookedAt(entry));
}

/** The codes that occur, sorted, each with what it means: reports that travel without the tool carry it along. */
export function codesOf(
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

const RANKS: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** What weighs more has the lower rank. */
export function rankOf({ level }: Pick<Finding, 'level'>): number {
  return RANKS[level];
}
