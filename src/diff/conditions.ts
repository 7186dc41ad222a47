// Conditions, whose change nobody can call wider or narrower without trying values: any change counts as both. What is inside them is
// compared like all schemas, and told as one change of the condition.
import { canonicalJson } from '../json/equal.ts';
import { isObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import { pairByKeys } from './branches.ts';
import type { Both } from './side.ts';
import { type Compared, type Inner, inWays, share, type ValueChange } from './value-rules.ts';
import { type Member, type Standing, saysNothing, type Value } from './values.ts';

/** What one schema asks by one keyword. */
type Condition = {
  /** What must be alike for two of them to be compared. */
  readonly key: string;
  readonly at: JsonPointer;
  readonly schema?: JsonSchema | undefined;
};

type Reader = (member: Member) => readonly Condition[];

/** By keyword: the types of values that it is about, none: all; and what a schema asks by it. */
const CONDITIONS: readonly (readonly [keyword: string, types: readonly string[], read: Reader])[] = [
  ['not', [], schemaOf('not')],
  ['if', [], schemaOf('if')],
  ['then', [], branchOf('then')],
  ['else', [], branchOf('else')],
  ['contains', ['array'], containsOf],
  ['propertyNames', ['object'], ruleOf('propertyNames')],
  ['dependentRequired', ['object'], dependentRequiredOf],
  ['dependentSchemas', ['object'], dependentSchemasOf],
  ['unevaluatedItems', ['array'], ruleOf('unevaluatedItems')],
  ['contentSchema', ['string'], ruleOf('contentSchema')],
  ['x-not-judged', [], textOf('x-not-judged')],
  ['x-not-supported', [], textOf('x-not-supported')],
];

export function compareConditions(old: Value, now: Value): Compared {
  const changes: ValueChange[] = [];
  const inside: Inner[] = [];
  for (const [keyword, types, read] of CONDITIONS) {
    if (types.length > 0 && !share(old, now, ...types)) continue;
    const [was, is] = [old.members.flatMap(read), now.members.flatMap(read)];
    const { pairs, removed, added } = pairByKeys(was, is, KEYS);
    const told = changesOf(keyword, { was, is }, { old, now });
    if (removed.size + added.size > 0) changes.push(...told);
    else
      for (const [left, right] of pairs)
        if (left.schema !== undefined && right.schema !== undefined)
          inside.push({
            token: undefined,
            condition: told,
            old: { schemas: [standing(left)] },
            now: { schemas: [standing(right)] },
          });
  }
  return { changes, inside };
}

function standing({ schema = true, at }: Condition): Standing {
  return { schema, at };
}

/** Those with the same text first; the others in their order. */
const KEYS = [
  ({ key, schema }: Condition) => canonicalJson([key, schema ?? null]),
  ({ key }: Condition) => key,
].map((keyOf) => ({ old: keyOf, now: keyOf }));

type Stated = { readonly was: readonly Condition[]; readonly is: readonly Condition[] };

function changesOf(keyword: string, { was, is }: Stated, { old, now }: Both<Value>): readonly ValueChange[] {
  const what = was.length === 0 ? 'is new' : is.length === 0 ? 'is gone' : 'changed';
  const at = {
    aspect: 'condition',
    name: keyword,
    message: `the condition ${keyword} ${what}`,
    before: was[0]?.at ?? old.at,
    after: is[0]?.at ?? now.at,
  } as const;
  return inWays(at, { wider: was.length > 0, narrower: is.length > 0 });
}

function schemaOf(keyword: string): Reader {
  return ({ schema, at }) =>
    schema[keyword] === undefined
      ? []
      : [{ key: '', schema: schema[keyword] as JsonSchema, at: `${at}/${keyword}` }];
}

function textOf(keyword: string): Reader {
  return ({ schema, at }) =>
    schema[keyword] === undefined ? [] : [{ key: canonicalJson(schema[keyword]), at: `${at}/${keyword}` }];
}

/** The same where a schema that takes anything asks nothing. */
function ruleOf(keyword: string): Reader {
  return (member) => schemaOf(keyword)(member).filter(({ schema }) => !saysNothing(schema));
}

/** Beside each `if`, so that the branches of several stay with their own. */
function branchOf(keyword: 'then' | 'else'): Reader {
  return (member) => {
    if (member.schema.if === undefined) return [];
    const stated = schemaOf(keyword)(member);
    return stated.length > 0 ? stated : [{ key: '', schema: {}, at: `${member.at}/if` }];
  };
}

/** JSON Schema, validation 6.4: how many items have to fit. */
function containsOf(member: Member): readonly Condition[] {
  const { minContains = 1, maxContains = null } = member.schema;
  if (minContains === 0 && maxContains === null) return [];
  const key = canonicalJson([minContains, maxContains]);
  return schemaOf('contains')(member).map((condition) => ({ ...condition, key }));
}

function dependentRequiredOf({ schema, at }: Member): readonly Condition[] {
  const { dependentRequired } = schema;
  if (!isObject(dependentRequired)) return [];
  return Object.entries(dependentRequired).flatMap(([name, names]) =>
    (Array.isArray(names) ? names : []).map((other) => ({
      key: canonicalJson([name, other]),
      at: appendToken(`${at}/dependentRequired`, name),
    })),
  );
}

function dependentSchemasOf({ schema, at }: Member): readonly Condition[] {
  const { dependentSchemas } = schema;
  if (!isObject(dependentSchemas)) return [];
  return Object.entries(dependentSchemas).flatMap(([name, one]) =>
    saysNothing(one)
      ? []
      : { key: name, schema: one as JsonSchema, at: appendToken(`${at}/dependentSchemas`, name) },
  );
}
