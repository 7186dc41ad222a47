// GitLab Code Quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
import { createHash } from 'node:crypto';
import { plural } from '../../lib/plural.ts';
import { inertJson, visible } from '../../lib/visible-text.ts';
import type { ContractDefect, Finding, Report, Unchecked } from '../../model.ts';
import type { RenderOptions } from '../reporter.ts';
import { annotatedPlace, isFile, mainFile, slashed } from '../repository.ts';
import { acceptCommand, type Rerun, uncheckedFix } from '../way-out.ts';
import { knownText, subjectAndFrequency, uncheckedText } from '../wording.ts';

type Degradation = {
  readonly check_name: string;
  readonly description: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
};

export function render(report: Report, { rerun }: RenderOptions): string {
  return inertJson([
    ...report.findings.map((finding) => ofFinding(finding, report, rerun)),
    ...report.unchecked.filter(({ allowed }) => !allowed).map((unchecked) => ofUnchecked(unchecked, report)),
    ...(report.defects ?? []).filter(({ outcome }) => outcome === 'not judged').map(ofDefect),
  ]);
}

function ofFinding(finding: Finding, report: Report, rerun: Rerun): Degradation {
  const place = annotatedPlace(finding, report);
  const accept = acceptCommand(report, finding, rerun);
  const said = [
    finding.message,
    subjectAndFrequency(finding),
    ...(finding.known === undefined ? [`fix: ${finding.fix}`] : [`known: ${knownText(finding.known)}`]),
    ...(accept === undefined ? [] : [`accept: ${accept}`]),
  ];
  const failing = ({ error: 'major', warning: 'minor', note: 'info' } as const)[finding.level];
  return {
    check_name: finding.code,
    description: visible(said.join('; ')),
    fingerprint: finding.fingerprint,
    severity: finding.known === undefined ? failing : 'info',
    location: { path: slashed(place.file), lines: { begin: place.line ?? 1 } },
  };
}

/** Only what is not judged: what is told has its own command. */
function ofDefect({ kind, subject, summary, places, first }: ContractDefect): Degradation {
  return {
    check_name: kind,
    description: visible(`not judged: ${summary}, ${plural(places, 'place')}`),
    fingerprint: hashOf(`contract ${kind}\n${subject}`),
    severity: 'info',
    location: { path: slashed(first.file), lines: { begin: first.line ?? 1 } },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function ofUnchecked(unchecked: Unchecked, report: Report): Degradation {
  const place = unchecked.where.map((occurrence) => occurrence.place).find(isFile);
  return {
    check_name: unchecked.reason,
    description: visible(`not checked: ${uncheckedText(unchecked)}; fix: ${uncheckedFix(unchecked)}`),
    fingerprint: hashOf(`${unchecked.reason}\n${unchecked.subject}`),
    severity: 'major',
    location: { path: slashed(place?.file ?? mainFile(report)), lines: { begin: place?.line ?? 1 } },
  };
}
