// What the adapters hand over of a response, whatever the client: its body is read within bounds, and never throws.
import { headerValue } from '../lib/headers.ts';
import type { Body, CompiledContract, ContractDetail, Exchange, Headers } from '../model.ts';

/** A compiled contract with its slow half, which is loaded when a response drifts. */
export type WatchedContract = CompiledContract & {
  readonly detail: ContractDetail | (() => ContractDetail | Promise<ContractDetail>);
};

export async function detailOf({ detail }: Pick<WatchedContract, 'detail'>): Promise<ContractDetail> {
  return typeof detail === 'function' ? detail() : detail;
}

export type Received = {
  /** Upper case. */
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  /** A browser hides headers of other origins: then nothing is said about them. */
  readonly hidesHeaders?: boolean;
  /** `maxBytes`: 0 where only the presence of a body is asked for. */
  readonly read: (maxBytes: number) => Body | Promise<Body>;
};

export function exchangeOf({ method, url, status, headers }: Omit<Received, 'read'>, body: Body): Exchange {
  return {
    source: url,
    index: 0,
    request: { method, url, headers: undefined, body: { kind: 'none' } },
    response: { status, headers, body },
  };
}

/** Broken off, in a coding that is not known here, or not kept: nothing is said of it. */
export const UNREAD: Body = { kind: 'unrecorded', reason: 'the body could not be read' };

const TOO_LONG: Body = {
  kind: 'unrecorded',
  reason: 'the body is longer than what is to be read of it',
  isPresent: true,
};

/** The part of a fetch Response that is used here. */
export type ResponseLike = {
  readonly status: number;
  readonly url?: string;
  readonly type?: string;
  readonly redirected?: boolean;
  readonly headers: { readonly forEach: (visit: (value: string, name: string) => void) => void };
  readonly body?: unknown;
  readonly clone: () => unknown;
};

type Stream = {
  readonly getReader: () => {
    readonly read: () => Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    readonly cancel: () => Promise<unknown>;
  };
};

type Clone = { readonly body?: Stream | null; readonly text?: () => Promise<string> };

/** Reads a clone, so that the body stays readable. A clone that nobody reads would pile up, so it is made when it is needed. */
export async function readClone(response: ResponseLike, maxBytes: number): Promise<Body> {
  if (response.body === null) return { kind: 'none' };
  try {
    const clone = response.clone() as Clone;
    if (clone.body !== undefined && clone.body !== null) return await readStream(clone.body, maxBytes);
    return clone.text === undefined ? UNREAD : { kind: 'text', text: await clone.text() };
  } catch {
    return UNREAD;
  }
}

async function readStream(stream: Stream, maxBytes: number): Promise<Body> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { kind: 'text', text: text + decoder.decode() };
    size += value?.byteLength ?? 0;
    if (size > maxBytes) {
      reader.cancel().catch(() => undefined);
      return TOO_LONG;
    }
    text += decoder.decode(value, { stream: true });
  }
}

export function fetchHeaders(headers: ResponseLike['headers']): { name: string; value: string }[] {
  const fields: { name: string; value: string }[] = [];
  headers.forEach((value, name) => {
    fields.push({ name, value });
  });
  return fields;
}

/** Octets as they came over the wire. */
export type ReceivedOctets = {
  readonly headers: Headers;
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
  /** In octets, those beyond the limit included. */
  readonly size: number;
};

/** Undoes the content codings that the platform itself can decompress (Compression Streams standard). */
export async function decodeOctets(
  { headers, chunks, size }: ReceivedOctets,
  maxBytes: number,
): Promise<Body> {
  if (size === 0) return { kind: 'none' };
  if (size > maxBytes) return TOO_LONG;
  try {
    return await readStream(decodedStream(new Blob([...chunks]).stream(), headers), maxBytes);
  } catch {
    return UNREAD;
  }
}

/** Throws where the platform does not know a coding. */
export function decodedStream(
  stream: ReadableStream<Uint8Array>,
  headers: Headers,
): ReadableStream<Uint8Array> {
  const codings = (headerValue(headers, 'content-encoding') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  return codings.reduceRight(decompress, stream);
}

const FORMATS: Readonly<Record<string, string>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
  br: 'brotli',
  zstd: 'zstd',
};

function decompress(stream: ReadableStream<Uint8Array>, coding: string): ReadableStream<Uint8Array> {
  const format = FORMATS[coding] as never;
  return stream.pipeThrough(new DecompressionStream(format) as never);
}
