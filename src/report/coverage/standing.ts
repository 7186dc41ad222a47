// Where a schema stands, which other schemas describe the same value, and the unions of a schema: each branch has a counter, and a way to tell
// which branch a value means.
import { isObject } from '../../lib/objects.ts';
import { appendToken, valueAt } from '../../lib/pointer.ts';
import type { ContractDetail, JsonPointer, JsonSchema } from '../../model.ts';
import { branchLabel } from '../../schema/tags.ts';
import { isSchemaObject, type SchemaObject, typesOf } from '../../schema/words.ts';

export type Schemas = ContractDetail['schemas'];

/** A schema and where it stands. One that only refers to another is that other. */
export type Standing = { readonly schema: SchemaObject; readonly at: JsonPointer };

export function standingOf(schemas: Schemas, schema: unknown, at: JsonPointer): Standing | undefined {
  let standing = { schema, at };
  // Each step leads to another schema, or a ring of references would not end.
  for (const seen = new Set<JsonPointer>(); !seen.has(standing.at); ) {
    seen.add(standing.at);
    const target = isObject(standing.schema) ? soleReference(standing.schema) : undefined;
    if (target === undefined) break;
    standing = { schema: valueAt(schemas, target), at: target };
  }
  return isSchemaObject(standing.schema as JsonSchema | undefined)
    ? { schema: standing.schema as SchemaObject, at: standing.at }
    : undefined;
}

function soleReference(schema: SchemaObject): JsonPointer | undefined {
  const { $ref } = schema;
  if (typeof $ref !== 'string') return undefined;
  return Object.keys(schema).some((keyword) => keyword !== '$ref' && COUNTED.has(keyword))
    ? undefined
    : $ref.slice(1);
}

export type InPlace = { readonly standing: Standing; readonly always: boolean };

/** What applies to the same value as a schema does, one step on. `always`: whatever the value is. */
export function inPlaceOf(schemas: Schemas, { schema, at }: Standing): readonly InPlace[] {
  const edges: InPlace[] = [];
  const add = (inner: unknown, place: JsonPointer, always: boolean): void => {
    const standing = standingOf(schemas, inner, place);
    if (standing !== undefined) edges.push({ standing, always });
  };
  const addTarget = (target: unknown, always: boolean): void => {
    if (typeof target === 'string') add(valueAt(schemas, target), target, always);
  };
  if (typeof schema.$ref === 'string') addTarget(schema.$ref.slice(1), true);
  for (const keyword of ['allOf', 'oneOf', 'anyOf'])
    for (const [index, part] of (Array.isArray(schema[keyword]) ? schema[keyword] : []).entries())
      add(part, `${at}/${keyword}/${index}`, keyword === 'allOf');
  for (const keyword of ['then', 'else']) add(schema[keyword], `${at}/${keyword}`, false);
  if (isObject(schema.dependentSchemas))
    for (const [name, dependent] of Object.entries(schema.dependentSchemas))
      add(dependent, appendToken(`${at}/dependentSchemas`, name), false);
  for (const tag of [schema.discriminator, schema['x-heirs']])
    if (isObject(tag) && isObject(tag.mapping))
      for (const target of [...Object.values(tag.mapping), tag.defaultMapping]) addTarget(target, false);
  return edges;
}

/** Keywords whose schemas are no nodes of their own: nothing in them is covered. */
export const ASIDE: readonly string[] = ['propertyNames', 'not', 'if', 'contains'];

export const COUNTED: ReadonlySet<string> = new Set([
  '$ref',
  'enum',
  'properties',
  'items',
  'prefixItems',
  'additionalProperties',
  'patternProperties',
  'allOf',
  'oneOf',
  'anyOf',
  'then',
  'else',
  'dependentSchemas',
  'discriminator',
  'x-heirs',
  'x-not-judged',
  ...ASIDE,
]);

export type Branch = {
  readonly label: string;
  readonly at: JsonPointer;
  readonly types: readonly string[] | undefined;
  readonly count: number;
};

export type Union = {
  readonly branches: readonly Branch[];
  /** A tag's name and the branch that each of its values means. */
  readonly tag: { readonly propertyName: string; readonly byValue: ReadonlyMap<unknown, Branch> } | undefined;
  /** No two branches share a type, so that the value's type alone tells. */
  readonly byType: boolean;
};

export type Build = { readonly schemas: Schemas; readonly next: () => number };

export function unionsOf(build: Build, { schema, at }: Standing): readonly Union[] {
  return ['oneOf', 'anyOf'].flatMap((keyword) => {
    const parts = schema[keyword];
    if (!Array.isArray(parts) || parts.length < 2) return [];
    const branches = (parts as JsonSchema[]).map((part, index) =>
      branchOf(build, part, `${at}/${keyword}/${index}`, index),
    );
    const types = branches.flatMap((branch) => branch.types ?? ['any']);
    const byType = !types.includes('any') && new Set(types).size === types.length;
    return [{ branches, tag: tagOf(schema, parts as JsonSchema[], branches), byType }];
  });
}

function branchOf({ schemas, next }: Build, part: JsonSchema, at: JsonPointer, index: number): Branch {
  const types = alwaysTypes(schemas, part, at);
  return { label: branchLabel(part, index, types), at, types, count: next() };
}

/** The types that the schema, or what it refers to in any case, states first. */
function alwaysTypes(schemas: Schemas, schema: unknown, at: JsonPointer): readonly string[] | undefined {
  const start = standingOf(schemas, schema, at);
  const list = start === undefined ? [] : [start];
  const seen = new Set(list.map((standing) => standing.at));
  for (const standing of list) {
    const types = typesOf(standing.schema);
    if (types !== undefined) return types;
    for (const edge of inPlaceOf(schemas, standing)) {
      if (!edge.always || seen.has(edge.standing.at)) continue;
      seen.add(edge.standing.at);
      list.push(edge.standing);
    }
  }
  return undefined;
}

function tagOf(
  schema: SchemaObject,
  parts: readonly JsonSchema[],
  branches: readonly Branch[],
): Union['tag'] {
  const { discriminator } = schema;
  if (!isObject(discriminator) || !isObject(discriminator.mapping)) return undefined;
  const byValue = new Map<unknown, Branch>();
  for (const [value, target] of Object.entries(discriminator.mapping)) {
    const branch =
      branches[parts.findIndex((part) => isSchemaObject(part) && part.$ref === `#${String(target)}`)];
    if (branch !== undefined) byValue.set(value, branch);
  }
  return { propertyName: String(discriminator.propertyName), byValue };
}
