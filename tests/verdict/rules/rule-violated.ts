// biome-ignore-all lint/suspicious/noThenProperty: the JSON Schema keyword
import { bodyContract } from '../compiled.ts';
import { body, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    properties: {
      begin: { type: 'integer' },
      end: { type: 'integer' },
      set: { type: 'array', items: {}, uniqueItems: true },
      odd: { not: { const: 2 } },
    },
    if: { properties: { begin: { const: 1 } }, required: ['begin'] },
    then: { description: 'a window of one hour', properties: { end: { const: 2 } } },
  }),
  fails: [
    ['a condition between two properties', body({ begin: 1, end: 3 }), 'rule-violated'],
    ['an element twice', body({ set: [1, 1] }), 'rule-violated /set'],
    ['what must not be', body({ odd: 2 }), 'rule-violated /odd'],
  ],
  passes: [
    ['values that go together', body({ begin: 1, end: 2, set: [1, 2], odd: 3 })],
    ['the condition does not apply', body({ begin: 2, end: 3 })],
  ],
  ignores: [['a wrong type', body({ set: 'x' }), 'type-mismatch /set']],
  issue: {
    code: 'rule-violated',
    pointer: '',
    name: 'if',
    message: 'the body breaks a rule: "/end" is 2; observed: another number',
    expected: '"/end" is 2',
    received: 'another number',
    declaredAt: 'response/then',
  },
};
