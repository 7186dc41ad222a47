import { methodNamed } from '../../lib/http-methods.ts';
import type { HeadRule, RuleWords } from '../rule.ts';
import { pathOf } from '../url.ts';

export const operationUndocumented: HeadRule = {
  kind: 'head',
  code: 'operation-undocumented',
  level: 'warning',
  find: ({ exchange: { request }, operation }) =>
    operation === undefined
      ? [
          {
            code: 'operation-undocumented',
            pointer: '',
            message: `${methodNamed(request.method)} ${pathOf(request.url)} matches no operation`,
          },
        ]
      : [],
};

export const operationUndocumentedWords: RuleWords = {
  meaning: 'a request that no operation of the contract matches',
  explanation:
    "Method and path match no operation, with any of the contract's server prefixes. Nothing else of the exchange can be checked, so it counts as unchecked and fails the gate until the operation is declared or allowed by name in the config.",
  example: 'GET /v2/p/apigw/instances/i/progress matches no operation',
  fix: 'declare the operation, exclude the recording, or allow it: allow: ["operation-undocumented: GET /path"]',
  elsewhere: { oasdiff: 'endpoint-added', Optic: 'UnmatchedPath, UnmatchedMethod' },
};
