import { describe, expect, test } from 'vitest';
import { octetsOf, readAll } from '../reading.ts';

const request = '"request":{"method":"GET","url":"/a"}';

function line(response: string): string {
  return `{${request},"response":${response}}`;
}

async function first(text: string, size?: number) {
  const [entry] = await readAll(
    `${line('{"status":200}')}\n${text}`,
    size === undefined ? {} : { size },
  ).then((all) => all.slice(1));
  return entry;
}

describe('bodies', () => {
  test.each([
    ['none of the three', '{"status":200}', { kind: 'none' }],
    ['a JSON value', '{"status":200,"body":{"a":[1]}}', { kind: 'json', value: { a: [1] } }],
    ['null', '{"status":200,"body":null}', { kind: 'json', value: null }],
    ['false', '{"status":200,"body":false}', { kind: 'json', value: false }],
    [
      'a text as the value of a stream is its text',
      '{"status":200,"headers":{"content-type":"text/event-stream; charset=utf-8"},"body":"data: 1\\n\\n"}',
      { kind: 'text', text: 'data: 1\n\n' },
    ],
    [
      'a list as the value of a stream is its items',
      '{"status":200,"headers":{"content-type":"application/jsonl"},"body":["x"]}',
      { kind: 'json', value: ['x'] },
    ],
    ['a text as JSON value', '{"status":200,"body":"x"}', { kind: 'json', value: 'x' }],
    [
      'a value with a name twice is kept as its text',
      '{"status":200,"body": {"a":1,"\\u0061":[{"b":"}"}]},"x":{}}',
      { kind: 'text', text: '{"a":1,"\\u0061":[{"b":"}"}]}' },
    ],
    [
      'a string that begins with a colon is no name',
      '{"status":200,"body":{"a":":"}}',
      { kind: 'json', value: { a: ':' } },
    ],
    [
      'quotes and colons in a text say no name',
      '{"status":200,"body":{"a":"\\"b\\":1,\\\\"}}',
      { kind: 'json', value: { a: '"b":1,\\' } },
    ],
    [
      'deeper than can be counted',
      `{"status":200,"body":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      { kind: 'text', text: '['.repeat(50_000) + ']'.repeat(50_000) },
    ],
    ['text', '{"status":200,"bodyText":"{\\"a\\":1}"}', { kind: 'text', text: '{"a":1}' }],
    ['empty text', '{"status":200,"bodyText":""}', { kind: 'none' }],
    [
      'base64',
      '{"status":200,"bodyBase64":"eyJhIjoxfQ=="}',
      { kind: 'bytes', bytes: Buffer.from('{"a":1}') },
    ],
    ['base64url', '{"status":200,"bodyBase64":"_-8"}', { kind: 'bytes', bytes: Buffer.from([0xff, 0xef]) }],
    ['empty base64', '{"status":200,"bodyBase64":""}', { kind: 'none' }],
    [
      'no base64',
      '{"status":200,"bodyBase64":"{}"}',
      { kind: 'unrecorded', reason: expect.stringContaining('base64') },
    ],
  ])('%s', async (_, response, body) => {
    expect(await first(line(response))).toMatchObject({ response: { body } });
  });

  test('__proto__ is an ordinary name', async () => {
    const entry = await first(line('{"status":200,"body":{"__proto__":{"x":1}}}'));
    expect(entry && 'response' in entry && octetsOf(entry.response.body)).toBe('{"__proto__":{"x":1}}');
  });
});

describe('headers', () => {
  test.each([
    ['absent', '{"status":200}', undefined],
    ['null', '{"status":200,"headers":null}', undefined],
    ['none', '{"status":200,"headers":{}}', {}],
    ['texts', '{"status":200,"headers":{"X-A":"1"}}', { 'X-A': '1' }],
    [
      'arrays',
      '{"status":200,"headers":{"X-A":["1","2"]}}',
      [
        { name: 'X-A', value: '1' },
        { name: 'X-A', value: '2' },
      ],
    ],
    ['numbers', '{"status":200,"headers":{"X-A":1}}', [{ name: 'X-A', value: '1' }]],
    ['a list', '{"status":200,"headers":[{"name":"X-A","value":"1"}]}', [{ name: 'X-A', value: '1' }]],
    [
      'flat pairs',
      '{"status":200,"headers":["X-A","1","X-A","2"]}',
      [
        { name: 'X-A', value: '1' },
        { name: 'X-A', value: '2' },
      ],
    ],
  ])('%s', async (_, response, headers) => {
    const entry = await first(line(response));
    expect(entry && 'response' in entry && entry.response.headers).toEqual(headers);
  });
});

describe('a line that is no exchange spoils only itself', () => {
  test.each([
    ['not JSON', 'not JSON'],
    ['{"request":{"method":"GET"', 'not JSON'],
    [line('{"status":200}') + line('{"status":200}'), 'not JSON'],
    ['[]', 'no exchange: not a JSON object'],
    ['null', 'no exchange: not a JSON object'],
    ['{}', 'no exchange: has no object "request"'],
    ['{"request":[],"response":{}}', 'no exchange: has no object "request"'],
    [`{${request}}`, 'no exchange: has no object "response"'],
    ['{"request":{"url":"/a"},"response":{"status":200}}', 'no exchange: request.method is no string'],
    [
      '{"request":{"method":"GET","url":1},"response":{"status":200}}',
      'no exchange: request.url is no string',
    ],
    [line('{"status":"200"}'), 'no exchange: its status is no status code'],
    [line('{"status":20}'), 'no exchange: its status is no status code'],
    [line('{"status":0}'), 'no response: aborted, blocked or not answered (status 0)'],
    [line('{}'), 'no response: aborted, blocked or not answered (status 0)'],
    [
      `{${request},"response":{"status":200},"response":{"status":200}}`,
      'has the name "response" twice, so which one was meant is not known',
    ],
    [
      line('{"status":200,"body":{},"\\u0062ody":{"a":1}}'),
      'has the name "body" twice, so which one was meant is not known',
    ],
    [
      line(`{"status":200,"x":1${',"y":{}'.repeat(1500)}}`),
      'has the name "y" twice, so which one was meant is not known',
    ],
    [line(`{"status":200,"body":{"a":1${',"a":1'.repeat(1500)}}}`), 'repeats more names than are looked at'],
    [
      line('{"status":200,"body":{},"bodyText":"{}"}'),
      'no exchange: response has both "body" and "bodyText"',
    ],
    [
      line('{"status":200,"bodyBase64":"","bodyText":""}'),
      'no exchange: response has both "bodyText" and "bodyBase64"',
    ],
    [line('{"status":200,"bodyText":{"toString":1}}'), 'no exchange: response.bodyText is no text'],
    [
      line('{"status":200,"headers":"a: b"}'),
      'no exchange: response.headers is neither an object nor a list',
    ],
    [
      line('{"status":200,"headers":{"a":{"toString":1}}}'),
      'no exchange: response.headers has what is no header field',
    ],
    [line('{"status":200,"headers":["a"]}'), 'no exchange: response.headers has what is no header field'],
    [
      line('{"status":200,"headers":[["a","b"]]}'),
      'no exchange: response.headers has what is no header field',
    ],
    [`{"startedAt":{},${line('{"status":200}').slice(1)}`, 'no exchange: startedAt is no text'],
    ['\u0000\u0000', 'not JSON'],
    ['\u000b', 'not JSON'],
    ['\u00a0', 'not JSON'],
  ])('%s', async (text, unreadable) => {
    const good = line('{"status":200}');
    const read = await readAll(`${good}\n\n${text}\n${good}`);
    expect(read).toMatchObject([
      { index: 0, line: 1, request: {} },
      { index: 1, line: 3, unreadable },
      { index: 2, line: 4, request: {} },
    ]);
  });

  test('octets that are not UTF-8', async () => {
    const bad = Buffer.from(line('{"status":200,"body":"\u00ff"}'), 'latin1');
    const good = Buffer.from(`${line('{"status":200,"body":"名"}')}\n`);
    for (const size of [1, 7, 100, 10_000])
      expect(await readAll(Buffer.concat([good, bad, Buffer.from('\n'), good]), { size })).toMatchObject([
        { line: 1, response: {} },
        { line: 2, unreadable: 'not UTF-8' },
        { line: 3, response: {} },
      ]);
  });
});

test('lines and indexes do not depend on how chunks are cut', async () => {
  const text = [
    line('{"status":200,"body":"名🚪"}'),
    '',
    '   ',
    'x',
    '\t',
    line('{"status":404}'),
    '\r',
    line('{"status":500}'),
  ].join('\r\n');
  const whole = await readAll(text);
  expect(whole.map((entry) => entry.line)).toEqual([1, 4, 6, 8]);
  for (let size = 1; size < 200; size++) expect(await readAll(text, { size })).toEqual(whole);
});

test('startedAt is kept', async () => {
  const text = `{"startedAt":"2026-11-24T00:00:00Z",${line('{"status":200}').slice(1)}`;
  expect(await readAll(text)).toMatchObject([{ startedAt: '2026-11-24T00:00:00Z' }]);
});

test('more than the head, in chunks that are used again', async () => {
  const lines = Array.from({ length: 3000 }, (_, at) => line(`{"status":200,"body":"名${at}"}`)).join('\n');
  expect(await readAll(lines, { size: 999 })).toEqual(await readAll(lines, { size: lines.length * 2 }));
});
