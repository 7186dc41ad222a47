import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import ky from 'ky';
import { Agent, request as undiciRequest } from 'undici';
import { describe, expect, test } from 'vitest';
import { upgradeDocument } from '../../src/contract/dialect.ts';
import {
  type Drift,
  isDriftError,
  kyHook,
  undiciInterceptor,
  type WatchOptions,
  watch,
} from '../../src/runtime/index.ts';
import { compiled } from '../verdict/compiled.ts';

const chunk = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
const event = {
  oneOf: [
    { type: 'object', properties: { data: { const: '[DONE]' } } },
    { type: 'object', properties: { data: { contentMediaType: 'application/json', contentSchema: chunk } } },
  ],
};

async function contractOf(content: object) {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Streams', version: '1' },
    paths: { '/': { get: { operationId: 'get', responses: { 200: { description: 'ok', content } } } } },
  };
  return compiled(upgradeDocument(document, '3.1').document);
}

const { contract, detail } = await contractOf({
  'text/event-stream': { 'x-item-schema': event },
  'application/jsonl': { 'x-item-schema': chunk },
  'application/x-ndjson': { schema: { type: 'array', maxItems: 2 }, 'x-item-schema': chunk },
  'application/json-seq': { 'x-item-schema': chunk },
  'multipart/mixed': { 'x-item-schema': chunk },
  'application/json': { schema: chunk },
});

/** A service that a test feeds by hand. */
function service(contentType: string, isOfOctets = true) {
  let controller: ReadableStreamDefaultController<Uint8Array> | ReadableByteStreamController | undefined;
  const seen: string[] = [];
  const source: object = {
    start: (own: typeof controller) => {
      controller = own;
    },
    pull: () => {
      seen.push('pull');
    },
    cancel: (reason: unknown) => {
      seen.push(`cancel ${reason}`);
    },
  };
  const body = isOfOctets
    ? new ReadableStream({ ...source, type: 'bytes' })
    : new ReadableStream(source, { highWaterMark: 0 });
  const response = new Response(body, { headers: { 'content-type': contentType } });
  return {
    seen,
    fetch: async (_: string) => response,
    send: (text: string) => controller?.enqueue(new TextEncoder().encode(text)),
    sendOctet: (octet: number) => controller?.enqueue(Uint8Array.of(octet)),
    end: () => controller?.close(),
    fail: (reason: unknown) => controller?.error(reason),
  };
}

function watched(own: ReturnType<typeof service>, options: WatchOptions = {}) {
  const drifts: string[] = [];
  const onDrift = (drift: Drift) => void drifts.push(`${drift.code} ${drift.pointer}`);
  return { drifts, fetch: watch(own.fetch, { ...contract, detail }, { onDrift, ...options }) };
}

const text = (chunked: { value?: Uint8Array | undefined }) => Buffer.from(chunked.value ?? []).toString();

/** Until the watcher has told so much. */
async function told(drifts: readonly string[], count: number): Promise<void> {
  while (drifts.length < count) await new Promise(setImmediate);
}

describe('an endless stream', () => {
  test('the response comes before its first chunk, and each chunk before the next is sent', async () => {
    const own = service('text/event-stream');
    const { fetch, drifts } = watched(own);
    const response = await fetch('/');
    const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    for (const n of [1, 2, 3]) {
      const next = reader.read();
      own.send(`data: {"n":${n}}\n\n`);
      expect(text(await next)).toBe(`data: {"n":${n}}\n\n`);
    }
    const next = reader.read();
    own.send('data: {"n":"4"}\n\n');
    await next;
    await told(drifts, 1);
    expect(drifts).toEqual(['type-mismatch /*/data/n']);
    await reader.cancel('enough');
    expect(own.seen).toContain('cancel enough');
  });

  test('nothing is read before its reader reads', async () => {
    const own = service('application/jsonl', false);
    const response = await watched(own).fetch('/');
    await new Promise(setImmediate);
    expect(own.seen).toEqual([]);
    await response.body?.cancel('unread');
    expect(own.seen).toEqual(['cancel unread']);
  });

  test('an error in the middle reaches its reader, and what came before it is judged', async () => {
    const own = service('application/jsonl');
    const { fetch, drifts } = watched(own);
    const response = await fetch('/');
    const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    own.send('{"n":"1"}\n');
    await reader.read();
    own.fail(new Error('reset'));
    await expect(reader.read()).rejects.toThrow('reset');
    await told(drifts, 1);
    expect(drifts).toEqual(['type-mismatch /*/n']);
  });

  test('with onDrift throw, a chunk does not come before its verdict', async () => {
    const own = service('application/jsonl');
    const { fetch } = watched(own, { onDrift: 'throw' });
    const response = await fetch('/');
    const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    own.send('{"n":1}\n');
    expect(text(await reader.read())).toBe('{"n":1}\n');
    own.send('{"n":"2"}\n');
    const error = await reader.read().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(isDriftError(error)).toBe(true);
    expect(own.seen.at(-1)).toMatch(/^cancel DriftError/);
  });
});

describe('a stream that ends', () => {
  const boundary = 'multipart/mixed; boundary=b';
  test.each<[string, string, string, readonly string[]]>([
    ['text/event-stream', 'text/event-stream', 'data: {"n":1}\r\n\r\ndata: [DONE]\r\n\r\n', []],
    ['an event without JSON', 'text/event-stream', 'data: {"n":\n\n', ['body-malformed /*/data']],
    [
      'JSON lines',
      'application/jsonl; charset=utf-8',
      '{"n":1}\n{"m":"é"}',
      ['property-undocumented /*/m', 'property-missing /*/n'],
    ],
    ['a name twice', 'application/jsonl', '{"n":1,"n":1}\n', ['body-duplicate-key /*/n']],
    ['json-seq', 'application/json-seq', '\u001e{"n":1}\n\u001e{"n":""}\n', ['type-mismatch /*/n']],
    ['multipart', boundary, '--b\r\n\r\n{"n":1}\r\n--b\r\n\r\n{"n":"é"}\r\n--b--', ['type-mismatch /*/n']],
    ['the whole', 'application/x-ndjson', '{"n":1}\n{"n":1}\n{"n":1}\n', ['out-of-range ']],
    ['cut', 'application/jsonl', '{"n":1}\n{"n"', []],
    ['no items are declared', 'application/json', '{"n":"1"}', ['type-mismatch /n']],
  ])('%s, octet by octet', async (_, contentType, body, expected) => {
    const octets = Buffer.from(body);
    const own = service(contentType);
    const { fetch, drifts } = watched(own);
    const answer = fetch('/');
    for (const octet of octets) own.sendOctet(octet);
    own.end();
    expect(await (await answer).text()).toBe(body);
    await told(drifts, expected.length);
    await new Promise(setImmediate);
    expect(drifts.toSorted()).toEqual(expected.toSorted());
  });

  test('its clone is whole, and each is read at its own pace', async () => {
    const own = service('application/jsonl');
    const response = await watched(own).fetch('/');
    const clone = response.clone();
    own.send('{"n":1}\n');
    own.end();
    expect(await response.text()).toBe('{"n":1}\n');
    expect(await clone.text()).toBe('{"n":1}\n');
    expect(response.bodyUsed).toBe(true);
    await expect(response.text()).rejects.toThrow(TypeError);
  });

  test('a reader with a buffer of its own gets its octets', async () => {
    const own = service('application/jsonl');
    const response = await watched(own).fetch('/');
    const reader = response.body?.getReader({ mode: 'byob' });
    own.send('{"n":1}\n');
    own.end();
    const first = await reader?.read(new Uint8Array(4));
    expect(text(first ?? {})).toBe('{"n"');
    await reader?.read(new Uint8Array(40));
    expect((await reader?.read(new Uint8Array(4)))?.done).toBe(true);
  });
});

describe('other clients', () => {
  test('ky has its response at once, and its clone is judged as it comes', async () => {
    const own = service('application/jsonl');
    const drifts: string[] = [];
    const hook = kyHook({ ...contract, detail }, { onDrift: ({ pointer }) => void drifts.push(pointer) });
    const response = await ky('http://localhost/', {
      fetch: own.fetch as never,
      hooks: { afterResponse: [hook] },
    });
    own.send('{"n":"1"}\n');
    await told(drifts, 1);
    own.send('{"n":2}\n');
    own.end();
    expect(await response.text()).toBe('{"n":"1"}\n{"n":2}\n');
    expect(drifts).toEqual(['/*/n']);
  });

  test.each([false, true])('undici, each chunk when it comes, gzip: %s', async (isCoded) => {
    const body = 'data: {"n":1}\n\ndata: {"n":"2"}\n\n';
    const server = createServer((_, response) => {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        ...(isCoded && { 'content-encoding': 'gzip' }),
      });
      response.end(isCoded ? gzipSync(body) : body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const drifts: string[] = [];
    const interceptor = undiciInterceptor(
      { ...contract, detail },
      { onDrift: ({ pointer }) => void drifts.push(pointer) },
    );
    const dispatcher = new Agent().compose(interceptor);
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const response = await undiciRequest(origin, { dispatcher });
    await response.body.arrayBuffer();
    await told(drifts, 1);
    expect(drifts).toEqual(['/*/data/n']);
    await dispatcher.close();
    server.close();
  });
});
