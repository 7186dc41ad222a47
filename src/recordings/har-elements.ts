// The entries of a HAR of any size: sliced out one by one, and those that are spelled as others before them not even parsed.
import type { Exchange } from '../model.ts';
import { noBody } from './bodies.ts';
import { type Element, readElements } from './elements.ts';
import { isObject } from './fields.ts';
import type { ByteSource, Entry } from './format.ts';
import { contentBody, entryFrom, type HarCursor, pointerOf, unreadable, wholeBody } from './har-entry.ts';
import { entryPlaces, type KnownEntry, knownEntry, learnEntry } from './har-records.ts';
import { createKnownRecords, type KnownRecords } from './known-records.ts';

export async function* readEntries(
  source: ByteSource,
  path: readonly string[],
  start: HarCursor,
): AsyncGenerator<Iterable<Entry>> {
  const cursor: Cursor = { ...start, known: createKnownRecords(entryPlaces) };
  for await (const block of readElements(source, path)) yield entriesIn(block, cursor);
}

type Cursor = HarCursor & { readonly known: KnownRecords };

function* entriesIn(block: Iterable<Element>, cursor: Cursor): Generator<Entry> {
  for (const element of block) yield entryOf(element, cursor);
}

function entryOf(element: Element, cursor: Cursor): Entry {
  const octets = cursor.readContent === contentBody ? element.octets() : undefined;
  const known = octets === undefined ? undefined : knownEntry(cursor.known, element, octets);
  if (known !== undefined) return knownExchange(known, element.innerNames(), cursor);
  const text = element.text();
  if (text === undefined) return unreadable(cursor, 'not UTF-8');
  let entry: unknown;
  try {
    entry = JSON.parse(text);
  } catch {
    return unreadable(cursor, 'not JSON');
  }
  if (octets !== undefined && isObject(entry) && isObject(entry.request) && isObject(entry.response))
    learnEntry(cursor.known, octets, entry);
  return entryFrom(entry, element.innerNames(), cursor);
}

function knownExchange(
  { found, startedAt, text }: KnownEntry,
  namesAtMost: number | undefined,
  cursor: Cursor,
): Exchange {
  const { method, url, requestHeaders, responseHeaders: headers, size } = found;
  const index = cursor.index++;
  const asked = { method, url, headers: requestHeaders, body: noBody() };
  const answered = { status: found.status, headers, body: wholeBody(text, size, namesAtMost) };
  const pointer = pointerOf(index);
  return startedAt === undefined
    ? { source: cursor.source, index, pointer, request: asked, response: answered }
    : { source: cursor.source, index, pointer, startedAt, request: asked, response: answered };
}
