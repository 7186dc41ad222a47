// Octets of the wire as a recording keeps them: content coding undone, text where they are text, else base64.
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { headerValue, headerValues } from '../../lib/headers.ts';
import type { Body, Headers } from '../../model.ts';
import { utf8 } from '../../redact/octets.ts';

export type RecordedBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'base64'; readonly text: string; readonly octets: number }
  | { readonly kind: 'unrecorded'; readonly reason: string };

export function recordedBody(body: Body, headers: Headers | undefined): RecordedBody {
  if (body.kind !== 'bytes') return body;
  const octets = decoded(Buffer.from(body.bytes), headerValues(headers, 'content-encoding'));
  const text = isUtf8Declared(headers) ? utf8(octets) : undefined;
  if (text !== undefined) return { kind: 'text', text };
  return { kind: 'base64', text: octets.toString('base64'), octets: octets.length };
}

// Octets that another charset would read differently are kept as octets.
function isUtf8Declared(headers: Headers | undefined): boolean {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(headerValue(headers, 'content-type') ?? '')?.[1];
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset);
}

const decoders: Readonly<Record<string, ((octets: Buffer) => Buffer) | undefined>> = {
  gzip: (octets) => gunzipSync(octets),
  'x-gzip': (octets) => gunzipSync(octets),
  deflate: inflated,
  br: (octets) => brotliDecompressSync(octets),
  zstd: (octets) => zstdDecompressSync(octets),
};

// Some servers send the bare stream (RFC 9110 section 8.4.1.2 knows of them).
function inflated(octets: Buffer): Buffer {
  return (octets[0] ?? 0) % 16 === 8 ? inflateSync(octets) : inflateRawSync(octets);
}

function decoded(octets: Buffer, codings: readonly string[]): Buffer {
  const names = codings.flatMap((value) => value.split(',')).map((name) => name.trim().toLowerCase());
  try {
    return names.reduceRight((current, name) => decoders[name]?.(current) ?? current, octets);
  } catch {
    return octets;
  }
}
