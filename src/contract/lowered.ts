// A document of OpenAPI 3.2 in the words of 3.1, for libraries that know no 3.2 yet: swagger-parser 13 and openapi-typescript 7. Delete this
// file when both do: https://github.com/APIDevTools/swagger-parser/issues, https://github.com/openapi-ts/openapi-typescript/issues
import type { JsonObject } from '../lib/objects.ts';
import type { JsonPointer } from '../model.ts';
import { isOfLater, objectTypes } from './objects.ts';
import { targetOf } from './references.ts';
import { mapObjects } from './walk.ts';

/** What 3.1 has another way for is written in that way; fields that it does not know stay. */
export function lowered(document: JsonObject): JsonObject {
  const open = new Set<JsonPointer>();
  const lower = (value: unknown, kind: string, at: JsonPointer): unknown =>
    mapObjects(value, kind, at, '3.2', (inner, object, pointer) => {
      if (inner === 'mediaType' && typeof object.$ref === 'string') return written(object, pointer);
      if (typeof object.$ref === 'string') return object;
      if (inner === 'response' && object.description === undefined) return { ...object, description: '' };
      if ((inner === 'parameter' || inner === 'header') && object.content !== undefined) {
        // 3.1 has examples beside a schema alone.
        const { example: _one, examples: _more, ...others } = object;
        return object.in === 'querystring' ? { ...others, in: 'query' } : others;
      }
      if (inner !== 'parameter' || object.style !== 'cookie') return object;
      const { style: _, ...others } = object;
      return others;
    });
  // 3.1 knows no reference in place of a media type.
  const written = (reference: JsonObject, pointer: JsonPointer): unknown => {
    const target = targetOf(document, reference, pointer);
    // A media type may hold itself by the headers of its encoding.
    if (target === undefined || open.has(target.pointer)) return {};
    open.add(target.pointer);
    const value = lower(target.value, 'mediaType', target.pointer);
    open.delete(target.pointer);
    return value;
  };
  return lower(document, 'document', '') as JsonObject;
}

/** As one of 3.1, without the fields that 3.2 brought. */
export function asOf31(document: JsonObject): JsonObject {
  const others = mapObjects(lowered(document), 'document', '', '3.2', (kind, object) => {
    const later = Object.keys(objectTypes[kind]?.since32 ?? {}).filter(
      (name) => Object.hasOwn(object, name) && isOfLater(kind, '3.1', name),
    );
    return later.length === 0
      ? object
      : Object.fromEntries(Object.entries(object).filter(([name]) => !later.includes(name)));
  }) as JsonObject;
  return { ...others, openapi: '3.1.1' };
}
