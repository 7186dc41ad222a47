// The request's half of an exchange: its parameters and its body (OpenAPI 3.1, Parameter Object and Request Body Object).
import { headerValue } from '../lib/headers.ts';
import type { CompiledContent, CompiledOperation, Exchange } from '../model.ts';
import { type BodyReading, NO_BODY, OPAQUE, type ReadBody, type SurveyText } from './body.ts';
import { bodyReader } from './coding.ts';
import { contentFor, essenceOf, isJson } from './media-type.ts';
import { parameterDefects } from './parameters.ts';
import type { Explainer, RequestObservation, Rule } from './rule.ts';
import { judgeBody } from './value.ts';

export type ReadRequest = (
  operation: CompiledOperation,
  exchange: Exchange,
  rules: readonly Rule[],
  explainer: Explainer | undefined,
) => RequestObservation;

export const readRequest: ReadRequest = (operation, exchange, rules, explainer) => {
  const contentType = headerValue(exchange.request.headers, 'content-type');
  const mediaType = contentType === undefined ? undefined : essenceOf(contentType);
  const { content, body } = readRequestBody(
    operation.requestBody?.content,
    exchange.request,
    mediaType,
    explainer?.survey,
  );
  const verdict = judgeBody(content, body, rules, explainer);
  const parameters = parameterDefects(operation, exchange);
  return {
    exchange,
    operation,
    parameters,
    mediaType,
    content,
    body,
    explainer,
    valueIssues: verdict.issues,
  };
};

/** Undefined content where the operation declares none for the media type. */
function readRequestBody(
  declared: readonly CompiledContent[] | undefined,
  { body, headers }: Exchange['request'],
  mediaType: string | undefined,
  survey: SurveyText | undefined,
): BodyReading {
  if (declared === undefined || body.kind === 'none') return { content: undefined, body: NO_BODY };
  const content =
    mediaType === undefined ? declared.find((one) => isJson(one.mediaType)) : contentFor(declared, mediaType);
  if (body.kind === 'unrecorded') return { content, body: unchecked('request-body-unrecorded', body.reason) };
  if (content === undefined) return { content, body: OPAQUE };
  if (isJson(mediaType ?? content.mediaType))
    return { content, body: bodyReader.json(body, headers, survey) };
  if (content.schema === undefined) return { content, body: OPAQUE };
  const message = `a body of ${content.mediaType} can not be read here`;
  return { content, body: unchecked('request-media-type-unreadable', message) };
}

function unchecked(reason: string, message: string): ReadBody {
  return { kind: 'unchecked', reason, message };
}
