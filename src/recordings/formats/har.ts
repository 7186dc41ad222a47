// HAR 1.2: http://www.softwareishard.com/blog/har-12-spec/. Entries are sliced out one by one, whatever the file's size; a small one is
// parsed at once, and loads nothing that slices.
import type { ByteSource, Entry, Head, RecordingFormat } from '../format.ts';
import { contentBody, entryFrom, type HarCursor, type ReadContent } from '../har-entry.ts';
import { elementsOf } from '../whole.ts';

export const har: RecordingFormat = {
  name: 'har',
  description: 'HTTP Archive 1.2, from browsers and proxies',
  sniff: isHar,
  read: (source) => readHar(source, contentBody),
};

function isHar(head: Head): boolean {
  return head.outline.names.has('log') && !head.outline.names.has('log/_recordingName');
}

const path = ['log', 'entries'];

export async function* readHar(
  source: ByteSource,
  readContent: ReadContent,
): AsyncGenerator<Iterable<Entry>> {
  const cursor = { source: source.name, readContent, index: 0 };
  const small = elementsOf(source.whole, path);
  if (small !== undefined) return yield entriesIn(small, cursor);
  const { readEntries } = await import('../har-elements.ts');
  yield* readEntries(source, path, cursor);
}

function* entriesIn(elements: readonly unknown[], cursor: HarCursor): Generator<Entry> {
  for (const element of elements) yield entryFrom(element, undefined, cursor);
}
