// For people at a terminal. Every field goes through `visible` before it is styled, so no colour comes from a response.
import { formatPlace } from '../../lib/location.ts';
import { visible, withoutCommands } from '../../lib/visible-text.ts';
import type { Report, Unchecked } from '../../model.ts';
import { type Cause, causesOf, worstFirst } from '../causes.ts';
import { coverageLists, partText } from '../coverage/lists.ts';
import { checkedCount } from '../outcome.ts';
import type { RenderOptions } from '../reporter.ts';
import { acceptCommand, nextStep, ofConfig } from '../way-out.ts';
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
  plural,
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
  const quiet = options.verbosity === 'quiet';
  const sections = [
    ...newFindings(report, options),
    ...(quiet ? [] : knownFindings(report, options)),
    ...(quiet ? [] : staleEntries(report, options)),
    ...(quiet ? [] : unchanged(report, options)),
    ...uncheckedList(report, options),
    ...(quiet ? [] : contractDefects(report, options)),
    ...(quiet ? [] : headersNotJudged(report)),
    ...(options.verbosity === 'verbose'
      ? [...coverage(report, options), ...coverageGaps(report, options)]
      : []),
    lastLine(report, options),
  ];
  return withoutCommands(`${sections.join(quiet ? '\n' : '\n\n')}\n`);
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
  const left = report.leftOut?.findings ?? 0;
  return [
    ...groups,
    ...(rest === 0
      ? []
      : [
          `and ${plural(rest, 'more finding')}; see all with --verbose, or with --format html -o report.html`,
        ]),
    ...(left === 0 ? [] : [`and ${plural(left, 'more finding')}, left out of this report`]),
  ];
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

function details(report: Report, finding: Cause, options: RenderOptions): string[] {
  const accept = acceptCommand(report, finding, options.rerun ?? ofConfig);
  const [where = ['in', ''], ...rest] = detailRows(finding, accept);
  if (options.verbosity !== 'verbose') return [where, ...rest].map((row) => detail(row, options));
  const each = (finding.alike ?? []).map(
    (one): DetailRow => ['each', `${subjectAndFrequency(one)}, ${one.fingerprint}`],
  );
  if (each.length > 0) return [where, ...each, ...rest].map((row) => detail(row, options));
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
  const known = report.findings.filter((finding) => !isNew(finding));
  const entries = known.map((finding) =>
    options.verbosity === 'verbose'
      ? [headline(finding, options), ...details(report, finding, options)]
      : [
          `  ${wrap(`${visible(subjectOf(finding))}: ${visible(finding.message)} [${visible(finding.code)}]`, options.width, 4)}`,
          `    ${style('dim', 'reason:', options)} ${wrap(visible(finding.known === undefined ? '' : knownText(finding.known)), options.width, 12)}`,
        ],
  );
  return section(`known, not failing: ${known.length}`, entries, options);
}

function unchanged(report: Report, options: RenderOptions): string[] {
  const lines = unchangedPages(report).map((line) => [`  ${wrap(visible(line), options.width, 4)}`]);
  return section(`nothing new on pages: ${lines.length}`, lines, options);
}

function staleEntries(report: Report, options: RenderOptions): string[] {
  const lines = report.stale.map((entry) => [`  ${wrap(visible(entryText(entry)), options.width, 4)}`]);
  return section(staleTitle(report), lines, options);
}

function uncheckedList(report: Report, options: RenderOptions): string[] {
  const failing = report.unchecked.filter((unchecked) => !unchecked.allowed);
  const allowed = report.unchecked.filter((unchecked) => unchecked.allowed);
  const failed = section(`not checked: ${failing.length}`, uncheckedLines(failing, options), options);
  if (options.verbosity === 'quiet') return failed;
  if (options.verbosity === 'normal' && allowed.length > 0)
    return [...failed, `not checked, allowed by the config: ${allowed.length}`];
  return [
    ...failed,
    ...section(
      `not checked, allowed by the config: ${allowed.length}`,
      uncheckedLines(allowed, options),
      options,
    ),
  ];
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

function uncheckedLines(list: readonly Unchecked[], options: RenderOptions): string[][] {
  return list.map((unchecked) => {
    const [occurrence] = unchecked.where;
    const place = occurrence && formatPlace(occurrence.place);
    const isSaid = place === undefined || place === unchecked.subject;
    const first = isSaid ? '' : `, ${unchecked.occurrences > 1 ? 'first ' : ''}${place}`;
    return [`  ${wrap(visible(`${uncheckedText(unchecked)}${first}`), options.width, 4)}`];
  });
}

/** A title and the lines of each entry; stops at ten entries unless verbose. */
function section(title: string, entries: readonly (readonly string[])[], options: RenderOptions): string[] {
  if (entries.length === 0) return [];
  const limit = options.verbosity === 'verbose' ? entries.length : LIST_LIMIT;
  const rest = entries.length - limit;
  const more = rest > 0 ? [`  and ${rest} more`] : [];
  return [[style('bold', title, options), ...entries.slice(0, limit).flat(), ...more].join('\n')];
}

function headersNotJudged({ coverage: covered }: Report): string[] {
  const count = covered?.headersNotJudged ?? 0;
  return count === 0
    ? []
    : [`note: headers not judged in ${plural(count, 'response')}, whose declaration names none`];
}

function coverage({ coverage: covered }: Report, options: RenderOptions): string[] {
  const lines = (covered?.byOperation ?? []).map((operation) => [
    `  ${wrap(visible(coverageText(operation)), options.width, 4)}`,
  ]);
  return section('coverage', lines, options);
}

function coverageGaps({ coverage: covered }: Report, options: RenderOptions): string[] {
  if (covered === undefined) return [];
  const { neverSeen, alwaysThereThoughOptional, deprecatedAndSeen } = coverageLists(covered);
  return (
    [
      ['never seen', neverSeen],
      ['always there though optional', alwaysThereThoughOptional],
      ['deprecated and seen', deprecatedAndSeen],
    ] as const
  ).flatMap(([title, parts]) =>
    section(
      `${title}: ${parts.length}`,
      parts.map((part) => [`  ${wrap(visible(partText(part)), options.width, 4)}`]),
      options,
    ),
  );
}

function lastLine(report: Report, options: RenderOptions): string {
  const color = report.outcome === 'passed' && checkedCount(report) > 0 ? 'green' : 'red';
  const counts = wrap(summary(report), options.width, verdict(report).length + 2);
  const line = `${style(color, `${verdict(report)}:`, options)} ${counts}`;
  const next = options.verbosity === 'quiet' ? undefined : nextStep(report, options.rerun ?? ofConfig);
  return next === undefined ? line : `${line}\n${wrap(`next: ${visible(next)}`, options.width, 6)}`;
}

function style(name: Style, text: string, options: RenderOptions): string {
  if (!options.color) return text;
  // Loaded where it is asked for: it takes longer to load than the report to write.
  return process.getBuiltinModule('node:util').styleText(name, text, { validateStream: false });
}
