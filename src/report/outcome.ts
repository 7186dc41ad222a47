import type { Baseline, BaselineEntry, Finding, Level, Outcome, Unchecked } from '../model.ts';
import type { FailOn } from './options.ts';

/** Whether something new is at or above the level that fails. */
export function failingLevels(
  findings: readonly Finding[],
  leftOut: ReadonlySet<Level>,
  failOn: FailOn,
): boolean {
  const fails = (level: Level): boolean => failOn === 'warning' || level === failOn;
  if (failOn === 'never') return false;
  return (
    findings.some((finding) => finding.known === undefined && fails(finding.level)) ||
    [...leftOut].some(fails)
  );
}

/** A finding outweighs what could not be checked: it is a fact, the other a gap. */
export function outcomeOf(failing: boolean, unchecked: readonly Unchecked[]): Outcome {
  if (failing) return 'findings';
  return unchecked.some((entry) => !entry.allowed) ? 'unchecked' : 'passed';
}

/** Entries that no longer occur although exchanges of their operation and status were checked. */
export function staleEntries(
  baseline: Baseline | undefined,
  findings: readonly Finding[],
  observed: (operationId: string, status: string) => number,
): readonly BaselineEntry[] {
  const current = new Set(findings.map((finding) => finding.fingerprint));
  return (baseline?.findings ?? []).filter(
    (entry) =>
      entry.operation !== undefined &&
      !current.has(entry.fingerprint) &&
      observed(entry.operation, entry.status) > 0,
  );
}
