// Statuses, media types and headers of a response: which declared one applies, and what is said where none does.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Body, Headers } from '../../src/model.ts';
import { type Compiled, compiled, issuesOf, json, type Observed, text } from './compiled.ts';

let contract: Compiled;

beforeAll(async () => {
  contract = await compiled(`
openapi: 3.1.2
info: { title: t, version: '1' }
paths:
  /:
    get: &operation
      operationId: get
      responses:
        '200':
          description: ok
          content: { application/json: { schema: &thing { type: object, properties: { ok: { type: string } } } } }
        '204': { description: none }
        '404':
          description: exact
          content: { application/json: { schema: &exact { type: object, properties: { exact: { type: string } } } } }
        4XX:
          description: range
          content: { application/problem+json: { schema: { type: object, properties: { range: { type: string } } } } }
        default:
          description: rest
          content: { application/json: { schema: { type: object, properties: { rest: { type: string } } } } }
    head: { operationId: head, responses: { '200': { description: ok, content: { application/json: { schema: *thing } } } } }
  /strict:
    get:
      operationId: strict
      responses:
        '200': { description: ok, content: { application/json: { schema: *thing } } }
        '2XX': { description: range }
  /types:
    get:
      operationId: types
      responses:
        '200':
          description: ok
          content:
            application/json: { schema: { const: json } }
            application/vnd.a+json: { schema: { const: vendor } }
            application/*+json: { schema: { const: suffix } }
            application/*: { schema: { const: application } }
            text/plain: { schema: { type: string, maxLength: 3 } }
            '*/*': {}
  /any:
    get: { operationId: any, responses: { '200': { description: ok, content: { '*/*': { schema: *thing } } } } }
  /xml:
    get: { operationId: xml, responses: { '200': { description: ok, content: { application/xml: { schema: { type: object, properties: { a: { type: string } } } } } } } }
  /headers:
    get:
      operationId: headers
      responses:
        '200':
          description: ok
          headers:
            X-Request-Id: { required: true, schema: { type: string, format: uuid } }
            X-Left: { schema: { type: integer, minimum: 0 } }
            X-Flag: { schema: { type: boolean } }
            X-List: { schema: { type: array, items: { type: integer } } }
            X-Either: { schema: { type: [integer, string], maxLength: 3 } }
            X-Any: {}
            X-Json: { content: { application/json: { schema: { type: object, properties: { a: { type: integer } } } } } }
            X-Object: { schema: { type: object, properties: { R: { type: integer }, G: { type: string } } } }
            X-Exploded: { explode: true, schema: { type: object, properties: { R: { type: integer }, G: { type: string } } } }
            X-Enum: { schema: { enum: [1, 2] } }
            Content-Type: { schema: { const: nonsense } }
          content: { application/json: { schema: *thing } }
        '204':
          description: none
          headers: { ETag: { required: true, schema: { type: string } } }
`);
});

type Row = readonly [name: string, observed: Observed, issues: readonly string[]];

const none: Body = { kind: 'none' };
const problem = { 'CONTENT-TYPE': 'Application/Problem+JSON; charset=utf-8' };

const statuses: readonly Row[] = [
  ['exact', { status: 404, body: json({ exact: '' }) }, []],
  ['exact before its range', { status: 404, body: json({ range: '' }) }, ['property-undocumented /range']],
  ['a range before default', { status: 422, headers: problem, body: json({ range: '' }) }, []],
  [
    'a problem is held to its own schema',
    { status: 422, headers: problem, body: json({ rest: '' }) },
    ['property-undocumented /rest'],
  ],
  ['default', { status: 503, body: json({ rest: '' }) }, []],
  ['default for a success', { status: 201, body: json({ ok: '' }) }, ['property-undocumented /ok']],
  ['undocumented', { url: '/strict', status: 404, body: json({}) }, ['status-undocumented']],
  ['undocumented without a body', { url: '/strict', status: 500, body: none }, ['status-undocumented']],
  ['a range without content', { url: '/strict', status: 202, body: none }, []],
  ['an unknown operation', { url: '/nowhere', status: 200, body: json({}) }, ['operation-undocumented']],
];

const absent: readonly Row[] = [
  ['204', { status: 204, headers: {}, body: none }, []],
  ['204 with a body', { status: 204, body: json({}) }, ['body-unexpected']],
  ['204 with empty text', { status: 204, body: text('') }, []],
  ['304', { status: 304, headers: {}, body: none }, []],
  ['HEAD', { method: 'HEAD', body: none }, []],
  ['head in small letters', { method: 'head', body: none }, []],
  ['HEAD with a body', { method: 'HEAD', body: json({ ok: '' }) }, ['body-unexpected']],
  ['no content declared, a body came', { url: '/strict', status: 202, body: json({}) }, ['body-unexpected']],
  [
    'no content declared, the body is not recorded',
    { url: '/strict', status: 202, body: { kind: 'unrecorded', reason: 'cut' } },
    ['unchecked body-unrecorded'],
  ],
  ['content declared, no body', { body: none }, ['body-missing']],
];

function typed(type: string | undefined): Headers {
  return type === undefined ? {} : { 'content-type': type };
}

const mediaTypes: readonly Row[] = [
  ['exact', { url: '/types', headers: typed('application/json'), body: json('json') }, []],
  [
    'parameters and case say nothing',
    { url: '/types', headers: typed('APPLICATION/JSON ;charset=UTF-8; q="a;b"'), body: json('json') },
    [],
  ],
  [
    'a structured suffix, exact',
    { url: '/types', headers: typed('application/vnd.a+json'), body: json('vendor') },
    [],
  ],
  [
    'a structured suffix by its range',
    { url: '/types', headers: typed('application/vnd.b+json'), body: json('suffix') },
    [],
  ],
  [
    'a type by its range, not read',
    {
      url: '/types',
      headers: typed('application/cbor'),
      body: { kind: 'bytes', bytes: Uint8Array.of(0xa0) },
    },
    ['unchecked media-type-unreadable'],
  ],
  [
    'text is held to its schema',
    { url: '/types', headers: typed('text/plain'), body: text('long') },
    ['out-of-range'],
  ],
  ['text that fits', { url: '/types', headers: typed('text/plain'), body: text('ok') }, []],
  [
    'anything without a schema',
    { url: '/types', headers: typed('image/png'), body: { kind: 'bytes', bytes: Uint8Array.of(1) } },
    [],
  ],
  [
    'the full range holds JSON to its schema',
    { url: '/any', headers: typed('application/json'), body: json({ x: 1 }) },
    ['property-undocumented /x'],
  ],
  [
    'undocumented',
    { headers: typed('text/html'), body: text('<html>') },
    ['media-type-undocumented text/html'],
  ],
  [
    'undocumented, and JSON by its suffix',
    { headers: typed('application/problem+json'), body: json({ x: 1 }) },
    ['media-type-undocumented application/problem+json'],
  ],
  ['no Content-Type, and JSON', { headers: {}, body: text('{"ok":""}') }, ['media-type-undocumented']],
  [
    'no Content-Type, and JSON that drifts',
    { headers: {}, body: text('{"x":1}') },
    ['media-type-undocumented', 'property-undocumented /x'],
  ],
  ['no Content-Type, and no JSON', { headers: {}, body: text('<html>') }, ['media-type-undocumented']],
  [
    'a Content-Type that can not be read',
    { headers: typed('json'), body: text('{"x":1}') },
    ['media-type-undocumented', 'property-undocumented /x'],
  ],
  ['an empty Content-Type', { headers: typed(''), body: text('{"ok":""}') }, ['media-type-undocumented']],
  ['the recording keeps no headers', { headers: undefined, body: text('{"ok":""}') }, []],
  [
    'the recording keeps no headers, drift',
    { headers: undefined, body: text('{"x":1}') },
    ['property-undocumented /x'],
  ],
  ['HTML under application/json', { body: text('<html></html>') }, ['body-malformed']],
  [
    'XML with a schema is not read',
    { url: '/xml', headers: typed('application/xml'), body: text('<a/>') },
    ['unchecked media-type-unreadable'],
  ],
  [
    'header fields as a list',
    { headers: [{ name: 'CONTENT-type', value: 'application/json' }], body: json({ ok: '' }) },
    [],
  ],
  [
    'header values as arrays',
    { headers: { 'Content-Type': ['application/json'] }, body: json({ ok: '' }) },
    [],
  ],
];

const id = '36d0ec18-bd10-4da7-86f3-ad7a5ddc55d7';

function headers(more: Record<string, string | readonly string[]>): Observed {
  return {
    url: '/headers',
    headers: { 'Content-Type': 'application/json', 'X-Request-Id': id, ...more },
    body: json({}),
  };
}

const headerRows: readonly Row[] = [
  [
    'all right',
    headers({
      'x-left': '5',
      'X-FLAG': 'true',
      'x-list': '1, 2,3',
      'x-any': 'x',
      date: 'Tue, 24 Nov 2026 03:54:29 GMT',
    }),
    [],
  ],
  [
    'missing',
    { url: '/headers', headers: typed('application/json'), body: json({}) },
    ['header-missing x-request-id'],
  ],
  ['a format', headers({ 'X-Request-Id': 'no' }), ['header-mismatch x-request-id']],
  ['an integer', headers({ 'x-left': 'five' }), ['header-mismatch x-left']],
  ['a limit', headers({ 'x-left': '-1' }), ['header-mismatch x-left']],
  ['a boolean', headers({ 'x-flag': 'yes' }), ['header-mismatch x-flag']],
  ['a list', headers({ 'x-list': '1,b' }), ['header-mismatch x-list']],
  ['a list in two fields', headers({ 'x-list': ['1', '2'] }), []],
  ['one of two types, the number', headers({ 'x-either': '12345' }), []],
  ['one of two types, the text', headers({ 'x-either': 'abcd' }), ['header-mismatch x-either']],
  [
    'undocumented',
    headers({ 'X-New-Quota': '1', Server: 'a', 'Strict-Transport-Security': 'b' }),
    ['header-undocumented x-new-quota'],
  ],
  ['JSON in a header', headers({ 'x-json': '{"a":1}' }), []],
  ['JSON in a header that drifts', headers({ 'x-json': '{"b":1}' }), ['header-mismatch x-json']],
  ['no JSON in a header', headers({ 'x-json': 'a' }), ['header-mismatch x-json']],
  ['an object', headers({ 'x-object': 'R,100,G,x' }), []],
  ['an exploded object', headers({ 'x-exploded': 'R=100,G=x' }), []],
  [
    'an exploded object where it is not declared so',
    headers({ 'x-object': 'R=100,G=x' }),
    ['header-mismatch x-object'],
  ],
  ['an object that drifts', headers({ 'x-object': 'R,x' }), ['header-mismatch x-object']],
  ['numbers without a type', headers({ 'x-enum': '2' }), []],
  ['pseudo fields of HTTP/2', headers({ ':status': '200' }), []],
  [
    'a response that declares none is not judged',
    { headers: { 'content-type': 'application/json', 'x-new': '1' }, body: json({}) },
    [],
  ],
  ['no headers recorded, nothing said', { url: '/headers', headers: undefined, body: json({}) }, []],
  ['204 has headers too', { url: '/headers', status: 204, headers: {}, body: none }, ['header-missing etag']],
  ['names of Object.prototype', headers({ constructor: '1' }), ['header-undocumented constructor']],
];

describe.each([
  ['statuses', statuses],
  ['no body', absent],
  ['media types', mediaTypes],
  ['headers', headerRows],
])('%s', (_, rows) => {
  test.each(rows)('%s', (_, observed, issues) => {
    expect(issuesOf(contract, observed)).toEqual(issues);
  });
});

test('a header may be allowed', () => {
  const observed = headers({ 'X-New-Quota': '1' });
  expect(issuesOf(contract, observed, { headersAllowed: ['x-new-quota'] })).toEqual([]);
  expect(issuesOf(contract, observed, { headersAllowed: ['x-*-quota'] })).toEqual([]);
});
