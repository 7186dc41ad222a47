import { mayHaveNoBody } from '../responses.ts';
import type { Rule } from '../rule.ts';

export const bodyUnexpected: Rule = {
  code: 'body-unexpected',
  level: 'warning',
  meaning: 'a body where the contract declares none',
  explanation:
    'The response declares no content and a body came, or HTTP itself allows none (204, 304 and answers to HEAD, RFC 9110) and the recording holds one.',
  example: 'a body of 20 bytes, declared without content',
  fix: 'declare the content, or report it to the vendor',
  find: ({ exchange, response, body }) => {
    if (
      response === undefined ||
      body.kind === 'none' ||
      exchange.response.body.kind === 'none' ||
      exchange.response.body.kind === 'unrecorded'
    )
      return [];
    if (response.content.length > 0 && !mayHaveNoBody(exchange)) return [];
    const declared = response.content.length > 0 ? 'HTTP allows none here' : 'declared without content';
    return [
      { code: 'body-unexpected', pointer: '', message: `a body, ${declared}`, declaredAt: response.pointer },
    ];
  },
};
