import { appendToken, valueAt } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import { pointerOfRef } from './shape.ts';

export type Found<T> = { readonly value: T; readonly pointer: JsonPointer };

/** The object that stands here or, through any number of references, elsewhere; `pointer` is where it really stands. */
export function follow<T>(
  document: unknown,
  pointer: JsonPointer,
): Found<Exclude<T, { readonly $ref: string }>> | undefined {
  const seen = new Set<JsonPointer>();
  let at = pointer;
  let value = valueAt(document, at);
  while (isReference(value) && !seen.has(at)) {
    seen.add(at);
    at = pointerOfRef(value.$ref);
    value = valueAt(document, at);
  }
  return value === undefined
    ? undefined
    : { value: value as Exclude<T, { readonly $ref: string }>, pointer: at };
}

/** Each entry of the map that stands at `pointer`, followed. */
export function followEach<T>(
  document: unknown,
  pointer: JsonPointer,
): (Found<Exclude<T, { readonly $ref: string }>> & { readonly key: string })[] {
  const map = valueAt(document, pointer);
  if (typeof map !== 'object' || map === null) return [];
  return Object.keys(map).flatMap((key) => {
    const found = follow<T>(document, appendToken(pointer, key));
    return found === undefined ? [] : [{ ...found, key }];
  });
}

function isReference(value: unknown): value is { readonly $ref: string } {
  return (
    typeof value === 'object' && value !== null && typeof (value as { $ref?: unknown }).$ref === 'string'
  );
}
