import { isObject } from '../../lib/objects.ts';
import { appendToken, valueAt } from '../../lib/pointer.ts';
import { listOf, nearest } from '../../lib/suggest.ts';
import type { Problem } from '../problem.ts';
import { localPointer } from '../references.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintInput, type LintRule, written } from './rule.ts';

export const discriminators: LintRule = {
  name: 'discriminators',
  find: (input) => written(input, 'discriminator').flatMap((spot) => ofMapping(spot, input)),
};

function ofMapping({ value, pointer }: OpenApiObject, { document }: LintInput): Problem[] {
  if (!isObject(value.mapping)) return [];
  const { mapping } = value;
  const schemas = valueAt(document, '/components/schemas');
  const known = isObject(schemas) ? Object.keys(schemas) : [];
  return Object.keys(mapping).flatMap((name) => {
    const target = mapping[name];
    if (typeof target !== 'string' || leads(document, target, known)) return [];
    const near = nearest(target.replace(/^.*\//, ''), known);
    return [
      {
        kind: 'discriminator',
        pointer: appendToken(`${pointer}/mapping`, name),
        message: `the mapping of "${name}" leads to "${target}", which is no schema; known: ${listOf(known)}`,
        fix: near === undefined ? 'correct it' : `did you mean ${near}?`,
      },
    ];
  });
}

// A reference that leads nowhere has been named by bundling.
function leads(document: unknown, target: string, known: readonly string[]): boolean {
  return (
    known.includes(target) ||
    /[#/]/.test(target) ||
    valueAt(document, localPointer(target) ?? '/') !== undefined
  );
}
