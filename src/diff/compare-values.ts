// Two contracts' schemas of one value, side by side with everything inside. Each pair of schemas is compared once, whoever refers to it, so
// that the time grows with the text of the contracts; each use then tells what is inside it, at the shortest way there.
import { isObject } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import { schemaRegExp } from '../lib/regex.ts';
import type { JsonPointer } from '../model.ts';
import { mappedTags, pairBranches, type Reading } from './branches.ts';
import { compareConditions } from './conditions.ts';
import { type Compared, type Inner, keywordAt, share, type ValueChange, valueRules } from './value-rules.ts';
import {
  isAnything,
  isMarkedAbsent,
  type Position,
  type Standing,
  type Union,
  type Value,
} from './values.ts';

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
export type ValueComparison = { readonly compare: CompareValues; readonly leftOut: () => number };

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

type Readings = { readonly old: Reading; readonly now: Reading };

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

const NOTHING: Compared = { changes: [], inside: [] };

/** Of objects: their properties, which of them are required, and what else may come. */
function compareObjects(old: Value, now: Value): Compared {
  const changes: ValueChange[] = [];
  const inside: Inner[] = [];
  const names = [old, now].flatMap(({ properties, absent }) => [...properties.keys(), ...absent.keys()]);
  for (const name of new Set(names)) {
    const [left, right] = [describedBy(old, name), describedBy(now, name)];
    changes.push(...propertyChanges(name, old, now));
    if (left !== undefined && right !== undefined)
      inside.push({ token: name, old: { schemas: left, owner: old }, now: { schemas: right, owner: now } });
  }
  const further = compareFurther(old, now);
  return { changes: [...changes, ...further.changes], inside: [...inside, ...further.inside] };
}

function propertyChanges(name: string, old: Value, now: Value): readonly ValueChange[] {
  const [was, is] = [old, now].map((value) => describedBy(value, name) !== undefined);
  const [wasRequired, isRequired] = [old.required.get(name), now.required.get(name)];
  const at = { property: name, before: propertyAt(old, name), after: propertyAt(now, name) };
  const what = `property ${JSON.stringify(name)}`;
  if (!was && !is) return [];
  if (!is) {
    const [word, response] =
      wasRequired === undefined ? ['optional', 'warning' as const] : ['required', 'error' as const];
    const levels = {
      response,
      request: isRefused(now, name) ? ('error' as const) : ('warning' as const),
    };
    return [{ ...at, aspect: 'property', is: 'narrower', levels, message: `${word} ${what} is gone` }];
  }
  const required = {
    ...at,
    aspect: 'required',
    before: wasRequired ?? at.before,
    after: isRequired ?? at.after,
  } as const;
  if (!was) {
    const mild = old.absent.has(name) ? ('warning' as const) : ('note' as const);
    const levels = { response: isRefused(old, name) ? ('error' as const) : mild };
    const added: ValueChange = { ...at, aspect: 'property', is: 'wider', levels, message: `${what} is new` };
    return isRequired === undefined
      ? [added]
      : [added, { ...required, is: 'narrower', message: `${what} is new and required` }];
  }
  if ((wasRequired === undefined) === (isRequired === undefined)) return [];
  return wasRequired === undefined
    ? [{ ...required, is: 'narrower', message: `optional ${what} became required` }]
    : [{ ...required, is: 'wider', message: `required ${what} became optional` }];
}

/** By the contract itself. What is read-only or write-only is only asked not to be sent. */
function isRefused({ further, absent }: Value, name: string): boolean {
  const refusal = absent.get(name);
  return further.kind === 'closed' || (refusal !== undefined && !isMarkedAbsent(refusal.schema));
}

function propertyAt(value: Value, name: string): JsonPointer {
  const standing = value.properties.get(name)?.[0] ?? value.absent.get(name);
  return standing?.at ?? keywordAt(value, 'properties');
}

/** The schemas of a property, none: any value is right; undefined where it may not come. */
function describedBy(
  { properties, absent, patterns, further }: Value,
  name: string,
): readonly Standing[] | undefined {
  if (absent.has(name)) return undefined;
  const declared = properties.get(name);
  if (declared !== undefined) return declared;
  const matching = [...patterns].filter(([pattern]) => schemaRegExp(pattern).test(name));
  if (matching.length > 0) return matching.flatMap(([, schemas]) => schemas);
  return further.kind === 'closed' || further.kind === 'undeclared' ? undefined : further.schemas;
}

const BREAKS = { response: 'error', request: 'error' } as const;
const RANK = { closed: 0, undeclared: 1, some: 2, any: 3 } as const;
const FURTHER_WORDS = { closed: 'none', undeclared: 'not declared', some: 'some', any: 'any' } as const;

function compareFurther(old: Value, now: Value): Compared {
  const inside: Inner[] = [];
  if (old.further.kind === 'some' && now.further.kind === 'some')
    inside.push({
      token: '*',
      old: { schemas: old.further.schemas, owner: old },
      now: { schemas: now.further.schemas, owner: now },
    });
  const at = { aspect: 'further', before: old.further.at, after: now.further.at } as const;
  const changes: ValueChange[] = [];
  for (const pattern of new Set([...old.patterns.keys(), ...now.patterns.keys()])) {
    const [left, right] = [old, now].map(
      ({ patterns, further }) =>
        patterns.get(pattern) ?? (RANK[further.kind] < 2 ? undefined : further.schemas),
    );
    if (left !== undefined && right !== undefined)
      inside.push({ token: '*', old: { schemas: left, owner: old }, now: { schemas: right, owner: now } });
    else
      changes.push({
        ...at,
        is: left === undefined ? 'wider' : 'narrower',
        name: pattern,
        levels: (left === undefined ? old : now).further.kind === 'closed' ? BREAKS : {},
        message: `properties like ${pattern} are ${left === undefined ? 'new' : 'gone'}`,
      });
  }
  const [was, is] = [RANK[old.further.kind], RANK[now.further.kind]];
  // A closed object that the contract does not close itself is open as it is written.
  if (was !== is && !(was === 1 && is === 3 && isBare(now)) && !(was === 3 && is === 1 && isBare(old)))
    changes.push({
      ...at,
      is: is > was ? 'wider' : 'narrower',
      levels: was === 1 || (was === 3 && is === 1) || (was === 0 && is === 1) ? {} : BREAKS,
      message: `further properties: ${FURTHER_WORDS[old.further.kind]} became ${FURTHER_WORDS[now.further.kind]}`,
    });
  return { changes, inside };
}

/** An object of which the contract names no property and says nothing else. */
function isBare({ properties, further, members }: Value): boolean {
  return (
    properties.size === 0 &&
    further.kind === 'any' &&
    !members.some(({ schema }) => schema.additionalProperties !== undefined)
  );
}

function itemsInside(old: Value, now: Value): readonly Inner[] {
  const length = Math.max(old.firstItems.length, now.firstItems.length);
  const first = Array.from({ length }, (_, index) => ({
    token: String(index),
    old: { schemas: old.firstItems[index] ?? old.items, owner: old },
    now: { schemas: now.firstItems[index] ?? now.items, owner: now },
  }));
  const rest = {
    token: '*',
    old: { schemas: old.items, owner: old },
    now: { schemas: now.items, owner: now },
  };
  return old.items.length + now.items.length === 0 ? first : [...first, rest];
}

/** Both have as many. */
function compareUnions(old: Value, now: Value, readings: Readings): Compared {
  const each = old.unions.map((union, index) =>
    compareBranches(union, now.unions[index] ?? union, { readings, owners: { old, now } }),
  );
  return { changes: each.flatMap(({ changes }) => changes), inside: each.flatMap(({ inside }) => inside) };
}

/** One side has a union more: the branch that is most like the other side is held against it, and any other branch is new or gone. */
function compareWithUnion(old: Value, now: Value, readings: Readings): Compared {
  const isOld = old.unions.length > now.unions.length;
  const [one, other] = isOld ? [old, now] : [now, old];
  const [union] = one.unions.slice(other.unions.length);
  if (union === undefined) return NOTHING;
  const { schemas } = other.position;
  const together = { allOf: schemas.map(({ at }) => ({ $ref: `#${at}` })) };
  const alone = {
    owner: {},
    branches: schemas.length === 1 ? schemas : [{ schema: together, at: `/together${other.at}` }],
  };
  const { pairs } = isOld ? pairBranches(union, alone, readings) : pairBranches(alone, union, readings);
  const branch = pairs[0]?.[isOld ? 0 : 1] ?? union.branches[0];
  if (branch === undefined) return NOTHING;
  const chosen: Position = {
    ...one.position,
    schemas: [...one.position.schemas, branch],
    without: [...(one.position.without ?? []), union.at],
  };
  return {
    changes: union.branches
      .filter((left) => left !== branch)
      .map((left) =>
        isOld
          ? branchChange(left, 'narrower', { before: left.at, after: now.at })
          : branchChange(left, 'wider', { before: old.at, after: left.at }),
      ),
    inside: [{ token: undefined, old: isOld ? chosen : old.position, now: isOld ? now.position : chosen }],
  };
}

type Owners = { readonly old: Value; readonly now: Value };

function compareBranches(
  old: Union,
  now: Union,
  { readings, owners }: { readonly readings: Readings; readonly owners: Owners },
): Compared {
  const { pairs, removed, added } = pairBranches(old, now, readings);
  return {
    changes: [
      ...removed.map((branch) => branchChange(branch, 'narrower', { before: branch.at, after: now.at })),
      ...added.map((branch) => branchChange(branch, 'wider', { before: old.at, after: branch.at })),
      ...pairs.flatMap(([left, right]) => tagChanges({ old, left }, { now, right })),
      ...exclusionChanges(old, now),
    ],
    inside: pairs.map(([left, right]) => ({
      token: undefined,
      old: { schemas: [left], owner: owners.old, isBranch: true },
      now: { schemas: [right], owner: owners.now, isBranch: true },
    })),
  };
}

const MILD = { response: 'warning', request: 'warning' } as const;

/** The same branch under another value of the discriminator: no validator minds, but clients choose the branch by it. */
function tagChanges(
  { old, left }: { readonly old: Union; readonly left: Standing },
  { now, right }: { readonly now: Union; readonly right: Standing },
): readonly ValueChange[] {
  const [was, is] = [mappedTags(left, old.owner), mappedTags(right, now.owner)];
  const at = { aspect: 'branch', levels: MILD, before: left.at, after: right.at } as const;
  const text = (tag: string) => `discriminator value ${JSON.stringify(tag)} of branch`;
  if (was.length === 0 || is.length === 0) return [];
  return [
    ...is
      .filter((tag) => !was.includes(tag))
      .map((tag) => ({
        ...at,
        is: 'wider' as const,
        name: tag,
        message: `${text(tag)} ${branchName(right)} is new`,
      })),
    ...was
      .filter((tag) => !is.includes(tag))
      .map((tag) => ({
        ...at,
        is: 'narrower' as const,
        name: tag,
        message: `${text(tag)} ${branchName(left)} is gone`,
      })),
  ];
}

/** What fits two branches is right by anyOf and wrong by oneOf; a discriminator says that nothing does. */
function exclusionChanges(old: Union, now: Union): readonly ValueChange[] {
  const [was, is] = [old.at.endsWith('/oneOf'), now.at.endsWith('/oneOf')];
  const isTagged = [old, now].some(
    ({ owner, at }) => owner.discriminator !== undefined || at.endsWith('/x-heirs'),
  );
  if (was === is || isTagged) return [];
  const words = was ? ['oneOf became anyOf', 'right'] : ['anyOf became oneOf', 'wrong'];
  return [
    {
      aspect: 'condition',
      is: was ? 'wider' : 'narrower',
      name: 'oneOf',
      message: `${words[0]}: what fits several branches is ${words[1]} now`,
      before: old.at,
      after: now.at,
    },
  ];
}

function branchChange(
  branch: Standing,
  is: 'wider' | 'narrower',
  places: Pick<ValueChange, 'before' | 'after'>,
): ValueChange {
  const name = branchName(branch);
  return {
    aspect: 'branch',
    is,
    name,
    message: `branch ${name} is ${is === 'wider' ? 'new' : 'gone'}`,
    ...places,
  };
}

/** As the contract calls it; else its place in the union. */
function branchName({ schema, at }: Standing): string {
  const target = isObject(schema) && typeof schema.$ref === 'string' ? schema.$ref : at;
  if (isObject(schema) && typeof schema.title === 'string') return schema.title;
  return (pointerTokens(target.replace(/^#/, '')).at(-1) ?? '').replace(
    / \((?:request|response|in a request)\)$/,
    '',
  );
}
