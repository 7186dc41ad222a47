// The request's half of an exchange: what is wrong with its parameters and its body (OpenAPI 3.1, Request Body Object).
import { headerValue } from '../lib/headers.ts';
import type { CompiledOperation, ContractDetail, Exchange, Violation } from '../model.ts';
import { explainValue } from '../schema/explain.ts';
import { type JsonBody, readJson } from './body.ts';
import { contentFor, essenceOf, isJson } from './media-type.ts';
import type { RequestCheck, RequestObservation } from './observation.ts';
import { parameterDefects } from './parameters.ts';

const NO_BODY: JsonBody = { kind: 'none' };

/** The fast answer: nothing is wrong with the request, as far as it was recorded. */
function isClean(operation: CompiledOperation, exchange: Exchange): boolean {
  if (parameterDefects(operation, exchange).length > 0) return false;
  if (operation.requestBody === undefined) return exchange.request.body.kind === 'none';
  const { content, body } = readRequestBody(operation, exchange);
  if (body.kind === 'none') return !operation.requestBody.required;
  return (
    body.kind === 'value' &&
    content !== undefined &&
    body.repetitions.length === 0 &&
    content.strict(body.value)
  );
}

function observe(
  detail: ContractDetail,
  operation: CompiledOperation,
  exchange: Exchange,
): RequestObservation {
  const read = readRequestBody(operation, exchange);
  return {
    ...read,
    parameters: parameterDefects(operation, exchange),
    violations: violationsOf(detail, read),
  };
}

type ReadBody = Pick<RequestObservation, 'mediaType' | 'content' | 'body'>;

function readRequestBody({ requestBody }: CompiledOperation, { request }: Exchange): ReadBody {
  const contentType = headerValue(request.headers, 'content-type');
  const mediaType = contentType === undefined ? undefined : essenceOf(contentType);
  if (requestBody === undefined || request.body.kind === 'none')
    return { mediaType, content: undefined, body: NO_BODY };
  const content =
    mediaType === undefined
      ? requestBody.content.find((one) => isJson(one.mediaType))
      : contentFor(requestBody.content, mediaType);
  if (request.body.kind === 'unrecorded')
    return {
      mediaType,
      content,
      body: { kind: 'unchecked', reason: 'request-body-unrecorded', message: request.body.reason },
    };
  if (content === undefined)
    return { mediaType, content, body: { kind: 'value', value: undefined, repetitions: [], earlier: [] } };
  if (isJson(mediaType ?? content.mediaType))
    return { mediaType, content, body: readJson(request.body, request.headers) };
  if (content.schema === undefined)
    return { mediaType, content, body: { kind: 'value', value: undefined, repetitions: [], earlier: [] } };
  return {
    mediaType,
    content,
    body: {
      kind: 'unchecked',
      reason: 'request-media-type-unreadable',
      message: `a body of ${content.mediaType} can not be read here`,
    },
  };
}

function violationsOf(detail: ContractDetail, { content, body }: ReadBody): readonly Violation[] {
  if (body.kind !== 'value' || content?.schema === undefined || content.strict(body.value)) return [];
  return explainValue(detail, content.schema, body.value).violations;
}

export const requestCheck: RequestCheck = { isClean, observe };
