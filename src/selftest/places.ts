// Every value of a body with what its schemas say of it: where a mutation can be planted, and what it has to be called.

import { asObject, isObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import type { Schemas } from '../schema/evaluation.ts';
import { explainerAccepts } from '../schema/explain.ts';
import { isSchemaObject, type SchemaObject } from '../schema/words.ts';
import { dependentSchemas, itemParts, listed, type Part, partAt, partsOf, single } from './parts.ts';

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
type PlacedPart = Part & { readonly certain: boolean };

export function placesOf(detail: Schemas, schemaPointer: JsonPointer, body: unknown): readonly BodyPlace[] {
  const places: BodyPlace[] = [];

  function visit(
    value: unknown,
    pointer: JsonPointer,
    parts: readonly PlacedPart[],
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
      for (const [index, item] of value.entries()) {
        const parts = inside(members, (member) => itemParts(member, index));
        visit(item, `${pointer}/${index}`, parts);
      }
    else if (isObject(value))
      for (const [name, inner] of Object.entries(value))
        visit(
          inner,
          appendToken(pointer, name),
          inside(members, (member) => partsOf(member, name)),
          members.some(({ schema }) => tagsWithDefault(schema).includes(name)),
        );
  }

  visit(body, '', [{ ...partAt(detail, schemaPointer), certain: true }]);
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
): PlacedPart[] {
  return members.flatMap((member) =>
    partsOfMember(member).map((part) => ({ ...part, certain: member.certain })),
  );
}

function membersOf(detail: Schemas, value: unknown, parts: readonly PlacedPart[]): AppliedSchema[] {
  const members: AppliedSchema[] = [];
  const queue = [...parts];
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    const { schema, at, certain } = part;
    if (!isSchemaObject(schema)) continue;
    const member = { schema, at, certain };
    members.push(member);
    const target = typeof schema.$ref === 'string' ? [partAt(detail, schema.$ref.slice(1))] : [];
    queue.push(...[...target, ...listed(member, 'allOf')].map((one) => ({ ...one, certain })));
    const taken = conditional(detail, member, value).filter((one) => explainerAccepts(detail, one.at, value));
    queue.push(...taken.map((one) => ({ ...one, certain: false })));
  }
  return members;
}

function conditional(detail: Schemas, member: AppliedSchema, value: unknown): Part[] {
  const heirs = member.schema['x-heirs'];
  if (isObject(heirs) && isObject(heirs.mapping) && isObject(value)) {
    const found = heirs.mapping[String(value[String(heirs.propertyName)])] ?? heirs.defaultMapping;
    if (typeof found === 'string') return [partAt(detail, found)];
  }
  const names = Object.keys(asObject(value));
  return [
    ...['oneOf', 'anyOf'].flatMap((keyword) => listed(member, keyword)),
    ...['then', 'else'].flatMap((keyword) => single(member, keyword)),
    ...names.flatMap((name) => dependentSchemas(member, name)),
  ];
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
  const entries = Object.entries(asObject(body));
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
