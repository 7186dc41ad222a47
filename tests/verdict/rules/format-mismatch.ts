import { bodyContract } from '../compiled.ts';
import { body, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    properties: {
      at: { type: 'string', format: 'date-time' },
      id: { type: 'string', format: 'uuid' },
      small: { type: 'integer', format: 'int32' },
      plain: { type: 'string' },
    },
  }),
  fails: [
    ['a date without a time', body({ at: '2026-11-24' }), 'format-mismatch /at'],
    ['no uuid', body({ id: '1' }), 'format-mismatch /id'],
    ['beyond 32 bits', body({ small: 2 ** 31 }), 'format-mismatch /small'],
  ],
  passes: [
    ['values of their format', body({ at: '2026-11-24T03:54:29Z', small: 2 ** 31 - 1 })],
    ['no format is stated', body({ plain: '2026' })],
  ],
  ignores: [['a wrong type', body({ at: 1 }), 'type-mismatch /at']],
  issue: {
    code: 'format-mismatch',
    pointer: '/at',
    message: '"/at" is not of format date-time: "9999-99-99"',
    expected: 'format date-time',
    received: '"9999-99-99"',
    declaredAt: 'response/properties/at/format',
  },
};
