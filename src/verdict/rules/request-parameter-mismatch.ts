import { NO_ISSUES, type RequestRule, type RuleWords } from '../rule.ts';

export const requestParameterMismatch: RequestRule = {
  kind: 'request',
  code: 'request-parameter-mismatch',
  level: 'error',
  find: ({ parameters, explainer }) =>
    parameters.flatMap((found) => {
      if (found.defect !== 'mismatch') return NO_ISSUES;
      const { in: where, name, declared, reading, declaredAt } = found;
      const message = `${where} parameter "${name}" ${explainer?.misreading(declared, reading)}`;
      return [
        { code: 'request-parameter-mismatch', pointer: '', name: `${where} ${name}`, message, declaredAt },
      ];
    }),
};

export const requestParameterMismatchWords: RuleWords = {
  meaning: 'a parameter whose value is not of its schema',
  explanation:
    'With --requests: the text of a parameter, taken apart by its style and explode and read as the types that its schema asks for, has no reading that fits the schema. Where OpenAPI does not say how a value stands in text, as for an array inside of an object, nothing is said about it. Values of credentials are not looked at.',
  example: 'query parameter "limit" is 1000, declared maximum 100',
  fix: 'correct the client, or the schema',
  elsewhere: { oasdiff: 'request-parameter-type-changed' },
};
