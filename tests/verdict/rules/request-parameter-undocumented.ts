import type { RuleTable } from '../rule-table.ts';
import { getting, got, THINGS } from '../sent.ts';

export const table: RuleTable = {
  contract: THINGS,
  fails: [
    ['once, though it comes twice', got('&page=1&page=2'), 'request-parameter-undocumented query page'],
    [
      'two names',
      got('&page=1&size='),
      'request-parameter-undocumented query page',
      'request-parameter-undocumented query size',
    ],
  ],
  passes: [
    ['declared ones', got('&deep=true')],
    ['headers and cookies of any name', got('', { 'X-Auth-Token': '', 'X-New': '1', Cookie: 'other=1' })],
  ],
  ignores: [
    ['a required one is absent', getting('/base/things/7.json'), 'request-parameter-missing query limit'],
    ['a wrong value', got('&deep=yes'), 'request-parameter-mismatch query deep'],
  ],
  issue: {
    code: 'request-parameter-undocumented',
    pointer: '',
    name: 'query page',
    message: 'undocumented query parameter "page"',
    declaredAt: '/paths/~1things~1{id}.json/get',
  },
};
