// nock reports its replies only by events of scopes, and there is no list of scopes: `emit` is replaced on the prototype that all of them share.
// An error of ours must not reach nock, where it would fail the request or the process: such a reply is not judged.
// Replies that functions make are judged as the functions return them. Requests that nock lets through to the network are not seen.
import { attempt } from '../lib/attempt.ts';
import { methodNamed } from '../lib/http-methods.ts';
import type { Headers } from '../model.ts';
import type { Drift } from '../runtime/drift.ts';
import type { WatchOptions } from '../runtime/options.ts';
import type { WatchedContract } from '../runtime/received.ts';
import { createWatcher, type Watcher } from '../runtime/watcher.ts';
import { bodyOf, headersOf } from './answer.ts';
import { createReplyHeaders, type WithHeaders } from './reply-headers.ts';

/** The part of nock that is used here. */
export type NockScopes = (origin: string) => object;

/** How the mocks of nock are watched. */
export type DriftReporterOptions = Pick<WatchOptions, 'baseline' | 'logger' | 'maxBytes' | 'memory'> & {
  /** Each drift once, as it is met. */
  readonly onDrift?: ((drift: Drift) => unknown) | undefined;
};

/** Collects the drifts of mocks until it is stopped. */
export type DriftReporter = {
  /** What was met so far, once everything that was answered is judged. */
  readonly drifts: () => Promise<readonly Drift[]>;
  readonly stop: () => void;
};

type Emit = (this: unknown, event: string, ...args: unknown[]) => boolean;
type Reply = (this: unknown, ...args: unknown[]) => unknown;

/** The fields of nock's interceptor that are read here, versions 14 and 15. */
type Interceptor = WithHeaders & {
  readonly statusCode?: number;
  readonly body?: unknown;
  readonly errorMessage?: unknown;
  replyFunction?: Reply | undefined;
  fullReplyFunction?: Reply | undefined;
};

type Original = Pick<Interceptor, 'replyFunction' | 'fullReplyFunction'>;
type Settle = (status: number, headers: ReturnType<typeof headersOf>, body: unknown) => void;

/** Holds every answer that nock gives against the contract, whoever made the scope. */
export function reportDrift(
  nock: NockScopes,
  contract: WatchedContract,
  options: DriftReporterOptions = {},
): DriftReporter {
  const met: Drift[] = [];
  const pending = new Set<Promise<void>>();
  const originals = new WeakMap<object, Original>();
  const onDrift = (drift: Drift): unknown => {
    met.push(drift);
    return options.onDrift?.(drift);
  };
  // There is no time limit for functions of ours: the test waits for the result.
  const watcher = createWatcher(contract, { ...options, onDrift, patience: 2 ** 31 - 1 });
  const replyHeaders = createReplyHeaders();
  const waiting = new WeakMap<object, () => void>();
  const stop = listen(nock, {
    request: (request, interceptor) => {
      const isLate = replyHeaders.prepare(interceptor);
      const judge = settlerOf(watcher, seenOf(request), pending);
      tap(interceptor, originals, (status, own, body) => {
        const settle = () => judge(status, replyHeaders.all(request, interceptor, own), body);
        if (isLate) waiting.set(request, settle);
        else settle();
      });
    },
    replied: (request) => {
      const settle = waiting.get(request);
      waiting.delete(request);
      settle?.();
    },
  });
  return {
    drifts: async () => {
      while (pending.size > 0) await Promise.all(pending);
      return [...met];
    },
    stop,
  };
}

type Seen = { readonly method: string; readonly url: string };

type Events = Readonly<Record<'request' | 'replied', (request: object, interceptor: Interceptor) => void>>;

function listen(nock: NockScopes, events: Events): () => void {
  const prototype = Object.getPrototypeOf(nock('http://driftgate.invalid')) as { emit: Emit };
  const { emit } = prototype;
  const isOwn = Object.hasOwn(prototype, 'emit');
  prototype.emit = function emitAndTell(event, ...args) {
    if (event === 'request' || event === 'replied')
      attempt(() => events[event](args[0] as object, args[1] as Interceptor));
    return emit.call(this, event, ...args);
  };
  return () => {
    if (isOwn) prototype.emit = emit;
    else Reflect.deleteProperty(prototype, 'emit');
  };
}

/** nock 15 passes a Request, nock 14 a ClientRequest. */
function seenOf(request: object): Seen {
  const { method, url, path, protocol, host } = request as Readonly<Record<string, unknown>>;
  const name = String(method ?? 'GET');
  if (typeof url === 'string') return { method: name, url };
  const { getHeader } = request as { readonly getHeader?: (header: string) => unknown };
  const authority = getHeader?.call(request, 'host') ?? host ?? 'localhost';
  return { method: name, url: `${protocol ?? 'http:'}//${String(authority)}${String(path ?? '/')}` };
}

function settlerOf(watcher: Watcher, { method, url }: Seen, pending: Set<Promise<void>>) {
  return (status: number, headers: Headers, body: unknown): void => {
    const operation = watcher.watched(method, url);
    if (operation === undefined) return;
    const read = (maxBytes: number): ReturnType<typeof bodyOf> => bodyOf(body, headers, maxBytes);
    const settled = watcher
      .settle(operation, { method: methodNamed(method), url, status, headers, read })
      .catch(() => undefined)
      .finally(() => pending.delete(settled));
    pending.add(settled);
  };
}

function tap(interceptor: Interceptor, originals: WeakMap<object, Original>, settle: Settle): void {
  if (interceptor.errorMessage !== undefined) return;
  const { statusCode = 200, replyFunction, fullReplyFunction } = interceptor;
  const original = originals.get(interceptor) ?? { replyFunction, fullReplyFunction };
  originals.set(interceptor, original);
  const headers = headersOf(interceptor.rawHeaders);
  if (original.replyFunction !== undefined)
    interceptor.replyFunction = heard(original.replyFunction, (body) =>
      settle(statusCode, headersOf(interceptor.rawHeaders, body), body),
    );
  else if (original.fullReplyFunction !== undefined)
    interceptor.fullReplyFunction = heard(original.fullReplyFunction, (result) => {
      const [status, body, own] = Array.isArray(result) ? result : [];
      if (typeof status === 'number') settle(status, headersOf(own, body), body);
    });
  else settle(statusCode, headers, interceptor.body);
}

/**
 * nock recognises callback style by the number of parameters (nock 14: uri, body, callback; nock 15: request, callback), so the stand-in has
 * the same number.
 */
function heard(reply: Reply, hear: (result: unknown) => void): Reply {
  const standIn = async function (this: unknown, ...args: unknown[]): Promise<unknown> {
    const result = await reply.apply(this, args);
    attempt(() => hear(result));
    return result;
  };
  const withCallback = function (this: unknown, ...args: unknown[]): unknown {
    const done = args.at(-1);
    if (typeof done !== 'function') return standIn.apply(this, args);
    return reply.call(this, ...args.slice(0, -1), (error: unknown, result: unknown) => {
      if (!error) attempt(() => hear(result));
      done(error, result);
    });
  };
  return Object.defineProperty(withCallback, 'length', { value: reply.length });
}
