// Text of a request -> what it can mean. Where two readings are common, both are kept: the parameter fits if one of them does.
import type { CompiledParameter } from '../../model.ts';

export type Where = CompiledParameter['in'];

/** A name with its text as it stands in a query, a Cookie field or a matrix segment. */
export type Pair = { readonly name: string; readonly raw: string };

/** `a=1&b`, split at `separator`. */
export function pairsOf(text: string, separator: string | RegExp, nameOf: (raw: string) => string): Pair[] {
  return text
    .split(separator)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [name = '', ...rest] = part.split('=');
      return { name: nameOf(name), raw: rest.join('=') };
    });
}

export function queryPairs(url: string): Pair[] {
  const start = url.indexOf('?');
  const query = start < 0 ? '' : (url.slice(start + 1).split('#')[0] ?? '');
  return pairsOf(query, '&', (name) => decoded(name.replaceAll('+', ' ')));
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

/** A plus is a space to forms and itself to RFC 6570; whether fields are encoded OpenAPI leaves open. */
export function decodings(raw: string, where: Where): readonly string[] {
  if (where === 'query')
    return raw.includes('+') ? [decoded(raw.replaceAll('+', ' ')), decoded(raw)] : [decoded(raw)];
  if (where === 'path') return [decoded(raw)];
  const text = raw.trim();
  const quoted = quotedIn(raw, where);
  return [...new Set([text, decoded(text), ...(quoted === undefined ? [] : [quoted])])];
}

/** RFC 6265 section 4.1.1: a cookie's value may stand in quotes. */
function quotedIn(raw: string, where: Where): string | undefined {
  return where === 'cookie' ? /^\s*"(.*)"\s*$/.exec(raw)?.[1] : undefined;
}

/** The pieces, encoded: split as it stands and, where a delimiter is encoded, split once decoded. */
export function splits(raw: string, delimiter: string, where: Where): string[][] {
  const asIs = raw.split(delimiter);
  const inside = decodings(raw, where)
    .map((text) => text.split(delimiter))
    .filter((pieces) => pieces.length !== asIs.length)
    .map((pieces) => pieces.map(encoded));
  const quoted = quotedIn(raw, where);
  const unquoted = quoted === undefined ? [] : splits(quoted, delimiter, where);
  const all = [asIs, ...inside, ...unquoted];
  if (raw === '') return [asIs, []];
  return delimiter === ',' ? all : all.flatMap((pieces) => groupings(pieces, encoded(delimiter)));
}

/** But for the sign between a name and its value. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('%3D', '=');
}

/** With more pieces than this each delimiter counts as one. */
const FEW = 8;

/** A dot is never encoded and an encoded space or pipe is a delimiter too, so each may belong to a value. */
function groupings(pieces: string[], delimiter: string): string[][] {
  const [first, ...rest] = pieces;
  if (first === undefined || rest.length === 0 || pieces.length > FEW) return [pieces];
  return groupings(rest, delimiter).flatMap(([next = '', ...more]) => [
    [first, next, ...more],
    [`${first}${delimiter}${next}`, ...more],
  ]);
}
