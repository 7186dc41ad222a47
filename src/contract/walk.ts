// Every OpenAPI object of a document with its kind and pointer. What stands in examples, enums, defaults and extensions is plain data
// and no object, whatever it looks like.
import { isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
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

export type Visit = (spot: OpenApiObject) => void;

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
  const kind = type.endsWith('!') ? type.slice(0, -1) : type;
  if (Object.hasOwn(objectTypes, kind)) {
    walkObjects(value, kind, pointer, dialect, visit);
    return;
  }
  const member = kind.slice(1, -1);
  if (!Object.hasOwn(objectTypes, member)) return;
  if (kind.startsWith('[') && Array.isArray(value))
    value.forEach((inner, index) => {
      walkObjects(inner, member, `${pointer}/${index}`, dialect, visit);
    });
  else if (kind.startsWith('{') && isObject(value))
    for (const name in value) walkObjects(value[name], member, appendToken(pointer, name), dialect, visit);
}

/** Answers what stands in the object's place. */
export type Change = {
  (kind: string, value: JsonObject, pointer: JsonPointer): unknown;
  /** Of an object, list or map with a `$ref` where OpenAPI knows none: what stands in its place, as it stays. */
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
  if (
    change.inlined !== undefined &&
    isObject(value) &&
    typeof value.$ref === 'string' &&
    isInlined(type, dialect)
  )
    return change.inlined(type.replace(/!$/, ''), value, value.$ref, pointer);
  const kind = type.endsWith('!') ? type.slice(0, -1) : type;
  if (Object.hasOwn(objectTypes, kind))
    return isObject(value) ? change(kind, inner(value, kind, pointer, dialect, change), pointer) : value;
  const member = kind.slice(1, -1);
  if (!Object.hasOwn(objectTypes, member)) return value;
  if (kind.startsWith('[') && Array.isArray(value)) {
    const list = value.map((each, index) => mapObjects(each, member, `${pointer}/${index}`, dialect, change));
    return list.every((each, index) => each === value[index]) ? value : list;
  }
  if (!kind.startsWith('{') || !isObject(value)) return value;
  return changedMembers(value, (name) =>
    mapObjects(value[name], member, appendToken(pointer, name), dialect, change),
  );
}

/** It is an object of OpenAPI, or a list or map of such, and no Reference Object may stand in its place. */
function isInlined(type: FieldType, dialect: Dialect): boolean {
  const kind = type.replace(/!$/, '');
  if (Object.hasOwn(objectTypes, kind)) return !isReferable(kind, dialect);
  return Object.hasOwn(objectTypes, kind.slice(1, -1));
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
