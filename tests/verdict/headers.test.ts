// Response headers that nobody declares, and declared ones that they may be a spelling of.
import { expect, test } from 'vitest';
import type { CompiledHeader } from '../../src/model.ts';
import { declaredLike, undocumentedHeaders } from '../../src/verdict/headers.ts';

const declared = ['x-left', 'x-request-id'].map(
  (name): CompiledHeader => ({
    schema: '',
    strict: () => true,
    open: () => true,
    name,
    in: 'header',
    required: false,
    types: [],
    pointer: '',
  }),
);

test('undocumented are those that are neither declared, registered, allowed nor pseudo fields', () => {
  const observed = {
    'X-Left': '1',
    Date: '1',
    ':status': '1',
    'X-A-Quota': '1',
    'X-A': '1',
    'x-b': '1',
    'X-a': '1',
  };
  expect(undocumentedHeaders(declared, observed, ['x-*-quota', 'x-b'])).toEqual(['x-a']);
  expect(undocumentedHeaders(declared, observed)).toEqual(['x-a-quota', 'x-a', 'x-b']);
});

test.each([
  ['x-lefd', {}, 'x-left'],
  ['x-lefd', { 'X-Left': '1' }, undefined],
  ['something', {}, undefined],
])('%s beside %j may be %s', (name, observed, like) => {
  expect(declaredLike(name, declared, observed)).toBe(like);
});
