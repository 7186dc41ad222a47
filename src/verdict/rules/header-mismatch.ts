import type { Rule } from '../rule.ts';
import { explainMisreading } from '../values/explain.ts';
import { isMisreading, readHeader } from '../values/read.ts';
import { headerMismatchMessage } from '../wording.ts';

export const headerMismatch: Rule = {
  code: 'header-mismatch',
  level: 'error',
  meaning: 'a response header whose value is not of its schema',
  explanation:
    'The header is declared with a schema and its value does not fit it. Values are text: they are read as the number, boolean, array or object that the schema asks for (OpenAPI 3.1, style simple), and the lines of one field as one list; those of Set-Cookie each by itself.',
  example: 'header "x-ratelimit-remaining" is "aaaa", declared as integer',
  fix: 'correct the schema, or report it to the vendor',
  elsewhere: { oasdiff: 'response-header-type-changed', Schemathesis: 'response_headers_conformance' },
  find: ({ exchange, response, detail }) => {
    const observed = exchange.response.headers;
    if (response === undefined || observed === undefined) return [];
    return response.headers.flatMap((header) => {
      const reading = readHeader(header, observed);
      if (!isMisreading(reading)) return [];
      const { name, pointer: declaredAt } = header;
      const message = headerMismatchMessage(name, explainMisreading(detail, header, reading));
      return [{ code: 'header-mismatch', pointer: '', name, message, declaredAt }];
    });
  },
};
