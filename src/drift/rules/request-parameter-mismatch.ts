import type { Rule } from '../rule.ts';

export const requestParameterMismatch: Rule = {
  code: 'request-parameter-mismatch',
  level: 'error',
  meaning: 'a parameter whose value is not of its schema',
  explanation:
    'With --requests: the value of a parameter, read as the type that its schema asks for, does not fit the schema. Values of credentials are not looked at, and object parameters only for their presence.',
  example: 'query parameter "limit" does not fit its schema (integer)',
  fix: 'correct the client, or the schema',
  elsewhere: { oasdiff: 'request-parameter-type-changed' },
  find: ({ request }) =>
    (request?.parameters ?? [])
      .filter(({ defect }) => defect === 'mismatch')
      .map(({ in: where, name, types, declaredAt }) => ({
        code: 'request-parameter-mismatch',
        pointer: '',
        name: `${where} ${name}`,
        message: `${where} parameter "${name}" does not fit its schema${types.length > 0 ? ` (${types.join(' or ')})` : ''}`,
        declaredAt,
      })),
};
