// A page by https: bounded in time and size, redirects to https only, kept by ETag.
import { createHash } from 'node:crypto';
import { attempt } from '../../lib/attempt.ts';
import { isObject } from '../../lib/objects.ts';
import type { Cache } from '../cache.ts';

const timeLimit = 15_000;
const sizeLimit = 4_000_000;
const redirectLimit = 5;

type Fetched = { readonly text: string } | { readonly unreachable: string };

type FetchPage = {
  readonly fetch: typeof fetch;
  /** undefined: nothing is kept. */
  readonly cache: Pick<Cache, 'read' | 'write'> | undefined;
  readonly signal?: AbortSignal | undefined;
};

type Kept = {
  readonly url: string;
  readonly etag?: string;
  readonly modified?: string;
  readonly text: string;
};

export async function fetchPage(url: string, options: FetchPage): Promise<Fetched> {
  if (!isSecure(url)) return { unreachable: 'only https pages are fetched' };
  const kept = keptOf(url, options.cache);
  const timeout = AbortSignal.timeout(timeLimit);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  try {
    return await follow(url, { ...options, signal }, kept);
  } catch (error) {
    return { unreachable: reasonOf(error, timeout) };
  }
}

async function follow(
  start: string,
  { fetch, signal, cache }: FetchPage,
  kept: Kept | undefined,
): Promise<Fetched> {
  let url = start;
  for (let hops = 0; hops <= redirectLimit; hops++) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: conditions(kept),
      signal: signal ?? null,
    });
    const location = response.headers.get('location');
    if (response.status === 304 && kept !== undefined) return { text: kept.text };
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      const next = new URL(location, url).href;
      if (!isSecure(next))
        return { unreachable: `it redirects to ${new URL(next).protocol}//, only https is followed` };
      url = next;
      continue;
    }
    if (!response.ok) {
      await response.body?.cancel();
      return { unreachable: `the server answered ${response.status}` };
    }
    const text = await bounded(response);
    if (text === undefined) return { unreachable: `it has more than ${sizeLimit} bytes` };
    keep(cache, { url: start, ...validators(response), text });
    return { text };
  }
  return { unreachable: `it redirects more than ${redirectLimit} times` };
}

function isSecure(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}

function conditions(kept: Kept | undefined): Record<string, string> {
  return {
    accept: 'text/html, text/markdown;q=0.9, text/plain;q=0.8',
    ...(kept?.etag !== undefined && { 'if-none-match': kept.etag }),
    ...(kept?.modified !== undefined && { 'if-modified-since': kept.modified }),
  };
}

function validators({ headers }: Response): Pick<Kept, 'etag' | 'modified'> {
  const [etag, modified] = [headers.get('etag'), headers.get('last-modified')];
  return { ...(etag !== null && { etag }), ...(modified !== null && { modified }) };
}

async function bounded(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder(charsetOf(response));
  let text = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > sizeLimit) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function charsetOf(response: Response): string {
  const charset = /charset="?([\w-]+)/i.exec(response.headers.get('content-type') ?? '')?.[1] ?? 'utf-8';
  return attempt(() => new TextDecoder(charset).encoding) ?? 'utf-8';
}

function fileOf(url: string): string {
  return `page-${createHash('sha256').update(url).digest('hex')}.json`;
}

function keptOf(url: string, cache: FetchPage['cache']): Kept | undefined {
  const kept: unknown = attempt(() => JSON.parse(cache?.read(fileOf(url))?.toString() ?? ''));
  return isObject(kept) && kept.url === url && typeof kept.text === 'string' ? (kept as Kept) : undefined;
}

function keep(cache: FetchPage['cache'], kept: Kept): void {
  if (kept.etag !== undefined || kept.modified !== undefined)
    cache?.write(fileOf(kept.url), JSON.stringify(kept));
}

function reasonOf(error: unknown, timeout: AbortSignal): string {
  if (timeout.aborted) return `no answer within ${timeLimit / 1000} s`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name was not found; is this machine offline?';
  return `it could not be reached: ${code ?? (cause instanceof Error ? cause.message : String(cause))}`;
}
