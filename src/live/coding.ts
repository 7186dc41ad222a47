// Content codings of bodies (RFC 9110 section 8.4), undone within a limit: a few octets can decode to gigabytes.
import { promisify } from 'node:util';
import {
  brotliDecompress,
  brotliDecompressSync,
  gunzip,
  gunzipSync,
  inflate,
  inflateRaw,
  inflateRawSync,
  inflateSync,
  zstdDecompress,
  zstdDecompressSync,
} from 'node:zlib';

type Limit = { readonly maxOutputLength: number };

type Decoder = {
  readonly sync: (octets: Uint8Array, limit: Limit) => Buffer;
  readonly async: (octets: Uint8Array, limit: Limit) => Promise<Buffer>;
};

const gzip: Decoder = { sync: gunzipSync, async: promisify<Uint8Array, Limit, Buffer>(gunzip) };
const zlib: Decoder = { sync: inflateSync, async: promisify<Uint8Array, Limit, Buffer>(inflate) };
const raw: Decoder = { sync: inflateRawSync, async: promisify<Uint8Array, Limit, Buffer>(inflateRaw) };
const brotli: Decoder = {
  sync: brotliDecompressSync,
  async: promisify<Uint8Array, Limit, Buffer>(brotliDecompress),
};
const zstd: Decoder = {
  sync: zstdDecompressSync,
  async: promisify<Uint8Array, Limit, Buffer>(zstdDecompress),
};

function decoderOf(coding: string, octets: Uint8Array): Decoder | undefined {
  if (coding === 'gzip' || coding === 'x-gzip') return gzip;
  // Some servers send the bare stream (RFC 9110 section 8.4.1.2).
  if (coding === 'deflate') return (octets[0] ?? 0) % 16 === 8 ? zlib : raw;
  if (coding === 'br') return brotli;
  return coding === 'zstd' ? zstd : undefined;
}

/** Last applied first. */
function codingsIn(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((name) => name.trim().toLowerCase())
    .reverse();
}

/** Whether the body is no bomb. What can't be decoded at all is for the gate to report. */
export async function decodesWithin(
  octets: Uint8Array,
  codings: readonly string[],
  limit: number,
): Promise<boolean> {
  let current = octets;
  for (const coding of codingsIn(codings)) {
    const decoder = decoderOf(coding, current);
    if (decoder === undefined) return true;
    try {
      current = await decoder.async(current, { maxOutputLength: limit });
    } catch (reason) {
      return (reason as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE';
    }
  }
  return current.length <= limit;
}

/** undefined: not in these codings, or beyond the limit. */
export function decodedWithin(
  octets: Uint8Array,
  codings: readonly string[],
  limit: number,
): Buffer | undefined {
  let current = Buffer.from(octets);
  for (const coding of codingsIn(codings)) {
    const decoder = decoderOf(coding, current);
    if (decoder === undefined) {
      if (coding === 'identity' || coding === '') continue;
      return undefined;
    }
    try {
      current = Buffer.from(decoder.sync(current, { maxOutputLength: limit }));
    } catch {
      return undefined;
    }
  }
  return current;
}
