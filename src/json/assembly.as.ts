// The hot loops of reading recordings, in AssemblyScript (https://www.assemblyscript.org), assembled by `npm run assemble`:
// 64 octets at a time, each question to them one bit mask. The bit arithmetic for escapes and strings is that of simdjson
// (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019, section 3.1).
// The octets stand from INPUT on, with room to read behind them; no octet of a longer UTF-8 character is below 0x80 (RFC 3629).

const INPUT: usize = 1024;
/** Of at most this many octets, so that each of them may end a line. */
const BLOCK: usize = 256 * 1024;
const TABLE: usize = INPUT + BLOCK + 64;

/** What the functions leave behind, in the order of these fields. */
const DEPTH: usize = 0;
const IN_STRING: usize = 4;
const ESCAPED: usize = 8;
const INNER_NAMES: usize = 12;

/** More names than a block has octets, so that no count is equal to it; 32 bits hold it for each 64 octets of a block. */
const UNKNOWN: u32 = 0x80000;

const ODD_BITS: u64 = 0xaaaa_aaaa_aaaa_aaaa;

@inline
function masked(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    (i8x16.bitmask(a) as u64) |
    ((i8x16.bitmask(b) as u64) << 16) |
    ((i8x16.bitmask(c) as u64) << 32) |
    ((i8x16.bitmask(d) as u64) << 48)
  );
}

@inline
function equal(at: usize, octet: u8): u64 {
  const all = i8x16.splat(octet);
  return masked(
    i8x16.eq(v128.load(at), all),
    i8x16.eq(v128.load(at, 16), all),
    i8x16.eq(v128.load(at, 32), all),
    i8x16.eq(v128.load(at, 48), all),
  );
}

/** `{` and `[` differ by 0x20, and so do `}` and `]`; no other octet becomes one of them by that bit. */
@inline
function bracket(at: usize, octet: u8): u64 {
  const all = i8x16.splat(octet);
  const bit = i8x16.splat(0x20);
  return masked(
    i8x16.eq(v128.or(v128.load(at), bit), all),
    i8x16.eq(v128.or(v128.load(at, 16), bit), all),
    i8x16.eq(v128.or(v128.load(at, 32), bit), all),
    i8x16.eq(v128.or(v128.load(at, 48), bit), all),
  );
}

@inline
function below(at: usize, octet: u8): u64 {
  const all = i8x16.splat(octet);
  return masked(
    i8x16.lt_u(v128.load(at), all),
    i8x16.lt_u(v128.load(at, 16), all),
    i8x16.lt_u(v128.load(at, 32), all),
    i8x16.lt_u(v128.load(at, 48), all),
  );
}

/** The octets behind a backslash that is itself behind none; `carried` is 1 where the block before ends in one. */
@inline
function escapedBy(backslash: u64, carried: u64): u64 {
  if (backslash == 0) return carried;
  const starts = backslash & ~carried;
  const series = (((starts << 1) | ODD_BITS) - starts) ^ ODD_BITS;
  return series ^ (backslash | carried);
}

/** The same where backslashes stand outside of strings too, as in no JSON: there they escape nothing. */
function escapedWithin(quote: u64, backslash: u64, within: u64, carried: u64): u64 {
  let escaped = carried;
  let inString = within != 0;
  for (let bit: u64 = 1; bit; bit <<= 1) {
    if (escaped & bit) continue;
    if (quote & bit) inString = !inString;
    else if (inString && backslash & bit) escaped |= bit << 1;
  }
  return escaped;
}

/** Each bit becomes the parity of those up to it. */
@inline
function parity(bits: u64): u64 {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ (bits << 32);
}

@inline
function bitsBelow(count: usize): u64 {
  return count >= 64 ? -1 : ((1 as u64) << count) - 1;
}

/** Colons behind an escape other than of a quote, and the letter of \u: each may be a name, or a part of one, spelled otherwise. */
@inline
function looseIn(at: usize, colon: u64, escaped: u64, carried: u64): u64 {
  if ((escaped | carried) == 0) return 0;
  return (colon & ((escaped << 1) | carried)) | (escaped & equal(at, 0x75));
}

@inline
function countOf(names: u64, loose: u64): u32 {
  return (popcnt(names) as u32) + (loose ? UNKNOWN : 0);
}

@inline
function upToLowest(bits: u64): u64 {
  return bits ^ (bits - 1);
}

/**
 * Lines in the first `length` octets: for each its end, then upper bounds of the names in it and of those in JSON that its strings hold.
 * A line that began before is told of as if it began here.
 */
export function lines(length: usize): u32 {
  let out = TABLE;
  let names: u32 = 0;
  let innerNames: u32 = 0;
  let carriedEscape: u64 = 0;
  let carriedQuote: u64 = 0;
  let carriedWhite: u64 = 0;
  let carriedInner: u64 = 0;
  let carriedLoose: u64 = 0;
  for (let at: usize = 0; at < length; at += 64) {
    const here = INPUT + at;
    const valid = bitsBelow(length - at);
    let newline = equal(here, 0x0a) & valid;
    const colon = equal(here, 0x3a) & valid;
    const quote = equal(here, 0x22);
    const backslash = equal(here, 0x5c);
    let closing = quote;
    let name = colon & ((closing << 1) | carriedQuote);
    let loose: u64 = 0;
    let innerName: u64 = 0;
    if (name != colon) loose = colon & ((below(here, 0x21) << 1) | carriedWhite);
    let innerLoose = loose;
    carriedWhite = u64(load<u8>(here, 63) <= 0x20);
    if (backslash | carriedEscape | carriedInner | carriedLoose) {
      const escaped = escapedBy(backslash, carriedEscape);
      carriedEscape = (backslash & ~escaped) >> 63;
      closing = quote & ~escaped;
      const inner = quote & escaped;
      name = colon & ((closing << 1) | carriedQuote);
      innerName = colon & ((inner << 1) | carriedInner);
      innerLoose |= looseIn(here, colon, escaped & ~quote, carriedLoose);
      carriedInner = inner >> 63;
      carriedLoose = (escaped & ~quote) >> 63;
    }
    carriedQuote = closing >> 63;
    while (newline) {
      const line = upToLowest(newline);
      store<u32>(out, (at + ctz(newline)) as u32);
      store<u32>(out, names + countOf(name & line, loose & line), 4);
      store<u32>(out, innerNames + countOf(innerName & line, innerLoose & line), 8);
      out += 12;
      names = 0;
      innerNames = 0;
      name &= ~line;
      loose &= ~line;
      innerName &= ~line;
      innerLoose &= ~line;
      newline &= newline - 1;
    }
    names += countOf(name, loose);
    innerNames += countOf(innerName, innerLoose);
  }
  return ((out - TABLE) / 12) as u32;
}

/**
 * Where the value that begins or goes on at `from` ends, an object or an array, or -1 where it does not end before `to`: then `state`
 * says how it stands there. `depth`, `inString` and `escaped` say how it stands at `from`.
 */
export function elementEnd(from: usize, to: usize, depth: i32, inString: i32, escapedFirst: i32): i32 {
  let within: u64 = inString ? -1 : 0;
  let carriedEscape: u64 = escapedFirst;
  let innerNames: u32 = 0;
  let carriedInner: u64 = 0;
  let carriedWhite: u64 = 0;
  let carriedLoose: u64 = 0;
  for (let at = from; at < to; at += 64) {
    const here = INPUT + at;
    const rest = to - at;
    const valid = bitsBelow(rest);
    const backslash = equal(here, 0x5c) & valid;
    const quote = equal(here, 0x22) & valid;
    const colon = equal(here, 0x3a) & valid;
    const white = below(here, 0x21);
    let escaped = escapedBy(backslash, carriedEscape);
    let inside = parity(quote & ~escaped) ^ within;
    if (backslash & ~inside) {
      escaped = escapedWithin(quote, backslash, within, carriedEscape);
      inside = parity(quote & ~escaped) ^ within;
    }
    carriedEscape = rest >= 64 ? (backslash & inside & ~escaped) >> 63 : (escaped >> rest) & 1;
    const inner = quote & escaped;
    within = ((inside as i64) >> 63) as u64;
    const innerName = colon & ((inner << 1) | carriedInner);
    const innerLoose =
      inside & ((colon & ((white << 1) | carriedWhite)) | looseIn(here, colon, escaped & ~quote, carriedLoose));
    carriedInner = inner >> 63;
    carriedWhite = white >> 63;
    carriedLoose = (escaped & ~quote) >> 63;
    const opening = bracket(here, 0x7b) & ~inside & valid;
    const closing = bracket(here, 0x7d) & ~inside & valid;
    const closings = popcnt(closing) as i32;
    if (depth > closings) depth += (popcnt(opening) as i32) - closings;
    else {
      for (let both = opening | closing; both; both &= both - 1) {
        if (opening & both & -both) depth++;
        else if (--depth == 0) {
          const element = upToLowest(both);
          store<u32>(INNER_NAMES, innerNames + countOf(innerName & element, innerLoose & element));
          return (at + ctz(both) + 1) as i32;
        }
      }
    }
    innerNames += countOf(innerName, innerLoose);
  }
  store<i32>(DEPTH, depth);
  store<i32>(IN_STRING, i32(within != 0));
  store<i32>(ESCAPED, carriedEscape as i32);
  return -1;
}
