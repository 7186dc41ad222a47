// Redacts octets: text as text, compressed text inside its compression, anything else for known secrets only.

import {
  brotliCompressSync,
  brotliDecompressSync,
  deflateRawSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateRawSync,
  inflateSync,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib';
import { attempt } from '../lib/attempt.ts';
import type { Redactor } from './redactor.ts';

type Coding = {
  readonly starts: (octets: Buffer) => boolean;
  readonly decode: (octets: Buffer, limit: { readonly maxOutputLength: number }) => Buffer;
  readonly encode: (octets: Buffer) => Buffer;
};

const limit = { maxOutputLength: 200_000_000 };

const codings: readonly Coding[] = [
  { starts: (octets) => octets.readUInt16BE(0) === 0x1f8b, decode: gunzipSync, encode: gzipSync },
  {
    starts: (octets) => octets.readUInt32BE(0) === 0x28b52ffd,
    decode: zstdDecompressSync,
    encode: zstdCompressSync,
  },
  { starts: isZlib, decode: inflateSync, encode: deflateSync },
  // The last two have no magic number: octets that decode without an error use the coding.
  { starts: () => true, decode: brotliDecompressSync, encode: brotliCompressSync },
  { starts: () => true, decode: inflateRawSync, encode: deflateRawSync },
];

/** RFC 1950 section 2.2. */
function isZlib(octets: Buffer): boolean {
  return octets[0] === 0x78 && octets.readUInt16BE(0) % 31 === 0;
}

/** Reports octets that can't be inspected as unread. */
export function redactReadable(octets: Buffer, redactor: Redactor): Buffer {
  if (octets.length > 0 && !isReadable(octets) && !isPicture(octets))
    redactor.unread.add(redactor.position.offset);
  return redactOctets(octets, redactor);
}

export function redactOctets(octets: Buffer, redactor: Redactor): Buffer {
  const wide = utf16(octets);
  if (wide !== undefined) return asUtf16(octets, wide.slice(1), redactor.text(wide.slice(1)));
  const text = utf8(octets);
  if (text !== undefined) {
    const result = redactor.text(text);
    return result === text ? octets : Buffer.from(result);
  }
  const decoded = decompressed(octets);
  if (decoded !== undefined) {
    const result = redactOctets(decoded.content, redactor);
    return result.equals(decoded.content) ? octets : decoded.coding.encode(result);
  }
  // Latin-1 has one character for each octet, so every octet that is not replaced stays the same.
  const raw = octets.toString('latin1');
  const result = /^\s*(?:[[{<]|--)/.test(raw) ? redactor.text(raw) : redactor.literals.replace(raw);
  return raw === result ? octets : Buffer.from(result, 'latin1');
}

/** With the byte order mark and the byte order of the given octets. */
function asUtf16(octets: Buffer, before: string, after: string): Buffer {
  if (before === after) return octets;
  const result = Buffer.from(`\ufeff${after}`, 'utf16le');
  return octets[0] === 0xfe ? result.swap16() : result;
}

/** undefined where the octets are not UTF-8; keeps a byte order mark. */
export function utf8(octets: Uint8Array): string | undefined {
  return decodedAs('utf-8', octets);
}

function utf16(octets: Buffer): string | undefined {
  if (octets[0] === 0xff && octets[1] === 0xfe) return decodedAs('utf-16le', octets);
  if (octets[0] === 0xfe && octets[1] === 0xff) return decodedAs('utf-16be', octets);
  return undefined;
}

function decodedAs(charset: string, octets: Uint8Array): string | undefined {
  return attempt(() => new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(octets));
}

function decompressed(octets: Buffer): { readonly content: Buffer; readonly coding: Coding } | undefined {
  if (octets.length < 4) return undefined;
  for (const coding of codings) {
    const content = coding.starts(octets) ? attempt(() => coding.decode(octets, limit)) : undefined;
    if (content !== undefined && content.length > 0) return { content, coding };
  }
  return undefined;
}

/** Whether the octets are text or compressed text, so that they can be inspected. */
export function isReadable(octets: Buffer): boolean {
  if (utf16(octets) !== undefined || utf8(octets) !== undefined) return true;
  const decoded = decompressed(octets);
  return decoded !== undefined && isReadable(decoded.content);
}

const pictures = '89504e47 ffd8ff 474946383 52494646 774f4646 774f4632 00000100 00010000'.split(' ');

/** Images and fonts, recognised by their first octets: they hold no secrets in text. */
function isPicture(octets: Buffer): boolean {
  const start = octets.toString('hex', 0, 5);
  return pictures.some((mark) => start.startsWith(mark));
}
