import type { Body } from '../../../src/model.ts';
import { json } from '../compiled.ts';
import { bodyText, type RuleTable } from '../rule-table.ts';

const none: Body = { kind: 'none' };

export const table: RuleTable = {
  contract: `
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /:
    get:
      operationId: get
      responses:
        default: { description: all, content: { application/json: { schema: &thing { type: object } }, text/csv: {} } }
        '202': { description: no content }
    post: { operationId: post, responses: { '200': { description: ok, content: { application/json: { schema: *thing } } } } }
    head: { operationId: head, responses: { '200': { description: ok, content: { application/json: { schema: *thing } } } } }
`,
  fails: [
    ['no body', { body: none }, 'body-missing'],
    ['an empty text', bodyText(''), 'body-missing'],
    ['space only', bodyText(' \r\n\t'), 'body-missing'],
    ['a byte order mark only', bodyText('\ufeff'), 'body-missing'],
    ['no octets', { body: { kind: 'bytes', bytes: new Uint8Array() } }, 'body-missing'],
    ['another method', { method: 'POST', body: none }, 'body-missing'],
    ['no headers are recorded', { headers: undefined, body: none }, 'body-missing'],
  ],
  passes: [
    ['a body', { body: json({}) }],
    ['204', { status: 204, body: none }],
    ['205', { status: 205, body: none }],
    ['304', { status: 304, body: none }],
    ['100', { status: 100, body: none }],
    ['HEAD', { method: 'HEAD', body: none }],
    ['head in small letters', { method: 'head', body: none }],
    ['no content is declared', { status: 202, body: none }],
  ],
  ignores: [
    [
      'a body that is not recorded',
      { body: { kind: 'unrecorded', reason: 'cut' } },
      'unchecked body-unrecorded',
    ],
    ['a space that is none of JSON', bodyText('\u00a0'), 'body-malformed'],
    ['an unknown operation', { url: '/nowhere', body: none }, 'operation-undocumented'],
  ],
  issue: {
    code: 'body-missing',
    pointer: '',
    message: 'no body, declared as application/json, text/csv',
    expected: 'application/json, text/csv',
    declaredAt: '/paths/~1/get/responses/default',
  },
};
