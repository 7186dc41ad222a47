import { expect, test } from 'vitest';
import { formatPlace } from '../../src/lib/location.ts';

test.each([
  [{ file: 'a.yaml', line: 3, column: 7 }, 'a.yaml:3:7'],
  [{ file: 'a.ndjson', line: 3 }, 'a.ndjson:3'],
  [{ file: 'a.har', pointer: '/log/entries/0' }, 'a.har#/log/entries/0'],
  [{ file: 'a.har', pointer: '' }, 'a.har'],
  [{ file: 'GET https://h/p' }, 'GET https://h/p'],
])('%j', (place, text) => {
  expect(formatPlace(place)).toBe(text);
});
