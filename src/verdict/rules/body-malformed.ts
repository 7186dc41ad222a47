import type { Rule } from '../rule.ts';
import { bodyMalformedMessage } from '../wording.ts';

export const bodyMalformed: Rule = {
  code: 'body-malformed',
  level: 'error',
  meaning: 'a body that is not what its media type says',
  explanation:
    'The body is declared as JSON and is not JSON text (RFC 8259), or its octets are not of its charset. The finding says where the text stops being JSON. NaN, trailing commas, comments and text after the value are not JSON.',
  example: 'not JSON: the text ends inside a string (line 1, column 20)',
  fix: 'report it to the vendor; check that the recording is whole',
  elsewhere: { Schemathesis: 'response_schema_conformance' },
  find: ({ body, response }) =>
    body.kind === 'malformed' && response !== undefined
      ? [
          {
            code: 'body-malformed',
            pointer: '',
            message: bodyMalformedMessage(body.message),
            declaredAt: response.pointer,
          },
        ]
      : [],
};
