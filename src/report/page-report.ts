// What was said of pages, as the same report that traffic gets: identity, configured level, known or new, outcome.
import type {
  Baseline,
  CodeDescription,
  Finding,
  Known,
  Level,
  PageIssue,
  PageReport,
  RelatedPlace,
  Unchecked,
} from '../model.ts';
import { isPageCode, pageIdentityOf } from './fingerprint.ts';
import { gatherFindings } from './gather-findings.ts';
import { codesOf, countFindings, type FailOn, hasFailing, outcomeOf, staleEntries } from './outcome.ts';
import type { Gap } from './partial.ts';

export type PageReportOptions = {
  /** Of driftgate. */
  readonly version: string;
  readonly contract: PageReport['contract'];
  readonly pages: PageReport['pages'];
  /** What was looked at of traffic, where anything was. */
  readonly traffic?: { readonly recordings: number; readonly exchanges: number } | undefined;
  /** Pages that could not be read. */
  readonly gaps: readonly Gap[];
  readonly baseline: Baseline | undefined;
  /** Reasons that were accepted together with a page, by fingerprint. The baseline goes before them. */
  readonly accepted: ReadonlyMap<string, Known>;
  /** ISO date, for entries that run out. */
  readonly today: string;
  readonly failOn: FailOn;
  readonly levelOf: (issue: PageIssue) => Level | 'off';
  readonly codeOf: (code: string) => CodeDescription | undefined;
  readonly isAllowed: (name: string) => boolean;
};

export function pageReport(issues: readonly PageIssue[], options: PageReportOptions): PageReport {
  const { version, contract, pages, traffic, failOn } = options;
  const findings = findingsOf(issues, options);
  const unchecked = uncheckedOf(options);
  return {
    version: 1,
    tool: { name: 'driftgate', version },
    pages,
    ...(contract === undefined ? {} : { contract }),
    outcome: outcomeOf(hasFailing(findings, new Set(), failOn), unchecked),
    counts: { ...traffic, ...countFindings(findings) },
    findings,
    unchecked,
    stale: staleOf(findings, options),
    ...codesOf(findings, options.codeOf),
  };
}

/** Several samples may contradict one row. */
function findingsOf(issues: readonly PageIssue[], options: PageReportOptions): readonly Finding[] {
  return gatherFindings(issues, options, {
    identityOf: pageIdentityOf,
    findingOf,
    knownOf: (issue, fingerprint) => acceptedOf(issue, options.accepted.get(fingerprint)),
  });
}

function acceptedOf({ onPurpose }: PageIssue, accepted: Known | undefined): { readonly known?: Known } {
  if (onPurpose !== undefined) return { known: { reason: onPurpose, by: 'contract' } };
  return accepted === undefined ? {} : { known: accepted };
}

function findingOf(issue: PageIssue, level: Level, fingerprint: string): Finding {
  const { pattern, name } = pageIdentityOf(issue);
  const { declared, declaredPlace, documented, observed, oddOneOut } = issue;
  const related = relatedPlaces(issue);
  return {
    code: issue.code,
    level,
    fingerprint,
    operation: issue.operation,
    method: issue.method,
    path: issue.path,
    status: issue.status,
    mediaType: undefined,
    pointer: pattern,
    pattern,
    ...(name === undefined ? {} : { name }),
    message: issue.message,
    ...(declared === undefined && declaredPlace === undefined
      ? {}
      : { declared: { text: declared ?? 'yes', ...(declaredPlace && { place: declaredPlace }) } }),
    ...(documented === undefined ? {} : { documented }),
    ...(observed === undefined ? {} : { observed }),
    ...(related.length === 0 ? {} : { related }),
    ...(oddOneOut === undefined ? {} : { oddOneOut }),
    fix: issue.fix,
    occurrences: issue.count,
    where: [{ place: issue.place, pointer: pattern }],
  };
}

function relatedPlaces({ tablePlace, reviewedPlace, typesPlace }: PageIssue): readonly RelatedPlace[] {
  const places = [
    ['table', tablePlace],
    ['reviewed', reviewedPlace],
    ['types', typesPlace],
  ] as const;
  return places.flatMap(([label, place]) => (place === undefined ? [] : [{ label, place }]));
}

const NO_PAGE: Gap = { reason: 'nothing-observed', subject: 'pages', message: 'no page was read' };

function uncheckedOf({ gaps, pages, isAllowed }: PageReportOptions): readonly Unchecked[] {
  const all = pages.length === 0 && gaps.length === 0 ? [NO_PAGE] : gaps;
  return all.map((gap) => ({
    ...gap,
    occurrences: 1,
    where: gap === NO_PAGE ? [] : [{ place: { file: gap.subject }, pointer: '' }],
    allowed: isAllowed(`${gap.reason}: ${gap.subject}`),
  }));
}

/** Entries of pages that were read. A change that is gone was accepted, so that against a review no entry is stale. */
function staleOf(findings: readonly Finding[], { baseline, pages }: PageReportOptions): PageReport['stale'] {
  if (pages.some(({ isChanged }) => isChanged !== undefined)) return [];
  const read = new Set(pages.map(({ operation }) => operation));
  return staleEntries(
    baseline,
    findings,
    ({ code, operation }) => isPageCode(code) && operation !== undefined && read.has(operation),
  );
}
