// One call through the proxy: the request to the upstream, the answer to the client, and what is kept of both.
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { headerValues } from '../lib/headers.ts';
import { essenceOf, framingOf } from '../lib/media-type.ts';
import type { Body, Exchange, Headers, Unreadable } from '../model.ts';
import type { Environment } from './auth/scheme.ts';
import { decodedWithin } from './coding.ts';
import { onTunnelRefused } from './environment-proxy.ts';
import type { Resolve } from './hosts.ts';
import { megabytes, printableUrl } from './request.ts';
import { isKnownTransfer, paired } from './transport.ts';

export type ProxyOptions = {
  readonly upstream: string;
  readonly environment: Environment;
  readonly resolve: Resolve;
  readonly now: () => number;
  /**
   * Called after the response has been passed on, also with one that the upstream cut, or with a call that it did not answer. What it
   * throws is told to `onFault`.
   */
  readonly onEntry: (entry: Exchange | Unreadable) => unknown;
  /** Told of a stream of items as soon as its head came, with no bodies: what it returns gets the octets as they pass. */
  readonly onStream?: ((exchange: Exchange) => ResponseTap | undefined) | undefined;
  /** What did not work, in words: an upstream that does not answer, a call that was refused, a check that failed. */
  readonly onFault: (fault: string) => void;
  /** Octets of a body that are kept for the check; a longer one is passed on all the same. */
  readonly keep: number;
  /** Octets that a kept body may decode to. */
  readonly decoded: number;
  /** Milliseconds until a connection to the upstream stands. */
  readonly connect: number;
  readonly ca?: readonly string[] | undefined;
  /** Names of this proxy beyond localhost and the upstream's, as clients give them in Host and Origin. */
  readonly allowHosts?: readonly string[];
  /** Hosts of which an upstream may be spoken to without TLS, beyond the loopback. */
  readonly allowHttp?: readonly string[];
};

/** Neither keeps the client waiting. */
export type ResponseTap = {
  readonly push: (octets: Uint8Array) => void;
  /** `isWhole`: not broken off. Settles when what came was judged. */
  readonly end: (isWhole: boolean) => Promise<void>;
};

type Call = {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly request: ClientRequest;
  readonly url: string;
  readonly index: number;
  /** What is still to be handed over when the proxy is closed. */
  readonly waitFor: (handedOver: Promise<void>) => void;
};

export function relay(call: Call, options: ProxyOptions): void {
  const { incoming, outgoing, request } = call;
  const startedAt = options.now();
  const sent = collector(incoming, options.keep);
  const connecting = setTimeout(() => request.destroy(new Error('no connection in time')), options.connect);
  request.on('socket', (socket) => {
    if (!socket.connecting) clearTimeout(connecting);
    socket.once('connect', () => clearTimeout(connecting));
  });
  request.on('close', () => clearTimeout(connecting));
  for (const [name, values] of endToEnd(incoming.rawHeaders))
    if (name.toLowerCase() !== 'host') request.setHeader(name, values);
  if (incoming.headers['transfer-encoding'] !== undefined) request.setHeader('Transfer-Encoding', 'chunked');
  else request.useChunkedEncodingByDefault = false;
  request.on('continue', () => outgoing.writeContinue());
  onTunnelRefused(request, (status) =>
    request.destroy(new Error(`the proxy answered ${status} instead of connecting`)),
  );
  request.on('error', (reason: NodeJS.ErrnoException) => {
    if (!outgoing.destroyed && !outgoing.headersSent)
      unanswered(call, `the upstream does not answer (${reason.code ?? reason.message})`, options);
  });
  request.on('response', (answer) => {
    if (!isKnownTransfer(answer)) {
      unanswered(call, 'the upstream answers in a transfer coding that is not known', options);
      return void request.destroy();
    }
    const over = Promise.withResolvers<void>();
    call.waitFor(over.promise);
    let handedOver: Promise<void> | undefined;
    let start: Body | undefined;
    const shown = (body: Body, judged?: Promise<void>): void => {
      handedOver ??= show(call, answer, { sent: sent(), received: body, startedAt, judged }, options);
    };
    const isSequence = framingOf(essenceOf(answer.headers['content-type'] ?? '') ?? '') !== undefined;
    const tap = isSequence ? tapOf(call, answer, startedAt, options) : undefined;
    // An endless stream that nobody judges as it comes has to be judged before it ends.
    const whenFull = (body: Body): void => {
      if (tap === undefined) shown(body);
      start = body;
    };
    const received = collector(answer, options.keep, isSequence ? whenFull : undefined);
    if (tap !== undefined) answer.on('data', tap.push);
    respond(call, answer, (how) => {
      if (how === 'broken') options.onFault(`${named(call)}: the upstream broke off its response`);
      const judged = tap?.end(how === 'whole');
      if (how === 'whole') shown(start ?? received(), judged);
      else if (isSequence || how === 'broken')
        shown(isSequence ? (start ?? received(CUTS[how])) : brokenOff, judged);
      over.resolve(handedOver);
    });
  });
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) request.destroy();
  });
  incoming.on('error', () => request.destroy());
  if (incoming.headers.expect !== undefined) request.flushHeaders();
  incoming.pipe(request);
}

function named({ incoming, url }: Call): string {
  return `${incoming.method} ${printableUrl(url)}`;
}

/** Nothing of the service was observed: counted, and said to the client. */
function unanswered(call: Call, why: string, options: ProxyOptions): void {
  options.onFault(`${named(call)}: ${why}`);
  const subject = `${call.incoming.method} ${URL.parse(call.url)?.pathname ?? ''}`;
  const entry = { source: printableUrl(call.url), index: call.index, reason: 'unreachable', subject };
  call.waitFor(handOver(async () => ({ ...entry, unreadable: why }), options));
  refuse(call.outgoing, 502, why.replace(/ \(.*/, ''));
}

const CUTS = { broken: 'the upstream broke it off', left: 'the client left' };
const brokenOff: Body = { kind: 'unrecorded', reason: CUTS.broken };

/** `end` is called once. */
function respond(call: Call, answer: IncomingMessage, end: (how: 'whole' | 'broken' | 'left') => void): void {
  const { outgoing } = call;
  let isOver = false;
  outgoing.sendDate = false;
  const over = (how: 'broken' | 'left'): void => {
    if (!isOver) end(how);
    isOver = true;
  };
  outgoing.on('close', () => over('left'));
  const cut = (): void => {
    over('broken');
    outgoing.destroy();
  };
  answer.on('error', cut);
  answer.on('end', () => {
    if (!answer.complete) return cut();
    isOver = true;
    if (hasTrailers(call, answer) && answer.rawTrailers.length > 0)
      outgoing.addTrailers(
        paired(answer.rawTrailers).map(({ name, value }): [string, string] => [name, value]),
      );
    end('whole');
  });
  try {
    outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? '', answerFields(call, answer));
    outgoing.flushHeaders();
    answer.pipe(outgoing);
  } catch {
    // What node:http reads and does not write: the client sees a broken connection, as from a broken server.
    cut();
    call.request.destroy();
  }
}

function answerFields(call: Call, answer: IncomingMessage): string[] {
  return endToEnd(answer.rawHeaders)
    .filter(([name]) => name.toLowerCase() !== 'trailer' || hasTrailers(call, answer))
    .flatMap(([name, values]) => values.flatMap((value) => [name, value]));
}

// RFC 9110 section 6.5: only where the body can be chunked.
function hasTrailers({ incoming }: Call, { headers, statusCode }: IncomingMessage): boolean {
  const isChunked = /\bchunked\b/i.test(headers['transfer-encoding'] ?? '');
  const hasBody = incoming.method !== 'HEAD' && statusCode !== 204 && statusCode !== 304;
  return isChunked && hasBody && incoming.httpVersion === '1.1';
}

type Observed = {
  readonly sent: Body;
  readonly received: Body;
  readonly startedAt: number;
  readonly judged?: Promise<void> | undefined;
};

function show(call: Call, answer: IncomingMessage, observed: Observed, options: ProxyOptions): Promise<void> {
  return handOver(async () => {
    const { request, response, ...exchange } = exchangeOf(call, answer, observed.startedAt);
    const [sent, received] = await Promise.all([
      bounded(observed.sent, request.headers, options.decoded),
      bounded(observed.received, response.headers, options.decoded),
      observed.judged,
    ]);
    return {
      ...exchange,
      request: { ...request, body: sent },
      response: { ...response, body: received },
    };
  }, options);
}

function exchangeOf({ incoming, url, index }: Call, answer: IncomingMessage, startedAt: number) {
  const body: Body = { kind: 'none' };
  const method = incoming.method ?? 'GET';
  return {
    source: printableUrl(url),
    index,
    startedAt: new Date(startedAt).toISOString(),
    request: { method, url, headers: paired(incoming.rawHeaders), body },
    response: { status: answer.statusCode ?? 0, headers: paired(answer.rawHeaders), body },
  };
}

function tapOf(
  call: Call,
  answer: IncomingMessage,
  startedAt: number,
  { onStream, onFault }: ProxyOptions,
): ResponseTap | undefined {
  try {
    return onStream?.(exchangeOf(call, answer, startedAt));
  } catch (reason) {
    onFault(notChecked(reason));
    return undefined;
  }
}

/** After the last octet has been passed on, so that no check holds up a client. */
async function handOver(
  prepare: () => Promise<Exchange | Unreadable>,
  { onEntry, onFault }: ProxyOptions,
): Promise<void> {
  const tell = (reason: unknown): void => onFault(notChecked(reason));
  await new Promise(setImmediate);
  try {
    // Whoever closes the proxy does not wait for what is done with the entry.
    Promise.resolve(onEntry(await prepare())).catch(tell);
  } catch (reason) {
    tell(reason);
  }
}

function notChecked(reason: unknown): string {
  return `the exchange could not be checked: ${reason instanceof Error ? reason.message : 'unknown'}`;
}

/** No check has to decode a bomb. */
async function bounded(body: Body, headers: Headers, limit: number): Promise<Body> {
  if (body.kind !== 'bytes') return body;
  const codings = headerValues(headers, 'content-encoding');
  // What is no whole coded stream can't be decoded.
  if (body.cut !== undefined && codings.length > 0)
    return { kind: 'unrecorded', reason: body.cut, isPresent: true };
  return (await decodedWithin(body.bytes, codings, limit)) === 'beyond'
    ? { kind: 'unrecorded', reason: `decodes to more than ${megabytes(limit)}`, isPresent: true }
    : body;
}

/** `whenFull`: gets the octets that were kept, as soon as there are more; without it they are not kept any longer. */
function collector(
  message: IncomingMessage,
  keep: number,
  whenFull?: (body: Body) => void,
): (cut?: string) => Body {
  let chunks: Buffer[] = [];
  let kept = 0;
  let isFull = false;
  const full = `over ${megabytes(keep)}`;
  const body = (cut: string | undefined): Body => {
    if (kept === 0 && cut === undefined) return { kind: 'none' };
    return { kind: 'bytes', bytes: Buffer.concat(chunks, kept), ...(cut !== undefined && { cut }) };
  };
  message.on('data', (chunk: Buffer) => {
    if (isFull) return;
    isFull = kept + chunk.length > keep;
    if (isFull) {
      whenFull?.(body(full));
      chunks = [];
      return;
    }
    kept += chunk.length;
    chunks.push(chunk);
  });
  return (cut) => (isFull ? { kind: 'unrecorded', reason: full, isPresent: true } : body(cut));
}

export function refuse(outgoing: ServerResponse, status: number, text: string): void {
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, { 'Content-Type': 'text/plain', Connection: 'close' });
  outgoing.end(`driftgate proxy: ${text}\n`);
}

// RFC 9110 section 7.6.1
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** Fields in the order and case of the wire, repeated ones together. */
function endToEnd(rawHeaders: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  const fields = new Map<string, [string, string[]]>();
  const named = new Set<string>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    const lower = name.toLowerCase();
    if (lower === 'connection') for (const one of value.split(',')) named.add(one.trim().toLowerCase());
    const present = fields.get(lower);
    if (present === undefined) fields.set(lower, [name, [value]]);
    else present[1].push(value);
  }
  return [...fields].filter(([lower]) => !hopByHop.has(lower) && !named.has(lower)).map(([, field]) => field);
}
