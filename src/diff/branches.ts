// Which branch of a union is which branch of another one: by name, tag, title or shape, whatever their order; else by what they have in
// common. Each look-up takes one pass, so that unions of thousands of branches take linear time.
import { canonicalJson } from '../json/equal.ts';
import { isObject } from '../lib/objects.ts';
import { tagsOf } from '../schema/tags.ts';
import type { SchemaObject } from '../schema/words.ts';
import type { Both, Side } from './side.ts';
import { common, isWithin, type Standing, type Union, type Value, type ValueReader } from './values.ts';

/** One side of the comparison: the contract, and the reader of its values. */
type SideReading = ValueReader & { readonly side: Side };

export type Readings = Both<SideReading>;

type Pairs = {
  readonly pairs: readonly (readonly [old: Standing, now: Standing])[];
  readonly removed: readonly Standing[];
  readonly added: readonly Standing[];
};

type KeyOf = (branch: Standing, reading: SideReading, owner: SchemaObject) => string | undefined;

const keys: readonly KeyOf[] = [
  ({ schema }) => canonicalJson(schema),
  ({ schema }) => (isObject(schema) && typeof schema.$ref === 'string' ? schema.$ref : undefined),
  tagKey,
  ({ schema }) => (isObject(schema) && typeof schema.title === 'string' ? schema.title : undefined),
  (branch, reading) => keywordsKey(branchValue(branch, reading)),
  (branch, reading) => shapeKey(branchValue(branch, reading)),
];

export function pairBranches(
  old: Pick<Union, 'owner' | 'branches'>,
  now: Pick<Union, 'owner' | 'branches'>,
  readings: Readings,
): Pairs {
  const { pairs, removed, added } = pairByKeys(
    old.branches,
    now.branches,
    keys.map((keyOf) => ({
      old: (branch) => keyOf(branch, readings.old, old.owner),
      now: (branch) => keyOf(branch, readings.now, now.owner),
    })),
  );
  if (removed.size <= MOST_ALIKE && added.size <= MOST_ALIKE)
    for (const right of added) {
      const left = mostAlike(right, [...removed], readings);
      if (left === undefined) continue;
      pairs.push([left, right]);
      removed.delete(left);
      added.delete(right);
    }
  return { pairs, removed: [...removed], added: [...added] };
}

type Key<Each> = (each: Each) => string | undefined;

/** Pairs what has the same key on either side, by one kind of key after the other; the rest is removed or added. */
export function pairByKeys<Each>(
  old: readonly Each[],
  now: readonly Each[],
  kinds: readonly { readonly old: Key<Each>; readonly now: Key<Each> }[],
): { readonly pairs: (readonly [Each, Each])[]; readonly removed: Set<Each>; readonly added: Set<Each> } {
  const pairs: (readonly [Each, Each])[] = [];
  const removed = new Set(old);
  const added = new Set(now);
  for (const keyOf of kinds) {
    if (removed.size === 0 || added.size === 0) break;
    const byKey = Map.groupBy(removed, keyOf.old);
    for (const right of added) {
      const key = keyOf.now(right);
      const left = key === undefined ? undefined : byKey.get(key)?.shift();
      if (left === undefined) continue;
      pairs.push([left, right]);
      removed.delete(left);
      added.delete(right);
    }
  }
  return { pairs, removed, added };
}

/** More are not compared one by one. */
const MOST_ALIKE = 30;
const ALIKE = 0.5;

function mostAlike(
  branch: Standing,
  others: readonly Standing[],
  { old, now }: Readings,
): Standing | undefined {
  const value = branchValue(branch, now);
  const likeness = others.map((other) => likenessOf(branchValue(other, old), value));
  const most = Math.max(0, ...likeness);
  return most >= ALIKE ? others[likeness.indexOf(most)] : undefined;
}

/** How much two branches have in common, from 0 to 1: of their property names; of anything else, the types. */
function likenessOf(old: Value, now: Value): number {
  if (!isWithin(now.types, old.types) && !isWithin(old.types, now.types)) return 0;
  const [left, right] = [new Set(old.properties.keys()), new Set(now.properties.keys())];
  if (left.size === 0 && right.size === 0) return old.unions.length === now.unions.length ? 1 : 0;
  const both = common(left, right).size;
  return both / (left.size + right.size - both);
}

function branchValue(branch: Standing, reading: SideReading): Value {
  return reading.readValue({ schemas: [branch] });
}

/** The value by which a discriminator names the branch, or those that its own properties fix. */
function tagKey(branch: Standing, { side }: SideReading, owner: SchemaObject): string | undefined {
  const mapped = mappedTags(branch, owner);
  if (mapped.length > 0) return JSON.stringify(mapped);
  const fixed = [...tagsOf(side, branch.schema)].filter(([, values]) => values.length === 1);
  return fixed.length === 0 ? undefined : JSON.stringify(fixed.sort());
}

/** The shape, and what else is said of it. */
function keywordsKey(value: Value): string {
  const keywords = value.members.flatMap(({ schema }) => Object.keys(schema));
  const said = new Set(keywords.filter((keyword) => keyword !== '$ref' && keyword !== 'allOf'));
  return JSON.stringify([shapeKey(value), value.further.kind, [...said].sort()]);
}

/** The values of the discriminator that name the branch. */
export function mappedTags({ schema, at }: Standing, { discriminator }: SchemaObject): readonly string[] {
  if (!isObject(discriminator) || !isObject(discriminator.mapping)) return [];
  const target = isObject(schema) && typeof schema.$ref === 'string' ? schema.$ref.slice(1) : at;
  const named = Object.entries(discriminator.mapping).filter(([, place]) => place === target);
  return named.map(([value]) => value).sort();
}

function shapeKey({ types, properties, required, lists }: Value): string {
  const listed = [...lists].map(([type, values]) => [type, [...values.keys()].sort()]);
  return JSON.stringify([
    [...types].sort(),
    [...properties.keys()].sort(),
    [...required.keys()].sort(),
    listed,
  ]);
}
