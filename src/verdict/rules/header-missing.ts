import { headerValue } from '../../lib/headers.ts';
import { nearest } from '../../lib/suggest.ts';
import { undocumentedHeaders } from '../headers.ts';
import { type HeadRule, NO_ISSUES, type RuleWords } from '../rule.ts';

export const headerMissing: HeadRule = {
  kind: 'head',
  code: 'header-missing',
  level: 'error',
  find: ({ response, headers }) => {
    if (response === undefined || response.headers.length === 0 || headers === undefined) return NO_ISSUES;
    const missing = response.headers.filter(
      ({ name, required }) => required && headerValue(headers, name) === undefined,
    );
    return missing.map(({ name }) => {
      const near = nearest(name, undocumentedHeaders(response.headers, headers));
      return {
        code: 'header-missing',
        pointer: '',
        name,
        message: `required header "${name}" is missing`,
        expected: 'required',
        received: 'absent',
        declaredAt: response.pointer,
        ...(near !== undefined && { fix: `the response has "${near}": correct the name, or drop required` }),
      };
    });
  },
};

export const headerMissingWords: RuleWords = {
  meaning: 'a required response header is absent',
  explanation:
    'The response declares the header with required: true and it did not come. Names compare without case.',
  example: 'required header "x-request-id" is missing',
  fix: 'drop required, or report it to the vendor',
  elsewhere: { oasdiff: 'required-response-header-removed', Schemathesis: 'response_headers_conformance' },
};
