// Octets and characters of a body -> a JSON value or a text: content coding, charset, JSON, depth.
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

export type Decoded =
  | { readonly text: string }
  | { readonly malformed: string }
  | { readonly undecodable: string };

/** Undoes content codings, then the charset. */
export type DecodeBytes = (
  bytes: Uint8Array,
  contentEncoding: string | undefined,
  charset: string | undefined,
) => Decoded;

/** Undoes content codings alone. */
export type DecodeCodings = (
  bytes: Uint8Array,
  contentEncoding: string | undefined,
) => Uint8Array | { readonly undecodable: string };

/** `decode`, `decodeCodings`: for bodies that are octets; without them they are unchecked. */
export function createBodyReader(decode?: DecodeBytes, decodeCodings?: DecodeCodings): BodyReader {
  return {
    json: (body, headers, survey) => {
      if (body.kind === 'json') return valueReader.json(body, headers, survey);
      const decoded = textOf(body, headers, decode);
      if (!('text' in decoded)) return decoded;
      return readJsonText(decoded.text, survey);
    },
    text: (body, headers, content) => {
      if (body.kind === 'json') return valueReader.text(body, headers, content);
      // No octet at all is a text too.
      const decoded = isEmpty(body) ? { text: '' } : textOf(body, headers, decode);
      // Octets of another type than text may be anything.
      if ('kind' in decoded && decoded.kind === 'malformed' && !content.mediaType.startsWith('text/'))
        return unreadable(content, OPAQUE);
      if (!('text' in decoded)) return decoded;
      const meanings = meaningsOf(decoded.text, content.textTypes ?? []);
      const fitting = meanings.filter((meaning) => fits(content.strict, meaning));
      const [value = decoded.text] = fitting.length > 0 ? fitting : meanings;
      return plainValue(value);
    },
    form: (body, headers) => {
      if (body.kind === 'json') return plainValue(body.value);
      if (body.kind !== 'bytes') {
        const decoded = textOf(body, headers, undefined);
        return 'text' in decoded ? { text: decoded.text, isOctets: false } : decoded;
      }
      if (decodeCodings === undefined) return undecodable('octets are not read here');
      const octets = decodeCodings(body.bytes, headerValue(headers, 'content-encoding'));
      return 'undecodable' in octets
        ? undecodable(octets.undecodable)
        : { text: characterPerOctet(octets), isOctets: true };
    },
  };
}

/** Content coding and charset undone. */
function textOf(
  body: Exclude<Body, { readonly kind: 'json' }>,
  headers: Headers | undefined,
  decode: DecodeBytes | undefined,
): { readonly text: string } | ReadBody {
  if (body.kind === 'text') return body;
  if (body.kind === 'none') return NO_BODY;
  if (body.kind === 'unrecorded') return unrecorded(body.reason);
  const charset = charsetOf(headerValue(headers, 'content-type') ?? '');
  if (decode === undefined) return undecodable('octets are not read here');
  const decoded = decode(body.bytes, headerValue(headers, 'content-encoding'), charset);
  if ('text' in decoded) return decoded;
  return 'malformed' in decoded
    ? { kind: 'malformed', message: decoded.malformed }
    : undecodable(decoded.undecodable);
}

const PIECE = 8192;

function characterPerOctet(octets: Uint8Array): string {
  let text = '';
  for (let at = 0; at < octets.length; at += PIECE)
    text += String.fromCharCode(...octets.subarray(at, at + PIECE));
  return text;
}

function undecodable(message: string): ReadBody {
  return { kind: 'unchecked', reason: 'body-undecodable', message };
}

/** The usual text parses and repeats no name: then it needs no survey. */
function readJsonText(text: string, survey: SurveyText | undefined): ReadBody {
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
