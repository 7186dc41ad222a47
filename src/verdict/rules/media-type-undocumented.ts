import { isUnseen } from '../body.ts';
import { declaredMediaTypes, observedName } from '../media-type.ts';
import { mayHaveNoBody } from '../responses.ts';
import { NO_ISSUES, type RuleWords, type TextRule } from '../rule.ts';

export const mediaTypeUndocumented: TextRule = {
  kind: 'text',
  code: 'media-type-undocumented',
  level: 'error',
  find: ({ exchange, response, content, mediaType, body }) => {
    const observed = exchange.response;
    if (response === undefined || response.content.length === 0 || observed.headers === undefined)
      return NO_ISSUES;
    if (mayHaveNoBody(exchange) || body.kind === 'none') return NO_ISSUES;
    if (mediaType === undefined && isUnseen(observed.body)) return NO_ISSUES;
    if (content !== undefined && mediaType !== undefined) return NO_ISSUES;
    const declared = declaredMediaTypes(response.content);
    const name = mediaType && observedName(mediaType, response.content);
    const said = name === undefined ? 'no readable Content-Type' : `media type "${name}" is not declared`;
    return [
      {
        code: 'media-type-undocumented',
        pointer: '',
        message: `${said}; declared: ${declared}`,
        expected: declared,
        declaredAt: response.pointer,
        ...(name === undefined ? {} : { name }),
      },
    ];
  },
};

export const mediaTypeUndocumentedWords: RuleWords = {
  meaning: 'a Content-Type that the response does not declare, or none at all',
  explanation:
    "The body comes with a media type that no key of the response's content covers (the same type with parameters that it has, then without any, then type/*, then */*; charset, case, quotes and order say nothing), or without a readable Content-Type. In the latter case the body is still judged when it is JSON.",
  example: 'media type "text/html" is not declared; declared: application/json',
  fix: 'declare the media type, or report it to the vendor',
  elsewhere: {
    oasdiff: 'response-media-type-added',
    Schemathesis: 'content_type_conformance',
    Optic: 'UnmatchedResponseBody',
  },
};
