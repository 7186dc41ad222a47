// Where the path of a URL stands in it.
import { expect, test } from 'vitest';
import { pathOf, queryOf } from '../../src/verdict/url.ts';

test.each([
  ['https://h/a/b?c#d', '/a/b'],
  ['https://h/a#b?c', '/a'],
  ['https://h', '/'],
  ['https://h?a=/b', '/'],
  ['https://h#/b', '/'],
  ['https://h:80/', '/'],
  ['//h/a', '//h/a'],
  ['/a?b', '/a'],
  ['/a#b', '/a'],
  ['/a://b/c', '/a://b/c'],
  ['a/b?c', 'a/b'],
  ['/%61%2F', '/%61%2F'],
  ['?a', '/'],
  ['', '/'],
])('of %j it is %j', (url, path) => {
  expect(pathOf(url)).toBe(path);
});

test.each([
  ['/a?b=c', 'b=c'],
  ['/a?b?c#d?e', 'b?c'],
  ['/a?', ''],
  ['/a#?b', undefined],
  ['/a', undefined],
])('the query of %j is %j', (url, query) => {
  expect(queryOf(url)).toBe(query);
});
