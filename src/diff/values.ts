// What all schemas of one value say of it together, however they are spelled: references, allOf, nullable, unions whose branches share no
// type and lists of constants come out the same.
import { intersection, isAnnotation, shapesOf, type Types } from '../contract/shape.ts';
import { canonicalJson } from '../json/equal.ts';
import { asObject, isObject } from '../lib/objects.ts';
import { appendToken, valueAt } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import { literalsOf } from '../schema/tags.ts';
import { isSchemaObject, listedValues, type SchemaObject, typeOf } from '../schema/words.ts';
import { type Side, written } from './side.ts';

/** A schema, and where it stands among the strict schemas of its side. */
export type Standing = { readonly schema: JsonSchema; readonly at: JsonPointer };

/** Schemas that describe one value together: none of them says that it may be anything. */
export type Position = {
  readonly schemas: readonly Standing[];
  /** Unions that are left out, because one of their branches is among the schemas. */
  readonly without?: readonly JsonPointer[];
  /** The value around it, or the same value by more of its schemas: where to look for what these schemas do not say. */
  readonly owner?: Value;
  /** A branch of a union of `owner`, which says what else may come where the branch does not. */
  readonly isBranch?: true;
};

/** A schema that applies to every value, or to every value of some types. */
export type Member = { readonly schema: SchemaObject; readonly at: JsonPointer; readonly scope: Types };

export type Union = {
  readonly at: JsonPointer;
  readonly owner: SchemaObject;
  readonly branches: readonly Standing[];
};

/** Which properties an object may have beyond the declared ones: none, none in the strict reading alone, some, or any. */
export type Further = {
  readonly kind: 'closed' | 'undeclared' | 'some' | 'any';
  readonly at: JsonPointer;
  readonly schemas: readonly Standing[];
};

export type Value = {
  readonly position: Position;
  /** Where the first of its schemas stands. */
  readonly at: JsonPointer;
  readonly members: readonly Member[];
  readonly types: ReadonlySet<string>;
  /** By type: the only values that are right, by their JSON text, and where they are listed. */
  readonly lists: ReadonlyMap<string, ReadonlyMap<string, JsonPointer>>;
  readonly properties: ReadonlyMap<string, readonly Standing[]>;
  /** Names that may not come, whatever else may. */
  readonly absent: ReadonlyMap<string, Standing>;
  /** Names, and where they are required. */
  readonly required: ReadonlyMap<string, JsonPointer>;
  readonly patterns: ReadonlyMap<string, readonly Standing[]>;
  readonly further: Further;
  readonly items: readonly Standing[];
  readonly firstItems: readonly (readonly Standing[])[];
  readonly unions: readonly Union[];
};

const ALL = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'];

export type ValueReader = {
  readonly readValue: (position: Position) => Value;
  readonly possibleTypes: (schema: JsonSchema) => Types;
};

export function valueReader(side: Side): ValueReader {
  const { schemas } = side;
  const { possibleTypes } = shapesOf((ref) => valueAt(schemas, ref.slice(1)));
  return { possibleTypes, readValue: (position) => readPosition({ side, possibleTypes }, position) };
}

type Reader = { readonly side: Side; readonly possibleTypes: (schema: JsonSchema) => Types };

function readPosition(reader: Reader, position: Position): Value {
  const { members, unions } = membersOf(reader, position);
  const possible = position.schemas
    .map(({ schema }) => reader.possibleTypes(schema))
    .reduce(intersection, undefined);
  const { types, lists } = withLists(new Set(possible ?? ALL), members);
  return {
    position,
    at: position.schemas[0]?.at ?? position.owner?.at ?? '',
    members,
    types,
    lists,
    ...propertiesOf(reader, members),
    patterns: partsOf(members, 'patternProperties'),
    further: furtherOf(reader.side, members, position),
    items: members.flatMap(({ schema, at }) => standingsIn(schema, at, 'items')),
    firstItems: firstItemsOf(members),
    unions,
  };
}

/** Any value at all, as far as these schemas say. */
export function isAnything({ members, unions, types }: Value): boolean {
  return members.length === 0 && unions.length === 0 && types.size > 0;
}

export function common<T>(some: ReadonlySet<T>, others: ReadonlySet<T>): Set<T> {
  return new Set([...some].filter((one) => others.has(one)));
}

export function isWithin<T>(some: ReadonlySet<T>, all: ReadonlySet<T>): boolean {
  return [...some].every((one) => all.has(one));
}

type Open = Standing & { readonly scope: Types };
type Found = { readonly members: Member[]; readonly unions: Union[] };

function membersOf(reader: Reader, { schemas, without = [] }: Position): Found {
  const found: Found = { members: [], unions: [] };
  const seen = new Set<JsonPointer>();
  const open: Open[] = schemas.map((standing) => ({ ...standing, scope: undefined })).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { schema, at, scope } = next;
    if (!isSchemaObject(schema) || seen.has(at)) continue;
    seen.add(at);
    found.members.push({ schema, at, scope });
    const inner: Open[] = [];
    const target = typeof schema.$ref === 'string' ? schema.$ref.slice(1) : undefined;
    if (target !== undefined)
      inner.push({ schema: valueAt(reader.side.schemas, target) as JsonSchema, at: target, scope });
    inner.push(...listedIn(schema, at, 'allOf').map((part) => ({ ...part, scope })));
    for (const keyword of ['oneOf', 'anyOf'])
      if (!without.includes(`${at}/${keyword}`))
        inner.push(...readUnion(reader, { schema, at, scope }, keyword, found));
    const heirs = heirsOf(reader.side, schema);
    if (heirs.length > 0 && !without.includes(`${at}/x-heirs`))
      found.unions.push({ at: `${at}/x-heirs`, owner: schema, branches: heirs });
    open.push(...inner.reverse());
  }
  return found;
}

/** The branches that apply as if they were in allOf, each to values of its own types. Any other union is kept as one. */
function readUnion(reader: Reader, owner: Member, keyword: string, found: Found): readonly Open[] {
  const { side, possibleTypes } = reader;
  const { schema, at, scope } = owner;
  const branches = withoutCovered(reader, listedIn(schema, at, keyword));
  const types = branches.map((branch) => possibleTypes(branch.schema));
  const known = types.flatMap((one) => [...(one ?? ALL)]);
  if (branches.length < 2 || new Set(known).size === known.length)
    return branches.map((branch, index) => ({
      ...branch,
      scope: branches.length < 2 ? scope : types[index],
    }));
  const values = branches.map((branch) => literalsOf(side, branch.schema));
  if (!values.includes(undefined))
    found.members.push({
      schema: { enum: values.flatMap((list) => list ?? []) },
      at: `${at}/${keyword}`,
      scope,
    });
  else found.unions.push({ at: `${at}/${keyword}`, owner: schema, branches });
  return [];
}

/** Without branches that can hold no value, and those that another branch covers because it says nothing but its types. */
function withoutCovered({ side, possibleTypes }: Reader, branches: readonly Standing[]): readonly Standing[] {
  const plain = branches.filter(({ schema }) => saysTypesAlone(side, schema));
  return branches.filter((branch) => {
    const types = possibleTypes(branch.schema);
    if (types?.size === 0) return false;
    return !plain.some((other) => {
      const covers = possibleTypes(other.schema);
      const isSame = String([...(covers ?? ALL)]) === String([...(types ?? ALL)]);
      if (
        other === branch ||
        (plain.includes(branch) && isSame && branches.indexOf(branch) < branches.indexOf(other))
      )
        return false;
      return covers === undefined || (types !== undefined && isWithin(types, covers));
    });
  });
}

function saysTypesAlone(side: Side, schema: JsonSchema, depth = 0): boolean {
  if (!isSchemaObject(schema)) return schema;
  if (depth > DEEPEST) return false;
  return Object.entries(schema).every(([keyword, part]) => {
    if (keyword === '$ref')
      return saysTypesAlone(side, valueAt(side.schemas, String(part).slice(1)) as JsonSchema, depth + 1);
    if (keyword === 'allOf' && Array.isArray(part))
      return part.every((one) => saysTypesAlone(side, one, depth + 1));
    return PLAIN.has(keyword);
  });
}

/** Schemas that apply themselves have no end. */
const DEEPEST = 8;

/** It takes any value. */
export function saysNothing(schema: unknown): boolean {
  if (!isObject(schema)) return schema === true;
  return Object.entries(schema).every(
    ([keyword, part]) =>
      isAnnotation(keyword) || (keyword === 'allOf' && Array.isArray(part) && part.every(saysNothing)),
  );
}

const PLAIN: ReadonlySet<string> = new Set(['type', 'title', 'description', 'deprecated', 'x-safe-integer']);

/** The schemas that the tag of a base schema names: they stand as a union beside it. */
function heirsOf({ schemas }: Side, schema: SchemaObject): readonly Standing[] {
  const heirs = schema['x-heirs'];
  if (!isObject(heirs) || !isObject(heirs.mapping)) return [];
  const targets = new Set(Object.values(heirs.mapping).filter((target) => typeof target === 'string'));
  return [...targets].map((at) => ({ schema: valueAt(schemas, at) as JsonSchema, at }));
}

function listedIn(schema: SchemaObject, at: JsonPointer, keyword: string): readonly Standing[] {
  const parts = schema[keyword];
  return (Array.isArray(parts) ? parts : []).map((part, index) => ({
    schema: part,
    at: `${at}/${keyword}/${index}`,
  }));
}

function standingsIn(schema: SchemaObject, at: JsonPointer, keyword: string): readonly Standing[] {
  const inner = schema[keyword] as JsonSchema | undefined;
  return inner === undefined ? [] : [{ schema: inner, at: `${at}/${keyword}` }];
}

/** By name: each schema that a map of any member has for it. */
function partsOf(members: readonly Member[], keyword: string): Map<string, Standing[]> {
  const parts = members.flatMap(({ schema, at }) =>
    Object.entries(asObject(schema[keyword])).map(([name, part]) => ({
      name,
      standing: { schema: part as JsonSchema, at: appendToken(`${at}/${keyword}`, name) },
    })),
  );
  const byName = [...Map.groupBy(parts, ({ name }) => name)];
  return new Map(byName.map(([name, all]) => [name, all.map(({ standing }) => standing)]));
}

/** Names and their schemas, and where names are required. What is declared in order to say that it does not come is neither. */
function propertiesOf(
  { possibleTypes }: Reader,
  members: readonly Member[],
): Pick<Value, 'properties' | 'absent' | 'required'> {
  const properties = partsOf(members, 'properties');
  const absent = new Map<string, Standing>();
  for (const [name, schemas] of properties) {
    const refusal = schemas.find(({ schema }) => isMarkedAbsent(schema) || possibleTypes(schema)?.size === 0);
    if (refusal !== undefined) absent.set(name, refusal);
  }
  const required = new Map<string, JsonPointer>();
  for (const { schema, at } of members)
    for (const name of Array.isArray(schema.required) ? schema.required : []) {
      if (!required.has(name)) required.set(name, `${at}/required`);
      if (!properties.has(name)) properties.set(name, []);
    }
  for (const name of absent.keys()) {
    properties.delete(name);
    required.delete(name);
  }
  return { properties, absent, required };
}

/** Read-only in a request, write-only in a response. */
export function isMarkedAbsent(schema: JsonSchema): boolean {
  return isSchemaObject(schema) && schema['x-absent'] !== undefined;
}

function firstItemsOf(members: readonly Member[]): readonly (readonly Standing[])[] {
  const all = members.map(({ schema, at }) => listedIn(schema, at, 'prefixItems'));
  const longest = Math.max(0, ...all.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => all.flatMap((items) => items[index] ?? []));
}

function furtherOf(side: Side, members: readonly Member[], { owner, isBranch }: Position): Further {
  const stated = ['additionalProperties', 'unevaluatedProperties'].flatMap((keyword) =>
    members.flatMap(({ schema, at }) => standingsIn(schema, at, keyword)),
  );
  if (stated.length === 0 && owner !== undefined && isBranch) return owner.further;
  const refusal = stated.find(({ schema }) => schema === false);
  const some = stated.filter(({ schema }) => isSchemaObject(schema) && !saysNothing(schema));
  const at = (refusal ?? some[0] ?? stated[0])?.at ?? members[0]?.at ?? '';
  if (refusal === undefined) return { kind: some.length > 0 ? 'some' : 'any', at, schemas: some };
  const isWritten = stated.some(
    (one) => one.schema === false && written(side, side.sourceOf(one.at)) === false,
  );
  return { kind: isWritten ? 'closed' : 'undeclared', at, schemas: [] };
}

/** The types that are left beside the listed values, and what is listed of each. A list of all values of a type says no more than the type. */
function withLists(types: Set<string>, members: readonly Member[]): Pick<Value, 'types' | 'lists'> {
  const lists = new Map<string, Map<string, JsonPointer>>();
  for (const { schema, at, scope } of members) {
    if (isMarkedAbsent(schema)) for (const type of scope ?? ALL) types.delete(type);
    const values = listedValues(schema);
    if (values === undefined) continue;
    const keyword = Object.hasOwn(schema, 'const') ? 'const' : 'enum';
    const byType = Map.groupBy(values, typeOf);
    for (const type of ALL) {
      if (
        type === 'integer' ||
        (scope !== undefined && !scope.has(type) && !(type === 'number' && scope.has('integer')))
      )
        continue;
      const known = lists.get(type);
      const texts = (byType.get(type) ?? []).map(canonicalJson).filter((text) => known?.has(text) ?? true);
      lists.set(type, new Map(texts.map((text) => [text, `${at}/${keyword}`])));
    }
  }
  for (const [type, values] of lists) {
    if (values.size === 0) {
      types.delete(type);
      if (type === 'number') types.delete('integer');
    } else if (type === 'number' && [...values.keys()].every((text) => Number.isInteger(Number(text))))
      types.delete('number');
    if (values.size === 0 || type === 'null' || (type === 'boolean' && values.size === 2)) lists.delete(type);
  }
  return { types, lists };
}
