import { json, type Observed } from '../compiled.ts';
import type { RuleTable } from '../rule-table.ts';

const withHeaders = (headers: Record<string, string | readonly string[]>): Observed => ({
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
        '200':
          description: ok
          headers:
            X-Request-Id: { schema: { type: string, format: uuid } }
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
          content: { application/json: { schema: { type: object } } }
`,
  fails: [
    ['an integer', withHeaders({ 'x-left': 'five' }), 'header-mismatch x-left'],
    ['a format', withHeaders({ 'X-Request-Id': 'no' }), 'header-mismatch x-request-id'],
    ['a limit', withHeaders({ 'x-left': '-1' }), 'header-mismatch x-left'],
    ['a boolean', withHeaders({ 'x-flag': 'yes' }), 'header-mismatch x-flag'],
    ['a list', withHeaders({ 'x-list': '1,b' }), 'header-mismatch x-list'],
    ['one of two types, the text', withHeaders({ 'x-either': 'abcd' }), 'header-mismatch x-either'],
    ['JSON that drifts', withHeaders({ 'x-json': '{"b":1}' }), 'header-mismatch x-json'],
    ['no JSON', withHeaders({ 'x-json': 'a' }), 'header-mismatch x-json'],
    [
      'an exploded object where it is not declared so',
      withHeaders({ 'x-object': 'R=100,G=x' }),
      'header-mismatch x-object',
    ],
    ['an object that drifts', withHeaders({ 'x-object': 'R,x' }), 'header-mismatch x-object'],
    [
      'two headers',
      withHeaders({ 'x-left': 'a', 'x-flag': 'b' }),
      'header-mismatch x-left',
      'header-mismatch x-flag',
    ],
  ],
  passes: [
    [
      'values of their types',
      withHeaders({ 'x-left': '5', 'X-FLAG': 'true', 'x-list': '1, 2,3', 'x-any': 'x' }),
    ],
    ['a list in two fields', withHeaders({ 'x-list': ['1', '2'] })],
    ['one of two types, the number', withHeaders({ 'x-either': '12345' })],
    ['JSON', withHeaders({ 'x-json': '{"a":1}' })],
    ['an object', withHeaders({ 'x-object': 'R,100,G,x' })],
    ['an exploded object', withHeaders({ 'x-exploded': 'R=100,G=x' })],
    ['numbers without a type', withHeaders({ 'x-enum': '2' })],
    ['a header that is absent', withHeaders({})],
  ],
  ignores: [
    ['a header that is not declared', withHeaders({ 'x-new': '1' }), 'header-undocumented x-new'],
    ['the recording keeps no headers', { headers: undefined, body: json({}) }],
    ['an undocumented status', { ...withHeaders({ 'x-left': 'a' }), status: 500 }, 'status-undocumented'],
  ],
  issue: {
    code: 'header-mismatch',
    pointer: '',
    name: 'x-left',
    message: 'header "x-left" is "aaaa", declared as integer',
    declaredAt: '/paths/~1/get/responses/200/headers/X-Left',
  },
};
