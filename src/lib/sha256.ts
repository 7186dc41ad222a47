// SHA-256 (FIPS 180-4) of a text's UTF-8 octets, in hex: for where no node:crypto is and where crypto.subtle, which answers later, is
// of no use. Everything else takes lib/hash.ts.

/** The first 32 bits of the fractional part of a root of each of the first primes. */
function constants(count: number, root: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++)
      if (candidate % divisor === 0) isPrime = false;
    if (isPrime) found.push((candidate ** (1 / root) % 1) * 2 ** 32);
  }
  return found.map((value) => value | 0);
}

let tables: { readonly start: readonly number[]; readonly round: readonly number[] } | undefined;

export function sha256(text: string): string {
  tables ??= { start: constants(8, 2), round: constants(64, 3) };
  const state = new Int32Array(tables.start);
  const blocks = padded(new TextEncoder().encode(text));
  for (let at = 0; at < blocks.byteLength; at += 64) digestBlock(state, blocks, at, tables.round);
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

function digestBlock(state: Int32Array, blocks: DataView, at: number, round: readonly number[]): void {
  const words = schedule(blocks, at);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index++) {
    const first =
      h +
      (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) +
      ((e & f) ^ (~e & g)) +
      (round[index] ?? 0) +
      (words[index] ?? 0);
    const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] ?? 0) + value;
}

function schedule(blocks: DataView, at: number): Int32Array {
  const words = new Int32Array(64);
  for (let index = 0; index < 16; index++) words[index] = blocks.getInt32(at + index * 4);
  for (let index = 16; index < 64; index++) {
    const early = words[index - 15] ?? 0;
    const late = words[index - 2] ?? 0;
    words[index] =
      (words[index - 16] ?? 0) +
      (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) +
      (words[index - 7] ?? 0) +
      (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
  }
  return words;
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
