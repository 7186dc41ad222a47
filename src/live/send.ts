// Sends requests to a live service: with limits on time, octets, retries and concurrency, only to allowed hosts, with verified TLS, and never with a
// credential to another origin. A request without an answer is Unreachable, never an Exchange.
import { headerValue, headerValues } from '../lib/headers.ts';
import type { Exchange } from '../model.ts';
import { AuthFailure, type Authorizer, type Environment } from './auth/scheme.ts';
import { decodedWithin } from './coding.ts';
import { environmentProxyFor } from './environment-proxy.ts';
import { guardedLookup, type HostRules, type Resolve, refusal } from './hosts.ts';
import {
  type Limits,
  type LiveRequest,
  megabytes,
  printableUrl,
  seconds,
  type Unreachable,
  withHeader,
} from './request.ts';
import { type Answer, attempt, type Failure, failure } from './transport.ts';

export type SendOptions = {
  readonly rules: HostRules;
  readonly limits: Limits;
  readonly environment: Environment;
  readonly resolve: Resolve;
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly ca?: readonly string[] | undefined;
  /** Told each note to the user once. */
  readonly onNote?: (note: string) => void;
};

type Send = (request: LiveRequest, authorizer?: Authorizer) => Promise<Exchange | Unreachable>;

type Sender = {
  readonly send: Send;
  /** For logins, which belong to a request that already counts as running. */
  readonly sendAtOnce: Send;
};

export function createSender(options: SendOptions): Sender {
  const limited = atMost(options.limits.concurrency);
  let index = 0;
  const notes = new Set<string>();
  function onNote(note: string): void {
    if (notes.has(note)) return;
    notes.add(note);
    options.onNote?.(note);
  }
  async function sendAtOnce(request: LiveRequest, authorizer?: Authorizer): Promise<Exchange | Unreachable> {
    const outcome = await ask(request, authorizer, { ...options, onNote });
    if ('failure' in outcome)
      return { unreachable: outcome.failure, method: request.method, url: printableUrl(request.url) };
    return exchangeOf(outcome, index++);
  }
  return { sendAtOnce, send: (request, authorizer) => limited(() => sendAtOnce(request, authorizer)) };
}

type Asked = Answer & { readonly request: LiveRequest; readonly startedAt: number };

async function ask(
  request: LiveRequest,
  authorizer: Authorizer | undefined,
  options: SendOptions,
): Promise<Asked | Failure> {
  const startedAt = options.now();
  const deadline = startedAt + options.limits.whole;
  let current = request;
  let renewed = false;
  for (let redirects = 0; ; ) {
    const sent = await authorized(current, authorizer);
    if ('failure' in sent) return sent;
    const isSecret = authorizer !== undefined || carriesCredentials(sent);
    const outcome = await askPatiently(
      isSecret ? { ...sent, hasCredentials: true } : sent,
      deadline,
      options,
    );
    if ('failure' in outcome) return outcome;
    if (outcome.status === 401 && authorizer?.renew !== undefined && !renewed) {
      authorizer.renew();
      renewed = true;
      continue;
    }
    const next = followed(current, outcome);
    if (next === undefined) return { ...outcome, request: sent, startedAt };
    redirects += 1;
    if (redirects > options.limits.redirects)
      return failure(`more than ${options.limits.redirects} redirects`);
    current = next;
  }
}

async function authorized(
  request: LiveRequest,
  authorizer: Authorizer | undefined,
): Promise<LiveRequest | Failure> {
  try {
    const sent = authorizer === undefined ? request : await authorizer.authorize(request);
    return withUsualHeaders(sent);
  } catch (reason) {
    if (reason instanceof AuthFailure) return failure(reason.message);
    throw reason;
  }
}

function withUsualHeaders(request: LiveRequest): LiveRequest {
  const usual = [
    ['User-Agent', 'driftgate'],
    ['Accept-Encoding', 'gzip, deflate, br'],
  ] as const;
  return usual.reduce((sofar, [name, value]) => {
    const isSet = headerValues(sofar.headers, name.toLowerCase()).length > 0;
    return isSet ? sofar : withHeader(sofar, name, value);
  }, request);
}

async function askPatiently(
  request: LiveRequest,
  deadline: number,
  options: SendOptions,
): Promise<Answer | Failure> {
  for (let attempts = 1; ; attempts++) {
    const outcome = await askOnce(request, deadline, options);
    const delay = retryDelay({ method: request.method, attempts, outcome }, options.limits, options);
    if (delay === undefined) return outcome;
    if (options.now() + delay >= deadline)
      return 'failure' in outcome
        ? outcome
        : failure(`no answer within ${seconds(options.limits.whole)} in all`);
    await options.sleep(delay);
  }
}

async function askOnce(
  request: LiveRequest,
  deadline: number,
  { environment, rules, limits, ca, resolve, now, onNote }: SendOptions,
): Promise<Answer | Failure> {
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED === '0')
    return failure('NODE_TLS_REJECT_UNAUTHORIZED=0 switches the verification of TLS off; unset it');
  const url = URL.parse(request.url);
  if (url === null) return failure('the address is no absolute URL');
  const refused = refusal(url, rules, request.hasCredentials);
  if (refused !== undefined) return failure(refused);
  const lookup = guardedLookup(rules, resolve);
  const proxy = environmentProxyFor(url);
  if (typeof proxy === 'string') return failure(proxy);
  if (proxy !== undefined) onNote?.(proxy.note);
  const outcome = await attempt(request, { limits, lookup, proxy, ca, left: deadline - now() });
  if ('failure' in outcome) return outcome;
  const codings = headerValues(outcome.headers, 'content-encoding');
  const decoded = await decodedWithin(outcome.bytes, codings, limits.decodedBytes);
  return decoded === 'beyond'
    ? failure(`the body decodes to more than ${megabytes(limits.decodedBytes)}`)
    : outcome;
}

/** Whether a header field that is always a credential is set. */
function carriesCredentials({ headers, hasCredentials }: LiveRequest): boolean {
  return hasCredentials === true || headers.some(({ name }) => CREDENTIALS.has(name.toLowerCase()));
}

const CREDENTIALS = new Set(['authorization', 'cookie', 'x-auth-token', 'x-api-key', 'x-security-token']);

function exchangeOf({ request, status, headers, bytes, startedAt }: Asked, index: number): Exchange {
  return {
    source: printableUrl(request.url),
    index,
    startedAt: new Date(startedAt).toISOString(),
    request: {
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: request.body === undefined ? { kind: 'none' } : { kind: 'bytes', bytes: request.body },
    },
    response: { status, headers, body: bytes.length === 0 ? { kind: 'none' } : { kind: 'bytes', bytes } },
  };
}

const overloaded = new Set([429, 502, 503, 504]);

/** The service says that it did not handle the request. */
export function isOverloaded(status: number): boolean {
  return overloaded.has(status);
}

type Attempted = {
  readonly method: string;
  /** Attempts so far. */
  readonly attempts: number;
  readonly outcome: Answer | Failure;
};

/** Milliseconds to wait before the next attempt; undefined where the outcome is final. */
function retryDelay(
  { method, attempts, outcome }: Attempted,
  limits: Limits,
  clock: { readonly now: () => number; readonly random: () => number },
): number | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (attempts > limits.retries) return undefined;
  const jittered = 500 * 2 ** (attempts - 1) * (0.5 + clock.random() / 2);
  if ('failure' in outcome) return outcome.mayRetry ? jittered : undefined;
  if (!isOverloaded(outcome.status)) return undefined;
  const asked = retryAfter(headerValue(outcome.headers, 'retry-after'), clock.now());
  if (asked === undefined) return jittered;
  // Never ask earlier than the service wants; a longer wait is too long for a test run.
  return asked > limits.retryAfter ? undefined : asked;
}

/** RFC 9110 section 10.2.3: seconds or an HTTP date; in milliseconds. */
function retryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]+,? /.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** The next request of a redirect; undefined where the answer itself is what was observed. */
function followed(request: LiveRequest, answer: Answer): LiveRequest | undefined {
  if (!REDIRECTS.has(answer.status)) return undefined;
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const location = headerValue(answer.headers, 'location');
  const target = location === undefined ? null : URL.parse(location, request.url);
  if (target === null || target.protocol !== 'https:') return undefined;
  if (target.origin !== new URL(request.url).origin) return undefined;
  if (target.username !== '' || target.password !== '') return undefined;
  target.hash = '';
  return { ...request, url: target.href };
}

/** Runs at most that many at once, in the order of the calls. */
function atMost(count: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (run) => {
    if (running >= count) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
