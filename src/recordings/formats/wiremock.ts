// WireMock's request journal, as GET /__admin/requests gives it: every request that a server received, with the response that it sent or
// passed on (https://wiremock.org/docs/verifying/).

import type { Limits } from '../../json/limits.ts';
import type { Piece } from '../../json/stream.ts';
import { methodNamed } from '../../lib/http-methods.ts';
import { isObject, type JsonObject } from '../../lib/objects.ts';
import type { Body, Exchange } from '../../model.ts';
import type { Head, RecordingFormat } from '../format.ts';
import {
  base64Body,
  headersFrom,
  noBody,
  optionalText,
  parseRecord,
  readList,
  refuse,
  repeatingBodies,
  statusFrom,
  textBody,
} from '../message.ts';

export const wiremock: RecordingFormat = {
  name: 'wiremock',
  description: "WireMock's request journal",
  sniff: isJournal,
  read: (source) =>
    readList(source, ['requests'], (element, at) => ({ ...at, ...exchangeOf(element, source.limits) })),
};

function isJournal({ outline: { names } }: Head): boolean {
  return names.has('requests') && (names.has('requestJournalDisabled') || names.has('meta/total'));
}

function exchangeOf(element: Piece, limits: Limits): Pick<Exchange, 'startedAt' | 'request' | 'response'> {
  const { text, record: event, names } = parseRecord(element, limits);
  repeatingBodies(text, event, names, []);
  if (!isObject(event) || !isObject(event.request))
    return refuse('no served request: has no object "request"');
  if (!isObject(event.response)) return refuse('no response was recorded');
  const { request, response } = event;
  const url = optionalText(request.absoluteUrl, 'request.absoluteUrl') ?? request.url;
  const { method } = request;
  if (typeof method !== 'string' || typeof url !== 'string')
    return refuse('no served request: request.method or request.url is no string');
  const startedAt = optionalText(request.loggedDateString, 'request.loggedDateString');
  return {
    ...(startedAt !== undefined && { startedAt }),
    request: {
      method: methodNamed(method),
      url,
      headers: headersFrom(request.headers, 'request.headers'),
      body: bodyOf(request, 'request'),
    },
    response: {
      status: statusFrom(response.status),
      headers: headersFrom(response.headers, 'response.headers'),
      body: bodyOf(response, 'response'),
    },
  };
}

/** WireMock writes a body as octets and as text; the text of what is no UTF-8 says less. */
function bodyOf(message: JsonObject, what: string): Body {
  const text = optionalText(message.body, `${what}.body`);
  const octets = optionalText(message.bodyAsBase64, `${what}.bodyAsBase64`);
  if (octets === undefined) return text === undefined ? noBody() : textBody(text);
  const body = base64Body(octets);
  const decoded = body.kind === 'bytes' ? Buffer.from(body.bytes).toString('utf8') : '';
  if (text !== undefined && body.kind !== 'unrecorded' && text !== decoded)
    return refuse(`no exchange: ${what} has two bodies that differ`);
  return body;
}
