// SHA-256 (FIPS 180-4) of a text's UTF-8 octets, in hex: where no node:crypto is, where crypto.subtle, which answers later, is of no
// use, and for small texts at the start of a process, of which loading node:crypto takes a tenth.

const start = new Int32Array(8);
const round = new Int32Array(64);
const words = new Int32Array(64);

/** The first 32 bits of the fractional part of a root of each of the first primes. */
function fillTables(): void {
  let found = 0;
  for (let candidate = 2; found < 64; candidate++) {
    if (!isPrime(candidate)) continue;
    if (found < 8) start[found] = (candidate ** (1 / 2) % 1) * 2 ** 32;
    round[found++] = (candidate ** (1 / 3) % 1) * 2 ** 32;
  }
}

function isPrime(candidate: number): boolean {
  for (let divisor = 2; divisor * divisor <= candidate; divisor++)
    if (candidate % divisor === 0) return false;
  return true;
}

export function sha256(text: string): string {
  if (round[0] === 0) fillTables();
  const state = new Int32Array(start);
  const blocks = padded(new TextEncoder().encode(text));
  for (let at = 0; at < blocks.byteLength; at += 64) digestBlock(state, blocks, at);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function padded(octets: Uint8Array): DataView {
  const length = Math.ceil((octets.length + 9) / 64) * 64;
  const view = new DataView(new ArrayBuffer(length));
  new Uint8Array(view.buffer).set(octets);
  view.setUint8(octets.length, 0x80);
  view.setBigUint64(length - 8, BigInt(octets.length) * 8n);
  return view;
}

/** Plain variables and one list for all blocks: a contract is hashed before any of this is optimised. */
function digestBlock(state: Int32Array, blocks: DataView, at: number): void {
  schedule(blocks, at);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index++) {
    const first =
      h +
      (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
      ((e & f) ^ (~e & g)) +
      (round[index] ?? 0) +
      (words[index] ?? 0);
    const second =
      (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
      ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  add(state, 0, a, b, c, d);
  add(state, 4, e, f, g, h);
}

function add(state: Int32Array, at: number, ...values: readonly [number, number, number, number]): void {
  for (let index = 0; index < 4; index++) state[at + index] = (state[at + index] ?? 0) + (values[index] ?? 0);
}

function schedule(blocks: DataView, at: number): void {
  for (let index = 0; index < 16; index++) words[index] = blocks.getInt32(at + index * 4);
  for (let index = 16; index < 64; index++) {
    const early = words[index - 15] ?? 0;
    const late = words[index - 2] ?? 0;
    words[index] =
      (words[index - 16] ?? 0) +
      (((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3)) +
      (words[index - 7] ?? 0) +
      (((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10));
  }
}
