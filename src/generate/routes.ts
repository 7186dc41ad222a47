// The document's operations as the plain table that the gate matches against; validators are referred to by name.

import { type ItemSchemas, itemSchemas } from '../contract/items.ts';
import type {
  OpenApiDocument,
  OpenApiHeader,
  OpenApiMediaType,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiRequestBody,
  OpenApiResponse,
  OpenApiSecurityScheme,
  OpenApiServer,
} from '../contract/openapi.ts';
import { operationsOf, ownerOf } from '../contract/operations.ts';
import type { Direction, Events } from '../contract/reading.ts';
import { follow, followEach, type Resolve } from '../contract/references.ts';
import { hostsOfAll, mountsOf } from '../contract/servers.ts';
import { alwaysApplied } from '../contract/shape.ts';
import { essenceOf, framingOf, isJson } from '../lib/media-type.ts';
import { appendToken, valueAt } from '../lib/pointer.ts';
import type {
  CompiledContent,
  CompiledField,
  CompiledHeader,
  CompiledItems,
  CompiledOperation,
  CompiledParameter,
  CompiledResponse,
  CompiledSchema,
  JsonPointer,
  JsonSchema,
} from '../model.ts';
import { typesOf } from '../schema/words.ts';
import { mediaTypeKeys, otherThanJson } from './media-types.ts';
import { formFieldsOf, serializationOf } from './serialization.ts';

/** The document, and what is asked of it. */
export type Source = {
  /** Names of path parameters that may span several segments. */
  readonly multiSegment: readonly string[];
  readonly document: OpenApiDocument;
  readonly resolve: Resolve;
  readonly compile: (
    pointer: JsonPointer | undefined,
    direction: Direction,
    events?: Events,
  ) => CompiledSchema;
  /** Of a compiled schema: a valid value can nest without end. */
  readonly isUnbounded: (schema: JsonPointer) => boolean;
};

export function compileOperations(source: Source): CompiledOperation[] {
  return operationsOf(source.document).map(({ pointer }) => compileOperation(source, pointer));
}

type HasServers = { readonly servers?: readonly OpenApiServer[] };

/** The hosts of all servers, as CompiledContract has them. */
export function contractHosts(document: OpenApiDocument): readonly string[] | undefined {
  const { servers: own = [] } = document;
  const all = operationsOf(document).map(
    ({ item, operation }) => (operation as HasServers).servers ?? (item as HasServers).servers ?? own,
  );
  return hostsOfAll([...new Set(all)].map(mountsOf));
}

/** The operation at `/paths/<path>/<method>` or `/paths/<path>/additionalOperations/<method>`. */
export function compileOperation(source: Source, pointer: JsonPointer): CompiledOperation {
  const { document } = source;
  const { path, method, item: at } = ownerOf(pointer);
  const operation = valueAt(source.document, pointer) as OpenApiOperation;
  const item = valueAt(source.document, at) as HasServers;
  const requestBody = compileRequestBody(source, pointer);
  const parameters = compileParameters(source, { item: at, operation: pointer, path });
  const multiSegment = multiSegmentOf(source, at, pointer);
  return {
    id: operation.operationId ?? `${method} ${path}`,
    method,
    path: templateOf(path),
    ...(operation.deprecated === true && { deprecated: true as const }),
    ...(multiSegment === undefined ? {} : { multiSegment }),
    prefixes: mountsOf(operation.servers ?? item.servers ?? document.servers ?? []).prefixes,
    pointer,
    parameters,
    ...(requestBody === undefined ? {} : { requestBody }),
    security: securityOf(source, operation),
    responses: followEach<OpenApiResponse>(source.document, `${pointer}/responses`).map(
      ({ key, pointer: response }) => compileResponse(source, key, response),
    ),
  };
}

/** A fragment or query can't be told from a request's path, and a path starts with a slash. */
function templateOf(path: string): string {
  const [template = ''] = path.split(/[?#]/, 1);
  return template.startsWith('/') ? template : `/${template}`;
}

function multiSegmentOf(
  { document, multiSegment }: Source,
  item: JsonPointer,
  operation: JsonPointer,
): string | undefined {
  const paths = parametersOf(document, [item, operation]).filter(({ value }) => value.in === 'path');
  const isMulti = paths.find(
    ({ value }) => value['x-multi-segment'] === true || multiSegment.includes(value.name),
  );
  return isMulti?.value.name;
}

function parametersOf(
  document: OpenApiDocument,
  owners: readonly JsonPointer[],
): ReturnType<typeof followEach<OpenApiParameter>> {
  const all = owners.flatMap((owner) => followEach<OpenApiParameter>(document, `${owner}/parameters`));
  return all.filter(({ value }) => typeof value.name === 'string' && PLACES.has(value.in));
}

const PLACES: ReadonlySet<string> = new Set(['path', 'query', 'querystring', 'header', 'cookie']);

type ParameterOwners = { readonly item: JsonPointer; readonly operation: JsonPointer; readonly path: string };

/** A path parameter that the path does not name is in no request. */
function compileParameters(source: Source, { item, operation, path }: ParameterOwners): CompiledParameter[] {
  const all = parametersOf(source.document, [item, operation]).filter(
    ({ value }) => value.in !== 'path' || path.includes(`{${value.name}}`),
  );
  const byIdentity = new Map(all.map((found) => [`${found.value.in} ${found.value.name}`, found]));
  // One querystring parameter takes the whole query: that of the operation before that of its path.
  const wholes = [...byIdentity.values()].filter(({ value }) => value.in === 'querystring');
  const whole = wholes.find(({ pointer }) => pointer.startsWith(operation)) ?? wholes[0];
  const used = [...byIdentity.values()].filter((one) => one.value.in !== 'querystring' || one === whole);
  return used.map(({ value, pointer }) => compileParameter(source, value, { pointer, direction: 'request' }));
}

function compileRequestBody(source: Source, operation: JsonPointer): CompiledOperation['requestBody'] {
  const found = follow<OpenApiRequestBody>(source.document, `${operation}/requestBody`);
  if (found === undefined) return undefined;
  return {
    required: found.value.required === true,
    content: compileContent(source, found.pointer, 'request'),
  };
}

function compileResponse(source: Source, status: string, at: JsonPointer): CompiledResponse {
  return {
    status: /^[1-5]xx$/i.test(status) ? status.toUpperCase() : status,
    pointer: at,
    content: compileContent(source, at, 'response'),
    headers: compileHeaders(source, { pointer: at, direction: 'response' }),
  };
}

function compileContent(source: Source, owner: JsonPointer, direction: Direction): CompiledContent[] {
  const declared = followEach<OpenApiMediaType>(source.document, `${owner}/content`);
  const types = mediaTypeKeys(declared.map(({ key }) => key));
  return declared.map(({ key, value, pointer }, index) => {
    const framing = framingOf(essenceOf(key) ?? '');
    const sequence = framing && itemSchemas(value.schema, source.resolve);
    const isEvents = sequence !== undefined && framing === 'event-stream';
    const compiled = source.compile(
      value.schema === undefined ? undefined : `${pointer}/schema`,
      direction,
      isEvents ? { at: 'list', data: 'json' } : undefined,
    );
    const unbounded = compiled.schema === undefined || source.isUnbounded(compiled.schema);
    const form = compileForm(source, { key, value, pointer, direction });
    return {
      ...(types[index] ?? { mediaType: key.toLowerCase() }),
      ...(form === undefined ? {} : { form }),
      ...compiled,
      ...(unbounded ? { unbounded } : {}),
      ...otherThanJson(value.schema, key, source.resolve),
      ...(sequence && { items: compileItems(source, sequence, { pointer, direction, isEvents }) }),
    };
  });
}

/** What the schema of the whole sequence does not say. */
function compileItems(
  source: Source,
  { each, hasJsonData }: ItemSchemas,
  { pointer, direction, isEvents }: Use & { readonly isEvents: boolean },
): CompiledItems {
  if (each === undefined) return { isWhole: true };
  const at = `${pointer}/schema${each}`;
  const compile = (own: JsonPointer, events: Events): CompiledSchema =>
    source.compile(own, direction, isEvents ? events : undefined);
  return {
    one: compile(`${at}/items`, { at: 'event', data: 'json' }),
    ...(each === '' ? {} : { each: compile(at, { at: 'list', data: 'json' }) }),
    ...(isEvents && hasJsonData ? { text: compile(at, { at: 'list', data: 'text' }) } : {}),
  };
}

type MediaTypeUse = Use & { readonly key: string; readonly value: OpenApiMediaType };

/** OpenAPI 3.1, Encoding Object: `headers` is ignored where the media type is not a multipart. */
function compileForm(
  source: Source,
  { key, value, pointer, direction }: MediaTypeUse,
): CompiledField[] | undefined {
  const fields = formFieldsOf(source.document, key, value);
  if (!/^multipart\//i.test(key.trim())) return fields;
  return fields?.map((field) => {
    const at = appendToken(`${pointer}/encoding`, field.name);
    const headers = compileHeaders(source, { pointer: at, direction });
    return headers.length === 0 ? field : { ...field, headers };
  });
}

/**
 * The headers of a response, or of a part of a form. OpenAPI 3.1, Response and Encoding Object: a declared Content-Type header is ignored.
 * Header Object: the style is always simple.
 */
function compileHeaders(source: Source, { pointer: owner, direction }: Use): CompiledHeader[] {
  const headers = followEach<OpenApiHeader>(source.document, `${owner}/headers`).filter(
    ({ key }) => key.toLowerCase() !== 'content-type',
  );
  return headers.map(({ key, value, pointer }) => {
    const header = { ...value, style: 'simple', in: 'header', name: key.toLowerCase() } as const;
    return { ...compileParameter(source, header, { pointer, direction }), in: 'header' };
  });
}

type Use = { readonly pointer: JsonPointer; readonly direction: Direction };

function compileParameter(
  source: Source,
  parameter: OpenApiParameter,
  { pointer, direction }: Use,
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
    const target = follow<OpenApiMediaType>(source.document, appendToken(`${pointer}/content`, mediaType));
    const inside = target?.value.schema;
    const essence = essenceOf(mediaType) ?? '';
    // A text of another media type is not judged.
    const isRead = inside !== undefined && (isJson(essence) || essence === 'text/plain');
    const form =
      where === 'querystring' && target ? formFieldsOf(source.document, mediaType, target.value) : undefined;
    const isUsed = isRead || form !== undefined;
    const at = isUsed && target !== undefined ? `${target.pointer}/schema` : undefined;
    return {
      ...base,
      types: isRead && !isJson(essence) ? typesIn(source, inside) : [],
      ...(isRead && isJson(essence) ? { content: 'json' } : {}),
      ...(form && { form }),
      ...(form && isOpen(source.document, inside) ? { isOpenForm: true as const } : {}),
      ...source.compile(at, direction),
    };
  }
  const serialization = serializationOf(source.document, parameter);
  return {
    ...base,
    types: typesIn(source, schema),
    ...(serialization === undefined ? {} : { serialization }),
    ...source.compile(schema === undefined ? undefined : `${pointer}/schema`, direction),
  };
}

/** A form of this schema may have fields that it does not declare. */
function isOpen(document: OpenApiDocument, schema: JsonSchema | undefined): boolean {
  return schema !== undefined && serializationOf(document, { in: 'query', schema })?.further !== undefined;
}

function typesIn({ resolve }: Source, schema: unknown): string[] {
  const types = alwaysApplied(schema, resolve).flatMap((member) => typesOf(member) ?? []);
  return [...new Set(types)];
}

/** For each way to authenticate, the names that carry the credentials; schemes beyond apiKey and http carry none that a recording shows. */
function securityOf({ document }: Source, operation: OpenApiOperation): string[][] {
  return (operation.security ?? document.security ?? []).map((requirement) =>
    Object.keys(requirement).flatMap((name) => {
      const at = appendToken('/components/securitySchemes', name);
      const scheme = follow<OpenApiSecurityScheme>(document, at)?.value;
      if (scheme?.type === 'apiKey' && scheme.name !== undefined) return [scheme.name];
      // The certificate of mutualTLS is in no message.
      return scheme === undefined || scheme.type === 'mutualTLS' ? [] : ['Authorization'];
    }),
  );
}
