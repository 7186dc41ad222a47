// A reverse proxy for clients in any language: passes everything on unchanged and hands each exchange to a function.
// Neither that function nor traffic that it can't read breaks the client's call.
import {
  createServer,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { InputError } from '../lib/input-error.ts';
import { bareHost, effectivePort, guardedLookup } from './hosts.ts';
import { type ProxyOptions, refuse, relay } from './proxy-relay.ts';
import { literalHost } from './target.ts';

export type Proxy = {
  /** On the loopback only; 0 takes any free port. Resolves to the port. */
  readonly listen: (port: number) => Promise<number>;
  readonly close: () => Promise<void>;
};

export function createProxy(options: ProxyOptions): Proxy {
  const upstream = upstreamUrl(options);
  const isSecure = upstream.protocol === 'https:';
  // A connection kept alive may be closed by the upstream just as it is used again, which no client asked for.
  const agent = isSecure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false });
  const host = bareHost(upstream);
  const rules = { hosts: [host], allowPrivate: [host] };
  const target = {
    agent,
    host,
    port: effectivePort(upstream),
    lookup: guardedLookup(rules, options.resolve),
    ...(isSecure ? { rejectUnauthorized: true } : {}),
    ...(options.ca === undefined ? {} : { ca: [...options.ca] }),
  };
  let index = 0;
  function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const path = pathToUpstream(incoming.url ?? '/', upstream);
    if (path === undefined) return refuse(outgoing, 400, 'ask this address for a path, not for another host');
    try {
      const open = isSecure ? httpsRequest : httpRequest;
      const request = open({ ...target, method: incoming.method, path });
      relay({ incoming, outgoing, request, url: `${upstream.origin}${path}`, index: index++ }, options);
    } catch {
      refuse(outgoing, 502, 'the request cannot be passed on');
    }
  }
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 65_000 }, pass);
  server.on('checkContinue', pass);
  return { listen: (port) => listening(server, port), close: () => closed(server, agent) };
}

function upstreamUrl({ upstream, environment }: ProxyOptions): URL {
  const url = URL.parse(upstream);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new InputError('the upstream is no http or https URL', { fix: 'write it as https://host' });
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new InputError('the upstream holds more than scheme, host, port and path', {
      fix: 'let the client send the credentials',
    });
  if (url.protocol === 'http:' && literalHost(url).length === 0)
    throw new InputError('the upstream is spoken to in clear', {
      fix: 'use https, or name the address itself where it is on this machine or in this network',
    });
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED === '0')
    throw new InputError('NODE_TLS_REJECT_UNAUTHORIZED=0 switches the verification of TLS off', {
      fix: 'unset it; NODE_EXTRA_CA_CERTS adds a certificate',
    });
  return url;
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (reason: NodeJS.ErrnoException) =>
      reject(
        new InputError(`port ${port} cannot be listened on (${reason.code})`, { fix: 'give another --port' }),
      ),
    );
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function closed(server: Server, agent: HttpAgent | HttpsAgent): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    agent.destroy();
  });
}

/** undefined: the client asks for another host, or for no path at all. */
function pathToUpstream(url: string, upstream: URL): string | undefined {
  if (!url.startsWith('/')) return undefined;
  return `${upstream.pathname.replace(/\/+$/, '')}${url}`;
}
