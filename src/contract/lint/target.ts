import { isObject, type JsonObject } from '../../lib/objects.ts';
import { valueAt } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';

export type Located = { readonly value: JsonObject; readonly pointer: JsonPointer };

/** The pointer of a local reference, or undefined where it is none. */
export function localPointer(ref: unknown): JsonPointer | undefined {
  if (typeof ref !== 'string' || !(ref === '#' || ref.startsWith('#/'))) return undefined;
  try {
    return decodeURIComponent(ref.slice(1));
  } catch {
    return undefined;
  }
}

/** The object itself, or what its reference names in the end; undefined where that is no object. */
export function targetOf(document: unknown, value: unknown, pointer: JsonPointer): Located | undefined {
  let located = { value, pointer };
  for (let hops = 0; hops < 100; hops++) {
    if (!isObject(located.value)) return undefined;
    const next = localPointer(located.value.$ref);
    if (next === undefined) return { value: located.value, pointer: located.pointer };
    located = { value: valueAt(document, next), pointer: next };
  }
  return undefined;
}
