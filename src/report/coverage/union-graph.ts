// The unions of a schema: each branch has a counter, and a way to tell which branch a value means.
import { isObject } from '../../lib/objects.ts';
import type { JsonPointer, JsonSchema } from '../../model.ts';
import { branchLabel } from '../../schema/tags.ts';
import { isSchemaObject, type SchemaObject, typesOf } from '../../schema/words.ts';
import { inPlaceOf, type Schemas, type Standing, standingOf } from './standing.ts';

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
