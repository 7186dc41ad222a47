import { bodyContract } from '../compiled.ts';
import { body, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    properties: { id: { type: 'string', pattern: '^[0-9a-f]{4}$' }, part: { type: 'string', pattern: 'b' } },
  }),
  fails: [
    ['other characters', body({ id: 'xyz' }), 'pattern-mismatch /id'],
    ['too long', body({ id: '01234' }), 'pattern-mismatch /id'],
  ],
  passes: [['a text that matches', body({ id: '09af', part: 'abc' })]],
  ignores: [['no text', body({ id: 1 }), 'type-mismatch /id']],
  issue: {
    code: 'pattern-mismatch',
    pointer: '/id',
    message: '"/id" is not text that matches ^[0-9a-f]{4}$: "aaa"',
    expected: 'text that matches ^[0-9a-f]{4}$',
    received: '"aaa"',
    declaredAt: 'response/properties/id/pattern',
  },
};
