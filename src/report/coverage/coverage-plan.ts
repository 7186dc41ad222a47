// A strict schema as a tree of counters: what its bodies can show of it. Built once per schema, on the first body. Counts stand
// in one list per schema, so that those of two runs add up number by number.
import { appendToken, pointerTokens, valueAt } from '../../lib/pointer.ts';
import type { JsonPointer, JsonSchema } from '../../model.ts';
import { either, isSchemaObject, type SchemaObject, typesOf } from '../../schema/words.ts';
import { isObject } from '../../lib/objects.ts';
import { keywordOf, type Member, membersOf, type Schemas, type Standing } from './coverage-members.ts';

/** `size`: how many counters there are. `judges`: whether some branch is told from its siblings by nothing but a verdict on it. */
export type Plan = { readonly root: Node; readonly size: number; readonly judges: boolean };

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

/** `next` hands out the indexes of counters. */
type Build = { readonly schemas: Schemas; readonly next: () => number; judges: boolean };

export function planOf(schemas: Schemas, at: JsonPointer): Plan | undefined {
  let size = 0;
  const standing = { schema: valueAt(schemas, at), at };
  const build: Build = { schemas, next: () => size++, judges: false };
  const root = buildNode(build, [standing], '', []);
  return root === undefined ? undefined : { root, size, judges: build.judges };
}

/** `standings`: every schema that describes this value. A schema inside itself is not entered again. */
function buildNode(
  build: Build,
  standings: readonly Standing[],
  pointer: JsonPointer,
  above: readonly JsonPointer[],
): Node | undefined {
  const { schemas, next } = build;
  const members: Member[] = [];
  for (const standing of standings) membersOf(schemas, standing, members);
  const inside = [...above];
  for (const { at } of members) {
    if (!isNamed(at)) continue;
    if (above.includes(at)) return undefined;
    inside.push(at);
  }
  const child = (inner: readonly Standing[], below: JsonPointer): Node | undefined =>
    inner.length === 0 ? undefined : buildNode(build, inner, below, inside);
  const node: Node = {
    pointer,
    count: next(),
    properties: slotsOf(members, pointer, next, child),
    items: child(innerOf(members, 'items', 'prefixItems'), `${pointer}/*`),
    further: child(innerOf(members, 'additionalProperties', 'patternProperties'), `${pointer}/*`),
    values: valuesOf(members, next),
    unions: members.flatMap((member) => (member.always ? unionsOf(build, member) : [])),
  };
  const says =
    node.properties.length > 0 || node.items || node.further || node.values || node.unions.length > 0;
  return says ? node : undefined;
}

/** Whether a schema stands by a name of its own, as what a $ref leads to does: `/$defs/Name`. */
function isNamed(at: JsonPointer): boolean {
  const second = at.indexOf('/', 1);
  return second > 0 && at.indexOf('/', second + 1) < 0;
}

type Child = (standings: readonly Standing[], pointer: JsonPointer) => Node | undefined;

function slotsOf(members: readonly Member[], pointer: JsonPointer, next: () => number, child: Child): Slot[] {
  const byName = new Map<string, Standing[]>();
  const required = new Set<unknown>();
  for (const member of members) {
    const { at, always } = member;
    const names = always ? keywordOf(member, 'required') : undefined;
    if (Array.isArray(names)) for (const name of names) required.add(name);
    const properties = keywordOf(member, 'properties');
    if (!isObject(properties)) continue;
    for (const name of Object.keys(properties)) {
      const property = properties[name];
      if (!mayBePresent(property)) continue;
      const standings = byName.get(name) ?? [];
      byName.set(name, standings);
      if (saysMore(property)) standings.push({ schema: property, at: appendToken(`${at}/properties`, name) });
    }
  }
  const slots: Slot[] = [];
  for (const [name, standings] of byName) {
    const below = appendToken(pointer, name);
    const node = child(standings, below);
    slots.push({ name, pointer: below, required: required.has(name), node, count: next() });
  }
  return slots;
}

const COUNTED: ReadonlySet<string> = new Set([
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
]);

/** Most properties are plain scalars, and of those no more than their presence counts. */
function saysMore(property: unknown): boolean {
  if (!isObject(property)) return false;
  for (const keyword in property) if (COUNTED.has(keyword) && property[keyword] !== undefined) return true;
  return false;
}

/** What is declared in order to say that it does not come needs no covering. */
function mayBePresent(property: unknown): boolean {
  return (
    property !== false &&
    !(isObject(property) && (property['x-absent'] !== undefined || property['x-not-supported'] === true))
  );
}

function innerOf(members: readonly Member[], keyword: string, listed: string): Standing[] {
  const inner: Standing[] = [];
  for (const member of members) {
    const { at } = member;
    const one = keywordOf(member, keyword);
    if (Array.isArray(one)) listIn(one, `${at}/${keyword}`, inner);
    else if (isObject(one)) inner.push({ schema: one, at: `${at}/${keyword}` });
    const several = keywordOf(member, listed);
    if (Array.isArray(several)) listIn(several, `${at}/${listed}`, inner);
    else if (isObject(several))
      for (const name of Object.keys(several))
        inner.push({ schema: several[name], at: appendToken(`${at}/${listed}`, name) });
  }
  return inner;
}

function listIn(schemas: readonly unknown[], at: JsonPointer, inner: Standing[]): void {
  for (const [index, schema] of schemas.entries()) inner.push({ schema, at: `${at}/${index}` });
}

function valuesOf(members: readonly Member[], next: () => number): Node['values'] {
  const values = new Map<unknown, number>();
  for (const member of members) {
    const listed = keywordOf(member, 'enum');
    for (const value of Array.isArray(listed) ? listed : [])
      if ((typeof value !== 'object' || value === null) && !values.has(value)) values.set(value, next());
  }
  return values.size === 0 ? undefined : values;
}

function unionsOf(build: Build, member: Member): Union[] {
  const { schema, at } = member;
  return ['oneOf', 'anyOf'].flatMap((keyword) => {
    const parts = keywordOf(member, keyword);
    if (!Array.isArray(parts) || parts.length < 2) return [];
    const branches = (parts as JsonSchema[]).map((part, index) =>
      branchOf(build, part, `${at}/${keyword}/${index}`, index),
    );
    const types = branches.flatMap((branch) => branch.types ?? ['any']);
    const byType = !types.includes('any') && new Set(types).size === types.length;
    build.judges ||= !byType;
    return [
      {
        branches,
        tag: tagOf(schema, parts as JsonSchema[], branches),
        byType,
      },
    ];
  });
}

function branchOf({ schemas, next }: Build, part: JsonSchema, at: JsonPointer, index: number): Branch {
  const types = membersOf(schemas, { schema: part, at })
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
