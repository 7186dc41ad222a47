// The schema of an item where there are no items: itemSchema is for sequential media types (OpenAPI 3.2, Media Type Object).
import { essenceOf, framingOf } from '../../lib/media-type.ts';
import type { Problem } from '../problem.ts';
import { mediaTypeKey } from '../serialized-examples.ts';
import { type LintRule, written } from './rule.ts';

export const itemSchemas: LintRule = {
  name: 'item-schemas',
  find: (input) =>
    written(input, 'mediaType').flatMap((spot): Problem[] => {
      const key = mediaTypeKey(spot);
      const name = ['itemSchema', 'x-item-schema'].find((each) => Object.hasOwn(spot.value, each));
      if (key === undefined || name === undefined || framingOf(essenceOf(key) ?? '') !== undefined) return [];
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
