import { json } from '../compiled.ts';
import type { RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: `
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /:
    get:
      operationId: get
      responses:
        '200': { description: ok, content: { application/json: { schema: &thing { type: object, properties: { ok: { type: string } } } } } }
        4XX: { description: range }
  /none: { get: { operationId: none, responses: {} } }
  /default: { get: { operationId: default, responses: { default: { description: all, content: { application/json: { schema: *thing } } } } } }
`,
  fails: [
    ['with a body, which is not judged', { status: 503, body: json({ x: 1 }) }, 'status-undocumented'],
    ['without a body', { status: 500 }, 'status-undocumented'],
    ['a sibling of a declared status', { status: 201, body: json({}) }, 'status-undocumented'],
    ['no response is declared at all', { url: '/none', body: json({}) }, 'status-undocumented'],
  ],
  passes: [
    ['exact', { body: json({ ok: '' }) }],
    ['by its range', { status: 404 }],
    ['by default', { url: '/default', status: 503, body: json({}) }],
  ],
  ignores: [
    ['an unknown operation', { url: '/nowhere', body: json({}) }, 'operation-undocumented'],
    ['drift under a declared status', { body: json({ ok: 1 }) }, 'type-mismatch /ok'],
  ],
  issue: {
    code: 'status-undocumented',
    pointer: '',
    message: 'status 503 is not declared; declared: 200, 4XX',
    expected: '200, 4XX',
    declaredAt: '/paths/~1/get',
  },
};
