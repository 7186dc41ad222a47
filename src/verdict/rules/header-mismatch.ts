import { headerMismatches } from '../headers.ts';
import type { Rule } from '../rule.ts';
import { headerMismatchMessage } from '../wording.ts';

export const headerMismatch: Rule = {
  code: 'header-mismatch',
  level: 'error',
  meaning: 'a response header whose value is not of its schema',
  explanation:
    'The header is declared with a schema and its value does not fit it. Values are text: they are read as the number, boolean or list that the schema asks for (OpenAPI 3.1, style simple).',
  example: 'header "x-ratelimit-remaining" does not fit its schema (integer)',
  fix: 'correct the schema, or report it to the vendor',
  elsewhere: { oasdiff: 'response-header-type-changed', Schemathesis: 'response_headers_conformance' },
  find: ({ exchange, response }) => {
    const observed = exchange.response.headers;
    if (response === undefined || observed === undefined) return [];
    return response.headers
      .filter((header) => headerMismatches(header, observed))
      .map(({ name, types }) => ({
        code: 'header-mismatch',
        pointer: '',
        name,
        message: headerMismatchMessage(name, types),
        declaredAt: response.pointer,
      }));
  },
};
