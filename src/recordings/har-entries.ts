// The entries of a HAR as exchanges, for formats that are HAR but for their bodies. Entries are sliced out one by one, whatever the file's
// size.
import type { Piece } from '../json/stream.ts';
import { isObject, type JsonObject } from '../lib/objects.ts';
import type { Body, Exchange, HeaderField, Unreadable } from '../model.ts';
import type { ByteSource, Entry } from './format.ts';
import {
  base64Body,
  headersFromList,
  isStatus,
  noBody,
  statusProblem,
  textBody,
  unrecorded,
} from './message.ts';

/** How the recorder writes `response.content`. */
export type ReadContent = (content: JsonObject) => Body;

/** `index`: of the next entry. */
type Cursor = { readonly source: string; readonly readContent: ReadContent; index: number };

const PATH = ['log', 'entries'];

export async function* readHar(
  source: ByteSource,
  readContent: ReadContent,
): AsyncGenerator<Iterable<Entry>> {
  const cursor: Cursor = { source: source.name, readContent, index: 0 };
  const { readElements } = await import('../json/stream.ts');
  for await (const block of readElements(source.chunks, PATH, source.name, source.kept))
    yield entriesIn(block, cursor);
}

function* entriesIn(block: Iterable<Piece>, cursor: Cursor): Generator<Entry> {
  for (const element of block) yield entryOf(element.text(), cursor);
}

function entryOf(text: string | undefined, cursor: Cursor): Entry {
  if (text === undefined) return unreadable(cursor, 'not UTF-8');
  let entry: unknown;
  try {
    entry = JSON.parse(text);
  } catch {
    return unreadable(cursor, 'not JSON');
  }
  return entryFrom(entry, cursor);
}

function unreadable(cursor: Cursor, why: string): Unreadable {
  const index = cursor.index++;
  return { source: cursor.source, index, pointer: pointerOf(index), unreadable: why };
}

function pointerOf(index: number): string {
  return `/log/entries/${index}`;
}

function entryFrom(entry: unknown, cursor: Cursor): Exchange | Unreadable {
  if (!isObject(entry) || !isObject(entry.request))
    return unreadable(cursor, 'no HAR entry: has no "request"');
  if (!isObject(entry.response)) return unreadable(cursor, 'no response was recorded');
  return exchangeOf(entry, entry.request, entry.response, cursor);
}

function exchangeOf(
  entry: JsonObject,
  request: JsonObject,
  response: JsonObject,
  cursor: Cursor,
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
    body: responseBody(method, status, response, cursor.readContent),
  };
  // Two literals: a conditional spread took a tenth of the time of reading.
  return typeof startedAt === 'string'
    ? { source, index, pointer, startedAt, request: asked, response: answered }
    : { source, index, pointer, request: asked, response: answered };
}

// No response is without any field: the recorder left them out, and what it says of the body's type is all that is known of them.
function responseHeaders(response: JsonObject): readonly HeaderField[] | undefined {
  const { headers, content } = response;
  const isEmpty = Array.isArray(headers) && headers.length === 0;
  if (!isEmpty || !isObject(content)) return headersFromList(headers);
  const { mimeType } = content;
  return typeof mimeType === 'string' && mimeType.includes('/')
    ? [{ name: 'content-type', value: mimeType }]
    : [];
}

// Browsers fill in the cached content of a 304, which has none on the wire (RFC 9110 section 15.4.5).
function responseBody(method: string, status: number, response: JsonObject, readContent: ReadContent): Body {
  if (status === 304) return noBody();
  const content = isObject(response.content) ? response.content : {};
  if (typeof content.text === 'string' && content.text !== '') return readContent(content);
  const hasNone = method.toUpperCase() === 'HEAD' || status < 200 || status === 204;
  return hasNone || isKnownEmpty(content, response) ? noBody() : unrecorded('the entry has no content.text');
}

function isKnownEmpty(content: JsonObject, response: JsonObject): boolean {
  const size = content.size;
  if (size === undefined && content.text === undefined) return false;
  if (typeof size === 'number' && size !== 0) return false;
  return !(Number(response.bodySize ?? 0) > 0 || declaredLength(response) > 0);
}

function declaredLength(response: JsonObject): number {
  const fields: readonly HeaderField[] = headersFromList(response.headers) ?? [];
  return Number(fields.find((field) => field.name.toLowerCase() === 'content-length')?.value ?? 0);
}

/** As HAR 1.2 has it. */
export function contentBody(content: JsonObject): Body {
  const text = String(content.text);
  if (content.encoding === 'base64') return base64Body(text);
  return content._truncated === true || isCutOff(text, content.size)
    ? unrecorded('the recorder kept only the beginning of the body')
    : textBody(text);
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

function requestBody(request: JsonObject): Body {
  const data = request.postData;
  if (isObject(data) && typeof data.text === 'string' && data.text !== '')
    return data.encoding === 'base64' ? base64Body(data.text) : textBody(data.text);
  if (isObject(data) && Array.isArray(data.params) && data.params.length > 0) return formBody(data);
  return Number(request.bodySize ?? 0) > 0 ? unrecorded('the entry has no postData.text') : noBody();
}

function formBody(data: JsonObject): Body {
  if (!String(data.mimeType).toLowerCase().startsWith('application/x-www-form-urlencoded'))
    return unrecorded('the entry has no postData.text');
  const pairs = (data.params as readonly unknown[]).filter(isObject);
  const form = new URLSearchParams(pairs.map((pair) => [String(pair.name), String(pair.value ?? '')]));
  return textBody(form.toString());
}
