import { listOf } from '../../lib/suggest.ts';
import type { Rule } from '../rule.ts';

export const requestMediaTypeUndocumented: Rule = {
  code: 'request-media-type-undocumented',
  level: 'error',
  meaning: 'a request body of a media type that the operation does not declare',
  explanation:
    'With --requests: the Content-Type of the request is covered by no content of the declared request body (exact, then type/*, then */*).',
  example: 'request media type "text/plain" is not declared; declared: application/json',
  fix: 'correct the client, or declare the media type',
  elsewhere: { oasdiff: 'request-body-media-type-removed', Optic: 'UnmatchedRequestBody' },
  find: ({ operation, request }) => {
    if (
      operation?.requestBody === undefined ||
      request === undefined ||
      request.body.kind === 'none' ||
      request.mediaType === undefined ||
      request.content !== undefined
    )
      return [];
    const declared = listOf(operation.requestBody.content.map(({ mediaType }) => mediaType));
    return [
      {
        code: 'request-media-type-undocumented',
        pointer: '',
        name: request.mediaType,
        message: `request media type "${request.mediaType}" is not declared; declared: ${declared}`,
        expected: declared,
        declaredAt: operation.pointer,
      },
    ];
  },
};
