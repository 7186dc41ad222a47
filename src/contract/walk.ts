// Every OpenAPI object of a document with its kind and pointer, outer before inner. What stands in examples, enums,
// defaults and extensions is plain data and no object, whatever it looks like.

import { isObject, type JsonObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import { type Dialect, type FieldType, fieldType, objectTypes } from './objects.ts';

export type Spot = {
  /** Key of objectTypes. */
  readonly kind: string;
  readonly pointer: JsonPointer;
  readonly value: JsonObject;
  /** A Reference Object stands here; in 3.1 a schema keeps its other keywords beside `$ref`. */
  readonly isReference: boolean;
};

export type Visit = (spot: Spot) => void;

/** Values of the wrong shape are passed over: lint names them. */
export function walkObjects(
  value: unknown,
  kind: FieldType,
  pointer: JsonPointer,
  dialect: Dialect,
  visit: Visit,
): void {
  if (!isObject(value)) return;
  const isReference = objectTypes[kind]?.referable === true && typeof value.$ref === 'string';
  visit({ kind, pointer, value, isReference });
  if (isReference && !(kind === 'schema' && dialect === '3.1')) return;
  for (const name in value) {
    const inner = value[name];
    if (typeof inner !== 'object' || inner === null) continue;
    const type = fieldType(kind, dialect, name);
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
