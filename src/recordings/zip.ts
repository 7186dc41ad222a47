// A HAR in a ZIP archive, as Playwright writes it with its bodies beside it (APPNOTE 6.3.10, without ZIP64 and encryption).
import { statSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { beyond, type Limits } from '../json/limits.ts';
import type { Chunks } from '../json/stream.ts';
import { InputError } from '../lib/input-error.ts';
import { type Attached, staysInside } from './attached.ts';
import { fileChunks, octetsAt } from './source.ts';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
/** Far beyond any recording; a list of entries is held as a whole. */
const LONGEST_DIRECTORY = 64 * 1024 * 1024;

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  /** Octets in the archive, and unpacked. */
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
};

type ZippedHar = { readonly chunks: Chunks; readonly attached: Attached };

/** `count`: wraps what is read of the file. */
export function openZippedHar(path: string, limits: Limits, count: (chunks: Chunks) => Chunks): ZippedHar {
  const entries = entriesOf(path);
  const hars = [...entries.values()].filter(({ name }) => /\.har$/i.test(name));
  const [har] = hars;
  if (har === undefined || hars.length > 1)
    throw broken(
      path,
      har === undefined ? 'holds no .har' : `holds ${hars.length} files .har`,
      'unzip it, and name the recording',
    );
  const folder = har.name.slice(0, har.name.lastIndexOf('/') + 1);
  return {
    chunks: unpacked(path, har, count),
    attached: (name) => {
      if (!staysInside(name)) return { problem: "is outside of the recording's folder" };
      const entry = entries.get(folder + name);
      if (entry === undefined) return { problem: 'is not in the archive' };
      if (Math.max(entry.size, entry.packed) > limits.bodyBytes)
        return { problem: `has ${beyond(limits, 'bodyBytes')}` };
      return contentOf(path, entry) ?? { problem: 'is broken in the archive' };
    },
  };
}

function broken(file: string, message: string, fix = 'zip it again'): InputError {
  return new InputError(message, { place: { file }, fix });
}

// ---- the list of entries, which stands at the end

function entriesOf(path: string): ReadonlyMap<string, Entry> {
  const { size } = statSync(path);
  const tail = octetsAt(path, Math.max(0, size - END_LENGTH - LONGEST_COMMENT), END_LENGTH + LONGEST_COMMENT);
  const end = endOfDirectory(tail);
  if (end === undefined) throw broken(path, 'a ZIP archive that is cut off');
  const [length, start] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (length > LONGEST_DIRECTORY || start === 0xffffffff)
    throw broken(path, 'a ZIP archive that is too large');
  const directory = octetsAt(path, start, length);
  const entries = new Map<string, Entry>();
  for (let at = 0; at < directory.length; ) {
    const entry = at + 46 <= directory.length ? entryAt(directory, at) : undefined;
    if (entry === undefined) throw broken(path, 'a ZIP archive whose list of entries is broken');
    if (entries.has(entry.name)) throw broken(path, `holds ${JSON.stringify(entry.name)} twice`);
    entries.set(entry.name, entry);
    at +=
      46 +
      directory.readUInt16LE(at + 28) +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
  }
  return entries;
}

function endOfDirectory(tail: Buffer): number | undefined {
  for (let at = tail.length - END_LENGTH; at >= 0; at--)
    if (
      tail.readUInt32LE(at) === END_OF_DIRECTORY &&
      at + END_LENGTH + tail.readUInt16LE(at + 20) === tail.length
    )
      return at;
  return undefined;
}

function entryAt(directory: Buffer, at: number): Entry | undefined {
  const isEncrypted = directory.readUInt16LE(at + 8) % 2 === 1;
  if (directory.readUInt32LE(at) !== CENTRAL_HEADER || isEncrypted) return undefined;
  return {
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    packed: directory.readUInt32LE(at + 20),
    size: directory.readUInt32LE(at + 24),
    offset: directory.readUInt32LE(at + 42),
    name: directory.toString('utf8', at + 46, at + 46 + directory.readUInt16LE(at + 28)),
  };
}

// ---- one entry

/** Where its content begins; undefined where its own header is not there. */
function contentStart(path: string, { offset }: Entry): number | undefined {
  const header = octetsAt(path, offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL_HEADER) return undefined;
  return offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}

/** undefined where it is not what the list says. */
function contentOf(path: string, entry: Entry): Uint8Array | undefined {
  const start = contentStart(path, entry);
  if (start === undefined) return undefined;
  const packed = octetsAt(path, start, entry.packed);
  try {
    const content = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: entry.size + 1 });
    const isRight = entry.method === 0 || entry.method === 8;
    return isRight && content.length === entry.size && crc32(content) === entry.crc ? content : undefined;
  } catch {
    return undefined;
  }
}

async function* unpacked(
  path: string,
  entry: Entry,
  count: (chunks: Chunks) => Chunks,
): AsyncGenerator<Uint8Array> {
  const start = contentStart(path, entry);
  if (start === undefined || (entry.method !== 0 && entry.method !== 8))
    throw broken(path, 'its .har is broken in the archive');
  const packed = firstOctets(count(fileChunks(path, start)), entry.packed);
  let [crc, size] = [0, 0];
  try {
    for await (const chunk of entry.method === 0 ? packed : inflatedChunks(packed)) {
      crc = crc32(chunk, crc);
      size += chunk.length;
      if (size > entry.size) break;
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw broken(path, 'its .har is broken in the archive');
    throw error;
  }
  if (crc !== entry.crc || size !== entry.size) throw broken(path, 'its .har is broken in the archive');
}

async function* firstOctets(chunks: Chunks, length: number): AsyncGenerator<Uint8Array> {
  let left = length;
  for await (const chunk of chunks) {
    if (left > 0) yield Buffer.from(chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0) return;
  }
}

async function* inflatedChunks(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  pipeline(Readable.from(chunks, { objectMode: false }), inflate, () => undefined);
  yield* inflate as AsyncIterable<Uint8Array>;
}
