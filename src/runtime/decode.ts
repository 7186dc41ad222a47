// Octets as they came over the wire -> text, with what the platform itself can decompress (Compression Streams standard).
import { headerValue } from '../lib/headers.ts';
import type { Headers } from '../model.ts';
import type { ObservedBody } from './observed.ts';
import { readStream } from './read-body.ts';

const FORMATS: Readonly<Record<string, string>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
  br: 'brotli',
  zstd: 'zstd',
};

export type ReceivedBody = {
  readonly headers: Headers;
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
  /** In octets, those beyond the limit included. */
  readonly size: number;
};

export async function decoded(
  { headers, chunks, size }: ReceivedBody,
  maxBytes: number,
): Promise<ObservedBody> {
  if (size === 0) return { kind: 'none' };
  if (size > maxBytes) return { kind: 'unread', begun: true };
  try {
    const codings = (headerValue(headers, 'content-encoding') ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== '' && name !== 'identity');
    const stream = codings.reduceRight(decompress, new Blob([...chunks]).stream());
    return await readStream(stream, maxBytes);
  } catch {
    return { kind: 'unread' };
  }
}

/** Throws where the platform does not know the coding. */
function decompress(stream: ReadableStream<Uint8Array>, coding: string): ReadableStream<Uint8Array> {
  const format = FORMATS[coding] as never;
  return stream.pipeThrough(new DecompressionStream(format) as never);
}
