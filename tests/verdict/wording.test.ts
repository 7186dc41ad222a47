// How names and values of responses are shown in messages.
import { expect, test } from 'vitest';
import { shown } from '../../src/verdict/wording.ts';

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
