// Response headers against the declared ones (OpenAPI 3.1, Header Object).
import { headerNames, headerValue } from '../lib/headers.ts';
import { matchesWildcard } from '../lib/name-patterns.ts';
import { isRegisteredHeader } from '../lib/registered-headers.ts';
import { nearest } from '../lib/suggest.ts';
import type { CompiledHeader, Headers } from '../model.ts';

/** `allowed` are lower-case names, in which `*` stands for any characters. */
export function undocumentedHeaders(
  declared: readonly CompiledHeader[],
  observed: Headers,
  allowed: readonly string[] = [],
): string[] {
  return headerNames(observed).filter(
    (name) =>
      !isRegisteredHeader(name) &&
      !name.startsWith(':') &&
      !allowed.some((pattern) => matchesWildcard(pattern, name)) &&
      !declared.some((header) => header.name === name),
  );
}

/** The declared header that did not come and that an observed name may be a spelling of. */
export function declaredLike(
  name: string,
  declared: readonly CompiledHeader[],
  observed: Headers,
): string | undefined {
  const absent = declared.filter((header) => headerValue(observed, header.name) === undefined);
  return nearest(
    name,
    absent.map((header) => header.name),
  );
}
