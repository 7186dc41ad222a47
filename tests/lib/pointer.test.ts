import { expect, test } from 'vitest';
import { appendToken, pointerTokens, valueAt } from '../../src/lib/pointer.ts';

// RFC 6901 section 5.
const DOCUMENT = JSON.parse(
  '{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\\\j":5,"k\\"l":6," ":7,"m~n":8,"__proto__":9}',
);

test.each([
  ['', DOCUMENT],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/e^f', 3],
  ['/g|h', 4],
  ['/i\\j', 5],
  ['/k"l', 6],
  ['/ ', 7],
  ['/m~0n', 8],
  ['/__proto__', 9],
  ['/constructor', undefined],
  ['/foo/2', undefined],
  ['/foo/length/0', undefined],
])('%s', (pointer, value) => {
  expect(valueAt(DOCUMENT, pointer)).toEqual(value);
});

test.each([['a/b'], ['m~n'], ['~1'], [''], ['~01'], ['/'], ['漢']])('token %j survives', (token) => {
  expect(pointerTokens(appendToken('/x', token))).toEqual(['x', token]);
});
