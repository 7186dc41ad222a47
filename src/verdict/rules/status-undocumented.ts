import { headerValue } from '../../lib/headers.ts';
import { listOf } from '../../lib/suggest.ts';
import type { Exchange } from '../../model.ts';
import { type HeadRule, NO_ISSUES, type RuleWords } from '../rule.ts';

export const statusUndocumented: HeadRule = {
  kind: 'head',
  code: 'status-undocumented',
  level: 'warning',
  find: ({ exchange, operation, response }) => {
    if (operation === undefined || response !== undefined || isNotModified(exchange)) return NO_ISSUES;
    const declared = listOf(operation.responses.map(({ status }) => status)) || 'none';
    return [
      {
        code: 'status-undocumented',
        pointer: '',
        message: `status ${exchange.response.status} is not declared; declared: ${declared}`,
        expected: declared,
        declaredAt: operation.pointer,
      },
    ];
  },
};

/** RFC 9110 section 15.4.5: 304 answers a condition that the client set, and says no more than that its copy is good. */
function isNotModified({ request: { headers }, response }: Exchange): boolean {
  if (response.status !== 304) return false;
  return headers === undefined || CONDITIONS.some((name) => headerValue(headers, name) !== undefined);
}

const CONDITIONS = ['if-none-match', 'if-modified-since'];

export const statusUndocumentedWords: RuleWords = {
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
};
