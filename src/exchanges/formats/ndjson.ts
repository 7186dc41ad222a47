// One exchange a line: {"request":{"method","url","headers"},"response":{"status","headers","body"|"bodyText"|"bodyBase64"}}.
// The octets of each line are decoded by themselves: measured faster than decoding a block and splitting it.
import { isAscii, isUtf8 } from 'node:buffer';
import { countNames, countNamesAtMost } from '../../lib/json-names.ts';
import type { Exchange, Unreadable } from '../../model.ts';
import { isBlank } from '../blank.ts';
import { describe, isExchangeRecord } from '../exchange-record.ts';
import { isObject } from '../fields.ts';
import type { ByteSource, Claim, Entry, EntryBlocks, Head, RecordingFormat } from '../format.ts';
import { memberText } from '../member-text.ts';

const newline = 0x0a;

export const ndjson: RecordingFormat = {
  name: 'ndjson',
  description: 'one exchange as a JSON object a line',
  sniff: isNdjson,
  read: readLines,
};

function isNdjson({ text, complete, outline }: Head): Claim {
  const lines = text.split('\n');
  const first = lines.find((line) => line.trim() !== '');
  if (first === undefined) return complete;
  if (isExchangeLine(first)) return true;
  // A first line longer than the head shows its first names.
  if (!complete && lines.length === 1 && outline.names.has('request/method')) return true;
  // A broken first line must not hide what the others are; but a line may stand inside another document.
  return lines.some(isExchangeLine) && 'perhaps';
}

function isExchangeLine(line: string): boolean {
  // Of indented JSON most lines are no object: a thrown error a line would show in the time of a small run.
  const object = line.trim();
  if (!object.startsWith('{') || !object.endsWith('}')) return false;
  try {
    return isExchangeRecord(JSON.parse(object));
  } catch {
    return false;
  }
}

type Cursor = { readonly source: string; index: number; line: number };

async function* readLines(source: ByteSource): EntryBlocks & AsyncGenerator<Iterable<Entry>> {
  const cursor: Cursor = { source: source.name, index: 0, line: 1, ...source.begin };
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

/** An iterator by hand, with one result for all: a generator's cost an entry shows. */
function linesIn(buffer: Buffer, carry: readonly Buffer[], cursor: Cursor): Iterable<Entry> {
  const valid = isUtf8(buffer);
  const ascii = valid && isAscii(buffer);
  let start = 0;
  function next(): Entry | undefined {
    if (start === 0 && carry.length > 0) {
      start = buffer.indexOf(newline) + 1;
      const whole = Buffer.concat([...carry, buffer.subarray(0, start)]);
      const entry = entryOf(whole, 0, whole.length, isUtf8(whole) ? 'utf8' : 'invalid', cursor);
      if (entry !== undefined) return entry;
    }
    while (start < buffer.length) {
      const from = start;
      const found = buffer.indexOf(newline, from);
      const end = found < 0 ? buffer.length : found;
      start = end + 1;
      const text = ascii ? 'ascii' : valid || isUtf8(buffer.subarray(from, end)) ? 'utf8' : 'invalid';
      const entry = entryOf(buffer, from, end, text, cursor);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }
  return iterated(next);
}

function iterated(next: () => Entry | undefined): Iterable<Entry> {
  const result: { done: boolean; value: Entry | undefined } = { done: false, value: undefined };
  const iterator = {
    next: () => {
      result.value = next();
      result.done = result.value === undefined;
      return result as IteratorResult<Entry>;
    },
  };
  return { [Symbol.iterator]: () => iterator };
}

/** What the octets are known to be. */
type Octets = 'ascii' | 'utf8' | 'invalid';

function entryOf(
  buffer: Buffer,
  start: number,
  end: number,
  octets: Octets,
  cursor: Cursor,
): Entry | undefined {
  const line = cursor.line++;
  if (end - start < 3 && isBlank(buffer, start, end)) return undefined;
  if (octets === 'invalid') return unreadable(cursor, line, 'not UTF-8');
  const text = buffer.toString(octets === 'ascii' ? 'latin1' : 'utf8', start, end);
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    if (isBlank(buffer, start, end)) return undefined;
    return unreadable(cursor, line, 'not JSON');
  }
  return exchangeOf(record, text, cursor, line);
}

function unreadable(cursor: Cursor, line: number, why: string): Unreadable {
  return { source: cursor.source, index: cursor.index++, line, unreadable: why };
}

function exchangeOf(record: unknown, text: string, cursor: Cursor, line: number): Exchange | Unreadable {
  const described = describe(repeatsNoName(text, record) ? record : withBodyTexts(record, text));
  if (typeof described === 'string') return unreadable(cursor, line, described);
  const { startedAt, request, response } = described;
  const { source } = cursor;
  const index = cursor.index++;
  if (startedAt === undefined) return { source, index, line, request, response };
  return { source, index, line, startedAt, request, response };
}

/** By count; what nests too deep to be counted is not known to. */
function repeatsNoName(text: string, record: unknown): boolean {
  try {
    return countNamesAtMost(text) === countNames(record);
  } catch {
    return false;
  }
}

/** Of a name that comes twice JSON.parse has one value only: bodies then are handed on as they stand in the line. */
function withBodyTexts(record: unknown, text: string): unknown {
  if (!isObject(record)) return record;
  return {
    ...record,
    request: withBodyText(record.request, memberText(text, ['request', 'body'])),
    response: withBodyText(record.response, memberText(text, ['response', 'body'])),
  };
}

function withBodyText(message: unknown, bodyText: string | undefined): unknown {
  if (!isObject(message) || bodyText === undefined || typeof message.body !== 'object') return message;
  return { bodyText, ...message };
}
