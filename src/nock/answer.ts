// What nock's interceptors keep of an answer -> headers and body.
import { headerValue } from '../lib/headers.ts';
import type { Body, Headers } from '../model.ts';
import { decodeOctets, UNREAD } from '../runtime/received.ts';

type Field = { readonly name: string; readonly value: string };

/** A flat list of names and values, pairs, a Map or an object; functions are left out. `body` tells whether nock adds a Content-Type by itself. */
export function headersOf(raw: unknown, body?: unknown): readonly Field[] {
  const stated = pairsOf(raw).filter(([, value]) => typeof value !== 'function');
  const fields = stated.map(([name, value]) => ({ name: String(name), value: String(value) }));
  const isJson = typeof body === 'object' && body !== null && !isOctets(body);
  const isTyped = fields.some(({ name }) => name.toLowerCase() === 'content-type');
  return isJson && !isTyped ? [...fields, { name: 'Content-Type', value: 'application/json' }] : fields;
}

function pairsOf(raw: unknown): readonly (readonly [unknown, unknown])[] {
  if (raw instanceof Map) return [...raw];
  if (!Array.isArray(raw)) return typeof raw === 'object' && raw !== null ? Object.entries(raw) : [];
  if (Array.isArray(raw[0])) return raw as [unknown, unknown][];
  return raw.flatMap((name: unknown, index) => (index % 2 === 0 ? [[name, raw[index + 1]] as const] : []));
}

export function bodyOf(body: unknown, headers: Headers, maxBytes: number): Body | Promise<Body> {
  if (body === undefined || body === null || body === '') return { kind: 'none' };
  if (isCoded(headers)) return decodeOctets({ headers, ...chunksOf(body) }, maxBytes);
  if (typeof body === 'string') return { kind: 'text', text: body };
  if (isOctets(body)) return decodeOctets({ headers, ...chunksOf(body) }, maxBytes);
  return isStream(body) ? UNREAD : { kind: 'json', value: body };
}

function isCoded(headers: Headers): boolean {
  const coding = headerValue(headers, 'content-encoding')?.toLowerCase();
  return coding !== undefined && coding !== '' && coding !== 'identity';
}

/** Of a coded body nock keeps hex, in one text or several. */
function chunksOf(body: unknown): { chunks: Uint8Array<ArrayBuffer>[]; size: number } {
  const parts: readonly unknown[] = Array.isArray(body) ? body : [body];
  const chunks = parts.map((part) =>
    typeof part === 'string' ? ofHex(part) : Uint8Array.from(part as Uint8Array),
  );
  return { chunks, size: chunks.reduce((sum, chunk) => sum + chunk.length, 0) };
}

function ofHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function isOctets(body: unknown): body is Uint8Array {
  return body instanceof Uint8Array;
}

function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'pipe' in body;
}
