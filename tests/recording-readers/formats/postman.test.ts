import { describe, expect, test } from 'vitest';
import { readAll, readUntilError } from '../reading.ts';

const info = { name: 'x', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' };
const saved = { name: 'saved', code: 200, header: [{ key: 'A', value: '{{b}}' }], body: '{"a":1}' };

async function read(url: unknown, response: object = {}, request: object = {}, variable: unknown[] = []) {
  const item = [
    {
      name: 'r',
      request: { url: 'https://no/' },
      response: [{ ...saved, originalRequest: { method: 'GET', url, ...request }, ...response }],
    },
  ];
  const [entry] = await readAll(JSON.stringify({ info, item, variable }));
  return entry;
}

const variables = [
  { key: 'base', value: 'https://h' },
  { key: 'id', value: '7' },
];

test.each<readonly [unknown, string]>([
  ['https://h/a?b=1', 'https://h/a?b=1'],
  [{ raw: 'https://h/a' }, 'https://h/a'],
  [{ raw: '{{base}}/a/{{id}}' }, 'https://h/a/7'],
  [{ raw: '{{unknown}}/a' }, '/a'],
  [{ raw: 'https://{{unknown}}/a' }, '/a'],
  [{ raw: '{{unknown}}' }, '/'],
  [{ raw: 'h.example/a' }, 'http://h.example/a'],
  [{ raw: 'https://h/:kind/:other', variable: [{ key: 'kind', value: 'k' }] }, 'https://h/k/:other'],
  [{ raw: 'https://h:8080/a' }, 'https://h:8080/a'],
  [
    {
      protocol: 'http',
      host: ['h', 'example'],
      path: ['a', 'b'],
      query: [
        { key: 'q', value: '1' },
        { key: 'r', value: '2', disabled: true },
      ],
    },
    'http://h.example/a/b?q=1',
  ],
])('url %j', async (url, expected) => {
  expect(await read(url, {}, {}, variables)).toMatchObject({ request: { url: expected } });
});

describe('saved responses', () => {
  test.each<readonly [string, object, unknown]>([
    ['text', {}, { body: { kind: 'text', text: '{"a":1}' }, headers: [{ name: 'A', value: '{{b}}' }] }],
    ['no body', { body: null }, { body: { kind: 'none' } }],
    ['empty', { body: '' }, { body: { kind: 'none' } }],
    ['no headers', { header: null }, { headers: undefined }],
    [
      'headers as text',
      { header: 'A: b\nC: d:e\n' },
      {
        headers: [
          { name: 'A', value: 'b' },
          { name: 'C', value: 'd:e' },
        ],
      },
    ],
  ])('%s', async (_, response, expected) => {
    expect(await read('https://h/', response)).toMatchObject({
      pointer: '/item/0/response/0',
      response: expected,
    });
  });

  test('no status', async () => {
    expect(await read('https://h/', { code: undefined })).toMatchObject({
      unreadable: expect.stringContaining('status 0'),
    });
  });

  test('without its own request it has that of its item', async () => {
    expect(await read('', { originalRequest: undefined })).toMatchObject({
      request: { method: 'GET', url: 'https://no/' },
    });
  });
});

test.each<readonly [string, object, unknown]>([
  ['raw', { mode: 'raw', raw: '{"id":{{id}}}' }, { kind: 'text', text: '{"id":7}' }],
  [
    'urlencoded',
    {
      mode: 'urlencoded',
      urlencoded: [
        { key: 'a b', value: '{{id}}' },
        { key: 'c', value: 'd', disabled: true },
      ],
    },
    { kind: 'text', text: 'a+b=7' },
  ],
  ['formdata', { mode: 'formdata', formdata: [] }, { kind: 'unrecorded' }],
  ['disabled', { mode: 'raw', raw: 'x', disabled: true }, { kind: 'none' }],
])('a %s request body', async (_, body, expected) => {
  expect(await read('https://h/', {}, { body }, variables)).toMatchObject({ request: { body: expected } });
});

test('as the API wraps it', async () => {
  const item = [{ request: 'https://h/a', response: [saved] }];
  expect(await readAll(JSON.stringify({ collection: { info, item } }))).toMatchObject([
    { pointer: '/collection/item/0/response/0', request: { url: 'https://h/a' } },
  ]);
});

test('cut off', async () => {
  const { error } = await readUntilError(JSON.stringify({ info, item: [] }).slice(0, -1));
  expect(error).toMatchObject({ name: 'InputError', message: expect.stringContaining('cut off') });
});
