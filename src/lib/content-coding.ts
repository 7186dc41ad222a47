// Decodes content codings (RFC 9110 section 8.4) within a limit: a few octets can decode to gigabytes.

/** Nobody applies more than this, and each one may cost a whole decoding. */
export const MOST_CODINGS = 5;

/** The codings that Content-Encoding fields name, without `identity`; the last applied comes first, as it is decoded first. */
export function codingsIn(fields: readonly string[]): readonly string[] {
  return fields
    .flatMap((field) => field.split(','))
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse();
}

/** Node's name for what decodes. */
type Inflater = 'gunzip' | 'inflate' | 'inflateRaw' | 'brotliDecompress' | 'zstdDecompress';

/** undefined: not a known coding. */
export function inflaterOf(coding: string, octets: Uint8Array): Inflater | undefined {
  if (coding === 'gzip' || coding === 'x-gzip') return 'gunzip';
  // RFC 9110 section 8.4.1.2: zlib format; some senders leave the wrapper out.
  if (coding === 'deflate') return (octets[0] ?? 0) % 16 === 8 ? 'inflate' : 'inflateRaw';
  if (coding === 'br') return 'brotliDecompress';
  return coding === 'zstd' ? 'zstdDecompress' : undefined;
}

/** Throws where the octets are not a whole stream, or decode to more than `most` octets. `read`: how many octets belong to the stream. */
export function inflated(
  inflater: Inflater,
  octets: Uint8Array,
  most: number,
): { readonly octets: Uint8Array; readonly read: number } {
  const { buffer, engine } = zlib()[`${inflater}Sync`](octets, {
    maxOutputLength: most,
    info: true,
  }) as unknown as { readonly buffer: Uint8Array; readonly engine: { readonly bytesWritten: number } };
  return { octets: buffer, read: engine.bytesWritten };
}

/** Does the same on another thread. */
export function inflatedLater(inflater: Inflater, octets: Uint8Array, most: number): Promise<Uint8Array> {
  const inflate = zlib()[inflater] as typeof import('node:zlib').gunzip;
  return new Promise((resolve, reject) => {
    inflate(octets, { maxOutputLength: most }, (error, decoded) =>
      error === null ? resolve(decoded) : reject(error),
    );
  });
}

export function isBeyondLimit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

/** Loaded for the first coded body. */
function zlib(): typeof import('node:zlib') {
  return process.getBuiltinModule('node:zlib');
}
