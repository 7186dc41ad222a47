// SHA-256 (FIPS 180-4) of a text's UTF-8 octets, in hex, and at once: browsers have only crypto.subtle, which answers later. For small texts
// it also saves loading node:crypto, which takes a tenth of the start of a process.

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

const state = new Int32Array(8);

/** The hash, or its first so many digits. */
export function sha256(text: string, digits = 64): string {
  if (round[0] === 0) fillTables();
  state.set(start);
  const length = fill(text);
  for (let at = 0; at < length; at += 64) digestBlock(at);
  return hex(digits);
}

const DIGITS = '0123456789abcdef';

function hex(digits: number): string {
  const codes: number[] = [];
  for (let at = 0; at < digits; at++)
    codes.push(DIGITS.charCodeAt(((state[at >>> 3] ?? 0) >>> (28 - 4 * (at & 7))) & 15));
  return String.fromCharCode(...codes);
}

let octets = new Uint8Array(1024);
let blocks = new DataView(octets.buffer);

/** Fills `octets` with the text, padded to whole blocks (section 5.1.1), and returns their number. A UTF-16 unit takes at most three octets. */
function fill(text: string): number {
  if (3 * text.length + 72 > octets.length) {
    octets = new Uint8Array(3 * text.length + 72);
    blocks = new DataView(octets.buffer);
  }
  const written = new TextEncoder().encodeInto(text, octets).written;
  const length = Math.ceil((written + 9) / 64) * 64;
  octets.fill(0, written, length);
  octets[written] = 0x80;
  blocks.setUint32(length - 8, written / 2 ** 29);
  blocks.setUint32(length - 4, written * 8);
  return length;
}

/** `| 0` keeps sums in 32 bits. */
function digestBlock(at: number): void {
  schedule(at);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index++) {
    const first =
      (((h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7)))) | 0) +
        ((((e & f) ^ (~e & g)) + (round[index] ?? 0)) | 0) +
        (words[index] ?? 0)) |
      0;
    const second =
      ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
        ((a & b) ^ (a & c) ^ (b & c))) |
      0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  for (const [at, value] of [a, b, c, d, e, f, g, h].entries()) state[at] = (state[at] ?? 0) + value;
}

function schedule(at: number): void {
  for (let index = 0; index < 16; index++) words[index] = blocks.getInt32(at + index * 4);
  for (let index = 16; index < 64; index++) {
    const early = words[index - 15] ?? 0;
    const late = words[index - 2] ?? 0;
    words[index] =
      (((words[index - 16] ?? 0) +
        (((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3))) |
        0) +
      (((words[index - 7] ?? 0) +
        (((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10))) |
        0);
  }
}
