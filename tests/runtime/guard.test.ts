import { expect, test } from 'vitest';
import { guard } from '../../src/runtime/guard.ts';
import type { OperationTypes, Typed } from '../../src/runtime/operation-types.ts';
import { fits } from '../../src/verdict/value.ts';

test('a body that overflows the stack of its validator fits nothing; any other failure is ours and shows', () => {
  const failing = (error: Error) => (): never => {
    throw error;
  };
  expect(fits(failing(new RangeError('Maximum call stack size exceeded')), {})).toBe(false);
  expect(() => fits(failing(new TypeError('ours')), {})).toThrow('ours');
});

test.each<[number, unknown, boolean]>([
  [200, 1, true],
  [200, 'text', true],
  [200, true, false],
  [204, undefined, true],
  [204, {}, false],
  [429, 'range', true],
  [429, 'exact', false],
  [503, 'other', true],
  [99, 'other', true],
])('%i %s: %s', (status, body, expected) => {
  const is = (value: unknown) => ({ open: (given: unknown): boolean => given === value });
  const operation = {
    responses: [
      { status: 'default', content: [is('other')] },
      { status: '4XX', content: [is('range')] },
      { status: '200', content: [is(1), is('text')] },
      { status: '204', content: [] },
    ],
  };
  expect(guard(operation as typeof operation & Typed<OperationTypes>)(status, body)).toBe(expected);
});
