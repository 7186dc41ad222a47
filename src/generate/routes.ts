// The document's operations as the plain table that the gate matches against; validators are referred to by name.

import {
  methods,
  type OpenApiDocument,
  type OpenApiHeader,
  type OpenApiMediaType,
  type OpenApiMethod,
  type OpenApiOperation,
  type OpenApiParameter,
  type OpenApiRequestBody,
  type OpenApiResponse,
  type OpenApiSecurityScheme,
  type OpenApiServer,
} from '../contract/openapi.ts';
import { follow, followEach, resolver } from '../contract/references.ts';
import { alwaysApplied } from '../contract/shape.ts';
import type { Direction } from '../contract/strict.ts';
import { appendToken, valueAt } from '../lib/pointer.ts';
import type {
  CompiledContent,
  CompiledHeader,
  CompiledOperation,
  CompiledParameter,
  CompiledResponse,
  CompiledSchema,
  JsonPointer,
} from '../model.ts';
import { typesOf } from '../schema/words.ts';
import { serializationOf } from './serialization.ts';

export type CompileSchema = (pointer: JsonPointer | undefined, direction: Direction) => CompiledSchema;

export function compileOperations(document: OpenApiDocument, compile: CompileSchema): CompiledOperation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) => {
    const at = appendToken('/paths', path);
    return methods
      .filter((method) => item[method] !== undefined)
      .map((method) => compileOperation(document, { path, at, method }, compile));
  });
}

type Route = { readonly path: string; readonly at: JsonPointer; readonly method: OpenApiMethod };

function compileOperation(
  document: OpenApiDocument,
  { path, at, method }: Route,
  compile: CompileSchema,
): CompiledOperation {
  const pointer = `${at}/${method}`;
  const operation = valueAt(document, pointer) as OpenApiOperation;
  const item = valueAt(document, at) as { readonly servers?: readonly OpenApiServer[] };
  const requestBody = compileRequestBody(document, pointer, compile);
  return {
    id: operation.operationId ?? `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    prefixes: prefixesOf(operation.servers ?? item.servers ?? document.servers ?? []),
    pointer,
    parameters: compileParameters(document, at, pointer, compile),
    ...(requestBody === undefined ? {} : { requestBody }),
    security: securityOf(document, operation),
    responses: followEach<OpenApiResponse>(document, `${pointer}/responses`).map(
      ({ key, value, pointer: found }) =>
        compileResponse(document, { status: key, value, at: found }, compile),
    ),
  };
}

/** The path of each server URL, with variables at every value of their enum or else at their default. */
function prefixesOf(servers: readonly OpenApiServer[]): string[] {
  const urls = servers.flatMap(({ url, variables = {} }) =>
    Object.entries(variables).reduce<string[]>(
      (texts, [name, variable]) =>
        texts.flatMap((text) =>
          (variable.enum ?? [variable.default]).map((value) => text.replaceAll(`{${name}}`, value)),
        ),
      [url],
    ),
  );
  const paths = urls.map((url) =>
    url
      .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
      .replace(/[?#].*$/, '')
      .replace(/\/+$/, ''),
  );
  return paths.length === 0 ? [''] : [...new Set(paths)];
}

function compileParameters(
  document: OpenApiDocument,
  item: JsonPointer,
  operation: JsonPointer,
  compile: CompileSchema,
): CompiledParameter[] {
  const all = [item, operation].flatMap((owner) =>
    followEach<OpenApiParameter>(document, `${owner}/parameters`),
  );
  const byIdentity = new Map(all.map((found) => [`${found.value.in} ${found.value.name}`, found]));
  return [...byIdentity.values()].map(({ value, pointer }) =>
    compileParameter(document, value, { pointer, direction: 'request' }, compile),
  );
}

function compileRequestBody(
  document: OpenApiDocument,
  operation: JsonPointer,
  compile: CompileSchema,
): CompiledOperation['requestBody'] {
  const found = follow<OpenApiRequestBody>(document, `${operation}/requestBody`);
  if (found === undefined) return undefined;
  return {
    required: found.value.required === true,
    content: compileContent(document, found.pointer, 'request', compile),
  };
}

type Response = { readonly status: string; readonly value: OpenApiResponse; readonly at: JsonPointer };

function compileResponse(
  document: OpenApiDocument,
  { status, at }: Response,
  compile: CompileSchema,
): CompiledResponse {
  return {
    status: /^[1-5]xx$/i.test(status) ? status.toUpperCase() : status,
    pointer: at,
    content: compileContent(document, at, 'response', compile),
    headers: compileHeaders(document, at, compile),
  };
}

function compileContent(
  document: OpenApiDocument,
  owner: JsonPointer,
  direction: Direction,
  compile: CompileSchema,
): CompiledContent[] {
  return followEach<OpenApiMediaType>(document, `${owner}/content`).map(({ key, value, pointer }) => ({
    mediaType: (key.split(';')[0] ?? key).trim().toLowerCase(),
    ...compile(value.schema === undefined ? undefined : `${pointer}/schema`, direction),
  }));
}

/** OpenAPI 3.1, Response Object: a declared Content-Type header is ignored. Header Object: the style is always simple. */
function compileHeaders(
  document: OpenApiDocument,
  response: JsonPointer,
  compile: CompileSchema,
): CompiledHeader[] {
  const headers = followEach<OpenApiHeader>(document, `${response}/headers`).filter(
    ({ key }) => key.toLowerCase() !== 'content-type',
  );
  return headers.map(({ key, value, pointer }) => ({
    ...compileParameter(
      document,
      { ...value, style: 'simple', in: 'header', name: key.toLowerCase() },
      { pointer, direction: 'response' },
      compile,
    ),
    in: 'header',
  }));
}

type Use = { readonly pointer: JsonPointer; readonly direction: Direction };

function compileParameter(
  document: OpenApiDocument,
  parameter: OpenApiParameter,
  { pointer, direction }: Use,
  compile: CompileSchema,
): CompiledParameter {
  const { name, in: where, required, schema, content } = parameter;
  const base = {
    name,
    in: where,
    required: required === true,
    pointer,
    ...(where === 'query' && parameter.allowEmptyValue === true ? { allowEmptyValue: true as const } : {}),
  };
  if (schema === undefined && content !== undefined) {
    const [mediaType = ''] = Object.keys(content);
    const inside = content[mediaType]?.schema;
    const isJson = /^[^;]*[/+]json *(?:;|$)/i.test(mediaType);
    // A text of another media type is not judged.
    const isRead = inside !== undefined && (isJson || /^text\/plain *(?:;|$)/i.test(mediaType));
    const at = isRead ? `${appendToken(`${pointer}/content`, mediaType)}/schema` : undefined;
    return {
      ...base,
      types: isRead && !isJson ? typesIn(document, inside) : [],
      ...(isRead && isJson ? { content: 'json' } : {}),
      ...compile(at, direction),
    };
  }
  const serialization = serializationOf(document, parameter);
  return {
    ...base,
    types: typesIn(document, schema),
    ...(serialization === undefined ? {} : { serialization }),
    ...compile(schema === undefined ? undefined : `${pointer}/schema`, direction),
  };
}

function typesIn(document: OpenApiDocument, schema: unknown): string[] {
  const types = alwaysApplied(schema, resolver(document)).flatMap((member) => typesOf(member) ?? []);
  return [...new Set(types)];
}

/** For each way to authenticate, the names that carry the credentials; schemes beyond apiKey and http carry none that a recording shows. */
function securityOf(document: OpenApiDocument, operation: OpenApiOperation): string[][] {
  return (operation.security ?? document.security ?? []).map((requirement) =>
    Object.keys(requirement).flatMap((name) => {
      const scheme = follow<OpenApiSecurityScheme>(
        document,
        appendToken('/components/securitySchemes', name),
      )?.value;
      if (scheme?.type === 'apiKey' && scheme.name !== undefined) return [scheme.name];
      return scheme === undefined ? [] : ['Authorization'];
    }),
  );
}
