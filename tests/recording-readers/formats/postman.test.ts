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
  { key: 'nested', value: '{{base}}/{{version}}' },
  { key: 'version', value: 'v2' },
  { key: 'circle', value: '{{circle}}' },
  { key: 'off', value: 'https://off', disabled: true },
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
  ['{{base}}{{unknown}}/a', '/a'],
  ['{{unknown}}{{other}}/a', '/a'],
  ['{{scheme}}://{{host}}:{{port}}/a', '/a'],
  ['{{host}}.example.com/a?b={{id}}', '/a?b=7'],
  ['{{host}}:8080/a', '/a'],
  ['{{unknown}}a/b', '/a/b'],
  ['{{unknown}}?b=1', '/?b=1'],
  ['{{nested}}/a', 'https://h/v2/a'],
  ['{{circle}}/a', '/a'],
  ['{{off}}/a', '/a'],
  [{ raw: 'https://h/:kind', variable: [{ key: 'kind', value: '{{id}}' }] }, 'https://h/7'],
  [{ raw: 'https://h/:kind', variable: [{ key: 'kind', value: 'k', disabled: true }] }, 'https://h/:kind'],
  [{ raw: '', host: 'h.example', path: 'a/b' }, 'http://h.example/a/b'],
  [{ host: ['{{base}}'], path: '/a' }, 'https://h/a'],
  [{ host: ['{{unknown}}', 'example'], path: ['a', '{{id}}'] }, '/a/7'],
  [{ protocol: 'http', host: ['h'], port: '8080', path: ['a'] }, 'http://h:8080/a'],
  [{ path: ['a', { type: 'string', value: 'b' }] }, '/a/b'],
])('url %j', async (url, expected) => {
  expect(await read(url, {}, {}, variables)).toMatchObject({ request: { url: expected } });
});

test('a list of 200,000 items ends, none of them lost', async () => {
  const read = await readAll(`{"info":${JSON.stringify(info)},"item":[${'[],'.repeat(199_999)}[]]}`);
  expect(read).toHaveLength(200_000);
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

describe('what is or looks like a saved response and is not read is unreadable', () => {
  const url = 'https://h/a';
  const item = (response: unknown) => ({ name: 'r', request: { url }, response });
  const told = async (items: unknown, text = JSON.stringify({ info, item: items })) =>
    (await readAll(text)).map((entry) =>
      'unreadable' in entry ? `${entry.pointer} ${entry.unreadable}` : entry.pointer,
    );

  test.each<readonly [string, unknown, readonly string[]]>([
    ['responses that are no list', [item(saved)], ['/item/0/response no list of responses']],
    ['a response that is none', [item(['x'])], ['/item/0/response/0 no saved response']],
    ['items that are no list', saved, ['/item no list of items']],
    [
      'an item that is none',
      ['x', item([saved])],
      ['/item/0 no request and no folder: not a JSON object', '/item/1/response/0'],
    ],
    [
      'a response under another name',
      [{ ...item([saved]), responze: [saved] }],
      ['/item/0/response/0', '/item/0/responze/0 a saved response where the format has none'],
    ],
    [
      'a folder under another name',
      [{ itemz: [item([saved])] }],
      ['/item/0/itemz/0/response/0 a saved response where the format has none'],
    ],
    [
      'a status of another shape',
      [item([{ ...saved, code: { toString: 1 } }])],
      ['/item/0/response/0 no exchange: its status is no status code'],
    ],
    [
      'headers of another shape',
      [item([{ ...saved, header: {} }])],
      ['/item/0/response/0 no exchange: header is no list'],
    ],
    [
      'a header that is none',
      [item([{ ...saved, header: ['a'] }])],
      ['/item/0/response/0 no exchange: header has what is no header field'],
    ],
    [
      'a header line that is none',
      [item([{ ...saved, header: 'a' }])],
      ['/item/0/response/0 no exchange: header has what is no header field'],
    ],
    [
      'a body of another shape',
      [item([{ ...saved, body: {} }])],
      ['/item/0/response/0 no exchange: body is no text'],
    ],
    [
      'a mode of another shape',
      [item([{ ...saved, originalRequest: { url, body: { mode: { toString: 1 } } } }])],
      ['/item/0/response/0 no exchange: the mode of the body is no text'],
    ],
    [
      'a url of another shape',
      [item([{ ...saved, originalRequest: { url: { path: [{ toString: 1 }] } } }])],
      ['/item/0/response/0 no exchange: the path of the url is no list of texts'],
    ],
    [
      'a query of another shape',
      [item([{ ...saved, originalRequest: { url: { path: ['a'], query: [{ key: {} }] } } }])],
      ['/item/0/response/0 no exchange: the query of the url is no text'],
    ],
  ])('%s', async (_, items, expected) => {
    expect(await told(items)).toEqual(expected);
  });

  test('a name twice', async () => {
    const text = (inner: string) =>
      `{"info":{"schema":"s"},"item":[{"request":{"url":"${url}"},"response":[{"code":200${inner}}]}]}`;
    expect(await told(undefined, text(',"body":"{}","body":"{\\"a\\":1}"'))).toEqual([
      '/item/0/response/0 has a name twice, so which one was meant is not known',
    ]);
    expect(await told(undefined, text('}],"response":[{"code":404'))).toEqual([
      '/item/0/response/0',
      '/item/0/response stands twice, so which one was meant is not known',
    ]);
  });

  test('folders deeper than a stack', async () => {
    const text = `{"info":{"schema":"s"},"item":${'[{"item":'.repeat(20_000)}[]${'}]'.repeat(20_000)}}`;
    expect(await told(undefined, text)).toEqual([]);
  });
});
