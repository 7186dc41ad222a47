import { expect, test } from 'vitest';
import { detail } from '../../src/generated/apig/detail.js';
import { contract, ShowDetailsOfInstanceV2 } from '../../src/generated/apig/index.js';
import { contractHandlers, type MswHttp } from '../../src/msw/index.ts';
import { compiled } from '../verdict/compiled.ts';

type Resolver = (info: { request: { url: string } }) => Response | undefined;
type Handler = readonly [method: string, path: RegExp, resolver: Resolver];

const make =
  (method: string) =>
  (path: RegExp, resolver: Resolver): Handler => [method, path, resolver];

/** As msw asks: the first handler whose path matches and that answers. */
function answerOf(handlers: readonly Handler[], url: string, method = 'get'): Response | undefined {
  const [path = ''] = url.split('?');
  for (const [of, pattern, resolver] of handlers) {
    const answer = of === method && pattern.test(path) ? resolver({ request: { url } }) : undefined;
    if (answer !== undefined) return answer;
  }
  return undefined;
}

const INSTANCE = '/v2/p/apigw/instances/i';

/** Keeps what msw's own `http` would be given. */
const http: MswHttp<Handler> = {
  all: make('all'),
  get: make('get'),
  post: make('post'),
  put: make('put'),
  delete: make('delete'),
  patch: make('patch'),
  options: make('options'),
  head: make('head'),
};

test('a handler for each operation, fresh response each time', async () => {
  const handlers = await contractHandlers(http, contract, { origin: 'https://apig.test/' });
  for (const query of ['', '?a=b']) {
    const response = answerOf(handlers, `https://apig.test${INSTANCE}${query}`);
    expect(response?.headers.get('content-type')).toBe('application/json');
    expect(ShowDetailsOfInstanceV2.check(response?.status ?? 0, await response?.json())).toEqual([]);
  }
  expect(answerOf(handlers, `https://apig.test${INSTANCE}/more`)).toBeUndefined();
  expect(answerOf(handlers, `https://apig.test.example${INSTANCE}`)).toBeUndefined();
});

test('another status on request', async () => {
  const responses = { ShowDetailsOfInstanceV2: 404 };
  const handlers = await contractHandlers(http, contract, { origin: 'https://apig.test', responses });
  expect(answerOf(handlers, `https://apig.test${INSTANCE}`)?.status).toBe(404);
});

test('an example that breaks the contract is passed over, and refused where it is asked for', async () => {
  const mediaType = 'application/json';
  const broken = { status: '200', mediaType, name: 'x', value: { id: 1 } };
  const sound = { status: '200', mediaType, name: 'y', value: { id: 'second' } };
  const handlersOf = (examples: readonly object[], options = {}) =>
    contractHandlers(
      http,
      { ...contract, detail: { ...detail, examples: { ShowDetailsOfInstanceV2: examples as never } } },
      { origin: 'https://apig.test', ...options },
    );
  const responses = { ShowDetailsOfInstanceV2: '200 x' };
  await expect(handlersOf([broken], { responses })).rejects.toThrow('"/id" is');
  const both = answerOf(await handlersOf([broken, sound]), `https://apig.test${INSTANCE}`);
  expect(await both?.json()).toEqual({ id: 'second' });
  const none = answerOf(await handlersOf([broken]), `https://apig.test${INSTANCE}`);
  expect(await none?.json()).toMatchObject({ id: expect.any(String) });
});

const ODD = `
openapi: 3.1.0
info: { title: Odd, version: '1' }
paths:
  /things/{id}: { get: { operationId: byId, responses: { '200': { description: ok, content: { 'application/json; v=1': { example: { by: id } } } } } } }
  /things/mine: { get: { operationId: mine, responses: { '200': { description: ok, content: { Application/HAL+JSON: { example: text } } } } } }
  /things/{id}:copy: { get: { operationId: copy, responses: { '200': { description: ok, content: { text/*: { example: copy } } } } } }
  /a+(b)*/{x}.{y}: { get: { operationId: signs, responses: { '200': { description: ok, content: { application/*: { example: { a: 1 } } } } } } }
  /größe: { get: { operationId: size, responses: { '200': { description: ok, content: { text/plain: { example: L } } } } } }
  /gone: { get: { operationId: gone, responses: { 1XX: { description: wait }, '204': { description: none } } } }
`;

test.each([
  ['a concrete path before a templated one', '/things/mine', 200, 'Application/HAL+JSON', '"text"'],
  ['a templated path', '/things/7', 200, 'application/json; v=1', '{"by":"id"}'],
  ['a verb behind a colon', '/things/7:copy', 200, 'text/plain', 'copy'],
  ['signs, and two parameters in a segment', '/a+(b)*/1.2', 200, 'application/json', '{"a":1}'],
  ['letters beyond ASCII', '/gr%C3%B6%C3%9Fe', 200, 'text/plain', 'L'],
  ['no content', '/gone', 204, null, ''],
])('%s', async (_, path, status, type, body) => {
  const { contract: odd, detail: oddDetail } = await compiled(ODD);
  const handlers = await contractHandlers(http, { ...odd, detail: oddDetail }, { origin: 'https://h/base' });
  const response = answerOf(handlers, `https://h/base${path}`);
  expect([response?.status, response?.headers.get('content-type')]).toEqual([status, type]);
  expect(await response?.text()).toBe(body);
});

test("the path of the contract's server may stand in the origin, and a mount before it", async () => {
  const { contract: odd, detail: oddDetail } = await compiled(
    `${ODD}servers: [{ url: 'https://api.example/v1' }]`,
  );
  const served = async (origin: string, url: string): Promise<number | undefined> =>
    answerOf(await contractHandlers(http, { ...odd, detail: oddDetail }, { origin }), url)?.status;
  expect(await served('https://h', 'https://h/v1/things/7')).toBe(200);
  expect(await served('https://h/v1', 'https://h/v1/things/7')).toBe(200);
  expect(await served('https://h/v1/', 'https://h/v1/things/7?a=b')).toBe(200);
  expect(await served('https://h/mock', 'https://h/mock/v1/things/7')).toBe(200);
  expect(await served('https://h/v1', 'https://h/v1/v1/things/7')).toBeUndefined();
  expect(await served('https://h', 'https://h/things/7')).toBeUndefined();
});
