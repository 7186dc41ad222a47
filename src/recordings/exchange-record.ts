// Our own record of an exchange, as NDJSON and JSON hold it:
// {"startedAt", "request": {"method","url","headers"}, "response": {"status","headers", "body"|"bodyText"|"bodyBase64"|"bodyUnrecorded"}}.
import type { Limits } from '../json/limits.ts';
import type { Piece } from '../json/stream.ts';
import { headerValue } from '../lib/headers.ts';
import { essenceOf, framingOf } from '../lib/media-type.ts';
import { isObject, type JsonObject } from '../lib/objects.ts';
import type { Body, Exchange, JsonPointer } from '../model.ts';
import {
  base64Body,
  headersFrom,
  noBody,
  onlyOne,
  optionalText,
  parseRecord,
  refuse,
  repeatingBodies,
  statusFrom,
  textBody,
  unrecorded,
} from './message.ts';

type Described = Pick<Exchange, 'startedAt' | 'request' | 'response'>;

/** Of a body that is not JSON. */
const SPELLINGS = ['bodyText', 'bodyBase64', 'bodyUnrecorded'];
const BODIES: readonly JsonPointer[] = ['/request/body', '/response/body'];

/** What a line or element says. */
export function describe(piece: Piece, limits: Limits): Described {
  const { text, record, names } = parseRecord(piece, limits);
  if (!isObject(record)) return refuse('no exchange: not a JSON object');
  const { request, response } = record;
  if (!isObject(request)) return refuse('no exchange: has no object "request"');
  if (!isObject(response)) return refuse('no exchange: has no object "response"');
  const texts = repeatingBodies(text, record, names, BODIES);
  const { method, url } = request;
  if (typeof method !== 'string' || method === '') return refuse('no exchange: request.method is no string');
  if (typeof url !== 'string' || url === '') return refuse('no exchange: request.url is no string');
  const startedAt = optionalText(record.startedAt, 'startedAt');
  const described = {
    request: { method, url, ...contentOf(request, 'request', texts) },
    response: { status: statusFrom(response.status), ...contentOf(response, 'response', texts) },
  };
  return startedAt === undefined ? described : { startedAt, ...described };
}

export function isExchangeRecord(record: unknown): boolean {
  return isObject(record) && isObject(record.request) && isObject(record.response);
}

type Texts = ReadonlyMap<JsonPointer, string>;

/** The value of a stream is an array of its items: a string is its text. */
function contentOf(
  message: JsonObject,
  what: string,
  texts: Texts,
): Pick<Exchange['request'], 'headers' | 'body'> {
  const headers = headersFrom(message.headers, `${what}.headers`);
  const body = bodyOf(message, what, texts);
  if (body.kind !== 'json' || typeof body.value !== 'string') return { headers, body };
  const framing = framingOf(essenceOf(headerValue(headers, 'content-type') ?? '') ?? '');
  return { headers, body: framing === undefined ? body : textBody(body.value) };
}

function bodyOf(message: JsonObject, what: string, texts: Texts): Body {
  const { body, bodyText, bodyBase64, bodyUnrecorded } = message;
  const other = bodyText ?? bodyBase64 ?? bodyUnrecorded;
  const spelling = other === undefined || other === null ? undefined : onlyOne(message, SPELLINGS, what);
  const text = spelling === undefined ? undefined : optionalText(message[spelling], `${what}.${spelling}`);
  if (body !== undefined) {
    if (text !== undefined) return refuse(`no exchange: ${what} has both "body" and "${spelling}"`);
    const repeating = texts.get(`/${what}/body`);
    return repeating === undefined ? { kind: 'json', value: body } : textBody(repeating);
  }
  if (text === undefined) return noBody();
  if (spelling === 'bodyText') return textBody(text);
  return spelling === 'bodyBase64' ? base64Body(text) : unrecorded(text);
}
