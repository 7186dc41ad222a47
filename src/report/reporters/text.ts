// For people at a terminal. Every field goes through `visible` before it is styled, so no colour comes from a response.
import { formatPlace } from '../../lib/location.ts';
import { plural } from '../../lib/plural.ts';
import { listOf } from '../../lib/suggest.ts';
import { visible, withoutCommands } from '../../lib/visible-text.ts';
import type { Report, Unchecked } from '../../model.ts';
import { type Cause, causesOf, worstFirst } from '../causes.ts';
import { coverageLists, partText } from '../coverage/lists.ts';
import { checkedCount } from '../outcome.ts';
import type { RenderOptions } from '../reporter.ts';
import { nextStep } from '../way-out.ts';
import {
  contractLines,
  coverageText,
  type DetailRow,
  detailRows,
  entryText,
  firstPlace,
  groupByOperation,
  isNew,
  knownText,
  levelWord,
  staleTitle,
  subjectAndFrequency,
  subjectOf,
  summary,
  unchangedPages,
  uncheckedText,
  verdict,
} from '../wording.ts';
import { wrap } from '../wrap.ts';

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

const LABEL_WIDTH = 12;
const LIST_LIMIT = 10;
/** What a person reads before mending something; quiet and verbose list all. */
const FINDING_LIMIT = 50;

export function render(report: Report, options: RenderOptions): string {
  const isQuiet = options.verbosity === 'quiet';
  const unchanged = unchangedPages(report);
  const sections = [
    ...newFindings(report, options),
    ...(isQuiet
      ? []
      : [
          ...knownFindings(report, options),
          ...section(staleTitle(report), linesOf(report.stale.map(entryText), options), options),
          ...section(`nothing new on pages: ${unchanged.length}`, linesOf(unchanged, options), options),
        ]),
    ...uncheckedList(report, options),
    ...(isQuiet ? [] : [...contractDefects(report, options), ...headersNotJudged(report)]),
    ...(options.verbosity === 'verbose' ? coverage(report, options) : []),
    lastLine(report, options),
  ];
  return withoutCommands(`${sections.join(isQuiet ? '\n' : '\n\n')}\n`);
}

function newFindings(report: Report, options: RenderOptions): string[] {
  const fresh = causesOf(report.findings.filter(isNew));
  if (options.verbosity === 'quiet') return fresh.map((finding) => headline(finding, options));
  const shown = options.verbosity === 'verbose' ? fresh : worstOf(fresh);
  const groups = groupByOperation(shown).map((group) =>
    [
      style('bold', visible(group.title), options),
      ...group.findings.map((finding) =>
        [headline(finding, options), ...details(report, finding, options)].join('\n'),
      ),
    ].join('\n'),
  );
  const rest = fresh.length - shown.length;
  if (rest > 0)
    groups.push(
      `and ${plural(rest, 'more finding')}; see all with --verbose, or with --format html -o report.html`,
    );
  const left = report.leftOut?.findings ?? 0;
  if (left > 0) groups.push(`and ${plural(left, 'more finding')}, left out of this report`);
  return groups;
}

/** As many as fit, errors before warnings, in the order of the report. */
function worstOf(findings: readonly Cause[]): readonly Cause[] {
  if (findings.length <= FINDING_LIMIT) return findings;
  const kept = new Set(worstFirst(findings).slice(0, FINDING_LIMIT));
  return findings.filter((finding) => kept.has(finding));
}

function headline(finding: Cause, options: RenderOptions): string {
  const place = visible(firstPlace(finding));
  const level = levelWord(finding);
  const color = level === 'error' ? 'red' : level === 'note' ? 'green' : 'yellow';
  const message = wrap(
    `${place}: ${level}: ${visible(finding.message)} [${visible(finding.code)}]`,
    options.width,
    4,
  );
  const head = `${place}: ${level}:`;
  if (!message.startsWith(head)) return message;
  return `${style('bold', `${place}:`, options)} ${style(color, `${level}:`, options)}${message.slice(head.length)}`;
}

/** With --verbose also each finding of a cause, or else each place and the fingerprint. */
function details(report: Report, finding: Cause, options: RenderOptions): string[] {
  const [where = ['in', ''], ...rest] = detailRows(report, finding, options.rerun);
  const { alike, where: places, fingerprint } = finding;
  const each = alike?.map((one): DetailRow => ['each', `${subjectAndFrequency(one)}, ${one.fingerprint}`]);
  const also = places.slice(1).map(({ place }): DetailRow => ['also', formatPlace(place)]);
  const rows: readonly DetailRow[] =
    options.verbosity !== 'verbose'
      ? [where, ...rest]
      : [where, ...(each ?? also), ...rest, ...(each ? [] : [['identity', fingerprint] as const])];
  return rows.map((row) => detail(row, options));
}

function detail([label, text]: DetailRow, options: RenderOptions): string {
  const head = `  ${`${label}:`.padEnd(LABEL_WIDTH)}`;
  return style('dim', head, options) + wrap(visible(text), options.width, head.length);
}

function knownFindings(report: Report, options: RenderOptions): string[] {
  const known = report.findings.filter((finding) => !isNew(finding));
  const entries = known.map((finding) => {
    if (options.verbosity === 'verbose')
      return [headline(finding, options), ...details(report, finding, options)].join('\n');
    const [line = ''] = linesOf([`${subjectOf(finding)}: ${finding.message} [${finding.code}]`], options);
    const reason = wrap(visible(finding.known ? knownText(finding.known) : ''), options.width, 12);
    return `${line}\n    ${style('dim', 'reason:', options)} ${reason}`;
  });
  return section(`known, not failing: ${known.length}`, entries, options);
}

function uncheckedList({ unchecked }: Report, options: RenderOptions): string[] {
  const allowed = unchecked.filter((entry) => entry.allowed);
  const failing = unchecked.filter((entry) => !entry.allowed);
  const lines = options.verbosity === 'verbose' ? failing.map(uncheckedLine) : uncheckedLines(failing);
  const failed = section(`not checked: ${failing.length}`, linesOf(lines, options), options);
  if (options.verbosity === 'quiet') return failed;
  const title = `not checked, allowed by the config: ${allowed.length}`;
  if (options.verbosity === 'verbose')
    return [...failed, ...section(title, linesOf(allowed.map(uncheckedLine), options), options)];
  return allowed.length > 0 ? [...failed, title] : failed;
}

/** Many recordings with one thing wrong are one line; with --verbose, and in the other formats, each is named. */
function uncheckedLines(all: readonly Unchecked[]): string[] {
  const groups = Map.groupBy(all, (entry) => {
    const { subject, message, reason, where } = entry;
    const isRecording = where[0] !== undefined && formatPlace(where[0].place) === subject;
    return isRecording ? `${message.replace(subject, '').replace(/^: /, '')} [${reason}]` : entry;
  });
  return [...groups].map(([wrong, entries]) => {
    const [first, ...more] = entries;
    if (typeof wrong !== 'string' || more.length === 0)
      return first === undefined ? '' : uncheckedLine(first);
    const names = entries.map(({ subject }) => subject);
    return `${entries.length} recordings: ${wrong}: ${listOf(names, FIRST_NAMED)}`;
  });
}

const FIRST_NAMED = 3;

function uncheckedLine(unchecked: Unchecked): string {
  const [occurrence] = unchecked.where;
  const place = occurrence && formatPlace(occurrence.place);
  if (place === undefined || place === unchecked.subject) return uncheckedText(unchecked);
  return `${uncheckedText(unchecked)}, ${unchecked.occurrences > 1 ? 'first ' : ''}${place}`;
}

function contractDefects(report: Report, options: RenderOptions): string[] {
  const lines = contractLines(report).map((line) => wrap(visible(line), options.width, 4));
  const limit = options.verbosity === 'verbose' ? lines.length : LIST_LIMIT + 1;
  if (lines.length <= limit) return lines.length === 0 ? [] : [lines.join('\n')];
  const last = lines.at(-1) ?? '';
  return [
    [...lines.slice(0, LIST_LIMIT), `and ${lines.length - limit} more that are not judged`, last].join('\n'),
  ];
}

/** A title and its entries; stops at ten entries unless verbose. */
function section(title: string, entries: readonly string[], options: RenderOptions): string[] {
  if (entries.length === 0) return [];
  const limit = options.verbosity === 'verbose' ? entries.length : LIST_LIMIT;
  const rest = entries.length - limit;
  const more = rest > 0 ? [`  and ${rest} more`] : [];
  return [[style('bold', title, options), ...entries.slice(0, limit), ...more].join('\n')];
}

function linesOf(texts: readonly string[], options: RenderOptions): readonly string[] {
  return texts.map((text) => `  ${wrap(visible(text), options.width, 4)}`);
}

function headersNotJudged({ coverage: covered }: Report): string[] {
  const count = covered?.headersNotJudged ?? 0;
  return count === 0
    ? []
    : [`note: headers not judged in ${plural(count, 'response')}, whose declaration names none`];
}

function coverage({ coverage: covered }: Report, options: RenderOptions): string[] {
  if (covered === undefined) return [];
  const { neverSeen, alwaysThereThoughOptional, deprecatedAndSeen } = coverageLists(covered);
  const gaps = [
    ['never seen', neverSeen],
    ['always there though optional', alwaysThereThoughOptional],
    ['deprecated and seen', deprecatedAndSeen],
  ] as const;
  return [
    ...section('coverage', linesOf(covered.byOperation.map(coverageText), options), options),
    ...gaps.flatMap(([title, parts]) =>
      section(`${title}: ${parts.length}`, linesOf(parts.map(partText), options), options),
    ),
  ];
}

function lastLine(report: Report, options: RenderOptions): string {
  const color = report.outcome === 'passed' && checkedCount(report) > 0 ? 'green' : 'red';
  const counts = wrap(summary(report), options.width, verdict(report).length + 2);
  const line = `${style(color, `${verdict(report)}:`, options)} ${counts}`;
  const next = options.verbosity === 'quiet' ? undefined : nextStep(report, options.rerun);
  return next === undefined ? line : `${line}\n${wrap(`next: ${visible(next)}`, options.width, 6)}`;
}

function style(name: Style, text: string, options: RenderOptions): string {
  if (!options.color) return text;
  // Loaded where it is asked for: it takes longer to load than the report to write.
  return process.getBuiltinModule('node:util').styleText(name, text, { validateStream: false });
}
