// A page against itself: its samples against its tables, its tables against its status list.
import { defined } from '../lib/objects.ts';
import type { PageIssue, Place } from '../model.ts';
import { pageSamples } from './page-samples.ts';
import type { PagePlaces } from './places.ts';
import type { PageReading } from './read-page.ts';
import type { DocsRule } from './rule.ts';
import { docsRules } from './rules.ts';

export function checkPage(
  { facts, places }: Pick<PageReading, 'facts' | 'places'>,
  file: string,
  rules: readonly DocsRule[] = docsRules,
): readonly PageIssue[] {
  const { operationId: operation, method, path } = facts;
  const samples = pageSamples(facts);
  const issues = rules.flatMap(({ code, level, fix, find }) => {
    // One issue for a status, pointer and name: the items of an array are one cause.
    const causes = Map.groupBy(find(samples), ({ status, pointer, name }) =>
      JSON.stringify([status, pointer, name]),
    );
    return [...causes.values()].flatMap(([issue, ...more]): readonly PageIssue[] => {
      if (issue === undefined) return [];
      const { status, pointer, name, message, at, table = [] } = issue;
      const place = placeOf(at, places, file) ?? { file };
      const subject = { operation, method, path, status, pointer, ...defined({ name }) };
      const tablePlace = placeOf(table, places, file);
      return [
        { code, level, ...subject, message, place, ...defined({ tablePlace }), count: more.length + 1, fix },
      ];
    });
  });
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

function placeOf(keys: readonly string[], places: PagePlaces, file: string): Place | undefined {
  return placeOn(
    places,
    file,
    keys.find((key) => places[key] !== undefined),
  );
}

export function placeOn(places: PagePlaces, file: string, key: string | undefined): Place | undefined {
  const place = key === undefined ? undefined : places[key];
  return place && { file: place.file ?? file, line: place.line, column: place.column };
}
