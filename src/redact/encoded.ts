// Words that hold an encoded text: percent-encoded, base64 or hexadecimal. The decoded text is redacted and written in the same encoding.
// Text inside of too many layers is reported as unread.
import { attempt } from '../lib/attempt.ts';
import { utf8 } from './octets.ts';
import type { Redactor } from './redactor.ts';

/** A word may decode in two ways, so each layer may double the work. */
const MOST_LAYERS = 6;

export function redactEncodedWords(text: string, redactor: Redactor, depth: number): string {
  const inside = (plain: string): string => {
    if (depth < MOST_LAYERS) return redactor.text(plain, depth + 1);
    redactor.unread.add(redactor.position.offset);
    return plain;
  };
  const withoutPercent = /%[0-9a-f]{2}/i.test(text) ? percent(text, inside) : text;
  return withoutPercent
    .replace(/[A-Za-z0-9+/]{16,}={0,2}/g, (word) => octetsOf(word, 'base64', inside))
    .replace(/[\w-]{16,}/g, (word, at: number, all: string) =>
      // Other words were already decoded as base64.
      /[_-]/.test(word) || /[/+]/.test(`${all[at - 1]}${all[at + word.length]}`)
        ? octetsOf(word, 'base64url', inside)
        : word,
    )
    .replace(/(?<![0-9a-z])(?:[0-9a-f]{2}){8,}(?![0-9a-z])/gi, (word) => octetsOf(word, 'hex', inside));
}

type Inside = (plain: string) => string;

/** Decodes each piece alone, so that the separators of a URL or a form stay. */
function percent(text: string, inside: Inside): string {
  return text
    .split(/([&=\s"'<>/?#]+)/)
    .map((piece) => {
      const plain = piece.includes('%') ? percentDecoded(piece) : piece;
      const result = plain === piece ? plain : inside(plain);
      return result === plain ? piece : encodeURIComponent(result.toWellFormed());
    })
    .join('');
}

function octetsOf(word: string, encoding: 'base64' | 'base64url' | 'hex', inside: Inside): string {
  const octets = Buffer.from(word, encoding);
  // Most words use none of these encodings, and their first octets already show it.
  if (octets.some((octet) => octet < 0x20 && octet !== 0x09 && octet !== 0x0a && octet !== 0x0d)) return word;
  const plain = utf8(octets);
  const result = plain === undefined ? undefined : inside(plain);
  if (result === undefined || result === plain) return word;
  const encoded = Buffer.from(result).toString(encoding);
  return word.endsWith('=') ? encoded : encoded.replace(/=+$/, '');
}

/** As in a form: `+` is a space. Returns the text itself where it is not percent-encoded. */
export function percentDecoded(text: string): string {
  if (!/[%+]/.test(text)) return text;
  return attempt(() => decodeURIComponent(text.replaceAll('+', ' '))) ?? text;
}
