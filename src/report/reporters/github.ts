// Annotations of GitHub, as workflow commands.
// The runner keeps ten annotations of a level for a step: what is beyond is counted in a notice.

import { formatPlace } from '../../lib/location.ts';
import { plural } from '../../lib/plural.ts';
import type { Finding, Report, Unchecked } from '../../model.ts';
import type { RenderOptions } from '../reporter.ts';
import { annotatedPlace } from '../repository.ts';
import { nextStep, type Rerun, uncheckedFix } from '../way-out.ts';
import { contractLines, detailRows, isNew, summary, uncheckedText, verdict } from '../wording.ts';

import { type Annotation, command } from '../workflow-command.ts';

const PER_LEVEL = 10;

export function render(report: Report, { rerun }: RenderOptions): string {
  const all = [
    ...report.unchecked.filter(({ allowed }) => !allowed).map(ofUnchecked),
    ...report.findings.filter(isNew).map((finding) => ofFinding(finding, report, rerun)),
  ];
  const levels = (['error', 'warning', 'note'] as const).map((level) => ({
    noun: `more ${level}`,
    annotations: all.filter((annotation) => annotation.level === level),
  }));
  const shown = levels.flatMap(({ annotations }) => annotations.slice(0, PER_LEVEL));
  const more = levels.flatMap(({ noun, annotations: { length } }) =>
    length > PER_LEVEL ? [plural(length - PER_LEVEL, noun)] : [],
  );
  return [...shown, notice(report, more, rerun)].map(command).join('');
}

/** An annotation has little room: of the rows of a finding it has these. */
const ROWS: ReadonlySet<string> = new Set(['in', 'declared', 'documented', 'odd one', 'fix', 'accept']);

function ofFinding(finding: Finding, report: Report, rerun: Rerun): Annotation {
  const rows = detailRows(report, finding, rerun);
  const lines = rows.flatMap(([label, text]) => (ROWS.has(label) ? [`${label}: ${text}`] : []));
  const place = annotatedPlace(finding, report);
  return { level: finding.level, title: finding.code, lines: [finding.message, ...lines], place };
}

function ofUnchecked(unchecked: Unchecked): Annotation {
  const place = unchecked.where[0]?.place;
  return {
    level: 'error',
    title: `not checked: ${unchecked.reason}`,
    lines: [
      uncheckedText(unchecked),
      ...(place === undefined || place.file === '' ? [] : [`at: ${formatPlace(place)}`]),
      `fix: ${uncheckedFix(unchecked)}`,
    ],
    place,
  };
}

function notice(report: Report, more: readonly string[], rerun: Rerun): Annotation {
  const next = nextStep(report, rerun);
  const lines = [
    `${verdict(report)}: ${summary(report)}`,
    ...(more.length === 0 ? [] : [`${more.join(' and ')} in the full report`]),
    ...contractLines(report),
    ...(next === undefined ? [] : [`next: ${next}`]),
  ];
  return { level: 'note', title: 'driftgate', lines };
}
