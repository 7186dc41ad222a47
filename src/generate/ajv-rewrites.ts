// biome-ignore-all lint/suspicious/noThenProperty: the JSON Schema keyword
// Schemas in the form that ajv compiles to the right code, and to less of it. Each function changes one thing and leaves the meaning.

import type { Resolve } from '../contract/references.ts';
import { list } from '../contract/shape.ts';
import { isObject } from '../lib/objects.ts';
import type { JsonSchema } from '../model.ts';
import { numberRange, numberRanges, type SchemaObject } from '../schema/words.ts';

/** Marks an `if` of ours, whose condition speaks of no name that is not spoken of anyway. */
export const PLAIN_IF = 'x-plain-if';

/**
 * ajv 8 takes what a failing `if` speaks of for evaluated; of a failing branch of anyOf it does not. It passes over an `if` that stands
 * alone, whose names and items count where it holds (JSON Schema core 10.2.2.1).
 */
export function conditionAsUnion(schema: SchemaObject): SchemaObject {
  const { if: condition, then: consequence = true, else: otherwise = true, ...rest } = schema;
  if (schema[PLAIN_IF] === true) return schema;
  // Without `if`, `then` and `else` say nothing (core 10.2.2.2).
  if (condition === undefined) return rest;
  const isAlone = schema.then === undefined && schema.else === undefined;
  const branches = isAlone
    ? [condition, true]
    : [{ allOf: [condition, consequence] }, { allOf: [{ not: condition }, otherwise] }];
  return { ...rest, allOf: [...list(rest.allOf), { anyOf: branches }] };
}

/** What speaks of the first so many items, of all of them, or of those that fit a schema; if the guard holds for the list. */
type Evaluated = {
  readonly guard?: JsonSchema;
  readonly first?: number | 'all';
  readonly containing?: JsonSchema;
};

/**
 * ajv 8 counts items that were spoken of from the front alone, so it knows none that `contains` or a union did. Where such stands beside
 * unevaluatedItems, x-left-items lists what speaks of items.
 */
export function leftItems(schema: SchemaObject, resolve: Resolve): SchemaObject {
  const { unevaluatedItems, ...rest } = schema;
  if (unevaluatedItems === undefined) return schema;
  const evaluated = evaluatedItems(rest, { resolve, guards: [], around: [] });
  if (evaluated.every(({ guard, containing }) => guard === undefined && containing === undefined))
    return schema;
  const parts = evaluated.flatMap(({ guard, containing }, index) => [
    ...(guard === undefined ? [] : [[`guard${index}`, guard] as const]),
    ...(containing === undefined ? [] : [[`containing${index}`, containing] as const]),
  ]);
  const first = evaluated.map((each) => each.first ?? 0);
  return { ...rest, 'x-left-items': { first, of: unevaluatedItems, ...Object.fromEntries(parts) } };
}

type Within = {
  readonly resolve: Resolve;
  readonly guards: readonly JsonSchema[];
  readonly around: readonly unknown[];
};

function evaluatedItems(schema: unknown, within: Within): Evaluated[] {
  if (!isObject(schema) || within.around.includes(schema)) return [];
  const { guards, resolve } = within;
  const inside = { ...within, around: [...within.around, schema] };
  const part = (one: unknown, ...more: JsonSchema[]): Evaluated[] =>
    evaluatedItems(one, { ...inside, guards: [...guards, ...more] });
  const guard = guards.length === 0 ? {} : { guard: { allOf: guards } };
  const { prefixItems, items, unevaluatedItems, contains, if: condition } = schema;
  const isWhole = items !== undefined || unevaluatedItems !== undefined;
  const first = isWhole ? 'all' : list(prefixItems).length;
  return [
    ...(first === 0 ? [] : [{ ...guard, first } as const]),
    ...(contains === undefined ? [] : [{ ...guard, containing: contains as JsonSchema }]),
    ...(typeof schema.$ref === 'string' ? part(resolve(schema.$ref)) : []),
    ...list(schema.allOf).flatMap((one) => part(one)),
    ...[...list(schema.anyOf), ...list(schema.oneOf)].flatMap((branch) => part(branch, branch as JsonSchema)),
    ...(condition === undefined
      ? []
      : [
          ...part(condition, condition as JsonSchema),
          ...part(schema.then, condition as JsonSchema),
          ...part(schema.else, { not: condition }),
        ]),
  ];
}

/** ajv 8 leaves what follows prefixItems unchecked in a list that is shorter, so it stands in a schema of its own. */
export function tupleApart(schema: SchemaObject): SchemaObject {
  const { prefixItems, items, ...rest } = schema;
  if (prefixItems === undefined || Object.keys(rest).length === 0) return schema;
  const tuple = { prefixItems, ...(items === undefined ? {} : { items }) };
  return { ...rest, allOf: [...list(rest.allOf), tuple] };
}

const PROTO = '__proto__';

/** ajv passes over a property of this name wherever it is a key of a keyword; as a pattern or in a list of names it does not. */
export function withoutProtoName(schema: SchemaObject): SchemaObject {
  const { properties, dependentRequired, dependentSchemas } = schema;
  const parts: SchemaObject[] = [];
  const changed: Record<string, unknown> = { ...schema };
  if (isObject(properties) && Object.hasOwn(properties, PROTO)) {
    const { [PROTO]: own, ...rest } = properties;
    const pattern = '^__proto__$';
    const { [pattern]: same, ...patterns } = isObject(schema.patternProperties)
      ? schema.patternProperties
      : {};
    changed.properties = rest;
    changed.patternProperties = { ...patterns, [pattern]: same === undefined ? own : { allOf: [own, same] } };
  }
  for (const [keyword, map] of Object.entries({ dependentRequired, dependentSchemas })) {
    if (!isObject(map) || !Object.hasOwn(map, PROTO)) continue;
    const { [PROTO]: own, ...rest } = map;
    changed[keyword] = rest;
    const then = keyword === 'dependentRequired' ? { required: own } : own;
    parts.push({ [PLAIN_IF]: true, if: { type: 'object', required: [PROTO] }, then });
  }
  return parts.length === 0 ? changed : { ...changed, allOf: [...list(schema.allOf), ...parts] };
}

/** Keywords that have a better form of our own. int32, int64 and float are ranges; double says nothing that JSON does not. */
export function tighten(schema: Record<string, unknown>): SchemaObject {
  const {
    uniqueItems,
    multipleOf,
    contains,
    minContains,
    maxContains,
    'x-safe-integer': isSafe,
    ...rest
  } = schema;
  if (list(rest.enum).length === 0 && rest.enum !== undefined) return { not: {} };
  const own: Record<string, unknown> = asTexts(rest);
  if (uniqueItems === true) own['x-distinct'] = true;
  if (multipleOf !== undefined) own['x-multiple-of'] = multipleOf;
  if (contains !== undefined)
    own['x-contains'] = {
      of: contains,
      least: minContains ?? 1,
      ...(maxContains === undefined ? {} : { most: maxContains }),
    };
  const bounds = numberRange(own, isSafe === true);
  if (Object.keys(bounds).length === 0) return own;
  const { format, ...others } = own;
  return { ...(Object.hasOwn(numberRanges, String(format)) ? others : own), ...bounds };
}

/** `enum` and `const` that hold structures: as texts, in which nothing is ever taken for a part of a schema. */
function asTexts(schema: SchemaObject): Record<string, unknown> {
  const { enum: values, const: only, ...rest } = schema;
  const choices = [values, only === undefined ? undefined : [only]].filter((choice) => choice !== undefined);
  if (!choices.some((choice) => list(choice).some(isStructure))) return { ...schema };
  return { ...rest, 'x-texts': choices.map((choice) => list(choice).map((value) => JSON.stringify(value))) };
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** What fails cheaply goes first: a union branch that its tag rules out is left before its nested objects are looked at. */
export function scalarsFirst(properties: SchemaObject): SchemaObject {
  const entries = Object.entries(properties);
  const first = entries.filter(([, schema]) => isLiteral(schema));
  const rest = entries.filter(([, schema]) => !isLiteral(schema));
  const simple = rest.filter(([, schema]) => isScalar(schema));
  return Object.fromEntries([...first, ...simple, ...rest.filter(([, schema]) => !isScalar(schema))]);
}

function isLiteral(schema: unknown): boolean {
  return isObject(schema) && (schema.const !== undefined || schema.enum !== undefined);
}

function isScalar(schema: unknown): boolean {
  return (
    isObject(schema) && typeof schema.type === 'string' && schema.type !== 'object' && schema.type !== 'array'
  );
}

/** Branches that each fix the same two properties are the rows of a table. */
export function withTable(branches: readonly JsonSchema[]): readonly JsonSchema[] {
  const pairs = branches.map(pairOf);
  const names = pairs.find((pair) => pair !== undefined)?.names;
  const isRow = pairs.map((pair) => pair?.names.join() === names?.join());
  const rows = pairs.flatMap((pair, index) => (pair !== undefined && isRow[index] ? [pair.values] : []));
  const isDistinct = (column: 0 | 1): boolean => new Set(rows.map((row) => row[column])).size === rows.length;
  if (names === undefined || rows.length < 4 || !isDistinct(0) || !isDistinct(1)) return branches;
  return [{ 'x-table': { names, rows } }, ...branches.filter((_, index) => !isRow[index])];
}

type Pair = { readonly names: readonly [string, string]; readonly values: readonly [unknown, unknown] };

/** The properties and values of a branch that says nothing but that two properties have one value each. */
function pairOf(branch: JsonSchema): Pair | undefined {
  if (
    typeof branch === 'boolean' ||
    Object.keys(branch).join() !== 'properties' ||
    !isObject(branch.properties)
  )
    return undefined;
  const [first, second, ...more] = Object.entries(branch.properties).map(([name, schema]) => ({
    name,
    value: constantOf(schema),
  }));
  if (first?.value === undefined || second?.value === undefined || more.length > 0) return undefined;
  return { names: [first.name, second.name], values: [first.value, second.value] };
}

function constantOf(schema: unknown): string | number | undefined {
  if (!isObject(schema) || Object.keys(schema).join() !== 'const') return undefined;
  return typeof schema.const === 'string' || typeof schema.const === 'number' ? schema.const : undefined;
}
