// Why a value that was read from text is not what is declared.
import { expect, test } from 'vitest';
import type { CompiledParameter, JsonSchema } from '../../../src/model.ts';
import { explainMisreading } from '../../../src/verdict/values/explain.ts';
import type { Misreading } from '../../../src/verdict/values/read.ts';

const big = { type: 'integer', format: 'int64' };
const $defs: Readonly<Record<string, JsonSchema>> = {
  small: { type: 'integer', maximum: 10 },
  big,
  pair: { type: 'array', items: big, maxItems: 1 },
  pairs: { type: 'array', items: { type: 'integer', maximum: 10 } },
};

const of = (value: unknown): Misreading => ({ kind: 'misfits', value });

test.each<[name: string, schema: string | undefined, reading: Misreading, words: string]>([
  ['not written as declared', '/$defs/small', { kind: 'malformed', reason: 'is not JSON' }, 'is not JSON'],
  ['beyond a bound', '/$defs/small', of(11), 'is 11, declared maximum 10'],
  ['in an element', '/$defs/pairs', of([1, 11]), 'at "/1" is 11, declared maximum 10'],
  ['twice', '/$defs/pairs', of([11, 12]), 'at "/0" is 11, declared maximum 10, and 1 more'],
  ['beyond 64 bits', '/$defs/big', of(2 ** 64), 'is 18446744073709552000, beyond 64 bits'],
  // A text is not rounded, so that the integer is no fault of its own.
  [
    'an integer beyond 2^53 and one element too many',
    '/$defs/pair',
    of([2 ** 60, 1]),
    'has 2 items, declared as at most 1 item',
  ],
  ['refused, but not by its schema', '/$defs/small', of(1), 'does not fit its schema'],
  ['refused without a schema', undefined, of(1), 'does not fit its schema'],
])('%s', (_, schema, reading, words) => {
  const declared = {
    name: 'p',
    in: 'query',
    ...(schema === undefined ? {} : { schema }),
  } as CompiledParameter;
  expect(explainMisreading({ schemas: { $defs }, formats: {} }, declared, reading)).toBe(words);
});
