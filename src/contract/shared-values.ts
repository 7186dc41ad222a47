// Properties and items that several schemas of one composition describe: `allOf: [Envelope, { properties: { data: ... } }]` where the
// envelope describes `data` too. Such a value is closed once, for all of them together: closed by each alone, it could hold only the
// names that all of them declare.
import { asObject, isObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import type { SchemaObject } from '../schema/words.ts';
import { pointerOfRef, type Resolve } from './references.ts';
import { alwaysApplied, hasShape, list, maybeApplied, type Shapes } from './shape.ts';

/** `items`, or `properties` and a name, as a pointer from the schema on. */
export type SharedValue = { readonly key: JsonPointer; readonly sources: readonly JsonPointer[] };

export const ITEMS: JsonPointer = '/items';

export function propertyKey(name: string): JsonPointer {
  return appendToken('/properties', name);
}

type Placed = { readonly schema: unknown; readonly source: JsonPointer };

/** How deep arrays of arrays are looked into. */
const DEPTH = 4;

/** What the schema at this source and those that always apply with it describe more than once, and differently. */
export type SharedFinder = (schema: SchemaObject, source: JsonPointer) => readonly SharedValue[];

/** Chains of references may be long, so a schema whose members share nothing is not looked at again. */
export function sharedFinder(resolve: Resolve, shapes: Shapes): SharedFinder {
  const simple = new Set<SchemaObject>();
  return (schema, source) => {
    if ((schema.allOf === undefined && schema.$ref === undefined) || simple.has(schema)) return [];
    const members = alwaysApplied(schema, resolve);
    const shared = repeats(members) ? sharedBy(placedMembers(schema, source, resolve), resolve, shapes) : [];
    if (shared.length === 0) for (const member of members) simple.add(member);
    return shared;
  };
}

function sharedBy(members: readonly Placed[], resolve: Resolve, shapes: Shapes): readonly SharedValue[] {
  const parts = Map.groupBy(members.flatMap(describedParts), ({ key }) => key);
  return [...parts].flatMap(([key, described]) => {
    const different = withoutRepeats(described, resolve);
    const schemas = different.map(({ schema }) => schema);
    const isShared = closesForOthers(schemas, { resolve, shapes });
    return isShared ? [{ key, sources: different.map(({ source }) => source) }] : [];
  });
}

/** Two of them describe a property of one name, or items. */
function repeats(members: readonly SchemaObject[]): boolean {
  const described = new Map<string, unknown>();
  let items: unknown;
  for (const member of members) {
    if (member.items !== undefined && items !== undefined && items !== member.items) return true;
    items ??= member.items;
    if (!isObject(member.properties)) continue;
    for (const [name, part] of Object.entries(member.properties)) {
      if (isObject(part) && described.has(name)) return true;
      if (isObject(part)) described.set(name, part);
    }
  }
  return false;
}

function placedMembers(schema: SchemaObject, source: JsonPointer, resolve: Resolve): readonly Placed[] {
  const seen = new Map<SchemaObject, Placed>();
  const open: Placed[] = [{ schema, source }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { schema: member, source: at } = next;
    if (!isObject(member) || seen.has(member)) continue;
    seen.set(member, next);
    const parts = list(member.allOf).map((part, index) => ({ schema: part, source: `${at}/allOf/${index}` }));
    if (typeof member.$ref === 'string')
      parts.unshift({ schema: resolve(member.$ref), source: pointerOfRef(member.$ref) });
    open.push(...parts.toReversed());
  }
  return [...seen.values()];
}

function describedParts({ schema, source }: Placed): (Placed & { readonly key: JsonPointer })[] {
  const { properties, items } = schema as SchemaObject;
  const named = Object.entries(asObject(properties)).map(
    ([name, part]) => [propertyKey(name), part] as const,
  );
  const all = items === undefined ? named : [...named, [ITEMS, items] as const];
  return all.map(([key, part]) => ({ key, schema: part, source: `${source}${key}` }));
}

/** References to one schema are one description. */
function withoutRepeats(parts: readonly Placed[], resolve: Resolve): readonly Placed[] {
  const seen = new Set<unknown>();
  return parts.filter(({ schema }) => {
    const isReference =
      isObject(schema) && typeof schema.$ref === 'string' && Object.keys(schema).length === 1;
    const meant = isReference ? resolve(String(schema.$ref)) : schema;
    return seen.size < seen.add(meant).size;
  });
}

type Known = { readonly resolve: Resolve; readonly shapes: Shapes };

/** One of them would be closed without the names that another one declares. */
function closesForOthers(schemas: readonly unknown[], known: Known, depth = 0): boolean {
  if (schemas.length < 2 || depth > DEPTH) return false;
  const { resolve, shapes } = known;
  const shaped = schemas.filter((schema) => maybeApplied(schema, resolve).some(hasShape));
  if (shaped.length > 1 && shaped.some(shapes.isClosable)) return true;
  const items = schemas.flatMap((schema) =>
    alwaysApplied(schema, resolve).flatMap((member) => (member.items === undefined ? [] : [member.items])),
  );
  return closesForOthers([...new Set(items)], known, depth + 1);
}
