// How names and values of responses are shown in messages.
import { expect, test } from 'vitest';
import { misfitMessage, shown } from '../../src/verdict/wording.ts';

test.each<readonly [string, string | undefined, string]>([
  ['a name', 'in-progress', ' "in-progress"'],
  ['an empty text', '', ' ""'],
  ['a blank', ' ', ' " "'],
  ['a name and what follows unseen', 'active\u200b\u00a0\n', ' "active\\u200b\\u00a0\\n"'],
  ['free text stays unprinted', 'Jane@example', ''],
  ['so does a long one', 'x'.repeat(65), ''],
  ['no value', undefined, ''],
])('%s', (_, value, text) => {
  expect(shown(value)).toBe(text);
});

test('a number, which is no text', () => {
  expect(shown('3', false)).toBe(' 3');
});

test.each([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('a number beyond all: %s', (value) => {
  const violation = {
    code: 'type-mismatch',
    name: 'type',
    pointer: '',
    schemaPointer: '/type',
    expected: 'number',
    received: '',
  } as const;
  for (const shown of [{}, { hidesValues: true }, { showValues: true }])
    expect(misfitMessage(violation, { value, bound: 'number', shown })).toBe(
      'is a number that JSON.parse reads as Infinity, declared as number',
    );
});
