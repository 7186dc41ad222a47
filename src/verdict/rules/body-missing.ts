import { declaredMediaTypes } from '../media-type.ts';
import { mayHaveNoBody } from '../responses.ts';
import { NO_ISSUES, type RuleWords, type TextRule } from '../rule.ts';

export const bodyMissing: TextRule = {
  kind: 'text',
  code: 'body-missing',
  level: 'error',
  find: ({ exchange, response, body }) => {
    if (response === undefined || response.content.length === 0) return NO_ISSUES;
    if (body.kind !== 'none' || mayHaveNoBody(exchange)) return NO_ISSUES;
    const declared = declaredMediaTypes(response.content);
    return [
      {
        code: 'body-missing',
        pointer: '',
        message: `no body, declared as ${declared}`,
        expected: declared,
        declaredAt: response.pointer,
      },
    ];
  },
};

export const bodyMissingWords: RuleWords = {
  meaning: 'no body where the contract declares one',
  explanation:
    'The response declares content and the body is empty. A HEAD request and the statuses 1xx, 204, 205 and 304 have no body by HTTP itself and are never missing one (RFC 9110).',
  example: 'no body, declared as application/json',
  fix: 'declare the response without content, or report it to the vendor',
};
