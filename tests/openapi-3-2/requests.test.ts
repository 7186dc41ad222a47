// Requests by what OpenAPI 3.2 brought: parameters in: querystring (Parameter Locations) and style: cookie (Style Values).
import { beforeAll, expect, test } from 'vitest';
import { readRequest } from '../../src/verdict/requests.ts';
import { load } from '../openapi-reading/support.ts';
import { type Compiled, imported, verdictOn } from '../verdict/compiled.ts';
import { compiledShop } from './support.ts';

let shop: Compiled;

beforeAll(async () => {
  shop = await compiledShop();
});

function messagesOf(contract: Compiled, url: string, headers: Record<string, string> = {}): string[] {
  const request = { method: 'GET', url, headers, body: { kind: 'none' } as const };
  const body = { kind: 'json', value: [] } as const;
  return verdictOn(contract, { request, body }, { readRequest })
    .issues.filter(({ code }) => code.startsWith('request-') && code !== 'request-credentials-missing')
    .map(({ message }) => message);
}

test.for<readonly [query: string, ...messages: string[]]>([
  ['?page=1&tag=red&tag=dark+blue&exact=true'],
  ['?page=1&tag=a%2Bb'],
  ['?page=2#part'],
  ['', 'required querystring parameter "filter" is missing'],
  ['?', 'required querystring parameter "filter" is missing'],
  ['?page=0', 'querystring parameter "filter" at "/page" is 0, declared minimum 1'],
  ['?page=one', 'querystring parameter "filter" at "/page" is "aaa", declared as integer'],
  ['?tag=red', 'querystring parameter "filter" lacks the required property "page"'],
  ['?page=1&pgae=2', 'undocumented query parameter "pgae"'],
  [
    '?page=0&pgae=2',
    'querystring parameter "filter" at "/page" is 0, declared minimum 1',
    'undocumented query parameter "pgae"',
  ],
  ['?page=1&exact=perhaps', 'querystring parameter "filter" at "/exact" is "aaaaaaa", declared as boolean'],
])('a form as the whole query: %s', ([query, ...messages]) => {
  expect(messagesOf(shop, `/v1/items${query}`)).toEqual(messages);
});

test.for<readonly [query: string, ...messages: string[]]>([
  ['?%7B%22numbers%22%3A%5B1%2C2%5D%7D'],
  ['?{"numbers":[1,2]}'],
  [''],
  ['?%7B%22numbers%22%3A%5B1.5%5D%7D', 'at "/numbers/0"'],
  ['?numbers=1', 'querystring parameter "selector" is not JSON'],
  ['?%7B%22numbers%22%3A%5B%5D%2C%22more%22%3A1%7D', 'more'],
])('JSON as the whole query: %s', ([query, ...messages]) => {
  const found = messagesOf(shop, `/v1/search${query}`);
  expect(found).toHaveLength(messages.length);
  for (const [index, message] of messages.entries()) expect(found[index]).toContain(message);
});

const OPEN = `openapi: 3.2.0
info: { title: Open, version: "1" }
paths:
  /:
    get:
      operationId: get
      parameters:
        - name: any
          in: querystring
          content: { application/x-www-form-urlencoded: { schema: { type: object, additionalProperties: { type: integer } } } }
      responses: { "200": { description: ok } }
`;

test.for<readonly [query: string, ...messages: string[]]>([
  ['?page=4&pageSize=50'],
  ['?page=4&sort=up', 'querystring parameter "any" at "/sort" is "aa", declared as integer'],
])('a form that takes any field: %s', async ([query, ...messages]) => {
  expect(messagesOf(await imported(await load({ 'a.yaml': OPEN })), `/${query}`)).toEqual(messages);
});

test('a query of many names takes time that grows with it', () => {
  const query = Array.from({ length: 20_000 }, (_, index) => `n${index}=1`).join('&');
  expect(messagesOf(shop, `/v1/items?page=1&${query}`)).toHaveLength(20_000);
});

test.for<readonly [cookie: string, ...messages: string[]]>([
  ['sid=a%2Cb; size=3'],
  ['sid=abc; other=1'],
  ['sid=a%2C%2C%2C', 'cookie parameter "session"'],
  ['sid=ab; size=3.5', 'cookie parameter "session"'],
  ['size=3', 'cookie parameter "session"'],
])('a cookie of style cookie is not decoded: %s', ([cookie, ...messages]) => {
  const found = messagesOf(shop, '/v1/items/1', { Cookie: cookie });
  expect(found).toHaveLength(messages.length);
  for (const [index, message] of messages.entries()) expect(found[index]).toContain(message);
});

const BESIDE = `openapi: 3.2.0
info: { title: Beside, version: "1" }
security: [{ key: [] }]
paths:
  /:
    parameters:
      - { name: path, in: querystring, content: { text/plain: { schema: { type: string, maxLength: 1 } } } }
    get:
      operationId: get
      parameters:
        - name: own
          in: querystring
          content:
            application/x-www-form-urlencoded:
              schema: { type: object, properties: { a: { type: integer }, list: { type: array, items: { type: integer } } } }
              encoding: { list: { style: form, explode: false } }
        - { name: q, in: query, schema: { type: integer } }
      responses: { "200": { description: ok } }
components: { securitySchemes: { key: { type: apiKey, in: query, name: api_key } } }
`;

test.for<readonly [query: string, ...messages: string[]]>([
  ['?a=1&q=2&api_key=secret'],
  ['?a=1&q=x', 'query parameter "q" is "a", declared as integer'],
  ['?a=x', 'querystring parameter "own" at "/a" is "a", declared as integer'],
  ['?list=1,2'],
])(
  'what stands beside a querystring parameter, which the lint tells, is read apart from it: %s',
  async ([query, ...messages]) => {
    const contract = await imported(await load({ 'a.yaml': BESIDE }));
    expect(messagesOf(contract, `/${query}`)).toEqual(messages);
  },
);
