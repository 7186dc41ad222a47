import { missingCredentials } from '../credentials.ts';
import { NO_ISSUES, type RequestRule, type RuleWords } from '../rule.ts';

export const requestCredentialsMissing: RequestRule = {
  kind: 'request',
  code: 'request-credentials-missing',
  level: 'off',
  find: ({ operation, exchange }) => {
    const missing = missingCredentials(operation, exchange.request);
    if (missing === undefined) return NO_ISSUES;
    const alternatives = missing.map((names) => names.map((name) => `"${name}"`).join(' and ')).join(', or ');
    return [
      {
        code: 'request-credentials-missing',
        pointer: '',
        message: `no credentials: the request lacks ${alternatives}`,
        expected: operation.security
          .map((names) => names.map((name) => `"${name}"`).join(' and '))
          .join(', or '),
        received: 'none of them',
        declaredAt: operation.pointer,
      },
    ];
  },
};

export const requestCredentialsMissingWords: RuleWords = {
  meaning:
    'a request without the credentials that the operation asks for; off unless the config sets a level',
  explanation:
    'With --requests, where the config sets a level for it: the operation has security requirements (OpenAPI 3.1, Security Requirement Object) and the request fulfils none of the alternatives. A key is looked for under its name in headers, query and cookies, everything else in Authorization; a redacted value is present. An empty alternative makes credentials optional, and mutual TLS shows in no message. Many recorders leave credentials out, so the rule is off unless set.',
  example: 'no credentials: the request lacks "X-Auth-Token", or "Authorization"',
  fix: 'correct the client, or the security requirements; check that the recorder keeps the names of credentials',
};
