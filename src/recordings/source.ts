// Octets of a recording, from a file or from standard input: decompressed, without a byte order mark, never held whole.
import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Chunks } from '../json/stream.ts';
import { InputError } from '../lib/input-error.ts';
import { statOf } from './find.ts';

/** Large enough that its overhead does not show, small enough to stay in the cache. */
const blockSize = 256 * 1024;
const blocksATurn = 16;

/**
 * Reads synchronously, measured 5 % faster than reading ahead: the kernel reads ahead anyway. Signals and timers get
 * their turn every 4 MiB. A chunk holds its octets only until the next is asked for.
 */
export async function* fileChunks(path: string, from = 0): AsyncGenerator<Uint8Array> {
  const file = openFile(path);
  try {
    const block = Buffer.allocUnsafeSlow(blockSize);
    let position = from;
    for (let count = 1; ; count++) {
      const length = readSync(file, block, 0, blockSize, from === 0 ? null : position);
      if (length === 0) return;
      position += length;
      yield block.subarray(0, length);
      if (count % blocksATurn === 0) await new Promise(setImmediate);
    }
  } catch (error) {
    throw readError(path, error);
  } finally {
    closeSync(file);
  }
}

/** By its first octets: those of an entry, or of the end of an empty archive. */
export function isZip(path: string): boolean {
  // A pipe can be read only once.
  if (statOf(path)?.isFile() !== true) return false;
  const start = octetsAt(path, 0, 4);
  return start.equals(ZIP_ENTRY) || start.equals(ZIP_END);
}

/** Fewer where the file ends before. */
export function octetsAt(path: string, position: number, length: number): Buffer {
  const file = openFile(path);
  try {
    const octets = Buffer.alloc(Math.min(length, Math.max(0, fstatSync(file).size - position)));
    return octets.subarray(0, readSync(file, octets, 0, octets.length, position));
  } catch (error) {
    throw readError(path, error);
  } finally {
    closeSync(file);
  }
}

const ZIP_ENTRY = Buffer.from('PK\x03\x04');
const ZIP_END = Buffer.from('PK\x05\x06');

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw readError(path, error);
  }
}

function readError(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Record<string, string> = {
    ENOENT: 'no such file',
    EISDIR: 'is a folder',
    EACCES: 'may not be read',
    ENOTDIR: 'no such file',
    Z_BUF_ERROR: 'its gzip data is cut off',
    Z_DATA_ERROR: 'its gzip data is broken',
  };
  const isOfSystem = error instanceof Error && 'syscall' in error;
  const reason = reasons[code] ?? (isOfSystem ? `can not be read: ${code}` : undefined);
  if (reason === undefined) return error;
  return new InputError(reason, { place: { file: path }, fix: fixFor(code) });
}

function fixFor(code: string): string {
  return code.startsWith('Z_') ? 'record or compress it again' : 'check the path and its permissions';
}

/** The same chunks; says of each how many octets it has. */
export async function* countedChunks(
  chunks: Chunks,
  count: (octets: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    count(chunk.length);
    yield chunk;
  }
}

/** gzip (RFC 1952) and UTF-16 are undone; a UTF-8 byte order mark is dropped. */
export async function* decodedChunks(name: string, chunks: Chunks): AsyncGenerator<Uint8Array> {
  const { head, rest } = await splitHead(chunks, 3);
  if (head[0] === 0x1f && head[1] === 0x8b) yield* unmarked(name, gunzipped(name, rest));
  else yield* unmarked(name, rest);
}

async function* unmarked(name: string, chunks: Chunks): AsyncGenerator<Uint8Array> {
  const { head, rest } = await splitHead(chunks, 3);
  const utf16 = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : undefined;
  const big = head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
  const encoding = utf16 ?? big;
  if (encoding !== undefined) return yield* transcoded(name, rest, encoding);
  const skip = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  let first = skip > 0;
  for await (const chunk of rest) {
    yield first ? chunk.subarray(skip) : chunk;
    first = false;
  }
}

// Windows PowerShell redirects into UTF-16.
async function* transcoded(name: string, chunks: Chunks, encoding: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return Buffer.from(chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true }));
    } catch {
      throw new InputError(`not ${encoding}`, { place: { file: name }, fix: 'save it as UTF-8' });
    }
  };
  for await (const chunk of chunks) yield decode(chunk);
  yield decode();
}

/** Every member (RFC 1952 section 2.2), and NULs between and behind them; zlib stops at the first NUL and says nothing. */
async function* gunzipped(name: string, chunks: Chunks): AsyncGenerator<Uint8Array> {
  const input = chunks[Symbol.asyncIterator]();
  try {
    for (let rest = await nextMember(name, input, []); rest.length > 0; ) {
      const left = yield* memberIn(name, input, rest);
      rest = await nextMember(name, input, left);
    }
  } finally {
    await input.return?.();
  }
}

/** The octets from the next member on, of those that are left or still come; none at the end. */
async function nextMember(
  name: string,
  input: AsyncIterator<Uint8Array>,
  left: readonly Uint8Array[],
): Promise<readonly Uint8Array[]> {
  const waiting = [...left];
  for (;;) {
    const chunk = waiting.shift() ?? (await input.next()).value;
    if (chunk === undefined) return [];
    const start = chunk.findIndex((octet: number) => octet !== 0);
    if (start < 0) continue;
    if (chunk[start] === 0x1f) return [Buffer.from(chunk.subarray(start)), ...waiting];
    throw new InputError('its gzip data is followed by other octets', {
      place: { file: name },
      fix: fixFor('Z_DATA_ERROR'),
    });
  }
}

/** What the member says; gives back the octets behind it that were already taken from the input. */
async function* memberIn(
  name: string,
  input: AsyncIterator<Uint8Array>,
  begin: readonly Uint8Array[],
): AsyncGenerator<Uint8Array, readonly Uint8Array[]> {
  const [{ createGunzip }, { pipeline, Readable }] = await Promise.all([
    import('node:zlib'),
    import('node:stream'),
  ]);
  const gunzip = createGunzip({ chunkSize: blockSize });
  const waiting = [...begin];
  let taken: { readonly chunk: Uint8Array; readonly end: number }[] = [];
  let length = 0;
  // zlib reads an input block after this generator has moved on, so it gets a copy.
  async function take(): Promise<Uint8Array | undefined> {
    const next = waiting.shift() ?? (await input.next()).value;
    if (next === undefined) return undefined;
    const chunk = Buffer.from(next);
    length += chunk.length;
    taken = [...taken.filter(({ end }) => end > gunzip.bytesWritten), { chunk, end: length }];
    return chunk;
  }
  let last = take();
  async function* copies(): AsyncGenerator<Uint8Array> {
    for (let chunk = await last; chunk !== undefined; chunk = await last) {
      last = Promise.resolve(undefined);
      yield chunk;
      last = take();
    }
  }
  const readable = Readable.from(copies(), { objectMode: false, highWaterMark: blockSize });
  pipeline(readable, gunzip, () => undefined);
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw readError(name, error);
  }
  await last;
  return [...taken, ...waiting.map((chunk) => ({ chunk, end: Number.POSITIVE_INFINITY }))]
    .filter(({ end }) => end > gunzip.bytesWritten)
    .map(({ chunk, end }) => chunk.subarray(Math.max(0, gunzip.bytesWritten - (end - chunk.length))));
}

async function* copied(chunks: Chunks): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}

/** The first `size` octets or all that there are, and everything from the start on. */
export async function splitHead(
  chunks: Chunks,
  size: number,
): Promise<{ head: Buffer; complete: boolean; rest: AsyncGenerator<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let complete = false;
  while (head.length < size && !complete) {
    const next = await iterator.next();
    if (next.done) complete = true;
    else head = Buffer.concat([head, next.value]);
  }
  return { head, complete, rest: continued(head, iterator) };
}

async function* continued(head: Buffer, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (;;) {
      const next = await iterator.next();
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** For formats that are read as one document. */
export async function wholeText(name: string, chunks: Chunks): Promise<string> {
  const octets = await wholeOctets(name, chunks);
  if (isUtf8(octets)) return octets.toString('utf8');
  throw new InputError('not UTF-8', { place: { file: name }, fix: 'save it as UTF-8' });
}

const limit = 256 * 1024 * 1024;

export async function wholeOctets(name: string, chunks: Chunks): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of copied(chunks)) {
    parts.push(chunk);
    length += chunk.length;
    if (length > limit)
      throw new InputError('is larger than 256 MiB, too large for a format that is read as a whole', {
        place: { file: name },
        fix: 'split it, or record as NDJSON or HAR',
      });
  }
  return Buffer.concat(parts, length);
}
