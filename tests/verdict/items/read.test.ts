// The items of a sequence as one array, and what is said of those that are no value.
import { describe, expect, test } from 'vitest';
import type { CompiledContent, CompiledSchema, Violation } from '../../../src/model.ts';
import { surveyText } from '../../../src/verdict/body-survey.ts';
import {
  createItemReader,
  type ItemSource,
  type ReadItems,
  sequenceItems,
  withUnread,
} from '../../../src/verdict/items/read.ts';

const limits = { bodyBytes: 40, jsonTokens: 10 };
const TOO_LARGE = 'more than 0.0000381 MiB, the limit limits.bodyBytes of the config';
const TOO_MANY = 'more than 10 JSON tokens, the limit limits.jsonTokens of the config';

function schemaOf(fits: (item: unknown) => boolean): CompiledSchema {
  return { schema: '', strict: (items) => fits((items as unknown[])[0]), open: () => true };
}

const ALL = schemaOf(() => true);
const NONE = schemaOf(() => false);

function readerOf(source: Partial<ItemSource>, items: CompiledContent['items'] = {}) {
  const content: CompiledContent = { ...NONE, mediaType: 'x/y', items };
  const contentType = 'x/y; boundary=b';
  return createItemReader({ content, framing: 'lines', contentType, survey: surveyText, limits, ...source });
}

type Told = Partial<Pick<ReadItems, 'value' | 'places' | 'earlier'>> & {
  readonly faults?: unknown;
  readonly unread?: unknown;
  readonly repeated?: readonly string[];
};

/** All but what is empty. */
function told({ value, places, earlier, repetitions, items }: ReadItems): Told {
  const repeated = repetitions.map(({ pointer }) => pointer);
  const { faults = [], unread } = items ?? {};
  const all = { value, places, earlier, repeated, faults };
  const filled = Object.entries(all).filter(([, list]) => list.length > 0);
  return { ...Object.fromEntries(filled), ...(unread === undefined ? {} : { unread }) };
}

function readFrom(framing: ItemSource['framing'], text: string, items?: CompiledContent['items']): Told {
  const reader = readerOf({ framing }, items);
  reader.push(text);
  reader.end();
  return told(reader.take());
}

const notJson = (pointer: string, message: string) => ({ kind: 'malformed', pointer, of: 'JSON', message });
const objectCut = 'the text ends inside an object (line 1, column 2)';

describe('lines', () => {
  test.each<[string, string, Told]>([
    ['values', '1\n{}\n', { value: [1, {}], places: [0, 1] }],
    ['none', '', {}],
    [
      'one that is no JSON',
      '1\n{\n3\n',
      { value: [1, 3], places: [0, 2], faults: [notJson('/1', objectCut)] },
    ],
    [
      'the last one cut',
      '1\n{',
      { value: [1], places: [0], unread: { reason: 'item-cut', message: 'the body ends inside of item 1' } },
    ],
    [
      'one that is too large',
      `1\n"${'x'.repeat(40)}"\n3\n`,
      {
        value: [1, 3],
        places: [0, 2],
        unread: { reason: 'body-too-large', message: `item 1 has ${TOO_LARGE}` },
      },
    ],
    [
      'more tokens than are read',
      '[1,1,1]\n[1,1,1]\n1\n',
      { value: [[1, 1, 1]], places: [0], unread: { reason: 'body-too-large', message: TOO_MANY } },
    ],
    ['as many tokens as are read', '[1,1,1]\n[1]\n', { value: [[1, 1, 1], [1]], places: [0, 1] }],
    [
      'more characters, and few tokens',
      `"${'x'.repeat(30)}"\n[1]`,
      { value: ['x'.repeat(30), [1]], places: [0, 1] },
    ],
    [
      'the first of two reasons',
      `"${'x'.repeat(40)}"\n{`,
      { unread: { reason: 'body-too-large', message: `item 0 has ${TOO_LARGE}` } },
    ],
    [
      'a name twice',
      '1\n{"a":1,"a":2}',
      { value: [1, { a: 2 }], places: [0, 1], repeated: ['/1/a'], earlier: [[1, { a: 1 }]] },
    ],
  ])('%s', (_, text, expected) => {
    expect(readFrom('lines', text)).toEqual(expected);
  });

  test('one that is too deep', () => {
    const reader = readerOf({ limits: { bodyBytes: 2000, jsonTokens: 2000 } });
    reader.push(`${'['.repeat(501)}${']'.repeat(501)}\n1\n`);
    expect(told(reader.take())).toEqual({
      value: [1],
      places: [1],
      faults: [{ kind: 'too-deep', pointer: '/0' }],
    });
  });

  test('are taken as they come, each once', () => {
    const reader = readerOf({});
    reader.push('1\n[2,2,2,2]\n{\n');
    expect(told(reader.take())).toMatchObject({ value: [1, [2, 2, 2, 2]], places: [0, 1] });
    reader.push('[3,3,3,3]\n4');
    expect(told(reader.take())).toEqual({ value: [[3, 3, 3, 3]], places: [3] });
    reader.end();
    expect(told(reader.take())).toEqual({ value: [4], places: [4] });
  });
});

describe('events', () => {
  const data = (kind: 'json' | 'text') =>
    schemaOf((event) => (typeof (event as { data: unknown }).data === 'string') === (kind === 'text'));
  test.each<[string, string, CompiledContent['items'], Told]>([
    ['an event that fits', 'data: 1\n\n', { each: ALL }, { value: [{ data: '1' }], places: [0] }],
    ['its data as JSON', 'data: 1\n\n', { each: data('json') }, { value: [{ data: 1 }], places: [0] }],
    ['nothing fits: as JSON', 'data: 1\n\n', { each: NONE }, { value: [{ data: 1 }], places: [0] }],
    [
      'nothing fits, no JSON: as text',
      'data: x\n\n',
      { each: NONE },
      { value: [{ data: 'x' }], places: [0] },
    ],
    ['JSON before text', 'data: 1\n\n', { each: ALL, text: ALL }, { value: [{ data: 1 }], places: [0] }],
    [
      'text where JSON does not fit',
      'data: 1\n\n',
      { each: NONE, text: ALL },
      { value: [{ data: '1' }], places: [0] },
    ],
    [
      'text where it is no JSON',
      'data: x\n\n',
      { each: ALL, text: ALL },
      { value: [{ data: 'x' }], places: [0] },
    ],
    ['neither fits', 'data: 1\n\n', { each: NONE, text: NONE }, { value: [{ data: 1 }], places: [0] }],
    [
      'neither fits, and no JSON',
      'data: {\n\n',
      { each: ALL, text: NONE },
      { faults: [notJson('/0/data', objectCut)] },
    ],
    [
      'no data, where it should be JSON',
      'data\n\n',
      { each: ALL, text: NONE },
      { faults: [notJson('/0/data', 'there is no text')] },
    ],
    [
      'all of its fields',
      'id: 7\ndata: 1\n\n',
      { each: data('json') },
      { value: [{ id: '7', data: 1 }], places: [0] },
    ],
    [
      'a name twice',
      'id: 7\ndata: {"a":1,"a":2}\n\n',
      { each: data('json') },
      {
        value: [{ id: '7', data: { a: 2 } }],
        places: [0],
        repeated: ['/0/data/a'],
        earlier: [[{ id: '7', data: { a: 1 } }]],
      },
    ],
    [
      'more tokens than are read',
      'data: [1,1,1,1,1,1]\n\n',
      { each: data('json') },
      { unread: { reason: 'body-too-large', message: TOO_MANY } },
    ],
    [
      'only the whole can be judged',
      'data: 1\n\n',
      { each: ALL, isWhole: true },
      { value: [{ data: 1 }], places: [0] },
    ],
    [
      'no stream',
      '{}\n',
      {},
      {
        faults: [
          {
            kind: 'malformed',
            pointer: '/0',
            of: 'an event stream',
            message: 'no line of it is a field or a comment',
          },
        ],
      },
    ],
  ])('%s', (_, text, items, expected) => {
    expect(readFrom('event-stream', text, items)).toEqual(expected);
  });
});

describe('parts', () => {
  const part = (body: string, type?: string): string =>
    `--b\n${type === undefined ? '' : `Content-Type: ${type}\n`}\n${body}\n--b--`;
  const text = schemaOf((item) => typeof item === 'string');
  test.each<[string, string, CompiledContent['items'], Told]>([
    ['JSON by its type', part('"1"', 'application/json'), { each: text }, { value: ['1'], places: [0] }],
    [
      'no JSON in spite of its type',
      part('{', 'application/json'),
      { each: text },
      { faults: [notJson('/0', objectCut)] },
    ],
    ['a text', part('1'), { each: text }, { value: ['1'], places: [0] }],
    ['a text that does not fit, as JSON', part('1'), { each: NONE }, { value: [1], places: [0] }],
    ['the same as text/plain', part('1', 'text/plain'), { each: NONE }, { value: [1], places: [0] }],
    ['a text that does not fit and is no JSON', part('x'), { each: NONE }, { value: ['x'], places: [0] }],
    ['octets that fit', part('1', 'image/png'), { each: text }, { value: ['1'], places: [0] }],
    [
      'octets that do not',
      part('1', 'image/png'),
      { each: NONE },
      {
        unread: {
          reason: 'media-type-unreadable',
          message: 'item 0 is image/png, which can not be read here',
        },
      },
    ],
    [
      'more tokens than are read',
      part('[1,1,1,1,1,1]'),
      { each: NONE },
      { unread: { reason: 'body-too-large', message: TOO_MANY } },
    ],
    [
      'a name twice',
      part('{"a":1,"a":2}'),
      { each: NONE },
      { value: [{ a: 2 }], places: [0], repeated: ['/0/a'], earlier: [[{ a: 1 }]] },
    ],
    [
      'a part that is cut',
      '--b\n\n1',
      {},
      { unread: { reason: 'item-cut', message: 'the body ends inside of item 0' } },
    ],
  ])('%s', (_, body, items, expected) => {
    expect(readFrom('parts', body, items)).toEqual(expected);
  });
});

test('JSON texts behind record separators', () => {
  expect(readFrom('json-seq', '\u001e1\n\u001e{\n')).toMatchObject({ value: [1], places: [0] });
});

describe('violations of the array', () => {
  const violation = (pointer: string): Violation => ({
    code: 'type-mismatch',
    pointer,
    schemaPointer: '',
    expected: '',
    received: '',
  });
  const at = (pointers: readonly string[], faults: Parameters<typeof sequenceItems>[1]): string[] =>
    sequenceItems([0, 2, 13], faults, undefined)
      .placed(pointers.map(violation))
      .map(({ pointer }) => pointer);

  test('have the index that an item has in the sequence', () => {
    expect(at(['/0/a', '/1', '/2/1/1', ''], [])).toEqual(['/0/a', '/2', '/13/1/1', '']);
  });

  test('are not of the whole where an item is no value', () => {
    expect(at(['', '/1'], [{ kind: 'too-deep', pointer: '/1' }])).toEqual(['/2']);
  });
});

test('the first reason why something could not be checked is kept', () => {
  const unread = (reason: string) => ({ reason, message: reason });
  const read = (first?: { reason: string; message: string }): ReadItems => ({
    kind: 'value',
    value: [],
    places: [],
    repetitions: [],
    earlier: [],
    items: sequenceItems([], [], first),
  });
  expect(withUnread(read(), unread('later')).items?.unread?.reason).toBe('later');
  expect(withUnread(read(unread('first')), unread('later')).items?.unread?.reason).toBe('first');
});
