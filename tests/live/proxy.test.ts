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
import type { Exchange } from '../../src/model.ts';
import { selfSigned } from './certificate.ts';
import { type Play, type StandIn, standIn } from './stand-in.ts';

type Proxied = { readonly origin: string; readonly exchanges: Exchange[]; readonly faults: string[] };

async function proxied(service: StandIn, more: Partial<ProxyOptions> = {}): Promise<Proxied> {
  const exchanges: Exchange[] = [];
  const faults: string[] = [];
  const proxy = createProxy({
    upstream: service.origin,
    environment: {},
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    now: Date.now,
    onExchange: (exchange) => exchanges.push(exchange),
    onFault: (fault) => faults.push(fault),
    keep: 50_000_000,
    connect: 1000,
    ...more,
  });
  const port = await proxy.listen(0);
  onTestFinished(() => proxy.close());
  return { origin: `http://127.0.0.1:${port}`, exchanges, faults };
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
  for (const onExchange of checks) {
    const { origin, faults } = await proxied(service, { onExchange });
    for (let nth = 0; nth < 3; nth++) expect(await (await fetch(origin)).text()).toBe('{}');
    if (onExchange !== checks[2])
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
    .toEqual({ kind: 'unrecorded', reason: 'over 0.001 MB' });
});

test('an upstream that breaks off breaks off for the client too, and is no exchange', async () => {
  await using service = await standIn((_, response) => {
    response.writeHead(200, { 'Content-Length': 100 });
    response.write('{"a":');
    setTimeout(() => response.destroy(), 20);
  });
  const { origin, exchanges } = await proxied(service);
  await expect(fetch(origin).then((answer) => answer.text())).rejects.toThrow();
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
  const { origin, faults } = await proxied(gone);
  await gone[Symbol.asyncDispose]();
  const answer = await fetch(`${origin}/a?token=secret`);
  expect([answer.status, await answer.text()]).toEqual([
    502,
    'driftgate proxy: the upstream does not answer\n',
  ]);
  expect(faults.join()).not.toContain('secret');
});

test('another host is not asked', async () => {
  await using service = await standIn((_, response) => response.end());
  const { origin } = await proxied(service);
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.end(
    'GET http://elsewhere.example/ HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n',
  );
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
  ['https://a.example', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, /NODE_TLS_REJECT_UNAUTHORIZED=0/],
])('%s is refused', (upstream, environment, message) => {
  expect(() => createProxy({ upstream, environment } as unknown as ProxyOptions)).toThrow(message);
});
