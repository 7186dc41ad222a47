// What was said of pages or of two contracts -> findings: identity, configured level, known or new. Issues of one identity are one finding.
import type { Finding, Known, Level } from '../model.ts';
import { knownOrExpired } from './baseline.ts';
import { sortFindings } from './findings.ts';
import { fingerprintOf, type Identity } from './fingerprint.ts';
import type { ReportSettings } from './outcome.ts';

type GatherOptions<Issue> = Pick<ReportSettings, 'baseline' | 'today'> & {
  readonly levelOf: (issue: Issue) => Level | 'off';
};

type Describe<Issue> = {
  readonly identityOf: (issue: Issue) => Identity;
  readonly findingOf: (issue: Issue, level: Level, fingerprint: string) => Finding;
  /** What makes a finding known beside the baseline, which goes before it. */
  readonly knownOf?: (issue: Issue, fingerprint: string) => { readonly known?: Known };
};

export function gatherFindings<Issue extends { readonly code: string; readonly count?: number }>(
  issues: readonly Issue[],
  { baseline, today, levelOf }: GatherOptions<Issue>,
  { identityOf, findingOf, knownOf = () => ({}) }: Describe<Issue>,
): readonly Finding[] {
  const entries = new Map(baseline?.findings.map((entry) => [entry.fingerprint, entry]));
  const findings = new Map<string, Finding>();
  for (const issue of issues) {
    const level = levelOf(issue);
    if (level === 'off') continue;
    const fingerprint = fingerprintOf(identityOf(issue));
    const same = findings.get(fingerprint);
    if (same !== undefined) {
      findings.set(fingerprint, { ...same, occurrences: same.occurrences + (issue.count ?? 1) });
      continue;
    }
    const entry = entries.get(fingerprint);
    findings.set(fingerprint, {
      ...findingOf(issue, level, fingerprint),
      ...(entry === undefined ? knownOf(issue, fingerprint) : knownOrExpired(entry, today)),
    });
  }
  return sortFindings([...findings.values()]);
}
