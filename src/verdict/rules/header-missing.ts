import { headerValue } from '../../lib/headers.ts';
import type { Rule } from '../rule.ts';
import { headerMissingMessage } from '../wording.ts';

export const headerMissing: Rule = {
  code: 'header-missing',
  level: 'error',
  meaning: 'a required response header is absent',
  explanation:
    'The response declares the header with required: true and it did not come. Names compare without case.',
  example: 'required header "x-request-id" is missing',
  fix: 'drop required, or report it to the vendor',
  elsewhere: { oasdiff: 'required-response-header-removed', Schemathesis: 'response_headers_conformance' },
  find: ({ exchange, response }) => {
    const observed = exchange.response.headers;
    if (response === undefined || observed === undefined) return [];
    return response.headers
      .filter(({ name, required }) => required && headerValue(observed, name) === undefined)
      .map(({ name }) => ({
        code: 'header-missing',
        pointer: '',
        name,
        message: headerMissingMessage(name),
        expected: 'required',
        received: 'absent',
        declaredAt: response.pointer,
      }));
  },
};
