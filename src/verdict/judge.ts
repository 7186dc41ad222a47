// The fast path: it answers for what is clean and allocates nothing for it. What a method, path, status and Content-Type mean together
// is looked up once and then remembered, since a recording says the same over and over.

import { countNames, countNamesAtMost, isDeeperThan, isValueDeeperThan, MAX_DEPTH } from '../json/survey.ts';
import { headerValue } from '../lib/headers.ts';
import type {
  CompiledContent,
  CompiledContract,
  CompiledOperation,
  CompiledResponse,
  Exchange,
  Headers,
} from '../model.ts';
import { bodyText, withoutByteOrderMark } from './body.ts';
import { headerMismatches, undocumentedHeaders } from './headers.ts';
import { matchOperation } from './match.ts';
import { contentFor, essenceOf, isJson } from './media-type.ts';
import type { CheckOptions } from './observation.ts';
import { mayHaveNoBody, responseFor } from './responses.ts';
import { isStale } from './stale.ts';
import { isValid, type Verdict } from './verdict.ts';

/** The verdict where it is clean, one shared object per response and media type; undefined where it takes the explanation. */
export function judge(
  contract: CompiledContract,
  exchange: Exchange,
  options: CheckOptions = {},
): Verdict | undefined {
  if (isStale(exchange, options.staleBefore)) return undefined;
  const { request, response: observed } = exchange;
  const operation = matchOperation(contract, request.method, request.url);
  if (operation === undefined) return undefined;
  const meant = meantBy(operation, exchange);
  const { response, content } = meant;
  if (response === undefined || !headersAreClean(response, exchange, options)) return undefined;
  if (options.requests?.isClean(operation, exchange) === false) return undefined;
  if (response.content.length === 0) return observed.body.kind === 'none' ? meant.withoutBody : undefined;
  if (observed.body.kind === 'none') return mayHaveNoBody(exchange) ? meant.withoutBody : undefined;
  if (content === undefined || mayHaveNoBody(exchange)) return undefined;
  return bodyIsClean(content, exchange, options) ? meant.withBody : undefined;
}

/** `content` is JSON, or else it is left to the explanation. */
type Meant = {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly hasHeaders: boolean;
  readonly response: CompiledResponse | undefined;
  readonly content: CompiledContent | undefined;
  readonly withBody: Verdict;
  readonly withoutBody: Verdict;
};

/** More would be no repetition. */
const MOST = 16;
const meanings = new WeakMap<CompiledOperation, Meant[]>();
let lastOperation: CompiledOperation | undefined;
let lastMeanings: Meant[] = [];
/** Readers hand on one object for headers that are the same again. */
let lastHeaders: Headers | undefined;
let lastMeant: Meant | undefined;

function meantBy(operation: CompiledOperation, { response: { status, headers } }: Exchange): Meant {
  if (headers === lastHeaders && lastMeant?.status === status && lastMeant.withBody.operation === operation)
    return lastMeant;
  lastMeant = meantAmong(operation, status, headers);
  lastHeaders = headers;
  return lastMeant;
}

function meantAmong(operation: CompiledOperation, status: number, headers: Headers | undefined): Meant {
  if (operation !== lastOperation) {
    lastOperation = operation;
    lastMeanings = meanings.get(operation) ?? [];
    meanings.set(operation, lastMeanings);
  }
  const contentType = headers === undefined ? undefined : headerValue(headers, 'content-type');
  const hasHeaders = headers !== undefined;
  for (const meant of lastMeanings)
    if (meant.status === status && meant.contentType === contentType && meant.hasHeaders === hasHeaders)
      return meant;
  const meant = lookUp(operation, { status, contentType, hasHeaders });
  if (lastMeanings.length < MOST) lastMeanings.push(meant);
  return meant;
}

function lookUp(
  operation: CompiledOperation,
  said: Pick<Meant, 'status' | 'contentType' | 'hasHeaders'>,
): Meant {
  const response = responseFor(operation, said.status);
  const content = response && jsonContent(response, said);
  const base = { outcome: 'clean', operation, ...(response && { response }), issues: [] } as const;
  const mediaType = content?.mediaType;
  return {
    ...said,
    response,
    content,
    withBody: { ...base, ...(mediaType !== undefined && { mediaType }) },
    withoutBody: base,
  };
}

function jsonContent(
  { content }: CompiledResponse,
  { contentType, hasHeaders }: Pick<Meant, 'contentType' | 'hasHeaders'>,
): CompiledContent | undefined {
  const essence = contentType === undefined ? undefined : essenceOf(contentType);
  const declared = !hasHeaders
    ? content[0]
    : essence === undefined
      ? undefined
      : contentFor(content, essence);
  if (declared === undefined) return undefined;
  const { mediaType } = declared;
  const actual = mediaType.includes('*') ? essenceOf(contentType ?? 'application/json') : mediaType;
  return isJson(actual ?? '') ? declared : undefined;
}

function headersAreClean(
  response: CompiledResponse,
  { response: { headers } }: Exchange,
  { headersAllowed }: CheckOptions,
): boolean {
  if (response.headers.length === 0 || headers === undefined) return true;
  for (const header of response.headers) {
    if (header.required && headerValue(headers, header.name) === undefined) return false;
    if (headerMismatches(header, headers)) return false;
  }
  return undocumentedHeaders(response.headers, headers, headersAllowed).length === 0;
}

function bodyIsClean(
  content: CompiledContent,
  { response: { headers, body } }: Exchange,
  { observe }: CheckOptions,
): boolean {
  if (body.kind === 'json') {
    if (content.unbounded === true && isValueDeeperThan(body.value, MAX_DEPTH)) return false;
    if (!isValid(content, body.value)) return false;
    observe?.(content, body.value);
    return true;
  }
  const decoded = bodyText(body, headers);
  if (!('text' in decoded)) return false;
  const text = withoutByteOrderMark(decoded.text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  if (content.unbounded === true && isDeeperThan(text, MAX_DEPTH)) return false;
  if (!isValid(content, value) || mayRepeatName(text, value)) return false;
  observe?.(content, value);
  return true;
}

function mayRepeatName(text: string, value: unknown): boolean {
  return countNamesAtMost(text) !== countNames(value);
}
