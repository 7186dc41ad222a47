// Fields of one object that exclude each other.
import { appendToken } from '../../lib/pointer.ts';
import { fieldType } from '../objects.ts';
import type { Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintRule, written } from './rule.ts';

const pairs: readonly (readonly [kind: string, one: string, other: string])[] = [
  ['mediaType', 'example', 'examples'],
  ['parameter', 'example', 'examples'],
  ['header', 'example', 'examples'],
  ['example', 'value', 'externalValue'],
  ['example', 'value', 'dataValue'],
  ['example', 'value', 'serializedValue'],
  ['example', 'serializedValue', 'externalValue'],
  ['mediaType', 'encoding', 'prefixEncoding'],
  ['mediaType', 'encoding', 'itemEncoding'],
  ['encoding', 'encoding', 'prefixEncoding'],
  ['encoding', 'encoding', 'itemEncoding'],
  ['xml', 'nodeType', 'attribute'],
  ['xml', 'nodeType', 'wrapped'],
  ['license', 'identifier', 'url'],
  ['link', 'operationRef', 'operationId'],
];

export const exclusive: LintRule = (input) =>
  pairs.flatMap(([kind, one, other]) =>
    written(input, kind)
      .filter(() => [one, other].every((name) => fieldType(kind, input.dialect, name) !== undefined))
      .flatMap((spot) => ofSpot(spot, one, other)),
  );

function ofSpot({ value, pointer }: OpenApiObject, one: string, other: string): Problem[] {
  if (!Object.hasOwn(value, one) || !Object.hasOwn(value, other)) return [];
  const at = { pointer: appendToken(pointer, other), atKey: true } as const;
  const message = `"${one}" and "${other}" exclude each other`;
  return [{ kind: 'field-exclusive', ...at, message, fix: 'keep one of them' }];
}
