// Which declared status and media type of a response apply. What is said where none does: rules/.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Body, Headers } from '../../src/model.ts';
import { responseFor, statusUnder } from '../../src/verdict/responses.ts';
import { type Compiled, compiled, issuesOf, json, type Observed, text } from './compiled.ts';

let contract: Compiled;

beforeAll(async () => {
  contract = await compiled(`
openapi: 3.1.2
info: { title: t, version: '1' }
paths:
  /:
    get:
      operationId: get
      responses:
        '200':
          description: ok
          content: { application/json: { schema: &thing { type: object, properties: { ok: { type: string } } } } }
        '404':
          description: exact
          content: { application/json: { schema: &exact { type: object, properties: { exact: { type: string } } } } }
        4XX:
          description: range
          content: { application/problem+json: { schema: { type: object, properties: { range: { type: string } } } } }
        default:
          description: rest
          content: { application/json: { schema: { type: object, properties: { rest: { type: string } } } } }
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
  ['a range without content', { url: '/strict', status: 202, body: none }, []],
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
    'the recording keeps no headers, drift',
    { headers: undefined, body: text('{"x":1}') },
    ['property-undocumented /x'],
  ],
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

describe.each([
  ['statuses', statuses],
  ['media types', mediaTypes],
])('%s', (_, rows) => {
  test.each(rows)('%s', (_, observed, issues) => {
    expect(issuesOf(contract, observed)).toEqual(issues);
  });
});

const declaring = (...statuses: string[]) => ({ responses: statuses.map((status) => ({ status })) });

test.each([
  [40, ['4XX', 'default'], 'default'],
  [4000, ['4XX', 'default'], 'default'],
  [404, ['4XX', '404', 'default'], '404'],
  [404, ['default', '5XX', '4XX'], '4XX'],
  [404, ['5XX'], undefined],
  [200, [], undefined],
])('%i of %j', (status, declared, expected) => {
  expect(responseFor(declaring(...declared), status)?.status).toBe(expected);
});

test.each([
  ['404', ['404'], 404],
  ['4XX', ['4XX'], 400],
  ['4XX', ['400', '401', '4XX'], 402],
  ['default', ['default'], 500],
  ['default', ['5XX', 'default'], 400],
  ['default', ['5XX', '4XX', 'default'], 200],
  ['default', ['5XX', '4XX', '2XX', 'default'], 300],
  ['default', ['5XX', '4XX', '2XX', '3XX', 'default'], 100],
  ['default', ['5XX', '4XX', '2XX', '3XX', '1XX', 'default'], undefined],
])('a status under %s of %j', (status, declared, expected) => {
  const operation = declaring(...declared);
  const response = operation.responses.find((each) => each.status === status);
  expect(response && statusUnder(operation, response)).toBe(expected);
});
