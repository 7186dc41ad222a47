import { mayHaveNoBody } from '../responses.ts';
import type { Rule } from '../rule.ts';
import { declaredMediaTypes, mediaTypeMessage } from '../wording.ts';

export const mediaTypeUndocumented: Rule = {
  code: 'media-type-undocumented',
  level: 'error',
  meaning: 'a Content-Type that the response does not declare, or none at all',
  explanation:
    "The body comes with a media type that no key of the response's content covers (exact, then type/*, then */*; parameters and case say nothing), or without a readable Content-Type. In the latter case the body is still judged when it is JSON.",
  example: 'media type "text/html" is not declared; declared: application/json',
  fix: 'declare the media type, or report it to the vendor',
  elsewhere: {
    oasdiff: 'response-media-type-added',
    Schemathesis: 'content_type_conformance',
    Optic: 'UnmatchedResponseBody',
  },
  find: (observation) => {
    const { exchange, response, content, mediaType, body } = observation;
    if (response === undefined || response.content.length === 0 || exchange.response.headers === undefined)
      return [];
    if (
      mayHaveNoBody(exchange) ||
      (body.kind === 'none' && mediaType === undefined) ||
      (content !== undefined && mediaType !== undefined)
    )
      return [];
    if (
      exchange.response.body.kind === 'none' ||
      (exchange.response.body.kind === 'unrecorded' && mediaType === undefined)
    )
      return [];
    const declared = declaredMediaTypes(response.content);
    return [
      {
        code: 'media-type-undocumented',
        pointer: '',
        message: mediaTypeMessage(mediaType, declared),
        expected: declared,
        declaredAt: response.pointer,
        ...(mediaType === undefined ? {} : { name: mediaType }),
      },
    ];
  },
};
