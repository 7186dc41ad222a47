// What a schema says of one property or one item of its value.

import { isObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import { schemaRegExp } from '../lib/regex.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import { type SchemaObject, typesOf } from '../schema/words.ts';

/** A schema, and where it stands in the detail's schemas; '' for one that the selftest makes up. */
export type Part = { readonly schema: JsonSchema; readonly at: JsonPointer };
export type ObjectPart = { readonly schema: SchemaObject; readonly at: JsonPointer };

export function partsOf({ schema, at }: ObjectPart, name: string): Part[] {
  const parts: Part[] = [];
  if (isObject(schema.properties) && Object.hasOwn(schema.properties, name))
    parts.push({
      schema: schema.properties[name] as JsonSchema,
      at: at === '' ? '' : appendToken(`${at}/properties`, name),
    });
  for (const [pattern, part] of Object.entries(
    isObject(schema.patternProperties) ? schema.patternProperties : {},
  ))
    if (schemaRegExp(pattern).test(name))
      parts.push({ schema: part as JsonSchema, at: appendToken(`${at}/patternProperties`, pattern) });
  if (parts.length === 0 && schema.additionalProperties !== undefined)
    parts.push({ schema: schema.additionalProperties as JsonSchema, at: `${at}/additionalProperties` });
  return parts;
}

/** What applies to the whole object because the property is present. */
export function dependentParts(schema: SchemaObject, at: JsonPointer, name: string): Part[] {
  const parts: Part[] = [];
  if (isObject(schema.dependentSchemas) && Object.hasOwn(schema.dependentSchemas, name))
    parts.push({
      schema: schema.dependentSchemas[name] as JsonSchema,
      at: appendToken(`${at}/dependentSchemas`, name),
    });
  if (isObject(schema.dependentRequired) && Object.hasOwn(schema.dependentRequired, name))
    parts.push({ schema: { required: schema.dependentRequired[name] }, at: '' });
  return parts;
}

export function itemParts({ schema, at }: ObjectPart, index: number): Part[] {
  const prefix = listOf(schema.prefixItems)[index];
  if (prefix !== undefined) return [{ schema: prefix, at: `${at}/prefixItems/${index}` }];
  return schema.items === undefined ? [] : [{ schema: schema.items as JsonSchema, at: `${at}/items` }];
}

/** Declared and required names. */
export function namesOf(schema: SchemaObject): readonly string[] {
  return [
    ...(isObject(schema.properties) ? Object.keys(schema.properties) : []),
    ...(listOf(schema.required) as unknown as string[]),
  ];
}

export function isNeverPresent(schema: JsonSchema): boolean {
  return (
    schema === false ||
    (schema !== true && (schema['x-absent'] !== undefined || schema['x-not-supported'] === true))
  );
}

export function listOf(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? (value as JsonSchema[]) : [];
}

const HINTS: readonly (readonly [string, readonly string[]])[] = [
  [
    'object',
    [
      'properties',
      'required',
      'additionalProperties',
      'patternProperties',
      'dependentSchemas',
      'minProperties',
    ],
  ],
  ['array', ['items', 'prefixItems', 'minItems', 'uniqueItems', 'contains']],
  ['string', ['pattern', 'format', 'minLength', 'maxLength']],
  ['number', ['minimum', 'maximum', 'multipleOf', 'exclusiveMinimum', 'exclusiveMaximum']],
];

/** The types that a value of all these schemas can have; [] where they exclude each other. */
export function possibleTypes(members: readonly ObjectPart[]): readonly string[] {
  const stated = members.flatMap(({ schema }) => {
    const types = typesOf(schema);
    return types === undefined ? [] : [types];
  });
  const common = stated.reduce<readonly string[] | undefined>(
    (left, types) => left?.flatMap((type) => meet(type, types)) ?? types,
    undefined,
  );
  if (common !== undefined) return common;
  const hint = HINTS.find(([, keywords]) =>
    members.some(({ schema }) => keywords.some((keyword) => schema[keyword] !== undefined)),
  );
  return [hint?.[0] ?? 'string'];
}

function meet(type: string, types: readonly string[]): string[] {
  if (types.includes(type)) return [type];
  if (type === 'number' && types.includes('integer')) return ['integer'];
  return type === 'integer' && types.includes('number') ? ['integer'] : [];
}
