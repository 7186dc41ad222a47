import { type HeadRule, NO_ISSUES, type RuleWords } from '../rule.ts';
import { isMisreading, readHeader } from '../values/read.ts';

export const headerMismatch: HeadRule = {
  kind: 'head',
  code: 'header-mismatch',
  level: 'error',
  find: ({ response, headers, explainer }) => {
    if (response === undefined || response.headers.length === 0 || headers === undefined) return NO_ISSUES;
    return response.headers.flatMap((header) => {
      const reading = readHeader(header, headers);
      if (!isMisreading(reading)) return [];
      const { name, pointer: declaredAt } = header;
      const message = `header "${name}" ${explainer?.misreading(header, reading)}`;
      return [{ code: 'header-mismatch', pointer: '', name, message, declaredAt }];
    });
  },
};

export const headerMismatchWords: RuleWords = {
  meaning: 'a response header whose value is not of its schema',
  explanation:
    'The header is declared with a schema and its value does not fit it. Values are text: they are read as the number, boolean, array or object that the schema asks for (OpenAPI 3.1, style simple), and the lines of one field as one list; those of Set-Cookie each by itself.',
  example: 'header "x-ratelimit-remaining" is "aaaa", declared as integer',
  fix: 'correct the schema, or report it to the vendor',
  elsewhere: { oasdiff: 'response-header-type-changed', Schemathesis: 'response_headers_conformance' },
};
