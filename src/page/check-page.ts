// A page against itself: its samples against its tables, its tables against its status list.
import type { Level, Place } from '../model.ts';
import { pageSamples } from './page-samples.ts';
import type { PagePlaces, Side } from './places.ts';
import type { PageReading } from './read-page.ts';
import type { DocsIssue, DocsRule } from './rule.ts';
import { docsRules } from './rules.ts';

export type DocsFinding = {
  readonly code: string;
  readonly level: Level;
  readonly operation: string;
  /** `request`, or the status. */
  readonly status: Side;
  /** With `*` for any item or map key; `/` is the whole body. */
  readonly pointer: string;
  readonly message: string;
  /** The sample's key. */
  readonly place: Place;
  /** The row of the table, or the table. */
  readonly tablePlace?: Place;
  readonly count: number;
  readonly caseOnly?: boolean;
  /** The parameter, value or limit that the finding is about, beyond its pointer. */
  readonly name?: string;
  /** What the contract says, where it is held against the page. */
  readonly declaredPlace?: Place;
  readonly fix: string;
};

export function checkPage(
  { facts, places }: Pick<PageReading, 'facts' | 'places'>,
  file: string,
): readonly DocsFinding[] {
  const samples = pageSamples(facts);
  const findings = docsRules.flatMap((rule) =>
    merged(rule.find(samples)).map(({ issue, count }) =>
      findingOf(rule, issue, count, facts.operationId, places, file),
    ),
  );
  return sortFindings(findings);
}

/** By operation, status, pointer and code; the sides in the order of a page, request first. */
export function sortFindings<
  T extends Pick<DocsFinding, 'operation' | 'status' | 'pointer' | 'code' | 'name'>,
>(findings: readonly T[]): readonly T[] {
  const rank = (status: Side) => (status === 'request' ? '' : status);
  const keys = (finding: T) => [
    finding.operation,
    rank(finding.status),
    finding.pointer,
    finding.code,
    finding.name ?? '',
  ];
  return findings.toSorted((a, b) => {
    const [left, right] = [keys(a), keys(b)];
    const index = left.findIndex((key, i) => key !== right[i]);
    return index === -1 ? 0 : (left[index] ?? '') < (right[index] ?? '') ? -1 : 1;
  });
}

/** One finding for a status and pointer: items of an array are one cause. */
function merged(issues: readonly DocsIssue[]): { issue: DocsIssue; count: number }[] {
  const byPlace = new Map<string, { issue: DocsIssue; count: number }>();
  for (const issue of issues) {
    const key = JSON.stringify([issue.status, issue.pointer]);
    const same = byPlace.get(key);
    if (same === undefined) byPlace.set(key, { issue, count: 1 });
    else same.count++;
  }
  return [...byPlace.values()];
}

function findingOf(
  rule: DocsRule,
  issue: DocsIssue,
  count: number,
  operation: string,
  places: PagePlaces,
  file: string,
): DocsFinding {
  const tablePlace = issue.table && placeOf(issue.table, places, file);
  return {
    code: rule.code,
    level: rule.level,
    operation,
    status: issue.status,
    pointer: issue.pointer,
    ...(issue.name !== undefined && { name: issue.name }),
    message: issue.message,
    place: placeOf(issue.at, places, file) ?? { file },
    ...(tablePlace && { tablePlace }),
    count,
    ...(issue.caseOnly && { caseOnly: true }),
    fix: rule.fix,
  };
}

function placeOf(keys: readonly string[], places: PagePlaces, file: string): Place | undefined {
  for (const key of keys) {
    const place = places[key];
    if (place !== undefined) return { file, line: place.line, column: place.column };
  }
  return undefined;
}
