import type { RuleTable } from '../rule-table.ts';
import { getting, got, THINGS } from '../sent.ts';

export const table: RuleTable = {
  contract: THINGS,
  fails: [
    ['a query parameter', getting('/base/things/7.json'), 'request-parameter-missing query limit'],
    ['no credential', got('', {}), 'request-parameter-missing header X-Auth-Token'],
    [
      'a query parameter and no credential',
      getting('/base/things/7.json', {}),
      'request-parameter-missing query limit',
      'request-parameter-missing header X-Auth-Token',
    ],
  ],
  passes: [
    ['all are there', got()],
    ['the host says nothing', { ...got(), url: 'https://other:8443/base/things/7.json?limit=5' }],
    ['a signature instead of the token', got('', { Authorization: 'SDK-HMAC-SHA256 ...' })],
    ['no credential and 401', { ...got('', {}), status: 401 }],
    ['a request that was refused as documented', { ...getting('/base/things/7.json', {}), status: 401 }],
    ['encoded names and values', getting('/base/things/%37.json?%6Cimit=%35')],
  ],
  ignores: [
    ['no request headers are recorded', { ...got(), request: { headers: undefined } }],
    ['a wrong value', got('&deep=yes'), 'request-parameter-mismatch query deep'],
    ['an unknown operation', getting('/base/nothing'), 'operation-undocumented'],
  ],
  issue: {
    code: 'request-parameter-missing',
    pointer: '',
    name: 'query limit',
    message: 'required query parameter "limit" is missing',
    declaredAt: '/paths/~1things~1{id}.json/get/parameters/0',
  },
};
