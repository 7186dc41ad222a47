// Workflow commands for annotations. Escaping: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
// The runner keeps ten annotations of a level for a step: what is beyond is counted in a notice.

import { formatPlace } from '../../lib/location.ts';
import { plural } from '../../lib/plural.ts';
import { visible } from '../../lib/visible-text.ts';
import type { Finding, Level, Place, Report, Unchecked } from '../../model.ts';
import type { RenderOptions } from '../reporter.ts';
import { annotatedPlace, isFile, slashed } from '../repository.ts';
import { nextStep, type Rerun, uncheckedFix } from '../way-out.ts';
import { contractLines, detailRows, isNew, summary, uncheckedText, verdict } from '../wording.ts';

type Annotation = {
  readonly level: Level;
  readonly title: string;
  readonly lines: readonly string[];
  readonly place: Place;
};

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
  return [...shown.map(command), notice(report, more, rerun)].map((line) => `${line}\n`).join('');
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
  const place = unchecked.where[0]?.place ?? { file: '' };
  return {
    level: 'error',
    title: `not checked: ${unchecked.reason}`,
    lines: [
      uncheckedText(unchecked),
      ...(place.file === '' ? [] : [`at: ${formatPlace(place)}`]),
      `fix: ${uncheckedFix(unchecked)}`,
    ],
    place,
  };
}

function command({ level, title, lines, place }: Annotation): string {
  const line = place.line === undefined ? [] : [`line=${place.line}`];
  const column = place.line === undefined || place.column === undefined ? [] : [`col=${place.column}`];
  const at = isFile(place) ? [`file=${property(slashed(place.file))}`, ...line, ...column] : [];
  return `::${level === 'note' ? 'notice' : level} ${[...at, `title=${property(title)}`].join(',')}::${message(lines)}`;
}

function notice(report: Report, more: readonly string[], rerun: Rerun): string {
  const next = nextStep(report, rerun);
  const lines = [
    `${verdict(report)}: ${summary(report)}`,
    ...(more.length === 0 ? [] : [`${more.join(' and ')} in the full report`]),
    ...contractLines(report),
    ...(next === undefined ? [] : [`next: ${next}`]),
  ];
  return `::notice title=driftgate::${message(lines)}`;
}

/** Lines of ours; what stands in them can not break one. */
function message(lines: readonly string[]): string {
  return lines.map((line) => visible(line).replaceAll('%', '%25')).join('%0A');
}

function property(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
}
