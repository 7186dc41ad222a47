import { beforeAll, expect, test } from 'vitest';
import type { Body, Exchange, Headers } from '../../src/model.ts';
import { type Compiled, compiled, judged } from './compiled.ts';
import { issuesOfRequest, type Sent } from './sent.ts';

const CONTRACT = `
openapi: 3.1.0
info: { title: Test, version: '1' }
servers: [{ url: https://h/base }]
security: [{ token: [] }, { signature: [] }]
paths:
  /things/{id}.json:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer } }
    get:
      operationId: getThing
      parameters:
        - { name: limit, in: query, required: true, schema: { type: integer, maximum: 10 } }
        - { name: tags, in: query, schema: { type: array, items: { type: integer } } }
        - { name: deep, in: query, schema: { type: boolean } }
        - { name: X-Auth-Token, in: header, required: true, schema: { type: string } }
        - { name: X-Trace, in: header, schema: { type: string, pattern: '^[0-9a-f]+$' } }
        - { name: Accept, in: header, required: true, schema: { type: string } }
        - { name: session, in: cookie, schema: { type: string, minLength: 3 } }
      responses: { 204: { description: gone }, 401: { description: no } }
    put:
      operationId: putThing
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name, id]
              properties: { name: { type: string }, id: { type: string, readOnly: true }, secret: { type: string, writeOnly: true } }
          text/*: {}
      responses: { 204: { description: gone } }
components:
  securitySchemes:
    token: { type: apiKey, in: header, name: X-Auth-Token }
    signature: { type: apiKey, in: header, name: Authorization }
`;

let contract: Compiled;
beforeAll(async () => {
  contract = await compiled(CONTRACT);
});

function issuesOf(sent: Sent): string[] {
  return issuesOfRequest(contract, sent);
}

const TOKEN = { 'X-Auth-Token': '[redacted]' };
const GET = '/base/things/7.json?limit=5';

test.each<[string, Sent, string[]]>([
  ['all well', { url: GET, headers: TOKEN }, []],
  ['the host says nothing', { url: `https://other:8443${GET}`, headers: TOKEN }, []],
  ['no request headers recorded', { url: GET, headers: undefined }, []],
  ['a signature instead of the token', { url: GET, headers: { Authorization: 'SDK-HMAC-SHA256 ...' } }, []],
  ['no credential and 401', { url: GET, headers: {}, status: 401 }, []],
  ['no credential and 204', { url: GET, headers: {} }, ['request-parameter-missing header X-Auth-Token']],
  [
    'a required query parameter',
    { url: '/base/things/7.json', headers: TOKEN },
    ['request-parameter-missing query limit'],
  ],
  [
    'beyond its maximum',
    { url: '/base/things/7.json?limit=11', headers: TOKEN },
    ['request-parameter-mismatch query limit'],
  ],
  [
    'of another type',
    { url: '/base/things/7.json?limit=ten', headers: TOKEN },
    ['request-parameter-mismatch query limit'],
  ],
  [
    'the path parameter',
    { url: '/base/things/seven.json?limit=1', headers: TOKEN },
    ['request-parameter-mismatch path id'],
  ],
  ['an array, repeated', { url: `${GET}&tags=1&tags=2`, headers: TOKEN }, []],
  [
    'an array, by commas though exploded',
    { url: `${GET}&tags=1,2`, headers: TOKEN },
    ['request-parameter-mismatch query tags'],
  ],
  ['an array of one', { url: `${GET}&tags=1`, headers: TOKEN }, []],
  [
    'an array with a wrong element',
    { url: `${GET}&tags=1,x`, headers: TOKEN },
    ['request-parameter-mismatch query tags'],
  ],
  ['a boolean', { url: `${GET}&deep=true`, headers: TOKEN }, []],
  ['not a boolean', { url: `${GET}&deep=yes`, headers: TOKEN }, ['request-parameter-mismatch query deep']],
  [
    'an undocumented query parameter, once',
    { url: `${GET}&page=1&page=2`, headers: TOKEN },
    ['request-parameter-undocumented query page'],
  ],
  ['encoded names and values', { url: '/base/things/%37.json?%6Cimit=%35', headers: TOKEN }, []],
  [
    'a header of any case',
    { url: GET, headers: { ...TOKEN, 'x-TRACE': 'xyz' } },
    ['request-parameter-mismatch header X-Trace'],
  ],
  [
    'a cookie',
    { url: GET, headers: { ...TOKEN, Cookie: 'a=b; session=ab' } },
    ['request-parameter-mismatch cookie session'],
  ],
  [
    'a body where none is declared',
    { url: GET, headers: TOKEN, body: { kind: 'text', text: '{}' } },
    ['request-body-unexpected '],
  ],
  [
    'two defects',
    { url: '/base/things/x.json?limit=50', headers: TOKEN },
    ['request-parameter-mismatch path id', 'request-parameter-mismatch query limit'],
  ],
])('parameters: %s', (_, sent, expected) => {
  expect(issuesOf(sent)).toEqual(expected);
});

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

function put(body: Body, headers: Headers = JSON_TYPE): string[] {
  return issuesOf({ method: 'put', url: '/base/things/7.json', headers, body });
}

test.each<[string, Body, Headers | undefined, string[]]>([
  [
    'well: a required readOnly property may be absent',
    { kind: 'text', text: '{"name":"n","secret":"s"}' },
    JSON_TYPE,
    [],
  ],
  ['no body', { kind: 'none' }, JSON_TYPE, ['request-body-missing ']],
  ['missing', { kind: 'text', text: '{}' }, JSON_TYPE, ['request-body-mismatch property-missing name/name']],
  [
    'undocumented',
    { kind: 'json', value: { name: 'n', colour: 1 } },
    JSON_TYPE,
    ['request-body-mismatch property-undocumented colour/colour'],
  ],
  [
    'readOnly',
    { kind: 'json', value: { name: 'n', id: 'i' } },
    JSON_TYPE,
    ['request-body-mismatch property-read-only id/id'],
  ],
  ['type', { kind: 'json', value: { name: 1 } }, JSON_TYPE, ['request-body-mismatch type-mismatch/name']],
  ['malformed', { kind: 'text', text: '{"name":' }, JSON_TYPE, ['request-body-malformed ']],
  ['a name twice', { kind: 'text', text: '{"name":"a","name":"b"}' }, JSON_TYPE, ['request-body-malformed ']],
  [
    'another media type',
    { kind: 'text', text: 'x=1' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    ['request-media-type-undocumented application/x-www-form-urlencoded'],
  ],
  ['a range', { kind: 'text', text: 'hello' }, { 'content-type': 'text/plain' }, []],
  ['no media type, JSON', { kind: 'text', text: '{"name":"n"}' }, {}, []],
  ['not recorded', { kind: 'unrecorded', reason: 'cut off' }, JSON_TYPE, ['request-body-unrecorded']],
])('body: %s', (_, body, headers, expected) => {
  expect(put(body, headers)).toEqual(expected);
});

test('without the option a request is not looked at', () => {
  const exchange: Exchange = {
    source: 'x',
    index: 0,
    request: { method: 'GET', url: '/base/things/x.json', headers: {}, body: { kind: 'none' } },
    response: { status: 204, headers: {}, body: { kind: 'none' } },
  };
  expect(judged(contract, exchange).outcome).toBe('clean');
});
