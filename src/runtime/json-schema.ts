// biome-ignore-all lint/suspicious/noThenProperty: the JSON Schema keyword
// What the body of a response is held to, as JSON Schema for other tools (https://standardschema.dev/json-schema): the contract as written, read
// from the strict schemas without what the closed reading adds.
import { isObject } from '../lib/objects.ts';
import { pointerTokens } from '../lib/pointer.ts';
import type { CompiledContent, ContractDetail, JsonSchema } from '../model.ts';
import { mapSubschemas } from '../schema/subschemas.ts';
import { DECLARED_CLOSED, numberRange, type SchemaObject, typesOf } from '../schema/words.ts';

type Dialect = {
  readonly $schema?: string;
  readonly definitions: '$defs' | 'definitions';
  readonly hasBooleanSchemas: boolean;
  /** A schema whose subschemas are in the dialect already. */
  readonly lower: (schema: SchemaObject) => SchemaObject;
};

const DIALECTS: Readonly<Record<string, Dialect>> = {
  'draft-2020-12': {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    definitions: '$defs',
    hasBooleanSchemas: true,
    lower: (schema) => schema,
  },
  'draft-07': {
    $schema: 'http://json-schema.org/draft-07/schema#',
    definitions: 'definitions',
    hasBooleanSchemas: true,
    lower: (schema) => referenceApart(withDependencies(withTuple(withoutCounts(withoutUnevaluated(schema))))),
  },
  'openapi-3.0': { definitions: 'definitions', hasBooleanSchemas: false, lower: asOpenApi },
};

type Schemas = ContractDetail['schemas'];

/** Throws for an unknown target, and for a keyword that the target can't say. */
export function jsonSchemaOf(
  content: readonly CompiledContent[],
  { $defs }: Schemas,
  target: string,
): Record<string, unknown> {
  const dialect = Object.hasOwn(DIALECTS, target) ? DIALECTS[target] : undefined;
  if (dialect === undefined)
    throw new Error(`unknown JSON Schema target "${target}"; known: ${Object.keys(DIALECTS).join(', ')}`);
  const definitions = new Map<string, SchemaObject>();
  const { refer, convert, next } = converter(dialect);
  const schemaAt = (name: string): SchemaObject => asObject(convert($defs[name] ?? true));
  const roots = [...new Set(content.map(({ schema }) => schema))];
  const [only] = roots;
  const root = roots.includes(undefined)
    ? {}
    : only !== undefined && roots.length === 1
      ? schemaAt(nameIn(only))
      : asObject(roots.length > 0 && { anyOf: roots.map((place) => ({ $ref: refer(nameIn(place ?? '')) })) });
  for (let one = next(); one !== undefined; one = next()) definitions.set(one.key, schemaAt(one.name));
  return {
    ...(dialect.$schema !== undefined && { $schema: dialect.$schema }),
    ...root,
    ...(definitions.size > 0 && { [dialect.definitions]: Object.fromEntries(definitions) }),
  };
}

type Named = { readonly key: string; readonly name: string };

/** `next`: a definition that something refers to and that is not converted yet. */
function converter({ definitions, hasBooleanSchemas, lower }: Dialect): {
  readonly refer: (name: string) => string;
  readonly convert: (schema: JsonSchema) => JsonSchema;
  readonly next: () => Named | undefined;
} {
  const keys = new Map<string, string>();
  const waiting: Named[] = [];

  /** Used as a whole value or as a part of another schema, a component differs only in what the closed reading adds. */
  function refer(name: string): string {
    const written = name.replace(/ \(response\)$/, '');
    const key = keys.get(written) ?? freeKey(written, new Set(keys.values()));
    if (!keys.has(written)) waiting.push({ key, name });
    keys.set(written, key);
    return `#/${definitions}/${encodeURIComponent(key)}`;
  }

  function convert(schema: JsonSchema): JsonSchema {
    if (typeof schema === 'boolean') return hasBooleanSchemas ? schema : asObject(schema);
    const { [DECLARED_CLOSED]: isDeclared, unevaluatedProperties, ...others } = schema;
    const isAdded = unevaluatedProperties === false && isDeclared !== true;
    const own: Record<string, unknown> = {};
    for (const [keyword, value] of Object.entries(isAdded ? others : schema)) {
      if (keyword === '$ref') own.$ref = refer(nameIn(String(value).slice(1)));
      else if (keyword === 'additionalProperties' && typeof value === 'boolean') own[keyword] = value;
      else if (!keyword.startsWith('x-') && keyword !== 'discriminator' && keyword !== '$defs')
        own[keyword] = mapSubschemas(keyword, value, convert);
    }
    return Array.isArray(own.enum) && own.enum.length === 0
      ? asObject(false)
      : lower({ ...own, ...numberRange(own) });
  }

  return { refer, convert, next: () => waiting.shift() };
}

function nameIn(place: string): string {
  return pointerTokens(place)[1] ?? '';
}

/** A name without what other tools stumble over in a reference. */
function freeKey(name: string, taken: ReadonlySet<string>): string {
  const stem = name.replaceAll(/[^\p{L}\p{N}.-]+/gu, '_').replaceAll(/^_|_$/g, '') || 'schema';
  let key = stem;
  for (let count = 2; taken.has(key); count++) key = `${stem}_${count}`;
  return key;
}

function asObject(schema: JsonSchema): SchemaObject {
  return isObject(schema) ? schema : schema ? {} : { not: {} };
}

function cannot(keyword: string): Error {
  return new Error(`"${keyword}" of this schema can't be said in the target; draft-2020-12 says it`);
}

/** One more schema that holds beside the others. */
function alsoHolds(schema: SchemaObject, ...parts: readonly JsonSchema[]): SchemaObject {
  return parts.length === 0 ? schema : { ...schema, allOf: [...((schema.allOf ?? []) as []), ...parts] };
}

const APPLIED = ['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'dependentSchemas'];

/** Where nothing else applies to the value, what is unevaluated is what is additional. */
function withoutUnevaluated(schema: SchemaObject): SchemaObject {
  const { unevaluatedProperties: properties, unevaluatedItems: items, ...rest } = schema;
  const isOpen = (inner: unknown): boolean =>
    inner === undefined || inner === true || (isObject(inner) && Object.keys(inner).length === 0);
  const isAlone = APPLIED.every((keyword) => rest[keyword] === undefined);
  const own: Record<string, unknown> = { ...rest };
  if (!isOpen(properties) && rest.additionalProperties === undefined) {
    if (!isAlone) throw cannot('unevaluatedProperties');
    own.additionalProperties = properties;
  }
  if (!isOpen(items) && rest.items === undefined) {
    if (!isAlone || rest.contains !== undefined) throw cannot('unevaluatedItems');
    own.items = items;
  }
  return own;
}

function withoutCounts({ minContains, maxContains, ...rest }: SchemaObject): SchemaObject {
  const { contains, ...others } = rest;
  if (contains === undefined || (minContains === 0 && maxContains === undefined)) return others;
  if (maxContains !== undefined) throw cannot('maxContains');
  if ((minContains ?? 1) !== 1) throw cannot('minContains');
  return rest;
}

function withTuple({ prefixItems, items, ...rest }: SchemaObject): SchemaObject {
  if (prefixItems === undefined) return items === undefined ? rest : { ...rest, items };
  return { ...rest, items: prefixItems, ...(items !== undefined && { additionalItems: items }) };
}

function withDependencies({ dependentRequired, dependentSchemas, ...rest }: SchemaObject): SchemaObject {
  const parts = [dependentRequired, dependentSchemas].filter(isObject);
  const [only, other] = parts;
  if (only === undefined) return rest;
  if (other === undefined) return { ...rest, dependencies: only };
  return alsoHolds(rest, { dependencies: only }, { dependencies: other });
}

/** Beside a reference nothing else counts before 2019-09. */
function referenceApart({ $ref, ...rest }: SchemaObject): SchemaObject {
  if ($ref === undefined || Object.keys(rest).length === 0) return $ref === undefined ? rest : { $ref };
  return alsoHolds(rest, { $ref });
}

const UNSAID_IN_OPENAPI = ['prefixItems', 'patternProperties', 'propertyNames'];

/** https://spec.openapis.org/oas/v3.0.3#schema-object */
function asOpenApi(schema: SchemaObject): SchemaObject {
  const unsaid = UNSAID_IN_OPENAPI.find((keyword) => schema[keyword] !== undefined);
  if (unsaid !== undefined) throw cannot(unsaid);
  const counted = withoutCounts(withoutUnevaluated(schema));
  const { const: only, contains, if: condition, dependentRequired, dependentSchemas, ...rest } = counted;
  const { then = {}, else: otherwise = {}, ...own } = rest;
  const isObjectValue = { type: 'object' };
  const parts: SchemaObject[] = [
    ...(only === undefined ? [] : [{ enum: [only] }]),
    ...(condition === undefined
      ? []
      : [{ anyOf: [{ not: condition }, then] }, { anyOf: [condition, otherwise] }]),
    // A list of which no item is `contains` is one whose items all are not.
    ...(contains === undefined ? [] : [{ not: { type: 'array', items: { not: contains } } }]),
    ...entriesOf(dependentRequired).flatMap(([name, required]) =>
      Array.isArray(required) && required.length > 0 ? [dependent(name, { required })] : [],
    ),
    ...entriesOf(dependentSchemas).map(([name, part]) =>
      dependent(name, { anyOf: [{ not: isObjectValue }, part] }),
    ),
  ];
  return referenceApart(alsoHolds(withBounds(withNullable(own)), ...parts));
}

function entriesOf(map: unknown): readonly (readonly [string, unknown])[] {
  return isObject(map) ? Object.entries(map) : [];
}

/** `required` lets everything pass that is no object. */
function dependent(name: string, part: SchemaObject): SchemaObject {
  return { anyOf: [{ not: { required: [name] } }, part] };
}

function withNullable({ type, required, ...rest }: SchemaObject): SchemaObject {
  const own = Array.isArray(required) && required.length > 0 ? { ...rest, required } : rest;
  const types = typesOf({ type });
  if (types === undefined) return own;
  const isNullable = types.includes('null');
  const [first, ...others] = types
    .filter((one) => one !== 'null')
    .map((one) => ({ type: one, ...(isNullable && { nullable: true }) }));
  if (first === undefined) return alsoHolds(own, { enum: [null] });
  if (others.length > 0) return alsoHolds(own, { anyOf: [first, ...others] });
  return { ...own, ...first, ...(first.type === 'array' && own.items === undefined && { items: {} }) };
}

/** In OpenAPI 3.0 `exclusiveMinimum` says whether `minimum` is. */
function withBounds({ exclusiveMinimum, exclusiveMaximum, ...rest }: SchemaObject): SchemaObject {
  const own: Record<string, unknown> = { ...rest };
  const { minimum, maximum } = rest;
  if (typeof exclusiveMinimum === 'number' && !(Number(minimum ?? Number.NaN) > exclusiveMinimum))
    Object.assign(own, { minimum: exclusiveMinimum, exclusiveMinimum: true });
  if (typeof exclusiveMaximum === 'number' && !(Number(maximum ?? Number.NaN) < exclusiveMaximum))
    Object.assign(own, { maximum: exclusiveMaximum, exclusiveMaximum: true });
  return own;
}
