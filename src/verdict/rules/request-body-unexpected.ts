import { isUnseen } from '../body.ts';
import { NO_ISSUES, type RequestRule, type RuleWords } from '../rule.ts';

export const requestBodyUnexpected: RequestRule = {
  kind: 'request',
  code: 'request-body-unexpected',
  level: 'warning',
  find: ({ exchange, operation }) => {
    const { body } = exchange.request;
    if (operation.requestBody !== undefined || body.kind === 'none' || isUnseen(body)) return NO_ISSUES;
    return [
      {
        code: 'request-body-unexpected',
        pointer: '',
        message: 'a request body, declared without one',
        declaredAt: operation.pointer,
      },
    ];
  },
};

export const requestBodyUnexpectedWords: RuleWords = {
  meaning: 'a request body where the operation declares none',
  explanation:
    'With --requests: the operation declares no request body and the request has one. The service may ignore it, or the contract has a gap.',
  example: 'a request body, declared without one',
  fix: 'declare the request body, or stop sending it',
};
