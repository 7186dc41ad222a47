// A document of Swagger 2.0 -> the OpenAPI 3.0 document that says the same, and the way back to where each part was written.
// The conversion is our own code: the converters that are kept up go by the names of keys, so that they change examples too, know
// neither `x-nullable` nor `discriminator: name`, and keep no places.
import { HTTP_METHODS } from '../lib/http-methods.ts';
import { isObject, type JsonObject } from '../lib/objects.ts';
import type { JsonPointer } from '../model.ts';
import { originOf } from './origins.ts';
import type { Problem } from './problem.ts';
import { targetOf } from './references.ts';
import { unresolved } from './repair.ts';
import type { SourceFile } from './source.ts';
import {
  type Conversion,
  eachOf,
  move,
  parameterOf,
  requestBodyOf,
  responseOf,
  schemaOf,
  typesOf,
  type Written,
} from './swagger2-parts.ts';

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
      written: { value: root, pointerOf: written },
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

/** Without schemes the one of the document itself counts, which a file does not have. */
function serversOf({ root }: Conversion, host: unknown, basePath: unknown, schemes: unknown) {
  const path = typeof basePath === 'string' && basePath !== '/' ? basePath : '';
  const inherited = typesOf(schemes) ?? typesOf(root.schemes) ?? ['https'];
  if (typeof host === 'string') return inherited.map((scheme) => ({ url: `${scheme}://${host}${path}` }));
  return path === '' ? undefined : [{ url: path }];
}

function pathItemOf(conversion: Conversion, written: Written, to: JsonPointer): unknown {
  const item = resolvedHere(conversion, 'path item', written, to);
  if (item === undefined) return unresolved('pathItem', String(written.value.$ref));
  if (item.pointer !== written.pointer) move(conversion, to, item.pointer);
  const { parameters, ...rest } = item.value;
  const shared = parametersOf(conversion, parameters, item.pointer, to);
  const converted: Record<string, unknown> = { ...rest, ...shared.parameters };
  for (const name of HTTP_METHODS) {
    const method = name.toLowerCase();
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
