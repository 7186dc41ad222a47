// What was said of pages, as the same report that traffic gets: identity, configured level, known or new, outcome.
import { defined } from '../lib/objects.ts';
import type { Finding, Known, Level, PageIssue, PageReport, RelatedPlace, Unchecked } from '../model.ts';
import { isPageCode, pageIdentityOf } from './fingerprint.ts';
import { gatherFindings } from './gather-findings.ts';
import { conclude, countFindings, isReview, type ReportSettings } from './outcome.ts';
import type { Gap } from './partial.ts';

type PageReportOptions = ReportSettings & {
  readonly contract: PageReport['contract'];
  readonly pages: PageReport['pages'];
  /** What was looked at of traffic, where anything was. */
  readonly traffic?: { readonly recordings: number; readonly exchanges: number } | undefined;
  /** Pages that could not be read. */
  readonly gaps: readonly Gap[];
  /** Reasons that were accepted together with a page, by fingerprint. The baseline goes before them. */
  readonly accepted: ReadonlyMap<string, Known>;
  readonly levelOf: (issue: PageIssue) => Level | 'off';
  readonly isAllowed: (name: string) => boolean;
};

export function pageReport(issues: readonly PageIssue[], options: PageReportOptions): PageReport {
  const { contract, pages, traffic, accepted } = options;
  const findings = gatherFindings(issues, options, {
    identityOf: pageIdentityOf,
    findingOf,
    knownOf: (issue, fingerprint) => acceptedOf(issue, accepted.get(fingerprint)),
  });
  const read = new Set(pages.map(({ operation }) => operation));
  return {
    ...conclude(findings, options, {
      unchecked: uncheckedOf(options),
      wasLookedAt: ({ code, operation }) =>
        // A change that is gone was accepted: against a review no entry is stale.
        !isReview({ pages }) && isPageCode(code) && operation !== undefined && read.has(operation),
    }),
    pages,
    ...(contract && { contract }),
    counts: { ...traffic, ...countFindings(findings) },
  };
}

function acceptedOf({ onPurpose }: PageIssue, accepted: Known | undefined): { readonly known?: Known } {
  if (onPurpose !== undefined) return { known: { reason: onPurpose, by: 'contract' } };
  return accepted === undefined ? {} : { known: accepted };
}

function findingOf(issue: PageIssue, level: Level, fingerprint: string): Finding {
  const { pattern, name } = pageIdentityOf(issue);
  const { declared, declaredPlace, documented, observed, oddOneOut } = issue;
  const isDeclared = declared !== undefined || declaredPlace !== undefined;
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
    message: issue.message,
    ...(isDeclared && { declared: { text: declared ?? 'yes', ...defined({ place: declaredPlace }) } }),
    ...defined({ name, documented, observed, oddOneOut }),
    ...(related.length > 0 && { related }),
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
