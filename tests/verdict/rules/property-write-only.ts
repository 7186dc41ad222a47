import { readRequest } from '../../../src/verdict/requests.ts';
import { body, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: `
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /:
    put:
      operationId: put
      requestBody: { content: { application/json: { schema: &login { type: object, properties: { user: { type: string }, password: { type: string, writeOnly: true } } } } } }
      responses: { '200': { description: ok, content: { application/json: { schema: *login } } } }
`,
  options: { readRequest },
  fails: [
    [
      'a password came back',
      { method: 'PUT', ...body({ user: '', password: '' }) },
      'property-write-only /password',
    ],
  ],
  passes: [['what may be returned', { method: 'PUT', ...body({ user: '' }) }]],
  ignores: [
    [
      'a request sends it',
      {
        method: 'PUT',
        ...body({}),
        request: {
          headers: { 'content-type': 'application/json' },
          body: { kind: 'json', value: { password: 1 } },
        },
      },
      'request-body-mismatch type-mismatch/password',
    ],
  ],
  issue: {
    code: 'property-write-only',
    pointer: '/password',
    name: 'password',
    message: '"/password" is present, declared as writeOnly, so never in a response',
    expected: 'writeOnly, so never in a response',
    received: 'present',
    declaredAt: 'response/properties/password',
  },
};
