// The schemas of items that the config gives (`itemSchemas`), for contracts whose version has no words for them: they are read as if the document
// had them as `x-item-schema`.
import { InputError } from '../lib/input-error.ts';
import { essenceOf, framingOf } from '../lib/media-type.ts';
import { isObject, type JsonObject } from '../lib/objects.ts';
import { valueAt } from '../lib/pointer.ts';
import { listOf, unknownName } from '../lib/suggest.ts';
import type { JsonPointer, Place } from '../model.ts';
import { ITEM_SCHEMAS } from './items.ts';
import { operationsOf, withOperationIds } from './operations.ts';
import { followEach, localPointer } from './references.ts';
import { repaired } from './repair.ts';

/** What one item of a stream is, in a contract that does not say it: `itemSchemas` of the config. */
export type ItemSchema = {
  /** By its operationId, or as reports name it where it has none. */
  readonly operation: string;
  /** As the contract has it: `200`, `2XX`, `default`; each response with this media type where it is not given. */
  readonly status?: string;
  readonly mediaType: string;
  /** A schema of the contract (`#/components/schemas/Event`), or a schema whose references lead into the contract. */
  readonly schema: string | Readonly<Record<string, unknown>>;
};

export type PlacedItemSchema = ItemSchema & { readonly place?: Place | undefined };

/** An entry that matches nothing is an error: what it corrects has moved, or was never there. */
export function withItemSchemas(document: JsonObject, given: readonly PlacedItemSchema[]): JsonObject {
  return given.reduce(withItemSchema, document);
}

function withItemSchema(document: JsonObject, entry: PlacedItemSchema): JsonObject {
  const { schema, mediaType, place } = entry;
  const at = typeof schema === 'string' ? localPointer(schema) : '';
  if (framingOf(essenceOf(mediaType) ?? '') === undefined)
    throw new InputError(`${mediaType} is no sequence of items`, {
      place,
      fix: 'such are text/event-stream, application/jsonl, application/json-seq and multipart/mixed',
    });
  if (at === undefined || !isObject(valueAt(document, at)))
    throw new InputError(`${String(schema)} is no schema of the contract`, {
      place,
      fix: 'write it as #/components/schemas/Name',
    });
  const item = typeof schema === 'string' ? { $ref: schema } : schema;
  return repaired(
    document,
    mediaTypesOf(document, entry).map(({ pointer, value }) => {
      const own = ITEM_SCHEMAS.find((name) => value[name] !== undefined);
      if (own !== undefined)
        throw new InputError(`the contract has ${own} there itself`, { place, fix: 'remove the entry' });
      return { at: pointer, do: 'put' as const, value: { ...value, 'x-item-schema': item } };
    }),
  );
}

function mediaTypesOf(
  document: JsonObject,
  { operation: id, status, mediaType, place }: PlacedItemSchema,
): readonly { readonly pointer: JsonPointer; readonly value: JsonObject }[] {
  const operations = operationsOf(withOperationIds(document));
  const operation = operations.find((each) => each.operation.operationId === id);
  if (operation === undefined)
    throw unknownName({
      noun: 'operation',
      name: id,
      known: operations.map((each) => String(each.operation.operationId)),
      ...(place !== undefined && { place }),
    });
  const responses = followEach<JsonObject>(document, `${operation.pointer}/responses`).filter(
    ({ key }) => status === undefined || key === status,
  );
  const contents = responses.flatMap(({ pointer }) => followEach<JsonObject>(document, `${pointer}/content`));
  const found = contents.filter(({ key }) => essenceOf(key) === essenceOf(mediaType));
  if (found.length > 0) return found;
  const known = [...new Set(contents.map(({ key }) => key))];
  throw new InputError(
    `${id} has no response${status === undefined ? '' : ` ${status}`} of ${mediaType}; it has ${known.length === 0 ? 'none with content' : listOf(known)}`,
    { place, fix: 'name one that it has, or declare it with an overlay' },
  );
}

/** Equal for equal item schemas: tells whether a compiled contract was made with the same ones. */
export function itemSchemasText(given: readonly PlacedItemSchema[] | undefined): string | undefined {
  if (given === undefined || given.length === 0) return undefined;
  return JSON.stringify(
    given.map(({ operation, status, mediaType, schema }) => ({ operation, status, mediaType, schema })),
  );
}
