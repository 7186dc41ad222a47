// How the value of a parameter or response header stands in text: its style, and the types inside of an array or object, without which
// `1,true` could be read in four ways.
import { heirDiscriminator } from '../contract/discriminators.ts';
import type {
  OpenApiDocument,
  OpenApiEncoding,
  OpenApiMediaType,
  OpenApiParameter,
} from '../contract/openapi.ts';
import { safePattern } from '../contract/pattern-growth.ts';
import { type Resolve, resolver } from '../contract/references.ts';
import {
  alwaysApplied,
  hasShape,
  list,
  maybeApplied,
  namesOnly,
  possibleTypes,
  shapesOf,
  type Types,
  unionOf,
} from '../contract/shape.ts';
import { essenceOf, isJson } from '../lib/media-type.ts';
import { isObject } from '../lib/objects.ts';
import type {
  CompiledField,
  CompiledSerialization,
  JsonSchema,
  ParameterStyle,
  TypesByName,
} from '../model.ts';
import { KEYWORDS_OF, type SchemaObject } from '../schema/words.ts';

/** Nothing where the value can only be one text, as it stands. */
export function serializationOf(
  document: OpenApiDocument,
  { in: where, schema, ...stated }: Pick<OpenApiParameter, 'in' | 'schema' | 'style' | 'explode'>,
): CompiledSerialization | undefined {
  if (schema === undefined) return undefined;
  const resolve = resolver(document);
  const usual = where === 'query' || where === 'cookie' ? 'form' : 'simple';
  const style = (stated.style ?? usual) as ParameterStyle;
  const held = {
    ...(mayBe(schema, 'array', resolve) ? { items: itemTypes(schema, resolve) } : {}),
    ...(mayBe(schema, 'object', resolve) ? objectTypes(schema, document) : {}),
  };
  if (Object.keys(held).length === 0 && !['label', 'matrix', 'cookie'].includes(style)) return undefined;
  return { style, explode: stated.explode ?? (style === 'form' || style === 'cookie'), ...held };
}

const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** The fields of a form body; undefined for other media types. */
export function formFieldsOf(
  document: OpenApiDocument,
  key: string,
  { schema, encoding = {} }: OpenApiMediaType,
): CompiledField[] | undefined {
  if (!FORMS.includes(essenceOf(key) ?? '') || schema === undefined) return undefined;
  return describedNames(schema, 'properties', resolver(document)).map(({ name, certain, possible }) => {
    const property = certain.length > 0 ? { allOf: certain } : { anyOf: possible };
    return fieldOf(document, name, property, encoding[name]);
  });
}

type DescribedName = {
  readonly name: string;
  /** Schemas of it that always apply. */
  readonly certain: readonly unknown[];
  /** Those, and those of branches. */
  readonly possible: readonly unknown[];
};

/** The names under a keyword of a schema and of all that may apply with it. */
function describedNames(
  schema: unknown,
  keyword: 'properties' | 'patternProperties',
  resolve: Resolve,
): readonly DescribedName[] {
  const mapsOf = (members: readonly SchemaObject[]): readonly SchemaObject[] =>
    members.map((member) => member[keyword]).filter(isObject);
  const partsIn = (maps: readonly SchemaObject[], name: string): unknown[] =>
    maps.flatMap((map) => (Object.hasOwn(map, name) ? [map[name]] : []));
  const always = mapsOf(alwaysApplied(schema, resolve));
  const maybe = mapsOf(maybeApplied(schema, resolve));
  const names = new Set(maybe.flatMap((map) => Object.keys(map)));
  return [...names].map((name) => ({
    name,
    certain: partsIn(always, name),
    possible: partsIn(maybe, name),
  }));
}

/** OpenAPI 3.1, Encoding Object: without a style of its own an object, also in an array, is JSON. */
function fieldOf(
  document: OpenApiDocument,
  name: string,
  schema: SchemaObject,
  stated: OpenApiEncoding = {},
): CompiledField {
  const { style, explode, allowReserved, contentType } = stated;
  const isStyled = style !== undefined || explode !== undefined || allowReserved !== undefined;
  const serialization = serializationOf(document, {
    in: 'query',
    schema: schema as JsonSchema,
    ...(style === undefined ? {} : { style }),
    ...(explode === undefined ? {} : { explode }),
  });
  const { properties, items = [] } = serialization ?? {};
  const holdsNesting = properties !== undefined || items.includes('object') || items.includes('array');
  const isJsonText = !isStyled && (holdsNesting || isJson(essenceOf(contentType ?? '') ?? ''));
  const isApart = isJsonText && properties !== undefined && serialization?.items === undefined;
  return {
    name,
    types: listed(possibleTypes(schema, resolver(document))),
    ...(isJsonText ? { content: 'json' } : {}),
    ...(serialization === undefined || isApart ? {} : { serialization }),
    ...(contentType === undefined ? {} : { contentType }),
  };
}

/** A schema without a type speaks of arrays or objects by their keywords. */
function mayBe(schema: unknown, type: 'array' | 'object', resolve: Resolve): boolean {
  const types = possibleTypes(schema, resolve);
  if (types !== undefined) return types.has(type);
  return maybeApplied(schema, resolve).some((member) =>
    KEYWORDS_OF[type].some((keyword) => member[keyword] !== undefined),
  );
}

/** What only some branch says of the elements binds those of no other branch. */
function itemTypes(schema: unknown, resolve: Resolve): readonly string[] {
  const members = alwaysApplied(schema, resolve).filter(
    ({ items, prefixItems }) => items !== undefined || prefixItems !== undefined,
  );
  const parts = members.flatMap(({ items, prefixItems }) => [...list(prefixItems), items]);
  return parts.length === 0 ? [] : listed(unionOf(parts.map((part) => possibleTypes(part, resolve))));
}

function objectTypes(schema: unknown, document: OpenApiDocument): Partial<CompiledSerialization> {
  const resolve = resolver(document);
  const patterns = byName(schema, 'patternProperties', resolve).map(
    ([pattern, types]): TypesByName => [safePattern(pattern), types],
  );
  const further = furtherTypes(schema, document);
  return {
    properties: [
      ...byName(schema, 'properties', resolve),
      ...namesOnly(schema, resolve).map((name): TypesByName => [name, []]),
    ],
    ...(patterns.length === 0 ? {} : { patterns }),
    ...(further === undefined ? {} : { further }),
  };
}

function byName(
  schema: unknown,
  keyword: 'properties' | 'patternProperties',
  resolve: Resolve,
): TypesByName[] {
  return describedNames(schema, keyword, resolve).map(({ name, certain }) => {
    const types = certain.map((part) => possibleTypes(part, resolve));
    return [name, certain.length === 0 ? [] : listed(unionOf(types))];
  });
}

/** As the strict reading closes objects: see contract/strict.ts. */
function furtherTypes(schema: unknown, document: OpenApiDocument): readonly string[] | undefined {
  const resolve = resolver(document);
  const members = maybeApplied(schema, resolve);
  const saidBy = (member: SchemaObject): unknown[] =>
    [member.additionalProperties, member.unevaluatedProperties].filter((said) => said !== undefined);
  if (alwaysApplied(schema, resolve).flatMap(saidBy).includes(false)) return undefined;
  const said = members.flatMap(saidBy).filter((further) => further !== false);
  if (said.length > 0) return listed(unionOf(said.map((further) => possibleTypes(further, resolve))));
  const branches = members.flatMap(({ oneOf, anyOf }) => [...list(oneOf), ...list(anyOf)]);
  const isOpen =
    !members.some(hasShape) ||
    branches.some(shapesOf(resolve).isFreeForm) ||
    (isObject(schema) && heirDiscriminator(schema, document, resolve) !== undefined);
  return isOpen ? [] : undefined;
}

const ORDER = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

function listed(types: Types): readonly string[] {
  return types === undefined ? [] : ORDER.filter((type) => types.has(type));
}
