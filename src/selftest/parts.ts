// What a schema says of one property or one item of its value.

import { asObject } from '../lib/objects.ts';
import { appendToken, valueAt } from '../lib/pointer.ts';
import { schemaRegExp } from '../lib/regex.ts';
import type { ContractDetail, JsonPointer, JsonSchema } from '../model.ts';
import { isSchemaObject, KEYWORDS_OF, type SchemaObject, typesOf } from '../schema/words.ts';

/** A schema, and where it stands in the detail's schemas; '' for one that the selftest makes up. */
export type Part = { readonly schema: JsonSchema; readonly at: JsonPointer };
export type ObjectPart = { readonly schema: SchemaObject; readonly at: JsonPointer };

/** What stands behind a reference. */
export function partAt({ schemas }: Pick<ContractDetail, 'schemas'>, at: JsonPointer): Part {
  return { schema: valueAt(schemas, at) as JsonSchema, at };
}

/** The schemas of a keyword whose value is a map, by name. A part of a schema that the selftest makes up has no place either. */
function mapped({ schema, at }: ObjectPart, keyword: string): (readonly [name: string, part: Part])[] {
  const map = schema[keyword];
  return Object.entries(asObject(map)).map(([name, part]) => {
    const place = at === '' ? '' : appendToken(`${at}/${keyword}`, name);
    return [name, { schema: part as JsonSchema, at: place }];
  });
}

/** The schemas of a keyword whose value is a list. */
export function listed({ schema, at }: ObjectPart, keyword: string): Part[] {
  return listOf(schema[keyword]).map((part, index) => ({ schema: part, at: `${at}/${keyword}/${index}` }));
}

/** The schema of a keyword that holds one, if it is there. */
export function single({ schema, at }: ObjectPart, keyword: string): Part[] {
  const part = schema[keyword] as JsonSchema | undefined;
  return part === undefined ? [] : [{ schema: part, at: `${at}/${keyword}` }];
}

export function partsOf(owner: ObjectPart, name: string): Part[] {
  const own = mapped(owner, 'properties').filter(([known]) => known === name);
  const matching = mapped(owner, 'patternProperties').filter(([pattern]) => schemaRegExp(pattern).test(name));
  const parts = [...own, ...matching].map(([, part]) => part);
  return parts.length > 0 ? parts : single(owner, 'additionalProperties');
}

/** Schemas that apply to the whole object because the property is present. */
export function dependentSchemas(owner: ObjectPart, name: string): Part[] {
  return mapped(owner, 'dependentSchemas')
    .filter(([known]) => known === name)
    .map(([, part]) => part);
}

/** What applies to the whole object because the property is present. */
export function dependentParts(owner: ObjectPart, name: string): Part[] {
  const required = mapped(owner, 'dependentRequired').filter(([known]) => known === name);
  return [
    ...dependentSchemas(owner, name),
    ...required.map(([, { schema }]) => ({ schema: { required: schema }, at: '' })),
  ];
}

export function itemParts(owner: ObjectPart, index: number): Part[] {
  const prefix = listed(owner, 'prefixItems')[index];
  return prefix === undefined ? single(owner, 'items') : [prefix];
}

export function requiredIn({ required }: SchemaObject): readonly string[] {
  return Array.isArray(required) ? required : [];
}

/** The code of a property that is there though its schema declares it never to come. */
export function codeOfUnwanted(schema: JsonSchema): string | undefined {
  if (!isSchemaObject(schema)) return schema ? undefined : 'property-unsupported';
  if (schema['x-absent'] !== undefined)
    return schema['x-absent'] === 'writeOnly' ? 'property-write-only' : 'property-read-only';
  return schema['x-not-supported'] === true ? 'property-unsupported' : undefined;
}

export function listOf(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? (value as JsonSchema[]) : [];
}

/** The types that a value of all these schemas can have; [] where they exclude each other. */
export function possibleTypes(members: readonly ObjectPart[]): readonly string[] {
  const stated = members.map(({ schema }) => typesOf(schema)).filter((types) => types !== undefined);
  const common = stated.reduce<readonly string[] | undefined>(
    (left, types) => left?.flatMap((type) => meet(type, types)) ?? types,
    undefined,
  );
  if (common !== undefined) return common;
  const hint = Object.entries(KEYWORDS_OF).find(([, keywords]) =>
    members.some(({ schema }) => keywords.some((keyword) => schema[keyword] !== undefined)),
  );
  return [hint?.[0] ?? 'string'];
}

function meet(type: string, types: readonly string[]): string[] {
  if (types.includes(type)) return [type];
  if (type === 'number' && types.includes('integer')) return ['integer'];
  return type === 'integer' && types.includes('number') ? ['integer'] : [];
}
