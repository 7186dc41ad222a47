import { json, type Observed } from '../compiled.ts';
import type { RuleTable } from '../rule-table.ts';

const withHeaders = (headers: Record<string, string>, url = '/'): Observed => ({
  url,
  headers: { 'content-type': 'application/json', ...headers },
  body: json({}),
});

export const table: RuleTable = {
  contract: `
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /:
    get:
      operationId: get
      responses:
        '200': { description: ok, headers: { X-Left: { schema: { type: integer } } }, content: { application/json: { schema: { type: object } } } }
  /none:
    get: { operationId: none, responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } } }
`,
  options: { headersAllowed: ['x-allowed', 'x-*-quota'] },
  fails: [
    [
      'neither declared nor registered',
      withHeaders({ 'X-New': '1', Server: 'a', 'Strict-Transport-Security': 'b' }),
      'header-undocumented x-new',
    ],
    ['a name of Object.prototype', withHeaders({ constructor: '1' }), 'header-undocumented constructor'],
    ['not quite allowed', withHeaders({ 'x-allowed-too': '1' }), 'header-undocumented x-allowed-too'],
  ],
  passes: [
    ['a declared header', withHeaders({ 'x-left': '1' })],
    ['a registered header', withHeaders({ Date: 'Tue, 24 Nov 2026 03:54:29 GMT' })],
    ['a pseudo field of HTTP/2', withHeaders({ ':status': '200' })],
    ['an allowed header', withHeaders({ 'X-Allowed': '1' })],
    ['allowed by a pattern', withHeaders({ 'X-New-Quota': '1' })],
  ],
  ignores: [
    ['a response that declares no headers', withHeaders({ 'x-new': '1' }, '/none')],
    ['the recording keeps no headers', { headers: undefined, body: json({}) }],
    ['an undocumented status', { ...withHeaders({ 'x-new': '1' }), status: 500 }, 'status-undocumented'],
    ['a wrong value', withHeaders({ 'x-left': 'a' }), 'header-mismatch x-left'],
  ],
  issue: {
    code: 'header-undocumented',
    pointer: '',
    name: 'x-new',
    message: 'undocumented header "x-new"',
    declaredAt: '/paths/~1/get/responses/200',
    fix: 'declare the header, or allow it: headersAllowed: ["x-new"]',
  },
};
