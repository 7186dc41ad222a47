// SDK-HMAC-SHA256, the request signature of Huawei Cloud: a digest over method, path, query, every given header and
// the body. https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm.html
import { createHash, createHmac } from 'node:crypto';
import type { HeaderField } from '../../model.ts';
import { type LiveRequest, withHeader } from '../request.ts';

const algorithm = 'SDK-HMAC-SHA256';

export type AccessKey = { readonly ak: string; readonly sk: string };

/** Adds X-Sdk-Date, Host and Authorization; whatever headers the request has by then are signed. */
export function signRequest(request: LiveRequest, key: AccessKey, now: number): LiveRequest {
  const dated = fieldValue(request, 'x-sdk-date') ?? sdkDate(now);
  const host = fieldValue(request, 'host') ?? new URL(request.url).host;
  const prepared = withHeader(withHeader(request, 'X-Sdk-Date', dated), 'Host', host);
  const signed = signedFields(prepared.headers);
  const names = [...new Set(signed.map((field) => field.name))].join(';');
  const canonical = canonicalRequest(prepared, signed, names);
  const signature = createHmac('sha256', key.sk)
    .update(`${algorithm}\n${dated}\n${sha256(canonical)}`)
    .digest('hex');
  const value = `${algorithm} Access=${key.ak}, SignedHeaders=${names}, Signature=${signature}`;
  return withHeader(prepared, 'Authorization', value);
}

function canonicalRequest(request: LiveRequest, signed: readonly HeaderField[], names: string): string {
  const url = new URL(request.url);
  const headers = signed.map((field) => `${field.name}:${field.value}\n`).join('');
  const payload = fieldValue(request, 'x-sdk-content-sha256') ?? sha256(request.body ?? '');
  return [request.method, canonicalPath(url), canonicalQuery(url), headers, names, payload].join('\n');
}

// A multipart Content-Type is left out: its boundary may change on the way.
function signedFields(headers: readonly HeaderField[]): readonly HeaderField[] {
  return headers
    .map(({ name, value }) => ({ name: name.toLowerCase(), value: value.trim() }))
    .filter(({ name }) => name !== 'authorization')
    .filter(({ name, value }) => name !== 'content-type' || !value.includes('multipart/form-data'))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

// Decoded whole before it is split, as the service does it: an encoded slash counts as one.
function canonicalPath(url: URL): string {
  const path = decode(url.pathname).split('/').map(encode).join('/');
  return path.endsWith('/') ? path : `${path}/`;
}

// Sorted as decoded, keys first and then the values of a repeated key, as the SDK core does.
function canonicalQuery(url: URL): string {
  return [...url.searchParams]
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** RFC 3986 section 2.3: all but the unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function fieldValue(request: LiveRequest, name: string): string | undefined {
  return request.headers.find((field) => field.name.toLowerCase() === name)?.value;
}

function sdkDate(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
