// Two contracts' unions: which branches are new or gone, which are held against one another, and what tells them apart.
import { isObject } from '../lib/objects.ts';
import { labelOf } from '../schema/tags.ts';
import { mappedTags, pairBranches, type Readings } from './branches.ts';
import type { Both } from './side.ts';
import { type Compared, inWays, NOTHING, type ValueChange } from './value-rules.ts';
import type { Position, Standing, Union, Value } from './values.ts';

/** Both have as many. */
export function compareUnions(old: Value, now: Value, readings: Readings): Compared {
  const each = old.unions.map((union, index) =>
    compareBranches(union, now.unions[index] ?? union, { readings, owners: { old, now } }),
  );
  return { changes: each.flatMap(({ changes }) => changes), inside: each.flatMap(({ inside }) => inside) };
}

/** One side has a union more: the branch that is most like the other side is held against it, and any other branch is new or gone. */
export function compareWithUnion(old: Value, now: Value, readings: Readings): Compared {
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

function compareBranches(
  old: Union,
  now: Union,
  { readings, owners }: { readonly readings: Readings; readonly owners: Both<Value> },
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
  if (was.length === 0 || is.length === 0) return [];
  const change = (tag: string, branch: Standing, way: ValueChange['is']): ValueChange => ({
    aspect: 'branch',
    is: way,
    name: tag,
    levels: MILD,
    message: `discriminator value ${JSON.stringify(tag)} of branch ${branchName(branch)} is ${way === 'wider' ? 'new' : 'gone'}`,
    before: left.at,
    after: right.at,
  });
  return [
    ...is.filter((tag) => !was.includes(tag)).map((tag) => change(tag, right, 'wider')),
    ...was.filter((tag) => !is.includes(tag)).map((tag) => change(tag, left, 'narrower')),
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
  const message = `${words[0]}: what fits several branches is ${words[1]} now`;
  const at = { aspect: 'condition', name: 'oneOf', message, before: old.at, after: now.at } as const;
  return inWays(at, { wider: was, narrower: is });
}

function branchChange(
  branch: Standing,
  is: 'wider' | 'narrower',
  places: Pick<ValueChange, 'before' | 'after'>,
): ValueChange {
  const name = branchName(branch);
  const message = `branch ${name} is ${is === 'wider' ? 'new' : 'gone'}`;
  return { aspect: 'branch', is, name, message, ...places };
}

/** As the contract calls it; else its place in the union. */
function branchName({ schema, at }: Standing): string {
  if (isObject(schema) && typeof schema.title === 'string') return schema.title;
  return labelOf(isObject(schema) && typeof schema.$ref === 'string' ? schema.$ref.slice(1) : at);
}
