// How names and values of responses are shown in messages.
import { expect, test } from 'vitest';
import type { Violation } from '../../src/model.ts';
import { article, misfitMessage, type ShownValues, shown, subject } from '../../src/verdict/wording.ts';

test.each<readonly [string, string | undefined, string]>([
  ['a name', 'in-progress', ' "in-progress"'],
  ['an empty text', '', ' ""'],
  ['a blank', ' ', ' " "'],
  ['a name and what follows unseen', 'active\u200b\u00a0\n', ' "active\\u200b\\u00a0\\n"'],
  ['free text stays unprinted', 'Jane@example', ''],
  ['a name of 64 characters', 'x'.repeat(64), ` "${'x'.repeat(64)}"`],
  ['free text stays unprinted, a long one too', 'x'.repeat(65), ''],
  ['what is hidden inside of a name', 'a\u200bb', ' "a\\u200bb"'],
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

type Sides = { readonly value?: unknown; readonly bound?: unknown; readonly shown?: ShownValues };

test.each<[string, Partial<Violation>, Sides, string]>([
  ['a type', {}, { value: 'x1' }, 'is "a9", declared as integer'],
  ['in an element', { pointer: '/0/a' }, { value: 'x1' }, 'at "/0/a" is "a9", declared as integer'],
  ['a number', { expected: 'boolean' }, { value: 7 }, 'is 7, declared as boolean'],
  ['true', {}, { value: true }, 'is true, declared as integer'],
  ['null', {}, { value: null }, 'is null, declared as integer'],
  ['a list', {}, { value: [1] }, 'is an array, declared as integer'],
  ['an object', {}, { value: {} }, 'is an object, declared as integer'],
  ['a text that is shown', {}, { value: 'x1', shown: { showValues: true } }, 'is "x1", declared as integer'],
  [
    'a number that is hidden',
    {},
    { value: 712, shown: { hidesValues: true } },
    'is 999, declared as integer',
  ],
  ['true is not hidden', {}, { value: true, shown: { hidesValues: true } }, 'is true, declared as integer'],
  [
    'a missing property',
    { code: 'property-missing', name: 'R', pointer: '/R', expected: 'required' },
    {},
    'lacks the required property "R"',
  ],
  [
    'a missing property of an element',
    { code: 'property-missing', name: 'R', pointer: '/0/R', expected: 'required' },
    {},
    'at "/0" lacks the required property "R"',
  ],
  [
    'a property that another one needs',
    { code: 'property-missing', name: 'R', pointer: '/R', expected: 'required beside G' },
    {},
    'lacks "R": required beside G',
  ],
  [
    'an undocumented property',
    { code: 'property-undocumented', name: 'B', pointer: '/0/B' },
    {},
    'at "/0" has an undocumented property "B"',
  ],
  [
    'beyond 64 bits',
    { code: 'integer-unsafe' },
    { value: 2 ** 64 },
    'is 18446744073709552000, beyond 64 bits',
  ],
  [
    'a rule',
    { code: 'rule-violated', expected: 'one of two', received: 'both' },
    {},
    'breaks a rule: one of two; observed: both',
  ],
  [
    'a bound',
    { code: 'out-of-range', schemaPointer: '/a/maximum' },
    { value: 11, bound: 10 },
    'is 11, declared maximum 10',
  ],
  [
    'a bound, and the number is hidden',
    { code: 'out-of-range', schemaPointer: '/a/maximum' },
    { value: 11, bound: 10, shown: { hidesValues: true } },
    'is 99, declared maximum 10',
  ],
  [
    'a length',
    { code: 'out-of-range', schemaPointer: '/a/maxLength', expected: 'at most 2', received: '3 characters' },
    { value: 'abc', bound: 2 },
    'has 3 characters, declared as at most 2',
  ],
  [
    'a number of a bound that is none',
    { code: 'out-of-range', schemaPointer: '/a/x', expected: 'at most 2', received: '3' },
    { value: 3, bound: 'x' },
    'has 3, declared as at most 2',
  ],
  [
    'a value of a list',
    { code: 'enum-value-undocumented', name: 'up', expected: '"asc"' },
    { value: 'up' },
    'is "up", declared as "asc"',
  ],
  [
    'a number of a list',
    { code: 'enum-value-undocumented', name: '3', expected: '1 or 2' },
    { value: 3 },
    'is 3, declared as 1 or 2',
  ],
  [
    'a value of a list that is hidden',
    { code: 'enum-value-undocumented', name: 'up', expected: '"asc"' },
    { value: 'up', shown: { hidesValues: true } },
    'is "aa", declared as "asc"',
  ],
  [
    'a value of a list that is free text',
    { code: 'enum-value-undocumented', name: 'Jane @', expected: '"asc"' },
    { value: 'Jane @' },
    'is "aaaa @", declared as "asc"',
  ],
])('what is wrong with a text: %s', (_, violation, { value, bound, shown = {} }, words) => {
  const whole = {
    code: 'type-mismatch',
    pointer: '',
    schemaPointer: '/a/type',
    expected: 'integer',
    received: '',
    ...violation,
  };
  expect(misfitMessage(whole, { value, bound, shown })).toBe(words);
});

test.each([
  ['string', 'a string'],
  ['array', 'an array'],
  ['object', 'an object'],
  ['integer', 'an integer'],
  ['null', 'null'],
  ['a number of the shape 9', 'a number of the shape 9'],
  ['an empty text', 'an empty text'],
])('the article of %s', (type, words) => {
  expect(article(type)).toBe(words);
});

test('a pointer in quotes, or the body', () => {
  expect([subject('/a'), subject('')]).toEqual(['"/a"', 'the body']);
});
