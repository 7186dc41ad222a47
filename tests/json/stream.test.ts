import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Kept, type Piece, readElements, readLines } from '../../src/json/stream.ts';
import { InputError } from '../../src/lib/input-error.ts';
import { chunked } from '../recording-readers/reading.ts';

const entries = ['log', 'entries'];

async function elementsOf(
  text: string | Uint8Array,
  path: readonly string[],
  size: number,
): Promise<unknown[]> {
  const octets = typeof text === 'string' ? Buffer.from(text) : text;
  const elements: unknown[] = [];
  for await (const block of readElements(chunked(octets, size), path, 'x.har', {}))
    for (const element of block) {
      const text = element.text();
      elements.push(text === undefined ? undefined : JSON.parse(text));
    }
  return elements;
}

async function errorOf(text: string, path: readonly string[], size: number): Promise<string> {
  const error: unknown = await elementsOf(text, path, size).catch((error: unknown) => error);
  if (!(error instanceof InputError)) return `no error, but ${JSON.stringify(error)}`;
  expect(error.place?.file).toBe('x.har');
  expect(error.fix).toMatch(/^(record it again|record it again, or repair its end|give a whole recording)$/);
  return error.message;
}

const deep = `${'[{"x":'.repeat(500)}1${'}]'.repeat(500)}`;

const documents: readonly (readonly [
  name: string,
  text: string,
  path: readonly string[],
  elements: readonly unknown[],
])[] = [
  ['plain', '{"log":{"entries":[{"a":1},{"b":2}]}}', entries, [{ a: 1 }, { b: 2 }]],
  [
    'white space everywhere',
    ' \r\n{ "log"\t: { "entries" :\n[ { "a" : 1 } ,\r\n {} ] } } \n',
    entries,
    [{ a: 1 }, {}],
  ],
  ['no entries', '{"log":{"entries":[]}}', entries, []],
  [
    'log is not first',
    '{"x":{"entries":[1]},"y":[{"log":{"entries":[2]}}],"log":{"pages":[{"entries":[3]}],"entries":[{"a":1}],"z":[4]}}',
    entries,
    [{ a: 1 }],
  ],
  [
    'nested names inside',
    '{"log":{"entries":[{"log":{"entries":[{"entries":[]}]}}]}}',
    entries,
    [{ log: { entries: [{ entries: [] }] } }],
  ],
  [
    'names as values',
    '{"a":"log","log":{"b":"entries","c":["entries"],"entries":[{"a":1}]}}',
    entries,
    [{ a: 1 }],
  ],
  [
    'braces in strings',
    '{"log":{"entries":[{"a":"}]}"},{"b":"{[{"}]}}',
    entries,
    [{ a: '}]}' }, { b: '{[{' }],
  ],
  [
    'escaped quotes and backslashes',
    String.raw`{"log":{"q":"\"","entries":[{"a":"\\"},{"b":"\\\""},{"c":"\"}"}]}}`,
    entries,
    [{ a: '\\' }, { b: '\\"' }, { c: '"}' }],
  ],
  [
    'the same names beside the path',
    '{"log":{"entries":[{"a":1}]},"other":{"entries":[{"b":2}]},"entries":[{"c":3}]}',
    entries,
    [{ a: 1 }],
  ],
  ['an escaped name', String.raw`{"\u006cog":{"entr\u0069es":[{"a":1}]}}`, entries, [{ a: 1 }]],
  [
    'the same name twice',
    '{"log":{"entries":[{"a":1}],"entries":[{"b":2}]},"log":{"entries":[{"c":3}]}}',
    entries,
    [{ a: 1 }, { b: 2 }, { c: 3 }],
  ],
  [
    'longer characters',
    '{"log":{"名":"🚪","entries":[{"名":"🚪"},{"x":"é"}]}}',
    entries,
    [{ 名: '🚪' }, { x: 'é' }],
  ],
  [
    'elements that are no objects',
    '{"log":{"entries":[1,"a,]}",null,true,-1.5e3,[{"a":"]"}],"\\"",{}]}}',
    entries,
    [1, 'a,]}', null, true, -1500, [{ a: ']' }], '"', {}],
  ],
  ['depth', `{"log":{"entries":[${deep},{"a":1}]}}`, entries, [JSON.parse(deep), { a: 1 }]],
  ['a root array', '[{"a":1},{"b":[2]}]', [], [{ a: 1 }, { b: [2] }]],
  ['an empty root array', '[ ]', [], []],
  ['one root object', '{"a":[1]}', [], [{ a: [1] }]],
  ['root objects in sequence', '{"a":1}{"b":2}\n\n{"c":[3]} ', [], [{ a: 1 }, { b: 2 }, { c: [3] }]],
  ['a root number', '12', [], [12]],
  ['root scalars in sequence', '1 "a,]" null\n-1.5e3\ttrue ', [], [1, 'a,]', null, -1500, true]],
  ['root scalars among objects', '{"a":1} 2 {"b":3} 45', [], [{ a: 1 }, 2, { b: 3 }, 45]],
  ['a path of one', '{"x":[0],"list":[{"a":1}]}', ['list'], [{ a: 1 }]],
];

describe('the elements, wherever the chunks are cut', () => {
  test.each(documents)('%s', async (_, text, path, elements) => {
    const length = Buffer.byteLength(text);
    for (let size = 1; size <= Math.min(length, 80); size++)
      expect(await elementsOf(text, path, size), `chunks of ${size}`).toEqual(elements);
    expect(await elementsOf(text, path, length)).toEqual(elements);
  });
});

const broken: readonly (readonly [name: string, text: string, message: RegExp])[] = [
  ['nothing', '', /has no array log.entries/],
  ['no log', '{"entries":[{}]}', /has no array log.entries/],
  ['entries is an object', '{"log":{"entries":{"a":[1]}}}', /has no array log.entries/],
  ['entries is a text', '{"log":{"entries":"[1]"}}', /has no array log.entries/],
  ['a root array', '[{"log":{"entries":[1]}}]', /has no array log.entries/],
  ['cut off before the array', '{"log":{"ver', /cut off at byte 12, after 0 whole entries/],
  ['cut off between entries', '{"log":{"entries":[{"a":1},', /cut off at byte 27, after 1 whole entry$/],
  ['cut off in an entry', '{"log":{"entries":[{"a":1},{"b":', /cut off at byte 32, after 1 whole entry$/],
  [
    'cut off in a string',
    '{"log":{"entries":[{"a":1},{"b":"}]}}',
    /cut off at byte 37, after 1 whole entry$/,
  ],
  ['cut off after a backslash', '{"log":{"entries":[{"b":"\\', /cut off at byte 26, after 0/],
  ['a scalar instead of a document', '12', /not JSON at byte 1, after 0/],
  ['cut off in a number', '{"log":{"entries":[12', /cut off at byte 21, after 0/],
  ['cut off after the array', '{"log":{"entries":[{"a":1}]', /cut off at byte 27, after 1 whole entry$/],
  ['no comma', '{"log":{"entries":[{"a":1}{"b":2}]}}', /not JSON at byte 26, after 1 whole entry$/],
  ['two commas', '{"log":{"entries":[{"a":1},,{"b":2}]}}', /not JSON at byte 27, after 1 whole entry$/],
  ['a comma at the end', '{"log":{"entries":[{"a":1},]}}', /not JSON at byte 27, after 1/],
  ['the wrong bracket', '{"log":{"entries":[{"a":1}}}', /not JSON at byte 26, after 1/],
  ['text after the end', '{"log":{"entries":[{"a":1}]}} x', /not JSON at byte 30, after 1/],
  [
    'a second document',
    '{"log":{"entries":[{"a":1}]}}{"log":{"entries":[{"b":1}]}}',
    /not JSON at byte 29, after 1/,
  ],
  ['too many brackets', '{"log":{"entries":[]}}}', /not JSON at byte 22, after 0/],
];

describe('what is no such document is refused, wherever the chunks are cut', () => {
  test.each(broken)('%s', async (_, text, message) => {
    for (let size = 1; size <= Math.max(1, text.length); size++)
      expect(await errorOf(text, entries, size), `chunks of ${size}`).toMatch(message);
  });
});

test.each([
  ['a comma', '{"a":1},{"b":2}', /not JSON at byte 7, after 1 whole entry$/],
  ['a comma first', ',{"a":1}', /not JSON at byte 0, after 0/],
  ['a bracket too many', '{"a":1}]{"b":2}', /not JSON at byte 7, after 1/],
  ['a colon', '{"a":1}:{"b":2}', /not JSON at byte 7, after 1/],
])('root values with %s between them end', async (_, text, message) => {
  for (let size = 1; size <= text.length; size++)
    expect(await errorOf(text, [], size), `chunks of ${size}`).toMatch(message);
});

test('any octets between root values come to an end', async () => {
  for (let octet = 0; octet < 256; octet++)
    for (const size of [1, 2, 100]) {
      const octets = Buffer.concat([Buffer.from('{}'), Buffer.from([octet, octet]), Buffer.from('{}')]);
      let count = 0;
      try {
        for await (const block of readElements(chunked(octets, size), [], '-', {}))
          for (const _ of block) count++;
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
      expect(count).toBeLessThan(5);
    }
});

test('octets that are not UTF-8 spoil their own element only', async () => {
  const octets = Buffer.concat([
    Buffer.from('{"log":{"entries":[{"a":"名"},{"b":"'),
    Buffer.from([0xff]),
    Buffer.from('"},{"c":"名"}]}}'),
  ]);
  for (let size = 1; size <= octets.length; size++)
    expect(await elementsOf(octets, entries, size)).toEqual([{ a: '名' }, undefined, { c: '名' }]);
});

test('a long string before the array is not held', async () => {
  const text = `{"log":{"comment":"${'x'.repeat(3_000_000)}","entries":[{"a":1}]}}`;
  expect(await elementsOf(text, entries, 65_536)).toEqual([{ a: 1 }]);
});

test('an element larger than many chunks', async () => {
  const large = { text: 'x"\\'.repeat(200_000) };
  const document = JSON.stringify({ log: { entries: [{ a: 1 }, large, { b: 2 }] } });
  expect(await elementsOf(document, entries, 4099)).toEqual([{ a: 1 }, large, { b: 2 }]);
});

test('any JSON, any chunks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0, 1, 2),
      async (list, around, size, indent) => {
        const { log: _, ...rest } = around;
        const document = JSON.stringify(
          { ...rest, log: { ...rest, entries: list }, z: rest },
          undefined,
          indent,
        );
        expect(await elementsOf(document, entries, size)).toEqual(JSON.parse(JSON.stringify(list)));
      },
    ),
  );
});

test('an element says how many names its JSON has, wherever it is cut', async () => {
  const texts = ['{"a":1,"a":":"}', '[{"b":{"c":"{\\"d\\":1}"}}]', '{}', '3'];
  const octets = Buffer.from(`[${texts.join()}]`);
  for (let size = 1; size <= octets.length; size++) {
    const names: (number | undefined)[] = [];
    for await (const block of readElements(chunked(octets, size), [], '-', {}))
      for (const element of block) names.push(element.names());
    expect(names).toEqual([2, 2, 0, 0]);
  }
});

describe('the lines, wherever the chunks are cut', () => {
  async function linesOf<T>(octets: Buffer, size: number, told: (line: Piece) => T) {
    const lines: T[] = [];
    for await (const block of readLines(chunked(octets, size), {}))
      for (const line of block) lines.push(told(line));
    return lines;
  }
  const textOf = (line: Piece) => line.text();

  test('of white space only, or not', async () => {
    const octets = Buffer.from('\n \t\r\n a\n\u000b\na \n\r\n ');
    for (let size = 1; size <= octets.length; size++)
      expect(await linesOf(octets, size, (line) => line.isBlank())).toEqual([
        true,
        true,
        false,
        false,
        false,
        true,
        true,
      ]);
  });

  test('the number of names is known of lines that lie in one chunk', async () => {
    const octets = Buffer.from('{"a":1,"a":[{"b":":"}]}\n3\n{}\n{"c":2}\n');
    expect(await linesOf(octets, 100, (line) => line.names())).toEqual([3, 0, 0, 1]);
    expect(await linesOf(octets, 5, (line) => line.names())).toEqual([undefined, undefined, 0, undefined]);
  });

  test.each<[name: string, text: string, lines: readonly string[]]>([
    ['nothing', '', []],
    ['one line', 'ab\n', ['ab']],
    ['no newline at the end', 'ab\ncd', ['ab', 'cd']],
    ['empty lines', '\n\na\n\n', ['', '', 'a', '']],
    ['CRLF', 'a\r\nb\r\n', ['a\r', 'b\r']],
    ['longer characters', '名\né🚪\n', ['名', 'é🚪']],
  ])('%s', async (_, text, lines) => {
    const octets = Buffer.from(text);
    for (let size = 1; size <= octets.length + 1; size++)
      expect(await linesOf(octets, size, textOf)).toEqual(lines);
  });

  test('octets that are not UTF-8 spoil their own line only', async () => {
    const octets = Buffer.concat([Buffer.from('名\n'), Buffer.from([0xff, 0x0a]), Buffer.from('é')]);
    for (let size = 1; size <= octets.length; size++)
      expect(await linesOf(octets, size, textOf)).toEqual(['名', undefined, 'é']);
  });

  test('of octets that are not UTF-8 it is said why they have no text', async () => {
    expect(await linesOf(Buffer.from([0xff]), 1, (line) => line.problem())).toEqual(['not UTF-8']);
    expect(
      await linesOf(Buffer.from([0xff, 0x0a, 0x61]), 9, (line) => [line.text(), line.isBlank()]),
    ).toEqual([
      [undefined, false],
      ['a', false],
    ]);
  });

  test('a line longer than a block', async () => {
    const long = 'x'.repeat(600_000);
    expect(await linesOf(Buffer.from(`a\n${long}\nb`), 1_000_000, textOf)).toEqual(['a', long, 'b']);
  });
});

test('a scanner is kept for the next recording, and none is used twice at once', async () => {
  const kept: Kept = {};
  const read = async (text: string) => {
    const found: (string | undefined)[] = [];
    for await (const block of readLines(chunked(Buffer.from(text), 100), kept)) {
      expect(kept.scanner === undefined).toBe(true);
      for (const line of block) found.push(line.text());
    }
    return found;
  };
  expect(await read('a\nb\n')).toEqual(['a', 'b']);
  const { scanner } = kept;
  expect(scanner === undefined).toBe(false);
  expect(await read('c\n')).toEqual(['c']);
  expect(kept.scanner === scanner).toBe(true);
  for await (const block of readElements(chunked(Buffer.from('[1]'), 1), [], '-', kept))
    for (const _ of block) expect(kept.scanner === undefined).toBe(true);
  expect(kept.scanner === scanner).toBe(true);
});
