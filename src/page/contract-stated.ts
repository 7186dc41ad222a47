// An operation of the contract in the shape in which a page states it.

import type { OpenApiDocument, OpenApiOperation, OpenApiServer } from '../contract/openapi.ts';
import { operationsOf, ownerOf } from '../contract/operations.ts';
import { mountsOf } from '../contract/servers.ts';
import { essenceOf, framingOf } from '../lib/media-type.ts';
import { appendToken, valueAt } from '../lib/pointer.ts';
import { remember } from '../lib/remember.ts';
import type { JsonPointer } from '../model.ts';
import { readSchema, reasonOf, schemaFields } from './contract-schema.ts';
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
  return (
    operations.find(({ operationId }) => operationId === wanted.operationId) ??
    operations.find((operation) => linesBelowServers(document, operation).some((line) => lines.has(line)))
  );
}

/** Whether two pages are about one operation: by its name, or by an address that both have. */
export function isSameOperation(one: Address, other: Address): boolean {
  if (one.operationId === other.operationId) return true;
  const lines = requestLinesOf(one);
  return [...requestLinesOf(other)].some((line) => lines.has(line));
}

function requestLinesOf({ method, path, otherRequestLines = [] }: Address): ReadonlySet<string> {
  return new Set([`${method} ${path}`, ...otherRequestLines].map(shapeOf));
}

function linesBelowServers(
  document: OpenApiDocument,
  { method, path, pointer }: ContractOperation,
): string[] {
  return pathsOf(document, { path, pointer }).map((each) => shapeOf(`${method} ${each}`));
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

/** Without the names of placeholders. */
function shapeOf(line: string): string {
  return line.replace(/\{[^}]*\}/g, '{}');
}

export function statedByContract(document: OpenApiDocument, operation: ContractOperation): Stated {
  const declared = valueAt(document, operation.pointer) as OpenApiOperation;
  const responses = Object.keys(declared.responses ?? {});
  const bodies: Record<Side, StatedBody> = {};
  const form: StatedField[] = [];
  const request = contentAt(document, `${operation.pointer}/requestBody`);
  if (request?.mediaType.startsWith('multipart/')) form.push(...formFields(document, request.at));
  else if (request?.mediaType === 'application/x-www-form-urlencoded')
    form.push(...formFields(document, request.at));
  else if (request !== undefined) bodies.request = bodyAt(document, request);
  for (const status of responses) {
    const [content, ...others] = contentsAt(document, appendToken(`${operation.pointer}/responses`, status));
    if (content === undefined) continue;
    const sequences = others.filter(({ mediaType }) => framingOf(essenceOf(mediaType) ?? '') !== undefined);
    const sequenceFields = sequences.flatMap((other) => bodyAt(document, other).fields);
    bodies[status] = { ...bodyAt(document, content), ...(sequences.length > 0 && { sequenceFields }) };
  }
  return {
    ...operation,
    otherPaths: pathsOf(document, operation).slice(1),
    at: operation.pointer,
    parameters: [...parametersOf(document, operation), ...form],
    bodies,
    statuses: responses.map((status) => {
      const at = appendToken(`${operation.pointer}/responses`, status);
      const purpose = (resolved(document, at).value as Record<string, unknown> | undefined)?.[
        'x-undocumented'
      ];
      return { status, at, ...(purpose !== undefined && { onPurpose: reasonOf(purpose) }) };
    }),
  };
}

/** A stream whose items nobody describes has a root of its own type: what its schema says is said of no item. */
function bodyAt(document: OpenApiDocument, { mediaType, at }: Content): StatedBody {
  const framing = framingOf(essenceOf(mediaType) ?? '');
  const { fields, cut } = readSchema(document, at, framing === 'event-stream');
  const isItems = fields.some(({ pointer, kinds }) => pointer === '/' && kinds.includes('array'));
  if (isItems || framing === undefined) return { at, fields, ...(cut.length > 0 && { cut }) };
  const root = { ...unstated(at), name: '/', pointer: '/', type: STREAM };
  return { at, fields: [root, ...fields.filter(({ pointer }) => pointer !== '/')] };
}

function parametersOf(document: OpenApiDocument, operation: ContractOperation): StatedField[] {
  const { item: shared } = ownerOf(operation.pointer);
  const found = new Map<string, StatedField>();
  for (const owner of [shared, operation.pointer]) {
    const parameters = valueAt(document, `${owner}/parameters`);
    for (const index of Array.isArray(parameters) ? parameters.keys() : []) {
      const { value, at } = resolved(document, `${owner}/parameters/${index}`);
      const parameter = value as {
        name: string;
        in: string;
        required?: boolean;
        content?: object;
        'x-undocumented'?: unknown;
      };
      const schemaAt = parameter.content === undefined ? `${at}/schema` : (contentAt(document, at)?.at ?? at);
      const [field] = wholeField(document, schemaAt);
      const purpose = parameter['x-undocumented'];
      const name = `${parameter.in} ${parameter.name}`;
      found.set(name, {
        ...(field ?? unstated(at)),
        name,
        pointer: '',
        at,
        required: parameter.required ?? false,
        ...(purpose !== undefined && { onPurpose: reasonOf(purpose) }),
      });
    }
  }
  return [...found.values(), ...credentials(document, found)];
}

/** A credential is declared by its scheme; the page lists it among the header parameters. */
function credentials(document: OpenApiDocument, found: ReadonlyMap<string, StatedField>): StatedField[] {
  const schemes = Object.keys(document.components?.securitySchemes ?? {});
  return schemes.flatMap((scheme) => {
    const { value, at } = resolved(document, appendToken('/components/securitySchemes', scheme));
    const { type, in: location, name } = value as { type?: string; in?: string; name?: string };
    if (type !== 'apiKey' || location === undefined || name === undefined) return [];
    const key = `${location} ${name}`;
    if (found.has(key)) return [];
    return [{ ...unstated(at), name: key, onPurpose: `the security scheme "${scheme}" declares it` }];
  });
}

function unstated(at: JsonPointer): StatedField {
  return {
    name: '',
    pointer: '',
    type: 'any type',
    kinds: [],
    itemKinds: [],
    required: undefined,
    enum: undefined,
    default: undefined,
    limits: {},
    at,
  };
}

function wholeField(document: OpenApiDocument, at: JsonPointer): readonly StatedField[] {
  return schemaFields(
    { value: { properties: { whole: { $ref: `#${encodeURI(at)}` } } }, ...document },
    '/value',
  ).filter(({ pointer }) => pointer === '/whole');
}

function formFields(document: OpenApiDocument, at: JsonPointer): StatedField[] {
  return schemaFields(document, at)
    .filter(({ pointer }) => pointer.lastIndexOf('/') === 0)
    .map((field) => ({ ...field, name: `formData ${field.pointer.slice(1)}` }));
}

type Content = { readonly mediaType: string; readonly at: JsonPointer };

export function contentAt(document: OpenApiDocument, owner: JsonPointer): Content | undefined {
  return contentsAt(document, owner)[0];
}

/** The first JSON comes first. */
function contentsAt(document: OpenApiDocument, owner: JsonPointer): readonly Content[] {
  const { value, at } = resolved(document, owner);
  const content = (value as { content?: Record<string, unknown> } | undefined)?.content ?? {};
  const types = Object.keys(content);
  const first = types.find((type) => /[/+]json\b/i.test(type)) ?? types[0];
  return [first, ...types.filter((type) => type !== first)]
    .filter((type) => type !== undefined)
    .map((type) => ({
      mediaType: type.toLowerCase(),
      at: `${appendToken(`${at}/content`, type)}/schema`,
    }));
}

/** Follows references of parameters, responses and bodies; the document is bundled, so they are local. */
export function resolved(
  document: OpenApiDocument,
  start: JsonPointer,
): { readonly value: unknown; readonly at: JsonPointer } {
  let at = start;
  for (let hops = 0; hops < 50; hops++) {
    const value = valueAt(document, at);
    const reference = (value as { $ref?: unknown } | undefined)?.$ref;
    if (typeof reference !== 'string') return { value, at };
    at = decodeURIComponent(reference.replace(/^#/, ''));
  }
  return { value: undefined, at };
}
