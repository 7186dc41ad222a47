// Findings about pages, as text and as JSON.

import { formatPlace } from '../lib/location.ts';
import type { Documented, Place } from '../model.ts';
import type { DocsFinding } from '../page/check-page.ts';
import type { SeenOf } from '../page/sighting.ts';
import { visible } from '../report/visible-text.ts';

export type ReportedFinding = DocsFinding & {
  readonly declared?: string;
  readonly documented?: Documented;
  /** undefined: no traffic of it was looked at. */
  readonly observed?: SeenOf;
  readonly oddOneOut?: string;
  /** Why it does not fail: accepted with the lock. */
  readonly known?: { readonly reason: string };
};

export type DocsReport = {
  readonly version: 1;
  readonly pages: readonly { readonly file: string; readonly operation: string; readonly hash: string }[];
  readonly contract: string | undefined;
  /** What was recorded of the contract's operations; undefined where no traffic was looked at. */
  readonly traffic?: { readonly recordings: number; readonly exchanges: number };
  readonly findings: readonly ReportedFinding[];
  readonly shown: readonly (ReportedFinding & { readonly reason: string })[];
};

export function formatReport(report: DocsReport): string {
  const failing = report.findings.filter(({ known }) => known === undefined);
  const count = (level: string) => {
    const number = failing.filter((finding) => finding.level === level).length;
    return `${number} ${level}${number === 1 ? '' : 's'}`;
  };
  const known = report.findings.length - failing.length;
  const itself = report.pages.length === 1 ? 'itself' : 'themselves';
  const others = [
    ...(report.contract === undefined ? [] : [report.contract]),
    ...(report.traffic === undefined
      ? []
      : [`${report.traffic.exchanges} ${report.traffic.exchanges === 1 ? 'exchange' : 'exchanges'}`]),
  ];
  const sides = `against ${[itself, ...others].join(', ').replace(/, (?=[^,]*$)/, ' and ')}`;
  return [
    ...report.findings.map(formatFinding),
    ...report.shown.map(
      (finding) =>
        `${formatPlace(finding.place)}: kept on purpose: ${visible(finding.message)} (${visible(finding.reason)})\n`,
    ),
    `${failing.length === 0 ? 'passed' : 'failed'}: ${count('error')}, ${count('warning')}${known === 0 ? '' : `, ${known} known`}; ${report.pages.length} ${report.pages.length === 1 ? 'page' : 'pages'} ${sides}\n`,
  ].join('');
}

function formatFinding(finding: ReportedFinding): string {
  const where = finding.status === 'request' ? 'request' : finding.status;
  const times = finding.count === 1 ? '' : `, ${finding.count} times`;
  const at = finding.pointer === '' ? '' : ` at ${finding.pointer}`;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['in', `${finding.operation} ${where}${at}${times}`],
    ['table', finding.tablePlace && formatPlace(finding.tablePlace)],
    ['declared', declaredText(finding)],
    ['documented', finding.documented && withPlace(finding.documented.text, finding.documented.place)],
    ['observed', finding.observed && observedText(finding)],
    ['odd one', finding.oddOneOut],
    ['known', finding.known?.reason],
    ['fix', finding.fix],
  ];
  const level = finding.known === undefined ? finding.level : 'known';
  const head = `${formatPlace(finding.place)}: ${level}: ${visible(finding.message)} [${finding.code}]\n`;
  return (
    head +
    lines
      .map(([name, text]) => (text === undefined ? '' : `  ${`${name}:`.padEnd(12)}${visible(text)}\n`))
      .join('')
  );
}

function observedText({ observed, status }: ReportedFinding): string {
  if (observed === undefined) return '';
  const { count, outOf, firstSeen, lastSeen } = observed;
  const what = `${status === 'request' ? 'request' : 'response'}${outOf === 1 ? '' : 's'}`;
  if (count === 0) return `never, in ${outOf} ${what}`;
  const times = firstSeen === undefined ? '' : `, first ${firstSeen}, last ${lastSeen ?? firstSeen}`;
  return `in ${count} of ${outOf} ${what}${times}`;
}

function declaredText({ declared, declaredPlace }: ReportedFinding): string | undefined {
  if (declared === undefined) return declaredPlace && formatPlace(declaredPlace);
  return withPlace(declared, declaredPlace);
}

function withPlace(text: string, place: Place | undefined): string {
  return place === undefined ? text : `${text}, ${formatPlace(place)}`;
}

/** Flat places, as other tools want them: file, line and column of the finding itself. */
export function reportJson(report: DocsReport): string {
  const flat = ({ place, tablePlace, ...rest }: ReportedFinding) => ({
    ...rest,
    file: place.file,
    line: place.line,
    column: place.column,
    ...(tablePlace && { table: tablePlace }),
  });
  return `${JSON.stringify({ ...report, findings: report.findings.map(flat), shown: report.shown.map(flat) }, undefined, 2)}\n`;
}
