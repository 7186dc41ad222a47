import { bodyContract } from '../compiled.ts';
import { body, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    maxProperties: 3,
    properties: {
      size: { type: 'integer', minimum: 1, maximum: 2000, multipleOf: 1 },
      step: { type: 'number', multipleOf: 0.5 },
      name: { type: 'string', minLength: 2, maxLength: 3 },
      list: { type: 'array', items: {}, minItems: 1, maxItems: 2 },
    },
  }),
  fails: [
    ['above the maximum', body({ size: 2001 }), 'out-of-range /size'],
    ['below the minimum', body({ size: 0 }), 'out-of-range /size'],
    ['no multiple', body({ step: 0.7 }), 'out-of-range /step'],
    ['too short', body({ name: '\u{1f600}' }), 'out-of-range /name'],
    ['too long', body({ name: 'abcd' }), 'out-of-range /name'],
    ['too few items', body({ list: [] }), 'out-of-range /list'],
    ['too many items', body({ list: [1, 2, 3] }), 'out-of-range /list'],
    ['too many properties', body({ size: 1, step: 1, name: 'ab', list: [1] }), 'out-of-range'],
  ],
  passes: [
    ['the limits themselves', body({ size: 2000, step: 1.5 })],
    ['lengths count code points', body({ name: '\u{1f600}\u{1f600}\u{1f600}' })],
  ],
  ignores: [['a wrong type', body({ size: '2001' }), 'type-mismatch /size']],
  issue: {
    code: 'out-of-range',
    pointer: '/size',
    message: '"/size" is out of range: a number of the shape 9999, declared as at most 2000',
    expected: 'at most 2000',
    received: 'a number of the shape 9999',
    declaredAt: 'response/properties/size/maximum',
  },
};
