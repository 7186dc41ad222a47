// Where each part of a document was written. A document is put together from several files: a mount says that what
// stands at a pointer came from another file or pointer. One of OpenAPI 3.0 is then turned into the 3.1 dialect: a move
// says that what stood at a pointer is now deeper or under another name.
import { jsonPath, pointerTokens } from '../lib/pointer.ts';
import { branchAt, type TokenTree } from '../lib/token-tree.ts';
import type { JsonPointer, Place, Position } from '../model.ts';
import type { WrittenPlace } from './openapi.ts';
import type { Origin, SourceFile } from './source.ts';

export type Mounts = Map<JsonPointer, Origin>;

/** By the tokens of a new pointer the old one, both with everything above them still in its old place. */
export type Moves = TokenTree<JsonPointer>;

export function addMove(moves: Moves, to: JsonPointer, from: JsonPointer): void {
  branchAt(moves, to.slice(1).split('/')).value = from;
}

/** The pointer before any move. */
export function unmoved(moves: Moves, pointer: JsonPointer): JsonPointer {
  if (moves.inside.size === 0) return pointer;
  const done = new Set<Moves>();
  let old: JsonPointer | undefined;
  let at: Moves | undefined = moves;
  for (const token of pointer.slice(1).split('/')) {
    at = at?.inside.get(token);
    if (old !== undefined) old += `/${token}`;
    // What is moved into a union may be a union itself, under the pointer that the move has just left.
    if (at?.value === undefined || done.has(at)) continue;
    done.add(at);
    old = at.value;
    at = old
      .slice(1)
      .split('/')
      .reduce<Moves | undefined>((inner, name) => inner?.inside.get(name), moves);
  }
  return old ?? pointer;
}

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
  origin: Origin,
  atKey = false,
): Position | undefined {
  const { file, pointer } = writtenAt(files, origin);
  const source = files[file];
  const line = atKey ? source?.keyLineOf(pointer) : source?.lineOf(pointer);
  return line === undefined ? undefined : [...line, file];
}

export function placeOf(files: readonly SourceFile[], origin: Origin, atKey = false): Place {
  const { file: index, pointer } = writtenAt(files, origin);
  const file = files[index]?.name ?? '';
  const position = positionOf(files, origin, atKey);
  return position === undefined ? { file, pointer } : { file, line: position[0], column: position[1] };
}

/** In the overlay, for what one of them put there. */
function writtenAt(files: readonly SourceFile[], origin: Origin): Origin {
  const source = files[origin.file];
  const text = source?.originIn?.(source.written?.pointerOf(origin.pointer) ?? origin.pointer);
  return text === undefined || text.file === 0 ? origin : text;
}

/** The place in the text itself, for whoever edits it. */
export function writtenPlace(files: readonly SourceFile[], { file, pointer }: Origin): WrittenPlace {
  const source = files[file];
  const written = source?.written?.pointerOf(pointer) ?? pointer;
  const text = source?.originIn?.(written) ?? { file, pointer: written };
  return {
    file: files[text.file]?.name ?? '',
    pointer: text.pointer,
    path: file === 0 ? jsonPath(source?.written?.value ?? source?.value, written) : undefined,
  };
}
