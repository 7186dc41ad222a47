import { mayHaveNoBody } from '../responses.ts';
import type { Rule } from '../rule.ts';
import { bodyUnexpectedMessage } from '../wording.ts';

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
    const message = bodyUnexpectedMessage(response.content.length > 0);
    return [{ code: 'body-unexpected', pointer: '', message, declaredAt: response.pointer }];
  },
};
