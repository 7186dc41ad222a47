// Names listed twice. A required name that `properties` lacks is no mistake: allOf often splits them.

import { isObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import type { Problem } from '../problem.ts';
import { type LintRule, repeated, schemas } from './rule.ts';

export const required: LintRule = (input) =>
  schemas(input).flatMap(({ value, pointer }) => [
    ...twice(value.required, `${pointer}/required`),
    ...ofDependent(value.dependentRequired, `${pointer}/dependentRequired`),
  ]);

function ofDependent(lists: unknown, pointer: string): Problem[] {
  if (!isObject(lists)) return [];
  return Object.keys(lists).flatMap((name) => twice(lists[name], appendToken(pointer, name)));
}

function twice(names: unknown, pointer: string): Problem[] {
  if (!Array.isArray(names)) return [];
  const listed = names.map((name: unknown, index) => ({ name, at: `${pointer}/${index}` }));
  return repeated(listed, ({ name }) => name).map(([{ name, at }]) => ({
    kind: 'name-repeated',
    pointer: at,
    message: `"${String(name)}" is listed twice`,
    fix: 'remove one of them',
    edits: [{ at: pointer, do: 'put', value: [...new Set(names)] }],
  }));
}
