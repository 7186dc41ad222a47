// The schema of an item where there are no items: itemSchema is for sequential media types (OpenAPI 3.2, Media Type Object).
import { essenceOf, framingOf } from '../../lib/media-type.ts';
import type { JsonObject } from '../../lib/objects.ts';
import { ITEM_SCHEMAS, isReplaced } from '../items.ts';
import type { Problem } from '../problem.ts';
import { mediaTypeKey } from '../serialized-examples.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintRule, written } from './rule.ts';

export const itemSchemas: LintRule = (input) =>
  written(input, 'mediaType').flatMap((spot): Problem[] => {
    const key = mediaTypeKey(spot);
    const name = ITEM_SCHEMAS.find((each) => Object.hasOwn(spot.value, each));
    if (key === undefined || name === undefined) return [];
    if (framingOf(essenceOf(key) ?? '') !== undefined) return replaced(spot, input.document);
    const at = { pointer: `${spot.pointer}/${name}`, atKey: true } as const;
    const message = `"${name}" says nothing of ${key}, which is no sequence of items`;
    return [{ kind: 'field-unknown', subject: name, ...at, message, fix: 'describe the body with schema' }];
  });

function replaced({ value, pointer }: OpenApiObject, document: JsonObject): Problem[] {
  if (value.schema === undefined || !isReplaced(value, document)) return [];
  const at = { pointer: `${pointer}/schema`, atKey: true } as const;
  const message = '"schema" is of no array, and "x-item-schema" stands in its place';
  const fix = 'remove it, or describe the array of all items with it';
  return [{ kind: 'field-unknown', subject: 'schema', ...at, message, fix }];
}
