// Two contracts' schemas of one value, side by side with everything inside. Each pair of schemas is compared once, whoever refers to it, so
// that the time grows with the text of the contracts; each use then tells what is inside it, at the shortest way there.
import { isObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import type { Readings } from './branches.ts';
import { compareObjects } from './compare-objects.ts';
import { compareUnions, compareWithUnion } from './compare-unions.ts';
import { compareConditions } from './conditions.ts';
import { type Compared, type Inner, NOTHING, share, type ValueChange, valueRules } from './value-rules.ts';
import { isAnything, type Position, type Standing, type Value } from './values.ts';

/** `pointer`: in the value that was compared, with `*` for items and names of maps. */
export type PlacedChange = ValueChange & { readonly pointer: JsonPointer };

type Pair = {
  readonly old: Position;
  readonly now: Position;
  readonly own: ValueChange[];
  readonly inside: (Pick<Inner, 'token' | 'condition'> & { readonly pair: Pair })[];
  readonly around: Pair[];
  /** Something changed here or inside. */
  hasChanges: boolean;
};

export type CompareValues = (old: readonly Standing[], now: readonly Standing[]) => readonly PlacedChange[];

/** `leftOut`: how many pairs of schemas were not compared, since there were too many. */
type ValueComparison = { readonly compare: CompareValues; readonly leftOut: () => number };

/**
 * Schemas that refer to one another in rings of other lengths on either side have a pair for each two of them. From so many on, two schemas
 * that were both compared with something are not compared with one another, so that the rest grows with the text of the contracts.
 */
const MOST_PAIRS = 10_000;
const MOST_PARTNERS = 8;

export function valueComparison(readings: Readings): ValueComparison {
  const pairs = new Map<string, Pair>();
  const seen = { old: new Set<string>(), now: new Set<string>() };
  let leftOut = 0;

  function compared(old: Position, now: Position): Pair | undefined {
    const start = open(old, now, []);
    if (start === undefined) return undefined;
    const pending = start.isNew ? [start.pair] : [];
    const changed: Pair[] = [];
    for (const pair of pending) {
      const found = comparePair(readings.old.readValue(pair.old), readings.now.readValue(pair.now), readings);
      pair.own.push(...found.changes);
      if (pair.own.length > 0) changed.push(pair);
      for (const { token, condition, old: left, now: right } of found.inside) {
        const inner = open(left, right, [pair]);
        if (inner === undefined) continue;
        pair.inside.push({ token, condition, pair: inner.pair });
        if (inner.isNew) pending.push(inner.pair);
        else if (inner.pair.hasChanges) changed.push(pair);
      }
    }
    for (const pair of changed) {
      if (pair.hasChanges) continue;
      pair.hasChanges = true;
      changed.push(...pair.around);
    }
    return start.pair;
  }

  function open(
    old: Position,
    now: Position,
    around: readonly Pair[],
  ): { readonly pair: Pair; readonly isNew: boolean } | undefined {
    const [left, right] = [keyOf(old), keyOf(now)];
    const key = `${left} | ${right}`;
    const known = pairs.get(key);
    known?.around.push(...around);
    if (known !== undefined) return { pair: known, isNew: false };
    const isFull = pairs.size > MOST_PAIRS + MOST_PARTNERS * (seen.old.size + seen.now.size);
    if (isFull && seen.old.has(left) && seen.now.has(right)) {
      leftOut++;
      return undefined;
    }
    seen.old.add(left);
    seen.now.add(right);
    const pair: Pair = { old, now, own: [], inside: [], around: [...around], hasChanges: false };
    pairs.set(key, pair);
    return { pair, isNew: true };
  }

  return {
    compare: (old, now) => {
      const root = compared({ schemas: old }, { schemas: now });
      return root === undefined ? [] : placedChanges(root);
    },
    leftOut: () => leftOut,
  };
}

function keyOf({ schemas, without = [], owner, isBranch }: Position): string {
  return [
    ...schemas.map(schemaKey),
    ...without.map((at) => `-${at}`),
    ...(isBranch && owner ? [owner.further.kind, owner.further.at] : []),
  ].join(' ');
}

/** A schema that only refers to another is that other, closed or not. */
function schemaKey({ schema, at }: Standing): string {
  if (!isObject(schema) || typeof schema.$ref !== 'string') return at;
  const others = Object.keys(schema).length - 1;
  if (others === 0) return schema.$ref;
  return others === 1 && schema.unevaluatedProperties === false ? `${schema.$ref} closed` : at;
}

/** Level by level; what was found at a shorter way is not told again. */
function placedChanges(root: Pair): readonly PlacedChange[] {
  const changes: PlacedChange[] = [];
  const seen = new Set<Pair>([root]);
  const open: { readonly pair: Pair; readonly pointer: JsonPointer }[] = root.hasChanges
    ? [{ pair: root, pointer: '' }]
    : [];
  for (const { pair, pointer } of open) {
    for (const change of pair.own)
      changes.push({
        ...change,
        pointer: change.property === undefined ? pointer : appendToken(pointer, change.property),
      });
    for (const { token, condition, pair: inner } of pair.inside) {
      if (!inner.hasChanges) continue;
      if (condition !== undefined) {
        changes.push(...condition.map((change) => ({ ...change, pointer })));
        continue;
      }
      if (seen.has(inner)) continue;
      seen.add(inner);
      open.push({
        pair: inner,
        pointer: token === undefined ? pointer : token === '*' ? `${pointer}/*` : appendToken(pointer, token),
      });
    }
  }
  return changes;
}

function comparePair(old: Value, now: Value, readings: Readings): Compared {
  if (isAnything(old) && isAnything(now)) return NOTHING;
  const own = valueRules.flatMap((rule) => rule(old, now));
  const isOneAnything = isAnything(old) || isAnything(now);
  // Of what took or takes anything or nothing, no more can be said than that.
  if (old.types.size * now.types.size === 0 || (isOneAnything && own.some(({ aspect }) => aspect === 'type')))
    return { changes: own, inside: [] };
  if (old.unions.length !== now.unions.length) return compareWithUnion(old, now, readings);
  const parts = [
    compareConditions(old, now),
    share(old, now, 'object') ? compareObjects(old, now) : NOTHING,
    share(old, now, 'array') ? { changes: [], inside: itemsInside(old, now) } : NOTHING,
    compareUnions(old, now, readings),
  ];
  return {
    changes: [...own, ...parts.flatMap(({ changes }) => changes)],
    inside: parts.flatMap(({ inside }) => inside),
  };
}

function itemsInside(old: Value, now: Value): readonly Inner[] {
  const length = Math.max(old.firstItems.length, now.firstItems.length);
  const itemOf = (owner: Value, index: number): Position => ({
    schemas: owner.firstItems[index] ?? owner.items,
    owner,
  });
  const inner = (token: string, index: number): Inner => ({
    token,
    old: itemOf(old, index),
    now: itemOf(now, index),
  });
  const first = Array.from({ length }, (_, index) => inner(String(index), index));
  return old.items.length + now.items.length === 0 ? first : [...first, inner('*', length)];
}
