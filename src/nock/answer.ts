// Reads headers and body of a reply as nock's interceptors keep them.
import { fieldsFrom, headerValue } from '../lib/headers.ts';
import type { Body, HeaderField, Headers } from '../model.ts';
import { decodeOctets, UNREAD } from '../runtime/received.ts';

/** Leaves out functions. `body` decides whether nock adds a Content-Type by itself. */
export function headersOf(raw: unknown, body?: unknown): readonly HeaderField[] {
  const fields = typeof raw === 'object' && raw !== null ? fieldsFrom(raw) : [];
  const isJson = typeof body === 'object' && body !== null && !isOctets(body);
  if (!isJson || headerValue(fields, 'content-type') !== undefined) return fields;
  return [...fields, { name: 'Content-Type', value: 'application/json' }];
}

export function bodyOf(body: unknown, headers: Headers, maxBytes: number): Body | Promise<Body> {
  if (body === undefined || body === null || body === '') return { kind: 'none' };
  if (isCoded(headers)) return decodeOctets({ headers, ...chunksOf(body) }, maxBytes);
  if (typeof body === 'string') return { kind: 'text', text: body };
  if (isOctets(body)) return decodeOctets({ headers, ...chunksOf(body) }, maxBytes);
  return typeof body === 'object' && 'pipe' in body ? UNREAD : { kind: 'json', value: body };
}

function isCoded(headers: Headers): boolean {
  const coding = headerValue(headers, 'content-encoding')?.toLowerCase();
  return coding !== undefined && coding !== '' && coding !== 'identity';
}

/** nock keeps a coded body as hex, in one text or several. */
function chunksOf(body: unknown): { chunks: Uint8Array<ArrayBuffer>[]; size: number } {
  const parts: readonly unknown[] = Array.isArray(body) ? body : [body];
  const chunks = parts.map((part) =>
    Uint8Array.from(typeof part === 'string' ? Buffer.from(part, 'hex') : (part as Uint8Array)),
  );
  return { chunks, size: chunks.reduce((sum, chunk) => sum + chunk.length, 0) };
}

function isOctets(body: unknown): body is Uint8Array {
  return body instanceof Uint8Array;
}
