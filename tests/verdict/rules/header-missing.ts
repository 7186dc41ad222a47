import { json, type Observed } from '../compiled.ts';
import type { RuleTable } from '../rule-table.ts';

const withHeaders = (headers: Observed['headers']): Observed => ({ headers, body: json({}) });
const type = { 'content-type': 'application/json' };

export const table: RuleTable = {
  contract: `
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /:
    get:
      operationId: get
      responses:
        '200':
          description: ok
          headers: { X-Request-Id: { required: true, schema: { type: string } }, X-Left: { schema: { type: integer } } }
          content: { application/json: { schema: { type: object } } }
        '204': { description: none, headers: { ETag: { required: true, schema: { type: string } } } }
`,
  fails: [
    ['a required header', withHeaders(type), 'header-missing x-request-id'],
    ['204 has headers too', { status: 204, headers: {} }, 'header-missing etag'],
  ],
  passes: [
    ['it is there, in any case', withHeaders({ ...type, 'X-REQUEST-ID': 'a' })],
    ['it is there and empty', withHeaders({ ...type, 'x-request-id': '' })],
    [
      'as a list of fields',
      withHeaders([
        { name: 'content-type', value: 'application/json' },
        { name: 'X-Request-Id', value: 'a' },
      ]),
    ],
  ],
  ignores: [
    ['the recording keeps no headers', withHeaders(undefined)],
    ['an undocumented status', { ...withHeaders(type), status: 500 }, 'status-undocumented'],
    ['a wrong value', withHeaders({ ...type, 'x-request-id': 'a', 'x-left': 'b' }), 'header-mismatch x-left'],
  ],
  issue: {
    code: 'header-missing',
    pointer: '',
    name: 'x-request-id',
    message: 'required header "x-request-id" is missing',
    expected: 'required',
    received: 'absent',
    declaredAt: '/paths/~1/get/responses/200',
  },
};
