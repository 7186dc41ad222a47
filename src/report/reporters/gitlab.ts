// GitLab Code Quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
import { createHash } from 'node:crypto';
import type { Finding, Report, Unchecked } from '../../model.ts';
import { annotatedPlace, isFile, mainFile, slashed } from '../annotated-place.ts';
import { inertJson, visible } from '../visible-text.ts';
import { knownText, subjectAndFrequency, uncheckedText } from '../wording.ts';

type Degradation = {
  readonly check_name: string;
  readonly description: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
};

export function render(report: Report): string {
  return inertJson([
    ...report.findings.map((finding) => ofFinding(finding, report)),
    ...report.unchecked.filter(({ allowed }) => !allowed).map((unchecked) => ofUnchecked(unchecked, report)),
  ]);
}

function ofFinding(finding: Finding, report: Report): Degradation {
  const place = annotatedPlace(finding, report);
  const known = finding.known === undefined ? '' : ` (known: ${knownText(finding.known)})`;
  const failing = finding.level === 'error' ? 'major' : 'minor';
  return {
    check_name: finding.code,
    description: visible(`${finding.message}; ${subjectAndFrequency(finding)}${known}`),
    fingerprint: finding.fingerprint,
    severity: finding.known === undefined ? failing : 'info',
    location: { path: slashed(place.file), lines: { begin: place.line ?? 1 } },
  };
}

function ofUnchecked(unchecked: Unchecked, report: Report): Degradation {
  const place = unchecked.where.map((occurrence) => occurrence.place).find(isFile);
  return {
    check_name: unchecked.reason,
    description: visible(`not checked: ${uncheckedText(unchecked)}`),
    fingerprint: createHash('sha256')
      .update(`${unchecked.reason}\n${unchecked.subject}`)
      .digest('hex')
      .slice(0, 32),
    severity: 'major',
    location: { path: slashed(place?.file ?? mainFile(report)), lines: { begin: place?.line ?? 1 } },
  };
}
