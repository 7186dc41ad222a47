// The names of HTTP methods.

/** Those with a field of their own in OpenAPI 3.2 (Path Item Object). */
export const HTTP_METHODS = [
  'GET',
  'PUT',
  'POST',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'PATCH',
  'TRACE',
  'QUERY',
] as const;

const known: ReadonlySet<string> = new Set(HTTP_METHODS);

/** Methods are case-sensitive (RFC 9110 section 9.1), but recorders write those above in any case: these become upper case, others stay. */
export function methodNamed(text: string): string {
  if (known.has(text)) return text;
  const upper = text.toUpperCase();
  return known.has(upper) ? upper : text;
}
