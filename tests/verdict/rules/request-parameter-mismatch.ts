import type { RuleTable } from '../rule-table.ts';
import { getting, got, THINGS } from '../sent.ts';

const token = { 'X-Auth-Token': '[redacted]' };

/** How each style stands in text: request-parameters.test.ts. */
export const table: RuleTable = {
  contract: THINGS,
  fails: [
    ['beyond its maximum', getting('/base/things/7.json?limit=11'), 'request-parameter-mismatch query limit'],
    ['of another type', getting('/base/things/7.json?limit=ten'), 'request-parameter-mismatch query limit'],
    ['the path parameter', getting('/base/things/seven.json?limit=1'), 'request-parameter-mismatch path id'],
    ['an array by commas, though exploded', got('&tags=1,2'), 'request-parameter-mismatch query tags'],
    ['an array with a wrong element', got('&tags=1&tags=x'), 'request-parameter-mismatch query tags'],
    ['not a boolean', got('&deep=yes'), 'request-parameter-mismatch query deep'],
    [
      'a header of any case',
      got('', { ...token, 'x-TRACE': 'xyz' }),
      'request-parameter-mismatch header X-Trace',
    ],
    [
      'a cookie',
      got('', { ...token, Cookie: 'a=b; session=ab' }),
      'request-parameter-mismatch cookie session',
    ],
    [
      'two of them',
      getting('/base/things/x.json?limit=50'),
      'request-parameter-mismatch path id',
      'request-parameter-mismatch query limit',
    ],
  ],
  passes: [
    ['values of their types', got('&deep=true&tags=1')],
    ['an array, repeated', got('&tags=1&tags=2')],
    ['a header and a cookie', got('', { ...token, 'X-Trace': '0f', Cookie: 'session=abc' })],
  ],
  ignores: [
    ['a required one is absent', getting('/base/things/7.json'), 'request-parameter-missing query limit'],
    ['one that is not declared', got('&page=x'), 'request-parameter-undocumented query page'],
  ],
  issue: {
    code: 'request-parameter-mismatch',
    pointer: '',
    name: 'query limit',
    message: 'query parameter "limit" is 11, declared maximum 10',
    declaredAt: '/paths/~1things~1{id}.json/get/parameters/0',
  },
};
