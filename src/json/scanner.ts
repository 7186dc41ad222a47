// The WebAssembly of assembly.as.ts and its memory, where one block of a recording is looked at.

import { scannerWasm } from './scanner-wasm.ts';

const input = 1024;
export const BLOCK_SIZE: number = 256 * 1024;
const tableStart = input + BLOCK_SIZE + 64;

/** What the functions leave behind, one after the other. */
const LEFT = { depth: 0, inString: 1, escaped: 2, names: 3, length: 4 } as const;

/** Fields of a row of the table of lines, one after the other. */
export const ROW = { end: 0, names: 1, length: 2 } as const;

/** How an element stands at an octet: how deep, whether in a string, whether the octet is escaped, and how many names it had so far. */
export type Standing = { depth: number; inString: 0 | 1; escaped: 0 | 1; names: number };

export type Scanner = {
  /** Puts a block where it is looked at, of at most BLOCK_SIZE octets. */
  readonly load: (block: Uint8Array) => void;
  /** How many lines end in the block of that length; each is then a row of the table. */
  readonly lines: (length: number) => number;
  readonly table: Uint32Array;
  /** Where the object or array ends that begins or goes on at `from`, or -1 and then `standing` says how it stands at `length`. */
  readonly elementEnd: (from: number, length: number, standing: Standing) => number;
};

type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly lines: (length: number) => number;
  readonly elementEnd: (from: number, to: number, depth: number, inString: number, escaped: number) => number;
};

/** What of https://webassembly.github.io/spec/js-api/ is used; the types of Node have none. */
type WebAssemblyApi = {
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Exports };
};

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

export function createScanner(): Scanner {
  const module = new WebAssembly.Module(Buffer.from(scannerWasm, 'base64'));
  const { exports: exported } = new WebAssembly.Instance(module);
  const { buffer } = exported.memory;
  const block = new Uint8Array(buffer, input, BLOCK_SIZE);
  const left = new Int32Array(buffer, 0, LEFT.length);
  return {
    load: (octets) => block.set(octets),
    lines: (length) => exported.lines(length),
    table: new Uint32Array(buffer, tableStart, ROW.length * BLOCK_SIZE),
    elementEnd: (from, length, standing) => {
      const end = exported.elementEnd(from, length, standing.depth, standing.inString, standing.escaped);
      standing.names += left[LEFT.names] ?? 0;
      standing.depth = end < 0 ? (left[LEFT.depth] ?? 0) : 0;
      standing.inString = end < 0 && left[LEFT.inString] === 1 ? 1 : 0;
      standing.escaped = end < 0 && left[LEFT.escaped] === 1 ? 1 : 0;
      return end;
    },
  };
}
