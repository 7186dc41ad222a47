// Entries of a HAR that are spelled as others before them.
import type { Element } from './elements.ts';
import { isObject, type Json } from './fields.ts';
import { type Found, type KnownRecords, unescapeGroups } from './known-records.ts';
import type { Places } from './record-expression.ts';
import { isStatus } from './status.ts';

export const entryPlaces: Places = {
  startedAt: '/startedDateTime',
  method: '/request/method',
  url: '/request/url',
  requestHeaders: '/request/headers',
  responseHeaders: '/response/headers',
  size: '/response/content/size',
  constant: ['/request/bodySize', '/response/status'],
};

const content = { path: '/response/content/text', isQuoted: true };

/** Of a GET or another request without a body, answered with a text. */
export function learnEntry(known: KnownRecords, octets: string, entry: Json): void {
  const { request, response } = entry as { readonly request: Json; readonly response: Json };
  const { method, url, postData, bodySize } = request;
  const { status, headers } = response;
  if (typeof method !== 'string' || typeof url !== 'string' || method.toUpperCase() === 'HEAD') return;
  if (!isStatus(status) || status === 304 || postData !== undefined || Number(bodySize ?? 0) > 0) return;
  if (!Array.isArray(headers) || headers.length === 0 || !Array.isArray(request.headers)) return;
  if (isObject(response.content) && isPlain(response.content)) known.learn(octets, entry, content);
}

function isPlain({ text, encoding, _truncated }: Json): boolean {
  return typeof text === 'string' && text !== '' && encoding === undefined && _truncated === undefined;
}

export type KnownEntry = {
  readonly found: Found;
  readonly startedAt: string | undefined;
  readonly text: string;
};

/** What JSON.parse would say; undefined for an entry of another kind. */
export function knownEntry(known: KnownRecords, element: Element, octets: string): KnownEntry | undefined {
  const found = known.find(octets);
  if (found === undefined) return undefined;
  const body = element.stringAt(found.bodyAt);
  if (body === undefined || body.text === '') return undefined;
  const after = found.pattern.after.exec(octets.slice(body.end));
  if (after === null) return undefined;
  if (found.pattern.hasEscapes) unescapeGroups(after);
  return { found, startedAt: after[1] ?? found.startedAt, text: body.text };
}
