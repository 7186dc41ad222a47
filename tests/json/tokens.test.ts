import { expect, test } from 'vitest';
import { contentOf, readToken, tokenAt } from '../../src/json/tokens.ts';

function tokensOf(text: string): string[] {
  const token = tokenAt(text);
  const tokens: string[] = [];
  while (readToken(text, token) !== 'end') tokens.push(`${token.kind} ${text.slice(token.start, token.end)}`);
  return tokens;
}

test.each<[name: string, text: string, tokens: readonly string[]]>([
  ['nothing', '', []],
  ['white space', ' \t\r\n', []],
  ['a byte order mark', '\ufeff1', ['word 1']],
  ['an object', '{"a": [1]}', ['{ {', 'string "a"', ': :', '[ [', 'word 1', '] ]', '} }']],
  ['an escaped quote', '"a\\""', ['string "a\\""']],
  ['an escaped backslash', '"a\\\\","b"', ['string "a\\\\"', ', ,', 'string "b"']],
  ['a string of one backslash', '"\\\\"', ['string "\\\\"']],
  ['a string that does not end', '["a', ['[ [', 'string "a']],
  ['a string that ends in an escaped quote', '"a\\"', ['string "a\\"']],
  ['a quote alone', '"', ['string "']],
  ['a word that is none of JSON', 'NaN,-x', ['word NaN', ', ,', 'word -x']],
  ['a comment', '1/*"*/', ['word 1/*', 'string "*/']],
  ['space that is none of JSON ends a word', 'a\u00a0b', ['word a', 'word \u00a0', 'word b']],
  ['control characters stand alone', '\u0000a', ['word \u0000', 'word a']],
])('%s', (_, text, tokens) => {
  expect(tokensOf(text)).toEqual(tokens);
});

test.each([
  ['"a"', 'a'],
  ['"\\u0061\\n"', 'a\n'],
  ['"a\\x"', 'a\\x'],
  ['"a', 'a'],
  ['"', ''],
  ['"a\\"', 'a\\'],
])('%s says %j', (text, content) => {
  const token = tokenAt(text);
  readToken(text, token);
  expect(contentOf(text, token)).toBe(content);
});
