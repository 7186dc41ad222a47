// Every value of a body with what its schemas say of it: where a mutation can be planted, and what it has to be called.

import { isObject } from '../lib/objects.ts';
import { appendToken, valueAt } from '../lib/pointer.ts';
import type { ContractDetail, JsonPointer, JsonSchema } from '../model.ts';
import { explainerAccepts } from '../schema/explain.ts';
import { isSchemaObject, type SchemaObject } from '../schema/words.ts';
import { itemParts, listOf, type Part, partsOf } from './parts.ts';

export type BodyPlace = {
  readonly pointer: JsonPointer;
  readonly value: unknown;
  /** Every schema that applies to this value, the taken branches of unions among them. */
  readonly schemas: readonly SchemaObject[];
  /** Those that apply whatever the value is: outside of unions and conditions, here and around. */
  readonly certain: readonly SchemaObject[];
  /** Some union or condition around it or on it could take another branch. */
  readonly underUnion: boolean;
  /** The tag of a discriminator with a default: another tag is one of the default schema (OpenAPI 3.2, Discriminator Object). */
  readonly isTagWithDefault: boolean;
};

type AppliedSchema = { readonly schema: SchemaObject; readonly at: JsonPointer; readonly certain: boolean };
type Detail = Pick<ContractDetail, 'schemas' | 'formats'>;

export function placesOf(detail: Detail, schemaPointer: JsonPointer, body: unknown): readonly BodyPlace[] {
  const places: BodyPlace[] = [];

  function visit(
    value: unknown,
    pointer: JsonPointer,
    parts: readonly (Part & { certain: boolean })[],
    isTagWithDefault = false,
  ): void {
    const members = membersOf(detail, value, parts);
    const certain = members.filter((member) => member.certain);
    places.push({
      pointer,
      value,
      schemas: members.map(({ schema }) => schema),
      certain: certain.map(({ schema }) => schema),
      underUnion: certain.length < members.length || certain.some(({ schema }) => isUnion(schema)),
      isTagWithDefault,
    });
    if (Array.isArray(value))
      value.forEach((item, index) => {
        visit(
          item,
          `${pointer}/${index}`,
          inside(members, (member) => itemParts(member, index)),
        );
      });
    else if (isObject(value))
      for (const [name, inner] of Object.entries(value))
        visit(
          inner,
          appendToken(pointer, name),
          inside(members, (member) => partsOf(member, name)),
          members.some(({ schema }) => tagsWithDefault(schema).includes(name)),
        );
  }

  visit(body, '', [
    { schema: valueAt(detail.schemas, schemaPointer) as JsonSchema, at: schemaPointer, certain: true },
  ]);
  return places;
}

function tagsWithDefault(schema: SchemaObject): readonly unknown[] {
  return [schema.discriminator, schema['x-heirs']].map((tag) =>
    isObject(tag) && tag.defaultMapping !== undefined ? tag.propertyName : undefined,
  );
}

function isUnion(schema: SchemaObject): boolean {
  return [schema.oneOf, schema.anyOf, schema.if, schema['x-heirs']].some((part) => part !== undefined);
}

function inside(
  members: readonly AppliedSchema[],
  partsOfMember: (member: AppliedSchema) => readonly Part[],
): (Part & { certain: boolean })[] {
  return members.flatMap((member) =>
    partsOfMember(member).map((part) => ({ ...part, certain: member.certain })),
  );
}

function membersOf(
  detail: Detail,
  value: unknown,
  parts: readonly (Part & { certain: boolean })[],
): AppliedSchema[] {
  const members: AppliedSchema[] = [];
  const queue = [...parts];
  const holds = (part: Part): boolean => explainerAccepts(detail, part.at, value);
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    const { schema, at, certain } = part;
    if (!isSchemaObject(schema)) continue;
    members.push({ schema, at, certain });
    if (typeof schema.$ref === 'string') queue.push({ ...target(detail, schema.$ref.slice(1)), certain });
    queue.push(
      ...listOf(schema.allOf).map((one, index) => ({ schema: one, at: `${at}/allOf/${index}`, certain })),
    );
    queue.push(
      ...conditional(detail, schema, at, value)
        .filter(holds)
        .map((one) => ({ ...one, certain: false })),
    );
  }
  return members;
}

function target(detail: Detail, at: JsonPointer): Part {
  return { schema: valueAt(detail.schemas, at) as JsonSchema, at };
}

function conditional(detail: Detail, schema: SchemaObject, at: JsonPointer, value: unknown): Part[] {
  const parts: Part[] = [];
  const heirs = schema['x-heirs'];
  if (isObject(heirs) && isObject(heirs.mapping) && isObject(value)) {
    const found = heirs.mapping[String(value[String(heirs.propertyName)])] ?? heirs.defaultMapping;
    if (typeof found === 'string') return [target(detail, found)];
  }
  for (const keyword of ['oneOf', 'anyOf'])
    parts.push(
      ...listOf(schema[keyword]).map((one, index) => ({ schema: one, at: `${at}/${keyword}/${index}` })),
    );
  for (const keyword of ['then', 'else'])
    if (schema[keyword] !== undefined)
      parts.push({ schema: schema[keyword] as JsonSchema, at: `${at}/${keyword}` });
  for (const [name, one] of Object.entries(isObject(schema.dependentSchemas) ? schema.dependentSchemas : {}))
    if (isObject(value) && Object.hasOwn(value, name))
      parts.push({ schema: one as JsonSchema, at: appendToken(`${at}/dependentSchemas`, name) });
  return parts;
}

/** A copy of the body with one value replaced, added or, where the mutation has none, removed. */
export function planted(
  body: unknown,
  tokens: readonly string[],
  mutation: { readonly value?: unknown },
): unknown {
  const [token, ...rest] = tokens;
  if (token === undefined) return mutation.value;
  if (Array.isArray(body))
    return body.map((item: unknown, index) =>
      String(index) === token ? planted(item, rest, mutation) : item,
    );
  const entries = Object.entries(isObject(body) ? body : {});
  const others = entries.filter(([name]) => name !== token);
  if (rest.length === 0 && !Object.hasOwn(mutation, 'value')) return Object.fromEntries(others);
  const inner = planted(entries.find(([name]) => name === token)?.[1], rest, mutation);
  const isThere = others.length < entries.length;
  return Object.fromEntries(
    isThere
      ? entries.map(([name, value]) => [name, name === token ? inner : value])
      : [...entries, [token, inner]],
  );
}
