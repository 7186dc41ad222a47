// Where the `$ref`s of a bundled document lead: every reference in it is local.
import { attempt } from '../lib/attempt.ts';
import { isObject, type JsonObject } from '../lib/objects.ts';
import { appendToken, pointerTokens, valueAt } from '../lib/pointer.ts';
import { rememberByName } from '../lib/remember.ts';
import type { JsonPointer } from '../model.ts';

type Reference = { readonly $ref: string };

/** A value that no reference stands for, and the pointer at which it really stands. */
type Resolved<T> = { readonly value: Exclude<T, Reference>; readonly pointer: JsonPointer };

export type Resolve = (ref: string) => unknown;

/** RFC 6901 section 6: in a URI fragment a pointer is percent-encoded. */
export function pointerOfRef(ref: string): JsonPointer {
  return decodeURIComponent(ref.slice(1));
}

/** A schema with a name of its own. */
export function isComponent(pointer: JsonPointer): boolean {
  const tokens = pointerTokens(pointer);
  return tokens.length === 3 && tokens[0] === 'components' && tokens[1] === 'schemas';
}

/** The pointer of a local reference, or undefined where it is none or is not percent-encoded correctly. */
export function localPointer(ref: unknown): JsonPointer | undefined {
  if (typeof ref !== 'string' || !(ref === '#' || ref.startsWith('#/'))) return undefined;
  return attempt(() => pointerOfRef(ref));
}

/** Resolves references of one document that does not change, each once. */
export function resolver(document: unknown): Resolve {
  return rememberByName((ref: string) => valueAt(document, pointerOfRef(ref)));
}

/** The value at the pointer or, through any number of references, elsewhere; undefined where they lead to nothing or in a circle. */
export function follow<T>(document: unknown, pointer: JsonPointer): Resolved<T> | undefined {
  const { value, pointer: at } = end(document, valueAt(document, pointer), pointer);
  return value === undefined ? undefined : { value: value as Exclude<T, Reference>, pointer: at };
}

/** Each entry of the map at `pointer`, followed. */
export function followEach<T>(
  document: unknown,
  pointer: JsonPointer,
): (Resolved<T> & { readonly key: string })[] {
  const map = valueAt(document, pointer);
  if (typeof map !== 'object' || map === null) return [];
  return Object.keys(map).flatMap((key) => {
    const found = follow<T>(document, appendToken(pointer, key));
    return found === undefined ? [] : [{ ...found, key }];
  });
}

/** The object itself, or what its reference names in the end; undefined where that is no object. */
export function targetOf(
  document: unknown,
  value: unknown,
  pointer: JsonPointer,
): { readonly value: JsonObject; readonly pointer: JsonPointer } | undefined {
  const target = end(document, value, pointer);
  return isObject(target.value) ? { value: target.value, pointer: target.pointer } : undefined;
}

function end(
  document: unknown,
  start: unknown,
  from: JsonPointer,
): { readonly value: unknown; readonly pointer: JsonPointer } {
  const seen = new Set<JsonPointer>();
  let value = start;
  let pointer = from;
  while (isObject(value)) {
    const next = localPointer(value.$ref);
    if (next === undefined) break;
    if (seen.has(next)) return { value: undefined, pointer };
    seen.add(next);
    pointer = next;
    value = valueAt(document, next);
  }
  return { value, pointer };
}
