// Parameter values for one operation: the probe's own, then the config's, then what the environment says.
import type { CompiledOperation, CompiledParameter, HeaderField } from '../../model.ts';
import type { Environment } from './auth-scheme.ts';
import type { ParameterValue } from './settings.ts';

export type Values = Readonly<Record<string, ParameterValue | undefined>>;

export function environmentValues(environment: Environment): Values {
  const { APIG_PROJECT_ID, APIG_INSTANCE_ID, HUAWEICLOUD_SDK_PROJECT_ID, HUAWEICLOUD_SDK_DOMAIN_ID } =
    environment;
  return {
    project_id: APIG_PROJECT_ID || HUAWEICLOUD_SDK_PROJECT_ID || undefined,
    instance_id: APIG_INSTANCE_ID || undefined,
    domain_id: HUAWEICLOUD_SDK_DOMAIN_ID || undefined,
  };
}

/** Required ones without a value; credentials are not counted, since auth brings them. */
export function missingParameters(operation: CompiledOperation, values: Values): readonly string[] {
  const credentials = new Set(operation.security.flat().map((name) => name.toLowerCase()));
  return operation.parameters
    .filter(({ required, name }) => required && values[name] === undefined)
    .filter(({ name, in: place }) => place === 'path' || !credentials.has(name.toLowerCase()))
    .map(({ name }) => name);
}

/** A path segment of dots would be another path. */
export function unfitPathValue(operation: CompiledOperation, values: Values): string | undefined {
  return inPlace(operation, 'path', values).find(([, value]) => /^(\.{0,2})$/.test(String(value)))?.[0];
}

export function pathOf(operation: CompiledOperation, values: Values): string {
  return operation.path.replace(/\{([^}]+)\}/g, (template, name: string) => {
    const value = values[name];
    return value === undefined ? template : encodeURIComponent([value].flat().join(','));
  });
}

export function queryOf(operation: CompiledOperation, values: Values): string {
  const pairs = inPlace(operation, 'query', values).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

export function headerParameters(operation: CompiledOperation, values: Values): HeaderField[] {
  const headers = inPlace(operation, 'header', values).map(([name, value]) => ({
    name,
    value: [value].flat().join(','),
  }));
  const cookies = inPlace(operation, 'cookie', values).map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
  );
  return cookies.length === 0 ? headers : [...headers, { name: 'Cookie', value: cookies.join('; ') }];
}

function inPlace(
  operation: CompiledOperation,
  place: CompiledParameter['in'],
  values: Values,
): [string, ParameterValue][] {
  return operation.parameters.flatMap((parameter) => {
    const value = values[parameter.name];
    return parameter.in === place && value !== undefined
      ? [[parameter.name, value] as [string, ParameterValue]]
      : [];
  });
}

/** The last path parameter, replaced by a value of the same make that names nothing; undefined where there is none. */
export function unknownId(operation: CompiledOperation, values: Values): Values | undefined {
  const names = [...operation.path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
  const name = names.at(-1);
  const value = name === undefined ? undefined : values[name];
  if (name === undefined || value === undefined) return undefined;
  const declared = operation.parameters.find(
    (parameter) => parameter.in === 'path' && parameter.name === name,
  );
  const made = madeUp(String(value)).find(
    (candidate) => candidate !== String(value) && fits(declared, candidate),
  );
  return made === undefined ? undefined : { ...values, [name]: made };
}

function madeUp(value: string): readonly string[] {
  const zeros = value.replace(/[0-9a-f]/gi, '0');
  return [
    zeros,
    value.replace(/\d/g, '0'),
    value.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/\d/g, '9'),
    `${value}0`,
  ];
}

function fits(declared: CompiledParameter | undefined, candidate: string): boolean {
  if (declared === undefined) return true;
  const isNumeric = declared.types.includes('integer') || declared.types.includes('number');
  return declared.open(isNumeric ? Number(candidate) : candidate);
}
