// JSON of any size, as its octets come: the elements of one array, or the lines of NDJSON. Nothing but the element or line at hand is held.
// This is the only door to the scanner: an element or line comes with its text and with the number of its names, so that a reader that has
// parsed it knows whether a name came twice.
import { isAscii, isUtf8 } from 'node:buffer';
import { InputError } from '../lib/input-error.ts';
import { plural } from '../lib/plural.ts';
import { BLOCK_SIZE, createScanner, ROW, type Scanner, type Standing } from './scanner.ts';
import { createSeeker, type Seeker, scalarEnd } from './seek.ts';

export type Chunks = AsyncIterable<Uint8Array>;

/** An element or a line: one object for all of a reader, each until the next is asked for. */
export type Piece = {
  /** undefined where it has a problem. */
  readonly text: () => string | undefined;
  /** Why it has no text. */
  readonly problem: () => string;
  /** Names in its JSON, repeated ones included; undefined where they were not counted. */
  readonly names: () => number | undefined;
  /** Whether it holds only spaces, tabs and carriage returns. */
  readonly isBlank: () => boolean;
};

/** Block by block, so that one `await` serves many; use up each block before the next. */
type Pieces = AsyncGenerator<Iterable<Piece>>;

/** Keeps the scanner for the next recording: its memory is larger than most of them. */
export type Kept = { scanner?: Scanner | undefined };

type State = {
  readonly scanner: Scanner;
  /** What came in blocks before of the piece at hand. */
  readonly carry: Carry;
  /** Of the piece at hand; where it began in a block before, the carry has all of it. */
  block: Buffer;
  start: number;
  end: number;
  /** undefined where the octets are not UTF-8. */
  encoding: 'latin1' | 'utf8' | undefined;
  names: number | undefined;
};

function createState(kept: Kept): State {
  const scanner = kept.scanner ?? createScanner();
  kept.scanner = undefined;
  return {
    scanner,
    carry: createCarry(),
    block: Buffer.alloc(0),
    start: 0,
    end: 0,
    encoding: undefined,
    names: undefined,
  };
}

function pieceOf(state: State): Piece {
  return {
    text: () => state.encoding && state.block.toString(state.encoding, state.start, state.end),
    names: () => state.names,
    problem: () => (state.carry.isTooLong() ? `longer than ${LONGEST / 2 ** 20} MiB` : 'not UTF-8'),
    isBlank: () => !state.carry.isTooLong() && isBlank(state.block, state.start, state.end),
  };
}

/** The white space of JSON (RFC 8259 section 2), as far as it can stand in a line. */
export function isBlank(octets: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const octet = octets[at];
    if (octet !== 0x20 && octet !== 0x09 && octet !== 0x0d) return false;
  }
  return true;
}

/** latin1 is the fastest to decode where all is ASCII. */
function encodingOf(octets: Buffer): State['encoding'] {
  if (!isUtf8(octets)) return undefined;
  return isAscii(octets) ? 'latin1' : 'utf8';
}

/** The same octets, in blocks that a scanner has room for. */
async function* blocksOf(chunks: Chunks): AsyncGenerator<Buffer> {
  for await (const { buffer, byteOffset, byteLength } of chunks)
    for (let at = 0; at < byteLength; at += BLOCK_SIZE)
      yield Buffer.from(buffer, byteOffset + at, Math.min(BLOCK_SIZE, byteLength - at));
}

/** The carry is the piece at hand. */
function takeCarry(state: State): void {
  state.block = state.carry.octets();
  state.start = 0;
  state.end = state.block.length;
  state.encoding = state.carry.isTooLong() ? undefined : encodingOf(state.block);
}

// ---- lines

/** Every line, blank ones too; the last one need not end in a newline. */
export async function* readLines(chunks: Chunks, kept: Kept): Pieces {
  const state = createState(kept);
  const { scanner, carry } = state;
  const line = pieceOf(state);
  for await (const block of blocksOf(chunks)) {
    scanner.load(block);
    const count = scanner.lines(block.length);
    if (count > 0) yield linesIn(block, count, state, line);
    const rest = count === 0 ? 0 : (scanner.table[(count - 1) * ROW.length + ROW.end] ?? 0) + 1;
    if (rest < block.length) carry.add(block.subarray(rest));
  }
  kept.scanner = scanner;
  if (carry.isEmpty()) return;
  takeCarry(state);
  state.names = undefined;
  yield [line];
}

function* linesIn(block: Buffer, count: number, state: State, line: Piece): Generator<Piece> {
  const { scanner, carry } = state;
  const encoding = encodingOf(block);
  let start = 0;
  for (let row = 0; row < count * ROW.length; row += ROW.length) {
    const end = scanner.table[row + ROW.end] ?? 0;
    if (carry.isEmpty()) {
      state.block = block;
      state.start = start;
      state.end = end;
      state.encoding = encoding ?? encodingOf(block.subarray(start, end));
      state.names = scanner.table[row + ROW.names];
    } else {
      carry.add(block.subarray(start, end));
      takeCarry(state);
      state.names = undefined;
    }
    start = end + 1;
    yield line;
    carry.empty();
  }
}

// ---- elements

type Elements = State & {
  readonly seeker: Seeker;
  /** Inside an element. */
  readonly standing: Standing;
  isScalar: boolean;
  whole: number;
  offset: number;
};

/** `path` leads to the array; [] is a root that is an array, or a sequence of root objects. `name` is for messages. */
export async function* readElements(
  chunks: Chunks,
  path: readonly string[],
  name: string,
  kept: Kept,
): Pieces {
  const state: Elements = {
    ...createState(kept),
    seeker: createSeeker(path),
    standing: { depth: 0, inString: 0, escaped: 0, names: 0 },
    isScalar: false,
    whole: 0,
    offset: 0,
  };
  const element = pieceOf(state);
  for await (const block of blocksOf(chunks)) yield elementsIn(block, state, element, name);
  kept.scanner = state.scanner;
  if (isLastScalar(state)) yield [element];
  requireEnd(state, name, path);
}

function* elementsIn(block: Buffer, state: Elements, element: Piece, name: string): Generator<Piece> {
  const { scanner, carry, standing } = state;
  scanner.load(block);
  const encoding = encodingOf(block);
  let at = 0;
  while (at < block.length) {
    if (!isOpen(state)) {
      at = nextElement(block, at, state, name);
      if (at === block.length) break;
    }
    const end = state.isScalar
      ? scalarEnd(block, at, standing, carry.isEmpty())
      : scanner.elementEnd(at, block.length, standing);
    if (end < 0) {
      carry.add(block.subarray(at));
      break;
    }
    state.isScalar = false;
    state.whole++;
    state.names = standing.names;
    standing.names = 0;
    if (carry.isEmpty()) {
      state.block = block;
      state.start = at;
      state.end = end;
      state.encoding = encoding ?? encodingOf(block.subarray(at, end));
    } else {
      carry.add(block.subarray(at, end));
      takeCarry(state);
    }
    yield element;
    carry.empty();
    at = end;
  }
  state.offset += block.length;
}

function isOpen({ standing, isScalar }: Elements): boolean {
  return standing.depth > 0 || isScalar;
}

/** The start of the next element in this block, its state set, or the block's length. */
function nextElement(block: Buffer, from: number, state: Elements, name: string): number {
  const at = state.seeker.seek(block, from);
  if (state.seeker.unexpected())
    throw new InputError(
      `not JSON at byte ${state.offset + at}, after ${plural(state.whole, 'whole entry')}`,
      {
        place: { file: name },
        fix: 'record it again',
      },
    );
  if (at === block.length) return at;
  state.isScalar = ((block[at] ?? 0) | 0x20) !== 0x7b;
  return at;
}

/** A number at the very end of a text without brackets has no octet after it. */
function isLastScalar(state: Elements): boolean {
  if (!state.isScalar || state.standing.inString > 0 || !state.seeker.rootIsSequence()) return false;
  state.isScalar = false;
  takeCarry(state);
  state.names = 0;
  return true;
}

function requireEnd(state: Elements, name: string, path: readonly string[]): void {
  const place = { file: name };
  if (isOpen(state) || !state.seeker.ended())
    throw new InputError(`cut off at byte ${state.offset}, after ${plural(state.whole, 'whole entry')}`, {
      place,
      fix: 'record it again, or repair its end',
    });
  if (!state.seeker.found())
    throw new InputError(`has no array ${path.join('.')}`, { place, fix: 'give a whole recording' });
}

// ---- what waits for the next block

/**
 * Octets that wait for those of the next block, in memory that is used again: V8 counts what lies outside of its heap against a limit of
 * its own, so buffers of a few octets each, one a block, would be freed late.
 */
type Carry = {
  readonly isEmpty: () => boolean;
  /** Its octets were more than LONGEST, and are dropped. */
  readonly isTooLong: () => boolean;
  readonly add: (octets: Uint8Array) => void;
  /** What was added since it was last emptied; until then. */
  readonly octets: () => Buffer;
  readonly empty: () => void;
};

/** Far beyond any exchange, and within what V8 holds as one string (2^29 characters) and parses in ordinary memory. */
const LONGEST = 256 * 2 ** 20;

function createCarry(): Carry {
  let memory = Buffer.alloc(0);
  let length = 0;
  return {
    isEmpty: () => length === 0,
    isTooLong: () => length > LONGEST,
    add: (octets) => {
      const needed = length + octets.length;
      if (needed > LONGEST) {
        memory = Buffer.alloc(0);
        length = needed;
        return;
      }
      if (needed > memory.length) {
        const larger = Buffer.allocUnsafeSlow(Math.min(2 * needed, LONGEST));
        larger.set(memory.subarray(0, length));
        memory = larger;
      }
      memory.set(octets, length);
      length = needed;
    },
    octets: () => memory.subarray(0, Math.min(length, memory.length)),
    empty: () => {
      length = 0;
    },
  };
}
