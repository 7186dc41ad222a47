// What is wrong with the parameters of a request (OpenAPI 3.1, Parameter Object).
import { headerValue, isIgnoredParameter } from '../lib/headers.ts';
import type { CompiledOperation, CompiledParameter, Exchange } from '../model.ts';
import type { ParameterDefect } from './rule.ts';
import { deepName } from './values/names.ts';
import { isMisreading, mayLeaveNothing } from './values/read.ts';
import { type RequestTexts, readParameter, textsOf } from './values/request.ts';

const CREDENTIALS = new Set(['authorization', 'cookie', 'x-auth-token', 'x-api-key', 'x-security-token']);

/** Everything that is wrong with path, query, header and cookie parameters. */
export function parameterDefects(operation: CompiledOperation, exchange: Exchange): ParameterDefect[] {
  const texts = textsOf(operation, exchange.request);
  const declared = operation.parameters.flatMap((parameter) => defectOf(parameter, texts, exchange));
  return [...declared, ...undocumented(texts)];
}

function defectOf(parameter: CompiledParameter, texts: RequestTexts, exchange: Exchange): ParameterDefect[] {
  if (!isRecorded(parameter, texts)) return [];
  const { in: where, name, pointer: declaredAt } = parameter;
  const reading = readParameter(parameter, texts);
  if (reading.kind === 'absent')
    return isMissing(parameter, texts, exchange) ? [{ defect: 'missing', in: where, name, declaredAt }] : [];
  if (!isMisreading(reading) || isCredential(texts.operation, parameter)) return [];
  return [{ defect: 'mismatch', in: where, name, declaredAt, declared: parameter, reading }];
}

/** Headers that were not recorded are not judged, nor are the parts of a path that can be split in two ways. */
function isRecorded(parameter: CompiledParameter, { path, headers }: RequestTexts): boolean {
  const { in: where, name } = parameter;
  if (isIgnoredParameter(parameter)) return false;
  if (where === 'path') return path.has(name);
  return where === 'query' || where === 'querystring' || headers !== undefined;
}

function isMissing(parameter: CompiledParameter, texts: RequestTexts, exchange: Exchange): boolean {
  if (!parameter.required || isAuthenticatedOtherwise(parameter, texts, exchange)) return false;
  return !mayLeaveNothing(parameter);
}

function isCredential({ security }: CompiledOperation, { name }: CompiledParameter): boolean {
  const lower = name.toLowerCase();
  return CREDENTIALS.has(lower) || security.some((names) => names.some((one) => one.toLowerCase() === lower));
}

/** A signature instead of a token, or a request that was meant to be refused: the credential is not "missing". */
function isAuthenticatedOtherwise(
  parameter: CompiledParameter,
  { operation, query, cookies, headers }: RequestTexts,
  { response }: Exchange,
): boolean {
  if (!isCredential(operation, parameter)) return false;
  if (response.status === 401 || headerValue(headers, 'authorization') !== undefined) return true;
  const has = (name: string): boolean =>
    headerValue(headers, name.toLowerCase()) !== undefined ||
    [...query, ...cookies].some((pair) => pair.name === name);
  return operation.security.some((names) => names.length > 0 && names.every(has));
}

function undocumented({ operation, query }: RequestTexts): ParameterDefect[] {
  const carried = new Set(operation.security.flat());
  const names = query
    .filter(({ name, owners }) => owners.length === 0 && !carried.has(name))
    .map(({ name }) => deepNameIn(operation, name) ?? name);
  return [...new Set(names)].map((name) => ({
    defect: 'undocumented',
    in: 'query',
    name,
    declaredAt: operation.pointer,
  }));
}

/** An unknown property of a deep object is named by itself, without what is nested below it. */
function deepNameIn({ parameters }: CompiledOperation, name: string): string | undefined {
  const owner = parameters.find(
    (parameter) =>
      parameter.serialization?.style === 'deepObject' && deepName(parameter.name, name) !== undefined,
  );
  return owner && `${owner.name}[${deepName(owner.name, name)}]`;
}
