// Fields by pointer -> a JSON Schema tree, with a shared schema for each model that the page names, or without any.
import { isDeepStrictEqual } from 'node:util';
import { attempt } from '../../lib/attempt.ts';
import { defined, isObject } from '../../lib/objects.ts';
import { parentOf, pointerTokens } from '../../lib/pointer.ts';
import { branchAt, type TokenTree, tokenTree } from '../../lib/token-tree.ts';
import type { FieldConstraints, JsonPointer, PageField, PageParameter } from '../../model.ts';
import { innerType, type JsonKind, jsonKind } from '../reading/types.ts';

type Json = Record<string, unknown>;

/** The shared schemas so far, by name. */
export type Models = Map<string, Json>;

type Tree = TokenTree<PageField>;

/** `above`: the models that are being made, from the outside in. */
type Drafting = { readonly models: Models; readonly above: readonly string[] };

export function draftBody(fields: readonly PageField[], name: string | undefined, models: Models): Json {
  const root = tokenTree<PageField>();
  for (const field of fields)
    branchAt(root, field.pointer === '/' ? [] : pointerTokens(field.pointer)).value ??= field;
  const drafting = { models, above: [] };
  return root.value === undefined
    ? objectOf(root, name, drafting)
    : typed(root.value.type, root.value, root, drafting);
}

/** Without shared models: what is added to a contract stands where it is used. */
export function inlineBody(fields: readonly PageField[]): Json {
  const unnamed = fields.map((field) => ({ ...field, type: withoutModel(field.type) }));
  return draftBody(unnamed, undefined, new Map());
}

/** The property at `pointer` with all that is below it, as a body that has nothing else. */
export function inlineProperty(
  fields: readonly PageField[],
  pointer: JsonPointer,
): { readonly properties?: Json; readonly required?: readonly string[] } {
  const { length } = parentOf(pointer);
  const own = fields.filter((field) => `${field.pointer}/`.startsWith(`${pointer}/`));
  return inlineBody(own.map((field) => ({ ...field, pointer: field.pointer.slice(length) })));
}

/** `Array of X objects` -> `Array of Objects`: the name of a model, wherever it stands in the type. */
function withoutModel(type: string): string {
  return type
    .replace(/[A-Za-z][\w.-]* objects\b/g, 'Objects')
    .replace(/[A-Za-z][\w.-]* object\b/g, 'Object')
    .replace(
      /^Map<([^,<>]*),\s*(?!String|Integer|Long|Number|Boolean|Object|Array|Map)[A-Za-z][\w.-]*>$/i,
      'Map<$1,Object>',
    );
}

type Stated = FieldConstraints & { readonly type: string };

/** A property or parameter by itself, without what its tables link to. */
export function schemaOf(field: Stated): Json {
  return typed(field.type, field, tokenTree(), { models: new Map(), above: [] });
}

/** As a contract declares it. */
export function parameterOf(parameter: PageParameter): Json {
  const { name, in: location, required } = parameter;
  return {
    name,
    in: location,
    required: location === 'path' || required === true,
    schema: schemaOf(parameter),
  };
}

function typed(type: string, field: Stated | undefined, node: Tree, drafting: Drafting): Json {
  const { isNullable, ...stated } = field ?? { type };
  if (isNullable) return orNull(typed(type, stated, node, drafting));
  const { inside } = node;
  if (inside.size > 0 && / or /.test(type)) return choiceOf(type.split(' or '), field, node, drafting);
  const kind = jsonKind(type);
  const inner = innerType(type);
  const below = inside.get('*') ?? tokenTree();
  const isOfItems = inside.has('*') && below.value === undefined;
  if (kind === 'array' || (kind === undefined && inner === undefined && isOfItems)) {
    const items = typed(inner ?? '', undefined, below, drafting);
    const values = valuesOf(field?.enum, items.type as JsonKind | undefined);
    return {
      type: 'array',
      items: { ...items, ...defined({ enum: values }) },
      ...defaultOf(field, 'array'),
      ...notesOf(field),
    };
  }
  if (kind === 'object' && inner !== undefined && [...inside.keys()].every((token) => token === '*')) {
    const additionalProperties = typed(inner, below.value, below, drafting);
    return { type: 'object', additionalProperties, ...notesOf(field) };
  }
  const name = modelName(type);
  const hasInside = inside.size > 0 || drafting.above.includes(name ?? '');
  // 3.1 allows keywords beside a reference.
  if ((kind === 'object' || kind === undefined) && hasInside)
    return { ...objectOf(node, name, drafting), ...notesOf(field) };
  return {
    ...(kind === undefined ? otherType(type) : scalar(kind, type)),
    ...constraintsOf(field, kind),
    ...notesOf(field),
  };
}

/** In the words of 3.1. */
function orNull(schema: Json): Json {
  const { type, enum: values } = schema;
  if (type === undefined) return schema.$ref === undefined ? schema : { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [type, 'null'], ...(Array.isArray(values) && { enum: [...values, null] }) };
}

/** `string or object`: what is listed belongs to the scalars, what stands below to the list or object. */
function choiceOf(
  types: readonly string[],
  field: Stated | undefined,
  { inside }: Tree,
  drafting: Drafting,
): Json {
  const isList = (type: string) => jsonKind(type) === 'array';
  const choices = types.map((type) => {
    const own = [...inside].filter(([token]) => isList(type) === (token === '*') || !types.some(isList));
    return isList(type) || jsonKind(type) === 'object'
      ? typed(type, undefined, { value: undefined, inside: new Map(own) }, drafting)
      : typed(type, field && { ...field, type, notes: [] }, tokenTree(), drafting);
  });
  return { anyOf: choices, ...notesOf(field) };
}

function scalar(kind: JsonKind, type: string): Json {
  return /^(?:long|int64)$/i.test(type.trim()) ? { type: kind, format: 'int64' } : { type: kind };
}

/** Octets are text to JSON Schema; any other unknown word states no type. */
function otherType(type: string): Json {
  return /^(?:file|binary|stream)$/i.test(type.trim())
    ? { type: 'string', contentMediaType: 'application/octet-stream' }
    : {};
}

function objectOf({ inside }: Tree, name: string | undefined, { models, above }: Drafting): Json {
  // A model that contains itself: its schema is being made further up.
  if (name !== undefined && inside.size === 0) return above.includes(name) ? refTo(name) : { type: 'object' };
  const below = { models, above: name === undefined ? above : [...above, name] };
  const schemaAt = (node: Tree) => typed(node.value?.type ?? '', node.value, node, below);
  const any = inside.get('*');
  const named = [...inside].filter(([token]) => token !== '*');
  const required = named.filter(([, { value }]) => value?.required === true).map(([token]) => token);
  const properties = named.map(([token, node]) => [token, schemaAt(node)] as const);
  const schema: Json = {
    type: 'object',
    ...(required.length > 0 && { required }),
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(any !== undefined && { additionalProperties: schemaAt(any) }),
  };
  return name === undefined || any !== undefined ? schema : refTo(share(name, schema, models));
}

function refTo(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

/** Equal models of one name are one; others of that name get a number. */
function share(name: string, schema: Json, models: Models): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}${number}`;
    const known = models.get(candidate);
    if (known === undefined) models.set(candidate, schema);
    if (known === undefined || isDeepStrictEqual(known, schema)) return candidate;
  }
}

/** `X object` and bare `X` name a model; a plain Object does not. */
function modelName(type: string): string | undefined {
  const name = /^([A-Za-z][\w.-]*)(?: objects?)?$/.exec(type.trim())?.[1];
  return name === undefined || /^(?:object|map|array|list|dict|json)$/i.test(name) ? undefined : name;
}

function constraintsOf(field: Stated | undefined, kind: JsonKind | undefined): Json {
  if (field === undefined) return {};
  return {
    ...defined({ enum: valuesOf(field.enum, kind) }),
    ...defaultOf(field, kind),
    ...limits(field, kind),
  };
}

function defaultOf(field: Stated | undefined, kind: JsonKind | undefined): Json {
  return defined({ default: field?.default === undefined ? undefined : parsedValue(field.default, kind) });
}

function limits(field: Stated, kind: JsonKind | undefined): Json {
  const keys = kind === 'string' ? (['minLength', 'maxLength'] as const) : (['minimum', 'maximum'] as const);
  if (kind !== 'string' && kind !== 'integer' && kind !== 'number') return {};
  const found = keys.map((key) => [key, field[key] === undefined ? Number.NaN : Number(field[key])] as const);
  return Object.fromEntries(found.filter(([, value]) => Number.isFinite(value)));
}

function valuesOf(
  values: readonly string[] | undefined,
  kind: JsonKind | undefined,
): readonly unknown[] | undefined {
  const typedValues = [...new Set(values ?? [])].map((value) => parsedValue(value, kind));
  return typedValues.length === 0 || typedValues.includes(undefined) ? undefined : typedValues;
}

/** The page prints values as text; undefined where the text is none of that type. */
function parsedValue(text: string, kind: JsonKind | undefined): unknown {
  if (kind === 'string' || kind === undefined) return text;
  if (kind === 'array' || kind === 'object') {
    const value: unknown = attempt(() => JSON.parse(text));
    return (kind === 'array' ? Array.isArray(value) : isObject(value)) ? value : undefined;
  }
  if (kind === 'boolean') return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return undefined;
  return kind === 'integer' && !Number.isInteger(number) ? undefined : number;
}

function notesOf(field: Stated | undefined): Json {
  return {
    ...(field?.notes?.includes('not-supported') && { 'x-not-supported': true }),
    ...(field?.notes?.includes('deprecated') && { deprecated: true }),
  };
}
