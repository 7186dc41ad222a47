// HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), and what formats share that are HAR but for their bodies.
import { excessOf, USUAL_LIMITS } from '../../json/limits.ts';
import { isObject, type JsonObject } from '../../lib/objects.ts';
import type { Body, Exchange, HeaderField } from '../../model.ts';
import type { ByteSource, EntryBlocks, RecordingFormat } from '../format.ts';
import {
  encodedBody,
  headersFromList,
  noBody,
  octetBody,
  optionalFlag,
  optionalList,
  optionalNumber,
  optionalObject,
  optionalText,
  parseRecord,
  readList,
  refuse,
  repeatingBodies,
  statusFrom,
  textBody,
  unrecorded,
} from '../message.ts';

export const har: RecordingFormat = {
  name: 'har',
  description: 'HTTP Archive 1.2, from browsers and proxies',
  sniff: ({ outline: { names } }) => names.has('log') && !names.has('log/_recordingName'),
  read: (source) => readHar(source, contentBody),
};

/** How the recorder writes `response.content`, whose text is not empty. */
type ReadContent = (text: string, content: JsonObject) => Body;

type Reading = { readonly readContent: ReadContent; readonly attached: ByteSource['attached'] };

export function readHar(source: ByteSource, readContent: ReadContent): EntryBlocks {
  const { limits, attached } = source;
  return readList(source, ['log', 'entries'], (element, at) => {
    const { text, record: entry, names } = parseRecord(element, limits);
    repeatingBodies(text, entry, names, []);
    if (!isObject(entry) || !isObject(entry.request)) return refuse('no HAR entry: has no "request"');
    if (!isObject(entry.response)) return refuse('no response was recorded');
    const startedAt = optionalText(entry.startedDateTime, 'startedDateTime');
    const { request, response } = exchangeOf(entry.request, entry.response, { readContent, attached });
    const { index, pointer } = at;
    // Two literals: a conditional spread took a tenth of the time of reading.
    return startedAt === undefined
      ? { source: source.name, index, pointer, request, response }
      : { source: source.name, index, pointer, startedAt, request, response };
  });
}

function exchangeOf(
  request: JsonObject,
  response: JsonObject,
  reading: Reading,
): Pick<Exchange, 'request' | 'response'> {
  const { method, url } = request;
  if (typeof method !== 'string' || typeof url !== 'string')
    return refuse('no HAR entry: request.method or request.url is no string');
  const status = statusFrom(response.status);
  const headers = headersFromList(request.headers, 'request.headers');
  const content = optionalObject(response.content, 'response.content') ?? {};
  const fields = headersFromList(response.headers, 'response.headers');
  return {
    request: { method, url, headers, body: requestBody(request, reading) },
    response: {
      status,
      headers: responseHeaders(fields, content),
      body: responseBody(method, status, { response, content, fields, reading }),
    },
  };
}

// No response is without any field: the recorder left them out, and what it says of the body's type is all that is known of them.
function responseHeaders(
  fields: readonly HeaderField[] | undefined,
  content: JsonObject,
): readonly HeaderField[] | undefined {
  const type = optionalText(content.mimeType, 'response.content.mimeType');
  if (fields?.length !== 0 || type === undefined || !type.includes('/')) return fields;
  return [{ name: 'content-type', value: type }];
}

type Answer = {
  readonly response: JsonObject;
  readonly content: JsonObject;
  readonly fields: readonly HeaderField[] | undefined;
  readonly reading: Reading;
};

// Browsers fill in the cached content of a 304, which has none on the wire (RFC 9110 section 15.4.5).
function responseBody(method: string, status: number, answer: Answer): Body {
  const text = optionalText(answer.content.text, 'response.content.text') ?? '';
  const isEmpty = isKnownEmpty(answer);
  if (status === 304) return noBody();
  const file = attachedBody(answer.content, 'response.content', text, answer.reading);
  if (file !== undefined) return file;
  if (text !== '') return answer.reading.readContent(text, answer.content);
  const hasNone = method.toUpperCase() === 'HEAD' || status < 200 || status === 204;
  return hasNone || isEmpty ? noBody() : unrecorded('the entry has no content.text');
}

function isKnownEmpty({ content, response, fields }: Answer): boolean {
  const size = optionalNumber(content.size, 'response.content.size');
  const onTheWire = optionalNumber(response.bodySize, 'response.bodySize') ?? 0;
  if ((size === undefined && content.text === undefined) || (size ?? 0) !== 0) return false;
  const length = fields?.find((field) => field.name.toLowerCase() === 'content-length')?.value;
  return onTheWire <= 0 && !(Number(length ?? 0) > 0);
}

/** The body that `_file` names; undefined where it names none. */
function attachedBody(
  holder: JsonObject,
  what: string,
  text: string,
  { attached }: Reading,
): Body | undefined {
  const path = optionalText(holder._file, `${what}._file`);
  if (path === undefined) return undefined;
  if (text !== '') return refuse(`no exchange: ${what} has both "text" and "_file"`);
  const octets = attached?.(path) ?? { problem: 'can not be read: standard input has no folder' };
  return octets instanceof Uint8Array
    ? octetBody(octets)
    : unrecorded(`the file ${JSON.stringify(path.slice(0, 80))} of the body ${octets.problem}`);
}

/** As HAR 1.2 has it. */
function contentBody(text: string, content: JsonObject): Body {
  const isCut = optionalFlag(content._truncated, 'response.content._truncated');
  const encoding = optionalText(content.encoding, 'response.content.encoding') ?? '';
  return isCut || (encoding === '' && isCutOff(text, content.size))
    ? unrecorded('the recorder kept only the beginning of the body')
    : encodedBody(text, encoding);
}

// Only where both say so: a size alone is often wrong, and JSON that ends early may be the server's doing.
function isCutOff(text: string, size: unknown): boolean {
  if (typeof size !== 'number' || size <= text.length || size <= Buffer.byteLength(text)) return false;
  return /^\s*[{[]/.test(text) && excessOf(text, USUAL_LIMITS) === undefined && !isJson(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Browsers write a form's fields beside its text, which says the same. */
function requestBody(request: JsonObject, reading: Reading): Body {
  const size = optionalNumber(request.bodySize, 'request.bodySize') ?? 0;
  const posted = optionalObject(request.postData, 'request.postData');
  const text = optionalText(posted?.text, 'request.postData.text') ?? '';
  const encoding = optionalText(posted?.encoding, 'request.postData.encoding');
  const params = optionalList(posted?.params, 'request.postData.params') ?? [];
  const type = optionalText(posted?.mimeType, 'request.postData.mimeType') ?? '';
  const file = posted && attachedBody(posted, 'request.postData', text, reading);
  if (file !== undefined) return file;
  if (text !== '') return encodedBody(text, encoding);
  if (params.length > 0) return formBody(params, type);
  return size > 0 ? unrecorded('the entry has no postData.text') : noBody();
}

function formBody(params: readonly unknown[], type: string): Body {
  if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded'))
    return unrecorded('the entry has no postData.text');
  const pairs = params.map((param): [string, string] => {
    const what = 'request.postData.params';
    const { name, value } = optionalObject(param, what) ?? {};
    return [
      optionalText(name, what) ?? refuse(`no exchange: ${what} has no name`),
      optionalText(value, what) ?? '',
    ];
  });
  return textBody(new URLSearchParams(pairs).toString());
}
