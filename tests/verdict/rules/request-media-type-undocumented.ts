import type { RuleTable } from '../rule-table.ts';
import { got, put, THINGS } from '../sent.ts';

export const table: RuleTable = {
  contract: THINGS,
  fails: [
    [
      'another media type',
      put({ kind: 'text', text: 'x=1' }, { 'content-type': 'application/x-www-form-urlencoded' }),
      'request-media-type-undocumented application/x-www-form-urlencoded',
    ],
  ],
  passes: [
    ['a declared type', put({ kind: 'text', text: '{"name":"n"}' })],
    ['by its range', put({ kind: 'text', text: 'hello' }, { 'content-type': 'text/plain' })],
    ['no Content-Type, and JSON', put({ kind: 'text', text: '{"name":"n"}' }, {})],
  ],
  ignores: [
    [
      'no body is declared',
      { ...got(), request: { headers: { 'x-auth-token': '', 'content-type': 'a/b' } } },
    ],
    ['no body', put({ kind: 'none' }, { 'content-type': 'a/b' }), 'request-body-missing'],
    [
      'a declared type that can not be read here',
      put({ kind: 'text', text: '<a/>' }, { 'content-type': 'application/xml' }),
      'unchecked request-media-type-unreadable',
    ],
  ],
  issue: {
    code: 'request-media-type-undocumented',
    pointer: '',
    name: 'application/x-www-form-urlencoded',
    message:
      'request media type "application/x-www-form-urlencoded" is not declared; declared: application/json, text/*, application/xml',
    expected: 'application/json, text/*, application/xml',
    declaredAt: '/paths/~1things~1{id}.json/put',
  },
};
