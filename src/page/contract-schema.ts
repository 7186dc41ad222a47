// A schema of the contract -> fields by pattern, as a page lists them. References, allOf and unions are followed.
// Conditions (if, dependentSchemas) are not: they relate properties, and declare none.
import { isJsonText } from '../contract/items.ts';
import { asObject, isObject, type JsonObject } from '../lib/objects.ts';
import { appendToken, valueAt } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import type { JsonKind } from './reading/types.ts';
import type { Limits, StatedField } from './stated.ts';

/** `isBranch`: of a union, so that it may not apply. */
export type SchemaNode = {
  readonly schema: JsonObject;
  readonly at: JsonPointer;
  readonly isBranch: boolean;
};

/**
 * Schemas that refer to one another have endlessly many paths. Beyond this many fields a schema is expanded at one path only, so that the
 * result grows with the text of the contract. Shallow paths come first: pages document those.
 */
const MOST_REPEATED = 2000;

type Position = {
  readonly field: StatedField;
  readonly isListed: boolean;
  readonly nodes: readonly SchemaNode[];
  readonly base: JsonPointer;
  /** Of the schemas on the path to it: a cycle is followed once. */
  readonly ancestors: Ancestors | undefined;
  readonly below: Position[];
};

type Ancestors = { readonly at: ReadonlySet<JsonPointer>; readonly above: Ancestors | undefined };

/**
 * `isEvents`: the schema is of server-sent events, whose data may be JSON. `cut`: where a schema is not expanded, since there are too many
 * fields already and it was expanded at another place.
 */
export function readSchema(
  document: unknown,
  at: JsonPointer,
  isEvents = false,
): { readonly fields: readonly StatedField[]; readonly cut: readonly JsonPointer[] } {
  const nodes = nodesAt(document, at);
  const field = fieldOf('/', at, nodes, true);
  const isListed = field.kinds.length > 0 && !field.kinds.includes('object');
  const root: Position = { field, isListed, nodes, base: '', ancestors: undefined, below: [] };
  const cut = expand(document, root, isEvents);
  const fields = new Map<JsonPointer, StatedField>();
  const stack = [root];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.isListed) fields.set(next.field.pointer, next.field);
    for (const each of next.below.toReversed()) stack.push(each);
  }
  return { fields: [...fields.values()], cut };
}

/** Breadth first. Returns the pointers at which it stopped. */
function expand(document: unknown, root: Position, isEvents: boolean): readonly JsonPointer[] {
  const expanded = new Set<JsonPointer>();
  const queue = [root];
  const cut: JsonPointer[] = [];
  let count = 0;
  for (const position of queue) {
    // A node that is only a reference has no members of its own; counting it would make each place of a reference new.
    const owners = position.nodes.filter(({ schema, at }) => membersOf(schema, at).length > 0);
    if (count >= MOST_REPEATED && owners.every(({ at }) => expanded.has(at))) {
      if (owners.length > 0) cut.push(position.field.pointer);
      continue;
    }
    for (const { at } of position.nodes) expanded.add(at);
    position.below.push(...childrenOf(document, position, isEvents));
    count += position.below.length;
    queue.push(...position.below.filter(({ nodes, ancestors }) => !isAround(nodes, ancestors?.above)));
  }
  return cut;
}

function isAround(nodes: readonly SchemaNode[], ancestors: Ancestors | undefined): boolean {
  for (let each = ancestors; each !== undefined; each = each.above)
    if (nodes.some(({ at }) => each?.at.has(at))) return true;
  return false;
}

function childrenOf(
  document: unknown,
  { nodes, base, ancestors }: Position,
  isEvents: boolean,
): readonly Position[] {
  const required = requiredIn(nodes);
  const children = new Map<string, { readonly at: JsonPointer; readonly nodes: SchemaNode[] }>();
  for (const { schema, at, isBranch } of nodes)
    for (const [token, below] of membersOf(schema, at)) {
      const known = children.get(token) ?? { at: below, nodes: [] };
      known.nodes.push(...nodesAt(document, below, isBranch));
      children.set(token, known);
    }
  return [...children].map(([token, stated]) => {
    const pointer = token === '*' ? `${base}/*` : appendToken(base, token);
    const isData = isEvents && pointer === '/*/data';
    const child = isData ? { at: stated.at, nodes: dataNodes(document, stated.nodes) } : stated;
    const isItem = token === '*' && nodes.some(({ schema }) => 'items' in schema);
    return {
      field: fieldOf(pointer, child.at, child.nodes, required.has(token)),
      // The page has a row for a property and for any key of a map, none for an item.
      isListed: !isItem && !(token === '*' && base !== ''),
      nodes: child.nodes,
      base: pointer,
      ancestors: { at: new Set(child.nodes.map(({ at }) => at)), above: ancestors },
      below: [],
    };
  });
}

/** What is required always, and what every branch of a union requires. */
function requiredIn(nodes: readonly SchemaNode[]): ReadonlySet<string> {
  const always = nodes.filter(({ isBranch }) => !isBranch).flatMap(({ schema }) => list(schema.required));
  const branches = nodes.filter(({ isBranch, schema }) => isBranch && isObject(schema.properties));
  const inAll = list(branches[0]?.schema.required).filter((name) =>
    branches.every(({ schema }) => list(schema.required).includes(name)),
  );
  return new Set([...always, ...inAll]);
}

/** Its tokens in patterns, and the schema of each. */
function membersOf(schema: JsonObject, at: JsonPointer): readonly (readonly [string, JsonPointer])[] {
  const names = Object.keys(asObject(schema.properties));
  const any = ['items', 'additionalProperties'].filter((keyword) => isObject(schema[keyword]));
  return [
    ...names.map((name) => [name, appendToken(`${at}/properties`, name)] as const),
    ...any.map((keyword) => ['*', `${at}/${keyword}`] as const),
  ];
}

/** The schema and all that apply beside it or instead of it. */
export function nodesAt(document: unknown, start: JsonPointer, isInBranch = false): readonly SchemaNode[] {
  const nodes: SchemaNode[] = [];
  const seen = new Set<JsonPointer>();
  const stack = [{ at: start, isBranch: isInBranch }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { at, isBranch } = next;
    const schema = valueAt(document, at) as JsonSchema | undefined;
    if (seen.has(at) || typeof schema !== 'object' || schema === null) continue;
    seen.add(at);
    nodes.push({ schema, at, isBranch });
    if (typeof schema.$ref === 'string' && schema.$ref.startsWith('#'))
      stack.push({ at: decodeURIComponent(schema.$ref.slice(1)), isBranch });
    for (const keyword of ['allOf', 'oneOf', 'anyOf'])
      for (const index of Array.isArray(schema[keyword]) ? schema[keyword].keys() : [])
        stack.push({ at: `${at}/${keyword}/${index}`, isBranch: isBranch || keyword !== 'allOf' });
  }
  return nodes;
}

/** The data of an event. Where it is JSON as text, the schema of that JSON replaces the string. */
function dataNodes(document: unknown, nodes: readonly SchemaNode[]): readonly SchemaNode[] {
  const texts = nodes.filter(({ schema }) => isJsonText(schema));
  if (texts.length === 0) return nodes;
  const plain = nodes.filter(
    ({ schema, isBranch }) => !isJsonText(schema) && (isBranch || !list(schema.type).includes('string')),
  );
  return [
    ...plain,
    ...texts.flatMap(({ at, isBranch }) => nodesAt(document, `${at}/contentSchema`, isBranch)),
  ];
}

/** What a schema says of the value itself. */
export function valueField(document: unknown, at: JsonPointer): StatedField {
  return fieldOf('', at, nodesAt(document, at), undefined);
}

function fieldOf(
  pointer: JsonPointer,
  at: JsonPointer,
  nodes: readonly SchemaNode[],
  required: boolean | undefined,
): StatedField {
  const schemas = nodes.map(({ schema }) => schema);
  const kinds = kindsOf(schemas);
  const items = schemas.flatMap((schema) => [schema.items, schema.additionalProperties].filter(isObject));
  const values = enumOf(nodes);
  const fallback = schemas.find(({ default: value }) => value !== undefined && value !== null)?.default;
  const itemEnum = items.find((schema) => Array.isArray(schema.enum))?.enum;
  const onPurpose = schemas
    .map((schema) => schema['x-undocumented'])
    .find((value) => value !== undefined && value !== false);
  return {
    name: pointer,
    pointer,
    type: kinds.length === 0 ? 'any type' : kinds.join(' or '),
    kinds,
    itemKinds: kindsOf(items),
    required,
    enum: textsOf(values ?? itemEnum),
    default: fallback === undefined || typeof fallback === 'string' ? fallback : JSON.stringify(fallback),
    limits: limitsOf(schemas),
    ...(schemas.some(allowsNull) && { isNullable: true }),
    at,
    ...(onPurpose !== undefined && { onPurpose: reasonOf(onPurpose) }),
  };
}

/** By its type of 3.1, or by `nullable` of 3.0. */
function allowsNull({ type, nullable, enum: values }: JsonObject): boolean {
  return list(type).includes('null') || nullable === true || (Array.isArray(values) && values.includes(null));
}

export function reasonOf(value: unknown): string {
  const reason = isObject(value) ? value.reason : value;
  return typeof reason === 'string' ? reason : 'no reason given';
}

function kindsOf(schemas: readonly JsonObject[]): readonly JsonKind[] {
  const stated = schemas.flatMap((schema) => list(schema.type)).filter((type) => type !== 'null');
  const types = stated.length > 0 ? stated : schemas.flatMap((schema) => impliedTypes(schema));
  return [...new Set(types)] as readonly JsonKind[];
}

function impliedTypes(schema: JsonObject): string[] {
  if (isObject(schema.properties)) return ['object'];
  const values = valuesIn(schema)?.filter((value) => value !== null) ?? [];
  return values.map((value) => (Number.isInteger(value) ? 'integer' : typeof value));
}

function valuesIn(schema: JsonObject): readonly unknown[] | undefined {
  return Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const] : undefined;
}

/** An enum that applies always, else those of all branches of a union, unless one takes any value of their type. */
function enumOf(nodes: readonly SchemaNode[]): readonly unknown[] | undefined {
  const always = nodes.find(({ isBranch, schema }) => !isBranch && valuesIn(schema) !== undefined);
  if (always !== undefined) return valuesIn(always.schema);
  const values = [...new Set(nodes.flatMap(({ schema }) => valuesIn(schema) ?? []))];
  const isOpen = nodes.some(
    ({ isBranch, schema }) =>
      isBranch &&
      valuesIn(schema) === undefined &&
      values.some((value) => list(schema.type).includes(typeof value)),
  );
  return values.length > 0 && !isOpen ? values : undefined;
}

function textsOf(values: unknown): readonly string[] | undefined {
  return Array.isArray(values) ? values.filter((value) => value !== null).map(String) : undefined;
}

function limitsOf(schemas: readonly JsonObject[]): Limits {
  const limits: Record<string, string> = {};
  for (const key of ['minimum', 'maximum', 'minLength', 'maxLength'])
    for (const schema of schemas) if (typeof schema[key] === 'number') limits[key] = String(schema[key]);
  return limits;
}

function list(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
