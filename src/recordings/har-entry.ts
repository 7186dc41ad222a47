// One parsed entry of a HAR as an exchange.
import type { Body, Exchange, HeaderField, Unreadable } from '../model.ts';
import { base64Body, noBody, textBody, unrecorded } from './bodies.ts';
import { headersFromList, isObject, type Json } from './fields.ts';
import { isStatus, statusProblem } from './status.ts';

/** How the recorder writes `response.content`. */
export type ReadContent = (content: Json, response: Json, namesAtMost: number | undefined) => Body;

/** `index`: of the next entry. */
export type HarCursor = { readonly source: string; readonly readContent: ReadContent; index: number };

export function unreadable(cursor: HarCursor, why: string): Unreadable {
  const pointer = pointerOf(cursor.index);
  return { source: cursor.source, index: cursor.index++, pointer, unreadable: why };
}

const digits = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
let hundred = 0;
let beginning = '';

/** By two halves: V8 keeps the text of numbers that are written, and its young heap grows with those of a million entries. */
function pointerOf(index: number): string {
  if (index < 100) return `/log/entries/${index}`;
  const rest = index % 100;
  if (index - rest !== hundred) {
    hundred = index - rest;
    beginning = `/log/entries/${hundred / 100}`;
  }
  return beginning + digits[rest];
}

/** Of a parsed entry. `namesAtMost`: an upper bound of the names in JSON that its strings hold. */
export function entryFrom(
  entry: unknown,
  namesAtMost: number | undefined,
  cursor: HarCursor,
): Exchange | Unreadable {
  if (!isObject(entry) || !isObject(entry.request))
    return unreadable(cursor, 'no HAR entry: has no "request"');
  if (!isObject(entry.response)) return unreadable(cursor, 'no response was recorded');
  return exchangeOf(entry, entry.request, entry.response, namesAtMost, cursor);
}

function exchangeOf(
  entry: Json,
  request: Json,
  response: Json,
  namesAtMost: number | undefined,
  cursor: HarCursor,
): Exchange | Unreadable {
  const { method, url } = request;
  const { status } = response;
  if (typeof method !== 'string' || typeof url !== 'string')
    return unreadable(cursor, 'no HAR entry: request.method or request.url is no string');
  if (!isStatus(status)) return unreadable(cursor, statusProblem(status));
  const { source } = cursor;
  const index = cursor.index++;
  const pointer = pointerOf(index);
  const startedAt = entry.startedDateTime;
  const asked = { method, url, headers: headersFromList(request.headers), body: requestBody(request) };
  const answered = {
    status,
    headers: responseHeaders(response),
    body: responseBody(method, status, response, (content) =>
      cursor.readContent(content, response, namesAtMost),
    ),
  };
  // Two literals: a conditional spread took a tenth of the time of reading.
  return typeof startedAt === 'string'
    ? { source, index, pointer, startedAt, request: asked, response: answered }
    : { source, index, pointer, request: asked, response: answered };
}

// No response is without any field: the recorder left them out, and what it says of the body's type is all that is known of them.
function responseHeaders(response: Json): readonly HeaderField[] | undefined {
  const { headers, content } = response;
  const isEmpty = Array.isArray(headers) && headers.length === 0;
  if (!isEmpty || !isObject(content)) return headersFromList(headers);
  const { mimeType } = content;
  return typeof mimeType === 'string' && mimeType.includes('/')
    ? [{ name: 'content-type', value: mimeType }]
    : [];
}

// Browsers fill in the cached content of a 304, which has none on the wire (RFC 9110 section 15.4.5).
function responseBody(
  method: string,
  status: number,
  response: Json,
  readContent: (content: Json) => Body,
): Body {
  if (status === 304) return noBody();
  const content = isObject(response.content) ? response.content : {};
  if (typeof content.text === 'string' && content.text !== '') return readContent(content);
  const hasNone = method.toUpperCase() === 'HEAD' || status < 200 || status === 204;
  return hasNone || isKnownEmpty(content, response) ? noBody() : unrecorded('the entry has no content.text');
}

function isKnownEmpty(content: Json, response: Json): boolean {
  const size = content.size;
  if (size === undefined && content.text === undefined) return false;
  if (typeof size === 'number' && size !== 0) return false;
  return !(Number(response.bodySize ?? 0) > 0 || declaredLength(response) > 0);
}

function declaredLength(response: Json): number {
  const fields: readonly HeaderField[] = headersFromList(response.headers) ?? [];
  return Number(fields.find((field) => field.name.toLowerCase() === 'content-length')?.value ?? 0);
}

export function contentBody(content: Json, _: Json, namesAtMost: number | undefined): Body {
  const text = String(content.text);
  if (content.encoding === 'base64') return base64Body(text);
  return content._truncated === true ? cutOff() : wholeBody(text, content.size, namesAtMost);
}

function wholeBody(text: string, size: unknown, namesAtMost: number | undefined): Body {
  return isCutOff(text, size) ? cutOff() : textBody(text, namesAtMost);
}

function cutOff(): Body {
  return unrecorded('the recorder kept only the beginning of the body');
}

// Only where both say so: a size alone is often wrong, and JSON that ends early may be the server's doing.
function isCutOff(text: string, size: unknown): boolean {
  if (typeof size !== 'number' || size <= text.length || size <= Buffer.byteLength(text)) return false;
  return /^\s*[{[]/.test(text) && !isJson(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function requestBody(request: Json): Body {
  const data = request.postData;
  if (isObject(data) && typeof data.text === 'string' && data.text !== '')
    return data.encoding === 'base64' ? base64Body(data.text) : textBody(data.text);
  if (isObject(data) && Array.isArray(data.params) && data.params.length > 0) return formBody(data);
  return Number(request.bodySize ?? 0) > 0 ? unrecorded('the entry has no postData.text') : noBody();
}

function formBody(data: Json): Body {
  if (!String(data.mimeType).toLowerCase().startsWith('application/x-www-form-urlencoded'))
    return unrecorded('the entry has no postData.text');
  const pairs = (data.params as readonly unknown[]).filter(isObject);
  const form = new URLSearchParams(pairs.map((pair) => [String(pair.name), String(pair.value ?? '')]));
  return textBody(form.toString());
}
