import { expect, test } from 'vitest';
import { outlineOf, outlineOfValue } from '../../src/recordings/outline.ts';

test.each([
  ['', 'none', []],
  ['<html>{"log":1}', 'none', []],
  ['"log"', 'none', []],
  [' {"log":{"version":"1","entries":[{"a":1', 'object', ['log', 'log/version', 'log/entries']],
  [
    '{"request":{"method":"GET"},"response":{}}\n{"other":1}',
    'object',
    ['request', 'request/method', 'response'],
  ],
  ['[{"scope":"x","path":{"y":1}},{"scope":"z"}]', 'array', ['*/scope', '*/path']],
  ['{"a":"\\"b\\":{","c":1}', 'object', ['a', 'c']],
  ['{"\\u006cog":{}}', 'object', ['log']],
  ['{"a":{"b":{"c":1},"d":2}}', 'object', ['a', 'a/b', 'a/d']],
  ['{"long":"never ends', 'object', ['long']],
  ['{"a', 'object', []],
])('%s', (text, root, names) => {
  const outline = outlineOf(text);
  expect([outline.root, [...outline.names]]).toEqual([root, names]);
});

test.each([
  ['null'],
  ['"log"'],
  ['{"log":{"version":"1","entries":[{"a":1}]},"x":null,"y":[{"z":1}]}'],
  ['[{"scope":"x","path":{"y":1}},{"scope":"z"},1,[{"no":1}]]'],
  ['{"\\u006cog":{"/":1,"~":{}}}'],
  ['{"a":{"a":{"a":1}},"__proto__":{"b":1}}'],
])('%s: the same from its value', (text) => {
  expect(outlineOfValue(JSON.parse(text))).toEqual(outlineOf(text));
});
