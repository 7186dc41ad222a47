// The exchanges that NDJSON holds a line each, as one JSON array or as objects written over several lines.
import type { Exchange, Unreadable } from '../../model.ts';
import { describe } from '../exchange-record.ts';
import type { ByteSource, Claim, Entry, Head, RecordingFormat } from '../format.ts';

export const json: RecordingFormat = {
  name: 'json',
  description: 'exchanges as a JSON array, or as JSON objects over several lines',
  sniff: isExchanges,
  read: readJson,
};

// A single object is also what each line of NDJSON is.
function isExchanges({ outline: { names } }: Head): Claim {
  if (names.has('*/request') && names.has('*/response')) return true;
  return names.has('request') && names.has('response') && 'perhaps';
}

async function* readJson(source: ByteSource): AsyncGenerator<Iterable<Entry>> {
  let index = 0;
  const { readElements } = await import('../../json/stream.ts');
  for await (const block of readElements(source.chunks, [], source.name, source.kept))
    for (const element of block) yield [exchangeOf(element.text(), source.name, index++)];
}

function exchangeOf(text: string | undefined, source: string, index: number): Exchange | Unreadable {
  const at = { source, index, pointer: `/${index}` };
  if (text === undefined) return { ...at, unreadable: 'not UTF-8' };
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return { ...at, unreadable: 'not JSON' };
  }
  const described = describe(record);
  if (typeof described === 'string') return { ...at, unreadable: described };
  const { startedAt, request, response } = described;
  return { ...at, ...(startedAt !== undefined && { startedAt }), request, response };
}
