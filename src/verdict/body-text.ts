// Octets and characters of a body -> a JSON value or a text: content coding, charset, JSON, depth.
import { beyond, excessOf, type Limits } from '../json/limits.ts';
import { countNames, countNamesAtMost, MAX_DEPTH } from '../json/survey.ts';
import { headerValue } from '../lib/headers.ts';
import { charsetOf } from '../lib/media-type.ts';
import type { Body, Headers } from '../model.ts';
import {
  type BodyReader,
  isEmpty,
  NO_BODY,
  OPAQUE,
  plainValue,
  type ReadBody,
  type SurveyText,
  unreadable,
  unrecorded,
  valueReader,
} from './body.ts';
import { fits } from './value.ts';
import { meaningsOf } from './values/meanings.ts';

/** Why octets are no text. */
export type Undecoded = { readonly undecodable: string } | { readonly tooLarge: string };

export type Decoded = { readonly text: string } | { readonly malformed: string } | Undecoded;

/** Reads bodies that are octets; without it they are unchecked. */
type Decoder = {
  /** Undoes content codings, then the charset. */
  readonly text: (
    octets: Uint8Array,
    contentEncoding: string | undefined,
    charset: string | undefined,
  ) => Decoded;
  /** Undoes content codings alone. */
  readonly codings: (octets: Uint8Array, contentEncoding: string | undefined) => Uint8Array | Undecoded;
};

export function createBodyReader(limits: Limits, decoder?: Decoder): BodyReader {
  return {
    json: (body, headers, survey) => {
      if (body.kind === 'json') return valueReader.json(body, headers, survey);
      const decoded = textOf(body, headers, limits, decoder);
      if (!('text' in decoded)) return decoded;
      return readJsonText(decoded.text, survey, limits);
    },
    text: (body, headers, content) => {
      if (body.kind === 'json') return valueReader.text(body, headers, content);
      // No octet at all is a text too.
      const decoded = isEmpty(body) ? { text: '' } : textOf(body, headers, limits, decoder);
      // Octets of another type than text may be anything.
      if ('kind' in decoded && decoded.kind === 'malformed' && !content.mediaType.startsWith('text/'))
        return unreadable(content, OPAQUE);
      if (!('text' in decoded)) return decoded;
      const meanings = meaningsOf(decoded.text, content.textTypes ?? []);
      const fitting = meanings.filter((meaning) => fits(content.strict, meaning));
      const [value = decoded.text] = fitting.length > 0 ? fitting : meanings;
      return plainValue(value);
    },
    limits,
    raw: (body, headers, as) => {
      if (body.kind === 'json') return plainValue(body.value);
      if (body.kind !== 'bytes' || as === 'text') {
        const decoded = textOf(body, headers, limits, decoder);
        return 'text' in decoded ? { text: decoded.text, isOctets: false } : decoded;
      }
      const octets = decoder?.codings(body.bytes, headerValue(headers, 'content-encoding')) ?? NOT_READ_HERE;
      return octets instanceof Uint8Array
        ? { text: characterPerOctet(octets), isOctets: true }
        : uncheckedFor(octets);
    },
  };
}

/** Content coding and charset undone. */
function textOf(
  body: Exclude<Body, { readonly kind: 'json' }>,
  headers: Headers | undefined,
  limits: Limits,
  decoder: Decoder | undefined,
): { readonly text: string } | ReadBody {
  if (body.kind === 'text')
    return body.text.length > limits.bodyBytes
      ? uncheckedFor({ tooLarge: beyond(limits, 'bodyBytes') })
      : body;
  if (body.kind === 'none') return NO_BODY;
  if (body.kind === 'unrecorded') return unrecorded(body.reason);
  const charset = charsetOf(headerValue(headers, 'content-type') ?? '');
  const decoded =
    decoder?.text(body.bytes, headerValue(headers, 'content-encoding'), charset) ?? NOT_READ_HERE;
  if ('text' in decoded) return decoded;
  return 'malformed' in decoded ? { kind: 'malformed', message: decoded.malformed } : uncheckedFor(decoded);
}

const NOT_READ_HERE: Undecoded = { undecodable: 'octets are not read here' };

const PIECE = 8192;

export function characterPerOctet(octets: Uint8Array): string {
  let text = '';
  for (let at = 0; at < octets.length; at += PIECE)
    text += String.fromCharCode(...octets.subarray(at, at + PIECE));
  return text;
}

function uncheckedFor(why: Undecoded): ReadBody {
  return 'tooLarge' in why
    ? { kind: 'unchecked', reason: 'body-too-large', message: why.tooLarge }
    : { kind: 'unchecked', reason: 'body-undecodable', message: why.undecodable };
}

/** The usual text parses and repeats no name: then it needs no survey. */
export function readJsonText(text: string, survey: SurveyText | undefined, limits: Limits): ReadBody {
  const excess = excessOf(text, limits);
  if (excess === 'depth') return { kind: 'too-deep' };
  if (excess === 'tokens') return uncheckedFor({ tooLarge: beyond(limits, 'jsonTokens') });
  const value = parseOrNothing(text);
  if (value !== undefined) {
    const names = countNames(value, MAX_DEPTH);
    if (names === Number.POSITIVE_INFINITY) return { kind: 'too-deep' };
    if (countNamesAtMost(text) === names) return plainValue(value);
  }
  if (/^\ufeff?[ \t\r\n]*$/.test(text)) return NO_BODY;
  return survey === undefined ? { kind: 'unsurveyed' } : survey(text);
}

/** undefined is no JSON value. */
function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(withoutByteOrderMark(text));
  } catch {
    return undefined;
  }
}

/** RFC 8259 section 8.1 lets a reader ignore it. */
export function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
