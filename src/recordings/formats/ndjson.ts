// One exchange a line: {"request":{"method","url","headers"},"response":{"status","headers","body"|"bodyText"|"bodyBase64"}}.
import { isExchangeRecord } from '../exchange-record.ts';
import type { ByteSource, Claim, Entry, EntryBlocks, Head, RecordingFormat } from '../format.ts';

export const ndjson: RecordingFormat = {
  name: 'ndjson',
  description: 'one exchange as a JSON object a line',
  sniff: isNdjson,
  read: readLines,
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

/** What reads lines is loaded for them alone: every recording is asked whether it is one of this format. */
async function* readLines(source: ByteSource): EntryBlocks & AsyncGenerator<Iterable<Entry>> {
  yield* (await import('../ndjson-lines.ts')).exchangesInLines(source);
}
