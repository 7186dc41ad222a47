import type { RequestRule, RuleWords } from '../rule.ts';

export const requestBodyMissing: RequestRule = {
  kind: 'request',
  code: 'request-body-missing',
  level: 'error',
  find: ({ operation, body }) =>
    operation.requestBody?.required === true && body.kind === 'none'
      ? [
          {
            code: 'request-body-missing',
            pointer: '',
            message: 'no request body, declared as required',
            declaredAt: operation.pointer,
          },
        ]
      : [],
};

export const requestBodyMissingWords: RuleWords = {
  meaning: 'no request body where one is required',
  explanation:
    'With --requests: the operation declares its request body as required and the request has none.',
  example: 'no request body, declared as required',
  fix: 'correct the client, or drop required from the request body',
  elsewhere: { oasdiff: 'request-body-became-required' },
};
