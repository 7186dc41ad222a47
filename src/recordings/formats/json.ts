// The exchanges that NDJSON holds a line each, as one JSON array or as objects written over several lines.
import { describe } from '../exchange-record.ts';
import type { Claim, Head, RecordingFormat } from '../format.ts';
import { readList } from '../message.ts';

export const json: RecordingFormat = {
  name: 'json',
  description: 'exchanges as a JSON array, or as JSON objects over several lines',
  sniff: isExchanges,
  read: (source) => readList(source, [], (element, at) => ({ ...at, ...describe(element, source.limits) })),
};

// A single object is also what each line of NDJSON is.
function isExchanges({ outline: { names } }: Head): Claim {
  if (names.has('*/request') && names.has('*/response')) return true;
  return names.has('request') && names.has('response') && 'perhaps';
}
