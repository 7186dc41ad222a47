// References of the bundled document: each leads to something, of the right kind, in the end.
import { appendToken, pointerTokens, valueAt } from '../../lib/pointer.ts';
import { listOf } from '../../lib/suggest.ts';
import { componentSections, objectTypes } from '../objects.ts';
import type { Problem } from '../problem.ts';
import { localPointer, targetOf } from '../references.ts';
import { unresolved } from '../repair.ts';
import type { OpenApiObject } from '../walk.ts';
import type { LintInput, LintRule } from './rule.ts';

export const references: LintRule = (input) =>
  input.kinds
    .flatMap((kind) => input.spots(kind))
    .filter(({ isReference }) => isReference)
    .flatMap((spot) => ofReference(spot, input));

// Where a reference leads nowhere, bundling has said so already.
function ofReference(spot: OpenApiObject, { document }: LintInput): Problem[] {
  const target = localPointer(spot.value.$ref);
  if (target === undefined || valueAt(document, target) === undefined) return [];
  const pointer = appendToken(spot.pointer, '$ref');
  const wanted = componentSections[spot.kind];
  const [root, section] = pointerTokens(target);
  if (root === 'components' && wanted !== undefined && section !== undefined && section !== wanted) {
    const title = objectTypes[spot.kind]?.title ?? spot.kind;
    const names = Object.keys((valueAt(document, `/components/${wanted}`) ?? {}) as object);
    const known = names.length === 0 ? '' : `; known: ${listOf(names)}`;
    const message = `a ${title} is wanted here, and $ref leads into components/${section}`;
    return [{ kind: 'reference-kind', pointer, message, fix: `refer to components/${wanted}${known}` }];
  }
  if (spot.kind !== 'schema' && targetOf(document, spot.value, spot.pointer) === undefined)
    return [
      {
        kind: 'reference',
        subject: String(spot.value.$ref),
        pointer,
        message: '$ref leads to itself or to no object',
        fix: 'write the object out once',
        edits: [{ at: spot.pointer, do: 'put', value: unresolved(spot.kind, String(spot.value.$ref)) }],
      },
    ];
  return [];
}
