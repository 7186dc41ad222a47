import type { RequestRule, RuleWords } from '../rule.ts';

export const requestBodyMismatch: RequestRule = {
  kind: 'request',
  code: 'request-body-mismatch',
  level: 'error',
  find: ({ valueIssues }) =>
    valueIssues.map(({ code, name, message, ...issue }) => ({
      ...issue,
      code: 'request-body-mismatch',
      name: name === undefined ? code : `${code} ${name}`,
      message: `request body: ${message}`,
    })),
};

export const requestBodyMismatchWords: RuleWords = {
  meaning: 'a request body that does not fit its schema',
  explanation:
    'With --requests: the request body breaks its schema, read as strictly as a response: unknown properties, missing ones, wrong types, values outside of their lists and limits. A readOnly property must not be sent. One finding per cause, at its pointer in the request body.',
  example: 'request body: undocumented property "colour"',
  fix: 'correct the client, or the schema',
};
