// Where a schema stands, and which other schemas describe the same value.
import { isObject } from '../../lib/objects.ts';
import { appendToken, valueAt } from '../../lib/pointer.ts';
import type { ContractDetail, JsonPointer, JsonSchema } from '../../model.ts';
import { isSchemaObject, type SchemaObject } from '../../schema/words.ts';

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
