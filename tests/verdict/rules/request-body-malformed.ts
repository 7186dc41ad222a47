import type { RuleTable } from '../rule-table.ts';
import { put, THINGS } from '../sent.ts';

const sent = (text: string) => put({ kind: 'text', text });
const deep = `{"name":${'['.repeat(600)}${']'.repeat(600)}}`;

export const table: RuleTable = {
  contract: THINGS,
  fails: [
    ['cut off', sent('{"name":'), 'request-body-malformed'],
    ['a name twice', sent('{"name":"a","name":"b"}'), 'request-body-malformed'],
    ['nested too deep', sent(deep), 'request-body-malformed'],
  ],
  passes: [
    ['JSON', sent('{"name":"n"}')],
    ['a text under a range', put({ kind: 'text', text: '{' }, { 'content-type': 'text/plain' })],
  ],
  ignores: [
    ['a body that does not fit', sent('{}'), 'request-body-mismatch property-missing name/name'],
    ['no body', put({ kind: 'none' }), 'request-body-missing'],
    ['not recorded', put({ kind: 'unrecorded', reason: 'cut off' }), 'unchecked request-body-unrecorded'],
  ],
  issue: {
    code: 'request-body-malformed',
    pointer: '',
    message: 'the request body is not JSON: the text ends where a value is due (line 1, column 9)',
    declaredAt: '/paths/~1things~1{id}.json/put',
  },
};
