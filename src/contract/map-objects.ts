// A changed copy of a document: each OpenAPI object passes through `change`, inner before outer. What is not changed is
// shared with the original.

import { isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import { type Dialect, type FieldType, fieldType, objectTypes } from './objects.ts';

export type Change = (kind: string, value: JsonObject, pointer: JsonPointer) => unknown;

export function mapObjects(
  value: unknown,
  type: FieldType,
  pointer: JsonPointer,
  dialect: Dialect,
  change: Change,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
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
    const type = fieldType(kind, dialect, name);
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
