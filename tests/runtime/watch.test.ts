import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import axiosModule from 'axios';
import ky from 'ky';
import createClient from 'openapi-fetch';
import { Agent, request as undiciRequest } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { contract as compiled } from '../../src/generated/apig/contract.js';
import { contract } from '../../src/generated/apig/index.js';
import type { paths } from '../../src/generated/apig/types.ts';
import { fingerprintOf } from '../../src/report/fingerprint.ts';
import {
  type Drift,
  isDriftError,
  kyHook,
  openapiFetchMiddleware,
  undiciInterceptor,
  type WatchOptions,
  watch,
  watchAxios,
} from '../../src/runtime/index.ts';

const PATH = '/v2/p/apigw/instances/i';
const JSON_TYPE = { 'content-type': 'application/json' };

type Answer = { status?: number; headers?: Record<string, string>; body?: string | Uint8Array };

let answer: Answer | RequestListener;
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (typeof answer === 'function') return answer(request, response);
    response.writeHead(answer.status ?? 200, answer.headers ?? JSON_TYPE);
    response.end(answer.body ?? '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  answer = {};
});

async function driftsOf(given: Answer, options: WatchOptions = {}, path = PATH): Promise<Drift[]> {
  answer = given;
  const drifts: Drift[] = [];
  const watched = watch(fetch, contract, { onDrift: (drift) => drifts.push(drift), ...options });
  await watched(`${origin}${path}`);
  return drifts;
}

describe('what is reported', () => {
  test.each<[string, Answer, readonly string[]]>([
    ['clean', {}, []],
    ['an undocumented property', { body: '{"eip_id":"x"}' }, ['property-undocumented /eip_id']],
    ['an undocumented status', { status: 429 }, ['status-undocumented ']],
    ['HTML', { headers: { 'content-type': 'text/html' }, body: '<html>' }, ['media-type-undocumented ']],
    ['HTML that says it is JSON', { body: '<html>' }, ['body-malformed ']],
    ['no content type', { headers: {}, body: '{}' }, ['media-type-undocumented ']],
    [
      'no content type, and drift',
      { headers: {}, body: '{"id":1}' },
      ['media-type-undocumented ', 'type-mismatch /id'],
    ],
    ['no content type, no JSON', { headers: {}, body: 'text' }, ['media-type-undocumented ']],
    ['an empty body', { body: '' }, ['body-missing ']],
    ['a name twice', { body: '{"id":"a","id":"b"}' }, ['body-duplicate-key /id']],
    ['too deep', { body: '['.repeat(600) + ']'.repeat(600) }, ['body-too-deep ']],
    ['a list', { body: '[]' }, ['type-mismatch ']],
    ['an item', { body: '{"supported_features":["a",1]}' }, ['type-mismatch /supported_features/*']],
    ['a byte order mark', { body: '\ufeff{}' }, []],
    [
      'compressed by gzip',
      { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: gzipSync('{"eip_id":1}') },
      ['property-undocumented /eip_id'],
    ],
  ])('%s', async (_, given, expected) => {
    const drifts = await driftsOf(given);
    expect(drifts.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(expected);
  });

  test('an operation that the contract does not know passes', async () => {
    expect(await driftsOf({ body: '<html>' }, {}, '/health')).toEqual([]);
  });

  test('the fingerprint is that of the gate', async () => {
    const [drift] = await driftsOf({ body: '{"eip_id":"x"}' });
    expect(drift?.fingerprint).toBe(
      fingerprintOf({
        code: 'property-undocumented',
        operation: 'ShowDetailsOfInstanceV2',
        status: '200',
        mediaType: 'application/json',
        pattern: '/eip_id',
        name: 'eip_id',
      }),
    );
  });

  test('no value and no id of the request is in it', async () => {
    const secret = 'S3CRET';
    const body = JSON.stringify({
      status: secret,
      id: 1,
      maintain_begin: secret,
      eip_id: secret,
      'a\u001b[31m': secret,
    });
    const drifts = await driftsOf({ body }, {}, `${PATH}?token=${secret}`);
    expect(drifts.length).toBeGreaterThan(3);
    expect(JSON.stringify(drifts)).not.toContain(secret);
    expect(drifts.map(({ message }) => message).join()).not.toContain('\u001b');
  });

  test('known ones are not told, expired ones are', async () => {
    const [drift] = await driftsOf({ body: '{"eip_id":"x"}' });
    const known = { fingerprint: drift?.fingerprint ?? '', expires: '2027-01-01' };
    const at = (now: string): WatchOptions => ({ baseline: { findings: [known] }, now: () => new Date(now) });
    expect(await driftsOf({ body: '{"eip_id":"x"}' }, at('2026-12-31T23:59:59Z'))).toEqual([]);
    expect(await driftsOf({ body: '{"eip_id":"x"}' }, at('2027-01-01T00:00:00Z'))).toHaveLength(1);
  });
});

describe('how it is told', () => {
  test('each fingerprint once, and memory is bounded', async () => {
    const drifts: Drift[] = [];
    const watched = watch(fetch, contract, { onDrift: (drift) => drifts.push(drift), memory: 2 });
    const ask = async (name: string): Promise<void> => {
      answer = { body: JSON.stringify({ [name]: 1 }) };
      await watched(`${origin}${PATH}`);
    };
    for (const name of ['a', 'a', 'b', 'a', 'c', 'a']) await ask(name);
    expect(drifts.map(({ pointer }) => pointer)).toEqual(['/a', '/b', '/c', '/a']);
  });

  test('a map of ids does not flood', async () => {
    const body = JSON.stringify(
      Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`id${index}`, 1])),
    );
    expect(await driftsOf({ body })).toHaveLength(20);
  });

  test('warn is the default, ignore says nothing', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    answer = { body: '{"eip_id":"x"}' };
    await watch(fetch, contract)(`${origin}${PATH}`);
    await watch(fetch, contract, { onDrift: 'ignore' })(`${origin}${PATH}`);
    expect(warn.mock.calls).toEqual([
      [
        'driftgate: warning: undocumented property "eip_id" [property-undocumented] in ShowDetailsOfInstanceV2 200 at /eip_id',
      ],
    ]);
    warn.mockRestore();
  });

  test('throw rejects each time; tolerant spares additions, strict does not', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    answer = { body: '{"eip_id":"x","status":"Paused"}' };
    const tolerant = watch(fetch, contract, { onDrift: 'throw' });
    expect((await tolerant(`${origin}${PATH}`)).status).toBe(200);
    expect(warn).toHaveBeenCalledTimes(2);
    answer = { body: '{"id":1}' };
    for (let time = 0; time < 2; time++) {
      const error: unknown = await tolerant(`${origin}${PATH}`).catch((reason: unknown) => reason);
      expect(isDriftError(error) && error.drifts.map(({ code }) => code)).toEqual(['type-mismatch']);
    }
    const strict = watch(fetch, contract, { onDrift: 'throw', mode: 'strict' });
    answer = { body: '{"eip_id":"x"}' };
    await expect(strict(`${origin}${PATH}`)).rejects.toThrow('undocumented property "eip_id"');
    warn.mockRestore();
  });

  test('a log record', async () => {
    const records: unknown[] = [];
    await driftsOf({ body: '{"eip_id":"x"}' }, { logger: { emit: (record) => records.push(record) } });
    expect(records).toEqual([
      {
        eventName: 'driftgate.drift',
        severityNumber: 13,
        severityText: 'WARN',
        body: 'undocumented property "eip_id"',
        attributes: {
          'driftgate.code': 'property-undocumented',
          'driftgate.fingerprint': expect.stringMatching(/^[0-9a-f]{16}$/),
          'driftgate.operation': 'ShowDetailsOfInstanceV2',
          'driftgate.pointer': '/eip_id',
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'url.template': '/v2/{project_id}/apigw/instances/{instance_id}',
        },
      },
    ]);
  });

  test('sampling', async () => {
    const body = '{"eip_id":"x"}';
    expect(await driftsOf({ body }, { sample: 0.5, random: () => 0.5 })).toHaveLength(0);
    expect(await driftsOf({ body }, { sample: 0.5, random: () => 0.49 })).toHaveLength(1);
    expect(await driftsOf({ body }, { sample: 0 })).toHaveLength(0);
  });
});

describe('nothing of ours harms the caller', () => {
  const broken: WatchOptions[] = [
    {
      onDrift: () => {
        throw new Error('handler');
      },
    },
    {
      onDrift: async () => {
        throw new Error('handler');
      },
    },
    {
      onDrift: 'ignore',
      logger: {
        emit: () => {
          throw new Error('logger');
        },
      },
    },
  ];
  test.each(broken)('a handler that fails, %#', async (options) => {
    answer = { body: '{"eip_id":"x"}' };
    const errors: unknown[] = [];
    const response = await watch(fetch, contract, {
      ...options,
      onError: (error) => {
        errors.push(error);
        throw error;
      },
    })(`${origin}${PATH}`);
    expect(await response.json()).toEqual({ eip_id: 'x' });
    expect(errors).toHaveLength(1);
  });

  test('a slow half that does not load', async () => {
    answer = { body: '{"eip_id":"x"}' };
    const errors: unknown[] = [];
    const detail = (): never => {
      throw new Error('chunk lost');
    };
    const watched = watch(
      fetch,
      { ...contract, detail },
      { onDrift: 'throw', onError: (error) => errors.push(error) },
    );
    expect((await watched(`${origin}${PATH}`)).status).toBe(200);
    expect(errors).toHaveLength(1);
  });

  test('a contract without its slow half is refused before anything is fetched', () => {
    expect(() => watch(fetch, compiled as typeof contract)).toThrow('without its detail');
  });

  test('the error of fetch itself comes as it is', async () => {
    const failure = new TypeError('network');
    await expect(watch(() => Promise.reject(failure), contract)()).rejects.toBe(failure);
  });

  test('a body longer than the limit stays whole for the caller and is not looked at', async () => {
    const body = JSON.stringify({ eip_id: 'x'.repeat(100_000) });
    expect(await driftsOf({ body }, { maxBytes: 1000 })).toEqual([]);
    const response = await watch(fetch, contract, { maxBytes: 1000 })(`${origin}${PATH}`);
    expect((await response.text()).length).toBe(body.length);
  });

  test('a body that never ends holds nobody up', async () => {
    answer = (_, response) => {
      response.writeHead(200, JSON_TYPE);
      response.write('{"eip_id":');
    };
    const abort = new AbortController();
    const response = await watch(fetch, contract, { patience: 50 })(`${origin}${PATH}`, {
      signal: abort.signal,
    });
    abort.abort();
    await expect(response.text()).rejects.toThrow();
  });

  test('an endless stream of another media type is named and not read', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
    };
    const drifts: Drift[] = [];
    const abort = new AbortController();
    const watched = watch(fetch, contract, { onDrift: (drift) => drifts.push(drift) });
    await watched(`${origin}${PATH}`, { signal: abort.signal });
    expect(drifts.map(({ code }) => code)).toEqual(['media-type-undocumented']);
    abort.abort();
  });

  test('redirects are held against where they end', async () => {
    answer = (request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: PATH }).end();
      else response.writeHead(200, JSON_TYPE).end('{"eip_id":1}');
    };
    const drifts: Drift[] = [];
    const watched = watch(fetch, contract, { onDrift: (drift) => drifts.push(drift) });
    await watched(`${origin}/old`);
    expect(drifts).toHaveLength(1);
  });

  test.each<[string, () => Parameters<typeof fetch>]>([
    ['a URL', () => [new URL(`${origin}${PATH}`)]],
    ['a Request', () => [new Request(`${origin}${PATH}`)]],
    ['an init', () => [`${origin}${PATH}`, { method: 'get' }]],
  ])('fetch called with %s', async (_, args) => {
    answer = { body: '{"eip_id":1}' };
    const drifts: Drift[] = [];
    await watch(fetch, contract, { onDrift: (drift) => drifts.push(drift) })(...args());
    expect(drifts).toHaveLength(1);
  });

  test('another method is another operation', async () => {
    const drifts: Drift[] = [];
    answer = { body: '{"eip_id":1}' };
    const watched = watch(fetch, contract, { onDrift: (drift) => drifts.push(drift) });
    await watched(`${origin}${PATH}`, { method: 'POST', body: '' });
    await watched(new Request(`${origin}${PATH}`, { method: 'DELETE' }));
    expect(drifts).toEqual([]);
  });
});

describe('clients', () => {
  const collect = (): { drifts: Drift[]; options: WatchOptions } => {
    const drifts: Drift[] = [];
    return { drifts, options: { onDrift: (drift) => drifts.push(drift) } };
  };
  const codes = (drifts: readonly Drift[]): string[] => drifts.map(({ code }) => code);

  test('openapi-fetch', async () => {
    answer = { body: '{"eip_id":1}' };
    const { drifts, options } = collect();
    const client = createClient<paths>({ baseUrl: origin });
    client.use(openapiFetchMiddleware(contract, options));
    const { data } = await client.GET('/v2/{project_id}/apigw/instances/{instance_id}', {
      params: { path: { project_id: 'p', instance_id: 'i' } },
    });
    expect(data).toEqual({ eip_id: 1 });
    expect(codes(drifts)).toEqual(['property-undocumented']);
  });

  test('ky', async () => {
    answer = { body: '{"eip_id":1}' };
    const { drifts, options } = collect();
    const client = ky.create({ hooks: { afterResponse: [kyHook(contract, options)] } });
    expect(await client.get(`${origin}${PATH}`).json()).toEqual({ eip_id: 1 });
    expect(codes(drifts)).toEqual(['property-undocumented']);
  });

  test('axios, what it resolves and what it rejects, until it is ended', async () => {
    const { drifts, options } = collect();
    const client = axiosModule.create({ baseURL: origin });
    const end = watchAxios(client, contract, options);
    answer = { body: '{"eip_id":1}' };
    expect((await client.get(PATH)).data).toEqual({ eip_id: 1 });
    answer = { status: 404, body: '{"error_code":1}' };
    await expect(client.get(PATH)).rejects.toThrow('404');
    end();
    answer = { body: '{"other":1}' };
    await client.get(PATH);
    expect(codes(drifts)).toEqual(['property-undocumented', 'type-mismatch']);
  });

  test('axios throws on request', async () => {
    const client = axiosModule.create({ baseURL: origin });
    watchAxios(client, contract, { onDrift: 'throw' });
    answer = { body: '{"id":1}' };
    await expect(client.get(PATH)).rejects.toSatisfy(isDriftError);
  });

  test.each([
    ['as it is', (text: string) => text, {}],
    ['gzip', (text: string) => gzipSync(text), { 'content-encoding': 'gzip' }],
    ['br', (text: string) => brotliCompressSync(text), { 'content-encoding': 'br' }],
  ])('undici, %s', async (_, encode, headers) => {
    const { drifts, options } = collect();
    const sent = encode('{"eip_id":1}');
    answer = { headers: { ...JSON_TYPE, ...headers }, body: sent };
    const dispatcher = new Agent().compose(undiciInterceptor(contract, options));
    const { body } = await undiciRequest(`${origin}${PATH}`, { dispatcher });
    expect(Buffer.from(await body.arrayBuffer())).toEqual(Buffer.from(sent));
    await vi.waitFor(() => expect(codes(drifts)).toEqual(['property-undocumented']));
    await dispatcher.close();
  });

  test('undici throws on request, and an unknown operation passes', async () => {
    const dispatcher = new Agent().compose(undiciInterceptor(contract, { onDrift: 'throw' }));
    answer = { body: '{"id":1}' };
    const { body } = await undiciRequest(`${origin}${PATH}`, { dispatcher });
    await expect(body.text()).rejects.toSatisfy(isDriftError);
    const other = await undiciRequest(`${origin}/health`, { dispatcher });
    expect(await other.body.json()).toEqual({ id: 1 });
    answer = {};
    const clean = await undiciRequest(`${origin}${PATH}`, { dispatcher });
    expect(await clean.body.json()).toEqual({});
    await dispatcher.close();
  });
});
