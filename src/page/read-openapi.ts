// An OpenAPI document of the vendor -> the facts of each of its operations, as a page has them. Its examples are samples, its
// schemas tables; it is read as it is, whatever is wrong in it.
import type { Contract, OpenApiExample } from '../contract/openapi.ts';
import { isDerivedId } from '../contract/operations.ts';
import { followEach } from '../contract/references.ts';
import { defined, isObject } from '../lib/objects.ts';
import { appendToken, valueAt } from '../lib/pointer.ts';
import { listOf } from '../lib/suggest.ts';
import type { FieldConstraints, JsonPointer, PageField, PageParameter } from '../model.ts';
import {
  type ContractOperation,
  contentAt,
  contractOperations,
  pathsOf,
  statedByContract,
} from './contract-stated.ts';
import { type PagePlace, placeKey, type Side } from './places.ts';
import { hashOf, type PageReading } from './read-page.ts';
import type { PageNote } from './reading/page-context.ts';
import { STREAM, type StatedBody, type StatedField } from './stated.ts';

type VendorDocument = Pick<Contract, 'document' | 'positionOf' | 'files'>;

/** One reading for each operation that `isWanted` names. */
export function readOpenApi(
  vendor: VendorDocument,
  isWanted: (operation: ContractOperation) => boolean,
): readonly PageReading[] {
  return contractOperations(vendor.document)
    .filter(isWanted)
    .map((operation) => readingOf(operation, vendor));
}

/** Whether a text is an OpenAPI document, by its first key that says so; no reference page starts like one. */
export function isOpenApi(text: string): boolean {
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (start.startsWith('{')) return /"(?:openapi|swagger)"\s*:\s*"[23]\./.test(start.slice(0, 100_000));
  if (start.startsWith('<')) return false;
  return /^(?:openapi|swagger)\s*:\s*['"]?[23]\./m.test(start.slice(0, 100_000));
}

function readingOf(operation: ContractOperation, vendor: VendorDocument): PageReading {
  const { document } = vendor;
  const stated = statedByContract(document, operation);
  const places: Record<string, PagePlace> = {};
  const place = (key: string, at: JsonPointer) => {
    const [line, column, index = 0] = vendor.positionOf(at) ?? [];
    if (line === undefined || column === undefined) return;
    const file = index === 0 ? undefined : vendor.files[index];
    places[key] = { line, column, ...defined({ file }) };
  };
  place('path', operation.pointer);
  place('operation', operation.pointer);
  place('statuses', `${operation.pointer}/responses`);
  const declared = valueAt(document, operation.pointer) as { readonly summary?: string };
  const parameters = stated.parameters.flatMap((field) => parameterOf(field, place));
  const fields: Record<Side, readonly PageField[]> = {};
  for (const [side, body] of Object.entries(stated.bodies)) {
    place(placeKey.body(side), body.at);
    fields[side] = body.fields.map((field) => fieldOf(field, side, place));
  }
  const { request: requestFields = [], ...responses } = fields;
  for (const { status, at } of stated.statuses) place(placeKey.status(status), at);
  const statusCodes = stated.statuses.map(({ status }) => status);
  const others = pathsOf(document, operation).slice(1);
  const { method, path, operationId } = operation;
  const facts = {
    operationId: isDerivedId(operationId, method, path) ? `${method} ${path}` : operationId,
    title: declared.summary ?? '',
    method,
    path,
    ...(others.length > 0 && { otherRequestLines: others.map((other) => `${method} ${other}`) }),
    parameters,
    requestFields,
    responses,
    statusCodes,
    // A response without content has no body.
    statusesWithoutTable: statusCodes.filter((status) => responses[status] === undefined),
    examples: examplesOf(operation, statusCodes, vendor, place),
  };
  const hash = hashOf(JSON.stringify(facts));
  const notes = Object.entries(stated.bodies).flatMap(([side, body]) =>
    cutNote(side, body, places[placeKey.body(side)]?.line ?? 1),
  );
  return { kind: 'openapi', facts, responseHeaders: {}, bodyNames: {}, places, notes, hash };
}

/** A large body is told where it is not read to the end: a field there may look added or removed. */
function cutNote(side: Side, { cut = [] }: StatedBody, line: number): readonly PageNote[] {
  if (cut.length === 0) return [];
  const where = side === 'request' ? 'the request body' : `the body of ${side}`;
  const message = `${where} is too large to be looked into everywhere: what is inside ${listOf(cut, 3)} is compared at another place of the same schema`;
  return [{ line, message }];
}

type PlaceAt = (key: string, at: JsonPointer) => void;

/** A credential that a scheme declares is no parameter; cookies are none of a page's. */
function parameterOf(field: StatedField, place: PlaceAt): readonly PageParameter[] {
  const [location = '', ...words] = field.name.split(' ');
  if (!['path', 'query', 'header', 'formData'].includes(location) || field.required === undefined) return [];
  const name = words.join(' ');
  place(placeKey.parameter(location, name), field.at);
  const where = { name, in: location as PageParameter['in'], required: field.required };
  return [{ ...where, type: typeOf(field), ...constraintsOf(field) }];
}

function fieldOf(field: StatedField, side: Side, place: PlaceAt): PageField {
  place(placeKey.field(side, field.pointer), field.at);
  const { pointer, required } = field;
  return { pointer, ...defined({ required }), type: typeOf(field), ...constraintsOf(field) };
}

/** In the words of pages: `Array of strings`; a choice of types says nothing of one. */
function typeOf({ type, kinds, itemKinds }: StatedField): string {
  if (type === STREAM) return type;
  return kinds.join() === 'array' && itemKinds.length === 1
    ? `array of ${itemKinds[0]}s`
    : kinds.join(' or ');
}

function constraintsOf({
  enum: values,
  default: fallback,
  limits,
  isNullable,
}: StatedField): FieldConstraints {
  return { ...defined({ enum: values, default: fallback }), ...limits, ...(isNullable && { isNullable }) };
}

/** The examples of the body that is compared, by `request` or status. */
function examplesOf(
  { pointer }: ContractOperation,
  statuses: readonly string[],
  { document }: VendorDocument,
  place: PlaceAt,
): Readonly<Record<Side, readonly unknown[]>> {
  const owners = [
    ['request', `${pointer}/requestBody`] as const,
    ...statuses.map((status) => [status, appendToken(`${pointer}/responses`, status)] as const),
  ];
  const examples: Record<Side, readonly unknown[]> = {};
  for (const [side, owner] of owners) {
    const content = contentAt(document, owner);
    if (content === undefined || !/[/+]json\b/.test(content.mediaType)) continue;
    const places = exampleAts(document, content.at.slice(0, -'/schema'.length));
    const values = places.map((at) => valueAt(document, at));
    if (values.length > 0) examples[side] = values;
    for (const [index, at] of places.entries()) {
      place(placeKey.sample(side, index), at);
      placeKeys(side, index, values[index], at, place);
    }
  }
  return examples;
}

/** https://spec.openapis.org/oas/v3.1.1.html#media-type-object: `example`, or each `value` of `examples`. */
function exampleAts(document: VendorDocument['document'], mediaType: JsonPointer): readonly JsonPointer[] {
  const media = valueAt(document, mediaType);
  if (!isObject(media)) return [];
  if (media.example !== undefined) return [`${mediaType}/example`];
  return followEach<OpenApiExample>(document, `${mediaType}/examples`).flatMap(({ value, pointer }) =>
    value?.value !== undefined ? [`${pointer}/value`] : [],
  );
}

function placeKeys(side: Side, index: number, sample: unknown, at: JsonPointer, place: PlaceAt): void {
  const stack = [{ value: sample, pointer: '' }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, pointer } = next;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, below] of Object.entries(value)) {
      const inside = appendToken(pointer, key);
      place(placeKey.sampleKey(side, index, inside), at + inside);
      stack.push({ value: below, pointer: inside });
    }
  }
}
