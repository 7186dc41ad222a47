import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countNames,
  countNamesAtMost,
  describeMistake,
  isDeeperThan,
  isValueDeeperThan,
  surveyJson,
  withoutLater,
} from '../../src/json/survey.ts';

const soup = fc
  .array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u0061"',
      '"\\x"',
      '"\u0001"',
      '"',
      '\\',
      '1',
      '-0.5e3',
      '01',
      'true',
      'nul',
      ' ',
      '\n',
      '\u00a0',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('whether a text is JSON', () => {
  test('as JSON.parse says of any tokens', () => {
    fc.assert(
      fc.property(soup, (text) => {
        expect(surveyJson(text).isJson).toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  test('as JSON.parse says of JSON with one character changed', () => {
    const character = fc.constantFrom('"', '\\', '{', '}', ']', ',', ':', 'x', '0', '\n', '');
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(500), character, (value, at, other) => {
        const text = JSON.stringify(value);
        const place = at % text.length;
        const changed = text.slice(0, place) + other + text.slice(place + 1);
        expect(surveyJson(changed).isJson).toBe(isJson(changed));
      }),
      { numRuns: 1000 },
    );
  });

  test.each<[text: string, offset: number, message: string]>([
    ['', 0, 'the text ends where a value is due'],
    ['{"a":', 5, 'the text ends where a value is due'],
    [']', 0, 'no value starts here'],
    ['[nul]', 1, 'no value starts here'],
    ['[1', 2, 'the text ends inside an object or array'],
    ['[1 2]', 3, 'a comma or an end is due here'],
    ['[01]', 2, 'a comma or an end is due here'],
    ['[1}', 2, 'a comma or an end is due here'],
    ['[1,]', 3, 'a value is due after the comma'],
    ['{"a":1,}', 7, 'a value is due after the comma'],
    ['{', 1, 'the text ends inside an object'],
    ['{1:2}', 1, 'a name in quotes is due here'],
    ['{"a" 1}', 5, 'a colon is due here'],
    ['["a', 3, 'the text ends inside a string'],
    ['["\u0001"]', 2, 'a control character stands in a string'],
    ['["a\\x"]', 3, 'no escape of JSON'],
    ['["\\u12"]', 2, 'no escape of JSON'],
    ['{"\\x":1}', 2, 'no escape of JSON'],
    ['1 2', 2, 'text after the value'],
  ])('%s stops at %i: %s', (text, offset, message) => {
    expect(surveyJson(text)).toMatchObject({ isJson: false, offset, message });
  });
});

describe('repeated names', () => {
  test.each<[text: string, repetitions: readonly string[]]>([
    ['{"a":1,"b":2}', []],
    ['[{"a":1},{"a":2}]', []],
    ['{"a":{"a":{"a":1}}}', []],
    ['{"a":1,"a":2,"a":3}', ['/a 2', '/a 3']],
    ['{"a":1,"\\u0061":2}', ['/a 2']],
    ['{"x":[1,{"b":{},"b":[2]}]}', ['/x/1/b 2']],
    ['{"a":{"b":1},"a":{"b":1,"b":2}}', ['/a 2', '/a/b 2']],
    ['{"~/":1,"~/":2}', ['/~0~1 2']],
    ['{"__proto__":1,"__proto__":2}', ['/__proto__ 2']],
    ['{"0":1,"0":2}', ['/0 2']],
  ])('%s', (text, repetitions) => {
    const survey = surveyJson(text);
    if (!survey.isJson) throw new Error(survey.message);
    expect(survey.repetitions.map(({ pointer, ordinal }) => `${pointer} ${ordinal}`)).toEqual(repetitions);
    for (const { offset, name } of survey.repetitions)
      expect(JSON.parse(text.slice(offset, text.indexOf('"', offset + 1) + 1))).toBe(name);
  });

  test('can be taken out, the last or the first kept', () => {
    const text = '{"a":1 , "a" : [2,{"c":1}], "b":{"c":1,"c":2}, "a":3}';
    const survey = surveyJson(text);
    if (!survey.isJson) throw new Error(survey.message);
    expect(JSON.parse(withoutLater(text, survey.repetitions, 1))).toEqual({ a: 1, b: { c: 1 } });
    expect(JSON.parse(withoutLater(text, survey.repetitions, 2))).toEqual({ a: [2, { c: 1 }], b: { c: 2 } });
    expect(withoutLater(text, survey.repetitions, 3)).toBe(text);
  });

  test('are as many as a reader can use', () => {
    const survey = surveyJson(`{${'"a":1,'.repeat(5000)}"a":1}`);
    expect(survey.isJson && survey.repetitions.length).toBe(1000);
  });

  test('are told by counting', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(countNamesAtMost(text)).toBeGreaterThanOrEqual(countNames(JSON.parse(text)));
      }),
    );
    expect(countNamesAtMost('{"a" : {"b":1}}')).toBe(2);
    expect(countNamesAtMost('{"a":"\\":"}')).toBe(1);
    expect(countNames({ a: [{ b: null }, 'x', null] })).toBe(2);
    expect(countNamesAtMost('{"a"\t:1,"b"\r:2,"c"\n:3,"d" :4}')).toBe(4);
    expect(countNamesAtMost('{a:1, 2:3}')).toBe(0);
    expect([null, 'x', 1].map((value) => countNames(value))).toEqual([0, 0, 0]);
  });

  test('of a value that nests deeper than asked for they are without end', () => {
    expect(countNames([[{ a: 1 }]], 3)).toBe(1);
    expect(countNames([[{ a: 1 }]], 2)).toBe(Number.POSITIVE_INFINITY);
    expect(countNames({ a: { b: {} } }, 3)).toBe(2);
    expect(countNames({ a: { b: {} } }, 2)).toBe(Number.POSITIVE_INFINITY);
    expect(countNames({ a: null, b: 'x' }, 1)).toBe(2);
    expect(countNames([null, 'x'], 1)).toBe(0);
  });
});

describe('depth', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  test.each([
    ['1', 0],
    ['[]', 1],
    ['{"a":[{}],"b":1}', 3],
    ['[[],[[]]]', 3],
  ])('%s', (text, depth) => {
    expect(surveyJson(text)).toMatchObject({ isJson: true, depth });
  });

  test('of a million levels overflows no stack', () => {
    expect(surveyJson(nested(1_000_000))).toMatchObject({ isJson: true, depth: 1_000_000 });
    expect(isDeeperThan(nested(1_000_000), 500)).toBe(true);
  });

  test('beyond what the reader allows is said with its place', () => {
    expect(surveyJson('{"a":[[1]]}', 2)).toMatchObject({ isJson: false, offset: 6, isTooDeep: true });
    expect(surveyJson('{"a":[1]}', 2)).toMatchObject({ isJson: true });
  });

  test('is the same of a text and of its value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 1, max: 6 }), (value, limit) => {
        const text = JSON.stringify(value).padEnd(2 * limit);
        expect(isDeeperThan(text, limit)).toBe(isValueDeeperThan(JSON.parse(text), limit));
      }),
    );
  });

  test('looks at no bracket in a string', () => {
    expect(isDeeperThan('["[[[[[[\\"[[["]', 2)).toBe(false);
  });
});

test.each([
  ['<!doctype html><p>', 'HTML instead of JSON'],
  ['\ufeff <?xml version="1.0"?>', 'XML instead of JSON'],
  ['{"a":\n 1,}', 'a mistake (line 2, column 4)'],
])('%j is described as %s', (text, words) => {
  expect(describeMistake(text, text.length - 1, 'a mistake')).toBe(words);
});
