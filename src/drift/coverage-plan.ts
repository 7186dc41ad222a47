// A strict schema as a tree of counters: what its bodies can show of it. Built once per schema, on the first body. Counts stand
// in one list per schema, so that those of two runs add up number by number.
import { appendToken, pointerTokens, valueAt } from '../lib/pointer.ts';
import type { ContractDetail, JsonPointer, JsonSchema } from '../model.ts';
import { either, isObject, isSchemaObject, type SchemaObject, typesOf } from '../schema/words.ts';

/** `size`: how many counters there are. */
export type Plan = { readonly root: Node; readonly size: number };

/** A value of one schema. Each `count` is an index into the list of counts. */
export type Node = {
  readonly pointer: JsonPointer;
  /** Objects seen here. */
  readonly count: number;
  readonly properties: readonly Slot[];
  readonly items: Node | undefined;
  /** Values of a map, by any key that is no declared property. */
  readonly further: Node | undefined;
  /** A closed list of scalars, and where each is counted. */
  readonly values: ReadonlyMap<unknown, number> | undefined;
  readonly unions: readonly Union[];
};

export type Slot = {
  readonly name: string;
  readonly pointer: JsonPointer;
  readonly required: boolean;
  readonly node: Node | undefined;
  readonly count: number;
};

export type Branch = {
  readonly label: string;
  readonly at: JsonPointer;
  readonly types: readonly string[] | undefined;
  readonly count: number;
};

export type Union = {
  readonly branches: readonly Branch[];
  /** A tag's name and the branch that each of its values means. */
  readonly tag: { readonly propertyName: string; readonly byValue: ReadonlyMap<unknown, Branch> } | undefined;
  /** No two branches share a type, so that the value's type alone tells. */
  readonly byType: boolean;
};

type Member = { readonly schema: SchemaObject; readonly at: JsonPointer; readonly always: boolean };

type Schemas = ContractDetail['schemas'];

/** Hands out the indexes of counters. */
type Build = { readonly schemas: Schemas; readonly next: () => number };

export function planOf(schemas: Schemas, at: JsonPointer): Plan | undefined {
  let size = 0;
  const root = buildNode({ schemas, next: () => size++ }, [at], '', []);
  return root === undefined ? undefined : { root, size };
}

/** `ats`: every schema that describes this value. A schema inside itself is not entered again. */
function buildNode(
  build: Build,
  ats: readonly JsonPointer[],
  pointer: JsonPointer,
  above: readonly JsonPointer[],
): Node | undefined {
  const { schemas, next } = build;
  const members = ats.flatMap((at) => membersOf(schemas, at));
  const entered = members.map(({ at }) => at).filter((at) => pointerTokens(at).length === 2);
  if (entered.some((at) => above.includes(at))) return undefined;
  const inside = [...above, ...entered];
  const child = (at: readonly JsonPointer[], below: JsonPointer): Node | undefined =>
    at.length === 0 ? undefined : buildNode(build, at, below, inside);
  const node: Node = {
    pointer,
    count: next(),
    properties: slotsOf(members, pointer, next, child),
    items: child(childPointers(members, ['items', 'prefixItems']), `${pointer}/*`),
    further: child(childPointers(members, ['additionalProperties', 'patternProperties']), `${pointer}/*`),
    values: valuesOf(members, next),
    unions: members.filter(({ always }) => always).flatMap((member) => unionsOf(build, member)),
  };
  const says =
    node.properties.length > 0 || node.items || node.further || node.values || node.unions.length > 0;
  return says ? node : undefined;
}

type Child = (ats: readonly JsonPointer[], pointer: JsonPointer) => Node | undefined;

function slotsOf(members: readonly Member[], pointer: JsonPointer, next: () => number, child: Child): Slot[] {
  const byName = new Map<string, JsonPointer[]>();
  for (const { schema, at } of members) {
    if (!isObject(schema.properties)) continue;
    for (const [name, property] of Object.entries(schema.properties)) {
      if (!mayBePresent(property)) continue;
      const ats = byName.get(name) ?? [];
      byName.set(name, ats);
      if (saysMore(property)) ats.push(appendToken(`${at}/properties`, name));
    }
  }
  const required = new Set(
    members
      .filter(({ always }) => always)
      .flatMap(({ schema }) => (Array.isArray(schema.required) ? schema.required : [])),
  );
  return [...byName].map(([name, ats]) => {
    const below = appendToken(pointer, name);
    return { name, pointer: below, required: required.has(name), node: child(ats, below), count: next() };
  });
}

const COUNTED = [
  '$ref',
  'enum',
  'properties',
  'items',
  'prefixItems',
  'additionalProperties',
  'patternProperties',
  'allOf',
  'oneOf',
  'anyOf',
  'then',
  'else',
  'dependentSchemas',
  'discriminator',
  'x-heirs',
];

/** Most properties are plain scalars, and of those no more than their presence counts. */
function saysMore(property: unknown): boolean {
  return isObject(property) && COUNTED.some((keyword) => property[keyword] !== undefined);
}

/** What is declared in order to say that it does not come needs no covering. */
function mayBePresent(property: unknown): boolean {
  return (
    property !== false &&
    !(isObject(property) && (property['x-absent'] !== undefined || property['x-not-supported'] === true))
  );
}

function childPointers(members: readonly Member[], keywords: readonly string[]): JsonPointer[] {
  return members.flatMap(({ schema, at }) =>
    keywords.flatMap((keyword) => {
      const value = schema[keyword];
      if (Array.isArray(value)) return value.map((_, index) => `${at}/${keyword}/${index}`);
      if (keyword === 'patternProperties' && isObject(value))
        return Object.keys(value).map((key) => appendToken(`${at}/${keyword}`, key));
      return isObject(value) ? [`${at}/${keyword}`] : [];
    }),
  );
}

function valuesOf(members: readonly Member[], next: () => number): Node['values'] {
  const lists = members
    .filter(({ schema }) => Array.isArray(schema.enum))
    .map(({ schema }) => schema.enum as unknown[]);
  const scalars = lists.flat().filter((value) => typeof value !== 'object' || value === null);
  return scalars.length === 0 ? undefined : new Map([...new Set(scalars)].map((value) => [value, next()]));
}

function unionsOf(build: Build, { schema, at }: Member): Union[] {
  return ['oneOf', 'anyOf'].flatMap((keyword) => {
    const parts = schema[keyword];
    if (!Array.isArray(parts) || parts.length < 2) return [];
    const branches = (parts as JsonSchema[]).map((part, index) =>
      branchOf(build, part, `${at}/${keyword}/${index}`, index),
    );
    const types = branches.flatMap((branch) => branch.types ?? ['any']);
    return [
      {
        branches,
        tag: tagOf(schema, parts as JsonSchema[], branches),
        byType: !types.includes('any') && new Set(types).size === types.length,
      },
    ];
  });
}

function branchOf({ schemas, next }: Build, part: JsonSchema, at: JsonPointer, index: number): Branch {
  const types = membersOf(schemas, at)
    .filter(({ always }) => always)
    .map(({ schema }) => typesOf(schema))
    .find((found) => found !== undefined);
  const named =
    isSchemaObject(part) && typeof part.$ref === 'string'
      ? pointerTokens(part.$ref.slice(1)).at(-1)
      : undefined;
  const title = isSchemaObject(part) && typeof part.title === 'string' ? part.title : undefined;
  return {
    label:
      named ??
      title ??
      (types === undefined ? `branch ${index + 1}` : `branch ${index + 1} (${either(types)})`),
    at,
    types,
    count: next(),
  };
}

function tagOf(
  schema: SchemaObject,
  parts: readonly JsonSchema[],
  branches: readonly Branch[],
): Union['tag'] {
  const { discriminator } = schema;
  if (!isObject(discriminator) || !isObject(discriminator.mapping)) return undefined;
  const byValue = new Map<unknown, Branch>();
  for (const [value, target] of Object.entries(discriminator.mapping)) {
    const branch =
      branches[parts.findIndex((part) => isSchemaObject(part) && part.$ref === `#${String(target)}`)];
    if (branch !== undefined) byValue.set(value, branch);
  }
  return { propertyName: String(discriminator.propertyName), byValue };
}

/** Everything that applies in place to the same value. `always`: whatever the value is. */
function membersOf(schemas: Schemas, at: JsonPointer): Member[] {
  const members: Member[] = [];
  collect({ schemas, members, seen: new Set() }, valueAt(schemas, at) as JsonSchema | undefined, at, true);
  return members;
}

type Collect = { readonly schemas: Schemas; readonly members: Member[]; readonly seen: Set<JsonPointer> };

/** Loops and no copies: this runs in each start, before anything is optimised. */
function collect(collected: Collect, schema: unknown, at: JsonPointer, always: boolean): void {
  if (!isSchemaObject(schema as JsonSchema | undefined) || collected.seen.has(at)) return;
  collected.seen.add(at);
  const found = schema as SchemaObject;
  collected.members.push({ schema: found, at, always });
  if (typeof found.$ref === 'string') collectRef(collected, found.$ref.slice(1), always);
  collectList(collected, found.allOf, `${at}/allOf`, always);
  collectList(collected, found.oneOf, `${at}/oneOf`, false);
  collectList(collected, found.anyOf, `${at}/anyOf`, false);
  collect(collected, found.then, `${at}/then`, false);
  collect(collected, found.else, `${at}/else`, false);
  if (isObject(found.dependentSchemas))
    for (const [name, dependent] of Object.entries(found.dependentSchemas))
      collect(collected, dependent, appendToken(`${at}/dependentSchemas`, name), false);
  collectHeirs(collected, found.discriminator);
  collectHeirs(collected, found['x-heirs']);
}

function collectRef(collected: Collect, at: JsonPointer, always: boolean): void {
  collect(collected, valueAt(collected.schemas, at), at, always);
}

function collectList(collected: Collect, list: unknown, at: JsonPointer, always: boolean): void {
  if (!Array.isArray(list)) return;
  for (const [index, schema] of list.entries()) collect(collected, schema, `${at}/${index}`, always);
}

function collectHeirs(collected: Collect, tag: unknown): void {
  if (!isObject(tag) || !isObject(tag.mapping)) return;
  for (const target of Object.values(tag.mapping))
    if (typeof target === 'string') collectRef(collected, target, false);
}
