// Whether a request carries what its operation's security requirements ask for (OpenAPI 3.1, Security Requirement Object).
import { headerValue, headerValues } from '../lib/headers.ts';
import type { CompiledOperation, ExchangeRequest } from '../model.ts';
import { queryOf } from './url.ts';
import { decoded, formPairs, pairsOf } from './values/texts.ts';

type Alternatives = CompiledOperation['security'];

/** What is missing of each alternative, or undefined where one of them is fulfilled or can't be judged. */
export function missingCredentials(
  { security }: Pick<CompiledOperation, 'security'>,
  request: ExchangeRequest,
): Alternatives | undefined {
  // A recording without request headers may have left out any credential but one in the query.
  if (security.length === 0 || request.headers === undefined) return undefined;
  const missing = security.map((names) =>
    names.filter((name) => !hasHeader(request, name) && !hasPair(request, name)),
  );
  return missing.some((names) => names.length === 0) ? undefined : missing;
}

function hasHeader({ headers, url }: ExchangeRequest, name: string): boolean {
  const lower = name.toLowerCase();
  return headerValue(headers, lower) !== undefined || (lower === 'authorization' && USER.test(url));
}

/** RFC 3986 section 3.2.1: a user before the host, which clients send as Authorization. */
const USER = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i;

/** In the query, or as a cookie; a redacted Cookie field may hold any. */
function hasPair({ headers, url }: ExchangeRequest, name: string): boolean {
  if (formPairs(queryOf(url) ?? '').some((pair) => pair.name === name)) return true;
  const lines = headerValues(headers, 'cookie');
  return lines.some(
    (line) =>
      !line.includes('=') ||
      pairsOf(line, ';', (text) => decoded(text.trim())).some((pair) => pair.name === name),
  );
}
