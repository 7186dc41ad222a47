// A page against itself: its samples against its tables, its tables against its status list.
import type { PageIssue, Place } from '../model.ts';
import { pageSamples } from './page-samples.ts';
import type { PagePlaces } from './places.ts';
import type { PageReading } from './read-page.ts';
import type { DocsIssue, DocsRule } from './rule.ts';
import { docsRules } from './rules.ts';

export function checkPage(
  { facts, places }: Pick<PageReading, 'facts' | 'places'>,
  file: string,
  rules: readonly DocsRule[] = docsRules,
): readonly PageIssue[] {
  const { operationId: operation, method, path } = facts;
  const samples = pageSamples(facts);
  const issues = rules.flatMap((rule) =>
    merged(rule.find(samples)).map(({ issue, count }): PageIssue => {
      const { status, pointer, name, message, at, table = [] } = issue;
      const tablePlace = placeOf(table, places, file);
      return {
        code: rule.code,
        level: rule.level,
        operation,
        method,
        path,
        status,
        pointer,
        ...(name !== undefined && { name }),
        message,
        place: placeOf(at, places, file) ?? { file },
        ...(tablePlace && { tablePlace }),
        count,
        fix: rule.fix,
      };
    }),
  );
  return sortIssues(issues);
}

/** By status, pointer, code and name; the sides in the order of a page, request first. */
export function sortIssues(issues: readonly PageIssue[]): readonly PageIssue[] {
  const keysOf = ({ status, pointer, code, name = '' }: PageIssue) => [
    status === 'request' ? '' : status,
    pointer,
    code,
    name,
  ];
  return issues.toSorted((a, b) => {
    const [left, right] = [keysOf(a), keysOf(b)];
    const index = left.findIndex((key, i) => key !== right[i]);
    return index === -1 ? 0 : (left[index] ?? '') < (right[index] ?? '') ? -1 : 1;
  });
}

/** One issue for a status, pointer and name: the items of an array are one cause. */
function merged(issues: readonly DocsIssue[]): { issue: DocsIssue; count: number }[] {
  const bySubject = new Map<string, { issue: DocsIssue; count: number }>();
  for (const issue of issues) {
    const key = JSON.stringify([issue.status, issue.pointer, issue.name]);
    const same = bySubject.get(key);
    if (same === undefined) bySubject.set(key, { issue, count: 1 });
    else same.count++;
  }
  return [...bySubject.values()];
}

function placeOf(keys: readonly string[], places: PagePlaces, file: string): Place | undefined {
  const key = keys.find((each) => places[each] !== undefined);
  return key === undefined ? undefined : placeOn(places, file, key);
}

export function placeOn(places: PagePlaces, file: string, key: string | undefined): Place | undefined {
  const place = key === undefined ? undefined : places[key];
  return place && { file: place.file ?? file, line: place.line, column: place.column };
}
