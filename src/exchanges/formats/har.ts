// HAR 1.2: http://www.softwareishard.com/blog/har-12-spec/. Entries are sliced out one by one, whatever the file's size.
import type { Body, Exchange, HeaderField, Unreadable } from '../../model.ts';
import { base64Body, noBody, textBody, unrecorded } from '../bodies.ts';
import { type Element, readElements } from '../elements.ts';
import { headersFromList, isObject, type Json } from '../fields.ts';
import type { ByteSource, Entry, Head, RecordingFormat } from '../format.ts';
import { entryPlaces, type KnownEntry, knownEntry, learnEntry } from '../har-records.ts';
import { createKnownRecords, type KnownRecords } from '../known-records.ts';
import { isStatus, statusProblem } from '../status.ts';

export const har: RecordingFormat = {
  name: 'har',
  description: 'HTTP Archive 1.2, from browsers and proxies',
  sniff: isHar,
  read: (source) => readHar(source, contentBody),
};

function isHar(head: Head): boolean {
  return head.outline.names.has('log') && !head.outline.names.has('log/_recordingName');
}

/** How the recorder writes `response.content`. */
export type ReadContent = (content: Json, response: Json, namesAtMost: number | undefined) => Body;

export async function* readHar(
  source: ByteSource,
  readContent: ReadContent,
): AsyncGenerator<Iterable<Entry>> {
  const known = createKnownRecords(entryPlaces);
  const cursor: Cursor = { source: source.name, index: 0, readContent, known };
  for await (const block of readElements(source, ['log', 'entries'])) yield entriesIn(block, cursor);
}

type Cursor = {
  readonly source: string;
  readonly readContent: ReadContent;
  readonly known: KnownRecords;
  index: number;
};

function* entriesIn(block: Iterable<Element>, cursor: Cursor): Generator<Entry> {
  for (const element of block) yield entryOf(element, cursor);
}

function entryOf(element: Element, cursor: Cursor): Entry {
  const octets = cursor.readContent === contentBody ? element.octets() : undefined;
  const known = octets === undefined ? undefined : knownEntry(cursor.known, element, octets);
  if (known !== undefined) return knownExchange(known, element.innerNames(), cursor);
  const text = element.text();
  if (text === undefined) return unreadable(cursor, 'not UTF-8');
  let entry: unknown;
  try {
    entry = JSON.parse(text);
  } catch {
    return unreadable(cursor, 'not JSON');
  }
  if (!isObject(entry) || !isObject(entry.request))
    return unreadable(cursor, 'no HAR entry: has no "request"');
  if (!isObject(entry.response)) return unreadable(cursor, 'no response was recorded');
  if (octets !== undefined) learnEntry(cursor.known, octets, entry);
  return exchangeOf(entry, entry.request, entry.response, element.innerNames(), cursor);
}

function knownExchange(
  { found, text }: KnownEntry,
  namesAtMost: number | undefined,
  cursor: Cursor,
): Exchange {
  const { startedAt, method, url, requestHeaders, responseHeaders: headers, size } = found;
  const index = cursor.index++;
  const asked = { method, url, headers: requestHeaders, body: noBody() };
  const answered = { status: found.status, headers, body: wholeBody(text, size, namesAtMost) };
  const pointer = pointerOf(index);
  return startedAt === undefined
    ? { source: cursor.source, index, pointer, request: asked, response: answered }
    : { source: cursor.source, index, pointer, startedAt, request: asked, response: answered };
}

function unreadable(cursor: Cursor, why: string): Unreadable {
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

function exchangeOf(
  entry: Json,
  request: Json,
  response: Json,
  namesAtMost: number | undefined,
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

function contentBody(content: Json, _: Json, namesAtMost: number | undefined): Body {
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
