// Reads what a test wrote, as standard input, in chunks of any size.

import { headerNames, headerValues } from '../../src/lib/headers.ts';
import type { Body, Exchange, Headers, Unreadable } from '../../src/model.ts';
import { type ReadOptions, readRecordings } from '../../src/recordings/read.ts';
import type { Told } from './forty.ts';

export async function* chunked(octets: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  // One block for all chunks, as the file reader does it: whoever keeps a chunk is found out.
  const block = Buffer.alloc(size);
  for (let at = 0; at < octets.length; at += size) {
    block.fill(0xaa);
    const part = octets.subarray(at, at + size);
    block.set(part);
    yield block.subarray(0, part.length);
  }
}

export async function readAll(
  written: string | Uint8Array,
  options: ReadOptions & { readonly size?: number } = {},
): Promise<(Exchange | Unreadable)[]> {
  const octets = typeof written === 'string' ? Buffer.from(written) : written;
  const stdin = chunked(octets, options.size ?? 64 * 1024);
  const entries: (Exchange | Unreadable)[] = [];
  for await (const entry of readRecordings(['-'], { ...options, stdin })) entries.push(entry);
  return entries;
}

/** What was read before the error, and the error's message. */
export async function readUntilError(
  written: string | Uint8Array,
  options: ReadOptions & { readonly size?: number } = {},
): Promise<{ readonly read: readonly (Exchange | Unreadable)[]; readonly error: unknown }> {
  const octets = typeof written === 'string' ? Buffer.from(written) : written;
  const read: (Exchange | Unreadable)[] = [];
  try {
    for await (const entry of readRecordings(['-'], {
      ...options,
      stdin: chunked(octets, options.size ?? 65536),
    }))
      read.push(entry);
  } catch (error) {
    return { read, error };
  }
  return { read, error: undefined };
}

export function octetsOf(body: Body): string {
  if (body.kind === 'none') return '';
  if (body.kind === 'text') return Buffer.from(body.text).toString('latin1');
  if (body.kind === 'bytes') return Buffer.from(body.bytes).toString('latin1');
  return body.kind === 'json'
    ? Buffer.from(JSON.stringify(body.value)).toString('latin1')
    : `(${body.reason})`;
}

function namesAndValues(headers: Headers | undefined): unknown {
  return (
    headers &&
    headerNames(headers)
      .sort()
      .map((name) => [name, headerValues(headers, name)])
  );
}

/** One spelling for what formats spell differently: header names, and text or octets. */
export function plain(entry: Exchange | Unreadable): unknown {
  if ('unreadable' in entry) return entry;
  const { startedAt, request, response } = entry;
  return {
    startedAt,
    method: request.method,
    url: request.url,
    requestHeaders: namesAndValues(request.headers),
    requestBody: octetsOf(request.body),
    status: response.status,
    headers: namesAndValues(response.headers),
    body: octetsOf(response.body),
  };
}

export function plainTold(told: Partial<Record<keyof Told, unknown>>): unknown {
  const list = (pairs: unknown) =>
    namesAndValues((pairs as Told['headers'] | undefined)?.map(([name, value]) => ({ name, value })));
  return {
    startedAt: told.startedAt,
    method: told.method,
    url: told.url,
    requestHeaders: list(told.requestHeaders),
    requestBody: (told.requestBody as Buffer).toString('latin1'),
    status: told.status,
    headers: list(told.headers),
    body: (told.body as Buffer).toString('latin1'),
  };
}
