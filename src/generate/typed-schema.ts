// Schemas in a form whose TypeScript type, as openapi-typescript makes it, holds every value that the schema accepts. JSON Schema keywords
// speak of one kind of value each and let all others pass (core 4.3.1), which the types don't: so each kind is stated here. What TypeScript
// can't say (not, if, contains, bounds) is left out, which makes the type wider.

import { bindingNames, type Direction } from '../contract/reading.ts';
import { pointerOfRef, type Resolve } from '../contract/references.ts';
import { isAnnotation, list, type Shapes } from '../contract/shape.ts';
import { asObject, isObject } from '../lib/objects.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import { listedValues, type SchemaObject, typesOf } from '../schema/words.ts';

export type TypedScope = {
  readonly resolve: Resolve;
  readonly shapes: Shapes;
  readonly direction: Direction;
  /** The reference to the typed form of what stands at this pointer. */
  readonly referTo: (pointer: JsonPointer) => string;
};

/** What TypeScript tells apart: an integer is a number. */
const KINDS = ['object', 'array', 'string', 'number', 'boolean', 'null'] as const;
type Kinds = ReadonlySet<string>;
const ALL: Kinds = new Set(KINDS);

const OF_OBJECTS = ['properties', 'required', 'additionalProperties', 'patternProperties'];
const OF_ARRAYS = ['items', 'prefixItems'];

/** The typed form. `around`: the kinds of value that what stands around this schema leaves. */
export function typedSchema(schema: unknown, scope: TypedScope, around: Kinds = ALL): JsonSchema {
  if (!isObject(schema)) return schema !== false;
  const kinds = new Set([...kindsOf(schema, scope)].filter((kind) => around.has(kind)));
  const others = [
    ...(typeof schema.$ref === 'string' ? [reference(schema.$ref, scope)] : []),
    ...list(schema.allOf).map((part) => typedSchema(part, scope, kinds)),
    ...['anyOf', 'oneOf'].flatMap((keyword) =>
      schema[keyword] === undefined
        ? []
        : [unionOf(list(schema[keyword]).map((branch) => typedSchema(branch, scope, kinds)))],
    ),
  ].filter((part) => !isAnything(part));
  const own = ownPart(schema, kinds, scope, others.length > 0);
  const parts = isAnything(own) ? others : [own, ...others];
  if (parts.includes(false)) return false;
  const [only = {}] = parts as SchemaObject[];
  return { ...notesOf(schema), ...(parts.length < 2 ? only : { allOf: parts as JsonSchema[] }) };
}

function kindsOf(schema: unknown, { shapes }: TypedScope): Kinds {
  const types = shapes.possibleTypes(schema);
  return types === undefined
    ? ALL
    : new Set([...types].map((type) => (type === 'integer' ? 'number' : type)));
}

/** What an editor shows beside the type. */
function notesOf(schema: SchemaObject): SchemaObject {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => isAnnotation(keyword) || keyword === 'format'),
  );
}

function isAnything(schema: JsonSchema): boolean {
  return schema === true || (isObject(schema) && !SAYING.some((keyword) => schema[keyword] !== undefined));
}

const SAYING = ['$ref', 'type', 'enum', 'allOf', 'anyOf'];

function unionOf(branches: readonly JsonSchema[]): JsonSchema {
  if (branches.some(isAnything)) return true;
  const possible = branches.filter((branch) => branch !== false);
  return possible.length < 2 ? (possible[0] ?? false) : { anyOf: possible };
}

/** A schema that applies itself in place has no type of its own in TypeScript (TS2502). */
function reference(ref: string, { resolve, shapes, referTo }: TypedScope): JsonSchema {
  const target = resolve(ref);
  if (typeof target === 'boolean') return target;
  return shapes.isCircular(target) ? true : { $ref: referTo(pointerOfRef(ref)) };
}

/** What the schema says by its own keywords. */
function ownPart(schema: SchemaObject, kinds: Kinds, scope: TypedScope, hasOthers: boolean): JsonSchema {
  const values = listedValues(schema);
  if (values !== undefined) return constants(schema, values);
  const saysObjects = kinds.has('object') && OF_OBJECTS.some((keyword) => schema[keyword] !== undefined);
  const saysArrays = kinds.has('array') && OF_ARRAYS.some((keyword) => schema[keyword] !== undefined);
  if (
    !saysObjects &&
    !saysArrays &&
    (typesOf(schema) === undefined || isSaidElsewhere(schema, scope, hasOthers))
  )
    return true;
  return unionOf(
    KINDS.filter((kind) => kinds.has(kind)).map((kind) => {
      if (kind === 'object' && saysObjects) return objectPart(schema, scope);
      return kind === 'array' && saysArrays ? arrayPart(schema, scope) : { type: kind };
    }),
  );
}

/** Whether what stands beside the type leaves no other kind anyway, so that naming the type again adds nothing. */
function isSaidElsewhere({ type, ...rest }: SchemaObject, scope: TypedScope, hasOthers: boolean): boolean {
  const stated = kindsOf({ type }, scope);
  return hasOthers && [...kindsOf(rest, scope)].every((kind) => stated.has(kind));
}

function constants({ type }: SchemaObject, values: readonly unknown[]): JsonSchema {
  if (values.length === 0) return false;
  // openapi-typescript takes a lone list as an item for the list of items.
  if (values.length === 1 && Array.isArray(values[0])) return { type: 'array', items: {} };
  return { ...(type === undefined || type === 'object' ? {} : { type }), enum: values };
}

function objectPart(schema: SchemaObject, scope: TypedScope): SchemaObject {
  const named = Object.entries(asObject(schema.properties));
  const required = bindingNames(schema, list(schema.required) as string[], scope.direction, scope.resolve);
  const known = new Set(named.map(([name]) => name));
  const properties = [
    ...named.map(([name, property]) => [name, asProperty(property, scope)] as const),
    ...required.filter((name) => !known.has(name)).map((name) => [name, {}] as const),
  ];
  const further = furtherValues(
    schema,
    properties.map(([, property]) => property),
    scope,
  );
  return {
    type: 'object',
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(required.length > 0 && { required }),
    ...(further !== undefined && { additionalProperties: isAnything(further) || further }),
  };
}

function asProperty(property: unknown, scope: TypedScope): JsonSchema {
  const typed = typedSchema(property, scope);
  return typed === true ? {} : typed;
}

/** An index signature in TypeScript is held by the named properties too. */
function furtherValues(
  { additionalProperties, patternProperties }: SchemaObject,
  named: readonly JsonSchema[],
  scope: TypedScope,
): JsonSchema | undefined {
  const patterns = Object.values(asObject(patternProperties));
  if (patterns.length === 0 && (additionalProperties === undefined || additionalProperties === false))
    return undefined;
  const further = typedSchema(additionalProperties, scope);
  return unionOf([further, ...patterns.map((pattern) => typedSchema(pattern, scope)), ...named]);
}

/** A list of fixed length is a tuple; otherwise each item is of any of the types, since a list may end anywhere. */
function arrayPart(
  { prefixItems, items, minItems, maxItems }: SchemaObject,
  scope: TypedScope,
): SchemaObject {
  const first = list(prefixItems).map((item) => typedSchema(item, scope));
  const rest = typedSchema(items, scope);
  const most = Math.min(
    typeof maxItems === 'number' ? maxItems : Number.POSITIVE_INFINITY,
    rest === false ? first.length : Number.POSITIVE_INFINITY,
  );
  const isFixed = first.length > 0 && most === first.length && minItems === first.length;
  if (isFixed) return { type: 'array', prefixItems: first };
  const all = unionOf([...first, rest]);
  if (all === false) return { type: 'array', items: { enum: [] } };
  return { type: 'array', items: isAnything(all) ? {} : all };
}
