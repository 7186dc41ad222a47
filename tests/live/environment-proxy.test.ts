// HTTPS_PROXY and NO_PROXY: a CONNECT proxy of our own on the loopback, and a TLS service behind it under a public name.
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { createProxy } from '../../src/live/proxy.ts';
import type { LiveRequest } from '../../src/live/request.ts';
import { createSender } from '../../src/live/send.ts';
import type { Exchange } from '../../src/model.ts';
import { selfSigned } from './certificate.ts';
import { senderOptions } from './sender-options.ts';
import { standIn } from './stand-in.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

type Tunnels = {
  readonly origin: string;
  readonly asked: string[];
  readonly heads: IncomingMessage['headers'][];
};

/** Connects every tunnel to `port`, or answers with `status`. */
async function tunnels(port: number, status = 200): Promise<Tunnels> {
  const asked: string[] = [];
  const heads: IncomingMessage['headers'][] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(500).end());
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    asked.push(request.url ?? '');
    heads.push(request.headers);
    sockets.add(client);
    client.on('error', () => {});
    if (status !== 200)
      return client.end(
        `HTTP/1.1 ${status} No\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
      );
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { origin: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked, heads };
}

const certificate = selfSigned('service.example');
const get = (url: string): LiveRequest => ({ method: 'GET', url, headers: [] });

async function ask(url: string, notes: string[] = [], hosts = ['service.example']) {
  const { send } = createSender(
    senderOptions({
      rules: { hosts, allowPrivate: [] },
      ca: [certificate.cert],
      resolve: async () => {
        throw new Error('no name is resolved here');
      },
      onNote: (note) => notes.push(note),
    }),
  );
  return [await send(get(url)), await send(get(url))] as const;
}

test('a service is asked through the proxy, its certificate is verified, and it is said once', async () => {
  await using service = await standIn((_, response) => response.end('{}'), certificate);
  const proxy = await tunnels(service.port);
  vi.stubEnv('HTTPS_PROXY', `http://user:pass-word@${proxy.origin}`);
  const notes: string[] = [];
  const [answer] = await ask('https://service.example/a', notes);
  expect((answer as Exchange).response?.status).toBe(200);
  expect(proxy.asked).toEqual(['service.example:443', 'service.example:443']);
  expect(proxy.heads[0]?.['proxy-authorization']).toMatch(/^Basic /);
  expect(notes).toEqual([
    `service.example is asked through the proxy ${proxy.origin}; the address that it resolves to is not checked`,
  ]);
});

test.each([
  [
    'a host that nobody named',
    'https://other.example/',
    ['service.example'],
    /neither a server of the contract/,
  ],
  ['a literal private address', 'https://10.0.0.1/', ['10.0.0.1'], /10\.0\.0\.1 is private/],
  ['an address of link-local use', 'https://169.254.169.254/', ['169.254.169.254'], /link-local/],
])('names and literal addresses are checked before the proxy: %s', async (_, url, hosts, reason) => {
  const proxy = await tunnels(9);
  vi.stubEnv('HTTPS_PROXY', proxy.origin);
  const [answer] = await ask(url, [], hosts);
  expect(answer).toMatchObject({ unreachable: expect.stringMatching(reason) });
  expect(proxy.asked).toEqual([]);
});

test('a certificate of another name is refused through the proxy too', async () => {
  await using service = await standIn((_, response) => response.end('{}'), selfSigned('other.example'));
  const proxy = await tunnels(service.port);
  vi.stubEnv('HTTPS_PROXY', `http://${proxy.origin}`);
  const [answer] = await ask('https://service.example/');
  expect(answer).toMatchObject({ unreachable: expect.stringMatching(/certificate or TLS was refused/) });
  expect(service.asked).toHaveLength(0);
});

test('the answer of a proxy that does not connect is no answer of the service', async () => {
  const proxy = await tunnels(9, 407);
  vi.stubEnv('HTTPS_PROXY', `http://${proxy.origin}`);
  const [answer] = await ask('https://service.example/');
  expect(answer).toMatchObject({ unreachable: 'the proxy answered 407 instead of connecting' });
});

test('a proxy of another protocol is not used', async () => {
  vi.stubEnv('HTTPS_PROXY', 'socks5://127.0.0.1:1');
  const [answer] = await ask('https://service.example/');
  expect(answer).toMatchObject({ unreachable: expect.stringMatching(/no http or https URL/) });
});

test.each(['service.example', '.example', '*'])('NO_PROXY=%s asks directly', async (hosts) => {
  const proxy = await tunnels(9);
  vi.stubEnv('HTTPS_PROXY', `http://${proxy.origin}`);
  vi.stubEnv('NO_PROXY', hosts);
  const notes: string[] = [];
  const [answer] = await ask('https://service.example/', notes);
  expect(answer).toHaveProperty('unreachable');
  expect([proxy.asked, notes]).toEqual([[], []]);
});

test('the loopback is asked directly', async () => {
  await using service = await standIn((_, response) => response.end('{}'));
  const proxy = await tunnels(9);
  vi.stubEnv('HTTP_PROXY', `http://${proxy.origin}`);
  const { send } = createSender(senderOptions());
  expect(await send(get(`${service.origin}/`))).toHaveProperty('response.status', 200);
  expect(proxy.asked).toEqual([]);
});

test('driftgate proxy reaches its upstream through the proxy of the environment', async () => {
  await using service = await standIn((_, response) => response.end('{"a":1}'), certificate);
  const proxy = await tunnels(service.port);
  vi.stubEnv('HTTPS_PROXY', `http://${proxy.origin}`);
  const faults: string[] = [];
  const own = createProxy({
    upstream: 'https://service.example',
    environment: {},
    resolve: async () => [],
    now: Date.now,
    onEntry: () => {},
    onFault: (fault) => faults.push(fault),
    keep: 1000,
    decoded: 1000,
    connect: 1000,
    ca: [certificate.cert],
  });
  onTestFinished(() => own.close());
  const port = await own.listen(0);
  expect(await (await fetch(`http://127.0.0.1:${port}/x`)).text()).toBe('{"a":1}');
  expect(proxy.asked).toEqual(['service.example:443']);
  expect(faults).toEqual([expect.stringMatching(/the address that it resolves to is not checked/)]);
});
