// One exchange a line: {"request":{"method","url","headers"},"response":{"status","headers","body"|"bodyText"|"bodyBase64"}}.
import { memberFinder } from '../../json/places.ts';
import type { Piece } from '../../json/stream.ts';
import { countNames, countNamesAtMost } from '../../json/survey.ts';
import { isObject } from '../../lib/objects.ts';
import type { Exchange, Unreadable } from '../../model.ts';
import { type Described, describe, isExchangeRecord } from '../exchange-record.ts';
import type { ByteSource, Claim, Entry, Head, RecordingFormat } from '../format.ts';

export const ndjson: RecordingFormat = {
  name: 'ndjson',
  description: 'one exchange as a JSON object a line',
  sniff: isNdjson,
  read: readNdjson,
};

function isNdjson({ text, complete, outline }: Head): Claim {
  const start = text.search(/\S/);
  if (start < 0) return complete;
  const end = text.indexOf('\n', start);
  if (isExchangeLine(text.slice(start, end < 0 ? text.length : end))) return true;
  // A first line longer than the head shows its first names.
  if (!complete && !text.includes('\n') && outline.names.has('request/method')) return true;
  // A broken first line must not hide what the others are; but a line may stand inside another document.
  return OBJECT_LINE.test(text) && text.split('\n').some(isExchangeLine) && 'perhaps';
}

/** Of indented JSON no line is an object, and it is not taken apart to find that out. Only a newline ends a line, which is not so for `$`. */
const OBJECT_LINE = /(?:^|\n)[^\S\n]*\{[^\n]*\}[^\S\n]*(?:\n|$)/;

function isExchangeLine(line: string): boolean {
  const object = line.trim();
  if (!object.startsWith('{') || !object.endsWith('}')) return false;
  try {
    return isExchangeRecord(JSON.parse(object));
  } catch {
    return false;
  }
}

type Cursor = { readonly source: string; index: number; line: number };

/** What slices lines is loaded for them alone: every recording is asked whether it is of this format. */
async function* readNdjson(source: ByteSource): AsyncGenerator<Iterable<Entry>> {
  const { readLines } = await import('../../json/stream.ts');
  const cursor: Cursor = { source: source.name, index: 0, line: 1, ...source.begin };
  for await (const block of readLines(source.chunks, source.kept)) yield entriesIn(block, cursor);
}

function* entriesIn(block: Iterable<Piece>, cursor: Cursor): Generator<Entry> {
  for (const line of block) {
    const entry = entryOf(line, cursor, cursor.line++);
    if (entry !== undefined) yield entry;
  }
}

function entryOf(line: Piece, cursor: Cursor, number: number): Entry | undefined {
  const text = line.text();
  if (text === undefined) return unreadable(cursor, number, 'not UTF-8');
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return line.isBlank() ? undefined : unreadable(cursor, number, 'not JSON');
  }
  const read = describe(repeatsNoName(text, line.names(), record) ? record : withBodyTexts(record, text));
  return typeof read === 'string' ? unreadable(cursor, number, read) : exchangeOf(read, cursor, number);
}

function unreadable(cursor: Cursor, line: number, why: string): Unreadable {
  return { source: cursor.source, index: cursor.index++, line, unreadable: why };
}

function exchangeOf({ startedAt, request, response }: Described, cursor: Cursor, line: number): Exchange {
  const { source } = cursor;
  const index = cursor.index++;
  if (startedAt === undefined) return { source, index, line, request, response };
  return { source, index, line, startedAt, request, response };
}

/** By count; what nests too deep to be counted is not known to. */
function repeatsNoName(text: string, names: number | undefined, record: unknown): boolean {
  try {
    const count = countNames(record);
    return count === names || count === countNamesAtMost(text);
  } catch {
    return false;
  }
}

/** Of a name that comes twice JSON.parse has one value only: bodies then are handed on as they stand in the line. */
function withBodyTexts(record: unknown, text: string): unknown {
  if (!isObject(record)) return record;
  const find = memberFinder(text);
  const bodyText = (message: string) => {
    const place = find([message, 'body']);
    return place === undefined ? undefined : text.slice(place.value, place.end);
  };
  return {
    ...record,
    request: withBodyText(record.request, bodyText('request')),
    response: withBodyText(record.response, bodyText('response')),
  };
}

function withBodyText(message: unknown, bodyText: string | undefined): unknown {
  if (!isObject(message) || bodyText === undefined || typeof message.body !== 'object') return message;
  return { bodyText, ...message };
}
