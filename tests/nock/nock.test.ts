import { gzipSync } from 'node:zlib';
import axios from 'axios';
import nock15 from 'nock';
import nock14 from 'nock-14';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { detail } from '../../src/generated/apig/detail.js';
import { contract, ShowDetailsOfInstanceV2 } from '../../src/generated/apig/index.js';
import { contractInterceptors, reportDrift } from '../../src/nock/index.ts';

const ORIGIN = 'https://apig.test';
const PATH = '/v2/p/apigw/instances/i';

type Done = (error: null, body: unknown) => void;

const drifting = { eip_id: 'x' };
const callingBack15 = (_request: unknown, done: Done): void => done(null, drifting);
const callingBack14 = ((_uri: unknown, _body: unknown, done: Done): void =>
  done(null, drifting)) as unknown as typeof callingBack15;

// Each version patches the same modules: one at a time.
const both = [
  ['nock 14', nock14 as unknown as typeof nock15],
  ['nock 15', nock15],
] as const;
nock14.restore();
nock15.restore();

function alone(nock: typeof nock15): void {
  beforeAll(() => {
    nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => nock.cleanAll());
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}

describe('interceptors made of the examples', () => {
  const nock = nock15;
  alone(nock);
  test('the first success is answered, again and again, whatever the ids and the query', async () => {
    await contractInterceptors(nock, contract, { origin: ORIGIN });
    for (const path of [PATH, '/v2/other/apigw/instances/x%20y?limit=1']) {
      const response = await fetch(ORIGIN + path);
      const body: unknown = await response.json();
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(ShowDetailsOfInstanceV2.check(response.status, body)).toEqual([]);
      expect(body).toMatchObject({ instance_name: 'apig-demo' });
    }
    expect((await fetch(`${ORIGIN}${PATH}/more`)).status).toBe(501);
  });

  test.each([
    [404, 404],
    ['500', 500],
    ['401 sample', 401],
  ])('%s on request', async (wanted, status) => {
    const responses = { ShowDetailsOfInstanceV2: wanted };
    await contractInterceptors(nock, contract, { origin: `${ORIGIN}/gateway/`, responses });
    expect((await fetch(`${ORIGIN}/gateway${PATH}`)).status).toBe(status);
  });

  test.each<[string, Record<string, number | string>, RegExp]>([
    ['an operation', { ShowDetailsOfInstanceV3: 200 }, /unknown operation "ShowDetailsOfInstanceV3"/],
    ['a status', { ShowDetailsOfInstanceV2: 429 }, /no example "429"; known: 200 sample, 401 sample/],
    ['a name', { ShowDetailsOfInstanceV2: '200 other' }, /no example "200 other"/],
  ])('%s that is not there is refused', async (_, responses, message) => {
    await expect(contractInterceptors(nock, contract, { origin: ORIGIN, responses })).rejects.toThrow(
      message,
    );
  });

  test('an example that breaks the contract is served to nobody', async () => {
    const examples = {
      ShowDetailsOfInstanceV2: [
        { status: '200', mediaType: 'application/json', name: 'broken', value: { bandwidth_size: '5' } },
      ],
    };
    const broken = { ...contract, detail: { ...detail, examples } };
    const responses = { ShowDetailsOfInstanceV2: '200 broken' };
    await expect(contractInterceptors(nock, broken, { origin: ORIGIN, responses })).rejects.toThrow(
      'example "broken" of ShowDetailsOfInstanceV2 200 breaks the contract: "/bandwidth_size" is a string, declared as integer [type-mismatch]',
    );
    expect(nock.pendingMocks()).toEqual([]);
    await contractInterceptors(nock, broken, { origin: ORIGIN });
    const answer = await fetch(ORIGIN + PATH);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      expect.objectContaining({ bandwidth_size: expect.any(Number) }),
    ]);
  });
});

describe.each(both)('drift in whatever %s answers', (version, nock) => {
  alone(nock);
  const JSON_TYPE = { 'Content-Type': 'application/json' };

  const scopes: readonly [string, () => unknown][] = [
    ['an object', () => nock(ORIGIN).get(PATH).reply(200, drifting)],
    ['text', () => nock(ORIGIN).get(PATH).reply(200, JSON.stringify(drifting), JSON_TYPE)],
    [
      'octets',
      () =>
        nock(ORIGIN)
          .get(PATH)
          .reply(200, Buffer.from(JSON.stringify(drifting)), JSON_TYPE),
    ],
    [
      'a function for the body',
      () =>
        nock(ORIGIN)
          .get(PATH)
          .reply(200, () => drifting),
    ],
    [
      'a function that calls back',
      () =>
        nock(ORIGIN)
          .get(PATH)
          .reply(200, version === 'nock 14' ? callingBack14 : callingBack15),
    ],
    [
      'a function of what was asked, as nock 14 and 13 hand it over',
      () =>
        nock(ORIGIN)
          .get(PATH)
          .reply(200, ((_uri: unknown, asked: unknown) =>
            typeof asked === 'function' ? asked(null, drifting) : drifting) as never),
    ],
    [
      'a function for all',
      () =>
        nock(ORIGIN)
          .get(PATH)
          .reply(async () => [200, drifting, JSON_TYPE] as const),
    ],
    [
      'a definition',
      () =>
        nock.define([
          {
            scope: ORIGIN,
            path: PATH,
            method: 'GET',
            status: 200,
            response: drifting,
            rawHeaders: JSON_TYPE,
          },
        ]),
    ],
    [
      'hex of gzip, as recorded',
      () =>
        nock.define([
          {
            scope: ORIGIN,
            path: PATH,
            method: 'GET',
            status: 200,
            response: [gzipSync(JSON.stringify(drifting)).toString('hex')],
            rawHeaders: { ...JSON_TYPE, 'Content-Encoding': 'gzip' },
          },
        ]),
    ],
  ];

  test.each(scopes)('%s', async (_, define) => {
    const reporter = reportDrift(nock, contract);
    define();
    const response = await fetch(ORIGIN + PATH);
    expect(await response.json()).toEqual(drifting);
    expect((await reporter.drifts()).map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'property-undocumented /eip_id',
    ]);
    reporter.stop();
  });

  test('scopes that were there before, other clients, and only until it is stopped', async () => {
    nock(ORIGIN).persist().get(PATH).reply(200, drifting);
    const told: string[] = [];
    const reporter = reportDrift(nock, contract, { onDrift: ({ code }) => told.push(code) });
    await axios.get(ORIGIN + PATH);
    await fetch(ORIGIN + PATH);
    await reporter.drifts();
    expect(told).toEqual(['property-undocumented']);
    reporter.stop();
    nock.cleanAll();
    nock(ORIGIN).get(PATH).reply(200, { other: 1 });
    await fetch(ORIGIN + PATH);
    expect(await reporter.drifts()).toHaveLength(1);
  });

  test('a persistent function is asked once a request and stays what it was', async () => {
    let calls = 0;
    nock(ORIGIN)
      .persist()
      .get(PATH)
      .reply(200, () => ({ [`name${calls++}`]: 1 }));
    const reporter = reportDrift(nock, contract);
    for (let time = 0; time < 3; time++) await (await fetch(ORIGIN + PATH)).text();
    expect(calls).toBe(3);
    expect(await reporter.drifts()).toHaveLength(3);
    reporter.stop();
  });

  test('default headers and headers that are functions are seen, each function called once a request', async () => {
    let calls = 0;
    const typed = () => {
      calls++;
      return 'text/html';
    };
    const reporter = reportDrift(nock, contract);
    nock(ORIGIN).defaultReplyHeaders({ 'Content-Type': 'text/csv' }).get(PATH).reply(200, 'a');
    nock(ORIGIN).persist().get(PATH).reply(200, '<p>', { 'Content-Type': typed });
    for (let time = 0; time < 3; time++) await (await fetch(ORIGIN + PATH)).text();
    expect((await reporter.drifts()).map(({ message }) => message.split(';')[0])).toEqual([
      'media type "text/csv" is not declared',
      'media type "text/html" is not declared',
    ]);
    expect(calls).toBe(2);
    reporter.stop();
  });

  test('a request that says nothing of itself, as in other versions of nock, does no harm', async () => {
    const reporter = reportDrift(nock, contract);
    const scope = nock(ORIGIN) as unknown as { emit: (event: string, ...args: unknown[]) => boolean };
    for (const request of [{}, undefined, { method: 'GET', path: PATH, getHeader: () => 'apig.test' }])
      scope.emit('request', request, { statusCode: 200, body: '{"eip_id":1}', rawHeaders: JSON_TYPE });
    scope.emit('request', { method: 'GET', url: ORIGIN + PATH }, undefined);
    scope.emit('replied', {}, undefined);
    expect((await reporter.drifts()).map(({ code }) => code)).toEqual(['property-undocumented']);
    reporter.stop();
  });

  test('what is clean, what fails, and what the contract does not know say nothing', async () => {
    const reporter = reportDrift(nock, contract);
    nock(ORIGIN).get(PATH).reply(200, {}).get(PATH).replyWithError('down').get('/health').reply(200, 'ok');
    await fetch(ORIGIN + PATH);
    await expect(fetch(ORIGIN + PATH)).rejects.toThrow();
    await fetch(`${ORIGIN}/health`);
    expect(await reporter.drifts()).toEqual([]);
    reporter.stop();
  });
});
