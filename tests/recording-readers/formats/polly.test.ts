import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readAll } from '../reading.ts';

const gzip = gzipSync('{"a":1}');
const parts = [gzip.subarray(0, 5), gzip.subarray(5)];

test.each<readonly [string, object, unknown]>([
  ['text', { text: '{"a":1}' }, { kind: 'text', text: '{"a":1}' }],
  ['a JSON array as text', { text: '["ab"]' }, { kind: 'text', text: '["ab"]' }],
  ['no body', { size: 0 }, { kind: 'none' }],
  ['no text, of some size', { size: 7 }, { kind: 'unrecorded' }],
  ['base64', { text: '/wA=', encoding: 'base64' }, { kind: 'bytes', bytes: Buffer.from([255, 0]) }],
  [
    'base64 chunks',
    { text: JSON.stringify(parts.map((one) => one.toString('base64'))), encoding: 'base64' },
    { kind: 'bytes', bytes: gzip },
  ],
  [
    'one base64 chunk',
    { text: JSON.stringify([gzip.toString('base64')]), encoding: 'base64' },
    { kind: 'bytes', bytes: gzip },
  ],
  [
    'hex, before version 5',
    { text: 'ff00', _isBinary: true },
    { kind: 'bytes', bytes: Buffer.from([255, 0]) },
  ],
  [
    'hex chunks, before version 5',
    { text: JSON.stringify(parts.map((one) => one.toString('hex'))), _isBinary: true },
    { kind: 'bytes', bytes: gzip },
  ],
  ['hex', { text: 'ff00', encoding: 'hex' }, { kind: 'bytes', bytes: Buffer.from([255, 0]) }],
  [
    'hex chunks',
    { text: JSON.stringify(parts.map((one) => one.toString('hex'))), encoding: 'hex' },
    { kind: 'bytes', bytes: gzip },
  ],
  ['hex that is none', { text: 'f', encoding: 'hex' }, { kind: 'unrecorded' }],
  ['chunks of which one is no hex', { text: '["ff","x"]', encoding: 'hex' }, { kind: 'unrecorded' }],
  ['an unknown encoding', { text: '{"a":1}', encoding: 'rot13' }, { kind: 'unrecorded' }],
  ['chunks in an unknown encoding', { text: '["ff"]', encoding: 'rot13' }, { kind: 'unrecorded' }],
  ['chunks that are none', { text: '[1]', encoding: 'base64' }, { kind: 'unrecorded' }],
  ['chunks that are cut off', { text: '["ff', encoding: 'base64' }, { kind: 'unrecorded' }],
])('%s', async (_, content, body) => {
  const entry = {
    request: { method: 'GET', url: 'https://h/a', headers: [] },
    response: { status: 200, headers: [], content },
  };
  const [read] = await readAll(JSON.stringify({ log: { _recordingName: 'x', entries: [entry] } }));
  expect(read).toMatchObject({ pointer: '/log/entries/0', response: { body } });
});

test('a header of several values, as before version 4, is several fields', async () => {
  const headers = [
    { name: 'accept', value: ['*/*'] },
    { name: 'set-cookie', value: ['a=1', 'b=2'] },
  ];
  const entry = {
    request: { method: 'GET', url: 'https://h/a', headers },
    response: { status: 200, headers: [{ name: 'x', value: [{}] }], content: {} },
  };
  const good = { ...entry, response: { status: 200, headers, content: {} } };
  const read = await readAll(JSON.stringify({ log: { _recordingName: 'x', entries: [good, entry] } }));
  const fields = [
    { name: 'accept', value: '*/*' },
    { name: 'set-cookie', value: 'a=1' },
    { name: 'set-cookie', value: 'b=2' },
  ];
  expect(read).toMatchObject([
    { request: { headers: fields }, response: { headers: fields } },
    { unreadable: 'no exchange: response.headers has what is no header field' },
  ]);
});
