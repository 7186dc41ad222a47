import { json, type Observed, text } from '../compiled.ts';
import type { RuleTable } from '../rule-table.ts';

const typed = (type: string, body = text('{"ok":""}')): Observed => ({
  headers: { 'content-type': type },
  body,
});

export const table: RuleTable = {
  contract: `
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /:
    get: &get
      operationId: get
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: object, properties: { ok: { type: string } } } }, text/csv: {} } }
        '202': { description: no content }
    head: { operationId: head, responses: { '200': { description: ok, content: { application/json: {} } } } }
`,
  fails: [
    ['another media type', typed('text/html', text('<html>')), 'media-type-undocumented text/html'],
    [
      'JSON by its suffix',
      typed('application/problem+json', json({ x: 1 })),
      'media-type-undocumented application/problem+json',
    ],
    ['no Content-Type, and JSON', { headers: {}, body: text('{"ok":""}') }, 'media-type-undocumented'],
    [
      'no Content-Type, and JSON that drifts',
      { headers: {}, body: text('{"x":1}') },
      'media-type-undocumented',
      'property-undocumented /x',
    ],
    ['no Content-Type, and no JSON', { headers: {}, body: text('<html>') }, 'media-type-undocumented'],
    [
      'a Content-Type that can not be read',
      typed('json', text('{"x":1}')),
      'media-type-undocumented',
      'property-undocumented /x',
    ],
    ['an empty Content-Type', typed(''), 'media-type-undocumented'],
    [
      'a body that is not recorded, of another type',
      typed('text/html', { kind: 'unrecorded', reason: 'cut' }),
      'media-type-undocumented text/html',
    ],
  ],
  passes: [
    ['a declared type', typed('application/json')],
    ['case and parameters say nothing', typed('APPLICATION/JSON ;charset=UTF-8')],
    ['the recording keeps no headers', { headers: undefined, body: text('{"ok":""}') }],
    ['a declared type without a schema', typed('text/csv', text('a,b'))],
    ['HEAD', { method: 'HEAD', headers: { 'content-type': 'text/html' } }],
  ],
  ignores: [
    ['no body', typed('text/html', { kind: 'none' }), 'body-missing'],
    ['a response without content', { ...typed('text/html'), status: 202 }, 'body-unexpected'],
    ['HTML under a declared type', typed('application/json', text('<html>')), 'body-malformed'],
    [
      'a body that is not recorded, without a type',
      { headers: {}, body: { kind: 'unrecorded', reason: 'cut' } },
      'unchecked body-unrecorded',
    ],
    ['an undocumented status', { ...typed('text/html'), status: 500 }, 'status-undocumented'],
  ],
  issue: {
    code: 'media-type-undocumented',
    pointer: '',
    name: 'text/html',
    message: 'media type "text/html" is not declared; declared: application/json, text/csv',
    expected: 'application/json, text/csv',
    declaredAt: '/paths/~1/get/responses/200',
  },
};
