// The schema of an item where there are no items: itemSchema is for sequential media types (OpenAPI 3.2, Media Type Object).
import { essenceOf, framingOf } from '../../lib/media-type.ts';
import type { JsonObject } from '../../lib/objects.ts';
import { isReplaced } from '../items.ts';
import type { Problem } from '../problem.ts';
import { mediaTypeKey } from '../serialized-examples.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintRule, written } from './rule.ts';

export const itemSchemas: LintRule = {
  name: 'item-schemas',
  find: (input) =>
    written(input, 'mediaType').flatMap((spot): Problem[] => {
      const key = mediaTypeKey(spot);
      const name = ['itemSchema', 'x-item-schema'].find((each) => Object.hasOwn(spot.value, each));
      if (key === undefined || name === undefined) return [];
      if (framingOf(essenceOf(key) ?? '') !== undefined) return replaced(spot, input.document);
      return [
        {
          kind: 'field-unknown',
          subject: name,
          pointer: `${spot.pointer}/${name}`,
          atKey: true,
          message: `"${name}" says nothing of ${key}, which is no sequence of items`,
          fix: 'describe the body with schema',
        },
      ];
    }),
};

function replaced({ value, pointer }: OpenApiObject, document: JsonObject): Problem[] {
  if (value.schema === undefined || !isReplaced(value, document)) return [];
  return [
    {
      kind: 'field-unknown',
      subject: 'schema',
      pointer: `${pointer}/schema`,
      atKey: true,
      message: '"schema" is of no array, and "x-item-schema" stands in its place',
      fix: 'remove it, or describe the array of all items with it',
    },
  ];
}
