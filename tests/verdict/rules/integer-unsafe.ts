import { bodyContract } from '../compiled.ts';
import { bodyText, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    properties: { id: { type: 'integer', format: 'int64' }, float: { type: 'number' } },
  }),
  fails: [
    ['2^53', bodyText('{"id":9007199254740992}'), 'integer-unsafe /id'],
    ['-2^53', bodyText('{"id":-9007199254740992}'), 'integer-unsafe /id'],
  ],
  passes: [
    ['2^53 - 1', bodyText('{"id":9007199254740991}')],
    ['a number that is no integer by its type', bodyText('{"float":9007199254740993}')],
  ],
  ignores: [['a string', bodyText('{"id":"9007199254740993"}'), 'type-mismatch /id']],
  issue: {
    code: 'integer-unsafe',
    pointer: '/id',
    message: '"/id" is beyond 2^53 - 1, so that JSON.parse rounds it',
    expected: 'an integer that survives JSON.parse, up to 2^53 - 1',
    received: 'a larger one',
    declaredAt: 'response/properties/id/format',
  },
};
