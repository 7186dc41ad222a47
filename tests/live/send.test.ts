import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Authorizer } from '../../src/live/auth/scheme.ts';
import { type LiveRequest, type Unreachable, usualLimits } from '../../src/live/request.ts';
import { createSender, type SendOptions } from '../../src/live/send.ts';
import type { Exchange } from '../../src/model.ts';
import { selfSigned } from './certificate.ts';
import { senderOptions } from './sender-options.ts';
import { json, type Play, type StandIn, standIn } from './stand-in.ts';

const token = 'token-that-must-not-travel';
const authorizer: Authorizer = {
  authorize: async (request) => ({
    ...request,
    headers: [...request.headers, { name: 'X-Auth-Token', value: token }],
  }),
  secrets: () => [token],
};

function get(url: string): LiveRequest {
  return { method: 'GET', url, headers: [] };
}

async function ask(
  play: Play,
  changes: Partial<SendOptions> = {},
  method = 'GET',
): Promise<{ answer: Exchange | Unreachable; service: StandIn }> {
  await using service = await standIn(play);
  const { send } = createSender(senderOptions(changes));
  return { answer: await send({ method, url: `${service.origin}/a?b=c`, headers: [] }), service };
}

const short = { ...usualLimits, connect: 150, headers: 150, body: 150, whole: 2000 };

test('an answer is an exchange with the very octets of the wire', async () => {
  const body = gzipSync('{"a":5.0}');
  const { answer } = await ask((_, response) => {
    response.writeHead(200, ['X-Two', 'a', 'x-two', 'b', 'Content-Encoding', 'gzip']);
    response.end(body);
  });
  expect(answer).toMatchObject({
    source: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/a$/),
    request: { method: 'GET', url: expect.stringContaining('/a?b=c'), body: { kind: 'none' } },
    response: { status: 200, body: { kind: 'bytes', bytes: body } },
  });
  expect((answer as Exchange).response.headers).toEqual(
    expect.arrayContaining([
      { name: 'X-Two', value: 'a' },
      { name: 'x-two', value: 'b' },
    ]),
  );
});

const faults: [string, Play, RegExp, Partial<SendOptions>][] = [
  [
    'no response head',
    () => new Promise(() => {}),
    /no response head within 0.15 s/,
    { limits: { ...short, retries: 0 } },
  ],
  [
    'a body that drips for ever',
    (_, response) => void drip(response),
    /no complete body within 0.15 s/,
    { limits: { ...short, retries: 0 } },
  ],
  [
    'all of it too slow',
    () => new Promise(() => {}),
    /no answer within 0.1 s in all/,
    { limits: { ...short, whole: 100 } },
  ],
  [
    'too many octets',
    (_, response) => response.end(Buffer.alloc(3000)),
    /over 0.002 MB/,
    { limits: { ...short, rawBytes: 2000 } },
  ],
  [
    'a bomb',
    (_, response) => {
      response.setHeader('Content-Encoding', 'gzip');
      response.end(gzipSync(Buffer.alloc(1_000_000)));
    },
    /decodes to more than 0.5 MB/,
    { limits: { ...short, decodedBytes: 500_000 } },
  ],
  ['a hang-up', (_, response) => response.destroy(), /connection was reset/, {}],
  [
    'a body shorter than it says',
    (_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{"a":');
      setTimeout(() => response.destroy(), 20);
    },
    /ended before it was complete/,
    {},
  ],
  [
    'a chunked body that breaks off',
    (_, response) => {
      response.write('{"a":');
      setTimeout(() => response.destroy(), 20);
    },
    /ended before it was complete/,
    {},
  ],
  ['no HTTP at all', (_, response) => response.socket?.end('SSH-2.0-nonsense\r\n\r\n'), /no HTTP/, {}],
  [
    'two lengths',
    (_, response) =>
      response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'),
    /no HTTP/,
    {},
  ],
  [
    'an endless head',
    (_, response) => response.socket?.end(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(300_000)}\r\n\r\n`),
    /no HTTP/,
    {},
  ],
  [
    'a switched protocol',
    (_, response) =>
      response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    /protocol was switched|reset/,
    {},
  ],
  [
    'TLS switched off',
    (_, response) => response.end(),
    /NODE_TLS_REJECT_UNAUTHORIZED=0/,
    { environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
  ],
  [
    'a host that nobody named',
    (_, response) => response.end(),
    /neither a server of the contract nor named/,
    { rules: { hosts: ['apig.example.com'], allowPrivate: ['127.0.0.1'] } },
  ],
];

function drip(response: import('node:http').ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
}

test.each(faults)('%s is unreachable, in bounded time', async (_, play, reason, changes) => {
  const { answer } = await ask(play, { limits: short, ...changes });
  expect(answer).toHaveProperty('unreachable', expect.stringMatching(reason));
});

test('a connection that nobody accepts ends within the time to connect', async () => {
  const { send } = createSender(
    senderOptions({
      rules: { hosts: ['slow.example'], allowPrivate: [] },
      limits: { ...short, retries: 0 },
      resolve: () => new Promise(() => {}),
    }),
  );
  expect(await send(get('https://slow.example/'))).toHaveProperty(
    'unreachable',
    'no connection within 0.15 s',
  );
});

describe('retries', () => {
  const cases: [string, string, number[], string | undefined, number, number | string, number[]][] = [
    ['503 thrice, then 200', 'GET', [503, 503, 503, 200], undefined, 4, 200, [250, 500, 1000]],
    ['HEAD too', 'HEAD', [502, 200], undefined, 2, 200, [250]],
    ['503 for ever', 'GET', [503, 503, 503, 503, 503], undefined, 4, 503, [250, 500, 1000]],
    ['429 with seconds', 'GET', [429, 200], '7', 2, 200, [7000]],
    ['504 with a date', 'GET', [504, 200], 'DATE', 2, 200, [9000]],
    ['longer than a minute', 'GET', [503, 200], '61', 1, 503, []],
    ['a senseless Retry-After', 'GET', [503, 200], 'soon', 2, 200, [250]],
    ['POST is never sent twice', 'POST', [503, 200], undefined, 1, 503, []],
    ['DELETE is never sent twice', 'DELETE', [503, 200], '1', 1, 503, []],
    ['500 is an answer', 'GET', [500, 200], undefined, 1, 500, []],
    ['501 is an answer', 'GET', [501, 200], undefined, 1, 501, []],
  ];
  test.each(cases)('%s', async (_, method, statuses, retryAfter, asked, outcome, waits) => {
    const now = Date.UTC(2026, 10, 24);
    const slept: number[] = [];
    let at = 0;
    const { answer, service } = await ask(
      (_, response) => {
        const value = retryAfter === 'DATE' ? new Date(now + 9000).toUTCString() : retryAfter;
        response.writeHead(statuses[at++] ?? 200, value === undefined ? {} : { 'Retry-After': value });
        response.end();
      },
      { now: () => now, sleep: async (milliseconds) => slept.push(milliseconds) },
      method,
    );
    expect(answer).toHaveProperty('response.status', outcome);
    expect(service.asked).toHaveLength(asked);
    expect(slept).toEqual(waits);
  });

  test('a broken connection is tried again', async () => {
    let at = 0;
    const { answer } = await ask((_, response) => (at++ === 0 ? response.destroy() : response.end('{}')));
    expect(answer).toHaveProperty('response.status', 200);
  });

  test('nobody waits beyond the whole', async () => {
    const { answer } = await ask(
      (_, response) => {
        response.writeHead(503, { 'Retry-After': '50' });
        response.end();
      },
      { limits: { ...usualLimits, whole: 40_000 } },
    );
    expect(answer).toHaveProperty('unreachable', 'no answer within 40 s in all');
  });
});

test('two at a time', async () => {
  let running = 0;
  let most = 0;
  await using service = await standIn(async (_, response) => {
    most = Math.max(most, ++running);
    await new Promise((after) => setTimeout(after, 20));
    running -= 1;
    response.end('{}');
  });
  const { send } = createSender(senderOptions());
  const answers = await Promise.all(Array.from({ length: 9 }, () => send(get(service.origin))));
  expect(answers.every((answer) => 'response' in answer)).toBe(true);
  expect(most).toBe(2);
});

describe('redirects', async () => {
  const certificate = selfSigned('localhost');
  // [name, status, Location, is it followed?]; OTHER is a second service of another origin that must never hear of us.
  const cases: [string, number, string, boolean][] = [
    ['absolute, same origin', 302, 'SELF/end', true],
    ['a path', 301, '/end', true],
    ['relative', 307, 'end', true],
    ['scheme-relative, same host', 308, '//HOST/end', true],
    ['with a fragment', 303, '/end#part', true],
    ['another port', 302, 'OTHER/end', false],
    ['another port, 307', 307, 'OTHER/end', false],
    ['another port, 308', 308, 'OTHER/end', false],
    ['scheme-relative, another port', 302, '//127.0.0.1:OTHERPORT/end', false],
    ['down to http', 302, 'http://HOST/end', false],
    ['another name of the same machine', 302, 'https://localhost:PORT/end', false],
    ['a mapped spelling', 302, 'https://[::ffff:127.0.0.1]:OTHERPORT/end', false],
    ['another scheme', 302, 'ftp://HOST/end', false],
    ['data', 302, 'data:application/json,{}', false],
    ['javascript', 302, 'javascript:alert(1)', false],
    ['userinfo on the same origin', 302, 'https://user:secret@HOST/end', false],
    ['userinfo that looks like the host', 302, 'https://HOST@127.0.0.1:OTHERPORT/end', false],
    ['a backslash host', 302, '\\\\127.0.0.1:OTHERPORT\\end', false],
    ['a private address', 302, 'https://169.254.169.254/latest', false],
    ['senseless', 302, 'https://', false],
    ['300 with a Location', 300, '/end', false],
    ['304 with a Location', 304, '/end', false],
  ];

  test.each(cases)('%s', async (_, status, template, isFollowed) => {
    await using other = await standIn((_, response) => json(response, 200, { other: true }), certificate);
    await using service = await standIn((asked, response) => {
      if (asked.url === '/end') return json(response, 200, {});
      const location = template
        .replace('SELF', service.origin)
        .replace('HOST', `127.0.0.1:${service.port}`)
        .replace('OTHERPORT', String(other.port))
        .replace('OTHER', other.origin)
        .replace('PORT', String(service.port));
      response.writeHead(status, { Location: location });
      response.end();
    }, certificate);
    const { send } = createSender(
      senderOptions({
        ca: [certificate.cert],
        rules: { hosts: ['127.0.0.1', 'localhost'], allowPrivate: ['127.0.0.1', 'localhost'] },
      }),
    );
    const answer = await send(get(`${service.origin}/start`), authorizer);
    expect(answer).toHaveProperty('response.status', isFollowed ? 200 : status);
    expect(service.asked.map((asked) => asked.url)).toEqual(isFollowed ? ['/start', '/end'] : ['/start']);
    expect(service.asked.every((asked) => asked.headers['x-auth-token'] === token)).toBe(true);
    expect(other.connections()).toBe(0);
  });

  test('three are followed, a fourth is not', async () => {
    await using service = await standIn((asked, response) => {
      const left = Number(asked.url.slice(1));
      if (left === 0) return json(response, 200, {});
      response.writeHead(302, { Location: `/${left - 1}` });
      response.end();
    }, certificate);
    const { send } = createSender(senderOptions({ ca: [certificate.cert] }));
    expect(await send(get(`${service.origin}/3`))).toHaveProperty('response.status', 200);
    expect(await send(get(`${service.origin}/4`))).toHaveProperty('unreachable', 'more than 3 redirects');
    expect(await send(get(`${service.origin}/9999`))).toHaveProperty('unreachable', 'more than 3 redirects');
  });

  test('over http and for POST the redirect is the answer', async () => {
    const play: Play = (_, response) => {
      response.writeHead(302, { Location: '/end' });
      response.end();
    };
    expect((await ask(play)).answer).toHaveProperty('response.status', 302);
    expect((await ask(play, {}, 'POST')).answer).toHaveProperty('response.status', 302);
  });

  test('a certificate that nobody vouches for is refused', async () => {
    await using service = await standIn((_, response) => response.end('{}'), certificate);
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    const { send } = createSender(senderOptions());
    const answer = await send(get(service.origin), authorizer);
    expect(answer).toHaveProperty('unreachable', expect.stringMatching(/certificate or TLS was refused/));
    expect(service.asked).toHaveLength(0);
    expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBe(before);
  });

  test('a certificate for another name is refused', async () => {
    const foreign = selfSigned('elsewhere.example');
    await using service = await standIn((_, response) => response.end('{}'), foreign);
    const { send } = createSender(
      senderOptions({ ca: [foreign.cert], rules: { hosts: ['localhost'], allowPrivate: ['localhost'] } }),
    );
    expect(await send(get(`https://localhost:${service.port}/`))).toHaveProperty(
      'unreachable',
      expect.stringMatching(/CERT_ALTNAME/),
    );
  });
});
