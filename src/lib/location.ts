import type { Place } from '../model.ts';

/** The clickable form: `file:line:col` in text, `file#/pointer` in data, the bare name otherwise. */
export function formatPlace(place: Place): string {
  if (place.line !== undefined)
    return `${place.file}:${place.line}${place.column === undefined ? '' : `:${place.column}`}`;
  if (place.pointer) return `${place.file}#${place.pointer}`;
  return place.file;
}
