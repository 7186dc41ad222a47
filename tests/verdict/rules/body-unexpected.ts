import { json, text } from '../compiled.ts';
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
        '200': { description: ok, content: { application/json: { schema: &thing { type: object, properties: { ok: {} } } } } }
        '202': { description: no content }
        '204': { description: none }
        '304': { description: none, content: { application/json: { schema: *thing } } }
    head: { operationId: head, responses: { '200': { description: ok, content: { application/json: { schema: *thing } } } } }
`,
  fails: [
    ['no content is declared', { status: 202, body: json({}) }, 'body-unexpected'],
    ['204', { status: 204, body: json({}) }, 'body-unexpected'],
    ['304, though content is declared', { status: 304, body: json({ ok: '' }) }, 'body-unexpected'],
    ['HEAD', { method: 'HEAD', body: json({ ok: '' }) }, 'body-unexpected'],
    [
      'a body that is not recorded, and was there',
      { status: 202, body: { kind: 'unrecorded', reason: 'too long', isPresent: true } },
      'body-unexpected',
    ],
  ],
  passes: [
    ['204 without a body', { status: 204 }],
    ['204 with an empty text', { status: 204, body: text('') }],
    ['a declared body', { body: json({ ok: '' }) }],
  ],
  ignores: [
    ['an undocumented status', { status: 500, body: json({}) }, 'status-undocumented'],
    [
      'a body that is not recorded',
      { status: 202, body: { kind: 'unrecorded', reason: 'cut' } },
      'unchecked body-unrecorded',
    ],
    ['no body where one is declared', {}, 'body-missing'],
  ],
  issue: {
    code: 'body-unexpected',
    pointer: '',
    message: 'a body, declared without content',
    declaredAt: '/paths/~1/get/responses/202',
  },
};
