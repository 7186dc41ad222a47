// Finds where the elements of one array begin in JSON that comes octet by octet, and where those end that are no object or array. Octets
// between elements are few, so speed does not matter here.
import type { Standing } from './scanner.ts';

const quote = 0x22;
const backslash = 0x5c;

/** No name of a path is longer, however it is escaped; what is cut to this is no JSON and so no name. */
const LONGEST_NAME = 1000;

export type Seeker = {
  /** Index of the next element's first octet, or the buffer's length; the caller skips the element itself. */
  readonly seek: (buffer: Uint8Array, from: number) => number;
  /** Whether the octet at the index that `seek` gave back can not stand there. */
  readonly unexpected: () => boolean;
  /** Whether the text may end here. */
  readonly ended: () => boolean;
  readonly found: () => boolean;
  /** The root is no array: each root value is an element. */
  readonly rootIsSequence: () => boolean;
};

export function createSeeker(path: readonly string[]): Seeker {
  // Open containers outside the array; the first `matched` of them lie on the path.
  let depth = 0;
  let matched = 0;
  let inside = false;
  let sequence = false;
  let seen = false;
  let wrong = false;
  let first = true;
  // Between two elements exactly one comma: 'start' | 'value' | 'comma'.
  let last: 'start' | 'value' | 'comma' = 'start';
  let inString = false;
  let escaped = false;
  let literal: number[] | undefined;
  let name = '';
  let key: string | undefined;

  function open(octet: number): void {
    const onPath = depth === matched && (depth === 0 || key === path[depth - 1]);
    depth++;
    key = undefined;
    if (!onPath) return;
    const isArray = octet === 0x5b;
    if (isArray && depth === path.length + 1) {
      inside = true;
      seen = true;
      last = 'start';
    } else if (!isArray && depth <= path.length) matched++;
  }

  function close(): void {
    depth--;
    if (matched > depth) matched = depth;
    key = undefined;
    wrong ||= depth < 0;
  }

  function inText(octet: number): void {
    if (literal !== undefined && literal.length < LONGEST_NAME) literal.push(octet);
    if (escaped) escaped = false;
    else if (octet === backslash) escaped = true;
    else if (octet === quote) {
      inString = false;
      if (literal !== undefined) name = textOf(literal);
    }
  }

  function outside(octet: number): void {
    if (octet === quote) {
      inString = true;
      literal = depth === matched && depth > 0 ? [quote] : undefined;
    } else if (octet === 0x3a) key = depth === matched ? name : undefined;
    else if (octet === 0x2c) key = undefined;
    else if ((octet | 0x20) === 0x7b) open(octet);
    else if ((octet | 0x20) === 0x7d) close();
  }

  /** True where an element starts. */
  function between(octet: number): boolean {
    if (octet === 0x2c && !sequence) {
      wrong = last !== 'value';
      last = 'comma';
      return false;
    }
    if (octet === 0x5d && !sequence) {
      wrong = last === 'comma';
      inside = false;
      depth--;
      return false;
    }
    const isNone = octet === 0x7d || octet === 0x5d || octet === 0x2c || octet === 0x3a;
    wrong = isNone || (last === 'value' && !sequence);
    last = 'value';
    return true;
  }

  function seek(buffer: Uint8Array, from: number): number {
    for (let at = from; at < buffer.length; at++) {
      const octet = buffer[at] ?? 0;
      if (inString) {
        inText(octet);
        continue;
      }
      if (octet === 0x20 || octet === 0x0a || octet === 0x0d || octet === 0x09) continue;
      if (first) {
        first = false;
        sequence = path.length === 0 && octet !== 0x5b;
        inside = sequence;
        seen ||= sequence;
      } else if (depth === 0 && !sequence) wrong = true;
      if (wrong) return at;
      if (!inside) outside(octet);
      else if (between(octet) && !wrong) return at;
      if (wrong) return at;
    }
    return buffer.length;
  }

  return {
    seek,
    unexpected: () => wrong,
    ended: () => !inString && depth === 0,
    found: () => seen,
    rootIsSequence: () => sequence,
  };
}

function textOf(literal: readonly number[]): string {
  try {
    return JSON.parse(Buffer.from(literal).toString('utf8'));
  } catch {
    return '';
  }
}

/** Where the scalar ends that begins at `from`, or goes on there; -1 where that is not in this block. */
export function scalarEnd(block: Uint8Array, from: number, standing: Standing, isBeginning: boolean): number {
  if (standing.inString > 0) return stringEnd(block, from + standing.escaped, standing);
  if (isBeginning && block[from] === quote) {
    standing.inString = 1;
    return stringEnd(block, from + 1, standing);
  }
  // At least one octet long, whatever it is: an empty element would come again and again.
  for (let at = isBeginning ? from + 1 : from; at < block.length; at++) {
    const octet = block[at] ?? 0;
    if (octet <= 0x20 || octet === 0x2c || (octet | 0x20) === 0x7d) return at;
  }
  return -1;
}

function stringEnd(block: Uint8Array, from: number, standing: Standing): number {
  let at = from;
  for (; at < block.length; at++) {
    const octet = block[at];
    if (octet === backslash) at++;
    else if (octet === quote) {
      standing.inString = 0;
      standing.escaped = 0;
      return at + 1;
    }
  }
  standing.escaped = at > block.length ? 1 : 0;
  return -1;
}
