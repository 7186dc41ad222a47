import { brotliCompressSync, deflateSync, gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Body, Exchange, HeaderField, Headers } from '../../src/model.ts';
import { createRedactor } from '../../src/redact/create.ts';
import { redactExchange } from '../../src/redact/exchange.ts';
import { redactRecording } from '../../src/redact/recording.ts';

const key = Buffer.from('key of the run');
const secret = 'wJalrXUtnFEMI7K7MDENG+b/xRfi';
const redactor = createRedactor({ key, names: ['x-tenant', 'phone'] });

function exchange(more: {
  url?: string;
  requestHeaders?: Headers;
  requestBody?: Body;
  headers?: Headers;
  body?: Body;
}): Exchange {
  return {
    source: 'https://apig.example.com/',
    index: 0,
    request: {
      method: 'POST',
      url: more.url ?? '/',
      headers: more.requestHeaders ?? [],
      body: more.requestBody ?? { kind: 'none' },
    },
    response: { status: 200, headers: more.headers ?? [], body: more.body ?? { kind: 'none' } },
  };
}

const type = (value: string) => [{ name: 'Content-Type', value }];
const text = (content: string): Body => ({ kind: 'text', text: content });
const bytes = (content: Uint8Array): Body => ({ kind: 'bytes', bytes: content });
const e = encodeURIComponent;
const base64 = (content: string) => Buffer.from(content).toString('base64');

const places: [string, Exchange][] = [
  ['X-Auth-Token', exchange({ requestHeaders: { 'x-auth-token': secret } })],
  ['repeated header', exchange({ requestHeaders: { 'X-Security-Token': ['a', secret] } })],
  ['bearer', exchange({ requestHeaders: [{ name: 'Authorization', value: `Bearer ${secret}` }] })],
  [
    'basic',
    exchange({ requestHeaders: [{ name: 'authorization', value: `Basic ${base64(`u:${secret}`)}` }] }),
  ],
  [
    'signature',
    exchange({
      requestHeaders: [
        {
          name: 'Authorization',
          value: `SDK-HMAC-SHA256 Access=${secret}, SignedHeaders=host;x-sdk-date, Signature=${secret}`,
        },
      ],
    }),
  ],
  [
    'proxy',
    exchange({
      requestHeaders: [{ name: 'Proxy-Authorization', value: `Digest username="u", response="${secret}"` }],
    }),
  ],
  ['cookie', exchange({ requestHeaders: [{ name: 'Cookie', value: `lang=zh; sid=${secret}` }] })],
  ['set-cookie', exchange({ headers: [{ name: 'Set-Cookie', value: `sid=${secret}; Path=/; HttpOnly` }] })],
  ['X-Subject-Token', exchange({ headers: [{ name: 'X-Subject-Token', value: secret }] })],
  [
    'Location',
    exchange({
      headers: [
        {
          name: 'Location',
          value: `https://x.example/cb?state=1&access_token=${e(secret)}#id_token=${e(secret)}`,
        },
      ],
    }),
  ],
  ['own name', exchange({ headers: [{ name: 'X-Tenant', value: secret }] })],
  ['query', exchange({ url: `https://a.example/p?x=1&X-Amz-Signature=${e(secret)}&key=${e(secret)}` })],
  [
    'query of an address in a query',
    exchange({ url: `/p?next=${e(`https://b.example/?token=${e(secret)}`)}` }),
  ],
  ['userinfo', exchange({ url: `https://${e(secret)}:${e(secret)}@a.example/p` })],
  [
    'form',
    exchange({
      requestHeaders: type('application/x-www-form-urlencoded'),
      requestBody: text(`user=u&password=${e(secret)}`),
    }),
  ],
  ['form of octets', exchange({ requestBody: bytes(Buffer.from(`client_secret=${e(secret)}&a=b`)) })],
  [
    'multipart',
    exchange({
      requestHeaders: type('multipart/form-data; boundary=xx'),
      requestBody: text(
        `--xx\r\nContent-Disposition: form-data; name="password"\r\n\r\n${secret}\r\n--xx--\r\n`,
      ),
    }),
  ],
  ['json', exchange({ body: text(`{"password": "${secret}"}`) })],
  ['json value', exchange({ body: { kind: 'json', value: { a: [{ api_key: secret }] } } })],
  ['json, escaped name', exchange({ body: text(`{"pass\\u0077ord": "${secret}"}`) })],
  [
    'json, nested',
    exchange({ body: text(`{"a":[{"b":{"credential":{"access":"${secret}","x":["${secret}"]}}}]}`) }),
  ],
  [
    'json in a string',
    exchange({
      body: text(JSON.stringify({ message: JSON.stringify({ inner: JSON.stringify({ token: secret }) }) })),
    }),
  ],
  ['json, name and value', exchange({ body: text(`[{"value":"${secret}","name":"X-Auth-Token"}]`) })],
  ['json, token with an id', exchange({ body: text(`{"token":{"id":"${secret}","methods":["password"]}}`) })],
  ['json, list of tokens', exchange({ body: text(`{"tokens":["${secret}","${secret}"]}`) })],
  [
    'json, address',
    exchange({
      body: text(`{"url":"https://obs.example/o?Signature=${e(secret)}&AccessKeyId=${e(secret)}"}`),
    }),
  ],
  ['json, own name', exchange({ body: text(`{"phone":"${secret}"}`) })],
  ['json cut off', exchange({ body: text(`{"a":1,"token":"${secret}`) })],
  ['json after another', exchange({ body: text(`{"a":1}\n{"sk":"${secret}"}`) })],
  [
    'json of bad octets',
    exchange({
      body: bytes(
        Buffer.concat([Buffer.from(`{"a":"`), Buffer.from([0xff]), Buffer.from(`","sk":"${secret}"}`)]),
      ),
    }),
  ],
  ['json in UTF-16', exchange({ body: bytes(Buffer.from(`\ufeff{"sk":"${secret}"}`, 'utf16le')) })],
  [
    'gzip',
    exchange({
      headers: [{ name: 'Content-Encoding', value: 'gzip' }],
      body: bytes(gzipSync(`{"sk":"${secret}"}`)),
    }),
  ],
  [
    'br',
    exchange({
      headers: [{ name: 'Content-Encoding', value: 'br' }],
      body: bytes(brotliCompressSync(`{"sk":"${secret}"}`)),
    }),
  ],
  [
    'deflate',
    exchange({
      headers: [{ name: 'Content-Encoding', value: 'deflate' }],
      body: bytes(deflateSync(`{"sk":"${secret}"}`)),
    }),
  ],
  [
    'zstd',
    exchange({
      headers: [{ name: 'Content-Encoding', value: 'zstd' }],
      body: bytes(zstdCompressSync(`{"sk":"${secret}"}`)),
    }),
  ],
  [
    'unknown coding',
    exchange({
      headers: [{ name: 'Content-Encoding', value: 'secretly' }],
      body: bytes(Buffer.concat([Buffer.from([0xff, 0xfe, 0xff]), Buffer.from(secret)])),
    }),
  ],
  [
    'html',
    exchange({
      body: text(`<script>var c = {"token": "${secret}"}</script><a href="/x?token=${e(secret)}">`),
    }),
  ],
  ['xml', exchange({ body: text(`<a><SecretAccessKey>${secret}</SecretAccessKey></a>`) })],
  [
    'a challenge',
    exchange({ headers: [{ name: 'WWW-Authenticate', value: `Bearer realm="r", token="${secret}"` }] }),
  ],
  ['text', exchange({ body: text(`login failed: password=${secret}, bye`) })],
];

function everything(value: unknown): string {
  const found: string[] = [];
  JSON.stringify(value, (_, part: unknown) => {
    const octets =
      part instanceof Uint8Array
        ? Buffer.from(part)
        : typeof part === 'object' && part !== null && 'type' in part && part.type === 'Buffer'
          ? Buffer.from((part as unknown as { data: number[] }).data)
          : undefined;
    if (octets === undefined) return part;
    found.push(octets.toString('latin1'), octets.toString('utf16le'));
    try {
      found.push(gunzipSync(octets).toString());
    } catch {
      /* not gzip */
    }
    return undefined;
  });
  return JSON.stringify(value) + found.join('\n');
}

test.each(places)('%s', (_, found) => {
  const after = redactExchange(found, redactor);
  const all = everything(after);
  for (const form of [secret, e(secret), base64(secret), base64(`u:${secret}`)])
    expect(all).not.toContain(form);
  expect(redactExchange(after, createRedactor({ names: ['x-tenant', 'phone'] }))).toEqual(after);
  const known = createRedactor({ secrets: [secret], names: ['x-tenant', 'phone'] });
  expect(everything(redactExchange(found, known))).not.toContain(secret);
});

describe('what is no secret stays to the octet', () => {
  const bodies = [
    '{"a": 5.0, "a": 1e3,\t"b" :[null,true,"\\u4e2d\\/"],"c":{}}',
    '{"status":"Running","password_policy":"strict","token_type":"Bearer","max_tokens":123456}',
    '{"a":1} trailing',
    '{"a":',
    '',
    '   ',
    '\ufeff{"a":1}',
    '<html><body>Token: expired</body></html>',
    '{"error_msg":"The token must be updated. Token: expired","error_code":"APIG.0307"}',
    '{"id":"e6a5871bfb5b47d19c5874790f639ef8","create_time":1604456784000}',
    '{"password":null,"secret":true,"token":""}',
    `${'['.repeat(100_000)}1`,
    'NaN',
    'a=b&c=d',
    'https://a.example/p?page=2&key_name=x',
    'user@example.com wrote // a@b',
    'WWW-Authenticate: Bearer authorization_uri="https://a.example/1", error="invalid_token"',
  ];
  test.each(bodies)('%#', (content) => {
    expect(redactExchange(exchange({ body: text(content) }), redactor).response.body).toEqual(text(content));
    expect(redactExchange(exchange({ body: bytes(Buffer.from(content)) }), redactor).response.body).toEqual(
      bytes(Buffer.from(content)),
    );
  });
  test('binary octets', () => {
    const octets = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256));
    expect(redactExchange(exchange({ body: bytes(octets) }), redactor).response.body).toEqual(bytes(octets));
  });
});

test('structure, types, order and white space survive', () => {
  const before =
    '{ "user" : "u",\n "password": "hunter22", "pin_token": 1234567, "password": "second one 1", "n": 5.0 }';
  const after = redactExchange(exchange({ body: text(before) }), redactor).response.body;
  expect(after).toEqual(
    text(
      expect.stringMatching(
        /^\{ "user" : "u",\n "password": "[a-z]{6}\d\d", "pin_token": 1000000, "password": "[a-z]{6} [a-z]{3} \d", "n": 5\.0 \}$/,
      ) as never,
    ),
  );
});

test('one secret has one replacement in every spelling', () => {
  const after = redactExchange(
    exchange({
      url: `/?token=${e(secret)}`,
      requestHeaders: [{ name: 'X-Auth-Token', value: secret }],
      body: text(`{"token":"${secret}"}`),
    }),
    redactor,
  );
  const substitute = (after.request.headers as HeaderField[])[0]!.value;
  expect(after.request.url).toBe(`/?token=${e(substitute)}`);
  expect(after.response.body).toEqual(text(`{"token":"${substitute}"}`));
});

describe('known secrets, wherever and however they are spelt', () => {
  const known = 'pä ss/w"ord&+中 0123456789';
  const hex = Buffer.from(known).toString('hex');
  const spellings: [string, string][] = [
    ['as it is', known],
    ['JSON', JSON.stringify({ innocent: known })],
    ['JSON in JSON', JSON.stringify({ a: JSON.stringify({ b: known }) })],
    ['a property name', JSON.stringify({ [known]: 1 })],
    ['percent', e(known)],
    ['percent, lower case', e(known).toLowerCase()],
    ['percent, every octet', hex.replace(/../g, '%$&')],
    ['form', e(known).replaceAll('%20', '+')],
    ['hexadecimal', hex],
    ['HEXADECIMAL', hex.toUpperCase()],
    ['base64', base64(known)],
    ['base64, one before', base64(`a${known}`)],
    ['base64, two before', base64(`ab${known}cd`)],
    ['base64, three before', base64(`abc${known}c`)],
    ['base64url', Buffer.from(known).toString('base64url')],
    ['HTML', known.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
    [
      'ASCII JSON',
      JSON.stringify(known).replace(
        /[\u0080-\uffff]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    ],
  ];
  test.each(spellings)('%s', (_, content) => {
    const after = redactExchange(
      exchange({ body: text(`before ${content} after`) }),
      createRedactor({ secrets: [known] }),
    );
    const body = (after.response.body as { text: string }).text;
    expect(body).toMatch(/^before [\s\S]* after$/);
    for (const [, form] of spellings.slice(4)) expect(body).not.toContain(form);
    expect(body).not.toContain(known);
    for (const candidate of body.match(/[A-Za-z0-9+/_-]{16,}/g) ?? [])
      expect(Buffer.from(candidate, 'base64').toString()).not.toContain('0123456789');
  });
  test('too short to be told from ordinary text', () => {
    expect(() => createRedactor({ secrets: ['abc'] })).toThrow('fewer than 4');
  });
});

describe('recordings as text', () => {
  const har = JSON.stringify({
    log: {
      version: '1.2',
      entries: [
        {
          request: {
            method: 'POST',
            url: `https://u:${e(secret)}@a.example/?sig=${e(secret)}`,
            headers: [{ name: 'X-Auth-Token', value: secret }],
            cookies: [{ name: 'lang', value: secret, path: '/', domain: 'a.example' }],
            queryString: [{ name: 'sig', value: secret }],
            postData: {
              mimeType: 'application/x-www-form-urlencoded',
              text: `password=${e(secret)}`,
              params: [{ name: 'password', value: secret }],
            },
          },
          response: {
            status: 200,
            headers: [],
            content: { mimeType: 'application/json', encoding: 'base64', text: base64(`{"sk":"${secret}"}`) },
          },
        },
      ],
    },
  });
  const recordings: [string, string][] = [
    ['HAR', har],
    [
      'NDJSON',
      `{"request":{"headers":{"Authorization":["Bearer ${secret}"]}},"response":{"bodyText":"{\\"sk\\":\\"${secret}\\"}"}}\n{"response":{"bodyBase64":"${base64(`{"token":"${secret}"}`)}"}}\n`,
    ],
    [
      'nock',
      JSON.stringify([
        {
          scope: 'https://a.example:443',
          path: `/?token=${e(secret)}`,
          reqheaders: { 'x-auth-token': secret },
          rawHeaders: ['Content-Type', 'application/json', 'X-Subject-Token', secret],
          response: { sk: secret },
        },
      ]),
    ],
    [
      'nock, gzip',
      JSON.stringify([
        {
          response: [
            gzipSync(`{"sk":"${secret}","padding":"${'p'.repeat(50)}"}`)
              .toString('hex')
              .slice(0, 40),
            gzipSync(`{"sk":"${secret}","padding":"${'p'.repeat(50)}"}`)
              .toString('hex')
              .slice(40),
          ],
        },
      ]),
    ],
    [
      'curl -i',
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Subject-Token: ${secret}\r\nSet-Cookie: sid=${secret}; Path=/\r\n\r\n{"sk": "${secret}"}`,
    ],
    [
      'VCR',
      `http_interactions:\n- request:\n    method: get\n    uri: https://a.example/?token=${e(secret)}\n    headers:\n      Authorization:\n      - Bearer ${secret}\n      X-Auth-Token:\n      - "${secret}"\n  response:\n    body:\n      string: '{"sk":"${secret}","a":1}'\n`,
    ],
    [
      'Postman',
      JSON.stringify({
        item: [
          {
            request: {
              header: [{ key: 'X-Auth-Token', value: secret }],
              auth: { type: 'bearer', bearer: [{ key: 'token', value: secret }] },
            },
          },
        ],
      }),
    ],
  ];
  test.each(recordings)('%s', (_, content) => {
    const { text: after, changed, found } = redactRecording(content, createRedactor({ key }), 'a');
    expect(changed).toBe(true);
    expect(found.length).toBeGreaterThan(0);
    for (const form of [secret, e(secret), base64(`{"sk":"${secret}"}`), base64(`{"token":"${secret}"}`)])
      expect(after).not.toContain(form);
    for (const hex of after.match(/1f8b[0-9a-f]+/g) ?? [])
      expect(gunzipSync(Buffer.from(hex, 'hex')).toString()).not.toContain(secret);
    expect(JSON.stringify(found)).not.toContain(secret);
    expect(redactRecording(after, createRedactor(), 'a')).toMatchObject({ changed: false, found: [] });
  });
  test('HAR keeps what a cookie is called and where it counts', () => {
    const { text: after } = redactRecording(har, createRedactor({ key }), 'a');
    expect(JSON.parse(after).log.entries[0].request.cookies[0]).toMatchObject({
      name: 'lang',
      path: '/',
      domain: 'a.example',
    });
  });
  test.each([
    ['a\0b', /NUL/],
    ['? !binary |-\n  QXV0aG9yaXphdGlvbg==\n: !binary |-\n  c2VjcmV0\n', /binary YAML/],
    ['!binary "QXV0aG9yaXphdGlvbg==": a\n', /binary YAML/],
    ['a: !binary "QXV0\\\n  aG9y"\n', /binary YAML/],
  ])('%j is refused', (content, message) => {
    expect(() => redactRecording(content, createRedactor(), 'a')).toThrow(message);
  });
});

describe('binary values of YAML', () => {
  const body = `{"access_token":"${secret}","a":"${'long '.repeat(40)}"}`;
  const wrapped = (octets: Buffer, indent: string): string =>
    (octets.toString('base64').match(/.{1,60}/g) ?? []).join(`\n${indent}`);
  const readBack = (text: string): string => {
    const octets = Buffer.from(/[|>]-?\n\s+([\w+/=\s]+?)\n *[a-z_]+:/.exec(text)?.[1] ?? '', 'base64');
    return octets[0] === 0x1f ? gunzipSync(octets).toString() : octets.toString();
  };
  test.each<[string, string, Buffer]>([
    ['of Ruby, compressed', 'string: !binary |-', gzipSync(body)],
    ['of Ruby', 'string: !binary |-', Buffer.from(body)],
    ['of Python', 'string: !!binary |', gzipSync(body)],
    ['of VCR', 'base64_string: |', Buffer.from(body)],
  ])('%s: what they hold is redacted', (_, key64, octets) => {
    const content = `- response:\n    body:\n      ${key64}\n        ${wrapped(octets, '        ')}\n    http_version: 1\n`;
    const { text: after, changed, unread } = redactRecording(content, createRedactor({ key }), 'a');
    expect({ changed, unread }).toEqual({ changed: true, unread: [] });
    expect(JSON.parse(readBack(after))).toEqual({
      access_token: expect.not.stringContaining(secret),
      a: 'long '.repeat(40),
    });
    expect(redactRecording(after, createRedactor(), 'a')).toMatchObject({ changed: false, text: after });
  });
  test.each([
    [
      'in a list under a secret name',
      'X-Auth-Token:\n    - !binary |-\n      c29tZS12YWx1ZS1vZi0x\n    - b\nz: 1\n',
    ],
    ['under a secret name', 'password: !binary "c29tZS12YWx1ZS1vZi0x"\nz: 1\n'],
  ])('%s: replaced', (_, content) => {
    const { text: after } = redactRecording(content, createRedactor({ key }), 'a');
    expect(after).not.toContain('c29tZS12YWx1ZS1vZi0x');
    expect(redactRecording(after, createRedactor(), 'a').changed).toBe(false);
  });
  test('octets that are no text are named with their place', () => {
    const content = `a: 1\nbody: !binary |-\n  ${Buffer.from([0xff, 0xfe, 0xfd, 1, 2, 3, 4]).toString('base64')}\nz: 1\n`;
    expect(redactRecording(content, createRedactor({ key }), 'a')).toMatchObject({
      changed: false,
      unread: [{ file: 'a', line: 3, column: 3 }],
    });
  });
});

describe('what leaked', () => {
  const redacted = (content: string) => redactRecording(content, createRedactor({ key }), 'a');
  const gone = (content: string, hidden: string) => {
    const { text: after, changed } = redacted(content);
    expect(changed).toBe(true);
    expect(after).not.toContain(hidden);
    expect(redactRecording(after, createRedactor(), 'a')).toMatchObject({ changed: false, found: [] });
    return after;
  };
  const body = (content: string) => JSON.stringify({ response: { bodyText: content } });
  const pem = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
  const keyOf = (kind: string, head = '') =>
    `-----BEGIN ${kind}-----\n${head}${pem}\n-----END ${kind}-----\n`;

  test.each([
    ['a private key behind a name', `private_key=${keyOf('PRIVATE KEY')}`],
    ['a private key behind a name and a colon', `private_key: ${keyOf('RSA PRIVATE KEY')}`],
    [
      'a private key with fields of its own',
      keyOf('RSA PRIVATE KEY', 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n'),
    ],
    ['a private key of PGP', keyOf('PGP PRIVATE KEY BLOCK')],
    ['a private key that is cut off', keyOf('EC PRIVATE KEY').slice(0, 90)],
  ])('%s', (_, content) => {
    gone(body(content), pem.slice(0, 40));
    gone(content, pem.slice(0, 40));
  });

  test.each([
    ['a code host', `ghp_${'Ab1'.repeat(12)}`],
    ['a cloud', 'AKIAIOSFODNN7EXAMPLE'],
  ])('a token of %s as the name of a property, a header and in a path', (_, token) => {
    gone(JSON.stringify({ [token]: 1 }), token);
    gone(body(JSON.stringify({ [token]: { a: 1 } })), token);
    gone(
      JSON.stringify({ request: { url: `https://a.example/${token}/b`, headers: { [token]: 'x' } } }),
      token,
    );
  });

  test('a known secret as the name of a property', () => {
    const known = createRedactor({ key, secrets: [secret] });
    expect(redactRecording(JSON.stringify({ a: { [secret]: 1 } }), known, 'a').text).not.toContain(secret);
  });

  const form = (name: string, value: string) =>
    `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--B--\r\n`;
  test('a part of a multipart form, by its name', () => {
    const har = (content: string) =>
      JSON.stringify({
        log: { entries: [{ request: { postData: { mimeType: 'multipart/form-data', text: content } } }] },
      });
    gone(har(form('password', 'hunter2secret')), 'hunter2secret');
    gone(
      JSON.stringify({ request: { bodyBase64: base64(form('password', 'hunter2secret')) } }),
      'hunter2secret',
    );
    expect(redacted(har(form('title', 'hunter2secret'))).changed).toBe(false);
  });

  test.each([
    ['an argument', 'mutation { login(user: "u", password: "hunter2secret") { id } }'],
    ['an argument of a query in short', '{ login(password:"hunter2secret") { id } }'],
    ['a field of an input', 'mutation { login(input: {user: "u", password: "hunter2secret"}) { id } }'],
    ['a block string', 'mutation { login(password: """hunter2secret""") { id } }'],
    ['an escaped quote', 'mutation { login(password: "a\\"hunter2secret") { id } }'],
  ])('a literal of GraphQL: %s', (_, query) => {
    gone(JSON.stringify({ request: { bodyText: JSON.stringify({ query }) } }), 'hunter2secret');
    gone(JSON.stringify({ request: { bodyText: query } }), 'hunter2secret');
  });

  test('what a header says is secret, wherever the recording repeats it', () => {
    const token = 's3cr3t-Token-0123456789abcdef';
    const entry = { request: { url: `https://a.example/x/${token}/y`, headers: { 'X-Auth-Token': token } } };
    const echo = [`{"note":"${token}"}`, `note=${token};`, `see ${token}, bye`, `{"${token}":1}`];
    for (const content of echo) {
      gone(JSON.stringify([{ response: { bodyText: content } }, entry]), token);
      const after = redactExchange(
        exchange({ url: `/x/${token}`, requestHeaders: { 'X-Auth-Token': token }, body: text(content) }),
        createRedactor({ key }),
      );
      expect(JSON.stringify(after)).not.toContain(token);
    }
    expect(redacted(JSON.stringify([{ response: { bodyText: echo[0] } }])).changed).toBe(false);
  });

  test('one recording is not redacted by what another says', () => {
    const both = createRedactor({ key });
    redactRecording(JSON.stringify({ headers: { 'X-Auth-Token': 's3cr3t-Token-0123' } }), both, 'a');
    expect(redactRecording('{"note":"s3cr3t-Token-0123"}', both, 'b').changed).toBe(false);
  });

  test('everyday words and dates under a secret name are not looked for elsewhere', () => {
    const content = {
      a: { session: 'standard', token: '2026-11-24' },
      b: { edition: 'standard', day: '2026-11-24' },
    };
    expect(JSON.parse(redacted(JSON.stringify(content)).text).b).toEqual(content.b);
  });
});

describe('what can not be looked into is named with its place', () => {
  const octets = Buffer.from([0xc1, 0x80, 0x00, 0xfe, 0x91, 0x03, 0xff, 0x7f, 0xfe]);
  const unread = (content: string) => redactRecording(content, createRedactor({ key }), 'a').unread;

  test('octets in base64 that are neither text nor compressed text', () => {
    const har = `{"content":{"mimeType":"application/json",\n "text":"${octets.toString('base64')}","encoding":"base64"}}`;
    expect(unread(har)).toEqual([{ file: 'a', line: 2, column: 9 }]);
    expect(
      unread(`{"bodyBase64":"${octets.toString('base64')}"}\n{"bodyBase64":"${octets.toString('base64')}"}`),
    ).toEqual([
      { file: 'a', line: 1, column: 15 },
      { file: 'a', line: 2, column: 15 },
    ]);
  });

  test.each([
    ['text', Buffer.from('{"a":1}')],
    ['compressed text', gzipSync('{"a":1}')],
    ['an image', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), octets])],
    ['nothing', Buffer.alloc(0)],
  ])('not %s', (_, content) => {
    expect(unread(`{"bodyBase64":"${content.toString('base64')}"}`)).toEqual([]);
  });
});

describe('a long text costs as much as it is long: these would not end otherwise', () => {
  test('many properties, and texts of millions of characters', () => {
    const list = Array.from({ length: 20_000 }, (_, nth) => ({
      id: nth,
      url: `https://a.example/${nth}?page=${nth}`,
      token: `token-number-${nth}`,
    }));
    const redacted = redactor.json(JSON.stringify({ list }));
    expect(redacted).not.toContain('token-number-');
    expect(redacted).toContain('https://a.example/19999?page=19999');
    for (const value of ['x'.repeat(5_000_000), '\\"'.repeat(1_000_000)])
      expect(redactor.json(`{"a":"${value}"}`)).toBe(`{"a":"${value}"}`);
  });

  test.each(['tokens: [ ', 'plain: [ ', 'password: ', 'token: a b '])(
    '%j over and over in one line',
    (unit) => {
      const line = unit.repeat(100_000);
      expect(redactor.text(line)).toBe(line);
      const last = redactor.text(`${line}token: s3cretAtTheEnd9`);
      expect(last.startsWith(line)).toBe(true);
      expect(last).not.toContain('s3cretAtTheEnd9');
    },
  );

  test('one secret of a million characters', () => {
    const long = 'Private-Lines: 1 '.repeat(60_000);
    const redacted = redactor.text(long);
    expect(redacted).toHaveLength(long.length);
    expect(redacted.slice(17)).not.toContain('Private-Lines');
  });
});
