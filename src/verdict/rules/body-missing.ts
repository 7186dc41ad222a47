import { mayHaveNoBody } from '../responses.ts';
import type { Rule } from '../rule.ts';
import { bodyMissingMessage, declaredMediaTypes } from '../wording.ts';

export const bodyMissing: Rule = {
  code: 'body-missing',
  level: 'error',
  meaning: 'no body where the contract declares one',
  explanation:
    'The response declares content and the body is empty. A HEAD request and the statuses 1xx, 204, 205 and 304 have no body by HTTP itself and are never missing one (RFC 9110).',
  example: 'no body, declared as application/json',
  fix: 'declare the response without content, or report it to the vendor',
  find: ({ exchange, response, body }) => {
    if (
      response === undefined ||
      response.content.length === 0 ||
      body.kind !== 'none' ||
      mayHaveNoBody(exchange)
    )
      return [];
    const declared = declaredMediaTypes(response.content);
    return [
      {
        code: 'body-missing',
        pointer: '',
        message: bodyMissingMessage(declared),
        expected: declared,
        declaredAt: response.pointer,
      },
    ];
  },
};
