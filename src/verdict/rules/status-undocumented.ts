import type { Rule } from '../rule.ts';
import { declaredStatuses, statusMessage } from '../wording.ts';

export const statusUndocumented: Rule = {
  code: 'status-undocumented',
  level: 'warning',
  meaning: 'a status that the operation does not declare',
  explanation:
    'The operation declares neither this status nor its range (such as 4XX) nor a default response. Its body can not be held against anything.',
  example: 'status 429 is not declared; declared: 200, 401, 403, 404, 500',
  fix: 'declare the response, or report it to the vendor',
  elsewhere: {
    oasdiff: 'response-success-status-added, response-non-success-status-added',
    Schemathesis: 'status_code_conformance',
    Optic: 'UnmatchedResponseStatusCode',
  },
  find: ({ exchange, operation, response }) => {
    if (operation === undefined || response !== undefined) return [];
    const declared = declaredStatuses(operation.responses);
    const message = statusMessage(exchange.response.status, declared);
    return [
      {
        code: 'status-undocumented',
        pointer: '',
        message,
        expected: declared,
        declaredAt: operation.pointer,
      },
    ];
  },
};
