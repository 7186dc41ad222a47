// One exchange a line: {"request":{"method","url","headers"},"response":{"status","headers","body"|"bodyText"|"bodyBase64"}}.
import type { Limits } from '../../json/limits.ts';
import type { Piece } from '../../json/stream.ts';
import { describe, isExchangeRecord } from '../exchange-record.ts';
import type { ByteSource, Claim, Entry, Head, RecordingFormat } from '../format.ts';
import { readRecord } from '../message.ts';

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

type Cursor = { readonly source: string; readonly limits: Limits; index: number; line: number };

/** What slices lines is loaded for them alone: every recording is asked whether it is of this format. */
async function* readNdjson(source: ByteSource): AsyncGenerator<Iterable<Entry>> {
  const { readLines } = await import('../../json/stream.ts');
  const cursor: Cursor = { source: source.name, limits: source.limits, index: 0, line: 1, ...source.begin };
  for await (const block of readLines(source.chunks, source.kept)) yield entriesIn(block, cursor);
}

function* entriesIn(block: Iterable<Piece>, cursor: Cursor): Generator<Entry> {
  for (const line of block) {
    const number = cursor.line++;
    if (!line.isBlank()) yield entryOf(line, cursor, cursor.index++, number);
  }
}

function entryOf(line: Piece, { source, limits }: Cursor, index: number, number: number): Entry {
  return readRecord({ source, index, line: number }, () => {
    const { startedAt, request, response } = describe(line, limits);
    if (startedAt === undefined) return { source, index, line: number, request, response };
    return { source, index, line: number, startedAt, request, response };
  });
}
