// What two statements of one operation may differ in, and how one field or parameter differs: type, list of values, required mark,
// default, limits.
import { defined } from '../lib/objects.ts';
import { listOf } from '../lib/suggest.ts';
import type { JsonPointer, Level } from '../model.ts';
import type { ChangeCode } from './change-codes.ts';
import type { Side } from './places.ts';
import type { Limits, StatedField } from './stated.ts';

export type Difference = {
  readonly code: ChangeCode;
  /** error: a client that relies on `before` breaks. */
  readonly level: Level;
  readonly status: Side;
  readonly pointer: JsonPointer;
  readonly name?: string;
  /** `query limit`, where `name` is one of its values. */
  readonly parameter?: string;
  readonly message: string;
  /** `Stated.at` of either side, where that side has the thing or its nearest parent. */
  readonly beforeAt?: string;
  readonly afterAt?: string;
  /** The contract keeps it on purpose: shown, not flagged. */
  readonly onPurpose?: string;
};

export type Comparison = {
  /** How messages call the sides: `contract` and `page`. */
  readonly before: string;
  readonly after: string;
  /** true: `before` may be stricter wherever `after` states nothing formal. */
  readonly mayBeStricter: boolean;
};

type FieldPlace = {
  readonly status: Side;
  readonly pointer: JsonPointer;
  readonly name?: string;
  readonly what: string;
};

export function fieldDifferences(
  old: StatedField,
  now: StatedField,
  { what, ...place }: FieldPlace,
  names: Comparison,
): Difference[] {
  const common = { ...place, beforeAt: old.at, afterAt: now.at, ...defined({ onPurpose: old.onPurpose }) };
  const both = (of: string, left = 'not stated', right = 'not stated') =>
    `${of} is ${left} in the ${names.before}, ${right} in the ${names.after}`;
  if (!isSameType(old, now, names)) {
    const message = both(what, old.type, now.type);
    return [{ ...common, code: 'docs-type-changed', level: 'error', message }];
  }
  const changes: Difference[] = enumDifferences(old, now, what, names).map((change) => ({
    ...common,
    ...change,
    ...(change.name !== undefined && defined({ parameter: place.name })),
  }));
  const isRequest = place.status === 'request';
  if (old.required !== undefined && now.required !== undefined && old.required !== now.required) {
    const message = both(what, ...[old, now].map(({ required }) => (required ? 'required' : 'optional')));
    const level = isRequest && now.required ? 'error' : 'warning';
    changes.push({ ...common, code: 'docs-required-changed', level, message });
  }
  if (isOther(old.default, now.default, names)) {
    const message = both(`the default of ${what}`, old.default, now.default);
    changes.push({ ...common, code: 'docs-default-changed', level: 'warning', message });
  }
  for (const limit of ['minimum', 'maximum', 'minLength', 'maxLength'] as const) {
    const [left, right] = [old.limits[limit], now.limits[limit]];
    if (!appliesTo(limit, old) || !isOther(left, right, names)) continue;
    const level = isRequest && isTighter(limit, left, right) ? 'error' : 'warning';
    const name = place.name === undefined ? limit : `${place.name} ${limit}`;
    const message = both(`${limit} of ${what}`, left, right);
    changes.push({ ...common, code: 'docs-limit-changed', level, name, message });
  }
  return changes;
}

/** A request that keeps to the limit before breaks the one after; a response that does keeps a client whole. */
function isTighter(limit: keyof Limits, old: string | undefined, now: string | undefined): boolean {
  if (old === undefined || now === undefined) return false;
  return limit.startsWith('max') ? Number(now) < Number(old) : Number(now) > Number(old);
}

/** What the page states only in prose, or not at all, the contract may state. */
function isOther(old: string | undefined, now: string | undefined, names: Comparison): boolean {
  if (old === now || (names.mayBeStricter && now === undefined)) return false;
  if (old === undefined || now === undefined || old.trim() === '') return true;
  // NaN is not equal to itself.
  return Number(old) !== Number(now);
}

/** A length of an array may be meant of its items, and a number's limits say nothing of a string. */
function appliesTo(limit: string, field: StatedField): boolean {
  if (field.kinds.length === 0) return true;
  const kinds = limit.endsWith('Length') ? ['string'] : ['integer', 'number'];
  return field.kinds.some((kind) => kinds.includes(kind));
}

function isSameType(old: StatedField, now: StatedField, names: Comparison): boolean {
  if (!names.mayBeStricter) return old.type === now.type;
  // A word that says nothing of JSON (File, Timestamp) contradicts no type.
  if (now.kinds.length === 0) return true;
  const fits = (declared: readonly string[], stated: readonly string[]) =>
    stated.length === 0 ||
    (declared.length > 0 &&
      declared.every((kind) => stated.includes(kind) || (kind === 'integer' && stated.includes('number'))));
  return (
    fits(old.kinds, now.kinds) &&
    (now.itemKinds.length === 0 || old.itemKinds.length === 0 || fits(old.itemKinds, now.itemKinds))
  );
}

function enumDifferences(
  old: StatedField,
  now: StatedField,
  what: string,
  names: Comparison,
): Pick<Difference, 'code' | 'level' | 'name' | 'message' | 'afterAt'>[] {
  if (now.enum === undefined && (names.mayBeStricter || old.enum === undefined)) return [];
  if (old.enum === undefined) {
    const values = `the values of ${what} (${listOf(now.enum ?? [])})`;
    const message = `the ${names.after} lists ${values}, the ${names.before} none`;
    return [{ ...valueAdded, message, afterAt: now.at }];
  }
  const added = (now.enum ?? []).filter((value) => !old.enum?.includes(value));
  const removed = old.enum.filter((value) => !now.enum?.includes(value));
  const isRename =
    !names.mayBeStricter &&
    added.length === 1 &&
    removed.length === 1 &&
    now.enum?.indexOf(added[0] ?? '') === old.enum.indexOf(removed[0] ?? '');
  if (isRename)
    return removed.map((name) => {
      const message = `value "${name}" of ${what} became "${added[0]}"`;
      return { ...valueRemoved, name, message, afterAt: `${now.at}=${added[0]}` };
    });
  return [
    ...added.map((name) => {
      const message = `the ${names.after} lists "${name}" for ${what}, the ${names.before} does not`;
      return { ...valueAdded, name, message, afterAt: `${now.at}=${name}` };
    }),
    ...removed.map((name) => {
      const message = `the ${names.before} lists "${name}" for ${what}, the ${names.after} does not`;
      return { ...valueRemoved, name, message, afterAt: now.at };
    }),
  ];
}

const valueAdded = { code: 'docs-enum-value-added', level: 'warning' } as const;
const valueRemoved = { code: 'docs-enum-value-removed', level: 'error' } as const;
