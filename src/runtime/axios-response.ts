// What an axios response says of the message behind it: for the watcher and for the matchers.

import { headerValue } from '../lib/headers.ts';
import { methodNamed } from '../lib/http-methods.ts';
import { essenceOf, isJson } from '../lib/media-type.ts';
import type { Body, Headers } from '../model.ts';
import { decodeOctets, UNREAD } from './received.ts';

/** The part of an axios response that is used here. */
export type AxiosResponseLike = {
  readonly status: number;
  readonly data: unknown;
  readonly headers: object;
  readonly request?: unknown;
  readonly config: {
    readonly url?: string | undefined;
    readonly baseURL?: string | undefined;
    readonly method?: string | undefined;
    readonly responseType?: string | undefined;
    readonly allowAbsoluteUrls?: boolean | undefined;
    readonly decompress?: boolean | undefined;
    readonly transformResponse?: unknown;
  };
};

/** The request that was answered in the end: after redirects that is another one than was configured. */
export function axiosTarget({ config, request }: Pick<AxiosResponseLike, 'config' | 'request'>): {
  readonly method: string;
  readonly url: string;
} {
  const sent = (request ?? {}) as {
    readonly method?: unknown;
    readonly responseURL?: unknown;
    readonly res?: { readonly responseUrl?: unknown };
  };
  const method = typeof sent.method === 'string' ? sent.method : (config.method ?? 'get');
  const url = [sent.res?.responseUrl, sent.responseURL].find((one) => typeof one === 'string' && one !== '');
  return { method: methodNamed(method), url: typeof url === 'string' ? url : configuredUrl(config) };
}

/** As axios combines them: an absolute url stands for itself, unless it may not. */
function configuredUrl({
  url = '',
  baseURL = '',
  allowAbsoluteUrls = true,
}: AxiosResponseLike['config']): string {
  const isAbsolute = /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(url);
  if (baseURL === '' || (isAbsolute && allowAbsoluteUrls)) return url;
  return url === '' ? baseURL : `${baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`;
}

export function axiosHeaders(headers: object): Headers {
  const fields = 'toJSON' in headers && typeof headers.toJSON === 'function' ? headers.toJSON() : headers;
  return Object.fromEntries(
    Object.entries(fields as object).filter(([, value]) => typeof value === 'string' || Array.isArray(value)),
  ) as Headers;
}

/** `raw`: the data before axios made anything of it. */
export function axiosRawBody(
  raw: unknown,
  { config: { decompress = true }, headers }: AxiosResponseLike,
  maxBytes: number,
): Body | Promise<Body> {
  if (raw === undefined || raw === null || raw === '') return { kind: 'none' };
  const fields = axiosHeaders(headers);
  const isCoded = !decompress && headerValue(fields, 'content-encoding') !== undefined;
  // Octets of a coding that became characters are lost.
  if (typeof raw === 'string') return isCoded ? UNREAD : { kind: 'text', text: raw };
  const octets = octetsOf(raw);
  if (octets === undefined) return UNREAD;
  return decodeOctets({ headers: isCoded ? fields : [], chunks: [octets], size: octets.length }, maxBytes);
}

function octetsOf(data: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (data instanceof Uint8Array) return Uint8Array.from(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : undefined;
}

/**
 * Of what axios made of it: JSON is parsed, whatever the media type, where it can be. A text that could not be parsed is no value that a
 * JSON schema takes, unless one of a string.
 */
export function axiosBody(response: AxiosResponseLike, maxBytes: number): Body | Promise<Body> {
  const { data, config, headers } = response;
  const { responseType = 'json' } = config;
  const isText = responseType === 'json' || responseType === 'text';
  if (!isText || data === undefined || data === null || data === '' || octetsOf(data) !== undefined)
    return data === null && responseType === 'json'
      ? { kind: 'json', value: null }
      : axiosRawBody(data, response, maxBytes);
  const essence = essenceOf(headerValue(axiosHeaders(headers), 'content-type') ?? '');
  const isOfJson = essence === undefined || isJson(essence);
  if (typeof data === 'string' && (responseType === 'text' || !isOfJson))
    return axiosRawBody(data, response, maxBytes);
  return isOfJson ? { kind: 'json', value: data } : { kind: 'text', text: JSON.stringify(data) };
}
