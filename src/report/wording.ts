// Phrases that several reporters share, so that they say the same thing in the same words. Nothing here is escaped.
import { formatPlace } from '../lib/location.ts';
import { plural } from '../lib/plural.ts';
import { listOf } from '../lib/suggest.ts';
import type {
  BaselineEntry,
  Coverage,
  DiffReport,
  Finding,
  JsonPointer,
  Known,
  OperationCoverage,
  PageReport,
  Place,
  Report,
  SeenInTraffic,
  TrafficReport,
  Unchecked,
} from '../model.ts';
import { type Cause, worstFirst } from './causes.ts';
import { isDiffCode, isPageCode } from './fingerprint.ts';
import { checkedCount, isReview } from './outcome.ts';
import { acceptCommand, blameOf, type Rerun } from './way-out.ts';

export function isNew(finding: Finding): boolean {
  return finding.known === undefined;
}

/** The word for how much a finding weighs, in every format. */
export function levelWord(finding: Finding): Finding['level'] | 'known' {
  return isNew(finding) ? finding.level : 'known';
}

/** `ShowDetailsOfInstanceV2`, or `GET /health` where no operation matches. */
export function operationName(subject: {
  readonly operation: string | undefined;
  readonly method: string;
  readonly path: string;
}): string {
  return subject.operation ?? `${subject.method} ${subject.path}`;
}

/** `ShowDetailsOfInstanceV2 200 at /eip_id`. */
export function subjectOf(finding: Finding): string {
  const pointer = finding.occurrences > 1 ? finding.pattern : finding.pointer;
  const media =
    finding.mediaType === undefined || finding.mediaType === 'application/json'
      ? ''
      : ` ${finding.mediaType}`;
  return `${operationName(finding)} ${finding.status}${media}${atPointer(pointer)}`;
}

/** Quoted where a name on the way is empty or has blanks, which nobody would see. */
function atPointer(pointer: JsonPointer): string {
  if (pointer === '') return '';
  return /\/(?=\/|$)|\s/.test(pointer) ? ` at "${pointer}"` : ` at ${pointer}`;
}

/** `once`, `once in 40 responses`, `3 times in 40 responses`. */
export function frequency(finding: Finding): string {
  const times = finding.occurrences === 1 ? 'once' : plural(finding.occurrences, 'time');
  const among = finding.outOf ?? 1;
  return among > 1 ? `${times} in ${plural(among, 'response')}` : times;
}

/** Subject and frequency; on a page only what comes more than once is worth its number. */
export function subjectAndFrequency(finding: Cause): string {
  if (finding.alike !== undefined)
    return `${operationsText(finding.alike)}${isTrafficFinding(finding) ? `, ${frequency(finding)}` : ''}`;
  const subject = subjectOf(finding);
  return !isTrafficFinding(finding) && finding.occurrences === 1
    ? subject
    : `${subject}, ${frequency(finding)}`;
}

/** `14 operations: getUser, listUsers and 12 more`. */
export function operationsText(alike: readonly Finding[]): string {
  const names = [...new Set(alike.map(operationName))];
  return `${plural(names.length, 'operation')}: ${listOf(names, 2)}`;
}

export function isPageFinding({ code }: Finding): boolean {
  return isPageCode(code);
}

/** Found in exchanges, not on pages or between contracts. */
export function isTrafficFinding({ code }: Finding): boolean {
  return !isPageCode(code) && !isDiffCode(code);
}

/** The traffic's side of a page finding: `never, in 2 responses`, `in 1 of 2 responses, first ..., last ...`. */
export function observedText({ count, outOf, firstSeen, lastSeen }: SeenInTraffic, status: string): string {
  const what = plural(outOf, status === 'request' ? 'request' : 'response');
  if (count === 0) return `never, in ${what}`;
  const times = firstSeen === undefined ? '' : `, first ${firstSeen}, last ${lastSeen ?? firstSeen}`;
  return `in ${count} of ${what}${times}`;
}

/** A side's text with its place, where the text does not name it already. */
export function withPlace(side: { readonly text: string; readonly place?: Place }): string {
  if (side.place === undefined) return side.text;
  const place = formatPlace(side.place);
  return side.text.includes(place) ? side.text : `${side.text}, ${place}`;
}

/** `reason; until 2027-01-01; TICKET-1`. */
export function knownText(known: Known): string {
  const until = known.expires === undefined ? [] : [`until ${known.expires}`];
  const reason = known.by === 'contract' ? `kept on purpose: ${known.reason}` : known.reason;
  return [reason, ...until, ...(known.ticket === undefined ? [] : [known.ticket])].join('; ');
}

export function expiredText(known: Known): string {
  const when = known.expires === undefined ? '' : ` on ${known.expires}`;
  return `the baseline entry ran out${when}: ${known.reason}`;
}

export function entryText(entry: BaselineEntry): string {
  const pointer = atPointer(entry.pointer);
  return `${entry.operation === undefined ? '' : `${entry.operation} `}${entry.status}${pointer} [${entry.code}]`;
}

/** What is wrong in the contract: what is told in one line, and a line for each thing that is not judged. */
export function contractLines({ defects = [] }: Pick<Report, 'defects'>): readonly string[] {
  const told = defects.filter(({ outcome }) => outcome === 'told').sort((a, b) => b.places - a.places);
  const notJudged = defects.filter(({ outcome }) => outcome === 'not judged');
  const lines = notJudged.map(
    ({ kind, subject, summary: words, places, first }) =>
      `not judged: ${words}, ${plural(places, 'place')}${places > 1 ? ', first' : ':'} ${formatPlace(first)} [${kind}: ${subject}]`,
  );
  if (told.length === 0) return lines;
  const counted = told.map(({ summary: words, places }) => `${words}, ${plural(places, 'place')}`);
  return [...lines, `told of the contract: ${listOf(counted)}; all with driftgate lint`];
}

export function uncheckedText(unchecked: Unchecked): string {
  const { subject, message, occurrences, reason } = unchecked;
  const times = occurrences > 1 ? `, ${plural(occurrences, 'time')}` : '';
  return `${message.startsWith(subject) ? '' : `${subject}: `}${message}${times} [${reason}]`;
}

/** `getPet 3 observed (200: 2, 404: 1)`. */
export function coverageText({ id, observed, responses }: OperationCoverage): string {
  const statuses = responses.map((response) => `${response.status}: ${response.observed}`).join(', ');
  return `${id} ${observed} observed (${statuses})`;
}

/** The title of the entries that no longer occur. */
export function staleTitle({ stale }: Report): string {
  return `stale in the baseline: ${stale.length}; fix: driftgate baseline update --prune`;
}

const VERDICTS = { passed: 'passed', findings: 'failed', unchecked: 'not all was checked' } as const;

/** `passed`, `failed`, `not all was checked`, `nothing was checked`. */
export function verdict(report: Report): string {
  return checkedCount(report) === 0 ? 'nothing was checked' : VERDICTS[report.outcome];
}

/** What the report is about, for its heading. */
export function titleOf(report: Report): string {
  if (report.before !== undefined) return `${report.contract.title}: what changed`;
  if (report.pages === undefined) return report.contract.title;
  return report.contract === undefined ? 'Reference pages' : `Reference pages of ${report.contract.title}`;
}

/** Counts and coverage in one line, without the verdict. */
export function summary(report: Report): string {
  const { counts, stale } = report;
  const findings = [
    plural(counts.errors, 'error'),
    plural(counts.warnings, 'warning'),
    ...(counts.notes ? [plural(counts.notes, 'note')] : []),
    ...unlessZero(counts.known, 'known'),
    ...unlessZero(stale.length, 'stale'),
  ].join(', ');
  if (report.before !== undefined) return `${findings}; ${contractsText(report)}`;
  return report.pages === undefined
    ? `${findings}; ${exchangesText(report)}; covered ${coveredText(report.coverage)}`
    : `${findings}; ${pagesText(report)}`;
}

function unlessZero(count: number, text: string): string[] {
  return count === 0 ? [] : [`${count} ${text}`];
}

function exchangesText({ counts }: TrafficReport): string {
  const kinds = [
    `${counts.clean} clean`,
    ...unlessZero(counts.withFindings, 'with findings'),
    ...unlessZero(counts.unchecked, 'not checked'),
  ];
  return `${plural(counts.exchanges, 'exchange')} (${kinds.join(', ')})`;
}

/** `2 pages against themselves, openapi.yaml and 12 exchanges`, `1 page against its review`. */
export function pagesText({ pages, contract, counts }: PageReport): string {
  const count = plural(pages.length, 'page');
  if (isReview({ pages })) return `${count} against ${pages.length === 1 ? 'its' : 'their'} review`;
  const sides = [
    pages.length === 1 ? 'itself' : 'themselves',
    ...(contract === undefined ? [] : [contract.source]),
    ...(counts.exchanges === undefined ? [] : [plural(counts.exchanges, 'exchange')]),
  ];
  return `${count} against ${sides.join(', ').replace(/, (?=[^,]*$)/, ' and ')}`;
}

/** `new.yaml against old.yaml, 12 operations; version: major, because clients of the old contract break: ...`. */
function contractsText({ contract, before, counts, advice }: DiffReport): string {
  const traffic = counts.exchanges === undefined ? '' : ` and ${plural(counts.exchanges, 'exchange')}`;
  return `${contract.source} against ${before.source}, ${plural(counts.operations, 'operation')}${traffic}; version: ${advice.bump}, ${advice.reason}`;
}

function coveredText({ operations, statuses, properties, enumValues }: Coverage): string {
  const kinds = [
    ['operation', operations],
    ['status', statuses],
    ['property', properties],
    ['enum value', enumValues],
  ] as const;
  const declared = kinds.flatMap(([noun, share]) =>
    share === undefined || share.declared === 0 ? [] : [{ noun, share }],
  );
  return declared.map(({ noun, share }) => `${share.observed} of ${plural(share.declared, noun)}`).join(', ');
}

/** Pages without a finding, where they were held against their review: one line each. */
export function unchangedPages(report: Report): readonly string[] {
  const found = new Set(report.findings.map(({ operation }) => operation));
  return (report.pages ?? [])
    .filter(({ operation, isChanged }) => isChanged !== undefined && !found.has(operation))
    .map(({ file, isChanged }) =>
      isChanged ? `${file}: its text changed, nothing that it states did` : `${file}: as reviewed`,
    );
}

export type DetailRow = readonly [label: string, text: string];

/** What the message leaves out, in the order of reading. */
export function detailRows(report: Report, finding: Cause, rerun: Rerun): DetailRow[] {
  const { declared, documented, observed, related = [], expired, known } = finding;
  const { firstSeen, lastSeen, status } = finding;
  return present([
    ['in', subjectAndFrequency(finding)],
    ...related.map(({ label, place }) => [label, formatPlace(place)] as const),
    ['declared', declared && withPlace(declared)],
    ['documented', documented && withPlace(documented)],
    ['value', shapeText(finding)],
    ['observed', observed && observedText(observed, status)],
    ['recordings', observed?.recordings.length ? listOf(observed.recordings) : undefined],
    ['observed', firstSeen && `${frequency(finding)}, first ${firstSeen}, last ${lastSeen ?? firstSeen}`],
    ['odd one', blameOf(finding)],
    ['expired', expired && expiredText(expired)],
    ['known', known && knownText(known)],
    ['fix', finding.fix],
    ['accept', acceptCommand(report, finding, rerun)],
  ]);
}

/** Only the rows that have something to say. */
export function present(rows: readonly (readonly [label: string, text: string | undefined])[]): DetailRow[] {
  return rows.flatMap(([label, text]) => (text === undefined ? [] : [[label, text] as const]));
}

/** The shape of the observed value, where the message does not tell it. */
export function shapeText({ received, message }: Finding): string | undefined {
  const isShape = received !== undefined && /^(?:string|number|boolean|null|array|object)\b/.test(received);
  return isShape && !message.includes(received) ? received : undefined;
}

/** The place of the first occurrence: clickable in text. */
export function firstPlace(finding: Finding): string {
  return formatPlace(finding.where[0]?.place ?? { file: finding.path });
}

type OperationGroup = {
  /** `ShowDetailsOfInstanceV2: GET /v2/...`, or `GET /health` where no operation matches. */
  readonly title: string;
  readonly findings: readonly Cause[];
};

/** What several operations share comes first, then in order of first appearance; the findings keep their order. */
export function groupByOperation(findings: readonly Cause[]): readonly OperationGroup[] {
  const shared = worstFirst(findings.filter(({ alike }) => alike !== undefined));
  const own = Map.groupBy(
    findings.filter(({ alike }) => alike === undefined),
    groupTitle,
  );
  return [
    ...(shared.length === 0 ? [] : [{ title: 'several operations', findings: shared }]),
    ...Array.from(own, ([title, list]) => ({ title, findings: list })),
  ];
}

function groupTitle({ operation, method, path, contract }: Finding): string {
  const target = `${method} ${path}`;
  const named = operation === undefined || operation === target ? target : `${operation}: ${target}`;
  return contract === undefined ? named : `${contract}: ${named}`;
}
