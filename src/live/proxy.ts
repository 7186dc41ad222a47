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
import type { Duplex } from 'node:stream';
import { headerValues } from '../lib/headers.ts';
import { InputError } from '../lib/input-error.ts';
import { type EnvironmentProxy, environmentProxyFor } from './environment-proxy.ts';
import { bareHost, effectivePort, guardedLookup, type HostRules, isLoopback, refusal } from './hosts.ts';
import { type ProxyOptions, refuse, relay } from './proxy-relay.ts';
import { MAX_HEAD } from './request.ts';
import { plainUrl } from './target.ts';
import { isKnownTransfer, paired, trusting, withEveryField } from './transport.ts';

type Proxy = {
  /** On the loopback only; 0 takes any free port. Resolves to the port. */
  readonly listen: (port: number) => Promise<number>;
  /** What passed until then was handed over when this settles, streams that are open included. */
  readonly close: () => Promise<void>;
};

export function createProxy(options: ProxyOptions): Proxy {
  const upstream = upstreamUrl(options);
  const isSecure = upstream.protocol === 'https:';
  // A connection kept alive may be closed by the upstream just as it is used again, which no client asked for.
  const direct = isSecure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false });
  const through = proxyOf(upstream, options);
  const agent = through?.agent ?? direct;
  const host = bareHost(upstream);
  const target = {
    agent,
    host,
    port: effectivePort(upstream),
    maxHeaderSize: MAX_HEAD,
    lookup: guardedLookup(rulesFor(upstream), options.resolve),
    ...(isSecure ? { rejectUnauthorized: true } : {}),
    ...trusting(options.ca),
  };
  let index = 0;
  const handingOver = new Set<Promise<void>>();
  const waitFor = (handedOver: Promise<void>): void => {
    handingOver.add(handedOver);
    handedOver.then(() => handingOver.delete(handedOver));
  };
  function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const refused = refusedCall(incoming, upstream, options.allowHosts ?? []);
    if (refused !== undefined) {
      options.onFault(`${incoming.method} refused with ${refused.status}: ${refused.why}`);
      return refuse(outgoing, refused.status, refused.why);
    }
    const path = pathToUpstream(incoming.url ?? '/', upstream);
    if (path === undefined) return refuse(outgoing, 400, 'ask this address for a path, not for another host');
    try {
      const open = isSecure ? httpsRequest : httpRequest;
      const request = withEveryField(open({ ...target, method: incoming.method, path }));
      const url = `${upstream.origin}${path}`;
      relay({ incoming, outgoing, request, url, index: index++, waitFor }, options);
    } catch {
      refuse(outgoing, 502, 'the request cannot be passed on');
    }
  }
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 65_000, maxHeaderSize: MAX_HEAD }, pass);
  server.maxHeadersCount = 0;
  server.on('checkContinue', pass);
  server.on('clientError', answerUnreadable);
  return {
    listen: (port) => listening(server, port),
    close: async () => {
      await closed(server, agent);
      await Promise.all(handingOver);
    },
  };
}

function upstreamUrl(options: ProxyOptions): URL {
  const { upstream, environment } = options;
  const url = plainUrl(upstream, 'upstream', 'let the client send the credentials');
  const allowHttp = options.allowHttp ?? [];
  if (url.protocol === 'http:' && refusal(url, { ...rulesFor(url), allowHttp }, true) !== undefined)
    throw new InputError('the upstream is spoken to in clear, and clients send it credentials', {
      fix: `use https, or allow it in the config: live: { allowHttp: ["${bareHost(url)}"] }`,
    });
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED === '0')
    throw new InputError('NODE_TLS_REJECT_UNAUTHORIZED=0 switches the verification of TLS off', {
      fix: 'unset it; NODE_EXTRA_CA_CERTS adds a certificate',
    });
  return url;
}

/** The upstream itself may be private: whoever starts the proxy names it. */
function rulesFor(upstream: URL): HostRules {
  const host = bareHost(upstream);
  return { hosts: [host], allowPrivate: [host] };
}

function proxyOf(upstream: URL, { onFault }: ProxyOptions): EnvironmentProxy | undefined {
  const proxy = environmentProxyFor(upstream);
  if (typeof proxy === 'string') throw new InputError(proxy, { fix: 'correct HTTPS_PROXY, or unset it' });
  if (proxy !== undefined) onFault(proxy.note);
  return proxy;
}

type Refused = { readonly status: number; readonly why: string };

/** A call that must not reach the upstream. A web page can make a browser send one here under a name of its own (DNS rebinding). */
function refusedCall(
  incoming: IncomingMessage,
  upstream: URL,
  allowHosts: readonly string[],
): Refused | undefined {
  const hosts = headerValues(paired(incoming.rawHeaders), 'host');
  // RFC 9112 section 3.2
  if (hosts.length > 1) return { status: 400, why: 'more than one Host' };
  if (!isKnownTransfer(incoming)) return { status: 501, why: 'the transfer coding is not known' };
  const isOwn = (text: string): boolean => {
    const url = URL.parse(text);
    if (url === null || url.host === '') return false;
    return isLoopback(url) || bareHost(url) === bareHost(upstream) || allowHosts.includes(bareHost(url));
  };
  const [host] = hosts;
  const allow = 'is not a name of this proxy; --allow-host allows it';
  if (host !== undefined && !isOwn(`http://${host}`)) return { status: 421, why: `the Host ${allow}` };
  const { origin } = incoming.headers;
  return origin === undefined || isOwn(origin) ? undefined : { status: 403, why: `the Origin ${allow}` };
}

/** What node:http could not read as a request. */
function answerUnreadable(reason: NodeJS.ErrnoException, socket: Duplex): void {
  const status = {
    HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
    HPE_INVALID_TRANSFER_ENCODING: '501 Not Implemented',
  }[reason.code ?? ''];
  if (!socket.writable) return void socket.destroy();
  socket.end(`HTTP/1.1 ${status ?? '400 Bad Request'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
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
