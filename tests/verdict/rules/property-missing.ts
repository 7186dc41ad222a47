import { bodyContract } from '../compiled.ts';
import { body, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    required: ['id', 'secret'],
    properties: {
      id: { type: 'string' },
      secret: { type: 'string', writeOnly: true },
      card: { type: 'string' },
      address: { type: 'string' },
      list: { type: 'array', items: { type: 'object', required: ['a'], properties: { a: {} } } },
    },
    dependentRequired: { card: ['address'] },
  }),
  fails: [
    ['a required property is absent', body({}), 'property-missing /id'],
    ['in an element', body({ id: '', list: [{ a: 1 }, {}] }), 'property-missing /list/1/a'],
  ],
  passes: [
    ['all required properties', body({ id: '', list: [{ a: null }] })],
    ['a required writeOnly property is absent', body({ id: '' })],
  ],
  ignores: [
    ['null is there', body({ id: null }), 'null-undocumented /id'],
    ['what another property asks for', body({ id: '', card: '' }), 'rule-violated'],
    ['a body that is no object', body('x'), 'type-mismatch'],
  ],
  issue: {
    code: 'property-missing',
    pointer: '/id',
    name: 'id',
    message: 'required property "id" is missing',
    expected: 'required',
    received: 'absent',
    declaredAt: 'response/required',
  },
};
