import { describe, expect, test } from 'vitest';
import { octetsOf, readAll } from '../reading.ts';

async function told(text: string, hints = {}) {
  const read = await readAll(text, hints);
  return read.map((entry) =>
    'unreadable' in entry
      ? entry.unreadable
      : [entry.request.method, entry.request.url, entry.response.status, octetsOf(entry.response.body)],
  );
}

const hints = { method: 'GET', url: 'https://h/a' };

describe('the last head counts', () => {
  test.each<readonly [string, string, readonly unknown[]]>([
    ['HTTP/1.1', 'HTTP/1.1 200 OK\r\nA: b\r\n\r\n{"a":1}', ['GET', 'https://h/a', 200, '{"a":1}']],
    ['HTTP/2 without a reason', 'HTTP/2 200 \r\na: b\r\n\r\n{"a":1}', ['GET', 'https://h/a', 200, '{"a":1}']],
    ['HTTP/3 without a blank', 'HTTP/3 404\r\n\r\n', ['GET', 'https://h/a', 404, '']],
    ['line feeds only', 'HTTP/1.0 200 OK\nA: b\n\n{"a":1}\n', ['GET', 'https://h/a', 200, '{"a":1}\n']],
    ['no body and no empty line', 'HTTP/1.1 204 No Content\r\nA: b', ['GET', 'https://h/a', 204, '']],
    ['no fields', 'HTTP/1.1 200 OK\r\n\r\nx', ['GET', 'https://h/a', 200, 'x']],
    [
      '100 and 103 before',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx',
      ['GET', 'https://h/a', 200, 'x'],
    ],
    [
      'a proxy before',
      'HTTP/1.1 200 Connection established\r\n\r\nHTTP/2 201 \r\n\r\nx',
      ['GET', 'https://h/a', 201, 'x'],
    ],
    [
      'a refusal before',
      'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx',
      ['GET', 'https://h/a', 200, 'x'],
    ],
    [
      'a redirect before',
      'HTTP/1.1 302 Found\r\nlocation: /b?c\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx',
      ['GET', 'https://h/b?c', 200, 'x'],
    ],
    [
      'two redirects before',
      'HTTP/1.1 301 Moved\r\nLocation: https://i/\r\n\r\nHTTP/2 308 \r\nlocation: z\r\n\r\nHTTP/2 200 \r\n\r\nx',
      ['GET', 'https://i/z', 200, 'x'],
    ],
    ['a redirect last', 'HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n', ['GET', 'https://h/a', 302, '']],
    [
      'an empty line first in the body',
      'HTTP/1.1 200 OK\r\nA: b\r\n\r\n\r\n\r\nx',
      ['GET', 'https://h/a', 200, '\r\n\r\nx'],
    ],
    [
      'a body that speaks of HTTP, as its length says',
      'HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\nx\r\nHTTP/1.1 500 Oh\r\n\r\ny',
      ['GET', 'https://h/a', 200, 'x\r\nHTTP/1.1 500 Oh\r\n\r\ny'],
    ],
    [
      "an editor's newline",
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}\n',
      ['GET', 'https://h/a', 200, '{}'],
    ],
    [
      'a length of the encoded body',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{"a":1}',
      ['GET', 'https://h/a', 200, '{"a":1}'],
    ],
    [
      'POST redirected',
      'HTTP/1.1 307 T\r\nLocation: /b\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx',
      ['GET', 'https://h/b', 200, 'x'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await told(text, hints)).toEqual([expected]);
  });

  test.each([
    [301, 'GET'],
    [302, 'GET'],
    [303, 'GET'],
    [307, 'POST'],
    [308, 'POST'],
  ])('%i makes of POST a %s', async (status, method) => {
    const text = `HTTP/1.1 ${status} X\r\nLocation: /b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n`;
    expect(await told(text, { ...hints, method: 'POST' })).toEqual([[method, 'https://h/b', 200, '']]);
  });
});

describe('every other response is an exchange', () => {
  const good = 'HTTP/1.1 200 OK\r\nA: b\r\n\r\n{}';
  test.each<readonly [string, string, readonly (readonly [number, string])[]]>([
    [
      'a 500 without a body before',
      `HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n${good}`,
      [
        [500, ''],
        [200, '{}'],
      ],
    ],
    [
      'a 200 without a body before',
      `HTTP/1.1 200 OK\r\nA: b\r\n\r\n${good}`,
      [
        [200, ''],
        [200, '{}'],
      ],
    ],
    [
      'a redirect without Location before',
      `HTTP/1.1 304 Not Modified\r\n\r\n${good}`,
      [
        [304, ''],
        [200, '{}'],
      ],
    ],
    [
      'a refusal with a body before',
      `HTTP/1.1 401 No\r\n\r\nno\n${good}`,
      [
        [401, 'no\n'],
        [200, '{}'],
      ],
    ],
    [
      'a body before that ends in no newline',
      `HTTP/1.1 404 No\r\n\r\n{"a":1}${good}`,
      [
        [404, '{"a":1}'],
        [200, '{}'],
      ],
    ],
    [
      'a head without fields behind',
      `${good}\nHTTP/1.1 204 No\r\n\r\n`,
      [
        [200, '{}\n'],
        [204, ''],
      ],
    ],
    [
      'a length that says where the body ends',
      `HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}${good}`,
      [
        [200, '{}'],
        [200, '{}'],
      ],
    ],
  ])('%s', async (_, text, expected) => {
    const all = expected.map(([status, body]) => ['GET', '/a', status, body]);
    expect(await told(`# GET /a\n${text}`)).toEqual(all);
    expect(await told(text)).toEqual(expected.map(() => expect.stringContaining('no request')));
  });

  test('and says where it begins', async () => {
    const read = await readAll(`# GET /a\n${good}\n${good}\n\n# GET /b\n${good}${good}`);
    expect(read.map(({ line }) => line)).toEqual([1, 6, 11, 15]);
  });

  test('what stands before the first is no exchange and spoils only itself', async () => {
    expect(await told(`# GET /a\nHTTQ/1.1 200 OK\r\n\r\n{}\n${good}`)).toEqual([
      'no HTTP response: has no status line',
      ['GET', '/a', 200, '{}'],
    ]);
  });

  test('a head with a line that is no field is no head', async () => {
    expect(await told('# GET /a\nHTTP/1.1 200 OK\nA: b\n{"a":1}')).toEqual([
      'no HTTP message: a line of its head is no header field',
    ]);
  });
});

describe('what was asked', () => {
  test.each<readonly [string, string, readonly unknown[]]>([
    ['a comment', '# PUT https://i/b\nHTTP/1.1 200 OK\r\n\r\nx', [['PUT', 'https://i/b', 200, 'x']]],
    ['a comment and an empty line', '# GET /b\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx', [['GET', '/b', 200, 'x']]],
    [
      'a request head',
      'GET /b HTTP/1.1\r\nHost: i\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx',
      [['GET', 'https://i/b', 200, 'x']],
    ],
    [
      'a comment before a request head',
      '# GET https://i:8/b\nGET /b HTTP/1.1\r\nHost: i\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx',
      [['GET', 'https://i:8/b', 200, 'x']],
    ],
    [
      'several',
      '# GET /a\nHTTP/2 200\n\n{"a":1}\n# GET /b\nHTTP/2 404\n\n{"b":1}\n',
      [
        ['GET', '/a', 200, '{"a":1}'],
        ['GET', '/b', 404, '{"b":1}\n'],
      ],
    ],
    [
      'headings in a body',
      '# GET /a\nHTTP/2 200\n\n# API docs\n# A b\n',
      [['GET', '/a', 200, '# API docs\n# A b\n']],
    ],
    ['nothing after the question', '# GET /a\n# GET /b\nHTTP/2 404\n\n', [['GET', '/b', 404, '']]],
  ])('%s', async (_, text, expected) => {
    expect((await told(text)).filter((one) => typeof one !== 'string')).toEqual(expected);
  });

  test('neither a comment nor a hint', async () => {
    expect(await told('HTTP/1.1 200 OK\r\n\r\nx')).toEqual([expect.stringContaining('no request')]);
  });

  test('a question without an answer', async () => {
    expect(await told('GET / HTTP/1.1\r\nHost: h\r\n\r\n')).toEqual(['no HTTP response: has no status line']);
    expect(await told('# GET /a\n\n# GET /b\nHTTP/2 200\n\n')).toEqual([
      'no HTTP response: has no status line',
      ['GET', '/b', 200, ''],
    ]);
  });

  test('fields and body of the request', async () => {
    const text =
      'POST /b HTTP/1.1\r\nhost: i\r\nX-Folded: a\r\n  b\r\n\r\n{"q":1}\r\nHTTP/1.1 200 OK\r\nX: y\r\n\r\n{}';
    expect(await readAll(text)).toMatchObject([
      {
        line: 1,
        request: {
          headers: [
            { name: 'host', value: 'i' },
            { name: 'X-Folded', value: 'a b' },
          ],
          body: { bytes: Buffer.from('{"q":1}') },
        },
        response: { headers: [{ name: 'X', value: 'y' }] },
      },
    ]);
  });
});

test('UTF-16, as PowerShell redirects it', async () => {
  const octets = Buffer.from('\ufeffHTTP/1.1 200 OK\r\n\r\n{"名":1}', 'utf16le');
  const [entry] = await readAll(octets, hints);
  expect(entry && 'response' in entry && entry.response.body).toEqual({
    kind: 'bytes',
    bytes: Buffer.from('{"名":1}'),
  });
});
