// Declared response headers against observed ones (OpenAPI 3.1, Header Object: style simple).
import { headerNames, headerValues } from '../lib/headers.ts';
import { isRegisteredHeader } from '../lib/registered-headers.ts';
import type { CompiledHeader, Headers } from '../model.ts';

export function headerMismatches(header: CompiledHeader, observed: Headers): boolean {
  const values = headerValues(observed, header.name);
  return values.length > 0 && !readings(values.join(', '), header.types).some(header.strict);
}

export function undocumentedHeaders(
  declared: readonly CompiledHeader[],
  observed: Headers,
  allowed: readonly string[] = [],
): string[] {
  return headerNames(observed).filter(
    (name) =>
      !isRegisteredHeader(name) &&
      !name.startsWith(':') &&
      !allowed.includes(name) &&
      !declared.some((header) => header.name === name),
  );
}

/** What the text can mean, the narrowest reading first; it fits if one of them fits the schema. */
export function readings(text: string, types: readonly string[]): readonly unknown[] {
  if (types.includes('application/json')) return parsed(text);
  const may = (type: string): boolean => types.length === 0 || types.includes(type);
  const values: unknown[] = [];
  const scalar = scalarOf(text);
  if (typeof scalar === 'number' && (may('number') || may('integer'))) values.push(scalar);
  if (typeof scalar === 'boolean' && may('boolean')) values.push(scalar);
  if (text === '' && types.includes('null')) values.push(null);
  if (types.includes('array')) values.push(...lists(text));
  if (types.includes('object')) values.push(...lists(text).map(objectOf));
  if (may('string') || values.length === 0) values.push(text);
  return values;
}

function parsed(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

function lists(text: string): readonly (readonly unknown[])[] {
  const parts = text === '' ? [] : text.split(',').map((part) => part.trim());
  return [parts.map(scalarOf), parts];
}

/** OpenAPI 3.1, style simple: `R,100,G,200`, or exploded `R=100,G=200`. */
function objectOf(parts: readonly unknown[]): unknown {
  const pairs = parts.some((part) => String(part).includes('='))
    ? parts.map((part) => {
        const [name = '', ...rest] = String(part).split('=');
        return [name, scalarOf(rest.join('='))] as const;
      })
    : parts.flatMap((part, index) => (index % 2 === 0 ? [[String(part), parts[index + 1]] as const] : []));
  return Object.fromEntries(pairs);
}

function scalarOf(text: string): unknown {
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
