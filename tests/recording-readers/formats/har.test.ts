import { describe, expect, test } from 'vitest';
import { plain, readAll } from '../reading.ts';

type Json = Record<string, unknown>;

async function entryOf(response: unknown, request: Json = {}, more: Json = {}) {
  const entry = {
    request: { method: 'GET', url: 'https://h/a', headers: [], ...request },
    response,
    ...more,
  };
  const [read] = await readAll(JSON.stringify({ log: { version: '1.2', entries: [entry] } }));
  return read;
}

const none = { kind: 'none' };
const unrecorded = { kind: 'unrecorded' };
const text = { kind: 'text', text: '{"a":1}' };
const length = [{ name: 'Content-Length', value: '7' }];

describe('headers that the recorder left out', () => {
  const typed = [{ name: 'content-type', value: 'application/json' }];
  test.each<readonly [string, Json, unknown]>([
    [
      'the type of the content is what is known of them',
      { content: { mimeType: 'application/json' } },
      typed,
    ],
    ['no type either', { content: { mimeType: '' } }, []],
    ['a word for no type', { content: { mimeType: 'x-unknown' } }, []],
    [
      'one field is enough to take them as they are',
      { content: { mimeType: 'a/b' }, headers: length },
      length,
    ],
  ])('%s', async (_, response, headers) => {
    expect(await entryOf({ status: 200, headers: [], ...response })).toMatchObject({ response: { headers } });
  });
});

describe('response bodies', () => {
  test.each<readonly [string, Json, Json, unknown]>([
    ['text', { content: { size: 7, text: '{"a":1}' } }, {}, text],
    ['text whose size is wrong', { content: { size: 700, text: '{"a":1}' } }, {}, text],
    ['text without a size', { content: { text: '{"a":1}' } }, {}, text],
    [
      'text that the server cut off',
      { content: { size: 4, text: '{"a"' } },
      {},
      { kind: 'text', text: '{"a"' },
    ],
    ['text that the recorder cut off', { content: { size: 700, text: '{"a"' } }, {}, unrecorded],
    [
      'text that the recorder says it cut off',
      { content: { size: 7, text: '{"a":1}', _truncated: true } },
      {},
      unrecorded,
    ],
    [
      'base64',
      { content: { text: 'eyJhIjoxfQ==', encoding: 'base64' } },
      {},
      { kind: 'bytes', bytes: Buffer.from('{"a":1}') },
    ],
    [
      'base64 with line breaks',
      { content: { text: 'eyJh\r\nIjoxfQ', encoding: 'base64' } },
      {},
      { kind: 'bytes', bytes: Buffer.from('{"a":1}') },
    ],
    ['an unknown encoding', { content: { text: '{"a":1}', encoding: 'gzip' } }, {}, unrecorded],
    ['hex', { content: { text: '7b7d', encoding: 'hex' } }, {}, { kind: 'bytes', bytes: Buffer.from('{}') }],
    ['a file, and the recording has no folder', { content: { _file: 'a.json' } }, {}, unrecorded],
    ['no base64', { content: { text: '{"a":1}', encoding: 'base64' } }, {}, unrecorded],
    ['no text', { content: { size: 7, mimeType: 'application/json' } }, {}, unrecorded],
    ['no text, of unknown size', { content: { size: -1 } }, {}, unrecorded],
    ['no size either', { content: { mimeType: 'application/json' } }, {}, unrecorded],
    ['no content', {}, {}, unrecorded],
    ['no text, size 0', { content: { size: 0 } }, {}, none],
    ['no text, size 0, but octets on the wire', { content: { size: 0 }, bodySize: 7 }, {}, unrecorded],
    [
      'no text, size 0, but a length in the headers',
      { content: { size: 0 }, headers: length },
      {},
      unrecorded,
    ],
    ['empty text', { content: { size: 0, text: '' } }, {}, none],
    ['empty text without a size', { content: { text: '' } }, {}, none],
    ['empty text of some size', { content: { size: 7, text: '' } }, {}, unrecorded],
    ['HEAD', { content: { size: 0, text: '' }, headers: length }, { method: 'HEAD' }, none],
    ['204', { status: 204, content: {} }, {}, none],
    ['204 with a text all the same', { status: 204, content: { text: '{"a":1}' } }, {}, text],
    [
      '304 that a browser filled from its cache',
      { status: 304, content: { size: 7, text: '{"a":1}' } },
      {},
      none,
    ],
  ])('%s', async (_, response, request, body) => {
    expect(await entryOf({ status: 200, headers: [], ...response }, request)).toMatchObject({
      response: { body },
    });
  });
});

describe('request bodies', () => {
  test.each<readonly [string, Json, unknown]>([
    ['none', { bodySize: 0 }, none],
    ['of unknown size', { bodySize: -1 }, none],
    ['not kept', { bodySize: 7 }, unrecorded],
    ['text', { postData: { mimeType: 'application/json', text: '{"a":1}' } }, text],
    ['an unknown encoding', { postData: { mimeType: '', text: '7b7d', encoding: 'x' } }, unrecorded],
    ['empty', { postData: { mimeType: '', text: '', params: [] } }, none],
    [
      'a form',
      {
        postData: {
          mimeType: 'application/x-www-form-urlencoded',
          params: [{ name: 'a b', value: '1&2' }, { name: 'c' }],
        },
      },
      { kind: 'text', text: 'a+b=1%262&c=' },
    ],
    [
      'files',
      { postData: { mimeType: 'multipart/form-data', params: [{ name: 'a', fileName: 'b' }] } },
      unrecorded,
    ],
  ])('%s', async (_, request, body) => {
    expect(await entryOf({ status: 200 }, request)).toMatchObject({ request: { body } });
  });
});

describe('what is no exchange is named', () => {
  test.each<readonly [string, unknown, RegExp]>([
    ['status 0', { request: { method: 'GET', url: '/a' }, response: { status: 0 } }, /status 0/],
    ['no response', { request: { method: 'GET', url: '/a' } }, /no response was recorded/],
    ['no request', { response: { status: 200 } }, /no HAR entry/],
    ['no method', { request: { url: '/a' }, response: { status: 200 } }, /no HAR entry/],
    [
      'a status that is none',
      { request: { method: 'GET', url: '/a' }, response: { status: 'OK' } },
      /no status code/,
    ],
    ['null', null, /no HAR entry/],
    ['a text', 'entry', /no HAR entry/],
    ...(
      [
        ['headers', 'x'],
        ['headers', [{ value: 'c' }]],
        ['headers', ['d']],
        ['headers', [{ name: 'a', value: { toString: 1 } }]],
        ['content', 'x'],
        ['content', { text: { toString: 1 } }],
        ['content', { _file: { toString: 1 } }],
        ['content', { text: 'x', _file: 'a' }],
        ['content', { text: 'x', encoding: 1 }],
        ['content', { text: 'x', _truncated: 'no' }],
        ['content', { size: '0' }],
        ['content', { mimeType: [] }],
        ['bodySize', { toString: 1, valueOf: 1 }],
      ] as const
    ).map(
      ([name, value]) =>
        [
          `${name} ${JSON.stringify(value)}`,
          { request: { method: 'GET', url: '/a' }, response: { status: 200, [name]: value } },
          /^no exchange: response\./,
        ] as const,
    ),
    ...(
      [
        ['headers', {}],
        ['bodySize', { toString: 1, valueOf: 1 }],
        ['postData', 'x'],
        ['postData', { text: 1 }],
        ['postData', { mimeType: { toString: 1 }, params: [] }],
        ['postData', { params: 'x' }],
        ['postData', { mimeType: 'application/x-www-form-urlencoded', params: [{ name: { toString: 1 } }] }],
      ] as const
    ).map(
      ([name, value]) =>
        [
          `a request with ${name} ${JSON.stringify(value)}`,
          { request: { method: 'GET', url: '/a', [name]: value }, response: { status: 200 } },
          /^no exchange: request\./,
        ] as const,
    ),
  ])('%s', async (_, entry, unreadable) => {
    const good = {
      request: { method: 'GET', url: '/a' },
      response: { status: 200, content: { text: '{}' } },
    };
    const read = await readAll(JSON.stringify({ log: { entries: [entry, good] } }));
    expect(read).toMatchObject([
      { index: 0, pointer: '/log/entries/0', unreadable: expect.stringMatching(unreadable) },
      { index: 1, pointer: '/log/entries/1', response: { status: 200 } },
    ]);
  });

  test('an entry that is no JSON inside', async () => {
    const read = await readAll(
      '{"log":{"entries":[{"a":tru},{"request":{"method":"GET","url":"/"},"response":{"status":200}}]}}',
    );
    expect(read).toMatchObject([{ unreadable: 'not JSON' }, { response: { status: 200 } }]);
  });
});

describe('headers', () => {
  test.each([
    ['none kept', undefined, undefined],
    ['none', [], []],
    [
      'repeated, in any case',
      [
        { name: 'Set-Cookie', value: 'a' },
        { name: 'set-cookie', value: 'b' },
      ],
      [
        { name: 'Set-Cookie', value: 'a' },
        { name: 'set-cookie', value: 'b' },
      ],
    ],
    [
      'pseudo-fields of HTTP/2',
      [
        { name: ':status', value: '200' },
        { name: 'etag', value: 'x' },
      ],
      [{ name: 'etag', value: 'x' }],
    ],
    [
      'values that are no text',
      [
        { name: 'a', value: 1 },
        { name: 'b', value: null },
      ],
      [
        { name: 'a', value: '1' },
        { name: 'b', value: '' },
      ],
    ],
  ])('%s', async (_, headers, expected) => {
    const entry = await entryOf({ status: 200, headers });
    expect(entry && 'response' in entry && entry.response.headers).toEqual(expected);
  });
});

test.each([
  ['a second response', '"response":{"status":200},"response":{"status":200}', '"response"'],
  ['a second request', '"response":{"status":200},"request":{"method":"GET","url":"/b"}', '"request"'],
  ['a name of two spellings', '"response":{"status":200,"\\u0073tatus":200}', '"status"'],
  ['a name twice deep inside', '"response":{"status":200,"content":{"size":1,"size":2}}', '"size"'],
])('two entries melted into one are found by %s', async (_, members, name) => {
  const melted = `{"request":{"method":"GET","url":"/a"},${members}}`;
  for (const size of [7, 100_000])
    expect(await readAll(`{"log":{"entries":[${melted}]}}`, { size })).toMatchObject([
      { unreadable: `has the name ${name} twice, so which one was meant is not known` },
    ]);
});

test('an entry that nests deeper than a stack', async () => {
  const nested = '['.repeat(100_000) + ']'.repeat(100_000);
  const entry = (more: string) => `{"request":{"method":"GET","url":"/a"},"response":{"status":204${more}}}`;
  const read = await readAll(
    `{"log":{"entries":[${entry(`,"x":${nested}`)},${entry(`,"headers":${nested}`)}]}}`,
  );
  expect(read).toMatchObject([{ response: { status: 204 } }, { unreadable: /response.headers/ }]);
});

test('more than the head, in chunks that are used again', async () => {
  const entry = {
    request: { method: 'GET', url: '/a' },
    response: { status: 200, content: { text: '"名}"' } },
  };
  const text = JSON.stringify({ log: { entries: Array.from({ length: 3000 }, () => entry) } });
  const cut = (await readAll(text, { size: 999 })).map(plain);
  expect(cut).toEqual((await readAll(text, { size: text.length * 2 })).map(plain));
});

test('the pointer of each entry', async () => {
  const entry = { request: { method: 'GET', url: '/a' }, response: { status: 204 } };
  const read = await readAll(JSON.stringify({ log: { entries: Array.from({ length: 1101 }, () => entry) } }));
  expect(read.map(({ pointer }) => pointer)).toEqual(read.map((_, index) => `/log/entries/${index}`));
});
