// A document of Swagger 2.0 -> the OpenAPI 3.0 document that says the same, and the way back to where each part was written.
// The conversion is our own code: the converters that are kept up go by the names of keys, so that they change examples too, know
// neither `x-nullable` nor `discriminator: name`, and keep no places.
import { isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import { methods } from './openapi.ts';
import { type Mounts, originOf } from './origins.ts';
import type { Problem } from './problem.ts';
import { targetOf } from './references.ts';
import { notJudged, unresolved } from './repair.ts';
import type { SourceFile } from './source.ts';
import { mapObjects } from './walk.ts';

type Conversion = {
  readonly root: JsonObject;
  /** Pointers of the new document -> where the same was written. */
  readonly origins: Mounts;
  /** The way there: of what is written once and stands at several places, the first one. */
  readonly moved: Mounts;
  readonly problems: Problem[];
};

/** An object of the Swagger document and the pointer at which it stands there. */
type Written = { readonly value: JsonObject; readonly pointer: JsonPointer };

type Changed = Record<string, unknown>;

/** The file with the converted document as its value, whose lines are still those of the text. */
export function fromSwagger(source: SourceFile): {
  readonly source: SourceFile;
  readonly problems: readonly Problem[];
} {
  const root = source.value as JsonObject;
  const conversion: Conversion = { root, origins: new Map(), moved: new Map(), problems: [] };
  const value = convertedDocument(conversion);
  const written = (pointer: JsonPointer) => originOf(conversion.origins, pointer).pointer;
  return {
    source: {
      ...source,
      value,
      lineOf: (pointer) => source.lineOf(written(pointer)),
      keyLineOf: (pointer) => source.keyLineOf(written(pointer)),
      movedTo: (pointer) => originOf(conversion.moved, pointer).pointer,
    },
    problems: conversion.problems,
  };
}

function convertedDocument(conversion: Conversion): JsonObject {
  const { root } = conversion;
  const { swagger: _, host, basePath, schemes, consumes: __, produces: ___, ...others } = root;
  const { definitions, parameters, responses, securityDefinitions, paths, ...rest } = others;
  move(conversion, '/openapi', '/swagger');
  const servers = serversOf(conversion, host, basePath, schemes);
  if (servers !== undefined) move(conversion, '/servers', host === undefined ? '/basePath' : '/host');
  const section = (
    to: string,
    from: string,
    map: unknown,
    convert: (value: JsonObject, from: JsonPointer, to: JsonPointer) => unknown,
  ) => (map === undefined ? {} : { [to]: eachOf(conversion, map, `/${from}`, `/components/${to}`, convert) });
  const components = {
    ...section('schemas', 'definitions', definitions, schemaOf),
    ...section('parameters', 'parameters', withoutBodies(parameters), (value, _from, to) =>
      parameterOf(conversion, value, to),
    ),
    ...section('responses', 'responses', responses, (value, from, to) =>
      responseOf(conversion, { value, pointer: from }, to, typesOf(root.produces)),
    ),
    ...section('securitySchemes', 'securityDefinitions', securityDefinitions, securityScheme),
  };
  const converted = eachOf(conversion, paths, '/paths', '/paths', (value, pointer, to) =>
    pathItemOf(conversion, { value, pointer }, to),
  );
  return {
    openapi: '3.0.4',
    ...rest,
    ...(servers !== undefined && { servers }),
    ...(paths !== undefined && { paths: converted }),
    ...(Object.keys(components).length > 0 && { components }),
  };
}

function move({ origins, moved }: Conversion, to: JsonPointer, from: JsonPointer): void {
  origins.set(to, { file: 0, pointer: from });
  if (!moved.has(from)) moved.set(from, { file: 0, pointer: to });
}

/** Each object of a map that is no extension, converted; what is no map is left for lint to name. */
function eachOf(
  conversion: Conversion,
  map: unknown,
  from: JsonPointer,
  to: JsonPointer,
  convert: (value: JsonObject, from: JsonPointer, to: JsonPointer) => unknown,
): unknown {
  move(conversion, to, from);
  if (!isObject(map)) return map;
  const converted: Changed = {};
  for (const [name, value] of Object.entries(map)) {
    const [old, next] = [appendToken(from, name), appendToken(to, name)];
    move(conversion, next, old);
    // Only these two maps may have extensions beside their entries.
    const isExtension = /^(?:\/paths|\/.+\/responses)$/.test(from) && name.startsWith('x-');
    setOwn(converted, name, isObject(value) && !isExtension ? convert(value, old, next) : value);
  }
  return converted;
}

/** Without schemes the one of the document itself counts, which a file does not have. */
function serversOf({ root }: Conversion, host: unknown, basePath: unknown, schemes: unknown) {
  const path = typeof basePath === 'string' && basePath !== '/' ? basePath : '';
  const inherited = typesOf(schemes) ?? typesOf(root.schemes) ?? ['https'];
  if (typeof host === 'string') return inherited.map((scheme) => ({ url: `${scheme}://${host}${path}` }));
  return path === '' ? undefined : [{ url: path }];
}

/** The strings of a list; an empty one says as little as none. */
function typesOf(list: unknown): readonly string[] | undefined {
  const types = Array.isArray(list) ? list.filter((type) => typeof type === 'string') : [];
  return types.length === 0 ? undefined : [...new Set(types)];
}

function pathItemOf(conversion: Conversion, written: Written, to: JsonPointer): unknown {
  const item = resolvedHere(conversion, 'path item', written, to);
  if (item === undefined) return unresolved('pathItem', String(written.value.$ref));
  if (item.pointer !== written.pointer) move(conversion, to, item.pointer);
  const { parameters, ...rest } = item.value;
  const shared = parametersOf(conversion, parameters, item.pointer, to);
  const converted: Changed = { ...rest, ...shared.parameters };
  for (const method of methods) {
    const value = rest[method];
    if (!isObject(value)) continue;
    const operation = { value, pointer: `${item.pointer}/${method}` };
    converted[method] = operationOf(conversion, operation, `${to}/${method}`, shared.inBody);
  }
  return converted;
}

function operationOf(
  conversion: Conversion,
  { value, pointer }: Written,
  to: JsonPointer,
  sharedInBody: readonly Written[],
): JsonObject {
  const { root } = conversion;
  const { consumes, produces, schemes, parameters, responses, ...rest } = value;
  move(conversion, to, pointer);
  const own = parametersOf(conversion, parameters, pointer, to);
  const inBody = [...own.inBody, ...sharedInBody];
  const received = typesOf(consumes ?? root.consumes);
  const requestBody = requestBodyOf(conversion, inBody, `${to}/requestBody`, received);
  const servers =
    schemes === undefined ? undefined : serversOf(conversion, root.host, root.basePath, schemes);
  if (servers !== undefined) move(conversion, `${to}/servers`, `${pointer}/schemes`);
  const sent = typesOf(produces ?? root.produces);
  const convertedResponses = eachOf(
    conversion,
    responses,
    `${pointer}/responses`,
    `${to}/responses`,
    (response, from, at) => {
      const written = { value: response, pointer: from };
      const target = resolvedHere(conversion, 'response', written, at);
      if (target === undefined) return unresolved('response', String(response.$ref));
      if (target.pointer === from) return responseOf(conversion, written, at, sent);
      // A shared response has the media types of the document, and here those of the operation.
      if (produces === undefined) return response;
      move(conversion, at, target.pointer);
      return responseOf(conversion, target, at, sent);
    },
  );
  return {
    ...rest,
    ...own.parameters,
    ...(requestBody !== undefined && { requestBody }),
    ...(servers !== undefined && { servers }),
    ...(responses !== undefined && { responses: convertedResponses }),
  };
}

/** What it refers to in the document. Only schemas may be in other files: for the rest this is a problem, and undefined. */
function resolvedHere(
  { root, problems }: Conversion,
  what: string,
  { value, pointer }: Written,
  to: JsonPointer,
): Written | undefined {
  const ref = value.$ref;
  if (typeof ref !== 'string') return { value, pointer };
  if (ref.startsWith('#')) return targetOf(root, value, pointer) ?? { value, pointer };
  problems.push({
    kind: 'reference',
    subject: ref,
    pointer: `${to}/$ref`,
    message: `$ref "${ref}": in Swagger 2.0 a ${what} of another file is not read`,
    fix: 'copy it into this file, or convert the files to OpenAPI 3',
  });
  return undefined;
}

type Parameters = {
  /** As the field of the new object; none where nothing is left. */
  readonly parameters: { readonly parameters?: unknown };
  /** Those of `in: body` and `in: formData`. */
  readonly inBody: readonly Written[];
};

function parametersOf(
  conversion: Conversion,
  list: unknown,
  owner: JsonPointer,
  toOwner: JsonPointer,
): Parameters {
  if (!Array.isArray(list)) return { parameters: list === undefined ? {} : { parameters: list }, inBody: [] };
  const inBody: Written[] = [];
  const parameters: unknown[] = [];
  for (const [index, value] of list.entries()) {
    const pointer = `${owner}/parameters/${index}`;
    const to = `${toOwner}/parameters/${parameters.length}`;
    const target = isObject(value)
      ? resolvedHere(conversion, 'parameter', { value, pointer }, to)
      : undefined;
    if (target !== undefined && isInBody(target.value)) inBody.push(target);
    else {
      move(conversion, to, pointer);
      if (!isObject(value)) parameters.push(value);
      else if (target === undefined) parameters.push(unresolved('parameter', String(value.$ref)));
      else parameters.push(target.pointer === pointer ? parameterOf(conversion, value, to) : value);
    }
  }
  return { parameters: parameters.length === 0 ? {} : { parameters }, inBody };
}

function isInBody(parameter: unknown): boolean {
  return isObject(parameter) && (parameter.in === 'body' || parameter.in === 'formData');
}

/** Shared parameters of bodies stand where they are used. */
function withoutBodies(parameters: unknown): unknown {
  if (!isObject(parameters)) return parameters;
  return Object.fromEntries(Object.entries(parameters).filter(([, parameter]) => !isInBody(parameter)));
}

/** The fields of a parameter or header that describe its value. */
const ofValue = new Set(
  'type format items default enum pattern multipleOf maximum minimum maxLength minLength maxItems minItems'
    .split(' ')
    .concat('exclusiveMaximum', 'exclusiveMinimum', 'uniqueItems', 'x-nullable'),
);

function parameterOf(conversion: Conversion, value: JsonObject, to: JsonPointer): JsonObject {
  if (typeof value.$ref === 'string') return value;
  const { collectionFormat, ...fields } = value;
  const { outer, schema } = split(conversion, fields, to);
  return {
    ...outer,
    ...(value.type === 'array' && styleOf(conversion, value, `${to}/schema`)),
    ...(Object.keys(schema).length > 0 && { schema: valueSchema(conversion, schema, `${to}/schema`) }),
  };
}

function split({ origins }: Conversion, value: JsonObject, to: JsonPointer) {
  const entries = Object.entries(value);
  origins.set(`${to}/schema`, originOf(origins, to));
  return {
    outer: Object.fromEntries(entries.filter(([name]) => !ofValue.has(name))),
    schema: Object.fromEntries(entries.filter(([name]) => ofValue.has(name))),
  };
}

const styles: Readonly<Record<string, JsonObject>> = {
  csv: { style: 'form', explode: false },
  multi: { style: 'form', explode: true },
  ssv: { style: 'spaceDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
};

/** Of an array; what OpenAPI 3 has no style for is not judged. */
function styleOf(
  conversion: Conversion,
  { in: place, collectionFormat = 'csv' }: JsonObject,
  to: JsonPointer,
) {
  const isQuery = place === 'query' || place === 'formData';
  const style = isQuery ? styles[String(collectionFormat)] : { style: 'simple', explode: false };
  if (style !== undefined && (isQuery || collectionFormat === 'csv')) return style;
  noStyle(conversion, collectionFormat, to);
  return {};
}

function noStyle({ problems }: Conversion, collectionFormat: unknown, at: JsonPointer): void {
  const subject = `collectionFormat ${JSON.stringify(collectionFormat)}`;
  problems.push({
    kind: 'keyword',
    subject,
    pointer: `${at}/collectionFormat`,
    message: `${subject} has no counterpart here`,
    edits: [{ at, do: 'put', value: notJudged(`keyword: ${subject}`) }],
  });
}

/** An array in an array has a format of its own, which OpenAPI 3 can not say. */
function valueSchema(conversion: Conversion, schema: JsonObject, to: JsonPointer): unknown {
  const { items } = schema;
  if (!isObject(items)) return schemaOf(schema);
  const { collectionFormat = 'csv', ...rest } = items;
  if (items.type === 'array') noStyle(conversion, collectionFormat, `${to}/items`);
  return schemaOf({ ...schema, items: valueSchema(conversion, rest, `${to}/items`) });
}

function schemaOf(schema: unknown): unknown {
  return mapObjects(schema, 'schema', '', '3.0', (kind, value) =>
    kind === 'schema' ? openApiSchema(value) : value,
  );
}

/** A schema of OpenAPI 3.0, without a look into those inside of it. */
export function openApiSchema(schema: JsonObject): JsonObject {
  const { 'x-nullable': nullable, ...rest } = schema;
  // Beside $ref nothing counts (Swagger 2.0, Reference Object), but generators write it there and mean it.
  if (typeof schema.$ref === 'string') return nullable === true ? { nullable, allOf: [rest] } : schema;
  const converted: Changed = nullable === true ? { ...rest, nullable } : { ...schema };
  if (typeof schema.discriminator === 'string')
    converted.discriminator = { propertyName: schema.discriminator };
  if (schema.type === 'file') Object.assign(converted, { type: 'string', format: 'binary' });
  return converted;
}

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

function requestBodyOf(
  conversion: Conversion,
  inBody: readonly Written[],
  to: JsonPointer,
  consumes: readonly string[] | undefined,
): JsonObject | undefined {
  const [first] = inBody;
  if (first === undefined) return undefined;
  const body = inBody.find(({ value }) => value.in === 'body');
  if (body === undefined) return formOf(conversion, inBody, to, consumes);
  move(conversion, to, body.pointer);
  const { name: _, in: __, schema, ...rest } = body.value;
  const content: Changed = {};
  for (const type of consumes ?? ['*/*']) {
    const at = appendToken(`${to}/content`, type);
    move(conversion, at, body.pointer);
    setOwn(content, type, schema === undefined ? {} : { schema: schemaOf(schema) });
  }
  const other = inBody.find(({ value }) => value.in !== 'body');
  if (other !== undefined)
    conversion.problems.push({
      kind: 'parameter',
      pointer: to,
      message: 'a body and form fields exclude each other, the body counts',
    });
  return { ...rest, content };
}

function formOf(
  conversion: Conversion,
  fields: readonly Written[],
  to: JsonPointer,
  consumes: readonly string[] | undefined,
): JsonObject {
  const declared = (consumes ?? []).filter((type) => formTypes.includes(type));
  const hasFile = fields.some(({ value }) => value.type === 'file');
  const types = declared.length > 0 ? declared : [formTypes[hasFile ? 1 : 0] ?? ''];
  move(conversion, to, fields[0]?.pointer ?? '');
  const content: Changed = {};
  for (const type of types) {
    const at = appendToken(`${to}/content`, type);
    const properties: Changed = {};
    const encoding: Changed = {};
    for (const { value, pointer } of fields) {
      const { name, in: _, required: __, collectionFormat: ___, ...rest } = value;
      if (typeof name !== 'string' || Object.hasOwn(properties, name)) continue;
      const property = appendToken(`${at}/schema/properties`, name);
      move(conversion, property, pointer);
      if (value.type === 'array') setOwn(encoding, name, styleOf(conversion, value, property));
      setOwn(properties, name, valueSchema(conversion, rest, property));
    }
    const required = [...new Set(fields.filter(isRequired).map(({ value }) => value.name))];
    const schema = { type: 'object', properties, ...(required.length > 0 && { required }) };
    setOwn(content, type, { schema, ...(Object.keys(encoding).length > 0 && { encoding }) });
  }
  return { required: fields.some(isRequired), content };
}

function isRequired({ value }: Written): boolean {
  return value.required === true;
}

function responseOf(
  conversion: Conversion,
  { value, pointer }: Written,
  to: JsonPointer,
  produces: readonly string[] | undefined,
): JsonObject {
  if (typeof value.$ref === 'string') return value;
  const { schema, examples, headers, ...rest } = value;
  const samples = isObject(examples) ? examples : {};
  const content: Changed = {};
  const types = schema === undefined ? [] : (produces ?? ['*/*']);
  for (const type of new Set([...types, ...Object.keys(samples)])) {
    const at = appendToken(`${to}/content`, type);
    move(conversion, at, pointer);
    if (Object.hasOwn(samples, type))
      move(conversion, `${at}/example`, appendToken(`${pointer}/examples`, type));
    setOwn(content, type, {
      ...(schema !== undefined && { schema: isJsonFile(schema, type) ? {} : schemaOf(schema) }),
      ...(Object.hasOwn(samples, type) && { example: samples[type] }),
    });
  }
  const convertedHeaders = eachOf(
    conversion,
    headers,
    `${pointer}/headers`,
    `${to}/headers`,
    (header, _from, at) => {
      const { in: _, style, ...converted } = parameterOf(conversion, { ...header, in: 'header' }, at);
      return converted;
    },
  );
  return {
    ...rest,
    ...(headers !== undefined && { headers: convertedHeaders }),
    ...(Object.keys(content).length > 0 && { content }),
  };
}

/** A file may hold any JSON. */
function isJsonFile(schema: unknown, mediaType: string): boolean {
  return isObject(schema) && schema.type === 'file' && /[/+]json\b/.test(mediaType);
}

const flows: Readonly<Record<string, string>> = {
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
};

function securityScheme(value: JsonObject): JsonObject {
  const { type, flow, authorizationUrl, tokenUrl, scopes, ...rest } = value;
  if (type === 'basic') return { ...rest, type: 'http', scheme: 'basic' };
  if (type !== 'oauth2' || typeof flow !== 'string') return value;
  const urls = {
    ...(authorizationUrl !== undefined && { authorizationUrl }),
    ...(tokenUrl !== undefined && { tokenUrl }),
  };
  return { ...rest, type, flows: { [flows[flow] ?? flow]: { ...urls, scopes: scopes ?? {} } } };
}
