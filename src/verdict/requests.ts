// The request's half of an exchange: its parameters and its body (OpenAPI 3.1, Parameter Object and Request Body Object).
import { headerValue } from '../lib/headers.ts';
import { mediaTypeOf } from '../lib/media-type.ts';
import type { CompiledOperation, Exchange } from '../model.ts';
import { type BodyReader, type BodyReading, NO_BODY, type ReadBody, readBody } from './body.ts';
import { parameterDefects } from './parameters.ts';
import type { Explainer, RequestObservation, Rule } from './rule.ts';
import { judgeBody } from './value.ts';

export type ReadRequest = (
  reader: BodyReader,
  operation: CompiledOperation,
  exchange: Exchange,
  rules: readonly Rule[],
  explainer: Explainer | undefined,
) => RequestObservation;

export const readRequest: ReadRequest = (reader, operation, exchange, rules, explainer) => {
  const { headers, body: sent } = exchange.request;
  const contentType = headerValue(headers, 'content-type');
  const mediaType = contentType === undefined ? undefined : mediaTypeOf(contentType);
  const { content, body } =
    operation.requestBody === undefined || sent.kind === 'none'
      ? WITHOUT_BODY
      : readBody(
          reader,
          { content: operation.requestBody.content, mediaType, headers, body: sent },
          explainer,
        );
  const verdict = judgeBody(content, body, rules, explainer);
  const parameters = parameterDefects(operation, exchange);
  return {
    exchange,
    operation,
    parameters,
    mediaType,
    content,
    body: ofRequest(body),
    explainer,
    valueIssues: verdict.issues,
    untried: verdict.untried,
  };
};

const WITHOUT_BODY: BodyReading = { content: undefined, body: NO_BODY };

/** What could not be checked of a request is allowed under names of its own. */
function ofRequest(body: ReadBody): ReadBody {
  if (body.kind === 'value' && body.items?.unread !== undefined) {
    const { reason, message } = body.items.unread;
    return { ...body, items: { ...body.items, unread: { reason: `request-${reason}`, message } } };
  }
  return body.kind === 'unchecked' ? { ...body, reason: `request-${body.reason}` } : body;
}
