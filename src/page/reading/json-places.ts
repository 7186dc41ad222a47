// Where each key and item of a JSON text stands. The text is valid: JSON.parse has read it before.
import { appendToken } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';

export type JsonPlace = { readonly offset: number; readonly length: number };

type Frame = { readonly pointer: JsonPointer; index: number };

/** By pointer; a property's place is its key's, an item's its value's. The last of duplicate keys counts. */
export function jsonPlaces(text: string): ReadonlyMap<JsonPointer, JsonPlace> {
  const places = new Map<JsonPointer, JsonPlace>();
  const frames: Frame[] = [];
  let pointer: JsonPointer = '';
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;
  let key: { readonly text: string; readonly place: JsonPlace } | undefined;
  for (const found of text.matchAll(token)) {
    const word = found[0];
    const frame = frames.at(-1);
    if (word === ':') {
      pointer = appendToken(frame?.pointer ?? '', JSON.parse(key?.text ?? '""') as string);
      if (key !== undefined) places.set(pointer, key.place);
      key = undefined;
      continue;
    }
    if (word === ',') continue;
    if (word === '}' || word === ']') {
      frames.pop();
      continue;
    }
    const place = { offset: found.index, length: word.length };
    if (
      frame !== undefined &&
      frame.index === -1 &&
      key === undefined &&
      isKeyNext(text, found.index + word.length)
    ) {
      key = { text: word, place };
      continue;
    }
    if (frame === undefined) places.set('', place);
    else if (frame.index >= 0) {
      pointer = appendToken(frame.pointer, frame.index++);
      places.set(pointer, place);
    }
    if (word === '{') frames.push({ pointer: frame === undefined ? '' : pointer, index: -1 });
    if (word === '[') frames.push({ pointer: frame === undefined ? '' : pointer, index: 0 });
  }
  return places;
}

/** In an object a string before a colon is a key; every other token there is a value. */
function isKeyNext(text: string, offset: number): boolean {
  let i = offset;
  while (/\s/.test(text[i] ?? '')) i++;
  return text[i] === ':';
}
