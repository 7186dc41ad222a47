// Sequences of items (OpenAPI 3.2, Media Type Object): the schema of one item becomes that of the whole, which is an array of items.
import { essenceOf, framingOf, isJson } from '../lib/media-type.ts';
import { isObject, type JsonObject } from '../lib/objects.ts';
import { pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import { type SchemaObject, typesOf } from '../schema/words.ts';
import { addMove, type Moves } from './origins.ts';
import { type Resolve, resolver } from './references.ts';
import { alwaysApplied, list, maybeApplied, possibleTypes } from './shape.ts';

/** The extension is for documents before 3.2. */
export const ITEM_SCHEMAS = ['itemSchema', 'x-item-schema'] as const;

/**
 * A media type whose `schema` is that of all items; as it was where it declares no item, or is no sequence. `document`: the one before
 * the upgrade.
 */
export function withItems(
  mediaType: JsonObject,
  { document, pointer, moves }: { document: JsonObject; pointer: JsonPointer; moves: Moves },
): JsonObject {
  const name = ITEM_SCHEMAS.find((each) => mediaType[each] !== undefined);
  if (name === undefined || !isSequence(pointer)) return mediaType;
  const own = mediaType[name];
  const isReference = isObject(own) && typeof own.$ref === 'string';
  const items = { type: 'array', items: isReference ? own : { $ref: `#${encodeURI(`${pointer}/${name}`)}` } };
  if (mediaType.schema === undefined || isReplaced(mediaType, document))
    return { ...mediaType, schema: items };
  addMove(moves, `${pointer}/schema/allOf/0`, `${pointer}/schema`);
  return { ...mediaType, schema: { allOf: [mediaType.schema, items] } };
}

/**
 * Whether `x-item-schema` stands in place of `schema`, which was written of the text, or of one item, before sequences were arrays. Beside
 * `itemSchema` the schema is of the array whatever it says (OpenAPI 3.2, Streaming Sequential Media Types).
 */
export function isReplaced(mediaType: JsonObject, document: JsonObject): boolean {
  if (mediaType.itemSchema !== undefined || mediaType['x-item-schema'] === undefined) return false;
  return possibleTypes(mediaType.schema, resolver(document))?.has('array') === false;
}

/** By its key in `content`; a media type among the components has a name instead, and may be one. */
function isSequence(pointer: JsonPointer): boolean {
  if (pointer.startsWith('/components/mediaTypes/')) return true;
  return framingOf(essenceOf(pointerTokens(pointer).at(-1) ?? '') ?? '') !== undefined;
}

/** What the body of a sequence is held to. */
export type ItemSchemas = {
  /** That of an array of any number of items, from the schema on; undefined where the schema asks more of the whole. */
  readonly each: JsonPointer | undefined;
  /** The data of events may be JSON, by `contentMediaType`. */
  readonly hasJsonData: boolean;
};

export function itemSchemas(schema: unknown, resolve: Resolve): ItemSchemas | undefined {
  const members = alwaysApplied(schema, resolve);
  const isArray = members.some(({ type, items, prefixItems }) =>
    type === undefined ? items !== undefined || prefixItems !== undefined : String(type) === 'array',
  );
  if (!isArray) return undefined;
  const parts = isObject(schema) && Array.isArray(schema.allOf) ? schema.allOf : [];
  // That of `itemSchema` is the last one.
  const own = parts.findLastIndex(saysItemsAlone);
  const each = saysItemsAlone(schema) ? '' : own < 0 ? undefined : `/allOf/${own}`;
  return { each, hasJsonData: mayHoldJson(schema, 'list', resolve) };
}

function saysItemsAlone(schema: unknown): boolean {
  return (
    isObject(schema) &&
    schema.items !== undefined &&
    Object.keys(schema).every((keyword) => keyword === 'items' || keyword === 'type' || keyword === 'title')
  );
}

/** A string that holds JSON (JSON Schema 2020-12 validation, section 8). */
export function isJsonText({ contentMediaType, contentEncoding }: SchemaObject): boolean {
  return contentEncoding === undefined && isJson(essenceOf(String(contentMediaType)) ?? '');
}

/** Where in a stream of events a schema applies. */
export type EventLevel = 'list' | 'event' | 'data';

/** Whether some schema that may apply says that the data of an event is JSON. */
function mayHoldJson(schema: unknown, level: EventLevel, resolve: Resolve): boolean {
  const members = maybeApplied(schema, resolve);
  if (level === 'data') return members.some(isJsonText);
  return members.some(({ items, prefixItems, properties }) =>
    level === 'list'
      ? [items, ...list(prefixItems)].some((item) => mayHoldJson(item, 'event', resolve))
      : isObject(properties) && mayHoldJson(properties.data, 'data', resolve),
  );
}

/**
 * Whether what stands beside a keyword, or beside one `part` of its `allOf`, may say that the data is JSON. Then `type: string` under it is
 * about the text of the JSON, as in the example of OpenAPI 3.2, Server-Sent Event Streams.
 */
export function isBesideJson(
  schema: SchemaObject,
  keyword: string,
  level: EventLevel,
  resolve: Resolve,
  part?: unknown,
): boolean {
  const { [keyword]: own, ...others } = schema;
  const otherParts = keyword === 'allOf' ? { allOf: list(own).filter((one) => one !== part) } : {};
  // Of `then` and `else` no more than one applies.
  const branches = keyword === 'then' || keyword === 'else' ? { if: undefined } : {};
  const condition = keyword === 'if' ? { if: true } : {};
  return mayHoldJson({ ...others, ...otherParts, ...branches, ...condition }, level, resolve);
}

/** The schema of a stream of events with the schema of its JSON as that of `data`, as events are judged and typed. */
export function withParsedData(schema: unknown, resolve: Resolve): unknown {
  if (itemSchemas(schema, resolve)?.hasJsonData !== true) return schema;
  const known = new Map<string, Map<unknown, unknown>>();

  /** Of a schema that applies itself in place, itself. */
  function parsed(part: unknown, level: EventLevel, isBeside: boolean): unknown {
    if (!isObject(part)) return part;
    if (level === 'data' && isJsonText(part)) return part.contentSchema ?? {};
    const key = `${level} ${isBeside}`;
    const before = known.get(key) ?? new Map<unknown, unknown>();
    known.set(key, before);
    if (!before.has(part)) {
      before.set(part, part);
      before.set(part, changed(part, level, isBeside));
    }
    return before.get(part);
  }

  function changed(part: SchemaObject, level: EventLevel, isBeside: boolean): unknown {
    const { $ref, type, ...others } = part;
    const beside = (keyword: string, one?: unknown): boolean =>
      isBeside || isBesideJson(part, keyword, level, resolve, one);
    const parts: [string, unknown][] = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => {
      const members = part[keyword];
      return Array.isArray(members)
        ? [[keyword, members.map((one) => parsed(one, level, beside(keyword, one)))]]
        : [];
    });
    if (level === 'list' && part.items !== undefined)
      parts.push(['items', parsed(part.items, 'event', beside('items'))]);
    const { properties } = part;
    if (level === 'event' && isObject(properties) && properties.data !== undefined) {
      const data = parsed(properties.data, 'data', beside('properties'));
      parts.push(['properties', { ...properties, data }]);
    }
    const isOfText = level === 'data' && saysString(part) && beside('type');
    const own = type === undefined || isOfText ? {} : { type };
    const rest = { ...own, ...others, ...Object.fromEntries(parts) };
    if (typeof $ref !== 'string') return rest;
    const target = parsed(resolve($ref), level, beside('$ref'));
    return Object.keys(rest).length === 0 ? target : { allOf: [target, rest] };
  }

  return parsed(schema, 'list', false);
}

export function saysString(schema: SchemaObject): boolean {
  return typesOf(schema)?.includes('string') === true;
}
