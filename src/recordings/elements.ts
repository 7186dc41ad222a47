// Slices the elements of one array out of a JSON text of any size, by depth and strings only: nothing but the element
// at hand is held. UTF-8 makes that safe octet by octet (RFC 3629: no octet of a longer character is below 0x80).
import { isAscii, isUtf8 } from 'node:buffer';
import { scalarEnd } from '../json/scalar.ts';
import { blocksOf, giveScanner, type Scanner, type Standing, takeScanner } from '../json/scanner.ts';
import { InputError } from '../lib/input-error.ts';
import { type Carry, createCarry } from './carry.ts';
import type { ByteSource } from './format.ts';
import { createSeeker, type Seeker } from './seek.ts';

/** One for all elements of a reader, each until the next is asked for. */
export type Element = {
  /** undefined where its octets are not UTF-8. */
  readonly text: () => string | undefined;
  /** An upper bound of the names in JSON that its strings hold, where it lies in one block. */
  readonly innerNames: () => number | undefined;
};

/** `path` leads to the array; [] is a root that is an array, or a sequence of root objects. */
export async function* readElements(
  source: ByteSource,
  path: readonly string[],
): AsyncGenerator<Iterable<Element>> {
  const scanner = takeScanner();
  const state = createState(path, scanner);
  const element = elementOf(state);
  for await (const block of blocksOf(source.chunks)) yield elementsIn(block, state, element, source.name);
  giveScanner(scanner);
  if (finish(state)) yield [element];
  requireEnd(state, source.name, path);
}

type State = {
  readonly seeker: Seeker;
  readonly scanner: Scanner;
  /** Inside an element. */
  readonly standing: Standing;
  scalar: boolean;
  readonly carry: Carry;
  block: Buffer;
  /** Of the element at hand; undefined where it began in a block before, or is not UTF-8. */
  encoding: 'latin1' | 'utf8' | undefined;
  start: number;
  end: number;
  whole: number;
  offset: number;
};

function createState(path: readonly string[], scanner: Scanner): State {
  return {
    seeker: createSeeker(path),
    scanner,
    standing: { depth: 0, inString: 0, escaped: 0 },
    scalar: false,
    carry: createCarry(),
    block: Buffer.alloc(0),
    encoding: undefined,
    start: 0,
    end: 0,
    whole: 0,
    offset: 0,
  };
}

function elementOf(state: State): Element {
  const { scanner } = state;
  return {
    text: () => {
      const { block, encoding, carry, start, end } = state;
      if (encoding !== undefined) return block.toString(encoding, start, end);
      const octets = carry.octets();
      return !carry.isEmpty() && isUtf8(octets) ? octets.toString('utf8') : undefined;
    },
    innerNames: () => (state.encoding === undefined ? undefined : scanner.innerNames()),
  };
}

function* elementsIn(block: Buffer, state: State, element: Element, name: string): Generator<Element> {
  const { scanner, carry } = state;
  scanner.load(block);
  state.block = block;
  const encoding = encodingOf(block);
  let at = 0;
  while (at < block.length) {
    if (!isOpen(state)) {
      at = nextElement(block, at, state, name);
      if (at === block.length) break;
    }
    const end = state.scalar
      ? scalarEnd(block, at, state.standing, carry.isEmpty())
      : scanner.elementEnd(at, block.length, state.standing);
    if (end < 0) {
      carry.add(block.subarray(at));
      break;
    }
    state.scalar = false;
    state.whole++;
    state.start = at;
    state.end = end;
    state.encoding = carry.isEmpty() ? (encoding ?? encodingOf(block.subarray(at, end))) : undefined;
    if (!carry.isEmpty()) carry.add(block.subarray(at, end));
    yield element;
    carry.empty();
    at = end;
  }
  state.offset += block.length;
}

/** latin1 is the fastest to decode where all is ASCII. */
function encodingOf(octets: Buffer): State['encoding'] {
  if (!isUtf8(octets)) return undefined;
  return isAscii(octets) ? 'latin1' : 'utf8';
}

function isOpen({ standing, scalar }: State): boolean {
  return standing.depth > 0 || scalar;
}

/** The start of the next element in this block, its state set, or the block's length. */
function nextElement(buffer: Buffer, from: number, state: State, name: string): number {
  const at = state.seeker.seek(buffer, from);
  if (state.seeker.unexpected())
    throw new InputError(`not JSON at byte ${state.offset + at}, after ${entries(state.whole)}`, {
      place: { file: name },
      fix: 'record it again',
    });
  if (at === buffer.length) return at;
  state.scalar = ((buffer[at] ?? 0) | 0x20) !== 0x7b;
  return at;
}

/** A number at the very end of a text without brackets has no octet after it. */
function finish(state: State): boolean {
  if (!state.scalar || state.standing.inString > 0 || !state.seeker.rootIsSequence()) return false;
  state.scalar = false;
  state.encoding = undefined;
  state.start = state.end;
  return true;
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
