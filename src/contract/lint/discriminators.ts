// Mappings of discriminators that lead to no schema.
import { asObject } from '../../lib/objects.ts';
import { appendToken, valueAt } from '../../lib/pointer.ts';
import { didYouMean, listOf } from '../../lib/suggest.ts';
import type { Problem } from '../problem.ts';
import { localPointer } from '../references.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintInput, type LintRule, written } from './rule.ts';

export const discriminators: LintRule = (input) =>
  written(input, 'discriminator').flatMap((spot) => ofMapping(spot, input));

function ofMapping({ value, pointer }: OpenApiObject, { document, dialect }: LintInput): Problem[] {
  const schemas = valueAt(document, '/components/schemas');
  const known = Object.keys(asObject(schemas));
  const { mapping, defaultMapping } = value;
  const targets = [
    ...Object.entries(asObject(mapping)).map(
      ([name, target]) =>
        [`the mapping of "${name}"`, appendToken(`${pointer}/mapping`, name), target] as const,
    ),
    ...(dialect === '3.2' ? [['defaultMapping', `${pointer}/defaultMapping`, defaultMapping] as const] : []),
  ];
  return targets.flatMap(([subject, at, target]) => {
    if (typeof target !== 'string' || leads(document, target, known)) return [];
    const message = `${subject} leads to "${target}", which is no schema; known: ${listOf(known)}`;
    const fix = didYouMean(target.replace(/^.*\//, ''), known) ?? 'correct it';
    return [{ kind: 'discriminator', pointer: at, message, fix }];
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
