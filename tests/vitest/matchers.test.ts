import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { request as undiciRequest } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract, ShowDetailsOfInstanceV2 } from '../../src/generated/apig/index.js';
import type { Baseline } from '../../src/model.ts';
import { contractMatchers } from '../../src/vitest/index.ts';
import { reportOn } from '../../src/vitest/verdict.ts';

expect.extend(contractMatchers(contract));

const PATH = '/v2/p/apigw/instances/i';
const JSON_TYPE = { 'content-type': 'application/json' };

let server: Server;
let origin: string;

/** Answers with what the query asks for. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams;
    response.writeHead(Number(query.get('status') ?? 200), JSON_TYPE).end(query.get('body') ?? '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

const asking = (body: string, status = 200): string =>
  `${origin}${PATH}?status=${status}&body=${encodeURIComponent(body)}`;

/** As superagent leaves a response; supertest's is the same. */
const supertest = (body: string, status = 200): unknown => ({
  status,
  text: body,
  body: {},
  headers: JSON_TYPE,
  request: { method: 'GET', url: asking(body, status) },
});

const ways: readonly [string, (body: string, status?: number) => unknown][] = [
  ['a fetch Response', (body, status) => fetch(asking(body, status))],
  ['an undici response', (body, status) => undiciRequest(asking(body, status))],
  ['an axios response', (body, status) => axios.get(asking(body, status), { validateStatus: () => true })],
  ['a supertest response', supertest],
  ['a plain object', (body, status = 200) => ({ status, body: JSON.parse(body) as unknown })],
  ['a plain object with text', (body, status = 200) => ({ status, body, headers: new Headers(JSON_TYPE) })],
];

test('an exchange is matched as it is now', async () => {
  const headers: Record<string, string> = { ...JSON_TYPE };
  const exchange = {
    request: { method: 'GET', url: PATH },
    response: { status: 200, headers, body: { kind: 'json', value: { id: 'x' } } },
  };
  await expect(exchange).toMatchContract();
  headers['content-type'] = 'text/html';
  await expect(exchange).not.toMatchContract();
});

describe.each(ways)('%s', (_, ask) => {
  test('matches', async () => {
    await expect(await ask('{"id":"x"}')).toMatchContract();
    await expect(await ask('{"id":"x"}')).toMatchContract('ShowDetailsOfInstanceV2');
    await expect(await ask('{"error_code":"x"}', 404)).toMatchContract(ShowDetailsOfInstanceV2);
  });

  test('does not match', async () => {
    await expect(await ask('{"eip_id":"x"}')).not.toMatchContract();
    await expect(expect(await ask('{"eip_id":"x"}')).toMatchContract()).rejects.toThrow(
      'undocumented property "eip_id" [property-undocumented]',
    );
    await expect(expect(await ask('{}')).not.toMatchContract()).rejects.toThrow('there is none');
  });
});

test('the failure says what the gate says', async () => {
  const failed = expect({ status: 200, body: { eip_id: 'x' }, url: PATH, method: 'GET' }).toMatchContract();
  await expect(failed).rejects.toThrow(/^ShowDetailsOfInstanceV2: GET \/v2/);
  await expect(failed).rejects.toThrow(
    /\nGET \/v2\/p\/apigw\/instances\/i.*: warning: undocumented property "eip_id" \[property-undocumented\]\n {2}in: +ShowDetailsOfInstanceV2 200 at \/eip_id, once\n {2}declared: +no, openapi\/apig\.yaml:\d+:\d+ closes the object\n {2}value: +string "a"\n {2}odd one: +probably the contract.*\n {2}fix: +report it to the vendor/,
  );
});

test('bodies stay readable', async () => {
  const response = await fetch(asking('{"id":"x"}'));
  await expect(response).toMatchContract();
  expect(await response.json()).toEqual({ id: 'x' });
  await expect(expect(response).toMatchContract()).rejects.toThrow('the body is already read');
  const answer = await undiciRequest(asking('{"id":"x"}'));
  await expect(answer).toMatchContract();
  await expect(answer).toMatchContract();
  expect(await answer.body.json()).toEqual({ id: 'x' });
});

describe('what could not be checked is neither a match nor none', () => {
  test.each<[string, unknown, string | undefined, RegExp]>([
    ['no response', 'text', undefined, /this is no response/],
    [
      'an unknown operation',
      { status: 200, body: {} },
      'ShowDetailsOfInstanceV3',
      /did you mean ShowDetailsOfInstanceV2\?/,
    ],
    [
      'a path that the contract lacks',
      { status: 200, body: {}, url: '/health', method: 'GET' },
      undefined,
      /GET \/health matches no operation/,
    ],
  ])('%s', async (_, received, operation, message) => {
    await expect(expect(received).toMatchContract(operation)).rejects.toThrow(message);
    await expect(expect(received).not.toMatchContract(operation)).rejects.toThrow(message);
  });

  test('a path that several operations share, while the method is not told', async () => {
    const [operation] = contract.operations;
    const twice = { ...contract, operations: [operation!, { ...operation!, id: 'Other', method: 'DELETE' }] };
    const { toMatchContract } = contractMatchers(twice);
    await expect(toMatchContract(await fetch(asking('{}')))).rejects.toThrow(
      'ShowDetailsOfInstanceV2, Other',
    );
    expect(await toMatchContract(await fetch(asking('{}')), 'Other')).toMatchObject({ pass: true });
    await expect(toMatchContract({ status: 200, body: {} })).rejects.toThrow('does not tell its url');
  });
});

describe('toHaveNoDrift', () => {
  const drifting = { status: 200, body: { eip_id: 'x' } };
  const baselineFor = async (): Promise<Baseline> => {
    const report = await reportOn(contract, [
      {
        source: 'x',
        index: 0,
        request: { method: 'GET', url: PATH, headers: undefined, body: { kind: 'none' } },
        response: { status: 200, headers: undefined, body: { kind: 'json', value: drifting.body } },
      },
    ]);
    const [finding] = report.findings;
    return {
      version: 1,
      findings: [
        {
          fingerprint: finding?.fingerprint ?? '',
          code: 'property-undocumented',
          operation: 'ShowDetailsOfInstanceV2',
          status: '200',
          pointer: '/eip_id',
          reason: 'the page shows it',
        },
      ],
    };
  };

  test('one, several, a report; with and without what is known', async () => {
    const baseline = await baselineFor();
    const report = (await contractMatchers(contract).toHaveNoDrift([drifting])).pass;
    expect(report).toBe(false);
    await expect({ status: 200, body: {} }).toHaveNoDrift();
    await expect([{ status: 200, body: {} }, drifting]).not.toHaveNoDrift();
    await expect([{ status: 200, body: {} }, drifting]).toHaveNoDrift(baseline);
    await expect(drifting).toHaveNoDrift(baseline);
    await expect(expect([]).toHaveNoDrift()).rejects.toThrow();
    const whole = await reportOn(contract, []);
    await expect(expect(whole).toHaveNoDrift(baseline)).rejects.toThrow();
  });
});
