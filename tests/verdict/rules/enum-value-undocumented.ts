import { bodyContract } from '../compiled.ts';
import { body, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    properties: {
      status: { type: 'string', enum: ['Running', 'Frozen'] },
      code: { enum: [1, 2] },
      version: { const: 'v2' },
    },
  }),
  fails: [
    ['a string that is not listed', body({ status: 'Paused' }), 'enum-value-undocumented /status'],
    ['another case', body({ status: 'running' }), 'enum-value-undocumented /status'],
    ['a number', body({ code: 3 }), 'enum-value-undocumented /code'],
    ['not the constant', body({ version: 'v3' }), 'enum-value-undocumented /version'],
  ],
  passes: [['listed values', body({ status: 'Frozen', code: 2, version: 'v2' })]],
  ignores: [
    ['a wrong type', body({ status: 1 }), 'type-mismatch /status'],
    ['null', body({ status: null }), 'null-undocumented /status'],
  ],
  issue: {
    code: 'enum-value-undocumented',
    pointer: '/status',
    name: 'Paused',
    message: '"/status" has the undocumented value "Paused", declared as "Running" or "Frozen"',
    expected: '"Running" or "Frozen"',
    received: 'another string',
    declaredAt: 'response/properties/status/enum',
  },
};
