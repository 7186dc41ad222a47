import { expect, test } from 'vitest';
import { outlineOf } from '../../src/recordings/outline.ts';

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
