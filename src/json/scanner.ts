// The scanner of assembly/scanner.ts and its memory, where one block of a recording is looked at.

import { scannerWasm } from './scanner-wasm.ts';

const input = 1024;
const blockSize = 256 * 1024;
const tableStart = input + blockSize + 64;

/** What the functions leave behind, one after the other. */
const LEFT = { depth: 0, inString: 1, escaped: 2, innerNames: 3, length: 4 } as const;

/** Fields of a row of the table of lines, one after the other. */
export const ROW = { end: 0, names: 1, innerNames: 2, length: 3 } as const;

/** How an element stands at an octet: how deep, whether within a string, and whether the octet is escaped (1) or not (0). */
export type Standing = { depth: number; inString: number; escaped: number };

export type Scanner = {
  /** Puts a block where it is looked at; none is longer than those of `blocksOf`. */
  readonly load: (block: Uint8Array) => void;
  /** How many lines end in the block of that length; each is then a row of the table. */
  readonly lines: (length: number) => number;
  readonly table: Uint32Array;
  /** Where the object or array ends that begins or goes on at `from`, or -1 and then `standing` says how it stands at `length`. */
  readonly elementEnd: (from: number, length: number, standing: Standing) => number;
  /** An upper bound of the names in JSON that strings of the element hold, from where it was last entered to its end. */
  readonly innerNames: () => number;
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

let idle: Scanner | undefined;

/** Give it back when done with it: its memory is larger than a block. */
export function takeScanner(): Scanner {
  const scanner = idle ?? createScanner();
  idle = undefined;
  return scanner;
}

export function giveScanner(scanner: Scanner): void {
  idle = scanner;
}

function createScanner(): Scanner {
  const module = new WebAssembly.Module(Buffer.from(scannerWasm, 'base64'));
  const { exports: exported } = new WebAssembly.Instance(module);
  const { buffer } = exported.memory;
  const block = new Uint8Array(buffer, input, blockSize);
  const left = new Int32Array(buffer, 0, LEFT.length);
  return {
    load: (octets) => block.set(octets),
    lines: (length) => exported.lines(length),
    table: new Uint32Array(buffer, tableStart, ROW.length * blockSize),
    elementEnd: (from, length, standing) => {
      const end = exported.elementEnd(from, length, standing.depth, standing.inString, standing.escaped);
      standing.depth = end < 0 ? (left[LEFT.depth] ?? 0) : 0;
      standing.inString = end < 0 ? (left[LEFT.inString] ?? 0) : 0;
      standing.escaped = end < 0 ? (left[LEFT.escaped] ?? 0) : 0;
      return end;
    },
    innerNames: () => left[LEFT.innerNames] ?? 0,
  };
}

/** The same octets, in blocks that a scanner has room for. */
export async function* blocksOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const { buffer, byteOffset, byteLength } of chunks)
    for (let at = 0; at < byteLength; at += blockSize)
      yield Buffer.from(buffer, byteOffset + at, Math.min(blockSize, byteLength - at));
}
