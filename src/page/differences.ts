// Two statements of one operation -> what one has and the other lacks, each difference once, topmost first.
// `before` is what was known (contract or lock), `after` the page.
import { isDerivedId } from '../contract/operations.ts';
import type { JsonPointer } from '../model.ts';
import { operationIdFor } from './contract-stated.ts';
import { type Comparison, type Difference, fieldDifferences } from './difference.ts';
import type { Side } from './places.ts';
import { parentOf } from './rule.ts';
import { STREAM, type Stated, type StatedBody, type StatedField } from './stated.ts';

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
  const isNamed = ({ operationId, method, path }: Stated) =>
    !/^[A-Z]+ \//.test(operationId) && !isDerivedId(operationId, method, path);
  const isSameName = operationIdFor(before.operationId) === operationIdFor(after.operationId);
  if (isNamed(before) && isNamed(after) && !isSameName)
    add('operation id', before.operationId, after.operationId);
  add('method', before.method, after.method);
  const paths = (stated: Stated) => [stated.path, ...stated.otherPaths];
  const shapes = paths(after).map(pathShape);
  if (!paths(before).some((path) => shapes.includes(pathShape(path)))) add('path', before.path, after.path);
  return changes;
}

/** What a placeholder is called is not on the wire. */
function pathShape(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}');
}

/** The path parameters of `after` by the names that `before` has for the same places of the path. */
function withNamesOf(before: Stated, after: Stated): readonly StatedField[] {
  const names = (stated: Stated) => [...stated.path.matchAll(/\{([^}]*)\}/g)].map((found) => found[1] ?? '');
  const [own, others] = [names(before), names(after)];
  if (own.length !== others.length) return after.parameters;
  const renamed = new Map(others.map((name, index) => [`path ${name}`, `path ${own[index]}`]));
  return after.parameters.map((field) => ({ ...field, name: renamed.get(field.name) ?? field.name }));
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

function parameterDifferences(before: Stated, after: Stated, names: Comparison): Difference[] {
  const changes: Difference[] = [];
  for (const [old, now] of pairs(before.parameters, withNamesOf(before, after))) {
    const [location = '', ...name] = (old ?? now)?.name.split(' ') ?? [];
    const what = `${location} parameter "${name.join(' ')}"`;
    const place = { status: 'request', pointer: '', name: (old ?? now)?.name ?? '' };
    if (now === undefined && old !== undefined) {
      // A credential that the page does not list is the contract's own business.
      if (old.required === undefined && old.onPurpose !== undefined) continue;
      changes.push({
        ...place,
        code: 'docs-parameter-removed',
        level: 'error',
        message: `the ${names.before} has the ${what}, the ${names.after} does not`,
        beforeAt: old.at,
        ...(old.onPurpose !== undefined && { onPurpose: old.onPurpose }),
      });
    } else if (old === undefined && now !== undefined) {
      // https://spec.openapis.org/oas/v3.1.1.html#fixed-fields-for-use-with-schema-0: such header parameters are ignored.
      if (names.mayBeStricter && /^header (?:accept|content-type|authorization)$/i.test(now.name)) continue;
      const need = now.required ? 'required' : 'optional';
      changes.push({
        ...place,
        code: 'docs-parameter-added',
        level: now.required ? 'error' : 'warning',
        message: `the ${names.after} has the ${need} ${what}, the ${names.before} does not`,
        beforeAt: before.at,
        afterAt: now.at,
      });
    } else if (
      old !== undefined &&
      now !== undefined &&
      !(old.required === undefined && old.onPurpose !== undefined)
    )
      changes.push(...fieldDifferences(old, now, { ...place, what: `the ${what}` }, names));
  }
  return changes;
}

function bodyDifferences(before: Stated, after: Stated, names: Comparison): Difference[] {
  const sides = [...new Set([...Object.keys(before.bodies), ...Object.keys(after.bodies)])];
  const listed = (stated: Stated, side: Side) =>
    side === 'request' || stated.statuses.some(({ status }) => status === side);
  return sides.flatMap((side): Difference[] => {
    // A status that one side lacks is one difference, without those of its body.
    if (!listed(before, side) || !listed(after, side)) return [];
    const [old, now] = [before.bodies[side], after.bodies[side]];
    const place = { status: side, pointer: '/' };
    if (old === undefined)
      return now === undefined || now.fields.length === 0
        ? []
        : [
            {
              ...place,
              code: 'docs-property-added',
              level: side === 'request' && now.fields.some(({ required }) => required) ? 'error' : 'warning',
              message: `the ${names.after} describes a body, the ${names.before} does not`,
              beforeAt: before.at,
              afterAt: now.at,
            },
          ];
    if (now === undefined)
      return old.fields.length === 0
        ? []
        : [
            {
              ...place,
              code: 'docs-property-removed',
              level: 'error',
              message: `the ${names.before} describes a body, the ${names.after} does not`,
              beforeAt: old.at,
              afterAt: after.at,
            },
          ];
    // A page that does not describe the items of a stream says nothing about a contract that does.
    if (names.mayBeStricter && isStream(now) && !isStream(old)) return [];
    const changes = fieldsDifferences(side, old, now, names);
    return names.mayBeStricter ? changes : changes.map((change) => withNewName(change, changes, old, now));
  });
}

function isStream({ fields }: StatedBody): boolean {
  return fields.some(({ pointer, type }) => pointer === '/' && type === STREAM);
}

/** One property gone and one new in the same object, of one type: likely the same under another name. */
function withNewName(
  change: Difference,
  all: readonly Difference[],
  old: StatedBody,
  now: StatedBody,
): Difference {
  if (change.code !== 'docs-property-removed') return change;
  const parent = parentOf(change.pointer);
  const beside = all.filter(({ pointer, code }) => parentOf(pointer) === parent && /-property-/.test(code));
  const [added, ...more] = beside.filter(({ code }) => code === 'docs-property-added');
  const gone = beside.filter(({ code }) => code === 'docs-property-removed');
  if (added === undefined || more.length > 0 || gone.length > 1) return change;
  const typeIn = (body: StatedBody, pointer: JsonPointer) =>
    body.fields.find((field) => field.pointer === pointer)?.type;
  if (typeIn(old, change.pointer) !== typeIn(now, added.pointer)) return change;
  return {
    ...change,
    message: `${change.message}; ${added.pointer} is new and of the same type: it may be renamed`,
  };
}

function fieldsDifferences(side: Side, old: StatedBody, now: StatedBody, names: Comparison): Difference[] {
  const gone: string[] = [];
  const changes: Difference[] = [];
  const under = (pointer: JsonPointer) => gone.some((parent) => pointer.startsWith(`${parent}/`));
  for (const [left, right] of pairs(old.fields, now.fields)) {
    const pointer = (left ?? right)?.pointer ?? '';
    if (under(pointer)) continue;
    const place = { status: side, pointer };
    if (right === undefined && left !== undefined) {
      gone.push(pointer);
      changes.push({
        ...place,
        code: 'docs-property-removed',
        level: 'error',
        message: `the ${names.before} has ${pointer}, the ${names.after} does not`,
        beforeAt: left.at,
        afterAt: now.at,
        ...(left.onPurpose !== undefined && { onPurpose: left.onPurpose }),
      });
    } else if (left === undefined && right !== undefined) {
      gone.push(pointer);
      const isNeeded = side === 'request' && right.required === true;
      changes.push({
        ...place,
        code: 'docs-property-added',
        level: isNeeded ? 'error' : 'warning',
        message: `the ${names.after} has ${pointer}, the ${names.before} does not`,
        beforeAt: old.at,
        afterAt: right.at,
      });
    } else if (left !== undefined && right !== undefined) {
      const found = fieldDifferences(left, right, { ...place, what: pointer }, names);
      const isPlain =
        names.mayBeStricter && !now.fields.some((field) => field.pointer.startsWith(`${pointer}/`));
      if (isPlain || found.some(({ code }) => code === 'docs-type-changed')) gone.push(pointer);
      changes.push(...found);
    }
  }
  return changes;
}

/** In the order of `before`, then what only `after` has. */
function pairs(
  before: readonly StatedField[],
  after: readonly StatedField[],
): [StatedField | undefined, StatedField | undefined][] {
  const key = (field: StatedField) =>
    field.name.startsWith('header ') ? field.name.toLowerCase() : field.name;
  const byName = new Map(after.map((field) => [key(field), field]));
  const known = new Set(before.map(key));
  return [
    ...before.map((field): [StatedField, StatedField | undefined] => [field, byName.get(key(field))]),
    ...after
      .filter((field) => !known.has(key(field)))
      .map((field): [undefined, StatedField] => [undefined, field]),
  ];
}
