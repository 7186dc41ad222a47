// Octets of a body -> text: content codings (RFC 9110 section 8.4), then the charset. Never guesses: what can not be decoded says so.
import type { BodyReader } from './body.ts';
import { createBodyReader, type Decoded } from './body-text.ts';

/** Of recorded bodies, whatever their form. */
export const bodyReader: BodyReader = createBodyReader(decodeBytes, decodeCodings);

const MAX_BYTES = 100 * 1024 * 1024;
const LIMIT = { maxOutputLength: MAX_BYTES, info: true };

type Coding = {
  readonly decode: (bytes: Uint8Array) => Uint8Array;
  readonly isCoded: (bytes: Uint8Array) => boolean;
};

/** Loaded when the first coded body is met. */
function zlib(): typeof import('node:zlib') {
  return process.getBuiltinModule('node:zlib');
}

/** With `info`, zlib says how much it read: it ignores what stands behind a stream. NULs behind gzip are padding. */
function whole(result: unknown, bytes: Uint8Array, allowsPadding = false): Uint8Array {
  const { buffer, engine } = result as {
    readonly buffer: Uint8Array;
    readonly engine: { readonly bytesWritten: number };
  };
  const rest = bytes.subarray(engine.bytesWritten);
  if (rest.length > 0 && !(allowsPadding && rest.every((octet) => octet === 0)))
    throw new Error('octets behind the stream');
  return buffer;
}

const gzip: Coding = {
  decode: (bytes) => whole(zlib().gunzipSync(bytes, LIMIT), bytes, true),
  isCoded: (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b,
};

const CODINGS: Readonly<Record<string, Coding>> = {
  gzip,
  'x-gzip': gzip,
  // RFC 9110 section 8.4.1.2: zlib format; some senders leave the wrapper out.
  deflate: {
    decode: (bytes) =>
      whole(
        (bytes[0] ?? 0) % 16 === 8 ? zlib().inflateSync(bytes, LIMIT) : zlib().inflateRawSync(bytes, LIMIT),
        bytes,
      ),
    isCoded: (bytes) => !looksLikeText(bytes),
  },
  br: {
    decode: (bytes) => whole(zlib().brotliDecompressSync(bytes, LIMIT), bytes),
    isCoded: (bytes) => !looksLikeText(bytes),
  },
  zstd: {
    decode: (bytes) => whole(zlib().zstdDecompressSync(bytes, LIMIT), bytes),
    isCoded: (bytes) => bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f,
  },
  identity: { decode: (bytes) => bytes, isCoded: () => false },
};

/** `contentEncoding` as the header has it; recordings often keep it although their bytes are decoded already. */
export function decodeBytes(
  bytes: Uint8Array,
  contentEncoding: string | undefined,
  charset: string | undefined,
): Decoded {
  const decoded = decodeCodings(bytes, contentEncoding);
  return 'undecodable' in decoded ? decoded : decodeText(decoded, charset);
}

function decodeCodings(
  bytes: Uint8Array,
  contentEncoding: string | undefined,
): Uint8Array | { readonly undecodable: string } {
  let decoded = bytes;
  for (const name of codings(contentEncoding).reverse()) {
    const coding = Object.hasOwn(CODINGS, name) ? CODINGS[name] : undefined;
    if (coding === undefined) return { undecodable: `content coding "${name.slice(0, 40)}" is not known` };
    if (!coding.isCoded(decoded)) continue;
    try {
      decoded = coding.decode(decoded);
    } catch (error) {
      const tooLarge = error instanceof RangeError;
      return {
        undecodable: tooLarge
          ? `more than ${MAX_BYTES / 1024 / 1024} MB after ${name} decoding`
          : `the octets are no whole ${name} stream`,
      };
    }
  }
  return decoded;
}

function codings(header: string | undefined): string[] {
  if (header === undefined) return [];
  return header
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

function decodeText(bytes: Uint8Array, charset = 'utf-8'): Decoded {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: true });
  } catch {
    return { undecodable: `charset "${charset.slice(0, 40)}" is not known` };
  }
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return { malformed: `octets that are not ${decoder.encoding}` };
  }
}

/** JSON text starts with one of few characters, a compressed stream hardly ever with one of them and plain text behind. */
function looksLikeText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 64);
  return start.every((byte) => byte === 9 || byte === 10 || byte === 13 || byte >= 32) && isUtf8Start(start);
}

function isUtf8Start(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
