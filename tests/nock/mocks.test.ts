// What mocks of either library and version serve passes toMatchContract, over every operation of the test contracts.
import { globSync } from 'node:fs';
import https from 'node:https';
import { http as http3 } from 'msw';
import { setupServer as setupServer3 } from 'msw/node';
import { http as http2 } from 'msw-2';
import { setupServer as setupServer2 } from 'msw-2/node';
import nock15 from 'nock';
import nock14 from 'nock-14';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import type { CompiledOperation } from '../../src/model.ts';
import { contractHandlers } from '../../src/msw/index.ts';
import { contractInterceptors } from '../../src/nock/index.ts';
import type { WatchedContract } from '../../src/runtime/received.ts';
import { contractMatchers } from '../../src/vitest/index.ts';
import { compiled, imported } from '../verdict/compiled.ts';

const ORIGIN = 'https://mocks.test';

type Stop = () => void;
type Serve = (contract: WatchedContract) => Promise<Stop>;

const LIBRARIES: readonly (readonly [string, Serve])[] = [
  [
    'nock 14',
    (contract) => serveNock(nock14, () => contractInterceptors(nock14, contract, { origin: ORIGIN })),
  ],
  [
    'nock 15',
    (contract) => serveNock(nock15, () => contractInterceptors(nock15, contract, { origin: ORIGIN })),
  ],
  [
    'msw 2',
    async (contract) => {
      const server = setupServer2(...(await contractHandlers(http2, contract, { origin: ORIGIN })));
      server.listen({ onUnhandledRequest: 'error' });
      return () => server.close();
    },
  ],
  [
    'msw 3',
    async (contract) => {
      const server = setupServer3(...(await contractHandlers(http3, contract, { origin: ORIGIN })));
      await server.listen();
      return () => server.close();
    },
  ],
];

type NockSwitches = Pick<
  typeof nock15,
  'isActive' | 'activate' | 'disableNetConnect' | 'enableNetConnect' | 'cleanAll' | 'restore'
>;

async function serveNock(nock: NockSwitches, intercept: () => Promise<unknown>): Promise<Stop> {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
  await intercept();
  return () => {
    nock.cleanAll();
    nock.enableNetConnect();
    nock.restore();
  };
}

const ODD = `
openapi: 3.1.0
info: { title: Odd, version: '1' }
paths:
  /things/{id}: { get: { operationId: byId, responses: { '200': { description: ok, content: { 'application/json; v=1': { example: { by: id } } } } } } }
  /things/mine: { get: { operationId: mine, responses: { '200': { description: ok, content: { Application/HAL+JSON: { example: text } } } } } }
  /things/{id}:copy: { get: { operationId: copy, responses: { '200': { description: ok, content: { text/*: { schema: { type: string } } } } } } }
  /a+(b)*/{x}.{y}: { get: { operationId: signs, responses: { '200': { description: ok, content: { application/*: { schema: { type: object, required: [a], properties: { a: { type: integer, minimum: 3 } } } } } } } } }
  /größe: { get: { operationId: size, responses: { '200': { description: ok, content: { text/plain: { example: L } } } } } }
  /gone: { get: { operationId: gone, responses: { 1XX: { description: wait }, '204': { description: none } } } }
  /picture: { get: { operationId: picture, responses: { '200': { description: ok, content: { image/*: { schema: {} } } } } } }
  /headers:
    get:
      operationId: headers
      responses:
        '200':
          description: ok
          headers:
            X-Required: { required: true, schema: { type: integer, minimum: 5 } }
            X-Exampled: { schema: { type: array, items: { type: string } }, example: [a, b] }
            X-Optional: { schema: { type: string } }
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Thing' } } } }
  /failing: { get: { operationId: failing, responses: { default: { description: no, content: { application/problem+json: { schema: { $ref: '#/components/schemas/Thing' } } } } } } }
  /impossible: { get: { operationId: impossible, responses: { '200': { description: ok, content: { application/json: { schema: false } } } } } }
components:
  schemas:
    Thing: { type: object, required: [id], properties: { id: { type: string, pattern: '^[a-c]{3}$' }, secret: { type: string, writeOnly: true } } }
`;

const METHODS = `
openapi: 3.1.0
info: { title: Methods, version: '1' }
paths:
  /things:
    head: { operationId: head, responses: { '200': { description: ok, headers: { X-Count: { required: true, schema: { const: 7 } } } } } }
    trace: { operationId: trace, responses: { '200': { description: ok, headers: { X-Count: { required: true, schema: { const: 9 } } }, content: { application/json: { schema: { const: traced } } } } } }
`;

/** By node:https: fetch sends no TRACE. */
function asked(method: string, url: string): Promise<readonly [number | undefined, unknown, string]> {
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve([response.statusCode, response.headers['x-count'], body]));
    });
    request.on('error', reject);
    request.end();
  });
}

async function fileContract(file: string): Promise<WatchedContract> {
  const { contract, detail } = await imported(await loadContract(file));
  return { ...contract, detail };
}

async function oddContract(): Promise<WatchedContract> {
  const { contract, detail } = await compiled(ODD);
  return { ...contract, detail };
}

const CONTRACTS: readonly (readonly [string, () => Promise<WatchedContract>])[] = [
  ['odd', oddContract],
  ...[
    'openapi/apig.yaml',
    'templates/init/openapi/contract.yaml',
    'tests/generate/fixtures/three.yaml',
    'tests/selftest/kitchen-sink.yaml',
    'tests/selftest/media-types.yaml',
    'tests/openapi-3-2/contract.yaml',
    ...globSync('tests/scenarios/*/{api,openapi,lamps}.yaml').sort(),
  ].map((file) => [file, () => fileContract(file)] as const),
];

/** What no mock can answer, and why. */
const UNSERVED: ReadonlySet<string> = new Set(['impossible']);

/** A path of the operation: what a template takes. */
function urlOf({ path, prefixes }: CompiledOperation): string {
  return ORIGIN + (prefixes[0] ?? '') + path.replaceAll(/\{[^{}]*\}/g, 'x1');
}

describe.each(LIBRARIES)('%s', (library, serve) => {
  test.each(CONTRACTS)('what is served of the contract %s matches it', async (__, load) => {
    const contract = await load();
    const { toMatchContract } = contractMatchers(contract);
    const stop = await serve(contract);
    try {
      for (const operation of contract.operations) {
        if (UNSERVED.has(operation.id)) continue;
        const response = await fetch(urlOf(operation), { method: operation.method });
        const result = await toMatchContract(response, operation.id);
        expect(result.pass, `${operation.id}: ${result.message()}`).toBe(true);
      }
    } finally {
      stop();
    }
  });

  test('HEAD and TRACE are answered as declared', async () => {
    const made = await compiled(METHODS);
    const stop = await serve({ ...made.contract, detail: made.detail });
    try {
      for (const [method, expected] of [
        ['HEAD', [200, '7', '']],
        ['TRACE', [200, '9', '"traced"']],
      ] as const) {
        // nock hands TRACE over as GET, and so finds no match: an error, and nothing reaches the network.
        if (method === 'TRACE' && library.startsWith('nock')) continue;
        expect([method, ...(await asked(method, `${ORIGIN}/things`))]).toEqual([method, ...expected]);
      }
    } finally {
      stop();
    }
  });

  test('a body that is made of the schema is the same every time', async () => {
    const bodies = new Set<string>();
    for (let time = 0; time < 3; time++) {
      const stop = await serve(await oddContract());
      try {
        for (let again = 0; again < 2; again++) bodies.add(await (await fetch(`${ORIGIN}/headers`)).text());
      } finally {
        stop();
      }
    }
    expect([...bodies]).toEqual([expect.stringMatching(/^\[/)]);
  });

  test('an operation of which nothing can be served answers so, and headers are sent', async () => {
    const stop = await serve(await oddContract());
    try {
      const refused = await fetch(`${ORIGIN}/impossible`);
      expect([refused.status, await refused.text()]).toEqual([
        501,
        expect.stringContaining('no response of impossible can be made'),
      ]);
      const { headers } = await fetch(`${ORIGIN}/headers`);
      expect([headers.get('x-required'), headers.get('x-exampled'), headers.get('x-optional')]).toEqual([
        '5',
        'a,b',
        null,
      ]);
    } finally {
      stop();
    }
  });
});
