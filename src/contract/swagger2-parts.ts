// The parts of a Swagger 2.0 document that change most: parameters and headers become schemas with a style, bodies and responses get
// media types.
import { asObject, isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import { type Mounts, originOf } from './origins.ts';
import type { Problem } from './problem.ts';
import { notJudged } from './repair.ts';
import { mapObjects } from './walk.ts';

export type Conversion = {
  readonly root: JsonObject;
  /** Pointers of the new document -> where the same was written. */
  readonly origins: Mounts;
  /** The way there; the first place of what is written once and stands at several. */
  readonly moved: Mounts;
  readonly problems: Problem[];
};

/** An object of the Swagger document and the pointer at which it stands there. */
export type Written = { readonly value: JsonObject; readonly pointer: JsonPointer };

export function move({ origins, moved }: Conversion, to: JsonPointer, from: JsonPointer): void {
  origins.set(to, { file: 0, pointer: from });
  if (!moved.has(from)) moved.set(from, { file: 0, pointer: to });
}

/** Each object of a map that is no extension, converted; what is no map is left for lint to name. */
export function eachOf(
  conversion: Conversion,
  map: unknown,
  from: JsonPointer,
  to: JsonPointer,
  convert: (value: JsonObject, from: JsonPointer, to: JsonPointer) => unknown,
): unknown {
  move(conversion, to, from);
  if (!isObject(map)) return map;
  const converted: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(map)) {
    const [old, next] = [appendToken(from, name), appendToken(to, name)];
    move(conversion, next, old);
    // Only these two maps may have extensions beside their entries.
    const isExtension = /^(?:\/paths|\/.+\/responses)$/.test(from) && name.startsWith('x-');
    setOwn(converted, name, isObject(value) && !isExtension ? convert(value, old, next) : value);
  }
  return converted;
}

/** The strings of a list; an empty one says as little as none. */
export function typesOf(list: unknown): readonly string[] | undefined {
  const types = Array.isArray(list) ? list.filter((type) => typeof type === 'string') : [];
  return types.length === 0 ? undefined : [...new Set(types)];
}

/** The fields of a parameter or header that describe its value. */
const ofValue = new Set(
  'type format items default enum pattern multipleOf maximum minimum maxLength minLength maxItems minItems'
    .split(' ')
    .concat('exclusiveMaximum', 'exclusiveMinimum', 'uniqueItems', 'x-nullable'),
);

export function parameterOf(conversion: Conversion, value: JsonObject, to: JsonPointer): JsonObject {
  if (typeof value.$ref === 'string') return value;
  const { collectionFormat, ...fields } = value;
  const entries = Object.entries(fields);
  const schema = Object.fromEntries(entries.filter(([name]) => ofValue.has(name)));
  conversion.origins.set(`${to}/schema`, originOf(conversion.origins, to));
  return {
    ...Object.fromEntries(entries.filter(([name]) => !ofValue.has(name))),
    ...(value.type === 'array' && styleOf(conversion, value, `${to}/schema`)),
    ...(Object.keys(schema).length > 0 && { schema: valueSchema(conversion, schema, `${to}/schema`) }),
  };
}

const styles: Readonly<Record<string, JsonObject>> = {
  csv: { style: 'form', explode: false },
  multi: { style: 'form', explode: true },
  ssv: { style: 'spaceDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
};

/** The style of an array. Where OpenAPI 3 has none for it, the value is not judged. */
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

export function schemaOf(schema: unknown): unknown {
  return mapObjects(schema, 'schema', '', '3.0', (kind, value) =>
    kind === 'schema' ? openApiSchema(value) : value,
  );
}

/** A schema of OpenAPI 3.0, without a look into those inside of it. */
export function openApiSchema(schema: JsonObject): JsonObject {
  const { 'x-nullable': nullable, ...rest } = schema;
  // Beside $ref nothing counts (Swagger 2.0, Reference Object), but generators write it there and mean it.
  if (typeof schema.$ref === 'string') return nullable === true ? { nullable, allOf: [rest] } : schema;
  const converted: Record<string, unknown> = nullable === true ? { ...rest, nullable } : { ...schema };
  if (typeof schema.discriminator === 'string')
    converted.discriminator = { propertyName: schema.discriminator };
  if (schema.type === 'file') Object.assign(converted, { type: 'string', format: 'binary' });
  return converted;
}

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

export function requestBodyOf(
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
  const content: Record<string, unknown> = {};
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
  const content: Record<string, unknown> = {};
  for (const type of types) {
    const at = appendToken(`${to}/content`, type);
    const properties: Record<string, unknown> = {};
    const encoding: Record<string, unknown> = {};
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

export function responseOf(
  conversion: Conversion,
  { value, pointer }: Written,
  to: JsonPointer,
  produces: readonly string[] | undefined,
): JsonObject {
  if (typeof value.$ref === 'string') return value;
  const { schema, examples, headers, ...rest } = value;
  const samples = asObject(examples);
  const content: Record<string, unknown> = {};
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
