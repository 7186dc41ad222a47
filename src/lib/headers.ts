import type { HeaderField, Headers } from '../model.ts';

/** OpenAPI 3.1, Parameter Object: header parameters of these names are ignored, other parts of the operation describe them. */
export function isIgnoredParameter({
  in: where,
  name,
}: {
  readonly in: string;
  readonly name: string;
}): boolean {
  return where === 'header' && /^(?:accept|content-type|authorization)$/i.test(name);
}

/** Every value of a field, in order; names are case-insensitive (RFC 9110 section 5.1). `name` is lower case. */
export function headerValues(headers: Headers | undefined, name: string): readonly string[] {
  if (headers === undefined) return [];
  if (Array.isArray(headers))
    return headers.filter((field) => field.name.toLowerCase() === name).map((field) => field.value);
  return Object.entries(headers as Record<string, string | readonly string[]>)
    .filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]) => value);
}

/** The first value of a field, or undefined; allocates nothing for the usual spellings. */
export function headerValue(headers: Headers | undefined, name: string): string | undefined {
  if (headers === undefined) return undefined;
  if (Array.isArray(headers)) {
    for (const field of headers) if (isNamed(field.name, name)) return field.value;
    return undefined;
  }
  for (const key in headers) {
    if (!isNamed(key, name)) continue;
    const value = (headers as Record<string, string | readonly string[]>)[key];
    return typeof value === 'string' ? value : value?.[0];
  }
  return undefined;
}

/** Does not allocate the string that toLowerCase would; field names are ASCII (RFC 9110 section 5.1). */
function isNamed(name: string, lower: string): boolean {
  if (name.length !== lower.length) return false;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if ((code >= 65 && code <= 90 ? code | 32 : code) !== lower.charCodeAt(at)) return false;
  }
  return true;
}

/** Lower-case names, each once, in order of appearance. */
export function headerNames(headers: Headers | undefined): string[] {
  if (headers === undefined) return [];
  const names = Array.isArray(headers) ? headers.map((field) => field.name) : Object.keys(headers);
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

/**
 * Reads headers as clients and mocks keep them: a Headers object, a Map, a list of pairs or of fields, names and values in turn, or an object.
 * Leaves out functions and what has no value.
 */
export function fieldsFrom(raw: object): readonly HeaderField[] {
  return pairsIn(raw as { readonly toJSON?: unknown; readonly forEach?: unknown }).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => one !== undefined && one !== null && typeof one !== 'function')
      .map((one) => ({ name: String(name), value: String(one) })),
  );
}

function pairsIn(raw: {
  readonly toJSON?: unknown;
  readonly forEach?: unknown;
}): readonly (readonly unknown[])[] {
  if (Array.isArray(raw)) {
    const [first] = raw as readonly unknown[];
    if (Array.isArray(first)) return raw as unknown[][];
    if (typeof first === 'object') return (raw as HeaderField[]).map(({ name, value }) => [name, value]);
    return raw.flatMap((name: unknown, at) => (at % 2 === 0 ? [[name, raw[at + 1]]] : []));
  }
  if (typeof raw.toJSON === 'function') return Object.entries(raw.toJSON() as object);
  if (typeof raw.forEach !== 'function') return Object.entries(raw);
  const pairs: unknown[][] = [];
  raw.forEach((value: unknown, name: unknown) => void pairs.push([name, value]));
  return pairs;
}
