// Keys of PagePlaces for what a rule points at, the most precise first: not each value has a place of its own.
import { unescapeToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import type { SampleValue } from './page-samples.ts';
import { placeKey, type Side } from './places.ts';

export function sampleAt({
  side,
  index,
  pointer,
}: Pick<SampleValue, 'side' | 'index' | 'pointer'>): readonly string[] {
  return [placeKey.sampleKey(side, index, pointer), placeKey.sample(side, index)];
}

/** The row, else the row of the nearest parent, else the body's table. */
export function tableAt(side: Side, pattern: JsonPointer): readonly string[] {
  const keys: string[] = [];
  for (let pointer = pattern; pointer !== ''; pointer = parentOf(pointer))
    keys.push(placeKey.field(side, pointer));
  return [...keys, placeKey.body(side)];
}

export function parentOf(pointer: JsonPointer): JsonPointer {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

export function lastToken(pointer: JsonPointer): string {
  return unescapeToken(pointer.slice(pointer.lastIndexOf('/') + 1));
}
