// One service, one contract, every client: what is found does not depend on who asks, nor on whether an application or a test looks.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import axiosModule, { type AxiosRequestConfig } from 'axios';
import ky from 'ky';
import createClient from 'openapi-fetch';
import { Agent, interceptors, request as undiciRequest } from 'undici';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Drift } from '../../src/runtime/drift.ts';
import {
  kyHook,
  openapiFetchMiddleware,
  undiciInterceptor,
  watch,
  watchAxios,
} from '../../src/runtime/index.ts';
import type { WatchedContract } from '../../src/runtime/received.ts';
import { contractMatchers } from '../../src/vitest/matchers.ts';
import { compiled } from '../verdict/compiled.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Cases, version: '1' }
paths:
  /cases/{id}:
    get:
      operationId: getCase
      responses:
        '200':
          description: ok
          headers: { X-Left: { schema: { type: integer } } }
          content:
            application/json: { schema: { $ref: '#/components/schemas/Case' } }
            application/problem+json: { schema: { type: string } }
            text/plain: { schema: { type: string, maxLength: 5 } }
            application/octet-stream: {}
        '204': { description: none }
        '404': { description: none, content: { application/json: { schema: { type: object, required: [error], properties: { error: { type: string } } } } } }
components:
  schemas:
    Case: { type: object, required: [id], properties: { id: { type: string }, n: { type: number }, list: { type: array, items: { type: integer } } } }
`;

type Row = readonly [
  name: string,
  answer: {
    status?: number;
    type?: string;
    body?: string;
    headers?: Record<string, string>;
    coding?: 'gzip';
  },
  ...found: string[],
];

const json = 'application/json';
const rows: readonly Row[] = [
  ['right', { body: '{"id":"a"}' }],
  ['right, with all of it', { body: '{"id":"a","n":1.5,"list":[1,2]}' }],
  ['right, charset and capitals', { type: 'Application/JSON; charset=UTF-8', body: '{"id":"ä"}' }],
  ['a property is missing', { body: '{}' }, 'property-missing /id'],
  ['a property is new', { body: '{"id":"a","more":1}' }, 'property-undocumented /more'],
  ['a wrong type', { body: '{"id":1}' }, 'type-mismatch /id'],
  ['null', { body: 'null' }, 'null-undocumented '],
  ['a list', { body: '[]' }, 'type-mismatch '],
  ['a text in JSON', { body: '"a"' }, 'type-mismatch '],
  ['deep in a list', { body: '{"id":"a","list":[1,"2"]}' }, 'type-mismatch /list/*'],
  ['a fraction', { body: '{"id":"a","list":[1.5]}' }, 'type-mismatch /list/*'],
  ['beyond 2^53', { body: '{"id":"a","list":[9007199254740993]}' }, 'integer-unsafe /list/*'],
  ['1e400', { body: '{"id":"a","n":1e400}' }, 'type-mismatch /n'],
  ['no JSON', { body: '{"id":' }, 'body-malformed '],
  ['HTML as JSON', { body: '<html>' }, 'body-malformed '],
  ['a name twice', { body: '{"id":"a","id":"b"}' }, 'body-duplicate-key /id'],
  ['empty', { body: '' }, 'body-missing '],
  ['HTML', { type: 'text/html', body: '<html>' }, 'media-type-undocumented '],
  ['text', { type: 'text/plain', body: 'abc' }],
  ['a number as text', { type: 'text/plain', body: '12' }],
  ['JSON as text', { type: 'text/plain', body: '{"a":1}' }, 'out-of-range '],
  ['a text that is too long', { type: 'text/plain', body: 'abcdef' }, 'out-of-range '],
  ['a text of another JSON type', { type: 'application/problem+json', body: '"a"' }],
  ['octets', { type: 'application/octet-stream', body: '\u0001\u0002' }],
  ['no content', { status: 204 }],
  ['a documented failure', { status: 404, body: '{"error":"a"}' }],
  [
    'a failure with a fault',
    { status: 404, body: '{"id":"a"}' },
    'property-missing /error',
    'property-undocumented /id',
  ],
  ['an undocumented failure', { status: 500, body: '{}' }, 'status-undocumented '],
  ['a header of the wrong type', { body: '{"id":"a"}', headers: { 'x-left': 'many' } }, 'header-mismatch '],
  ['gzip', { body: '{"id":1}', coding: 'gzip' }, 'type-mismatch /id'],
];

let server: Server;
let origin: string;
let contract: WatchedContract;

beforeAll(async () => {
  const made = await compiled(CONTRACT);
  contract = { ...made.contract, detail: made.detail };
  server = createServer((request, response) => {
    const [, kind, id] = (request.url ?? '').split('/');
    if (kind === 'moved') return response.writeHead(302, { location: `/cases/${id}` }).end();
    const { status = 200, type = json, body, headers = {}, coding } = rows[Number(id)]?.[1] ?? {};
    const coded = coding === undefined ? {} : { 'content-encoding': coding };
    response.writeHead(status, { ...(status === 204 ? {} : { 'content-type': type }), ...headers, ...coded });
    response.end(coding === undefined ? body : gzipSync(body ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

type Options = { readonly onDrift: (drift: Drift) => unknown; readonly patience: number };
type Ask = (url: string, options: Options) => Promise<unknown>;

/** Any status is an answer. */
const any = { validateStatus: () => true };

async function byAxios(url: string, options: Options, config: AxiosRequestConfig): Promise<unknown> {
  const client = axiosModule.create({ ...any, ...config });
  watchAxios(client, contract, options);
  return client.get(url);
}

const watched: Readonly<Record<string, Ask>> = {
  fetch: async (url, options) => (await watch(fetch, contract, options)(url)).arrayBuffer(),
  undici: async (url, options) => {
    const dispatcher = new Agent().compose(
      interceptors.redirect({ maxRedirections: 1 }),
      undiciInterceptor(contract, options),
    );
    const { body } = await undiciRequest(url, { dispatcher });
    await body.arrayBuffer();
    await dispatcher.close();
  },
  ky: async (url, options) => {
    const hooks = { afterResponse: [kyHook(contract, options)] };
    return (await ky.get(url, { hooks, throwHttpErrors: false, retry: 0 })).arrayBuffer();
  },
  'openapi-fetch': async (url, options) => {
    const { pathname } = new URL(url);
    const client = createClient<Record<string, { get: { responses: Record<number, unknown> } }>>({
      baseUrl: origin,
    });
    client.use(openapiFetchMiddleware(contract, options));
    return client.GET(pathname as never, { parseAs: 'text' } as never);
  },
  axios: (url, options) => byAxios(url, options, {}),
  'axios, by a base URL that stands before all': (url, options) =>
    byAxios(new URL(url).pathname, options, { baseURL: origin, allowAbsoluteUrls: false }),
  'axios, raw text': (url, options) => byAxios(url, options, { responseType: 'text' }),
  'axios, octets': (url, options) => byAxios(url, options, { responseType: 'arraybuffer' }),
  'axios, octets still coded': (url, options) =>
    byAxios(url, options, { responseType: 'arraybuffer', decompress: false }),
  'axios, transformed': (url, options) => byAxios(url, options, { transformResponse: () => ({ own: true }) }),
  'axios by fetch': (url, options) => byAxios(url, options, { adapter: 'fetch' }),
};

test.each(Object.entries(watched))('watched: %s', async (_, ask) => {
  const found: string[][] = [];
  for (const index of rows.keys()) {
    const drifts: Drift[] = [];
    await ask(`${origin}/cases/${index}`, { onDrift: (drift) => drifts.push(drift), patience: 60_000 });
    // undici hands the body over before it is judged.
    await vi.waitFor(
      () => expect(drifts.length).toBeGreaterThanOrEqual(Math.max(0, (rows[index]?.length ?? 0) - 2)),
      20_000,
    );
    found.push([rows[index]?.[0] ?? '', ...drifts.map(({ code, pointer }) => `${code} ${pointer}`).sort()]);
  }
  expect(found).toEqual(rows.map(([name, , ...expected]) => [name, ...expected]));
});

test.each(Object.entries(watched).filter(([name]) => name !== 'undici'))(
  'watched behind a redirect: %s',
  async (name, ask) => {
    const drifts: Drift[] = [];
    await ask(`${origin}/moved/5`, { onDrift: (drift) => drifts.push(drift), patience: 60_000 });
    await new Promise((resolve) => setImmediate(resolve));
    // fetch tells no adapter of axios where a redirect led.
    const isTold = name !== 'axios by fetch';
    expect(drifts.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(
      isTold ? ['type-mismatch /id'] : [],
    );
  },
);

const playwright = async (url: string): Promise<unknown> => {
  const response = await fetch(url);
  const octets = Buffer.from(await response.arrayBuffer());
  return {
    status: () => response.status,
    url: () => response.url,
    headersArray: () => [...response.headers].map(([name, value]) => ({ name, value })),
    body: async () => octets,
  };
};

const received: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  'a fetch Response': (url) => fetch(url),
  'an axios response of raw text': (url) => axiosModule.get(url, { ...any, responseType: 'text' }),
  'an axios response of octets': (url) => axiosModule.get(url, { ...any, responseType: 'arraybuffer' }),
  'an APIResponse of Playwright': playwright,
};

test.each(Object.entries(received))('matched: %s', async (_, ask) => {
  const { toMatchContract } = contractMatchers(contract);
  for (const [index, [name, , ...expected]] of rows.entries()) {
    const { pass, message } = await toMatchContract(await ask(`${origin}/cases/${index}`));
    const codes = pass ? [] : [...message().matchAll(/\[([a-z-]+)\]$/gm)].map(([, code]) => code).sort();
    expect([name, ...codes]).toEqual([name, ...expected.map((line) => line.split(' ')[0])]);
  }
});

test('matched: an axios response that axios parsed says what is still to be seen', async () => {
  const { toMatchContract } = contractMatchers(contract);
  const lost = new Set(['body-malformed', 'body-duplicate-key']);
  for (const [index, [name, , ...expected]] of rows.entries()) {
    if (expected.some((line) => lost.has(line.split(' ')[0] ?? ''))) continue;
    const { pass } = await toMatchContract(await axiosModule.get(`${origin}/cases/${index}`, any));
    expect([name, pass]).toEqual([name, expected.length === 0]);
  }
});
