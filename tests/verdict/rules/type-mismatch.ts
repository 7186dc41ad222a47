import { bodyContract } from '../compiled.ts';
import { body, bodyText, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    properties: {
      text: { type: 'string' },
      n: { type: 'integer' },
      either: { type: ['integer', 'boolean'] },
      list: { type: 'array', items: { type: 'integer' } },
    },
  }),
  fails: [
    ['a string for an integer', body({ n: '5' }), 'type-mismatch /n'],
    ['an integer for a string', body({ text: 5 }), 'type-mismatch /text'],
    ['a fraction for an integer', body({ n: 5.5 }), 'type-mismatch /n'],
    ['a number beyond double', bodyText('{"n":1e999}'), 'type-mismatch /n'],
    ['none of several types', body({ either: 'x' }), 'type-mismatch /either'],
    ['an element', body({ list: [1, {}] }), 'type-mismatch /list/1'],
    ['the body', body([]), 'type-mismatch'],
  ],
  passes: [
    ['5.0 and 1e3 are integers', bodyText('{"n":5.0,"list":[1e3]}')],
    ['each of several types', body({ either: true })],
  ],
  ignores: [
    ['null', body({ n: null }), 'null-undocumented /n'],
    ['a text that does not parse', bodyText('{"n":'), 'body-malformed'],
  ],
  issue: {
    code: 'type-mismatch',
    pointer: '/n',
    message: '"/n" is a string, declared as integer',
    expected: 'integer',
    received: 'string',
    declaredAt: 'response/properties/n/type',
  },
};
