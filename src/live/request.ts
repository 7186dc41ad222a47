// What the live side sends, before and after credentials are added, and how much one request may cost.
import type { HeaderField } from '../model.ts';

export type LiveRequest = {
  /** Upper case. */
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: readonly HeaderField[];
  readonly body?: Uint8Array;
  /** The body or a header field of its own is a credential. */
  readonly hasCredentials?: true;
};

/** Nothing was observed: counted as unchecked, never a finding. */
export type Unreachable = {
  readonly unreachable: string;
  readonly method: string;
  readonly url: string;
};

/** Replaces every field of that name by one. */
export function withHeader(request: LiveRequest, name: string, value: string): LiveRequest {
  const others = request.headers.filter((field) => field.name.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: [...others, { name, value }] };
}

/** Without query, fragment and userinfo, which may carry credentials: for messages. */
export function printableUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'an unreadable address' : `${parsed.origin}${parsed.pathname}`;
}

/** The largest head in octets, in both directions: 256 kB and some room for the first line. */
export const MAX_HEAD = 280_000;

/** Milliseconds and bytes. */
export type Limits = {
  /** Until the connection is established. */
  readonly connect: number;
  /** From then until the response head is complete. */
  readonly headers: number;
  /** From then until the body is complete. */
  readonly body: number;
  /** Over all attempts, waits and redirects of one request. */
  readonly whole: number;
  readonly rawBytes: number;
  readonly decodedBytes: number;
  readonly retries: number;
  readonly retryAfter: number;
  readonly redirects: number;
  readonly concurrency: number;
};

export const usualLimits: Limits = {
  connect: 10_000,
  headers: 30_000,
  body: 60_000,
  whole: 120_000,
  rawBytes: 50_000_000,
  decodedBytes: 100_000_000,
  retries: 3,
  retryAfter: 60_000,
  redirects: 3,
  concurrency: 2,
};

export function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}

export function megabytes(bytes: number): string {
  return `${bytes / 1_000_000} MB`;
}
