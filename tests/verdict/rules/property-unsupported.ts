import { bodyContract } from '../compiled.ts';
import { body, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    properties: {
      text: { type: 'string', 'x-not-supported': true },
      object: { type: 'object', 'x-not-supported': true },
      list: { type: 'array', items: {}, 'x-not-supported': true },
      never: false,
    },
  }),
  fails: [
    ['a populated object', body({ object: { a: 1 } }), 'property-unsupported /object'],
    ['a text', body({ text: 'x' }), 'property-unsupported /text'],
    ['a list', body({ list: [0] }), 'property-unsupported /list'],
    ['a property that is declared as false', body({ never: '' }), 'property-unsupported /never'],
  ],
  passes: [
    ['what is not populated', body({ text: '', object: {}, list: [] })],
    ['what is absent', body({})],
  ],
  ignores: [
    ['a name that is not declared', body({ other: 1 }), 'property-undocumented /other'],
    ['a wrong type', body({ text: 1 }), 'type-mismatch /text'],
  ],
  issue: {
    code: 'property-unsupported',
    pointer: '/object',
    message: '"/object" is populated, declared as not supported, so never populated',
    expected: 'not supported, so never populated',
    received: 'a populated object',
    declaredAt: 'response/properties/object/x-not-supported',
  },
};
