// Declared response headers against observed ones (OpenAPI 3.1, Header Object: style simple).
import { headerNames, headerValues } from '../lib/headers.ts';
import { registeredHeaders } from '../lib/registered-headers.ts';
import type { CompiledHeader, Headers } from '../model.ts';

export function headerMismatches(header: CompiledHeader, observed: Headers): boolean {
  const values = headerValues(observed, header.name);
  return values.length > 0 && !header.strict(valueOfText(values.join(', '), header.types));
}

export function undocumentedHeaders(
  declared: readonly CompiledHeader[],
  observed: Headers,
  allowed: readonly string[] = [],
): string[] {
  return headerNames(observed).filter(
    (name) =>
      !registeredHeaders.has(name) &&
      !name.startsWith(':') &&
      !allowed.includes(name) &&
      !declared.some((header) => header.name === name),
  );
}

/** Text as the JSON value that the schema asks for; text that is none stays text, and the schema refuses it. */
export function valueOfText(text: string, types: readonly string[]): unknown {
  if (
    (types.includes('integer') || types.includes('number')) &&
    /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)
  )
    return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.includes('array')) return text.split(',').map((part) => part.trim());
  return text;
}
