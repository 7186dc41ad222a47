// Every OpenAPI object of a document with its kind and pointer. What stands in examples, enums, defaults and extensions is plain data
// and no object, whatever it looks like.
import { isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import { rememberByName } from '../lib/remember.ts';
import type { JsonPointer } from '../model.ts';
import { type Dialect, type FieldType, isReferable, objectTypes, walkedType } from './objects.ts';

export type OpenApiObject = {
  /** Key of objectTypes. */
  readonly kind: string;
  readonly pointer: JsonPointer;
  readonly value: JsonObject;
  /** A Reference Object stands here; since 3.1 a schema keeps its other keywords beside `$ref`. */
  readonly isReference: boolean;
};

type Visit = (spot: OpenApiObject) => void;

/** Outer before inner. Skips values of the wrong shape: lint names them. */
export function walkObjects(
  value: unknown,
  kind: FieldType,
  pointer: JsonPointer,
  dialect: Dialect,
  visit: Visit,
): void {
  if (!isObject(value)) return;
  const isReference = typeof value.$ref === 'string' && isReferable(kind, dialect);
  visit({ kind, pointer, value, isReference });
  if (isReference && !(kind === 'schema' && dialect !== '3.0')) return;
  for (const name in value) {
    const inner = value[name];
    if (typeof inner !== 'object' || inner === null) continue;
    const type = walkedType(kind, dialect, name);
    if (type !== undefined) walkField(inner, type, appendToken(pointer, name), dialect, visit);
  }
}

function walkField(
  value: object,
  type: FieldType,
  pointer: JsonPointer,
  dialect: Dialect,
  visit: Visit,
): void {
  const { kind = '', holds } = heldIn(type);
  if (holds === 'one') walkObjects(value, kind, pointer, dialect, visit);
  else if (holds === 'list' && Array.isArray(value))
    value.forEach((inner, index) => {
      walkObjects(inner, kind, `${pointer}/${index}`, dialect, visit);
    });
  else if (holds === 'map' && isObject(value))
    for (const name in value) walkObjects(value[name], kind, appendToken(pointer, name), dialect, visit);
}

type Held = { readonly kind?: string; readonly holds?: 'one' | 'list' | 'map' };

/** What a field of this type holds: an object of this kind, or a list or map of such; neither: plain data. */
const heldIn = rememberByName((type: FieldType): Held => {
  const plain = type.replace(/!$/, '');
  if (Object.hasOwn(objectTypes, plain)) return { kind: plain, holds: 'one' };
  const kind = plain.slice(1, -1);
  return Object.hasOwn(objectTypes, kind) ? { kind, holds: plain.startsWith('[') ? 'list' : 'map' } : {};
});

/** Answers what stands in the object's place. */
export type Change = {
  (kind: string, value: JsonObject, pointer: JsonPointer): unknown;
  /** For an object, list or map with a `$ref` where OpenAPI allows none: the result takes its place and is not walked again. */
  readonly inlined?: (type: FieldType, value: JsonObject, ref: string, pointer: JsonPointer) => unknown;
};

/**
 * A changed copy of a document: each OpenAPI object passes through `change`, inner before outer. What does not change is shared with the
 * original.
 */
export function mapObjects(
  value: unknown,
  type: FieldType,
  pointer: JsonPointer,
  dialect: Dialect,
  change: Change,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { kind = '', holds } = heldIn(type);
  if (holds === undefined) return value;
  // No Reference Object may stand in its place.
  const isWhole = holds !== 'one' || !isReferable(kind, dialect);
  if (change.inlined !== undefined && isWhole && isObject(value) && typeof value.$ref === 'string')
    return change.inlined(type.replace(/!$/, ''), value, value.$ref, pointer);
  if (holds === 'one')
    return isObject(value) ? change(kind, inner(value, kind, pointer, dialect, change), pointer) : value;
  if (holds === 'list' && Array.isArray(value)) {
    const list = value.map((each, index) => mapObjects(each, kind, `${pointer}/${index}`, dialect, change));
    return list.every((each, index) => each === value[index]) ? value : list;
  }
  if (holds !== 'map' || !isObject(value)) return value;
  return changedMembers(value, (name) =>
    mapObjects(value[name], kind, appendToken(pointer, name), dialect, change),
  );
}

function inner(
  value: JsonObject,
  kind: string,
  pointer: JsonPointer,
  dialect: Dialect,
  change: Change,
): JsonObject {
  return changedMembers(value, (name) => {
    const field = value[name];
    if (typeof field !== 'object' || field === null) return field;
    const type = walkedType(kind, dialect, name);
    return type === undefined ? field : mapObjects(field, type, appendToken(pointer, name), dialect, change);
  });
}

function changedMembers(value: JsonObject, changed: (name: string) => unknown): JsonObject {
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(value)) {
    const member = changed(name);
    if (member === value[name]) continue;
    copy ??= { ...value };
    setOwn(copy, name, member);
  }
  return copy ?? value;
}
