// The body of a recording: decoded where possible, as text where it is text, otherwise as base64.
import { headerValue, headerValues } from '../../lib/headers.ts';
import type { Body, Headers } from '../../model.ts';
import { utf8 } from '../../redact/octets.ts';
import { decodedWithin } from '../coding.ts';
import { usualLimits } from '../request.ts';

export type RecordedBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'base64'; readonly text: string; readonly octets: number }
  | { readonly kind: 'unrecorded'; readonly reason: string };

export async function recordedBody(body: Body, headers: Headers | undefined): Promise<RecordedBody> {
  if (body.kind !== 'bytes') return body;
  if (body.cut !== undefined) return { kind: 'unrecorded', reason: body.cut };
  const codings = headerValues(headers, 'content-encoding');
  const decoded = await decodedWithin(body.bytes, codings, usualLimits.decodedBytes);
  const octets = Buffer.from(typeof decoded === 'string' ? body.bytes : decoded);
  const text = isUtf8Declared(headers) ? utf8(octets) : undefined;
  if (text !== undefined) return { kind: 'text', text };
  return { kind: 'base64', text: octets.toString('base64'), octets: octets.length };
}

// Octets that another charset would read differently are kept as octets.
function isUtf8Declared(headers: Headers | undefined): boolean {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(headerValue(headers, 'content-type') ?? '')?.[1];
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset);
}
