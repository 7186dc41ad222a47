import type { Rule } from '../rule.ts';

export const requestBodyUnexpected: Rule = {
  code: 'request-body-unexpected',
  level: 'warning',
  meaning: 'a request body where the operation declares none',
  explanation:
    'With --requests: the operation declares no request body and the request has one. The service may ignore it, or the contract has a gap.',
  example: 'a request body, declared without one',
  fix: 'declare the request body, or stop sending it',
  find: ({ exchange, operation, request }) => {
    const { kind } = exchange.request.body;
    if (
      request === undefined ||
      operation === undefined ||
      operation.requestBody !== undefined ||
      kind === 'none' ||
      kind === 'unrecorded'
    )
      return [];
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
