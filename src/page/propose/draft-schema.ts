// Fields by pointer -> a JSON Schema tree, with a shared schema for each model that the page names, or without any.
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../lib/objects.ts';
import { pointerTokens } from '../../lib/pointer.ts';
import type { FieldConstraints, JsonPointer, PageField } from '../../model.ts';
import { innerType, type JsonKind, jsonKind } from '../reading/types.ts';

type Json = Record<string, unknown>;

export type Models = {
  readonly byName: Map<string, Json>;
  readonly isEqual: (a: unknown, b: unknown) => boolean;
};

type Tree = { field: PageField | undefined; readonly children: Map<string, Tree> };

export function draftBody(fields: readonly PageField[], name: string | undefined, models: Models): Json {
  const root = treeOf(fields);
  if (root.field !== undefined) return typed(root.field.type, root.field, root, models, []);
  return objectOf(root, name, models, []);
}

/** Without shared models: what is added to a contract stands where it is used. */
export function inlineBody(fields: readonly PageField[]): Json {
  const unnamed = fields.map((field) => ({ ...field, type: withoutModel(field.type) }));
  return draftBody(unnamed, undefined, { byName: new Map(), isEqual: isDeepStrictEqual });
}

/** The property at `pointer` with all that is below it, as a body that has nothing else. */
export function inlineProperty(
  fields: readonly PageField[],
  pointer: JsonPointer,
): { readonly properties?: Json; readonly required?: readonly string[] } {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  const own = fields.filter((field) => field.pointer === pointer || field.pointer.startsWith(`${pointer}/`));
  return inlineBody(own.map((field) => ({ ...field, pointer: field.pointer.slice(parent.length) })));
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

function treeOf(fields: readonly PageField[]): Tree {
  const root: Tree = { field: undefined, children: new Map() };
  for (const field of fields) {
    let node = root;
    for (const token of field.pointer === '/' ? [] : pointerTokens(field.pointer)) {
      const below = node.children.get(token) ?? { field: undefined, children: new Map() };
      node.children.set(token, below);
      node = below;
    }
    node.field ??= field;
  }
  return root;
}

/** A property or parameter by itself, without what its tables link to. */
export function schemaOf(field: FieldConstraints & { readonly type: string }): Json {
  return typed(field.type, field, { field: undefined, children: new Map() }, undefined, []);
}

type Stated = FieldConstraints & { readonly type: string };

function typed(
  type: string,
  field: Stated | undefined,
  node: Tree | undefined,
  models: Models | undefined,
  above: readonly string[],
): Json {
  const { isNullable, ...stated } = field ?? { type };
  if (isNullable) return orNull(typed(type, stated, node, models, above));
  if (models !== undefined && node !== undefined && node.children.size > 0 && / or /.test(type))
    return choiceOf(type.split(' or '), field, node, models, above);
  const kind = jsonKind(type);
  const inner = innerType(type);
  const below = node?.children.get('*');
  const isMap =
    kind === 'object' &&
    inner !== undefined &&
    ![...(node?.children.keys() ?? [])].some((token) => token !== '*');
  if (
    kind === 'array' ||
    (kind === undefined && below !== undefined && inner === undefined && below.field === undefined)
  ) {
    const items = typed(inner ?? '', undefined, below, models, above);
    const values = valuesOf(field?.enum, items.type as JsonKind | undefined);
    return {
      type: 'array',
      items: { ...items, ...(values && { enum: values }) },
      ...defaultOf(field, 'array'),
      ...notesOf(field),
    };
  }
  if (isMap)
    return {
      type: 'object',
      additionalProperties: typed(inner, below?.field, below, models, above),
      ...notesOf(field),
    };
  if (
    (kind === 'object' || kind === undefined) &&
    node !== undefined &&
    models !== undefined &&
    (node.children.size > 0 || above.includes(modelName(type) ?? ''))
  )
    return withNotes(objectOf(node, modelName(type), models, above), field);
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
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(values) && { enum: [...values, null] }),
  };
}

/** `string or object`: what is listed belongs to the scalars, what stands below to the list or object. */
function choiceOf(
  types: readonly string[],
  field: Stated | undefined,
  { children }: Tree,
  models: Models,
  above: readonly string[],
): Json {
  const isList = (type: string) => jsonKind(type) === 'array';
  const choices = types.map((type) => {
    const tokens = [...children].filter(([token]) => isList(type) === (token === '*') || !types.some(isList));
    const isOuter = isList(type) || jsonKind(type) === 'object';
    return isOuter
      ? typed(type, undefined, { field: undefined, children: new Map(tokens) }, models, above)
      : typed(type, field && { ...field, type, notes: [] }, undefined, models, above);
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

function objectOf(node: Tree, name: string | undefined, models: Models, above: readonly string[]): Json {
  // A model that contains itself: its schema is being made further up.
  if (name !== undefined && node.children.size === 0)
    return above.includes(name) ? refTo(name) : { type: 'object' };
  const inside = name === undefined ? above : [...above, name];
  const any = node.children.get('*');
  const named = [...node.children].filter(([token]) => token !== '*');
  const required = named.filter(([, { field }]) => field?.required === true).map(([token]) => token);
  const properties = named.map(
    ([token, child]) => [token, typed(child.field?.type ?? '', child.field, child, models, inside)] as const,
  );
  const schema: Json = {
    type: 'object',
    ...(required.length > 0 && { required }),
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(any !== undefined && {
      additionalProperties: typed(any.field?.type ?? '', any.field, any, models, inside),
    }),
  };
  return name === undefined || any !== undefined ? schema : refTo(share(name, schema, models));
}

function refTo(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

/** Equal models of one name are one; others of that name get a number. */
function share(name: string, schema: Json, { byName, isEqual }: Models): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}${number}`;
    const known = byName.get(candidate);
    if (known === undefined) byName.set(candidate, schema);
    if (known === undefined || isEqual(known, schema)) return candidate;
  }
}

/** `X object` and bare `X` name a model; a plain Object does not. */
function modelName(type: string): string | undefined {
  const name = /^([A-Za-z][\w.-]*)(?: objects?)?$/.exec(type.trim())?.[1];
  return name === undefined || /^(?:object|map|array|list|dict|json)$/i.test(name) ? undefined : name;
}

function constraintsOf(field: Stated | undefined, kind: JsonKind | undefined): Json {
  if (field === undefined) return {};
  const values = valuesOf(field.enum, kind);
  return { ...(values && { enum: values }), ...defaultOf(field, kind), ...limits(field, kind) };
}

function defaultOf(field: Stated | undefined, kind: JsonKind | undefined): Json {
  const fallback = field?.default === undefined ? undefined : parsedValue(field.default, kind);
  return fallback === undefined ? {} : { default: fallback };
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
  if (kind === 'array' || kind === 'object') return parsedJson(text, kind);
  if (kind === 'boolean') return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return undefined;
  return kind === 'integer' && !Number.isInteger(number) ? undefined : number;
}

function parsedJson(text: string, kind: 'array' | 'object'): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return kind === 'array'
      ? Array.isArray(value)
        ? value
        : undefined
      : isObject(value)
        ? value
        : undefined;
  } catch {
    return undefined;
  }
}

function notesOf(field: Stated | undefined): Json {
  return {
    ...(field?.notes?.includes('not-supported') && { 'x-not-supported': true }),
    ...(field?.notes?.includes('deprecated') && { deprecated: true }),
  };
}

/** 3.1 allows keywords beside a reference. */
function withNotes(schema: Json, field: Stated | undefined): Json {
  return { ...schema, ...notesOf(field) };
}
