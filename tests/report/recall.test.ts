import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Identity } from '../../src/report/partial.ts';
import { createRecall } from '../../src/report/recall.ts';

const text = fc.constantFrom('', 'a', 'a b', 'undefined', '1 a');
const identity: fc.Arbitrary<Identity> = fc.record({
  code: fc.constantFrom('c', 'd'),
  operation: fc.option(text, { nil: undefined }),
  status: fc.constantFrom('200', '404'),
  mediaType: fc.option(text, { nil: undefined }),
  pattern: fc.constantFrom('', '/a', '/b', '/*/a'),
  name: fc.option(text, { nil: undefined }),
});
const step = fc.record({ does: fc.constantFrom('set', 'delete', 'get'), identity, value: fc.nat(9) });

test('it holds what a map from whole identities holds', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const recall = createRecall<number>();
      const map = new Map<string, number>();
      for (const { does, identity: one, value } of steps) {
        const key = JSON.stringify([...Object.values(one).map((part) => part ?? null)]);
        if (does === 'set') {
          recall.set(one, value);
          map.set(key, value);
        } else if (does === 'delete') {
          recall.delete(one);
          map.delete(key);
        }
        expect(recall.get(one)).toBe(map.get(key));
      }
    }),
    { numRuns: 500 },
  );
});
