import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { relativePath } from '../../src/lib/relative-path.ts';

test.each([
  ['/a', '/a'],
  ['/a', '/a/b'],
  ['/a', '/a/b/c.yaml'],
  ['/a', '/a/../b'],
  ['/a', '/a/./b'],
  ['/a', '/a/b/'],
  ['/a', '/a//b'],
  ['/a', '/ab'],
  ['/a/b', '/a'],
  ['/', '/a'],
  ['a', 'a/b.yaml'],
  ['a', 'b/c.yaml'],
  ['.', 'a.yaml'],
  ['a', 'a/.b/..c'],
])('from %s to %s as node:path has it', (folder, path) => {
  expect(relativePath(folder, path)).toBe(relative(folder, path));
});
