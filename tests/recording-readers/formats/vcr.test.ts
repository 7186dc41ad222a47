import { describe, expect, test } from 'vitest';
import { seedsOf } from '../mutants.ts';
import { octetsOf, readAll, readUntilError } from '../reading.ts';
import { writers } from '../writers.ts';

const ruby = `---
http_interactions:
- request:
    method: get
    uri: https://h/a
    body:
      encoding: US-ASCII
      string: ''
    headers:
      Accept:
      - "*/*"
  response:
    status:
      code: 200
      message: OK
    headers:
      Content-Type:
      - application/json
      Etag:
      - 1e3
    body:
      encoding: ASCII-8BIT
      string: !binary |-
        eyJhIjoi
        /yJ9
  recorded_at: Tue, 24 Nov 2026 03:32:25 GMT
recorded_with: VCR 6.2.0
`;

const python = `interactions:
- request:
    body: null
    headers:
      User-Agent: [python-requests/2.31.0]
    method: GET
    uri: https://h/a
  response:
    body: {string: !!binary "H4sI"}
    headers:
      Content-Encoding: [gzip]
      Date: ['2026-11-24']
    status: {code: 404, message: Not Found}
version: 1
`;

const go = `---
version: 1
rwmutex: {}
interactions:
- request:
    body: ""
    form: {}
    headers: {}
    url: https://h/a
    method: GET
  response:
    body: '{"a": 1}'
    headers:
      Content-Type:
      - application/json
    status: 200 OK
    code: 200
    duration: 1s
- request:
    url: https://h/b
    method: GET
  response:
    body: |
      {"b": 1}
    status: 503 Service Unavailable
`;

describe('cassettes as they are written', () => {
  test('Ruby', async () => {
    const [entry] = await readAll(ruby);
    expect(entry).toMatchObject({
      pointer: '/http_interactions/0',
      startedAt: '2026-11-24T03:32:25.000Z',
      request: {
        method: 'GET',
        url: 'https://h/a',
        headers: [{ name: 'Accept', value: '*/*' }],
        body: { kind: 'none' },
      },
      response: { status: 200, headers: [{ value: 'application/json' }, { name: 'Etag', value: '1e3' }] },
    });
    expect(entry && 'response' in entry && octetsOf(entry.response.body)).toBe('{"a":"\u00ff"}');
  });

  test('Python', async () => {
    expect(await readAll(python)).toMatchObject([
      {
        pointer: '/interactions/0',
        request: { body: { kind: 'none' } },
        response: { status: 404, body: { kind: 'bytes', bytes: Buffer.from([0x1f, 0x8b, 8]) } },
      },
    ]);
  });

  test('betamax, which leaves an empty string beside Base64', async () => {
    const text = JSON.stringify({
      http_interactions: [
        {
          request: {
            method: 'GET',
            uri: 'https://h/a',
            body: { encoding: 'utf-8', string: '' },
            headers: {},
          },
          response: {
            status: { code: 200, message: 'OK' },
            headers: { 'Content-Encoding': ['gzip'] },
            body: { encoding: 'utf-8', base64_string: 'H4sI', string: '' },
          },
        },
      ],
      recorded_with: 'betamax/0.5.1',
    });
    const [entry] = await readAll(text);
    expect(entry).toMatchObject({
      response: { body: { kind: 'bytes', bytes: Buffer.from('H4sI', 'base64') } },
    });
  });

  test('Go', async () => {
    expect(await readAll(go)).toMatchObject([
      { request: { url: 'https://h/a' }, response: { status: 200, body: { text: '{"a": 1}' } } },
      {
        request: { url: 'https://h/b', headers: undefined },
        response: { status: 503, body: { text: '{"b": 1}\n' } },
      },
    ]);
  });
});

test.each([
  ['status_code: 404', 404],
  ['status_code: 404, status: {code: 404}', 404],
  ['status_code: 404, status: {code: 200}', undefined],
])('a status as betamax writes it: %s', async (status, expected) => {
  const [read] = await readAll(
    `http_interactions:\n- request: {method: GET, uri: /a}\n  response: {${status}}\n`,
  );
  expect(read !== undefined && 'response' in read ? read.response.status : undefined).toBe(expected);
});

test.each([
  ['- 1', 'no interaction: has no request or no response'],
  ['- request: {method: GET}\n  response: {}', 'no interaction: has no method or no uri'],
  [
    '- request: {method: GET, uri: /a}\n  response: {}',
    'no response: aborted, blocked or not answered (status 0)',
  ],
  [
    '- request: {method: GET, uri: /a}\n  response: {status: {code: x}}',
    'no exchange: its status is no status code',
  ],
])('an interaction that is none: %s', async (interaction, unreadable) => {
  expect(await readAll(`interactions:\n${interaction}\nversion: 1\n`)).toMatchObject([
    { pointer: '/interactions/0', unreadable },
  ]);
});

const indented = python.replace(/^(?=.)/gm, '  ');

test.each([
  ['the root is indented', `---\n${indented}`],
  ['the root is indented behind a comment', `# recorded\n\n${indented}`],
  ['the name of the list is quoted', python.replace('interactions', '"interactions"')],
  ['a quoted text goes on without an indent', python.replace('[gzip]', `['gz\nip', 'br\n  a: 1']`)],
])('%s', async (_, text) => {
  const [entry, ...more] = await readAll(text);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ request: { url: 'https://h/a' }, response: { status: 404 } });
});

test('YAML that is broken names its line', async () => {
  const { error } = await readUntilError('interactions:\n- request: [\n');
  expect(error).toMatchObject({
    message: expect.stringContaining('not YAML that can be read'),
    place: { file: '-', line: 3 },
  });
});

test('aliases that grow without end are refused', async () => {
  const rows = Array.from(
    { length: 12 },
    (_, at) =>
      `a${at}: &a${at} [${Array(9)
        .fill(at === 0 ? 'x' : `*a${at - 1}`)
        .join(', ')}]`,
  );
  const { error } = await readUntilError(`${rows.join('\n')}\ninteractions:\n- *a11\n`);
  expect(error).toMatchObject({ name: 'InputError', message: expect.stringContaining('alias') });
});

test('octets that are not UTF-8', async () => {
  const { error } = await readUntilError(Buffer.from(python.replace('Not Found', 'Caf\u00e9'), 'latin1'));
  expect(error).toMatchObject({ name: 'InputError', message: 'not UTF-8' });
});

describe('a part of another shape is unreadable', () => {
  const told = async (response: string, request = '"method":"get","uri":"/a"') =>
    (await readAll(`{"http_interactions":[{"request":{${request}},"response":{${response}}}]}`)).map(
      (entry) => ('unreadable' in entry ? entry.unreadable : entry.response.status),
    );

  test.each<readonly [string, string | number]>([
    ['"code":200', 200],
    ['"status":{"code":200,"message":"OK"}', 200],
    ['"status":"200 OK","code":200', 200],
    ['"status":"200 OK","code":404', 'no exchange: its status is no status code'],
    ['"code":{"toString":1,"valueOf":1}', 'no exchange: its status is no status code'],
    ['"status":["200"]', 'no exchange: its status is no status code'],
    ['"code":200,"headers":"a"', 'no exchange: response.headers is neither an object nor a list'],
    ['"code":200,"headers":{"a":{}}', 'no exchange: response.headers has what is no header field'],
    ['"code":200,"body":["a"]', 'no exchange: response.body is neither a text nor an object'],
    ['"code":200,"body":{}', 'no exchange: response.body has no string'],
    ['"code":200,"body":{"ztring":"a"}', 'no exchange: response.body has no string'],
    ['"code":200,"body":{"string":{}}', 'no exchange: response.body.string is no text'],
    [
      '"code":200,"body":{"string":"a","base64_string":"YQ=="}',
      'no exchange: response.body has both "base64_string" and "string"',
    ],
  ])('%s', async (response, expected) => {
    expect(await told(response)).toEqual([expected]);
  });

  test('both spellings of the address', async () => {
    expect(await told('"code":200', '"method":"get","uri":"/a","url":"/b"')).toEqual([
      'no exchange: request has both "uri" and "url"',
    ]);
  });

  test('both lists, or more nesting than the parser bears: not read at all', async () => {
    for (const text of [
      '{"http_interactions":[],"interactions":[]}',
      `{"http_interactions":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    ])
      expect((await readUntilError(text)).error).toMatchObject({ name: 'InputError' });
  });
});

const yamlWriters = writers.filter(({ format, variant }) => format === 'vcr' && variant !== 'JSON');
test.each(yamlWriters)(
  '$variant: cut within any line, the interactions behind are not lost',
  async (writer) => {
    const [, text = ''] = seedsOf(writer);
    const lost: string[] = [];
    for (let length = 1; length < text.length; length++) {
      if (text[length - 1] === '\n') continue;
      const { read, error } = await readUntilError(text.slice(0, length));
      if (error === undefined && read.length < 2 && !read.some((entry) => 'unreadable' in entry))
        lost.push(text.slice(Math.max(0, length - 40), length));
    }
    expect(lost).toEqual([]);
  },
);

test('a cassette of JSON, or one whose list stands first, needs no line break at its end', async () => {
  const interaction =
    '{"request":{"method":"get","uri":"/x"},"response":{"status":{"code":200},"body":{"string":""}}}';
  for (const text of [
    `{"http_interactions":[${interaction}]}`,
    `http_interactions: [${interaction}]\nrecorded_with: VCR 6.2.0`,
    `http_interactions: [${interaction}]\n`,
  ]) {
    const { read } = await readUntilError(text);
    expect(read).toMatchObject([{ request: { url: '/x' } }]);
  }
});
