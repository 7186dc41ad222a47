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

  const key = 'a key in double quotes';
  test.each<[text: string, offset: number, message: string, wanted: string | undefined]>([
    ['', 0, 'the text ends where a value is due', 'a value'],
    ['{"a":', 5, 'the text ends where a value is due', 'a value'],
    [']', 0, 'no value starts here', 'a value'],
    ['[nul]', 1, 'no value starts here', 'a value'],
    ['{"a":}', 5, 'no value starts here', 'a value'],
    ['[1', 2, 'the text ends inside an object or array', '"," or "]"'],
    ['{"a":1', 6, 'the text ends inside an object or array', '"," or "}"'],
    ['[1 2]', 3, 'a comma or an end is due here', '"," or "]"'],
    ['[01]', 2, 'a comma or an end is due here', '"," or "]"'],
    ['[1}', 2, 'a comma or an end is due here', '"," or "]"'],
    ['{"a":1]', 6, 'a comma or an end is due here', '"," or "}"'],
    ['[1,]', 3, 'a value is due after the comma', 'a value'],
    ['[1,}', 3, 'a value is due after the comma', 'a value'],
    ['{"a":1,}', 7, 'a value is due after the comma', key],
    ['{"a":1,]', 7, 'a value is due after the comma', key],
    ['{', 1, 'the text ends inside an object', key],
    ['{1:2}', 1, 'a name in quotes is due here', key],
    ['{"a":1,2}', 7, 'a name in quotes is due here', key],
    ['{"a" 1}', 5, 'a colon is due here', '":"'],
    ['["a', 3, 'the text ends inside a string', undefined],
    ['["a\\"', 5, 'the text ends inside a string', undefined],
    ['["\u0001"]', 2, 'a control character stands in a string', undefined],
    ['["a\\x"]', 3, 'no escape of JSON', undefined],
    ['["\\u12"]', 2, 'no escape of JSON', undefined],
    ['{"\\x":1}', 2, 'no escape of JSON', undefined],
    ['1 2', 2, 'text after the value', 'the end'],
    ['{}]', 2, 'text after the value', 'the end'],
  ])('%s stops at %i: %s', (text, offset, message, wanted) => {
    const survey = surveyJson(text);
    expect(survey).toEqual({ isJson: false, offset, message, ...(wanted === undefined ? {} : { wanted }) });
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

  test('hold the comma before them and their value', () => {
    const text = '{"a":1, "a" : {"b":[2]} ,"c":3}';
    const survey = surveyJson(text);
    const repetition = { pointer: '/a', name: 'a', ordinal: 2, offset: 8, start: 6, end: 23 };
    expect(survey).toEqual({ isJson: true, repetitions: [repetition], isCutShort: false, depth: 3 });
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
    const surveyOf = (times: number) => surveyJson(`{${'"a":1,'.repeat(times)}"a":1}`);
    expect(surveyOf(1000)).toMatchObject({ isCutShort: false, repetitions: { length: 1000 } });
    expect(surveyOf(1001)).toMatchObject({ isCutShort: true, repetitions: { length: 1000 } });
    expect(surveyOf(5000)).toMatchObject({ isCutShort: true, repetitions: { length: 1000 } });
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
    expect(countNamesAtMost('{"a\\\\":1,"b\\"":2}')).toBe(2);
    expect(countNamesAtMost('["\\":\\":"]')).toBe(0);
    expect(countNamesAtMost(':1')).toBe(0);
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

  test.each<[text: string, limit: number, isDeeper: boolean]>([
    ['[[]]', 1, true],
    ['[[]]', 2, false],
    ['{"a":{}}', 1, true],
    ['{"a":{}}', 2, false],
    ['[[],[]]', 2, false],
    ['{"a":{},"b":{}}', 2, false],
    ['[null,"x",{"a":[1]}]', 2, true],
    ['{"a":null,"b":1}', 1, false],
  ])('of %s is more than %i: %s', (text, limit, isDeeper) => {
    expect(isDeeperThan(text, limit)).toBe(isDeeper);
    expect(isValueDeeperThan(JSON.parse(text), limit)).toBe(isDeeper);
  });

  test('of what is no object or array is none', () => {
    expect([null, 'x', 1].map((value) => isValueDeeperThan(value, 0))).toEqual([false, false, false]);
    expect([[], {}].map((value) => isValueDeeperThan(value, 0))).toEqual([true, true]);
  });

  test('looks at no bracket in a string', () => {
    expect(isDeeperThan('["[[[[[[\\"[[["]', 2)).toBe(false);
  });
});

test.each([
  ['<!doctype html><p>', 'HTML instead of JSON'],
  ['\ufeff\n<HTML lang="en">', 'HTML instead of JSON'],
  ['<p>sorry</p>', 'HTML instead of JSON'],
  ['\ufeff <?xml version="1.0"?>', 'XML instead of JSON'],
  ['<?XML version="1.0"?>', 'XML instead of JSON'],
  ['<3>', 'a mistake (line 1, column 3)'],
  ['{"a":"<p>"', 'a mistake (line 1, column 10)'],
  ['{"a":\n 1,}', 'a mistake (line 2, column 4)'],
])('%j is described as %s', (text, words) => {
  expect(describeMistake(text, text.length - 1, 'a mistake')).toBe(words);
});
