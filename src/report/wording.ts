// Phrases that several reporters share, so that they say the same thing in the same words. Nothing here is escaped.
import { formatPlace } from '../lib/location.ts';
import type { BaselineEntry, Finding, Known, Place, Report, Unchecked } from '../model.ts';

export function plural(count: number, noun: string): string {
  if (count === 1) return `${count} ${noun}`;
  if (/[^aeiou]y$/.test(noun)) return `${count} ${noun.slice(0, -1)}ies`;
  return `${count} ${noun}${/(s|sh|ch|x)$/.test(noun) ? 'es' : 's'}`;
}

export function isNew(finding: Finding): boolean {
  return finding.known === undefined;
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
  return `${operationName(finding)} ${finding.status}${media}${pointer === '' ? '' : ` at ${pointer}`}`;
}

/** `once`, `once in 40 responses`, `3 times in 40 responses`. */
export function frequency(finding: Finding): string {
  const times = finding.occurrences === 1 ? 'once' : plural(finding.occurrences, 'time');
  const among = finding.outOf ?? 1;
  return among > 1 ? `${times} in ${plural(among, 'response')}` : times;
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
  return [known.reason, ...until, ...(known.ticket === undefined ? [] : [known.ticket])].join('; ');
}

export function expiredText(known: Known): string {
  const when = known.expires === undefined ? '' : ` on ${known.expires}`;
  return `the baseline entry ran out${when}: ${known.reason}`;
}

export function staleText(entry: BaselineEntry): string {
  const pointer = entry.pointer === '' ? '' : ` at ${entry.pointer}`;
  return `${entry.operation === undefined ? '' : `${entry.operation} `}${entry.status}${pointer} [${entry.code}]`;
}

export function uncheckedText(unchecked: Unchecked): string {
  const times = unchecked.occurrences > 1 ? `, ${plural(unchecked.occurrences, 'time')}` : '';
  return `${unchecked.subject}: ${unchecked.message}${times} [${unchecked.reason}]`;
}

/** Exchanges that were held against the contract. */
export function checkedCount(report: Report): number {
  return report.counts.clean + report.counts.withFindings;
}

const VERDICTS = { passed: 'passed', findings: 'failed', unchecked: 'not all was checked' } as const;

/** `passed`, `failed`, `not all was checked`, `nothing was checked`. */
export function verdict(report: Report): string {
  return checkedCount(report) === 0 ? 'nothing was checked' : VERDICTS[report.outcome];
}

/** Counts and coverage in one line, without the verdict. */
export function summary(report: Report): string {
  const { counts, coverage, stale } = report;
  const optional = (count: number, text: string): string[] => (count === 0 ? [] : [`${count} ${text}`]);
  const findings = [
    plural(counts.errors, 'error'),
    plural(counts.warnings, 'warning'),
    ...optional(counts.known, 'known'),
    ...optional(stale.length, 'stale'),
  ];
  const exchanges = [
    `${counts.clean} clean`,
    ...optional(counts.withFindings, 'with findings'),
    ...optional(counts.unchecked, 'not checked'),
  ];
  return (
    `${findings.join(', ')}; ${plural(counts.exchanges, 'exchange')} (${exchanges.join(', ')}); covered ` +
    coveredKinds(coverage)
  );
}

function coveredKinds({ operations, statuses, properties, enumValues }: Report['coverage']): string {
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
