// Parameter values for one operation: the probe's own, then the config's, then what the environment says.
import type { CompiledOperation, CompiledParameter, HeaderField, ParameterStyle } from '../model.ts';
import type { Environment } from './auth/scheme.ts';
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
  const texts = new Map(
    inPlace(operation, 'path', values).map(([name, value, parameter]) => [name, pathText(value, parameter)]),
  );
  return operation.path.replace(/\{([^}]+)\}/g, (template, name: string) => {
    const value = values[name];
    return texts.get(name) ?? (value === undefined ? template : pathText(value));
  });
}

/** OpenAPI 3.1, Parameter Object: the styles of a path. */
function pathText(value: ParameterValue, parameter?: CompiledParameter): string {
  const { style = 'simple', explode = false } = parameter?.serialization ?? {};
  const texts = encoded(value);
  if (style === 'label') return `.${texts.join(explode ? '.' : ',')}`;
  if (style !== 'matrix') return texts.join(',');
  const start = `;${encodeURIComponent(parameter?.name ?? '')}=`;
  return start + texts.join(explode ? start : ',');
}

/** Between values under one name, where an array is not exploded. */
const delimiters: Partial<Record<ParameterStyle, string>> = {
  form: ',',
  spaceDelimited: '%20',
  pipeDelimited: '%7C',
};

/** The value of a querystring parameter is the query as it is to be sent, or JSON. */
export function queryOf(operation: CompiledOperation, values: Values): string {
  const [whole] = inPlace(operation, 'querystring', values);
  if (whole !== undefined) {
    const [, value, { content }] = whole;
    return `?${content === 'json' ? encodeURIComponent(String(value)) : String(value)}`;
  }
  const pairs = inPlace(operation, 'query', values).flatMap(([name, value, { serialization }]) => {
    const isWhole = Array.isArray(value) && serialization?.explode === false;
    const delimiter = isWhole ? delimiters[serialization.style] : undefined;
    const texts = delimiter === undefined ? encoded(value) : [encoded(value).join(delimiter)];
    return texts.map((text) => `${encodeURIComponent(name)}=${text}`);
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function encoded(value: ParameterValue): string[] {
  return [value].flat().map((one) => encodeURIComponent(one));
}

export function headerParameters(operation: CompiledOperation, values: Values): HeaderField[] {
  const headers = inPlace(operation, 'header', values).map(([name, value]) => ({
    name,
    value: [value].flat().join(','),
  }));
  const cookies = inPlace(operation, 'cookie', values).map(
    ([name, value, { serialization }]) =>
      `${name}=${serialization?.style === 'cookie' ? String(value) : encodeURIComponent(String(value))}`,
  );
  return cookies.length === 0 ? headers : [...headers, { name: 'Cookie', value: cookies.join('; ') }];
}

function inPlace(
  operation: CompiledOperation,
  place: CompiledParameter['in'],
  values: Values,
): [string, ParameterValue, CompiledParameter][] {
  return operation.parameters.flatMap((parameter) => {
    const value = values[parameter.name];
    return parameter.in === place && value !== undefined
      ? [[parameter.name, value, parameter] as [string, ParameterValue, CompiledParameter]]
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
