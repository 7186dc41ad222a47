// One exchange a line: {"request":{"method","url","headers"},"response":{"status","headers","body"|"bodyText"|"bodyBase64"}}.
// The octets of each line are decoded by themselves: measured faster than decoding a block and splitting it.
import { isUtf8 } from 'node:buffer';
import type { Body, Exchange, Unreadable } from '../../model.ts';
import { base64Body, noBody, textBody } from '../bodies.ts';
import { headersFrom, isObject, type Json } from '../fields.ts';
import type { ByteSource, Entry, EntryBlocks, Head, RecordingFormat } from '../format.ts';

const newline = 0x0a;

export const ndjson: RecordingFormat = {
  name: 'ndjson',
  description: 'one exchange as a JSON object a line',
  sniff: isNdjson,
  read: readLines,
};

function isNdjson(head: Head): boolean {
  const { root, names } = head.outline;
  if (root === 'object' && names.has('request') && names.has('response')) return true;
  if (root === 'object' && !head.complete && names.has('request/method')) return true;
  if (head.text.trim() === '') return head.complete;
  return head.text.split('\n').some(isExchangeLine);
}

// A broken first line must not hide what the others are.
function isExchangeLine(line: string): boolean {
  if (!line.trimStart().startsWith('{')) return false;
  try {
    const record: unknown = JSON.parse(line);
    return isObject(record) && isObject(record.request) && isObject(record.response);
  } catch {
    return false;
  }
}

type Cursor = { readonly source: string; index: number; line: number };

async function* readLines(source: ByteSource): EntryBlocks & AsyncGenerator<Iterable<Entry>> {
  const cursor: Cursor = { source: source.name, index: 0, line: 1 };
  let carry: Buffer[] = [];
  for await (const chunk of source.chunks) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const end = buffer.lastIndexOf(newline) + 1;
    if (end > 0) {
      yield linesIn(end === buffer.length ? buffer : buffer.subarray(0, end), carry, cursor);
      carry = [];
    }
    if (end < buffer.length) carry.push(Buffer.from(buffer.subarray(end)));
  }
  const last = Buffer.concat(carry);
  if (last.length > 0) yield linesIn(last, [], cursor);
}

function* linesIn(buffer: Buffer, carry: readonly Buffer[], cursor: Cursor): Generator<Entry> {
  let start = 0;
  if (carry.length > 0) {
    start = buffer.indexOf(newline) + 1;
    const whole = Buffer.concat([...carry, buffer.subarray(0, start)]);
    const entry = entryOf(whole, 0, whole.length, isUtf8(whole), cursor);
    if (entry !== undefined) yield entry;
  }
  const valid = isUtf8(buffer);
  while (start < buffer.length) {
    const found = buffer.indexOf(newline, start);
    const end = found < 0 ? buffer.length : found;
    const entry = entryOf(buffer, start, end, valid || isUtf8(buffer.subarray(start, end)), cursor);
    if (entry !== undefined) yield entry;
    start = end + 1;
  }
}

function entryOf(
  buffer: Buffer,
  start: number,
  end: number,
  valid: boolean,
  cursor: Cursor,
): Entry | undefined {
  const line = cursor.line++;
  if (end - start < 3 && isBlank(buffer, start, end)) return undefined;
  if (!valid) return unreadable(cursor, line, 'not UTF-8');
  const text = buffer.toString('utf8', start, end);
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    if (text.trim() === '') return undefined;
    return unreadable(cursor, line, 'not JSON');
  }
  return exchangeOf(record, cursor, line);
}

function isBlank(buffer: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((buffer[at] ?? 0) > 0x20) return false;
  return true;
}

function unreadable(cursor: Cursor, line: number, why: string): Unreadable {
  return { source: cursor.source, index: cursor.index++, line, unreadable: why };
}

function exchangeOf(record: unknown, cursor: Cursor, line: number): Exchange | Unreadable {
  if (!isObject(record)) return unreadable(cursor, line, 'no exchange: not a JSON object');
  const { request, response, startedAt } = record;
  if (!isObject(request)) return unreadable(cursor, line, 'no exchange: has no object "request"');
  if (!isObject(response)) return unreadable(cursor, line, 'no exchange: has no object "response"');
  const { method, url } = request;
  const { status } = response;
  if (typeof method !== 'string' || method === '')
    return unreadable(cursor, line, 'no exchange: request.method is no string');
  if (typeof url !== 'string' || url === '')
    return unreadable(cursor, line, 'no exchange: request.url is no string');
  if (!isStatus(status)) return unreadable(cursor, line, statusProblem(status));
  const exchange = {
    source: cursor.source,
    index: cursor.index++,
    line,
    request: { method, url, headers: headersFrom(request.headers), body: bodyOf(request) },
    response: { status, headers: headersFrom(response.headers), body: bodyOf(response) },
  };
  return typeof startedAt === 'string' ? { ...exchange, startedAt } : exchange;
}

/** RFC 9110 section 15: three digits. */
export function isStatus(status: unknown): status is number {
  return typeof status === 'number' && status >= 100 && status <= 999 && Number.isInteger(status);
}

export function statusProblem(status: unknown): string {
  return status === 0
    ? 'status 0: no response was received'
    : 'no exchange: response.status is no status code';
}

// The text says more than the parsed value, so it wins where a recorder writes both.
function bodyOf(message: Json): Body {
  const { bodyText, bodyBase64 } = message;
  if (typeof bodyText === 'string') return textBody(bodyText);
  if (typeof bodyBase64 === 'string') return base64Body(bodyBase64);
  return Object.hasOwn(message, 'body') ? { kind: 'json', value: message.body } : noBody();
}
