// For people at a terminal. Every field goes through `visible` before it is styled, so no colour comes from a response.
import { formatPlace } from '../../lib/location.ts';
import type { Finding, Report, Unchecked } from '../../model.ts';
import { type DetailRow, detailRows, firstPlace } from '../details.ts';
import { groupByOperation } from '../group.ts';
import type { RenderOptions } from '../reporter.ts';
import { visible, withoutCommands } from '../visible-text.ts';
import {
  checkedCount,
  isNew,
  knownText,
  plural,
  staleText,
  subjectOf,
  summary,
  uncheckedText,
  verdict,
} from '../wording.ts';
import { wrap } from '../wrap.ts';

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

const LABEL_WIDTH = 12;
const LIST_LIMIT = 10;

export function render(report: Report, options: RenderOptions): string {
  const quiet = options.verbosity === 'quiet';
  const sections = [
    ...newFindings(report, options),
    ...(quiet ? [] : knownFindings(report, options)),
    ...(quiet ? [] : staleEntries(report, options)),
    ...uncheckedList(report, options),
    ...(options.verbosity === 'verbose' ? coverage(report, options) : []),
    lastLine(report, options),
  ];
  return withoutCommands(`${sections.join(quiet ? '\n' : '\n\n')}\n`);
}

function newFindings(report: Report, options: RenderOptions): string[] {
  const fresh = report.findings.filter(isNew);
  if (options.verbosity === 'quiet') return fresh.map((finding) => headline(finding, options));
  const groups = groupByOperation(fresh).map((group) =>
    [
      style('bold', visible(group.title), options),
      ...group.findings.map((finding) =>
        [headline(finding, options), ...details(finding, options)].join('\n'),
      ),
    ].join('\n'),
  );
  const cut = report.leftOut?.findings ?? 0;
  return cut === 0 ? groups : [...groups, `and ${plural(cut, 'more finding')}, left out of this report`];
}

function headline(finding: Finding, options: RenderOptions): string {
  const place = visible(firstPlace(finding));
  const color = finding.level === 'error' ? 'red' : 'yellow';
  const message = wrap(
    `${place}: ${finding.level}: ${visible(finding.message)} [${visible(finding.code)}]`,
    options.width,
    4,
  );
  const head = `${place}: ${finding.level}:`;
  if (!message.startsWith(head)) return message;
  return `${style('bold', `${place}:`, options)} ${style(color, `${finding.level}:`, options)}${message.slice(head.length)}`;
}

function details(finding: Finding, options: RenderOptions): string[] {
  const [where = ['in', ''], ...rest] = detailRows(finding);
  if (options.verbosity !== 'verbose') return [where, ...rest].map((row) => detail(row, options));
  const also = finding.where.slice(1).map(({ place }): DetailRow => ['also', formatPlace(place)]);
  return [where, ...also, ...rest, ['identity', finding.fingerprint] as const].map((row) =>
    detail(row, options),
  );
}

function detail([label, text]: DetailRow, options: RenderOptions): string {
  const head = `  ${`${label}:`.padEnd(LABEL_WIDTH)}`;
  return style('dim', head, options) + wrap(visible(text), options.width, head.length);
}

function knownFindings(report: Report, options: RenderOptions): string[] {
  const lines = report.findings.flatMap((finding) =>
    finding.known === undefined
      ? []
      : [
          `  ${wrap(`${visible(subjectOf(finding))}: ${visible(finding.message)} [${visible(finding.code)}]`, options.width, 4)}`,
          `    ${style('dim', 'reason:', options)} ${wrap(visible(knownText(finding.known)), options.width, 12)}`,
        ],
  );
  return section(`known, not failing: ${lines.length / 2}`, lines, 2, options);
}

function staleEntries(report: Report, options: RenderOptions): string[] {
  const lines = report.stale.map((entry) => `  ${wrap(visible(staleText(entry)), options.width, 4)}`);
  const title = `stale in the baseline, no longer observed: ${lines.length}; fix: remove them`;
  return section(title, lines, 1, options);
}

function uncheckedList(report: Report, options: RenderOptions): string[] {
  const failing = report.unchecked.filter((unchecked) => !unchecked.allowed);
  const allowed = report.unchecked.filter((unchecked) => unchecked.allowed);
  const failed = section(`not checked: ${failing.length}`, uncheckedLines(failing, options), 1, options);
  if (options.verbosity === 'quiet') return failed;
  if (options.verbosity === 'normal' && allowed.length > 0)
    return [...failed, `not checked, allowed by the config: ${allowed.length}`];
  return [
    ...failed,
    ...section(
      `not checked, allowed by the config: ${allowed.length}`,
      uncheckedLines(allowed, options),
      1,
      options,
    ),
  ];
}

function uncheckedLines(list: readonly Unchecked[], options: RenderOptions): string[] {
  return list.map((unchecked) => {
    const place = unchecked.where[0]?.place;
    const first =
      place === undefined ? '' : `, ${unchecked.occurrences > 1 ? 'first ' : ''}${formatPlace(place)}`;
    return `  ${wrap(visible(`${uncheckedText(unchecked)}${first}`), options.width, 4)}`;
  });
}

/** A title and its lines, `linesEach` an entry; stops at ten entries unless verbose. */
function section(
  title: string,
  lines: readonly string[],
  linesEach: number,
  options: RenderOptions,
): string[] {
  if (lines.length === 0) return [];
  const limit = options.verbosity === 'verbose' ? lines.length : LIST_LIMIT * linesEach;
  const rest = (lines.length - limit) / linesEach;
  const more = rest > 0 ? [`  and ${rest} more`] : [];
  return [[style('bold', title, options), ...lines.slice(0, limit), ...more].join('\n')];
}

function coverage(report: Report, options: RenderOptions): string[] {
  const lines = report.coverage.byOperation.map((operation) => {
    const statuses = operation.responses
      .map((response) => `${response.status}: ${response.observed}`)
      .join(', ');
    return `  ${wrap(visible(`${operation.id} ${operation.observed} observed (${statuses})`), options.width, 4)}`;
  });
  return section('coverage', lines, 1, options);
}

function lastLine(report: Report, options: RenderOptions): string {
  const color = report.outcome === 'passed' && checkedCount(report) > 0 ? 'green' : 'red';
  const counts = wrap(summary(report), options.width, verdict(report).length + 2);
  const line = `${style(color, `${verdict(report)}:`, options)} ${counts}`;
  if (checkedCount(report) > 0) return line;
  return `${line}\n  fix: give a recording that holds responses of ${visible(report.contract.title)} (${visible(report.contract.source)})`;
}

function style(name: Style, text: string, options: RenderOptions): string {
  if (!options.color) return text;
  // Loaded where it is asked for: it takes longer to load than the report to write.
  return process.getBuiltinModule('node:util').styleText(name, text, { validateStream: false });
}
