// Decodes only to learn that the body is no bomb; what cannot be decoded is the gate's to report.
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';

type Decode = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>;

const decoders: Readonly<Record<string, Decode | undefined>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
};

/** RFC 9110 section 8.4: codings stand in the order in which they were applied. */
export async function decodesWithin(
  bytes: Uint8Array,
  codings: readonly string[],
  limit: number,
): Promise<boolean> {
  let current = bytes;
  const names = codings.flatMap((value) => value.split(',')).map((name) => name.trim().toLowerCase());
  for (const name of names.reverse()) {
    const decode = decoders[name];
    if (decode === undefined) continue;
    try {
      current = await decode(current, { maxOutputLength: limit });
    } catch (reason) {
      return (reason as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE';
    }
  }
  return current.length <= limit;
}
