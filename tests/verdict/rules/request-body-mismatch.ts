import type { RuleTable } from '../rule-table.ts';
import { put, THINGS } from '../sent.ts';

const sent = (value: unknown) => put({ kind: 'json', value });

export const table: RuleTable = {
  contract: THINGS,
  fails: [
    [
      'an undocumented property',
      sent({ name: 'n', colour: 1 }),
      'request-body-mismatch property-undocumented colour/colour',
    ],
    ['a property is missing', sent({}), 'request-body-mismatch property-missing name/name'],
    ['readOnly', sent({ name: 'n', id: 'i' }), 'request-body-mismatch property-read-only id/id'],
    ['a wrong type', sent({ name: 1 }), 'request-body-mismatch type-mismatch/name'],
    ['in a text', put({ kind: 'text', text: '{"name":1}' }), 'request-body-mismatch type-mismatch/name'],
  ],
  passes: [
    ['a required readOnly property may be absent', put({ kind: 'text', text: '{"name":"n","secret":"s"}' })],
    ['no media type, JSON', put({ kind: 'text', text: '{"name":"n"}' }, {})],
  ],
  ignores: [
    ['no JSON', put({ kind: 'text', text: '{"name":' }), 'request-body-malformed'],
    ['not recorded', put({ kind: 'unrecorded', reason: 'cut off' }), 'unchecked request-body-unrecorded'],
  ],
  issue: {
    code: 'request-body-mismatch',
    pointer: '/colour',
    name: 'property-undocumented colour',
    message: 'request body: undocumented property "colour"',
    expected: 'no property of this name',
    received: 'number of the shape 9',
    declaredAt: 'request',
  },
};
