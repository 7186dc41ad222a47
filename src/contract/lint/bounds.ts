// Bounds that no value can keep.
import type { Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintRule, notJudgedKeyword, schemas } from './rule.ts';

export const bounds: LintRule = (input) =>
  schemas(input).flatMap((spot) => [
    ...pairs.flatMap((pair) => ofPair(spot, pair)),
    ...ofStep(spot),
    ...ofAccess(spot),
  ]);

type Pair = readonly [low: string, high: string, strict?: 'strict'];

const pairs: readonly Pair[] = [
  ['minimum', 'maximum'],
  ['exclusiveMinimum', 'maximum', 'strict'],
  ['minimum', 'exclusiveMaximum', 'strict'],
  ['exclusiveMinimum', 'exclusiveMaximum', 'strict'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minContains', 'maxContains'],
];

function ofPair({ value, pointer }: OpenApiObject, [low, high, strict]: Pair): Problem[] {
  const least = value[low];
  const most = value[high];
  if (typeof least !== 'number' || typeof most !== 'number') return [];
  if (strict === undefined ? least <= most : least < most) return [];
  const message = `${low} ${least} and ${high} ${most} leave no value`;
  return [{ kind: 'bounds-empty', pointer: `${pointer}/${low}`, message, fix: 'correct one of them' }];
}

function ofStep({ value, pointer }: OpenApiObject): Problem[] {
  const step = value.multipleOf;
  if (typeof step !== 'number' || step > 0) return [];
  const message = `multipleOf is ${step}, not above 0`;
  return [{ ...notJudgedKeyword(pointer, 'multipleOf', step), message, fix: 'correct or remove it' }];
}

function ofAccess({ value, pointer }: OpenApiObject): Problem[] {
  if (value.readOnly !== true || value.writeOnly !== true) return [];
  const message = 'readOnly and writeOnly are both true';
  const at = { pointer: `${pointer}/writeOnly`, atKey: true } as const;
  return [{ kind: 'bounds-empty', ...at, message, fix: 'keep one of them' }];
}
