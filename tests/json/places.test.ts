import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memberFinder, memberPlaces } from '../../src/json/places.ts';
import { appendToken, pointerTokens } from '../../src/lib/pointer.ts';

function pointersOf(value: unknown, pointer = ''): [pointer: string, value: unknown][] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, member]) => pointersOf(member, appendToken(pointer, name)))
      : [];
  return [[pointer, value], ...inner];
}

test('every member of any JSON is found by its pointer, and stands at its place', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
      const text = `\n ${JSON.stringify(value, undefined, indent)} `;
      const find = memberFinder(text);
      const places = memberPlaces(text);
      const members = pointersOf(JSON.parse(text));
      expect([...places.keys()].sort()).toEqual(members.map(([pointer]) => pointer).sort());
      for (const [pointer, member] of members) {
        const place = find(pointerTokens(pointer));
        expect(JSON.parse(text.slice(place?.value, place?.end))).toEqual(member);
        expect(places.get(pointer)?.offset).toBe(place?.key);
      }
    }),
  );
});

const text = '{"a": [10, {"b\\u0062": "c"}], "d": 1, "d": {"e": 2}}';

test('a scalar is the whole of its text', () => {
  const find = memberFinder(' 1 ');
  expect(find([])).toEqual({ key: 1, value: 1, end: 3 });
  expect(find(['0'])).toBeUndefined();
  expect(memberFinder('"a"')(['a'])).toBeUndefined();
});

test.each<[tokens: readonly string[], key: string | undefined, value: string | undefined]>([
  [[], text, text],
  [['a'], '"a"', '[10, {"b\\u0062": "c"}]'],
  [['a', '0'], '10', '10'],
  [['a', '1', 'bb'], '"b\\u0062"', '"c"'],
  [['d', 'e'], '"e"', '2'],
  [['x'], undefined, undefined],
  [['a', '2'], undefined, undefined],
  [['a', '0', 'x'], undefined, undefined],
])('%j', (tokens, key, value) => {
  const place = memberFinder(text)(tokens);
  expect(place && text.slice(place.value, place.end)).toBe(value);
  expect(place && text.startsWith(key ?? '', place.key)).toBe(place && true);
});

test('a place is as long as its first token', () => {
  const places = memberPlaces(text);
  const words = [...places].map(
    ([pointer, { offset, length }]) => `${pointer} ${text.slice(offset, offset + length)}`,
  );
  expect(words).toEqual([' {', '/a "a"', '/a/0 10', '/a/1 {', '/a/1/bb "b\\u0062"', '/d "d"', '/d/e "e"']);
});
