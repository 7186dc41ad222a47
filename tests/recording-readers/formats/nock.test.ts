import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readAll } from '../reading.ts';

async function read(definition: object) {
  const base = { scope: 'https://h:443', method: 'GET', path: '/a?b=1', body: '', status: 200 };
  const [entry] = await readAll(JSON.stringify([{ ...base, ...definition }]));
  return entry;
}

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
