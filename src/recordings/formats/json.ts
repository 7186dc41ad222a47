// The exchanges that NDJSON holds a line each, as one JSON array or as objects written over several lines.
import { describe } from '../exchange-record.ts';
import type { ByteSource, Claim, Entry, Head, RecordingFormat } from '../format.ts';
import { readRecord } from '../message.ts';

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
  const { readElements } = await import('../../json/stream.ts');
  let index = 0;
  for await (const block of readElements(source.chunks, [], source.name, source.kept))
    for (const element of block) {
      const at = { source: source.name, index, pointer: `/${index++}` };
      yield [readRecord(at, () => ({ ...at, ...describe(element, source.limits) }))];
    }
}
