// One attempt of one request over node:http, with a timer for each phase and a limit on the body's octets.
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { remember } from '../lib/remember.ts';
import type { HeaderField } from '../model.ts';
import { type EnvironmentProxy, onTunnelRefused } from './environment-proxy.ts';
import { bareHost, effectivePort, RefusedAddress } from './hosts.ts';
import { type Limits, type LiveRequest, MAX_HEAD, megabytes, seconds } from './request.ts';

export type Answer = {
  readonly status: number;
  readonly headers: readonly HeaderField[];
  readonly bytes: Uint8Array;
};

export type Failure = { readonly failure: string; readonly mayRetry: boolean };

/** One that another attempt would meet again. */
export function failure(text: string): Failure {
  return { failure: text, mayRetry: false };
}

type Connection = {
  readonly limits: Limits;
  readonly lookup: LookupFunction;
  /** The proxy to connect through; `lookup` is not used then. */
  readonly proxy?: EnvironmentProxy | undefined;
  /** Milliseconds that are left for the whole request. */
  readonly left: number;
  /** All trusted certificates, PEM; by default those of Node. */
  readonly ca?: readonly string[] | undefined;
};

export function attempt(request: LiveRequest, connection: Connection): Promise<Answer | Failure> {
  return new Promise((resolve) => {
    const timers = phaseTimers((late) => settle({ failure: late, mayRetry: true }));
    let outgoing: ClientRequest | undefined;
    function settle(outcome: Answer | Failure): void {
      timers.stop();
      resolve(outcome);
      outgoing?.destroy();
    }
    timers.whole(connection.left, connection.limits.whole);
    timers.phase(connection.limits.connect, 'no connection');
    try {
      outgoing = open(request, connection);
    } catch (reason) {
      settle(failure(codeOf(reason)));
      return;
    }
    outgoing.on('error', (reason) => settle(failureOf(reason)));
    onTunnelRefused(outgoing, (status) =>
      settle(failure(`the proxy answered ${status} instead of connecting`)),
    );
    outgoing.on('socket', (socket) => {
      const connected = (): void => timers.phase(connection.limits.headers, 'no response head');
      const isSecure = request.url.startsWith('https:');
      if (!isSecure && !socket.connecting) connected();
      else socket.once(isSecure ? 'secureConnect' : 'connect', connected);
    });
    outgoing.on('upgrade', () => settle(failure('the protocol was switched')));
    outgoing.on('response', (incoming) => {
      if (!isKnownTransfer(incoming))
        return settle(failure('the response has a transfer coding that is not known'));
      timers.phase(connection.limits.body, 'no complete body');
      collect(incoming, connection.limits, settle);
    });
    outgoing.end(request.body);
  });
}

function open(request: LiveRequest, { lookup, ca, proxy }: Connection): ClientRequest {
  const url = new URL(request.url);
  const options = {
    method: request.method,
    host: bareHost(url),
    port: effectivePort(url),
    path: `${url.pathname}${url.search}`,
    headers: fieldsOf(request.headers),
    agent: proxy?.agent ?? false,
    lookup,
    maxHeaderSize: MAX_HEAD,
  } as const;
  if (url.protocol !== 'https:') return withEveryField(httpRequest(options));
  // rejectUnauthorized stands here so that no environment variable can switch it off.
  return withEveryField(httpsRequest({ ...options, rejectUnauthorized: true, ...trusting(ca) }));
}

/** Cached: reading hundreds of certificates takes longer than connecting. */
const contextOf = remember((ca: readonly string[]) => createSecureContext({ ca: [...ca] }));

export function trusting(ca: readonly string[] | undefined): { readonly secureContext?: SecureContext } {
  return ca === undefined ? {} : { secureContext: contextOf(ca) };
}

/** node:http drops header fields beyond 2000 silently, unless told not to. */
export function withEveryField(request: ClientRequest): ClientRequest {
  request.maxHeadersCount = 0;
  return request;
}

function fieldsOf(headers: readonly HeaderField[]): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const { name, value } of headers) {
    const present = fields[name];
    fields[name] = present === undefined ? value : [present, value].flat();
  }
  return fields;
}

function collect(
  incoming: IncomingMessage,
  limits: Limits,
  settle: (outcome: Answer | Failure) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  const truncated = { failure: 'the body ended before it was complete', mayRetry: true };
  incoming.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > limits.rawBytes) settle(failure(`the body is over ${megabytes(limits.rawBytes)}`));
    else chunks.push(chunk);
  });
  incoming.on('error', (reason: NodeJS.ErrnoException) =>
    settle(reason.code === 'ECONNRESET' ? truncated : failureOf(reason)),
  );
  incoming.on('end', () => {
    if (!incoming.complete) return settle(truncated);
    const { statusCode = 0, rawHeaders } = incoming;
    settle({ status: statusCode, headers: paired(rawHeaders), bytes: Buffer.concat(chunks, length) });
  });
}

/** RFC 9112 section 6.1: chunked is the only transfer coding that every recipient must know; node:http does not decode others. */
export function isKnownTransfer({ headers }: IncomingMessage): boolean {
  const coding = headers['transfer-encoding'];
  return coding === undefined || coding.trim().toLowerCase() === 'chunked';
}

/** From the flat list of node:http, in the order and case of the wire. */
export function paired(rawHeaders: readonly string[]): HeaderField[] {
  const fields: HeaderField[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    fields.push({ name: rawHeaders[at] ?? '', value: rawHeaders[at + 1] ?? '' });
  return fields;
}

function phaseTimers(expire: (failure: string) => void): {
  readonly whole: (left: number, limit: number) => void;
  readonly phase: (limit: number, what: string) => void;
  readonly stop: () => void;
} {
  let current: NodeJS.Timeout | undefined;
  let whole: NodeJS.Timeout | undefined;
  return {
    whole(left, limit) {
      whole = setTimeout(() => expire(`no answer within ${seconds(limit)} in all`), Math.max(0, left));
    },
    phase(limit, what) {
      clearTimeout(current);
      current = setTimeout(() => expire(`${what} within ${seconds(limit)}`), limit);
    },
    stop() {
      clearTimeout(current);
      clearTimeout(whole);
    },
  };
}

const transient = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

function failureOf(reason: Error): Failure {
  if (reason instanceof RefusedAddress) return failure(reason.message);
  const inner = reason instanceof AggregateError ? reason.errors[0] : reason;
  return { failure: codeOf(inner), mayRetry: transient.has(String((inner as NodeJS.ErrnoException).code)) };
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the host has no address',
  EAI_AGAIN: 'the name service did not answer',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
};

// By code only: a message of node:http may quote what was sent.
function codeOf(reason: unknown): string {
  const code = String((reason as NodeJS.ErrnoException | undefined)?.code ?? 'without a code');
  const text = words[code];
  if (text !== undefined) return `${text} (${code})`;
  if (/CERT|SIGNATURE|TLS|SSL|ISSUER|SELF_SIGNED/.test(code))
    return `the certificate or TLS was refused (${code})`;
  if (code.startsWith('HPE_')) return `the response is no HTTP (${code})`;
  return `the request failed (${code})`;
}
