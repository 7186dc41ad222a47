import { expect, test } from 'vitest';
import { ownText } from '../../src/lib/own-text.ts';

test.each(['', 'a', 'ü€😀', '"\\\n\u0000\u2028', '\ud800', 'x\udc00y'])('the same text, %#', (text) => {
  expect(ownText(text)).toBe(text);
});
