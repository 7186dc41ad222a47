// Octets of a body -> text: content codings (RFC 9110 section 8.4), then the charset. Never guesses: what can't be decoded says so.
import { beyond, type Limits, USUAL_LIMITS } from '../json/limits.ts';
import { codingsIn, inflated, inflaterOf, isBeyondLimit, MOST_CODINGS } from '../lib/content-coding.ts';
import type { BodyReader } from './body.ts';
import { createBodyReader, type Decoded, type Undecoded } from './body-text.ts';

/** Of recorded bodies, whatever their form. */
export function recordedBodyReader(given: Partial<Limits> = {}): BodyReader {
  const limits = { ...USUAL_LIMITS, ...given };
  const codings = (octets: Uint8Array, contentEncoding: string | undefined) =>
    withoutCodings(octets, contentEncoding, limits);
  return createBodyReader(limits, {
    codings,
    text: (octets, contentEncoding, charset) => {
      const decoded = codings(octets, contentEncoding);
      return decoded instanceof Uint8Array ? decodeText(decoded, charset) : decoded;
    },
  });
}

/** `contentEncoding` as the header has it; recordings often keep it although their octets are decoded already. */
function withoutCodings(
  octets: Uint8Array,
  contentEncoding: string | undefined,
  limits: Limits,
): Uint8Array | Undecoded {
  const codings = codingsIn([contentEncoding ?? '']);
  if (codings.length > MOST_CODINGS) return { undecodable: `more than ${MOST_CODINGS} content codings` };
  let decoded = octets;
  for (const coding of codings) {
    const inflater = inflaterOf(coding, decoded);
    if (inflater === undefined)
      return { undecodable: `content coding "${coding.slice(0, 40)}" is not known` };
    if (!isCoded(coding, decoded)) continue;
    try {
      const stream = inflated(inflater, decoded, limits.bodyBytes);
      if (!isPadding(decoded.subarray(stream.read), inflater === 'gunzip')) return notWhole(coding);
      decoded = stream.octets;
    } catch (error) {
      if (!isBeyondLimit(error)) return notWhole(coding);
      return { tooLarge: `${beyond(limits, 'bodyBytes')}, after ${coding} decoding` };
    }
  }
  return decoded.length > limits.bodyBytes ? { tooLarge: beyond(limits, 'bodyBytes') } : decoded;
}

function notWhole(coding: string): Undecoded {
  return { undecodable: `the octets are no whole ${coding} stream` };
}

/** zlib ignores what stands behind a stream. NULs behind gzip are padding. */
function isPadding(rest: Uint8Array, isGzip: boolean): boolean {
  return rest.length === 0 || (isGzip && rest.every((octet) => octet === 0));
}

function isCoded(coding: string, octets: Uint8Array): boolean {
  if (coding === 'zstd') return octets[0] === 0x28 && octets[1] === 0xb5 && octets[2] === 0x2f;
  if (coding === 'br' || coding === 'deflate') return !looksLikeText(octets);
  return octets[0] === 0x1f && octets[1] === 0x8b;
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
