// The same exchanges as each program would write them, and what each format can not keep.

import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { stringify } from 'yaml';
import type { Told } from './forty.ts';

export type Writer = {
  readonly format: string;
  readonly variant: string;
  readonly write: (list: readonly Told[]) => string | Buffer;
  /** What reading gives back of an exchange: the documented losses. */
  readonly keeps?: (one: Told) => Partial<Record<keyof Told, unknown>>;
  /** What `limits.jsonTokens` bounds where it is not each record: the whole document, or nothing, since the format is no JSON. */
  readonly tokens?: 'of the whole' | 'not counted';
};

type Pairs = readonly (readonly [string, string])[];

function fields(pairs: Pairs, nameKey = 'name'): unknown[] {
  return pairs.map(([name, value]) => ({ [nameKey]: name, value }));
}

function grouped(pairs: Pairs): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const [name, value] of pairs) groups[name] = [...(groups[name] ?? []), value];
  return groups;
}

function isCoded(one: Told): boolean {
  return one.headers.some(([name]) => name.toLowerCase() === 'content-encoding');
}

/** Text, or undefined where octets must be kept. */
function textOf(octets: Buffer): string | undefined {
  return isUtf8(octets) ? octets.toString('utf8') : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ndjsonLine(one: Told, spell: (octets: Buffer) => object): string {
  return JSON.stringify({
    startedAt: one.startedAt,
    request: {
      method: one.method,
      url: one.url,
      headers: grouped(one.requestHeaders),
      ...spell(one.requestBody),
    },
    response: { status: one.status, headers: grouped(one.headers), ...spell(one.body) },
  });
}

function asText(octets: Buffer): object {
  const text = textOf(octets);
  if (octets.length === 0) return {};
  return text === undefined ? { bodyBase64: octets.toString('base64') } : { bodyText: text };
}

function asValue(octets: Buffer): object {
  const value = parsed(textOf(octets) ?? '');
  return value === undefined ? asText(octets) : { body: value };
}

function reparsed(octets: Buffer): Buffer {
  const value = parsed(textOf(octets) ?? '');
  return value === undefined ? octets : Buffer.from(JSON.stringify(value));
}

/** As HAR says it: the value of the Content-Type, where there is one. */
function mimeTypeOf(one: Told): string {
  return one.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'x-unknown';
}

function harContent(one: Told): object {
  const text = textOf(one.body);
  const content = { size: one.body.length, mimeType: mimeTypeOf(one) };
  if (text === undefined) return { ...content, text: one.body.toString('base64'), encoding: 'base64' };
  return { ...content, text };
}

function pollyContent(one: Told): object {
  const content = { size: one.body.length, mimeType: mimeTypeOf(one) };
  if (isCoded(one)) {
    const chunks = [one.body.subarray(0, 7), one.body.subarray(7)].map((chunk) => chunk.toString('base64'));
    return { ...content, encoding: 'base64', text: JSON.stringify(chunks) };
  }
  return one.body.length === 0 ? content : harContent(one);
}

function harEntry(one: Told, content: object): object {
  const text = textOf(one.requestBody);
  const spelled =
    text === undefined ? { text: one.requestBody.toString('base64'), encoding: 'base64' } : { text };
  return {
    startedDateTime: one.startedAt,
    time: 1,
    request: {
      method: one.method,
      url: one.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: fields(one.requestHeaders),
      queryString: [],
      ...(one.requestBody.length > 0 && { postData: { mimeType: 'application/json', ...spelled } }),
      headersSize: -1,
      bodySize: one.requestBody.length,
    },
    response: {
      status: one.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: fields(one.headers),
      content,
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 1, receive: 0 },
  };
}

export function har(list: readonly Told[], indent?: number): string {
  const entries = list.map((one) => harEntry(one, harContent(one)));
  const log = { version: '1.2', creator: { name: 'writer', version: '1' }, pages: [], entries };
  return JSON.stringify({ log }, undefined, indent);
}

function polly(list: readonly Told[]): string {
  const entries = list.map((one, at) => ({ _id: `id${at}`, _order: 0, ...harEntry(one, pollyContent(one)) }));
  const creator = { comment: 'persister:fs', name: 'Polly.JS', version: '6.0.6' };
  return JSON.stringify(
    { log: { _recordingName: 'forty', creator, entries, pages: [], version: '1.2' } },
    undefined,
    2,
  );
}

function nockBody(octets: Buffer, isChunked: boolean): { body: unknown; isBinary: boolean } {
  if (isChunked)
    return {
      body: [octets.subarray(0, 5), octets.subarray(5)].map((chunk) => chunk.toString('hex')),
      isBinary: false,
    };
  const text = textOf(octets);
  if (text === undefined) return { body: octets.toString('hex'), isBinary: true };
  return { body: parsed(text) ?? text, isBinary: false };
}

function nockObject(one: Told, rawHeaders: unknown): object {
  const url = new URL(one.url);
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port;
  const { body, isBinary } = nockBody(one.body, isCoded(one));
  return {
    scope: `${url.protocol}//${url.hostname}:${port}`,
    method: one.method,
    path: url.pathname + url.search,
    body: nockBody(one.requestBody, false).body,
    status: one.status,
    response: body,
    rawHeaders,
    reqheaders: Object.fromEntries(one.requestHeaders),
    responseIsBinary: isBinary,
  };
}

/** Without `responseIsBinary` for requests, nock's hex of a binary request body is read as text. */
function nockKeeps(one: Told): Partial<Record<keyof Told, unknown>> {
  const request =
    textOf(one.requestBody) === undefined ? Buffer.from(one.requestBody.toString('hex')) : one.requestBody;
  return {
    startedAt: undefined,
    requestBody: reparsed(request),
    body: isCoded(one) ? one.body : reparsed(one.body),
  };
}

function curl(one: Told, request: string, version: string): Buffer {
  const head = one.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([
    Buffer.from(`${request}${version} ${one.status} \r\n${head}\r\n`, 'latin1'),
    one.body,
  ]);
}

function requestHead(one: Told): string {
  const head = one.requestHeaders.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${one.method} ${one.url} HTTP/1.1\r\n${head}\r\n${one.requestBody.toString('latin1')}\r\n`;
}

function lines(parts: readonly Buffer[]): Buffer {
  const newline = Buffer.from('\n');
  return Buffer.concat(parts.flatMap((part, at) => (at === 0 ? [part] : [newline, part])));
}

function vcrBody(octets: Buffer): object {
  const text = textOf(octets);
  return text === undefined
    ? { encoding: 'ASCII-8BIT', base64_string: octets.toString('base64') }
    : { encoding: 'UTF-8', string: text };
}

function ruby(list: readonly Told[]): string {
  const http_interactions = list.map((one) => ({
    request: {
      method: one.method.toLowerCase(),
      uri: one.url,
      body: vcrBody(one.requestBody),
      headers: grouped(one.requestHeaders),
    },
    response: {
      status: { code: one.status, message: 'OK' },
      headers: grouped(one.headers),
      body: vcrBody(one.body),
    },
    recorded_at: new Date(one.startedAt).toUTCString(),
  }));
  return `---\n${stringify({ http_interactions, recorded_with: 'VCR 6.2.0' }, { version: '1.1' })}`;
}

function python(list: readonly Told[]): string {
  const octetsOf = (octets: Buffer) => textOf(octets) ?? new Uint8Array(octets);
  const interactions = list.map((one) => ({
    request: {
      body: one.requestBody.length === 0 ? null : octetsOf(one.requestBody),
      headers: grouped(one.requestHeaders),
      method: one.method,
      uri: one.url,
    },
    response: {
      body: { string: octetsOf(one.body) },
      headers: grouped(one.headers),
      status: { code: one.status, message: 'OK' },
    },
  }));
  return stringify({ interactions, version: 1 }, { version: '1.1' });
}

function go(list: readonly Told[]): string {
  const interactions = list.map((one, id) => ({
    id,
    request: {
      proto: 'HTTP/1.1',
      body: textOf(one.requestBody) ?? new Uint8Array(one.requestBody),
      headers: grouped(one.requestHeaders),
      url: one.url,
      method: one.method,
    },
    response: {
      proto: 'HTTP/2.0',
      headers: grouped(one.headers),
      body: textOf(one.body) ?? new Uint8Array(one.body),
      status: `${one.status} Some Reason`,
      code: one.status,
      duration: '12.3ms',
    },
  }));
  return `---\n${stringify({ version: 2, interactions }, { version: '1.1' })}`;
}

function decoded(one: Told): string {
  const undo: Record<string, (octets: Buffer) => Buffer> = {
    gzip: gunzipSync,
    deflate: inflateSync,
    br: brotliDecompressSync,
  };
  const coding = one.headers.find(([name]) => name === 'Content-Encoding')?.[1] ?? '';
  return (undo[coding]?.(one.body) ?? one.body).toString('utf8');
}

function postman(list: readonly Told[]): string {
  const item = list.map((one, at) => {
    const request = {
      method: one.method,
      header: [...fields(one.requestHeaders, 'key'), { key: 'X-Off', value: '1', disabled: true }],
      url: { raw: one.url },
      ...(one.requestBody.length > 0 && { body: { mode: 'raw', raw: one.requestBody.toString('utf8') } }),
    };
    const saved = {
      name: `saved ${at}`,
      originalRequest: request,
      status: 'OK',
      code: one.status,
      header: fields(one.headers, 'key'),
      cookie: [],
      body: decoded(one),
    };
    return { name: `folder ${at}`, item: [{ name: 'request', request, response: [saved] }] };
  });
  const info = {
    _postman_id: 'x',
    name: 'forty',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  };
  return JSON.stringify({ info, item }, undefined, '\t');
}

function wiremock(list: readonly Told[]): string {
  const spelled = (octets: Buffer): object => ({
    body: octets.toString('utf8'),
    bodyAsBase64: octets.toString('base64'),
  });
  const requests = list.map((one, at) => ({
    id: `id-${at}`,
    request: {
      url: new URL(one.url).pathname,
      absoluteUrl: one.url,
      method: one.method,
      clientIp: '127.0.0.1',
      headers: grouped(one.requestHeaders),
      cookies: {},
      loggedDateString: one.startedAt,
      ...spelled(one.requestBody),
    },
    responseDefinition: { status: one.status, fromConfiguredStub: true },
    response: { status: one.status, headers: grouped(one.headers), ...spelled(one.body) },
    wasMatched: true,
  }));
  return JSON.stringify(
    { requests, meta: { total: list.length }, requestJournalDisabled: false },
    undefined,
    2,
  );
}

const dateless = (): Partial<Record<keyof Told, unknown>> => ({ startedAt: undefined });

export const writers: readonly Writer[] = [
  {
    format: 'ndjson',
    variant: 'bodyText',
    write: (list) => list.map((one) => `${ndjsonLine(one, asText)}\n`).join(''),
  },
  {
    format: 'ndjson',
    variant: 'CRLF, blank lines',
    write: (list) => list.map((one) => `${ndjsonLine(one, asText)}\r\n\r\n`).join(''),
  },
  {
    format: 'ndjson',
    variant: 'body',
    write: (list) => list.map((one) => ndjsonLine(one, asValue)).join('\n'),
    keeps: (one) => ({ body: reparsed(one.body), requestBody: reparsed(one.requestBody) }),
  },
  { format: 'wiremock', variant: 'journal', write: wiremock },
  {
    format: 'json',
    variant: 'array',
    write: (list) => `[\n${list.map((one) => ndjsonLine(one, asText)).join(',\n')}\n]`,
  },
  {
    format: 'json',
    variant: 'objects over lines',
    write: (list) =>
      list.map((one) => JSON.stringify(JSON.parse(ndjsonLine(one, asText)), undefined, 2)).join('\n'),
  },
  { format: 'har', variant: 'compact', write: (list) => har(list) },
  { format: 'har', variant: 'indented, with a byte order mark', write: (list) => `\ufeff${har(list, 2)}` },
  { format: 'polly', variant: '6', write: polly },
  {
    format: 'nock',
    variant: '13',
    write: (list) => JSON.stringify(list.map((one) => nockObject(one, one.headers.flat()))),
    keeps: nockKeeps,
  },
  {
    format: 'nock',
    variant: '15',
    write: (list) =>
      JSON.stringify(
        list.map((one) => nockObject(one, grouped(one.headers))),
        undefined,
        2,
      ),
    keeps: nockKeeps,
  },
  {
    format: 'nock',
    variant: 'single objects',
    write: (list) =>
      list.map((one) => JSON.stringify(nockObject(one, one.headers.flat()), undefined, 2)).join('\n'),
    keeps: nockKeeps,
  },
  {
    format: 'http',
    variant: 'HTTP/2, `# GET url`',
    write: (list) => lines(list.map((one) => curl(one, `# ${one.method} ${one.url}\n`, 'HTTP/2'))),
    keeps: () => ({ startedAt: undefined, requestHeaders: undefined, requestBody: Buffer.alloc(0) }),
    tokens: 'not counted',
  },
  {
    format: 'http',
    variant: 'HTTP/1.1, whole requests',
    write: (list) => lines(list.map((one) => curl(one, requestHead(one), 'HTTP/1.1'))),
    keeps: dateless,
    tokens: 'not counted',
  },
  { format: 'vcr', variant: 'Ruby', write: ruby, tokens: 'of the whole' },
  { format: 'vcr', variant: 'vcrpy', write: python, keeps: dateless, tokens: 'of the whole' },
  { format: 'vcr', variant: 'go-vcr', write: go, keeps: dateless, tokens: 'of the whole' },
  {
    format: 'vcr',
    variant: 'JSON',
    write: (list) =>
      JSON.stringify({
        http_interactions: list.map((one) => ({
          request: {
            method: one.method,
            uri: one.url,
            body: vcrBody(one.requestBody),
            headers: grouped(one.requestHeaders),
          },
          response: { status: { code: one.status }, headers: grouped(one.headers), body: vcrBody(one.body) },
          recorded_at: one.startedAt,
        })),
        recorded_with: 'betamax/0.9',
      }),
    tokens: 'of the whole',
  },
  {
    format: 'postman',
    variant: '2.1',
    write: postman,
    tokens: 'of the whole',
    keeps: (one) => ({
      startedAt: undefined,
      body: Buffer.from(decoded(one)),
      requestBody: Buffer.from(one.requestBody.toString('utf8')),
    }),
  },
];
