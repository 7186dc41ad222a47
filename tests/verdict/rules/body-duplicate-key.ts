import { bodyContract } from '../compiled.ts';
import { body, bodyText, type RuleTable } from '../rule-table.ts';

export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    properties: {
      id: { type: 'string' },
      n: { type: 'integer' },
      list: { type: 'array', items: { type: 'integer' } },
      inner: { type: 'object', properties: { id: { type: 'string' } } },
      free: { type: 'object' },
    },
  }),
  fails: [
    ['equal values', bodyText('{"n":1,"n":1}'), 'body-duplicate-key /n'],
    ['spelled in two ways', bodyText('{"n":1,"\\u006e":1}'), 'body-duplicate-key /n'],
    ['drift in the first', bodyText('{"n":"x","n":1}'), 'body-duplicate-key /n', 'type-mismatch /n'],
    ['drift in the last', bodyText('{"n":1,"n":"x"}'), 'body-duplicate-key /n', 'type-mismatch /n'],
    [
      'three times, drift in the middle',
      bodyText('{"n":1,"n":null,"n":2}'),
      'body-duplicate-key /n',
      'null-undocumented /n',
    ],
    ['an undocumented name', bodyText('{"x":1,"x":2}'), 'body-duplicate-key /x', 'property-undocumented /x'],
    ['inside an object', bodyText('{"inner":{"id":"a","id":"b"}}'), 'body-duplicate-key /inner/id'],
    [
      'an object twice, drift in the first',
      bodyText('{"inner":{"y":1},"inner":{"id":""}}'),
      'body-duplicate-key /inner',
      'property-undocumented /inner/y',
    ],
    [
      'inside a list',
      bodyText('{"list":[1],"free":{"a":[{"b":1,"b":2}]}}'),
      'body-duplicate-key /free/a/0/b',
    ],
    [
      '__proto__ twice',
      bodyText('{"free":{"__proto__":1,"__proto__":2}}'),
      'body-duplicate-key /free/__proto__',
    ],
    [
      'two names twice',
      bodyText('{"n":1,"n":2,"id":"","id":""}'),
      'body-duplicate-key /n',
      'body-duplicate-key /id',
    ],
  ],
  passes: [
    ['the same name in two objects', bodyText('{"id":"","inner":{"id":""}}')],
    ['colons and quotes in strings', bodyText('{"id":"\\":\\"n\\":1,\\"n\\":2","n":1}')],
    ['a body that was parsed already', body({ n: 1 })],
  ],
  ignores: [
    ['no JSON', bodyText('{"n":1,"n":'), 'body-malformed'],
    ['drift', bodyText('{"n":"x"}'), 'type-mismatch /n'],
  ],
  issue: {
    code: 'body-duplicate-key',
    pointer: '/n',
    name: 'n',
    message: 'name "n" comes 2 times in one object',
  },
};
