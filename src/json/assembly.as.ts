// The hot loops of reading large recordings, in AssemblyScript (https://www.assemblyscript.org), assembled by `npm run assemble`. They
// look at 64 octets at a time; the answer to each question about them is one bit mask. The bit arithmetic for escapes and strings is that of
// simdjson (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019, section 3.1).
// The octets stand from INPUT on, with room to read behind them; no octet of a longer UTF-8 character is below 0x80 (RFC 3629).

const INPUT: usize = 1024;
/** Of at most this many octets, so that each of them may end a line. */
const BLOCK: usize = 256 * 1024;
const TABLE: usize = INPUT + BLOCK + 64;

/** What the functions leave behind, in the order of these fields. */
const DEPTH: usize = 0;
const IN_STRING: usize = 4;
const ESCAPED: usize = 8;
const NAMES: usize = 12;

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

@inline
function upToLowest(bits: u64): u64 {
  return bits ^ (bits - 1);
}

/**
 * Lines in the first `length` octets: for each its end, and how many colons stand outside of its strings: the names of its JSON. The
 * first line is counted as if it began here, and a newline ends a string, so that no line spoils the count of the next.
 */
export function lines(length: usize): u32 {
  let out = TABLE;
  let names: u32 = 0;
  let carriedEscape: u64 = 0;
  let within: u64 = 0;
  for (let at: usize = 0; at < length; at += 64) {
    const here = INPUT + at;
    const valid = bitsBelow(length - at);
    let newline = equal(here, 0x0a) & valid;
    const colon = equal(here, 0x3a) & valid;
    const quote = equal(here, 0x22) & valid;
    const backslash = equal(here, 0x5c) & valid;
    const escaped = escapedBy(backslash, carriedEscape);
    carriedEscape = (backslash & ~escaped) >> 63;
    let inside = parity(quote & ~escaped) ^ within;
    let name = colon & ~inside;
    while (newline) {
      const line = upToLowest(newline);
      store<u32>(out, (at + ctz(newline)) as u32);
      store<u32>(out, names + (popcnt(name & line) as u32), 4);
      out += 8;
      names = 0;
      if (inside & newline & -newline) inside = ~inside;
      name = colon & ~inside & ~line;
      newline &= newline - 1;
    }
    names += popcnt(name) as u32;
    within = ((inside as i64) >> 63) as u64;
  }
  return ((out - TABLE) / 8) as u32;
}

/**
 * Where the value that begins or goes on at `from` ends, an object or an array, or -1 where it does not end before `to`: then `state`
 * says how it stands there. `depth`, `inString` and `escaped` say how it stands at `from`. `NAMES`: colons outside of its strings from there.
 */
export function elementEnd(from: usize, to: usize, depth: i32, inString: i32, escapedFirst: i32): i32 {
  let within: u64 = inString ? -1 : 0;
  let carriedEscape: u64 = escapedFirst;
  let names: u32 = 0;
  for (let at = from; at < to; at += 64) {
    const here = INPUT + at;
    const rest = to - at;
    const valid = bitsBelow(rest);
    const backslash = equal(here, 0x5c) & valid;
    const quote = equal(here, 0x22) & valid;
    let escaped = escapedBy(backslash, carriedEscape);
    let inside = parity(quote & ~escaped) ^ within;
    if (backslash & ~inside) {
      escaped = escapedWithin(quote, backslash, within, carriedEscape);
      inside = parity(quote & ~escaped) ^ within;
    }
    carriedEscape = rest >= 64 ? (backslash & inside & ~escaped) >> 63 : (escaped >> rest) & 1;
    within = ((inside as i64) >> 63) as u64;
    const name = equal(here, 0x3a) & ~inside & valid;
    const opening = bracket(here, 0x7b) & ~inside & valid;
    const closing = bracket(here, 0x7d) & ~inside & valid;
    const closings = popcnt(closing) as i32;
    if (depth > closings) depth += (popcnt(opening) as i32) - closings;
    else {
      for (let both = opening | closing; both; both &= both - 1) {
        if (opening & both & -both) depth++;
        else if (--depth == 0) {
          store<u32>(NAMES, names + (popcnt(name & upToLowest(both)) as u32));
          return (at + ctz(both) + 1) as i32;
        }
      }
    }
    names += popcnt(name) as u32;
  }
  store<i32>(DEPTH, depth);
  store<i32>(IN_STRING, i32(within != 0));
  store<i32>(ESCAPED, carriedEscape as i32);
  store<u32>(NAMES, names);
  return -1;
}
