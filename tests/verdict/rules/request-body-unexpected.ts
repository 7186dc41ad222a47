import type { Body } from '../../../src/model.ts';
import type { Observed } from '../compiled.ts';
import type { RuleTable } from '../rule-table.ts';
import { got, put, THINGS } from '../sent.ts';

const gotWith = (body: Body): Observed => ({ ...got(), request: { ...got().request, body } });

export const table: RuleTable = {
  contract: THINGS,
  fails: [
    ['a body', gotWith({ kind: 'text', text: '{}' }), 'request-body-unexpected'],
    [
      'a body that was there and is not recorded',
      gotWith({ kind: 'unrecorded', reason: 'too long', isPresent: true }),
      'request-body-unexpected',
    ],
  ],
  passes: [
    ['none', gotWith({ kind: 'none' })],
    ['a declared body', put({ kind: 'json', value: { name: 'n' } })],
  ],
  ignores: [
    ['nobody knows whether there was one', gotWith({ kind: 'unrecorded', reason: 'cut off' })],
    ['a declared body is missing', put({ kind: 'none' }), 'request-body-missing'],
  ],
  issue: {
    code: 'request-body-unexpected',
    pointer: '',
    message: 'a request body, declared without one',
    declaredAt: '/paths/~1things~1{id}.json/get',
  },
};
