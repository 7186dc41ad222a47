// Parameters of a recorded request against the declared ones (OpenAPI 3.1, Parameter Object).
import { headerValue } from '../lib/headers.ts';
import type {
  CompiledOperation,
  CompiledParameter,
  CompiledSerialization,
  Exchange,
  JsonPointer,
} from '../model.ts';
import { type Found, foundOf, type Observed, observe } from './parameters/found.ts';
import { layoutsOf } from './parameters/layouts.ts';
import { deepProperty, isExploded } from './parameters/members.ts';
import { fitsAny } from './parameters/readings.ts';
import { decodings } from './parameters/texts.ts';

export type ParameterDefect = {
  readonly defect: 'missing' | 'mismatch' | 'undocumented';
  readonly in: CompiledParameter['in'];
  readonly name: string;
  readonly types: readonly string[];
  readonly serialization?: CompiledSerialization | undefined;
  readonly declaredAt: JsonPointer;
};

/** OpenAPI 3.1: header parameters of these names are ignored, other parts of the operation describe them. */
const IGNORED_HEADERS = new Set(['accept', 'content-type', 'authorization']);
const CREDENTIALS = new Set(['authorization', 'cookie', 'x-auth-token', 'x-api-key', 'x-security-token']);

/** Everything that is wrong with path, query, header and cookie parameters. */
export function parameterDefects(operation: CompiledOperation, exchange: Exchange): ParameterDefect[] {
  const observed = observe(operation, exchange);
  const declared = operation.parameters.flatMap((parameter) => defectOf(parameter, observed));
  return [...declared, ...undocumented(observed)];
}

function defectOf(parameter: CompiledParameter, observed: Observed): ParameterDefect[] {
  if (!isRecorded(parameter, observed)) return [];
  const found = foundOf(parameter, observed);
  if (found !== undefined && found.own.length === 0 && found.members.length === 0)
    return isMissing(parameter, observed) ? [defect('missing', parameter)] : [];
  const isRight =
    isCredential(observed.operation, parameter) || (found !== undefined && fits(parameter, found));
  return isRight ? [] : [defect('mismatch', parameter)];
}

function defect(
  what: ParameterDefect['defect'],
  { in: where, name, types, serialization, pointer }: CompiledParameter,
): ParameterDefect {
  return { defect: what, in: where, name, types, serialization, declaredAt: pointer };
}

/** A recording without request headers says nothing of them, and a path that can be split in two ways nothing of its parts. */
function isRecorded({ in: where, name }: CompiledParameter, { path, exchange }: Observed): boolean {
  if (where === 'header' && IGNORED_HEADERS.has(name.toLowerCase())) return false;
  if (where === 'path') return path.has(name);
  return where === 'query' || exchange.request.headers !== undefined;
}

function isMissing(parameter: CompiledParameter, observed: Observed): boolean {
  if (!parameter.required || isAuthenticatedOtherwise(parameter, observed)) return false;
  // Of an exploded object without properties nothing is left to see.
  return !isExploded(parameter) || !parameter.strict({});
}

function fits(parameter: CompiledParameter, found: Found): boolean {
  const { types, required, allowEmptyValue } = parameter;
  if (allowEmptyValue === true && found.own.length === 1 && found.own[0] === '') return true;
  if (types.includes('application/json')) return isJsonOf(parameter, found.own);
  const isOthers = found.own.length === 0 && found.members.every(({ isShared }) => isShared);
  return (isOthers && !required) || fitsAny(parameter, layoutsOf(parameter, found));
}

/** OpenAPI 3.1, Parameter Object: `content` says that the value is a text of that media type. */
function isJsonOf({ in: where, strict }: CompiledParameter, own: readonly string[]): boolean {
  const [raw] = own;
  if (raw === undefined || own.length > 1) return false;
  return decodings(raw, where).some((text) => {
    try {
      return strict(JSON.parse(text));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof RangeError) return false;
      throw error;
    }
  });
}

function isCredential({ security }: CompiledOperation, { name }: CompiledParameter): boolean {
  const lower = name.toLowerCase();
  return CREDENTIALS.has(lower) || security.some((names) => names.some((one) => one.toLowerCase() === lower));
}

/** A signature instead of a token, or a request that was meant to be refused: the credential is not "missing". */
function isAuthenticatedOtherwise(
  parameter: CompiledParameter,
  { operation, exchange, query, cookies }: Observed,
): boolean {
  if (!isCredential(operation, parameter)) return false;
  const { headers } = exchange.request;
  if (exchange.response.status === 401 || headerValue(headers, 'authorization') !== undefined) return true;
  const has = (name: string): boolean =>
    headerValue(headers, name.toLowerCase()) !== undefined ||
    [...query, ...cookies].some((pair) => pair.name === name);
  return operation.security.some((names) => names.length > 0 && names.every(has));
}

function undocumented({ operation, query }: Observed): ParameterDefect[] {
  const carried = new Set(operation.security.flat());
  const names = query
    .filter(({ name, takers }) => takers.length === 0 && !carried.has(name))
    .map(({ name }) => deepNameOf(operation, name) ?? name);
  return [...new Set(names)].map((name) => ({
    defect: 'undocumented',
    in: 'query',
    name,
    types: [],
    declaredAt: operation.pointer,
  }));
}

/** What follows an unknown property of a deep object is not unknown by itself. */
function deepNameOf({ parameters }: CompiledOperation, name: string): string | undefined {
  const owner = parameters.find(
    (parameter) =>
      parameter.serialization?.style === 'deepObject' && deepProperty(parameter.name, name) !== undefined,
  );
  return owner && `${owner.name}[${deepProperty(owner.name, name)}]`;
}
