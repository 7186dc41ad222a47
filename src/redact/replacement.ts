// Makes the replacement of a secret: it has the same length and shape (digits stay digits, letters keep their case, a UUID stays a UUID, a date-time a
// date-time), is equal for equal secrets of a run, and can't be reversed without the key of the run. Its last characters are a checksum of the
// first ones, so that a replacement is recognised and never replaced again.
import { createHash, createHmac } from 'node:crypto';

type Alphabet = { readonly characters: string; readonly fill: string };

const digits = { characters: '0123456789', fill: '0' };
const lower = { characters: 'ghijklmnopqrstuvwxyz', fill: 'x' };
const upper = { characters: 'GHIJKLMNOPQRSTUVWXYZ', fill: 'X' };
// Hexadecimal text stays hexadecimal and other text never becomes it: the checksum depends on that.
const lowerHex = { characters: 'abcdef', fill: 'a' };
const upperHex = { characters: 'ABCDEF', fill: 'A' };

const placeholder =
  /^(?:\W*(?:redacted|removed|filtered|masked|hidden|secret|dummy|null|undefined|true|false)\W*|\{\{[^{}]*\}\}|\$\{[^{}]*\}|<[\w -]+>|[*.…xX•-]*)$/i;

/** The secret itself where it is a placeholder or a replacement. */
export function replacement(secret: string, key: Uint8Array): string {
  if (isReplacement(secret)) return secret;
  return formatted(secret) ?? made(secret, (_, alphabets) => keyed(secret, alphabets, key));
}

/** Whether the text holds no secret: a placeholder, or a replacement of any run. */
export function isReplacement(text: string): boolean {
  if (placeholder.test(text) || formatted(text) === text) return true;
  return made(text, (body) => body) === text;
}

/** Formats whose characters depend on each other. */
function formatted(text: string): string | undefined {
  const date = /^\d{4}-\d\d-\d\d(?:([Tt ])\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)?)?$/.exec(text);
  if (date !== null) {
    const [, separator, fraction = '', offset = ''] = date;
    const time =
      separator === undefined ? '' : `${separator}00:00:00${fraction.replace(/\d/g, '0')}${offset}`;
    return `2000-01-01${time}`;
  }
  if (/^\d\d:\d\d(:\d\d)?([Zz]|[+-]\d\d:\d\d)?$/.test(text))
    return text.replace(/^\d\d:\d\d(:\d\d)?/, (time) => time.replace(/\d/g, '0'));
  if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(text)) return '192.0.2.1';
  return undefined;
}

type Fill = (body: readonly string[], alphabets: readonly Alphabet[]) => readonly string[];

function made(text: string, fillBody: Fill): string {
  const [kept, rest] = withoutPrefix(text);
  const characters = [...rest];
  const isHex = !/[g-z]/i.test(rest);
  const alphabets = characters.map((character) => alphabetOf(character, isHex));
  const at = alphabets.flatMap((alphabet, index) =>
    alphabet === undefined || isUuidNibble(rest, index) ? [] : [index],
  );
  const isDense = at.length >= 8 && at.length * 2 >= characters.length;
  const result = characters.map((character) => filled(character, at.length * 2 >= characters.length));
  if (!isDense) return kept + alphabets.map((alphabet, index) => alphabet?.fill ?? result[index]).join('');
  const own = at.flatMap((index) => alphabets[index] ?? []);
  const checks = Math.min(10, Math.floor(at.length / 2));
  const body = fillBody(
    at.slice(0, -checks).map((index) => characters[index] ?? ''),
    own.slice(0, -checks),
  );
  const all = [...body, ...checked(body, own.slice(-checks))];
  at.forEach((index, nth) => {
    result[index] = all[nth] ?? '';
  });
  return kept + result.join('');
}

// The scheme of a URL, or a vendor's short prefix such as sk_live_, names the kind of secret and is kept.
function withoutPrefix(text: string): readonly [string, string] {
  const prefix =
    /^(?:[a-z][a-z0-9+.-]{1,10}:\/\/|(?:[A-Za-z]{2,6}[-_]){1,2}(?=[^-]{16,}$))/.exec(text)?.[0] ?? '';
  return [prefix, text.slice(prefix.length)];
}

// RFC 9562 section 4: keeps version and variant.
function isUuidNibble(text: string, index: number): boolean {
  return (index === 14 || index === 19) && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}

function alphabetOf(character: string, isHex: boolean): Alphabet | undefined {
  if (character >= '0' && character <= '9') return digits;
  if (character >= 'a' && character <= 'z') return isHex ? lowerHex : lower;
  if (character >= 'A' && character <= 'Z') return isHex ? upperHex : upper;
  return undefined;
}

// A character beyond ASCII becomes one with as many octets; punctuation is replaced only where it is most of the secret.
function filled(character: string, keepsPunctuation: boolean): string {
  const octets = Buffer.byteLength(character);
  if (octets > 1) return ['é', '密', '𝐱'][octets - 2] ?? '密';
  return keepsPunctuation || /\s/.test(character) ? character : '*';
}

/** Later blocks use a digest of the secret: hashing the whole secret for each block would take quadratic time. */
function keyed(secret: string, alphabets: readonly Alphabet[], key: Uint8Array): readonly string[] {
  const digest = (by: Uint8Array, text: string): Buffer => createHmac('sha256', by).update(text).digest();
  let seed: Buffer | undefined;
  return drawn(alphabets, (block) => {
    if (block === 0) return digest(key, `0 ${secret}`);
    seed ??= digest(key, `blocks ${secret}`);
    return digest(seed, `${block}`);
  });
}

function checked(body: readonly string[], alphabets: readonly Alphabet[]): readonly string[] {
  return drawn(alphabets, (block) =>
    createHash('sha256')
      .update(`redacted ${block} ${body.join('')}`)
      .digest(),
  );
}

function drawn(alphabets: readonly Alphabet[], blockOf: (block: number) => Buffer): readonly string[] {
  let octets: Buffer = Buffer.alloc(0);
  return alphabets.map(({ characters }, index) => {
    if (index % 32 === 0) octets = blockOf(index / 32);
    return characters[(octets[index % 32] ?? 0) % characters.length] ?? '';
  });
}

/** A JSON number with as many digits and the same sign; short numbers are counts, not secrets. */
export function replacementNumber(token: string): string {
  const [, sign = '', mantissa = '', exponent = ''] = /^(-?)([\d.]+)(.*)$/.exec(token) ?? [];
  if (mantissa.replace('.', '').length < 4) return token;
  return `${sign}1${mantissa.slice(1).replace(/\d/g, '0')}${exponent}`;
}
