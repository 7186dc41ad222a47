// Media types as messages name them.
import { expect, test } from 'vitest';
import { formatMediaType, mediaTypeOf } from '../../src/lib/media-type.ts';

test.each([
  ['Application/JSON', 'application/json'],
  ['application/json;B=2; a="1"; charset=utf-8', 'application/json; a=1; b=2'],
  ['application/json;profile="a;b, c"', 'application/json; profile="a;b, c"'],
  [String.raw`application/json;profile="a\"b\\c"`, String.raw`application/json; profile="a\"b\\c"`],
  ['application/json;profile=""', 'application/json; profile=""'],
])('%s', (written, named) => {
  const mediaType = mediaTypeOf(written);
  expect(mediaType && formatMediaType(mediaType)).toBe(named);
});
