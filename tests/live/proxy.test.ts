import { execFile, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createProxy } from '../../src/live/proxy.ts';
import type { ProxyOptions } from '../../src/live/proxy-relay.ts';
import type { Exchange, Unreadable } from '../../src/model.ts';
import { selfSigned } from './certificate.ts';
import { type Play, type StandIn, standIn } from './stand-in.ts';

type Proxied = {
  readonly origin: string;
  readonly port: number;
  readonly exchanges: Exchange[];
  readonly unreadable: Unreadable[];
  readonly faults: string[];
};

async function proxied(service: StandIn, more: Partial<ProxyOptions> = {}): Promise<Proxied> {
  const exchanges: Exchange[] = [];
  const faults: string[] = [];
  const unreadable: Unreadable[] = [];
  const proxy = createProxy({
    upstream: service.origin,
    environment: {},
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    now: Date.now,
    onEntry: (entry) => ('unreadable' in entry ? unreadable.push(entry) : exchanges.push(entry)),
    onFault: (fault) => faults.push(fault),
    keep: 50_000_000,
    decoded: 100_000_000,
    connect: 1000,
    ...more,
  });
  const port = await proxy.listen(0);
  onTestFinished(() => proxy.close());
  return { origin: `http://127.0.0.1:${port}`, port, exchanges, unreadable, faults };
}

// Answers with what it was sent, the way the path says.
const echo: Play = ({ method, url, headers, body }, response) => {
  const kind = /^\/(\w+)/.exec(url)?.[1];
  response.setHeader('X-Was', `${method} ${url} ${headers['x-auth-token'] ?? ''}`);
  response.setHeader('Set-Cookie', ['a=1', 'b=2']);
  if (kind === 'status') {
    response.writeHead(Number(url.split('/')[2]), 'Its Own Words');
    return response.end(body);
  }
  if (kind === 'gzip') {
    response.setHeader('Content-Encoding', 'gzip');
    return response.end(gzipSync(body));
  }
  if (kind === 'length') return response.writeHead(200, { 'Content-Length': body.length }).end(body);
  if (method === 'HEAD') return response.end();
  response.writeHead(200, { Trailer: 'X-Sum' });
  for (let at = 0; at < body.length; at += 65_536) response.write(body.subarray(at, at + 65_536));
  response.addTrailers({ 'X-Sum': createHash('sha256').update(body).digest('hex') });
  return response.end();
};

type Asked = {
  readonly path: string;
  readonly method: string;
  readonly body: Buffer;
  readonly chunked?: boolean;
  readonly agent?: Agent;
};

async function ask(origin: string, { path, method, body, chunked, agent }: Asked) {
  const headers = {
    'X-Auth-Token': 't',
    ...(chunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': body.length }),
  };
  const outgoing = request(`${origin}${path}`, {
    method,
    headers,
    ...(agent === undefined ? {} : { agent }),
  });
  if (chunked)
    for (let at = 0; at < body.length; at += 100_000) outgoing.write(body.subarray(at, at + 100_000));
  outgoing.end(chunked ? undefined : body);
  const [answer] = await once(outgoing, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const { date: _, connection: __, 'keep-alive': ___, ...kept } = answer.headers as IncomingHttpHeaders;
  return {
    status: answer.statusCode,
    words: answer.statusMessage,
    headers: kept,
    trailers: answer.trailers,
    sum: createHash('sha256').update(Buffer.concat(chunks)).digest('hex'),
  };
}

// DRIFTGATE_REQUESTS=1000 for the long run.
const count = Number(process.env.DRIFTGATE_REQUESTS ?? 120);

test(`${count} requests from Node are the same as without it`, async () => {
  await using service = await standIn(echo);
  const { origin, exchanges, faults } = await proxied(service);
  const agents = [new Agent({ keepAlive: true, maxSockets: 4 }), new Agent({ keepAlive: false })];
  onTestFinished(() => {
    for (const agent of agents) agent.destroy();
  });
  const large = randomBytes(20_000_000);
  const paths = [
    '/chunked',
    '/length',
    '/gzip',
    '/status/404',
    '/status/500',
    '/status/201',
    '/a%2Fb/%E4%B8%AD?q=%20&q=2',
  ];
  const requests: Asked[] = Array.from({ length: count }, (_, nth) => ({
    path: paths[nth % paths.length]!,
    method: ['POST', 'PUT', 'GET', 'HEAD', 'DELETE', 'PATCH'][nth % 6]!,
    body: nth % 6 === 2 || nth % 6 === 3 ? Buffer.alloc(0) : nth % 250 === 0 ? large : randomBytes(nth * 7),
    chunked: nth % 4 === 1 && nth % 6 !== 2 && nth % 6 !== 3,
    agent: agents[nth % 2]!,
  }));
  for (let at = 0; at < requests.length; at += 20) {
    const some = requests.slice(at, at + 20);
    const [direct, through] = await Promise.all([
      Promise.all(some.map((one) => ask(service.origin, one))),
      Promise.all(some.map((one) => ask(origin, one))),
    ]);
    expect(through).toEqual(direct);
  }
  await expect.poll(() => exchanges.length, { timeout: 10_000 }).toBe(count);
  expect(faults).toEqual([]);
  const [first] = exchanges.toSorted((a, b) => a.index - b.index);
  expect(first).toMatchObject({
    request: { method: 'POST', url: `${service.origin}/chunked` },
    response: { status: 200 },
  });
}, 120_000);

const hasCurl = spawnSync('curl', ['--version']).status === 0;

test.skipIf(!hasCurl)(
  `curl gets the same octets${hasCurl ? '' : ' (skipped: no curl here)'}`,
  async () => {
    await using service = await standIn(echo);
    const { origin } = await proxied(service);
    const directory = await mkdtemp(join(tmpdir(), 'driftgate-proxy-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    await writeFile(join(directory, 'sent'), randomBytes(20_000_000));
    await writeFile(join(directory, 'small'), '{"a":1}');
    for (const [name, base] of [
      ['direct', service.origin],
      ['through', origin],
    ] as const) {
      const calls = ['/chunked', '/length', '/gzip'].flatMap((path, nth) => [
        ...(nth === 0 ? [] : ['--next']),
        '-s',
        '-H',
        'X-Auth-Token: t',
        '--data-binary',
        `@${join(directory, nth === 0 ? 'sent' : 'small')}`,
        '-o',
        join(directory, `${name}-${nth}`),
        `${base}${path}`,
      ]);
      await promisify(execFile)('curl', [
        ...calls,
        '--next',
        '-s',
        '-T',
        join(directory, 'sent'),
        '-H',
        'Transfer-Encoding: chunked',
        '-H',
        'Expect: 100-continue',
        '-o',
        join(directory, `${name}-3`),
        `${base}/chunked`,
      ]);
    }
    for (const nth of [0, 1, 2, 3])
      expect(
        (await readFile(join(directory, `through-${nth}`))).equals(
          await readFile(join(directory, `direct-${nth}`)),
        ),
      ).toBe(true);
  },
  60_000,
);

test.each([
  ['HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nContent-Length: 2\r\n\r\nab', 'ab'],
  ['HTTP/1.1 200 OK\r\nX-Odd: \x80\xff\r\nConnection: close\r\n\r\nab', 'ab'],
  ['HTTP/1.1 299 \xe4\xb8\xad\r\nContent-Length: 2\r\n\r\nab', 'ab'],
  ['HTTP/1.0 200 OK\r\n\r\nuntil the end', 'until the end'],
  ['HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab', 'ab'],
])('an odd answer is passed on: %j', async (answer, body) => {
  await using service = await standIn((_, response) => response.socket?.end(Buffer.from(answer, 'latin1')));
  const { origin } = await proxied(service);
  expect(await (await fetch(origin)).text()).toBe(body);
});

test('over TLS, with a path of its own, under the name of the upstream', async () => {
  const certificate = selfSigned('localhost');
  await using service = await standIn(
    (asked, response) => response.end(`${asked.url} ${asked.headers.host}`),
    certificate,
  );
  const { origin } = await proxied(service, {
    upstream: `https://localhost:${service.port}/base/`,
    ca: [certificate.cert],
  });
  expect(await (await fetch(`${origin}/x?y=1`)).text()).toBe(`/base/x?y=1 localhost:${service.port}`);
});

test('a certificate that nobody vouches for is an upstream that does not answer', async () => {
  await using service = await standIn((_, response) => response.end('{}'), selfSigned('localhost'));
  const { origin, faults } = await proxied(service);
  expect((await fetch(origin)).status).toBe(502);
  expect(faults).toEqual([expect.stringMatching(/does not answer \((DEPTH_ZERO_)?SELF_SIGNED/)]);
  expect(service.asked).toHaveLength(0);
});

test('a check that throws, rejects or takes its time is nothing to the client', async () => {
  await using service = await standIn((_, response) => response.end('{}'));
  const checks = [
    () => {
      throw new Error('broken rule');
    },
    () => Promise.reject(new Error('broken rule')),
    () => new Promise(() => {}),
  ];
  for (const onEntry of checks) {
    const { origin, faults } = await proxied(service, { onEntry });
    for (let nth = 0; nth < 3; nth++) expect(await (await fetch(origin)).text()).toBe('{}');
    if (onEntry !== checks[2])
      await expect
        .poll(() => faults)
        .toEqual(Array.from({ length: 3 }, () => 'the exchange could not be checked: broken rule'));
  }
});

test('a body beyond what is kept is passed on and said to be unrecorded', async () => {
  await using service = await standIn(echo);
  const { origin, exchanges } = await proxied(service, { keep: 1000 });
  const body = randomBytes(100_000);
  expect((await ask(origin, { path: '/length', method: 'POST', body })).sum).toBe(
    createHash('sha256').update(body).digest('hex'),
  );
  await expect
    .poll(() => exchanges[0]?.response.body)
    .toEqual({ kind: 'unrecorded', reason: 'over 0.001 MB', isPresent: true });
});

const raw =
  (text: string | Buffer): Play =>
  (_, response) => {
    response.socket?.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
    setTimeout(() => response.socket?.destroy(), 20);
  };
const reset: Play = (_, response) => {
  response.writeHead(200, { 'Content-Length': 100 });
  response.write('{"a":');
  setTimeout(() => response.socket?.resetAndDestroy(), 20);
};

test.each<[string, Play]>([
  ['a body shorter than its length', raw('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"a":')],
  ['a body of no octet', raw('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n')],
  ['a missing last chunk', raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n')],
  ['half a chunk', raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{}')],
  ['a chunk of no length', raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nx\r\n')],
  ['a reset', reset],
])('a response that the upstream cut is broken off, told and unrecorded: %s', async (_, play) => {
  await using service = await standIn(play);
  const { origin, exchanges, faults } = await proxied(service);
  await expect(fetch(`${origin}/a?token=secret`).then((answer) => answer.text())).rejects.toThrow();
  await expect
    .poll(() => exchanges.map(({ response }) => response))
    .toMatchObject([{ status: 200, body: { kind: 'unrecorded', reason: 'the upstream broke it off' } }]);
  expect(faults).toEqual([`GET ${service.origin}/a: the upstream broke off its response`]);
});

test('a body that decodes to more than the limit is passed on and not checked', async () => {
  const bomb = gzipSync(Buffer.alloc(2_000_000));
  await using service = await standIn((_, response) =>
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb),
  );
  const { origin, exchanges } = await proxied(service, { decoded: 1_000_000 });
  expect((await (await fetch(origin)).arrayBuffer()).byteLength).toBe(2_000_000);
  await expect
    .poll(() => exchanges[0]?.response.body)
    .toEqual({ kind: 'unrecorded', reason: 'decodes to more than 1 MB', isPresent: true });
});

/** What a client gets that writes these very octets. */
async function answerTo(port: number, octets: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(Buffer.from(octets, 'latin1'));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

test.each([
  ['two Host lines', 'Host: localhost\r\nhost: localhost\r\n', 400],
  ['no Host', '', 400],
  ['a transfer coding that nobody knows', 'Host: localhost\r\nTransfer-Encoding: gzip, chunked\r\n', 501],
  ['a transfer coding that is not chunked', 'Host: localhost\r\nTransfer-Encoding: gzip\r\n', 501],
  ['two lengths', 'Host: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n', 400],
  ['length and chunks', 'Host: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n', 501],
  ['the Host of another', 'Host: evil.example\r\n', 421],
  ['a Host that starts as ours', 'Host: localhost.evil.example\r\n', 421],
  ['a Host that is none', 'Host: a b\r\n', 421],
  ['a private Host', 'Host: 10.0.0.1\r\n', 421],
  ['the Origin of another', 'Host: 127.0.0.1\r\nOrigin: https://evil.example\r\n', 403],
  ['the Origin of a sandbox', 'Host: 127.0.0.1\r\nOrigin: null\r\n', 403],
  ['a head beyond 256 kB', `Host: localhost\r\nX: ${'x'.repeat(300_000)}\r\n`, 431],
])('%s never reaches the upstream', async (_, head, status) => {
  await using service = await standIn((_asked, response) => response.end());
  const { port } = await proxied(service);
  const answer = await answerTo(port, `GET / HTTP/1.1\r\n${head}Connection: close\r\n\r\n`);
  expect(answer.slice(0, 13)).toBe(`HTTP/1.1 ${status} `);
  expect(service.asked).toHaveLength(0);
});

test.each([
  ['the loopback by name', 'Host: LOCALHOST:9\r\nOrigin: http://localhost:3000\r\n', 'GET'],
  ['the loopback by address', 'Host: [::1]\r\nOrigin: http://127.0.0.2\r\n', 'GET'],
  ['the name of the upstream', 'Host: 127.0.0.1:80\r\n', 'GET'],
  ['a name that is allowed', 'Host: host.docker.internal:8080\r\n', 'GET'],
  ['chunks', 'Host: localhost\r\nTransfer-Encoding: Chunked\r\n', 'POST'],
  ['a head of 256 kB', `Host: localhost\r\nX: ${'x'.repeat(262_000)}\r\n`, 'GET'],
  ['3000 fields', `Host: localhost\r\n${'X: y\r\n'.repeat(3000)}`, 'GET'],
])('%s is passed on', async (_, head, method) => {
  await using service = await standIn((_asked, response) => {
    response.setHeader('Y', 'y'.repeat(250_000));
    response.end('whole');
  });
  const { port } = await proxied(service, { allowHosts: ['host.docker.internal'] });
  const body = method === 'POST' ? '0\r\n\r\n' : '';
  const answer = await answerTo(port, `${method} / HTTP/1.1\r\n${head}Connection: close\r\n\r\n${body}`);
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
  expect(answer.length).toBeGreaterThan(250_000);
  expect(service.asked).toHaveLength(1);
  if (head.includes('X: y')) expect(service.asked[0]?.headers.x?.length).toBe(3000 * 3 - 2);
});

test('an upstream that answers in an unknown transfer coding is not passed on as if it were understood', async () => {
  await using service = await standIn(
    raw('HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'),
  );
  const { origin, exchanges, unreadable } = await proxied(service);
  expect((await fetch(origin)).status).toBe(502);
  await expect.poll(() => unreadable).toMatchObject([{ reason: 'unreachable', subject: 'GET /' }]);
  expect(exchanges).toEqual([]);
});

test('a client that leaves ends the call to the upstream', async () => {
  let left = false;
  await using service = await standIn((_, response) => {
    response.write('x');
    response.on('close', () => {
      left = true;
    });
  });
  const { origin, exchanges } = await proxied(service);
  const abort = new AbortController();
  const answer = await fetch(origin, { signal: abort.signal });
  abort.abort();
  await expect(answer.text()).rejects.toThrow();
  await expect.poll(() => left).toBe(true);
  expect(exchanges).toEqual([]);
});

test('no upstream at all', async () => {
  const gone = await standIn((_, response) => response.end());
  const { origin, faults, unreadable } = await proxied(gone);
  await gone[Symbol.asyncDispose]();
  const answer = await fetch(`${origin}/a?token=secret`);
  expect([answer.status, await answer.text()]).toEqual([
    502,
    'driftgate proxy: the upstream does not answer\n',
  ]);
  expect(faults.join()).not.toContain('secret');
  await expect.poll(() => unreadable).toMatchObject([{ reason: 'unreachable', subject: 'GET /a' }]);
});

test('another host is not asked', async () => {
  await using service = await standIn((_, response) => response.end());
  const { origin } = await proxied(service);
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.end('GET http://elsewhere.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1.1 400 /);
  expect(service.asked).toHaveLength(0);
});

test.each([
  ['ftp://a.example', {}, /no http or https URL/],
  ['nowhere', {}, /no http or https URL/],
  ['https://u:p@a.example', {}, /more than scheme/],
  ['http://a.example', {}, /in clear/],
  ['http://10.0.0.5', {}, /in clear/],
  ['https://a.example', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, /NODE_TLS_REJECT_UNAUTHORIZED=0/],
])('%s is refused', (upstream, environment, message) => {
  expect(() => createProxy({ upstream, environment } as unknown as ProxyOptions)).toThrow(message);
});

test('an endless stream: each chunk reaches the client before the next is sent, and what came is handed on when the client leaves', async () => {
  let send: ((text: string) => void) | undefined;
  const service = await standIn((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.flushHeaders();
    send = (text) => void response.write(text);
  });
  const proxy = await proxied(service);
  const leave = new AbortController();
  const response = await fetch(`${proxy.origin}/a`, { signal: leave.signal });
  const reader = response.body?.getReader();
  for (const n of [1, 2, 3]) {
    send?.(`data: ${n}\n\n`);
    const chunk = await reader?.read();
    expect(Buffer.from(chunk?.value ?? []).toString()).toBe(`data: ${n}\n\n`);
  }
  expect(proxy.exchanges).toEqual([]);
  leave.abort();
  while (proxy.exchanges.length === 0) await new Promise(setImmediate);
  const { body } = proxy.exchanges[0]?.response ?? {};
  expect(body).toMatchObject({ kind: 'bytes', cut: 'the client left' });
  expect(body?.kind === 'bytes' && Buffer.from(body.bytes).toString()).toBe(
    'data: 1\n\ndata: 2\n\ndata: 3\n\n',
  );
  expect(proxy.faults).toEqual([]);
});

test('a stream longer than what is kept is handed on as soon as it is, and once', async () => {
  const service = await standIn((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/jsonl' });
    response.write('{"n":1}\n');
    setImmediate(() => response.end('{"n":2}\n'.repeat(1000)));
  });
  const proxy = await proxied(service, { keep: 1000 });
  expect((await (await fetch(`${proxy.origin}/a`)).text()).length).toBe(8 * 1001);
  while (proxy.exchanges.length === 0) await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(proxy.exchanges).toHaveLength(1);
  expect(proxy.exchanges[0]?.response.body).toMatchObject({
    kind: 'bytes',
    cut: expect.stringMatching(/^over /),
  });
});

test('a stream that the upstream breaks off is handed on as far as it came', async () => {
  const service = await standIn((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/jsonl' });
    response.write('{"n":1}\n', () => response.destroy());
  });
  const proxy = await proxied(service);
  await expect(fetch(`${proxy.origin}/a`).then((response) => response.text())).rejects.toThrow();
  while (proxy.exchanges.length === 0) await new Promise(setImmediate);
  expect(proxy.exchanges[0]?.response.body).toMatchObject({ cut: 'the upstream broke it off' });
});
