// Where each part of a document was written. A document is put together from several files and, for OpenAPI 3.0, turned
// into the 3.1 dialect; a mount says that what stands at a pointer came from another file or pointer.
import { pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer, Place, Position } from '../model.ts';
import type { SourceFile } from './source.ts';

export type Origin = { readonly file: number; readonly pointer: JsonPointer };

export type Mounts = Map<JsonPointer, Origin>;

/** The origin by the nearest mount at or above the pointer; without one, the first file at the same pointer. */
export function originOf(mounts: Mounts, pointer: JsonPointer): Origin {
  if (mounts.size === 0) return { file: 0, pointer };
  const tokens = pointerTokens(pointer);
  let prefix = pointer;
  for (let length = tokens.length; length > 0; length--) {
    const mount = mounts.get(prefix);
    if (mount !== undefined)
      return { file: mount.file, pointer: mount.pointer + pointer.slice(prefix.length) };
    prefix = prefix.slice(0, prefix.lastIndexOf('/'));
  }
  return { file: 0, pointer };
}

export function positionOf(
  files: readonly SourceFile[],
  { file, pointer }: Origin,
  atKey = false,
): Position | undefined {
  const source = files[file];
  const line = atKey ? source?.keyLineOf(pointer) : source?.lineOf(pointer);
  return line === undefined ? undefined : [...line, file];
}

export function placeOf(files: readonly SourceFile[], origin: Origin, atKey = false): Place {
  const file = files[origin.file]?.name ?? '';
  const position = positionOf(files, origin, atKey);
  return position === undefined
    ? { file, pointer: origin.pointer }
    : { file, line: position[0], column: position[1] };
}
