// An operation of the contract in the shape in which a page states it.

import type {
  OpenApiDocument,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiResponse,
  OpenApiSecurityScheme,
  OpenApiServer,
} from '../contract/openapi.ts';
import { operationsOf, ownerOf } from '../contract/operations.ts';
import { follow, followEach } from '../contract/references.ts';
import { mountsOf } from '../contract/servers.ts';
import { essenceOf, framingOf } from '../lib/media-type.ts';
import { appendToken, valueAt } from '../lib/pointer.ts';
import { remember } from '../lib/remember.ts';
import type { JsonPointer } from '../model.ts';
import { readSchema, reasonOf, valueField } from './contract-schema.ts';
import type { Side } from './places.ts';
import { STREAM, type Stated, type StatedBody, type StatedField } from './stated.ts';

export type ContractOperation = {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly pointer: JsonPointer;
};

/** Listed once: each finding asks for its operation. */
export const contractOperations: (document: OpenApiDocument) => readonly ContractOperation[] = remember(
  (document) =>
    operationsOf(document).map(({ operation, method, path, pointer }) => ({
      operationId: (operation as OpenApiOperation).operationId ?? `${method} ${path}`,
      method,
      path,
      pointer,
    })),
);

/** What a page says of its operation's address. */
export type Address = Pick<ContractOperation, 'operationId' | 'method' | 'path'> & {
  readonly otherRequestLines?: readonly string[];
};

/** An operation id of a vendor as a contract may have it: types and files are named by it. */
export function operationIdFor(stated: string): string {
  return stated.replace(/[^\w.-]+/g, '_').replace(/^_|_$/g, '');
}

/** By operation id, else by method and path with any parameter names, below the servers of the contract or not. */
export function findOperation(document: OpenApiDocument, wanted: Address): ContractOperation | undefined {
  const operations = contractOperations(document);
  const lines = requestLinesOf(wanted);
  const isServed = ({ method, path, pointer }: ContractOperation) =>
    pathsOf(document, { path, pointer }).some((each) => lines.has(shapeOf(`${method} ${each}`)));
  return (
    operations.find(({ operationId }) => operationId === wanted.operationId) ?? operations.find(isServed)
  );
}

/** Whether two pages are about one operation: by its name, or by an address that both have. */
export function isSameOperation(one: Address, other: Address): boolean {
  if (one.operationId === other.operationId) return true;
  return !requestLinesOf(one).isDisjointFrom(requestLinesOf(other));
}

function requestLinesOf({ method, path, otherRequestLines = [] }: Address): ReadonlySet<string> {
  return new Set([`${method} ${path}`, ...otherRequestLines].map(shapeOf));
}

/** The path as it is written, and below each server. */
export function pathsOf(
  document: OpenApiDocument,
  { path, pointer }: Pick<ContractOperation, 'path' | 'pointer'>,
): readonly string[] {
  const { item } = ownerOf(pointer);
  type WithServers = { readonly servers?: readonly OpenApiServer[] } | undefined;
  const own = (at: string) => (valueAt(document, at) as WithServers)?.servers;
  const servers = own(pointer) ?? own(item) ?? document.servers ?? [];
  return [...new Set([path, ...mountsOf(servers).prefixes.map((prefix) => prefix + path)])];
}

/** An operation of a contract as a page would name it. */
export function addressOf(document: OpenApiDocument, operation: ContractOperation): Address {
  const lines = pathsOf(document, operation).map((path) => `${operation.method} ${path}`);
  return { ...operation, otherRequestLines: lines };
}

/** Without the names of placeholders, which are not on the wire. */
export function shapeOf(line: string): string {
  return line.replace(/\{[^}]*\}/g, '{}');
}

export function statedByContract(document: OpenApiDocument, operation: ContractOperation): Stated {
  const bodies: Record<Side, StatedBody> = {};
  const request = contentAt(document, `${operation.pointer}/requestBody`);
  const isForm = /^(?:multipart\/|application\/x-www-form-urlencoded$)/.test(request?.mediaType ?? '');
  if (request && !isForm) bodies.request = bodyAt(document, request);
  const responsesAt = `${operation.pointer}/responses`;
  const responses = Object.keys((valueAt(document, responsesAt) as OpenApiOperation['responses']) ?? {});
  for (const status of responses) {
    const [content, ...others] = contentsAt(document, appendToken(responsesAt, status));
    if (content === undefined) continue;
    const sequences = others.filter(({ mediaType }) => framingOf(essenceOf(mediaType) ?? '') !== undefined);
    const sequenceFields = sequences.flatMap((other) => bodyAt(document, other).fields);
    bodies[status] = { ...bodyAt(document, content), ...(sequences.length > 0 && { sequenceFields }) };
  }
  return {
    ...operation,
    otherPaths: pathsOf(document, operation).slice(1),
    at: operation.pointer,
    parameters: [
      ...parametersOf(document, operation),
      ...(isForm && request ? formFields(document, request) : []),
    ],
    bodies,
    statuses: responses.map((status) => {
      const at = appendToken(responsesAt, status);
      return { status, at, ...purposeOf(follow<OpenApiResponse>(document, at)?.value) };
    }),
  };
}

function purposeOf({ 'x-undocumented': purpose }: OpenApiResponse = {}): Pick<StatedField, 'onPurpose'> {
  return purpose === undefined ? {} : { onPurpose: reasonOf(purpose) };
}

/** A stream whose items nobody describes has a root of its own type: what its schema says is said of no item. */
function bodyAt(document: OpenApiDocument, { mediaType, at }: Content): StatedBody {
  const framing = framingOf(essenceOf(mediaType) ?? '');
  const { fields, cut } = readSchema(document, at, framing === 'event-stream');
  const isItems = fields.some(({ pointer, kinds }) => pointer === '/' && kinds.includes('array'));
  if (isItems || framing === undefined) return { at, fields, ...(cut.length > 0 && { cut }) };
  const root = { ...unstated(at, '/'), pointer: '/', type: STREAM };
  return { at, fields: [root, ...fields.filter(({ pointer }) => pointer !== '/')] };
}

function parametersOf(document: OpenApiDocument, operation: ContractOperation): StatedField[] {
  const { item: shared } = ownerOf(operation.pointer);
  const found = new Map<string, StatedField>();
  for (const owner of [shared, operation.pointer]) {
    for (const { value, pointer: at } of followEach<OpenApiParameter>(document, `${owner}/parameters`)) {
      const schemaAt = value.content === undefined ? `${at}/schema` : (contentAt(document, at)?.at ?? at);
      const name = `${value.in} ${value.name}`;
      const stated = { name, at, required: value.required ?? false, ...purposeOf(value) };
      found.set(name, { ...valueField(document, schemaAt), ...stated });
    }
  }
  return [...found.values(), ...credentials(document, found)];
}

/** A credential is declared by its scheme; the page lists it among the header parameters. */
function credentials(document: OpenApiDocument, found: ReadonlyMap<string, StatedField>): StatedField[] {
  const schemes = followEach<OpenApiSecurityScheme>(document, '/components/securitySchemes');
  return schemes.flatMap(({ key: scheme, value: { type, in: location, name }, pointer }) => {
    const key = `${location} ${name}`;
    if (type !== 'apiKey' || location === undefined || name === undefined || found.has(key)) return [];
    return [{ ...unstated(pointer, key), onPurpose: `the security scheme "${scheme}" declares it` }];
  });
}

function unstated(at: JsonPointer, name: string): StatedField {
  return { ...valueField(undefined, at), name };
}

function formFields(document: OpenApiDocument, { at }: Content): StatedField[] {
  return readSchema(document, at)
    .fields.filter(({ pointer }) => pointer.lastIndexOf('/') === 0)
    .map((field) => ({ ...field, name: `formData ${field.pointer.slice(1)}` }));
}

type Content = { readonly mediaType: string; readonly at: JsonPointer };

export function contentAt(document: OpenApiDocument, owner: JsonPointer): Content | undefined {
  return contentsAt(document, owner)[0];
}

/** The first JSON comes first. */
function contentsAt(document: OpenApiDocument, owner: JsonPointer): readonly Content[] {
  const { value, pointer } = follow<OpenApiResponse>(document, owner) ?? {};
  const types = Object.keys(value?.content ?? {});
  const first = types.find((type) => /[/+]json\b/i.test(type)) ?? types[0];
  return [...new Set([first, ...types])]
    .filter((type) => type !== undefined)
    .map((type) => ({
      mediaType: type.toLowerCase(),
      at: `${appendToken(`${pointer}/content`, type)}/schema`,
    }));
}
