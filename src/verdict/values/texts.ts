// Texts outside of a JSON body -> what they can mean once decoded, and how a delimiter splits them. Where two readings are common,
// both are kept: a value fits if one of them does.
import type { CompiledParameter } from '../../model.ts';

/**
 * Where a text stands; a form is the body of application/x-www-form-urlencoded, or a part of multipart/form-data, and what is verbatim is
 * never percent-encoded.
 */
export type Where = CompiledParameter['in'] | 'form' | 'part' | 'verbatim';

/** A name with its text, still encoded, as it stands in a query, a Cookie field or a matrix segment. */
export type Pair = { readonly name: string; readonly raw: string };

/** `a=1&b`, split at `separator`. */
export function pairsOf(text: string, separator: string, nameOf: (raw: string) => string): Pair[] {
  return text
    .split(separator)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const end = part.indexOf('=');
      return end < 0
        ? { name: nameOf(part), raw: '' }
        : { name: nameOf(part.slice(0, end)), raw: part.slice(end + 1) };
    });
}

/** The pairs of a form: of a URL's query, or of a body of application/x-www-form-urlencoded. */
export function formPairs(text: string): Pair[] {
  return pairsOf(text, '&', (name) => decoded(name.replaceAll('+', ' ')));
}

/** Malformed encoding stays as it is. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * In a query a plus is a space to forms and itself to RFC 6570. Of header fields and cookies OpenAPI does not say whether they are
 * percent-encoded.
 */
export function decodings(raw: string, where: Where): readonly string[] {
  if (where === 'query' || where === 'querystring')
    return raw.includes('+') ? [decoded(raw.replaceAll('+', ' ')), decoded(raw)] : [decoded(raw)];
  if (where === 'path') return [decoded(raw)];
  if (where === 'form') return [decoded(raw.replaceAll('+', ' '))];
  if (where === 'part') return [raw];
  const text = withoutOuterSpace(raw);
  if (where === 'verbatim') return [text];
  const quoted = where === 'cookie' ? unquoted(text) : undefined;
  if (quoted === undefined && !text.includes('%')) return [text];
  return [...new Set([text, decoded(text), ...(quoted === undefined ? [] : [quoted])])];
}

/** RFC 9110 section 5.6.3: optional white space is made of spaces and tabs. */
function withoutOuterSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** RFC 6265 section 4.1.1: a cookie's value may stand in quotes. */
function unquoted(text: string): string | undefined {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : undefined;
}

/** The pieces, still encoded: split as it stands and, where a delimiter is encoded, split once decoded. */
export function splits(raw: string, delimiter: string, where: Where): string[][] {
  const asIs = raw.split(delimiter);
  if (raw === '') return [asIs, []];
  const inside = decodings(raw, where)
    .map((text) => text.split(delimiter))
    .filter((pieces) => pieces.length !== asIs.length)
    .map((pieces) => pieces.map(encoded));
  const quoted = where === 'cookie' ? unquoted(withoutOuterSpace(raw)) : undefined;
  const all = [asIs, ...inside, ...(quoted === undefined ? [] : splits(quoted, delimiter, where))];
  if (where === 'header') return all.flatMap(withAndWithoutEmpty);
  return delimiter === ',' ? all : all.flatMap((pieces) => groupings(pieces, encoded(delimiter)));
}

/** RFC 9110 section 5.6.1.2: a recipient ignores empty list elements. */
function withAndWithoutEmpty(pieces: string[]): string[][] {
  const filled = pieces.filter((piece) => withoutOuterSpace(piece) !== '');
  return filled.length === pieces.length ? [pieces] : [pieces, filled];
}

/** All but the sign between a name and its value. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('%3D', '=');
}

/** With more pieces than this each delimiter counts as one. */
const FEW = 8;

/** A dot is never encoded, and an encoded space or pipe is a delimiter too, so each may belong to a value. */
function groupings(pieces: string[], delimiter: string): string[][] {
  const [first, ...rest] = pieces;
  if (first === undefined || rest.length === 0 || pieces.length > FEW) return [pieces];
  return groupings(rest, delimiter).flatMap(([next = '', ...more]) => [
    [first, next, ...more],
    [`${first}${delimiter}${next}`, ...more],
  ]);
}
