// What a comparison says, and of whom.
import type { JsonPointer, Level } from '../model.ts';
import type { ChangeCode } from './change-codes.ts';
import type { Side } from './places.ts';
import type { StatedField } from './stated.ts';

export type Difference = {
  readonly code: ChangeCode;
  /** error: a client that relies on `before` breaks. */
  readonly level: Level;
  readonly status: Side;
  readonly pointer: JsonPointer;
  readonly name?: string;
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

/** In the order of `before`, then what only `after` has. */
export function pairs(
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
