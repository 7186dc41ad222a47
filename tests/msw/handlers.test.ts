import { expect, test } from 'vitest';
import { detail } from '../../src/generated/apig/detail.js';
import { contract, ShowDetailsOfInstanceV2 } from '../../src/generated/apig/index.js';
import { contractHandlers, type MswHttp } from '../../src/msw/index.ts';

type Handler = readonly [method: string, path: string, respond: () => Response];

const make =
  (method: string) =>
  (path: string, respond: () => Response): Handler => [method, path, respond];

/** Keeps what msw's own `http` would be given. */
const http: MswHttp<Handler> = {
  get: make('get'),
  post: make('post'),
  put: make('put'),
  delete: make('delete'),
  patch: make('patch'),
  options: make('options'),
  head: make('head'),
};

test('a handler for each operation, fresh response each time', async () => {
  const [handler] = await contractHandlers(http, contract, { origin: 'https://apig.test/' });
  const [method, path, respond] = handler!;
  expect([method, path]).toEqual(['get', 'https://apig.test/v2/:p0/apigw/instances/:p1']);
  for (let time = 0; time < 2; time++) {
    const response = respond();
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(ShowDetailsOfInstanceV2.check(response.status, await response.json())).toEqual([]);
  }
});

test('another status on request', async () => {
  const responses = { ShowDetailsOfInstanceV2: 404 };
  const [handler] = await contractHandlers(http, contract, { origin: 'https://apig.test', responses });
  expect(handler![2]().status).toBe(404);
});

test('an example that breaks the contract is refused', async () => {
  const examples = {
    ShowDetailsOfInstanceV2: [{ status: '200', mediaType: 'application/json', name: 'x', value: { id: 1 } }],
  };
  const broken = { ...contract, detail: { ...detail, examples } };
  await expect(contractHandlers(http, broken, { origin: 'https://apig.test' })).rejects.toThrow('"/id" is');
});
