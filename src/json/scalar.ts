// Strings, numbers and literals as elements: no recording has them on purpose, so speed does not matter.
import type { Standing } from './scanner.ts';

const quote = 0x22;
const backslash = 0x5c;

/** Where the scalar ends that begins at `from`, or goes on there; -1 where that is not in this block. */
export function scalarEnd(block: Uint8Array, from: number, standing: Standing, isBeginning: boolean): number {
  if (standing.inString > 0) return stringEnd(block, from + standing.escaped, standing);
  if (isBeginning && block[from] === quote) {
    standing.inString = 1;
    return stringEnd(block, from + 1, standing);
  }
  for (let at = from; at < block.length; at++) {
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
  standing.escaped = at - block.length;
  return -1;
}
