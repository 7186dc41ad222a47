// What two statements of one operation may differ in, and how one field or parameter differs: type, list of values, required mark,
// default, limits.
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
  const common = {
    ...place,
    beforeAt: old.at,
    afterAt: now.at,
    ...(old.onPurpose !== undefined && { onPurpose: old.onPurpose }),
  };
  if (!isSameType(old, now, names))
    return [
      {
        ...common,
        code: 'docs-type-changed',
        level: 'error',
        message: `${what} is ${old.type} in the ${names.before}, ${now.type} in the ${names.after}`,
      },
    ];
  const changes: Difference[] = enumDifferences(old, now, what, names).map((change) => ({
    ...common,
    ...change,
    ...(change.name !== undefined && place.name !== undefined && { parameter: place.name }),
  }));
  if (old.required !== undefined && now.required !== undefined && old.required !== now.required) {
    const word = (isRequired: boolean) => (isRequired ? 'required' : 'optional');
    changes.push({
      ...common,
      code: 'docs-required-changed',
      level: place.status === 'request' ? (now.required ? 'error' : 'warning') : 'warning',
      message: `${what} is ${word(old.required)} in the ${names.before}, ${word(now.required)} in the ${names.after}`,
    });
  }
  if (isOther(old.default, now.default, names))
    changes.push({
      ...common,
      code: 'docs-default-changed',
      level: 'warning',
      message: `the default of ${what} is ${old.default ?? 'not stated'} in the ${names.before}, ${now.default ?? 'not stated'} in the ${names.after}`,
    });
  for (const limit of ['minimum', 'maximum', 'minLength', 'maxLength'] as const) {
    if (!appliesTo(limit, old) || !isOther(old.limits[limit], now.limits[limit], names)) continue;
    changes.push({
      ...common,
      code: 'docs-limit-changed',
      level: place.status === 'request' && isTighter(limit, old, now) ? 'error' : 'warning',
      name: `${place.name === undefined ? '' : `${place.name} `}${limit}`,
      message: `${limit} of ${what} is ${old.limits[limit] ?? 'not stated'} in the ${names.before}, ${now.limits[limit] ?? 'not stated'} in the ${names.after}`,
    });
  }
  return changes;
}

/** A request that keeps to the limit before breaks the one after; a response that does keeps a client whole. */
function isTighter(limit: keyof Limits, old: StatedField, now: StatedField): boolean {
  const [before, after] = [old.limits[limit], now.limits[limit]].map((text) =>
    text === undefined ? Number.NaN : Number(text),
  );
  if (before === undefined || after === undefined) return false;
  return limit.startsWith('max') ? after < before : after > before;
}

/** What the page states only in prose, or not at all, the contract may state. */
function isOther(old: string | undefined, now: string | undefined, names: Comparison): boolean {
  if (old === now || (names.mayBeStricter && now === undefined)) return false;
  return (
    old === undefined ||
    now === undefined ||
    Number(old) !== Number(now) ||
    old.trim() === '' ||
    Number.isNaN(Number(old))
  );
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
  if (old.enum === undefined)
    return [
      {
        code: 'docs-enum-value-added',
        level: 'warning',
        message: `the ${names.after} lists the values of ${what} (${listOf(now.enum ?? [])}), the ${names.before} none`,
        afterAt: now.at,
      },
    ];
  const added = (now.enum ?? []).filter((value) => !old.enum?.includes(value));
  const removed = old.enum.filter((value) => !now.enum?.includes(value));
  const isRename =
    !names.mayBeStricter &&
    added.length === 1 &&
    removed.length === 1 &&
    now.enum?.indexOf(added[0] ?? '') === old.enum.indexOf(removed[0] ?? '');
  if (isRename)
    return [
      {
        code: 'docs-enum-value-removed',
        level: 'error',
        name: removed[0] ?? '',
        message: `value "${removed[0]}" of ${what} became "${added[0]}"`,
        afterAt: `${now.at}=${added[0]}`,
      },
    ];
  return [
    ...added.map((value) => ({
      code: 'docs-enum-value-added' as const,
      level: 'warning' as const,
      name: value,
      message: `the ${names.after} lists "${value}" for ${what}, the ${names.before} does not`,
      afterAt: `${now.at}=${value}`,
    })),
    ...removed.map((value) => ({
      code: 'docs-enum-value-removed' as const,
      level: 'error' as const,
      name: value,
      message: `the ${names.before} lists "${value}" for ${what}, the ${names.after} does not`,
      afterAt: now.at,
    })),
  ];
}
