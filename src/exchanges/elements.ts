// Slices the elements of one array out of a JSON text of any size, by depth and strings only: nothing but the element
// at hand is held. UTF-8 makes that safe octet by octet (RFC 3629: no octet of a longer character is below 0x80).
import { isUtf8 } from 'node:buffer';
import { InputError } from '../lib/input-error.ts';
import type { ByteSource } from './format.ts';
import { createSeeker, type Seeker } from './seek.ts';

const quote = 0x22;
const backslash = 0x5c;

/** The element's text, or undefined where its octets are not UTF-8. */
export type Element = string | undefined;

/** `path` leads to the array; [] is a root that is an array, or a sequence of root objects. */
export async function* readElements(
  source: ByteSource,
  path: readonly string[],
): AsyncGenerator<Iterable<Element>> {
  const state = createState(path);
  for await (const chunk of source.chunks) yield elementsIn(chunk, state, source.name);
  const last = finish(state);
  if (last !== undefined) yield [last];
  requireEnd(state, source.name, path);
}

/** Inside an element: how deep, whether within a string, and whether its next octet is escaped. */
type State = {
  readonly seeker: Seeker;
  depth: number;
  inString: boolean;
  escaped: boolean;
  scalar: boolean;
  carry: Buffer[];
  whole: number;
  offset: number;
};

function createState(path: readonly string[]): State {
  return {
    seeker: createSeeker(path),
    depth: 0,
    inString: false,
    escaped: false,
    scalar: false,
    carry: [],
    whole: 0,
    offset: 0,
  };
}

function* elementsIn(chunk: Uint8Array, state: State, name: string): Generator<Element> {
  const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const valid = isUtf8(buffer);
  let at = 0;
  while (at < buffer.length) {
    if (!isOpen(state)) {
      at = nextElement(buffer, at, state, name);
      if (at === buffer.length) break;
    }
    const end = state.scalar ? scalarEnd(buffer, at, state) : elementEnd(buffer, at, state);
    if (end < 0) {
      state.carry.push(Buffer.from(buffer.subarray(at)));
      break;
    }
    state.whole++;
    yield state.carry.length === 0 && valid
      ? buffer.toString('utf8', at, end)
      : joined(state, buffer.subarray(at, end));
    at = end;
  }
  state.offset += buffer.length;
}

function isOpen(state: State): boolean {
  return state.depth > 0 || state.scalar;
}

function joined(state: State, rest: Buffer): Element {
  const whole = state.carry.length === 0 ? rest : Buffer.concat([...state.carry, rest]);
  state.carry = [];
  return isUtf8(whole) ? whole.toString('utf8', 0, whole.length) : undefined;
}

/** The start of the next element in this chunk, its state set, or the chunk's length. */
function nextElement(buffer: Buffer, from: number, state: State, name: string): number {
  const at = state.seeker.seek(buffer, from);
  if (state.seeker.unexpected())
    throw new InputError(`not JSON at byte ${state.offset + at}, after ${entries(state.whole)}`, {
      place: { file: name },
      fix: 'record it again',
    });
  if (at === buffer.length) return at;
  const octet = buffer[at] ?? 0;
  state.scalar = (octet | 0x20) !== 0x7b;
  state.depth = 0;
  state.inString = false;
  return at;
}

// `{` and `[` differ from each other by 0x20, and so do `}` and `]`; no other octet maps onto them.
function elementEnd(buffer: Buffer, from: number, state: State): number {
  const length = buffer.length;
  let at = from;
  let depth = state.depth;
  if (state.inString) {
    at = stringEnd(buffer, at, state);
    if (at < 0) return -1;
  }
  while (at < length) {
    const octet = buffer[at++] as number;
    if (octet === quote) {
      for (;;) {
        if (at >= length) return suspended(state, depth, false);
        const inner = buffer[at++] as number;
        if (inner === quote) break;
        if (inner === backslash && ++at > length) return suspended(state, depth, true);
      }
    } else if ((octet | 0x20) === 0x7b) depth++;
    else if ((octet | 0x20) === 0x7d && --depth === 0) {
      state.depth = 0;
      return at;
    }
  }
  state.depth = depth;
  return -1;
}

function suspended(state: State, depth: number, escaped: boolean): number {
  state.depth = depth;
  state.inString = true;
  state.escaped = escaped;
  return -1;
}

/** Goes on in a string that an earlier chunk began; -1 where it does not end here. */
function stringEnd(buffer: Buffer, from: number, state: State): number {
  let at = state.escaped ? from + 1 : from;
  for (; at < buffer.length; at++) {
    const octet = buffer[at];
    if (octet === backslash) at++;
    else if (octet === quote) {
      state.inString = false;
      state.escaped = false;
      return at + 1;
    }
  }
  state.escaped = at > buffer.length;
  return -1;
}

/** Strings, numbers and literals as elements: no recording has them on purpose, so speed does not matter. */
function scalarEnd(buffer: Buffer, from: number, state: State): number {
  if (state.inString) return endOfScalar(stringEnd(buffer, from, state), state);
  if (state.carry.length === 0 && buffer[from] === quote) {
    state.inString = true;
    state.escaped = false;
    return endOfScalar(stringEnd(buffer, from + 1, state), state);
  }
  for (let at = from; at < buffer.length; at++) {
    const octet = buffer[at] ?? 0;
    if (octet <= 0x20 || octet === 0x2c || (octet | 0x20) === 0x7d) return endOfScalar(at, state);
  }
  return -1;
}

function endOfScalar(end: number, state: State): number {
  if (end >= 0) state.scalar = false;
  return end;
}

/** A number at the very end of a text without brackets has no octet after it. */
function finish(state: State): Element {
  if (!state.scalar || state.inString || !state.seeker.rootIsSequence()) return undefined;
  state.scalar = false;
  return joined(state, Buffer.alloc(0));
}

function requireEnd(state: State, name: string, path: readonly string[]): void {
  const place = { file: name };
  if (isOpen(state) || !state.seeker.ended())
    throw new InputError(`cut off at byte ${state.offset}, after ${entries(state.whole)}`, {
      place,
      fix: 'record it again, or repair its end',
    });
  if (!state.seeker.found())
    throw new InputError(`has no array ${path.join('.')}`, { place, fix: 'give a whole recording' });
}

function entries(count: number): string {
  return count === 1 ? '1 whole entry' : `${count} whole entries`;
}
