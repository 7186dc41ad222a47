import { isUnseen } from '../body.ts';
import { mayHaveNoBody } from '../responses.ts';
import { NO_ISSUES, type RuleWords, type TextRule } from '../rule.ts';

export const bodyUnexpected: TextRule = {
  kind: 'text',
  code: 'body-unexpected',
  level: 'warning',
  find: ({ exchange, response, body }) => {
    if (response === undefined || body.kind === 'none' || isUnseen(exchange.response.body)) return NO_ISSUES;
    const isDeclared = response.content.length > 0;
    if (isDeclared && !mayHaveNoBody(exchange)) return NO_ISSUES;
    return [
      {
        code: 'body-unexpected',
        pointer: '',
        message: `a body, ${isDeclared ? 'HTTP allows none here' : 'declared without content'}`,
        declaredAt: response.pointer,
      },
    ];
  },
};

export const bodyUnexpectedWords: RuleWords = {
  meaning: 'a body where the contract declares none',
  explanation:
    'The response declares no content and a body came, or HTTP itself allows none (204, 304 and answers to HEAD, RFC 9110) and the recording holds one.',
  example: 'a body of 20 bytes, declared without content',
  fix: 'declare the content, or report it to the vendor',
};
