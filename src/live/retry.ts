import { headerValue } from '../lib/headers.ts';
import type { Limits } from './limits.ts';
import type { Answer, Failure } from './transport.ts';

const overloaded = new Set([429, 502, 503, 504]);

/** A status by which the service says that it did not get to the question. */
export function isOverloaded(status: number): boolean {
  return overloaded.has(status);
}

export type Attempted = {
  readonly method: string;
  /** How many attempts were made. */
  readonly attempts: number;
  readonly outcome: Answer | Failure;
};

/** Milliseconds to wait before asking again, or undefined: the outcome stands. */
export function retryDelay(
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
  // Asking earlier than the service wants would be rude, waiting longer than this is no test run.
  return asked > limits.retryAfter ? undefined : asked;
}

/** RFC 9110 section 10.2.3: seconds or an HTTP date; in milliseconds. */
export function retryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]+,? /.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
