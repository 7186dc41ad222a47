// The exchanges of NDJSON, a line after the other.
// The octets of each line are decoded by themselves: measured faster than decoding a block and splitting it.
import { isAscii, isUtf8 } from 'node:buffer';
import { memberFinder } from '../json/places.ts';
import { blocksOf, giveScanner, ROW, type Scanner, takeScanner } from '../json/scanner.ts';
import { countNames, countNamesAtMost } from '../json/survey.ts';
import type { Exchange, Unreadable } from '../model.ts';
import { isBlank } from './blank.ts';
import { type Carry, createCarry } from './carry.ts';
import { type Described, describe } from './exchange-record.ts';
import { isObject } from './fields.ts';
import type { ByteSource, Entry, EntryBlocks } from './format.ts';

type Cursor = { readonly source: string; index: number; line: number };

/** Where a line stands in its block and what is known of it; one object for all lines. */
type Line = {
  start: number;
  end: number;
  octets: 'ascii' | 'utf8' | 'invalid';
  /** An upper bound of its names; undefined where they were not counted. */
  names: number | undefined;
};

export async function* exchangesInLines(source: ByteSource): EntryBlocks & AsyncGenerator<Iterable<Entry>> {
  const cursor: Cursor = { source: source.name, index: 0, line: 1, ...source.begin };
  const scanner = takeScanner();
  const carry = createCarry();
  for await (const block of blocksOf(source.chunks)) {
    scanner.load(block);
    const count = scanner.lines(block.length);
    const end = count === 0 ? 0 : endOf(scanner, count - 1) + 1;
    if (count > 0) {
      yield linesIn(block.subarray(0, end), scanner, carry, cursor);
      carry.empty();
    }
    if (end < block.length) carry.add(block.subarray(end));
  }
  giveScanner(scanner);
  const entry = carry.isEmpty() ? undefined : carriedEntry(carry, cursor);
  if (entry !== undefined) yield [entry];
}

function endOf({ table }: Scanner, row: number): number {
  return table[row * ROW.length + ROW.end] ?? 0;
}

function carriedEntry(carry: Carry, cursor: Cursor): Entry | undefined {
  const whole = carry.octets();
  const octets = isUtf8(whole) ? 'utf8' : 'invalid';
  const line: Line = { start: 0, end: whole.length, octets, names: undefined };
  return entryOf(whole, line, cursor);
}

/** An iterator by hand, with one result for all: a generator's cost an entry shows. */
function linesIn(buffer: Buffer, { table }: Scanner, carry: Carry, cursor: Cursor): Iterable<Entry> {
  const isValid = isUtf8(buffer);
  const octets = isValid && isAscii(buffer) ? 'ascii' : 'utf8';
  const line: Line = { start: 0, end: 0, octets, names: 0 };
  let [row, start] = [0, 0];
  function next(): Entry | undefined {
    while (start < buffer.length) {
      line.start = start;
      line.end = table[row] ?? 0;
      line.names = table[row + ROW.names];
      if (!isValid) line.octets = isUtf8(buffer.subarray(start, line.end)) ? 'utf8' : 'invalid';
      row += ROW.length;
      start = line.end + 1;
      const isCarried = row === ROW.length && !carry.isEmpty();
      if (isCarried) carry.add(buffer.subarray(0, start));
      const entry = isCarried ? carriedEntry(carry, cursor) : entryOf(buffer, line, cursor);
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

function entryOf(buffer: Buffer, line: Line, cursor: Cursor): Entry | undefined {
  const { start, end, octets } = line;
  const number = cursor.line++;
  if (end - start < 3 && isBlank(buffer, start, end)) return undefined;
  if (octets === 'invalid') return unreadable(cursor, number, 'not UTF-8');
  const text = buffer.toString(octets === 'ascii' ? 'latin1' : 'utf8', start, end);
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    if (isBlank(buffer, start, end)) return undefined;
    return unreadable(cursor, number, 'not JSON');
  }
  const read = describe(repeatsNoName(text, line, record) ? record : withBodyTexts(record, text));
  if (typeof read === 'string') return unreadable(cursor, number, read);
  return exchangeOf(read, cursor, number);
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
function repeatsNoName(text: string, { names }: Line, record: unknown): boolean {
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
