// Names listed twice. A required name that `properties` lacks is no mistake: allOf often splits them.

import { isObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import type { Problem } from '../problem.ts';
import { type LintRule, schemas } from './rule.ts';

export const required: LintRule = {
  name: 'required',
  find: (input) =>
    schemas(input).flatMap(({ value, pointer }) => [
      ...twice(value.required, `${pointer}/required`),
      ...ofDependent(value.dependentRequired, `${pointer}/dependentRequired`),
    ]),
};

function ofDependent(lists: unknown, pointer: string): Problem[] {
  if (!isObject(lists)) return [];
  return Object.keys(lists).flatMap((name) => twice(lists[name], appendToken(pointer, name)));
}

function twice(names: unknown, pointer: string): Problem[] {
  if (!Array.isArray(names)) return [];
  const seen = new Set<unknown>();
  return names.flatMap((name, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [
      {
        kind: 'name-repeated',
        pointer: `${pointer}/${index}`,
        message: `"${String(name)}" is listed twice`,
        fix: 'remove one of them',
        edits: [{ at: pointer, do: 'put', value: [...new Set(names)] }],
      },
    ];
  });
}
