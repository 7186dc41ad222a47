// Our own record of an exchange, as NDJSON and JSON hold it:
// {"startedAt", "request": {"method","url","headers"}, "response": {"status","headers", "body"|"bodyText"|"bodyBase64"|"bodyUnrecorded"}}.
import { isObject, type JsonObject } from '../lib/objects.ts';
import type { Body, ExchangeRequest, ExchangeResponse } from '../model.ts';
import { base64Body, headersFrom, isStatus, noBody, statusProblem, textBody, unrecorded } from './message.ts';

export type Described = {
  readonly startedAt: string | undefined;
  readonly request: ExchangeRequest;
  readonly response: ExchangeResponse;
};

/** What the record says, or why it is no exchange. */
export function describe(record: unknown): Described | string {
  if (!isObject(record)) return 'no exchange: not a JSON object';
  const { request, response, startedAt } = record;
  if (!isObject(request)) return 'no exchange: has no object "request"';
  if (!isObject(response)) return 'no exchange: has no object "response"';
  const { method, url } = request;
  const { status } = response;
  if (typeof method !== 'string' || method === '') return 'no exchange: request.method is no string';
  if (typeof url !== 'string' || url === '') return 'no exchange: request.url is no string';
  if (!isStatus(status)) return statusProblem(status);
  return {
    startedAt: typeof startedAt === 'string' ? startedAt : undefined,
    request: { method, url, headers: headersFrom(request.headers), body: bodyOf(request) },
    response: { status, headers: headersFrom(response.headers), body: bodyOf(response) },
  };
}

export function isExchangeRecord(record: unknown): boolean {
  return isObject(record) && isObject(record.request) && isObject(record.response);
}

// The text says more than the parsed value, so it wins where a recorder writes both.
function bodyOf(message: JsonObject): Body {
  const { bodyText, bodyBase64 } = message;
  if (typeof bodyText === 'string') return textBody(bodyText);
  if (typeof bodyBase64 === 'string') return base64Body(bodyBase64);
  if (typeof message.bodyUnrecorded === 'string') return unrecorded(message.bodyUnrecorded);
  return Object.hasOwn(message, 'body') ? { kind: 'json', value: message.body } : noBody();
}
