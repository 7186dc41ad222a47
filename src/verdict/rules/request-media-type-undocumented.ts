import { declaredMediaTypes, observedName } from '../media-type.ts';
import { NO_ISSUES, type RequestRule, type RuleWords } from '../rule.ts';

export const requestMediaTypeUndocumented: RequestRule = {
  kind: 'request',
  code: 'request-media-type-undocumented',
  level: 'error',
  find: ({ operation, mediaType, content, body }) => {
    const { requestBody } = operation;
    if (requestBody === undefined || body.kind === 'none') return NO_ISSUES;
    if (mediaType === undefined || content !== undefined) return NO_ISSUES;
    const name = observedName(mediaType, requestBody.content);
    const declared = declaredMediaTypes(requestBody.content);
    return [
      {
        code: 'request-media-type-undocumented',
        pointer: '',
        name,
        message: `request media type "${name}" is not declared; declared: ${declared}`,
        expected: declared,
        declaredAt: operation.pointer,
      },
    ];
  },
};

export const requestMediaTypeUndocumentedWords: RuleWords = {
  meaning: 'a request body of a media type that the operation does not declare',
  explanation:
    'With --requests: the Content-Type of the request is covered by no content of the declared request body (exact, then type/*, then */*).',
  example: 'request media type "text/plain" is not declared; declared: application/json',
  fix: 'correct the client, or declare the media type',
  elsewhere: { oasdiff: 'request-body-media-type-removed', Optic: 'UnmatchedRequestBody' },
};
