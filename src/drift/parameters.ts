// Parameters of a recorded request against the declared ones (OpenAPI 3.1, Parameter Object; the default styles simple and form).
import { headerValue, headerValues } from '../lib/headers.ts';
import type { CompiledOperation, CompiledParameter, Exchange, JsonPointer } from '../model.ts';
import { pathOf } from './match.ts';

export type ParameterDefect = {
  readonly defect: 'missing' | 'mismatch' | 'undocumented';
  readonly in: CompiledParameter['in'];
  readonly name: string;
  readonly types: readonly string[];
  readonly declaredAt: JsonPointer;
};

type Observed = {
  readonly path: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  readonly exchange: Exchange;
};

/** OpenAPI 3.1: header parameters of these names are ignored, other parts of the operation describe them. */
const IGNORED_HEADERS = new Set(['accept', 'content-type', 'authorization']);
const CREDENTIALS = new Set(['authorization', 'cookie', 'x-auth-token', 'x-api-key', 'x-security-token']);

/** Everything that is wrong with path, query, header and cookie parameters. */
export function parameterDefects(operation: CompiledOperation, exchange: Exchange): ParameterDefect[] {
  const observed: Observed = {
    path: pathValues(operation, pathOf(exchange.request.url)),
    query: queryOf(exchange.request.url),
    exchange,
  };
  const declared = operation.parameters.flatMap((parameter) => defectOf(operation, parameter, observed));
  return [...declared, ...undocumented(operation, observed)];
}

function defectOf(
  operation: CompiledOperation,
  parameter: CompiledParameter,
  observed: Observed,
): ParameterDefect[] {
  if (!isRecorded(parameter, observed)) return [];
  const values = valuesOf(parameter, observed);
  const { in: where, name, types, pointer } = parameter;
  if (values.length === 0) {
    const isMissing = parameter.required && !isAuthenticatedOtherwise(operation, parameter, observed);
    return isMissing ? [{ defect: 'missing', in: where, name, types, declaredAt: pointer }] : [];
  }
  if (isCredential(operation, parameter) || readings(values, types).some((value) => parameter.strict(value)))
    return [];
  return [{ defect: 'mismatch', in: where, name, types, declaredAt: pointer }];
}

/** A recording without request headers says nothing of them. */
function isRecorded({ in: where, name }: CompiledParameter, { exchange }: Observed): boolean {
  if (where === 'header' && IGNORED_HEADERS.has(name.toLowerCase())) return false;
  return where === 'path' || where === 'query' || exchange.request.headers !== undefined;
}

function valuesOf(
  { in: where, name, types }: CompiledParameter,
  { path, query, exchange }: Observed,
): readonly string[] {
  if (where === 'path') return path.has(name) ? [path.get(name) ?? ''] : [];
  if (where === 'header') return headerValues(exchange.request.headers, name.toLowerCase());
  if (where === 'cookie') return cookieValues(exchange, name);
  const isObject = types.includes('object');
  return isObject
    ? [...query.keys()].filter((key) => key === name || key.startsWith(`${name}[`))
    : query.getAll(name);
}

function cookieValues(exchange: Exchange, name: string): string[] {
  const pairs = headerValues(exchange.request.headers, 'cookie').flatMap((line) => line.split(';'));
  return pairs
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/** What text can mean: one of the declared types has to fit. Objects are only looked for, their styles are too many to read. */
function readings(values: readonly string[], types: readonly string[]): unknown[] {
  if (types.includes('object')) return [{}];
  const single = values.length === 1 ? values.flatMap((value) => scalars(value)) : [];
  if (!types.includes('array')) return single;
  const elements = values.length === 1 ? (values[0] ?? '').split(',') : [...values];
  return [...single, elements, elements.map((element) => scalars(element)[0])];
}

/** The narrowest reading first. */
function scalars(text: string): unknown[] {
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return [Number(text), text];
  if (text === 'true' || text === 'false') return [text === 'true', text];
  return text === '' ? ['', null] : [text];
}

function isCredential({ security }: CompiledOperation, { name }: CompiledParameter): boolean {
  const lower = name.toLowerCase();
  return CREDENTIALS.has(lower) || security.some((names) => names.some((one) => one.toLowerCase() === lower));
}

/** A signature instead of a token, or a request that was meant to be refused: the credential is not "missing". */
function isAuthenticatedOtherwise(
  operation: CompiledOperation,
  parameter: CompiledParameter,
  { exchange, query }: Observed,
): boolean {
  if (!isCredential(operation, parameter)) return false;
  if (
    exchange.response.status === 401 ||
    headerValue(exchange.request.headers, 'authorization') !== undefined
  )
    return true;
  const has = (name: string): boolean =>
    headerValue(exchange.request.headers, name.toLowerCase()) !== undefined || query.has(name);
  return operation.security.some((names) => names.length > 0 && names.every(has));
}

function undocumented(operation: CompiledOperation, { query }: Observed): ParameterDefect[] {
  const declared = operation.parameters.filter((parameter) => parameter.in === 'query');
  const carried = new Set(operation.security.flat());
  const isDeclared = (key: string): boolean =>
    carried.has(key) ||
    declared.some(
      ({ name, types }) => key === name || (types.includes('object') && key.startsWith(`${name}[`)),
    );
  if (declared.some(({ types }) => types.includes('object'))) return [];
  const names = [...new Set(query.keys())].filter((key) => !isDeclared(key));
  return names.map((name) => ({
    defect: 'undocumented',
    in: 'query',
    name,
    types: [],
    declaredAt: operation.pointer,
  }));
}

function queryOf(url: string): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : (url.slice(start + 1).split('#')[0] ?? ''));
}

/** Template expressions to decoded values, under whichever server prefix matches. */
function pathValues(operation: CompiledOperation, path: string): ReadonlyMap<string, string> {
  for (const prefix of operation.prefixes) {
    const names = [...operation.path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
    const parts = `${prefix}${operation.path}`
      .split(/\{[^{}]*\}/)
      .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    const match = new RegExp(`^${parts.join('([^/]+?)')}$`).exec(path);
    if (match !== null) return new Map(names.map((name, index) => [name, decoded(match[index + 1] ?? '')]));
  }
  return new Map();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
