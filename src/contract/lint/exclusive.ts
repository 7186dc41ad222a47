// Fields of one object that exclude each other.
import { appendToken } from '../../lib/pointer.ts';
import type { Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintRule, written } from './rule.ts';

const pairs: readonly (readonly [kind: string, one: string, other: string])[] = [
  ['mediaType', 'example', 'examples'],
  ['parameter', 'example', 'examples'],
  ['header', 'example', 'examples'],
  ['example', 'value', 'externalValue'],
  ['license', 'identifier', 'url'],
  ['link', 'operationRef', 'operationId'],
];

export const exclusive: LintRule = {
  name: 'exclusive',
  find: (input) =>
    pairs.flatMap(([kind, one, other]) => written(input, kind).flatMap((spot) => ofSpot(spot, one, other))),
};

function ofSpot({ value, pointer }: OpenApiObject, one: string, other: string): Problem[] {
  if (!Object.hasOwn(value, one) || !Object.hasOwn(value, other)) return [];
  return [
    {
      kind: 'field-exclusive',
      pointer: appendToken(pointer, other),
      atKey: true,
      message: `"${one}" and "${other}" exclude each other`,
      fix: 'keep one of them',
    },
  ];
}
