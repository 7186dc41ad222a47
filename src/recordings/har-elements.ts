// The entries of a HAR of any size, sliced out one by one.
import { type Element, readElements } from './elements.ts';
import type { ByteSource, Entry } from './format.ts';
import { entryFrom, type HarCursor, unreadable } from './har-entry.ts';

export async function* readEntries(
  source: ByteSource,
  path: readonly string[],
  cursor: HarCursor,
): AsyncGenerator<Iterable<Entry>> {
  for await (const block of readElements(source, path)) yield entriesIn(block, cursor);
}

function* entriesIn(block: Iterable<Element>, cursor: HarCursor): Generator<Entry> {
  for (const element of block) yield entryOf(element, cursor);
}

function entryOf(element: Element, cursor: HarCursor): Entry {
  const text = element.text();
  if (text === undefined) return unreadable(cursor, 'not UTF-8');
  try {
    return entryFrom(JSON.parse(text), element.innerNames(), cursor);
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable(cursor, 'not JSON');
    throw error;
  }
}
