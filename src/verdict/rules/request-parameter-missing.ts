import type { RequestRule, RuleWords } from '../rule.ts';

export const requestParameterMissing: RequestRule = {
  kind: 'request',
  code: 'request-parameter-missing',
  level: 'error',
  find: ({ parameters }) =>
    parameters
      .filter(({ defect }) => defect === 'missing')
      .map(({ in: where, name, declaredAt }) => ({
        code: 'request-parameter-missing',
        pointer: '',
        name: `${where} ${name}`,
        message: `required ${where} parameter "${name}" is missing`,
        declaredAt,
      })),
};

export const requestParameterMissingWords: RuleWords = {
  meaning: 'a required parameter or header is not in the request',
  explanation:
    'With --requests: the operation requires a path, query, header or cookie parameter and the recorded request has none. A credential is not missing where another one stands in for it (a signature for a token), where its value was redacted, or where the answer is 401. Accept, Content-Type and Authorization are no parameters in OpenAPI.',
  example: 'required query parameter "limit" is missing',
  fix: 'correct the client, or drop required from the parameter',
  elsewhere: { oasdiff: 'new-required-request-parameter' },
};
