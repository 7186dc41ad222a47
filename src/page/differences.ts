// Two statements of one operation -> what one has and the other lacks, each difference once, topmost first.
// `before` is what was known (contract or lock), `after` the page.
import { isDerivedId } from '../contract/operations.ts';
import { isIgnoredParameter } from '../lib/headers.ts';
import { defined } from '../lib/objects.ts';
import { parentOf } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import type { ChangeCode } from './change-codes.ts';
import { operationIdFor, shapeOf } from './contract-stated.ts';
import { type Comparison, type Difference, fieldDifferences } from './difference.ts';
import type { Side } from './places.ts';
import { placeholdersIn } from './request-lines.ts';
import { STREAM, type Stated, type StatedBody, type StatedField } from './stated.ts';

export function differencesOf(before: Stated, after: Stated, comparison: Comparison): readonly Difference[] {
  return [
    ...operationDifferences(before, after, comparison),
    ...statusDifferences(before, after, comparison),
    ...parameterDifferences(before, after, comparison),
    ...bodyDifferences(before, after, comparison),
  ];
}

function onlyBefore({ before, after }: Comparison, what: string): string {
  return `the ${before} ${what}, the ${after} does not`;
}

function onlyAfter({ before, after }: Comparison, what: string): string {
  return `the ${after} ${what}, the ${before} does not`;
}

function operationDifferences(before: Stated, after: Stated, names: Comparison): Difference[] {
  const changes: Difference[] = [];
  const place = { status: 'request', pointer: '', beforeAt: before.at, afterAt: after.at };
  const add = (what: string, left: string, right: string) => {
    if (left === right) return;
    const message = `the ${names.before} says ${what} ${left}, the ${names.after} ${right}`;
    changes.push({ code: 'docs-operation-changed', level: 'error', ...place, name: what, message });
  };
  const isNamed = ({ operationId, method, path }: Stated) =>
    !/^[A-Z]+ \//.test(operationId) && !isDerivedId(operationId, method, path);
  const isSameName = operationIdFor(before.operationId) === operationIdFor(after.operationId);
  if (isNamed(before) && isNamed(after) && !isSameName)
    add('operation id', before.operationId, after.operationId);
  add('method', before.method, after.method);
  const shapes = (stated: Stated) => new Set([stated.path, ...stated.otherPaths].map(shapeOf));
  if (shapes(before).isDisjointFrom(shapes(after))) add('path', before.path, after.path);
  return changes;
}

/** The path parameters of `after` by the names that `before` has for the same places of the path. */
function withNamesOf(before: Stated, after: Stated): readonly StatedField[] {
  const [own, others] = [placeholdersIn(before.path), placeholdersIn(after.path)];
  if (own.length !== others.length) return after.parameters;
  const renamed = new Map(others.map((name, index) => [`path ${name}`, `path ${own[index]}`]));
  return after.parameters.map((field) => ({ ...field, name: renamed.get(field.name) ?? field.name }));
}

function statusDifferences(before: Stated, after: Stated, names: Comparison): Difference[] {
  const mayCover = names.mayBeStricter;
  const isListed = (stated: Stated, status: string) => stated.statuses.some((each) => each.status === status);
  const isCovered = (status: string) =>
    mayCover && (isListed(before, 'default') || isListed(before, `${status[0]}XX`));
  const covers = (range: string) =>
    mayCover &&
    (range === 'default' ||
      after.statuses.some(({ status }) => range === `${range[0]}XX` && status[0] === range[0]));
  const added = after.statuses.filter(({ status }) => !isListed(before, status) && !isCovered(status));
  const removed = before.statuses.filter(({ status }) => !isListed(after, status) && !covers(status));
  const [[now, ...more], [old, ...others]] = [added, removed];
  const isRename = !mayCover && after.statuses.length === before.statuses.length;
  if (isRename && now && old && more.length + others.length === 0) {
    const message = `status ${old.status} became ${now.status}`;
    return [{ ...ofStatus('docs-status-removed', old.status), message, beforeAt: old.at, afterAt: now.at }];
  }
  return [
    ...added.map(({ status, at }) => {
      const message = onlyAfter(names, `lists status ${status}`);
      return { ...ofStatus('docs-status-added', status), message, beforeAt: before.at, afterAt: at };
    }),
    ...removed.map(({ status, at, onPurpose }) => {
      const message = onlyBefore(names, `has status ${status}`);
      const places = { beforeAt: at, afterAt: 'statuses' };
      return { ...ofStatus('docs-status-removed', status), message, ...places, ...defined({ onPurpose }) };
    }),
  ];
}

function ofStatus<Code extends ChangeCode>(code: Code, status: Side) {
  return { code, level: 'warning' as const, status, pointer: '/' };
}

function parameterDifferences(before: Stated, after: Stated, names: Comparison): Difference[] {
  return pairs(before.parameters, withNamesOf(before, after)).flatMap(([old, now]): readonly Difference[] => {
    // A credential that the page does not list is the contract's own business.
    const isCredential = old?.required === undefined && old?.onPurpose !== undefined;
    const name = (old ?? now)?.name ?? '';
    if (isCredential) return [];
    const [location = '', ...words] = name.split(' ');
    const what = `${location} parameter "${words.join(' ')}"`;
    const place = { status: 'request', pointer: '', name };
    if (old && now) return fieldDifferences(old, now, { ...place, what: `the ${what}` }, names);
    if (old) {
      const message = onlyBefore(names, `has the ${what}`);
      const rest = { message, beforeAt: old.at, ...defined({ onPurpose: old.onPurpose }) };
      return [{ ...place, code: 'docs-parameter-removed', level: 'error', ...rest }];
    }
    const isIgnored = names.mayBeStricter && isIgnoredParameter({ in: location, name: words.join(' ') });
    if (!now || isIgnored) return [];
    const message = onlyAfter(names, `has the ${now.required ? 'required' : 'optional'} ${what}`);
    const level = now.required ? 'error' : 'warning';
    return [{ ...place, code: 'docs-parameter-added', level, message, beforeAt: before.at, afterAt: now.at }];
  });
}

function bodyDifferences(before: Stated, after: Stated, names: Comparison): Difference[] {
  const sides = [...new Set([...Object.keys(before.bodies), ...Object.keys(after.bodies)])];
  const isListed = (stated: Stated, side: Side) =>
    side === 'request' || stated.statuses.some(({ status }) => status === side);
  return sides.flatMap((side): Difference[] => {
    // A status that one side lacks is one difference, without those of its body.
    if (!isListed(before, side) || !isListed(after, side)) return [];
    const [old, now] = [before.bodies[side], after.bodies[side]];
    if (old && now) return fieldsDifferences(side, old, now, names);
    const { fields = [] } = old ?? now ?? {};
    if (fields.length === 0) return [];
    const place = {
      status: side,
      pointer: '/',
      beforeAt: old?.at ?? before.at,
      afterAt: now?.at ?? after.at,
    };
    if (old) return [{ ...place, ...removed, message: onlyBefore(names, 'describes a body') }];
    const isNeeded = side === 'request' && fields.some(({ required }) => required);
    return [{ ...place, ...added(isNeeded), message: onlyAfter(names, 'describes a body') }];
  });
}

const removed = { code: 'docs-property-removed', level: 'error' } as const;

/** A request without what is needed now breaks. */
function added(isNeeded: boolean) {
  return { code: 'docs-property-added', level: isNeeded ? 'error' : 'warning' } as const;
}

function isStream({ fields }: StatedBody): boolean {
  return fields.some(({ pointer, type }) => pointer === '/' && type === STREAM);
}

function fieldsDifferences(side: Side, old: StatedBody, now: StatedBody, names: Comparison): Difference[] {
  // A page that does not describe the items of a stream says nothing about a contract that does.
  if (names.mayBeStricter && isStream(now) && !isStream(old)) return [];
  const settled: string[] = [];
  const changes: Difference[] = [];
  for (const [left, right] of pairs(old.fields, now.fields)) {
    const pointer = (left ?? right)?.pointer ?? '';
    if (settled.some((parent) => pointer.startsWith(`${parent}/`))) continue;
    const place = { status: side, pointer, beforeAt: left?.at ?? old.at, afterAt: right?.at ?? now.at };
    if (left && right) {
      const found = fieldDifferences(left, right, { status: side, pointer, what: pointer }, names);
      const isPlain =
        names.mayBeStricter && !now.fields.some((field) => field.pointer.startsWith(`${pointer}/`));
      if (isPlain || found.some(({ code }) => code === 'docs-type-changed')) settled.push(pointer);
      changes.push(...found);
      continue;
    }
    settled.push(pointer);
    if (left) {
      const message = onlyBefore(names, `has ${pointer}`);
      changes.push({ ...place, ...removed, message, ...defined({ onPurpose: left.onPurpose }) });
    } else {
      const isNeeded = side === 'request' && right?.required === true;
      changes.push({ ...place, ...added(isNeeded), message: onlyAfter(names, `has ${pointer}`) });
    }
  }
  return names.mayBeStricter ? changes : changes.map((change) => withNewName(change, changes, old, now));
}

/** One property gone and one new in the same object, of one type: likely the same under another name. */
function withNewName(
  change: Difference,
  all: readonly Difference[],
  old: StatedBody,
  now: StatedBody,
): Difference {
  if (change.code !== removed.code) return change;
  const parent = parentOf(change.pointer);
  const beside = all.filter(({ pointer, code }) => parentOf(pointer) === parent && /-property-/.test(code));
  const [gone, [fresh, ...more]] = [
    beside.filter(({ code }) => code === removed.code),
    beside.filter(({ code }) => code !== removed.code),
  ];
  if (fresh === undefined || more.length > 0 || gone.length > 1) return change;
  const typeIn = (body: StatedBody, pointer: JsonPointer) =>
    body.fields.find((field) => field.pointer === pointer)?.type;
  if (typeIn(old, change.pointer) !== typeIn(now, fresh.pointer)) return change;
  const message = `${change.message}; ${fresh.pointer} is new and of the same type: it may be renamed`;
  return { ...change, message };
}

/** In the order of `before`, then what only `after` has. */
function pairs(
  before: readonly StatedField[],
  after: readonly StatedField[],
): (readonly [StatedField | undefined, StatedField | undefined])[] {
  const key = ({ name }: StatedField) => (name.startsWith('header ') ? name.toLowerCase() : name);
  const byName = new Map(after.map((field) => [key(field), field]));
  const known = new Set(before.map(key));
  return [
    ...before.map((field) => [field, byName.get(key(field))] as const),
    ...after.filter((field) => !known.has(key(field))).map((field) => [undefined, field] as const),
  ];
}
