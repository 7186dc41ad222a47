// Two statements of one operation -> what one has and the other lacks, each difference once, topmost first.
// `before` is what was known (contract or lock), `after` the page.
import { bodyDifferences } from './body-differences.ts';
import type { Comparison, Difference } from './difference.ts';
import { parameterDifferences } from './parameter-differences.ts';
import type { Stated } from './stated.ts';

export function differencesOf(before: Stated, after: Stated, comparison: Comparison): readonly Difference[] {
  return [
    ...operationDifferences(before, after, comparison),
    ...statusDifferences(before, after, comparison),
    ...parameterDifferences(before, after, comparison),
    ...bodyDifferences(before, after, comparison),
  ];
}

function operationDifferences(before: Stated, after: Stated, names: Comparison): Difference[] {
  const changes: Difference[] = [];
  const add = (what: string, left: string, right: string) => {
    if (left === right) return;
    const message = `the ${names.before} says ${what} ${left}, the ${names.after} ${right}`;
    changes.push({
      code: 'docs-operation-changed',
      level: 'error',
      status: 'request',
      pointer: '',
      name: what,
      message,
      beforeAt: before.at,
      afterAt: after.at,
    });
  };
  const known = (id: string) => !/^[A-Z]+ \//.test(id);
  if (known(before.operationId) && known(after.operationId))
    add('operation id', before.operationId, after.operationId);
  add('method', before.method, after.method);
  add('path', before.path, after.path);
  return changes;
}

function statusDifferences(before: Stated, after: Stated, names: Comparison): Difference[] {
  const listed = (stated: Stated, status: string) => stated.statuses.some((each) => each.status === status);
  const covers = (status: string) =>
    listed(before, status) ||
    (names.mayBeStricter && (listed(before, 'default') || listed(before, `${status[0]}XX`)));
  const used = (range: string) =>
    range === 'default' || after.statuses.some(({ status }) => /XX$/.test(range) && status[0] === range[0]);
  const added = after.statuses.filter(({ status }) => !covers(status));
  const removed = before.statuses.filter(
    ({ status }) => !listed(after, status) && !(names.mayBeStricter && used(status)),
  );
  if (
    !names.mayBeStricter &&
    added.length === 1 &&
    removed.length === 1 &&
    after.statuses.length === before.statuses.length
  ) {
    const [old, now] = [removed[0], added[0]];
    if (old !== undefined && now !== undefined)
      return [
        {
          code: 'docs-status-removed',
          level: 'warning',
          status: old.status,
          pointer: '/',
          message: `status ${old.status} became ${now.status}`,
          beforeAt: old.at,
          afterAt: now.at,
        },
      ];
  }
  return [
    ...added.map(
      ({ status, at }): Difference => ({
        code: 'docs-status-added',
        level: 'warning',
        status,
        pointer: '/',
        message: `the ${names.after} lists status ${status}, the ${names.before} does not`,
        beforeAt: before.at,
        afterAt: at,
      }),
    ),
    ...removed.map(
      ({ status, at, onPurpose }): Difference => ({
        code: 'docs-status-removed',
        level: 'warning',
        status,
        pointer: '/',
        message: `the ${names.before} has status ${status}, the ${names.after} does not`,
        beforeAt: at,
        afterAt: 'statuses',
        ...(onPurpose !== undefined && { onPurpose }),
      }),
    ),
  ];
}
