// readOnly and writeOnly (OpenAPI 3.1, Schema Object): which properties belong to requests alone, and which to responses alone.
import { isObject } from '../lib/objects.ts';
import type { SchemaObject } from '../schema/words.ts';
import type { Resolve } from './references.ts';
import { alwaysApplied } from './shape.ts';

export type Direction = 'request' | 'response';

/** The mark of properties that do not go in this direction. */
export function wrongWay(direction: Direction): 'readOnly' | 'writeOnly' {
  return direction === 'response' ? 'writeOnly' : 'readOnly';
}

/** `required` has no effect for a writeOnly property of a response, and the reverse. */
export function bindingNames(
  owner: SchemaObject,
  names: readonly string[],
  direction: Direction,
  resolve: Resolve,
): readonly string[] {
  const mark = wrongWay(direction);
  const members = alwaysApplied(owner, resolve);
  const isExempt = (name: string): boolean =>
    members.some(
      ({ properties }) =>
        isObject(properties) &&
        alwaysApplied(properties[name], resolve).some((property) => property[mark] === true),
    );
  return names.filter((name) => !isExempt(name));
}
