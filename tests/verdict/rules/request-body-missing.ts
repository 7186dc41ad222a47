import type { RuleTable } from '../rule-table.ts';
import { got, put, THINGS } from '../sent.ts';

export const table: RuleTable = {
  contract: THINGS,
  fails: [
    ['no body', put({ kind: 'none' }), 'request-body-missing'],
    ['an empty text', put({ kind: 'text', text: '' }), 'request-body-missing'],
  ],
  passes: [
    ['a body', put({ kind: 'text', text: '{"name":"n"}' })],
    ['it is not required', { ...put({ kind: 'none' }), method: 'PATCH' }],
  ],
  ignores: [
    ['the operation declares none', got()],
    [
      'a body that is not recorded',
      put({ kind: 'unrecorded', reason: 'cut off' }),
      'unchecked request-body-unrecorded',
    ],
    ['a body that does not fit', put({ kind: 'text', text: '{' }), 'request-body-malformed'],
  ],
  issue: {
    code: 'request-body-missing',
    pointer: '',
    message: 'no request body, declared as required',
    declaredAt: '/paths/~1things~1{id}.json/put',
  },
};
