// Which declared key a media type falls under, and how keys and types are named.
import { describe, expect, test } from 'vitest';
import { mediaTypeOf } from '../../src/lib/media-type.ts';
import type { CompiledContent } from '../../src/model.ts';
import { contentFor, declaredMediaTypes, keyEssence, observedName } from '../../src/verdict/media-type.ts';

/** As a contract is compiled: the key in lower case, its parameters apart. */
function contentOf(key: string): CompiledContent {
  const parameters = mediaTypeOf(key)?.parameters ?? [];
  return {
    schema: '',
    strict: () => true,
    open: () => true,
    mediaType: key,
    ...(parameters.length > 0 ? { parameters } : {}),
  };
}

const keysOf = (...keys: string[]): CompiledContent[] => keys.map(contentOf);

describe('the most specific key', () => {
  test.each<[observed: string, keys: string[], key: string | undefined]>([
    ['a/b', ['*/*', 'a/*', 'a/b'], 'a/b'],
    ['a/b', ['a/b', 'a/*', '*/*'], 'a/b'],
    ['a/b', ['*/*', 'a/*'], 'a/*'],
    ['a/b', ['*/*'], '*/*'],
    ['a/b', ['*'], '*'],
    ['a/b', ['a/c', 'b/*', 'ab/*'], undefined],
    ['a/b', [], undefined],
    ['a/b', ['a/*+json'], undefined],
    ['a/b+json', ['a/*', 'a/*+json'], 'a/*+json'],
    ['a/b+json', ['a/*+xml', 'b/*+json', '*/*'], '*/*'],
    ['a/b+c+json', ['a/*', 'a/*+json'], 'a/*+json'],
    ['a/b+json', ['a/*+json', 'a/b+json'], 'a/b+json'],
    ['a/b', ['a/b', 'a/b; v=1'], 'a/b'],
    ['a/b; v=1', ['a/b', 'a/b; v=1'], 'a/b; v=1'],
    ['a/b; v=1', ['a/b; v=1', 'a/b'], 'a/b; v=1'],
    ['a/b; v=1; w=2', ['a/b; v=1', 'a/b; v=1; w=2'], 'a/b; v=1; w=2'],
    ['a/b; v=1', ['a/b; v=2'], undefined],
    ['a/b; v=1', ['a/b; w=1'], undefined],
    ['a/b; v=1', ['a/b; v=1; w=1'], undefined],
    ['a/b; v=1', ['a/b; v=2', 'a/*; v=1'], 'a/*; v=1'],
    ['a/b; v=1', ['a/*; v=1', 'a/b'], 'a/b'],
  ])('for %s of %j: %s', (observed, keys, key) => {
    const mediaType = mediaTypeOf(observed);
    expect(mediaType && contentFor(keysOf(...keys), mediaType)?.mediaType).toBe(key);
  });

  test('the first of equal ones', () => {
    const [first, second] = keysOf('a/b', 'a/b');
    expect(
      contentFor(
        [first, second].filter((one) => one !== undefined),
        { essence: 'a/b', parameters: [] },
      ),
    ).toBe(first);
  });
});

test('a key without its parameters', () => {
  expect(['a/b; v=1', 'a/b'].map((mediaType) => keyEssence({ mediaType }))).toEqual(['a/b', 'a/b']);
});

test.each([
  ['a/b; v=1', 'a/b; v=1'],
  ['a/c; v=1', 'a/c'],
])('%s is named %s', (observed, name) => {
  expect(
    observedName(mediaTypeOf(observed) ?? { essence: '', parameters: [] }, keysOf('x/y', 'a/b; v=2')),
  ).toBe(name);
});

test('the declared keys in words', () => {
  expect(declaredMediaTypes(keysOf('a/b; v="x y"', 'c/d'))).toBe('a/b; v="x y", c/d');
});
