import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readAll } from '../reading.ts';

async function read(definition: object) {
  const base = { scope: 'https://h:443', method: 'GET', path: '/a?b=1', body: '', status: 200 };
  const [entry] = await readAll(JSON.stringify([{ ...base, ...definition }]));
  return entry;
}

test.each(['[]', ' [ ]\n', '\ufeff[]'])(
  'the empty list of nock.back, %j, is an empty recording',
  async (text) => {
    expect(await readAll(text)).toEqual([]);
  },
);

const gzip = gzipSync('{"a":1}');
const coded = ['Content-Encoding', 'gzip'];

describe('response bodies', () => {
  test.each<readonly [string, object, unknown]>([
    ['JSON', { response: { a: 1 } }, { kind: 'json', value: { a: 1 } }],
    ['an array', { response: ['ab', 'cd'] }, { kind: 'json', value: ['ab', 'cd'] }],
    ['null', { response: null }, { kind: 'json', value: null }],
    ['text', { response: 'x' }, { kind: 'text', text: 'x' }],
    ['empty', { response: '' }, { kind: 'none' }],
    ['absent', {}, { kind: 'none' }],
    [
      'chunks',
      {
        response: [gzip.subarray(0, 9).toString('hex'), gzip.subarray(9).toString('hex')],
        rawHeaders: coded,
      },
      { kind: 'bytes', bytes: gzip },
    ],
    [
      'chunks, headers as an object',
      { response: [gzip.toString('hex')], rawHeaders: { 'content-encoding': 'gzip' } },
      { kind: 'bytes', bytes: gzip },
    ],
    ['chunks without headers', { response: [gzip.toString('hex')] }, { kind: 'bytes', bytes: gzip }],
    [
      'JSON that is no hex, though encoded',
      { response: ['x'], rawHeaders: coded },
      { kind: 'json', value: ['x'] },
    ],
    [
      'an array of hex, not encoded',
      { response: ['ab'], rawHeaders: ['Content-Encoding', 'identity'] },
      { kind: 'json', value: ['ab'] },
    ],
    ['binary', { response: 'ff00', responseIsBinary: true }, { kind: 'bytes', bytes: Buffer.from([255, 0]) }],
    ['binary that is no hex', { response: 'xyz', responseIsBinary: true }, { kind: 'unrecorded' }],
  ])('%s', async (_, definition, body) => {
    expect(await read(definition)).toMatchObject({ response: { body } });
  });
});

test.each([
  ['https://h:443', 'https://h/a?b=1'],
  ['http://h:80', 'http://h/a?b=1'],
  ['http://h:443', 'http://h:443/a?b=1'],
  ['https://h:8443', 'https://h:8443/a?b=1'],
  ['https://h', 'https://h/a?b=1'],
])('scope %s', async (scope, url) => {
  expect(await read({ scope })).toMatchObject({ request: { url } });
});

test('a definition written by hand: method and status have defaults', async () => {
  expect(await read({ method: 'post', status: undefined })).toMatchObject({
    request: { method: 'POST' },
    response: { status: 200 },
  });
  expect(await read({ method: undefined })).toMatchObject({
    request: { method: 'GET', headers: undefined },
    response: { headers: undefined },
  });
});

test('what is no definition is named', async () => {
  const good = { scope: 'https://h', path: '/a', status: 200, response: {} };
  const entries = await readAll(
    JSON.stringify([good, { scope: 'https://h' }, 1, { ...good, status: 'x' }, good]),
  );
  expect(
    entries.map((entry) => ('unreadable' in entry ? `${entry.pointer}: ${entry.unreadable}` : entry.index)),
  ).toEqual([
    0,
    '/1: no nock definition: has no text "scope" or "path"',
    '/2: no nock definition: has no text "scope" or "path"',
    '/3: no exchange: its status is no status code',
    4,
  ]);
});

test.each<readonly [string, object, string]>([
  ['method', { method: { toString: 1 } }, 'no exchange: method is no text'],
  ['status', { status: { toString: 1 } }, 'no exchange: its status is no status code'],
  ['responseIsBinary', { responseIsBinary: 'no' }, 'no exchange: responseIsBinary is neither true nor false'],
  ['reqheaders', { reqheaders: 'x' }, 'no exchange: reqheaders is neither an object nor a list'],
  ['rawHeaders', { rawHeaders: ['a'] }, 'no exchange: rawHeaders has what is no header field'],
  ['headers', { headers: { a: {} } }, 'no exchange: headers has what is no header field'],
  [
    'both spellings of headers',
    { headers: {}, rawHeaders: [] },
    'no exchange: the definition has both "rawHeaders" and "headers"',
  ],
])('%s of another shape is unreadable', async (_, definition, unreadable) => {
  expect(await read(definition)).toMatchObject({ unreadable });
});

test('a name twice is unreadable, but in a body, which is kept as its text', async () => {
  const definition = (more: string) => `{"scope":"https://h","path":"/a","status":200,${more}}`;
  const read = await readAll(`[${definition('"status":200')},${definition('"response":{"a":1,"a":2}')}]`);
  expect(read).toMatchObject([
    { unreadable: 'has the name "status" twice, so which one was meant is not known' },
    { response: { body: { kind: 'text', text: '{"a":1,"a":2}' } } },
  ]);
});
