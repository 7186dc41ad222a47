// The document with every schema in its typed form. What is referred to elsewhere than among the components becomes one, and a component
// whose requests need other properties than its responses becomes two.

import { withParsedData } from '../contract/items.ts';
import { objectTypes, READ_AS } from '../contract/objects.ts';
import type { OpenApiDocument } from '../contract/openapi.ts';
import { bindingNames, type Direction } from '../contract/reading.ts';
import { localPointer, type Resolve, resolver, targetOf } from '../contract/references.ts';
import { list, shapesOf } from '../contract/shape.ts';
import { mapObjects } from '../contract/walk.ts';
import { freeName } from '../lib/free-name.ts';
import { essenceOf, framingOf } from '../lib/media-type.ts';
import { asObject, isObject, type JsonObject, valuesIn } from '../lib/objects.ts';
import { appendToken, pointerTokens, valueAt } from '../lib/pointer.ts';
import { reachedFrom } from '../lib/reached.ts';
import { rememberByName } from '../lib/remember.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import { type TypedScope, typedSchema } from './typed-schema.ts';

const SCHEMAS = '/components/schemas';

export function typedDocument(document: OpenApiDocument): JsonObject {
  const resolve = resolver(document);
  const shapes = shapesOf(resolve);
  const differs = requestDiffers(resolve);
  const own = valueAt(document, SCHEMAS);
  const schemas = new Map<string, JsonSchema>();
  const names = new Map<string, string>();
  const taken = new Set(Object.keys(asObject(own)));

  function referTo(pointer: JsonPointer, direction: Direction): string {
    const [, , name = '', ...deeper] = pointerTokens(pointer);
    const isComponent = pointer.startsWith(`${SCHEMAS}/`) && deeper.length === 0;
    const isOther = direction === 'request' && differs(pointer);
    if (isComponent && !isOther) return `#${appendToken(SCHEMAS, name)}`;
    const key = `${isOther} ${pointer}`;
    const known = names.get(key);
    if (known !== undefined) return `#${appendToken(SCHEMAS, known)}`;
    const stem = `${isComponent ? name : pointerTokens(pointer).slice(-3).join('.')}${isOther ? 'Request' : ''}`;
    const free = freeName(stem, (one) => taken.has(one));
    names.set(key, free);
    taken.add(free);
    schemas.set(free, typed(valueAt(document, pointer), isOther ? 'request' : 'response'));
    return `#${appendToken(SCHEMAS, free)}`;
  }

  const scopes: Readonly<Record<Direction, TypedScope>> = {
    request: { resolve, shapes, direction: 'request', referTo: (pointer) => referTo(pointer, 'request') },
    response: { resolve, shapes, direction: 'response', referTo: (pointer) => referTo(pointer, 'response') },
  };

  function typed(schema: unknown, direction: Direction): JsonSchema {
    const form = typedSchema(schema, scopes[direction]);
    return form === true ? {} : form === false ? { enum: [] } : form;
  }

  const changed = mapObjects(document, 'document', '', READ_AS, (kind, value, pointer) => {
    if (kind === 'schema') return value;
    const own = objectTypes[kind]?.closed === true ? value : withoutExtensions(value);
    if (!isObject(own.schema)) return own;
    const key = kind === 'mediaType' ? pointerTokens(pointer).at(-1) : undefined;
    const isEvents = framingOf(essenceOf(key ?? '') ?? '') === 'event-stream';
    const schema = isEvents ? withParsedData(own.schema, resolve) : own.schema;
    return { ...own, schema: typed(schema, directionOf(pointer)) };
  }) as JsonObject;
  if (isObject(own))
    for (const [name, schema] of Object.entries(own)) schemas.set(name, typed(schema, 'response'));
  const components = asObject(changed.components);
  const all = schemas.size === 0 ? {} : { schemas: Object.fromEntries(schemas) };
  return { ...changed, components: { ...components, ...all } };
}

/** openapi-typescript 7 takes an extension among responses or paths for one of them. */
function withoutExtensions(value: JsonObject): JsonObject {
  const names = Object.keys(value);
  if (!names.some((name) => name.startsWith('x-'))) return value;
  return Object.fromEntries(
    names.filter((name) => !name.startsWith('x-')).map((name) => [name, value[name]]),
  );
}

function directionOf(pointer: JsonPointer): Direction {
  const [root, , ...inside] = pointerTokens(pointer);
  const place =
    root === 'components' ? pointerTokens(pointer)[1] : inside.find((token) => IN_REQUESTS.has(token));
  return IN_REQUESTS.has(place ?? '') ? 'request' : 'response';
}

const IN_REQUESTS = new Set(['parameters', 'requestBody', 'requestBodies']);

/** Whether a schema, or any that it refers to, requires a readOnly property, which a request need not have. */
function requestDiffers(resolve: Resolve): (pointer: JsonPointer) => boolean {
  const partsAt = rememberByName((ref: string) => [...valuesIn(resolve(ref))].filter(isObject));
  const refersTo = (ref: string) =>
    partsAt(ref).flatMap(({ $ref }) => (localPointer($ref) === undefined ? [] : [String($ref)]));
  const isExempting = rememberByName((ref: string) =>
    partsAt(ref).some((part) => {
      const names = list(part.required) as string[];
      return names.length > 0 && bindingNames(part, names, 'request', resolve).length < names.length;
    }),
  );
  return rememberByName((pointer: JsonPointer) =>
    [...reachedFrom([`#${encodeURI(pointer)}`], refersTo)].some(isExempting),
  );
}

/**
 * A parameter that takes the whole query as a form (OpenAPI 3.2, in: querystring) becomes a query parameter for each property of the form,
 * which is how a client writes it. Of another media type the query is one text without a name, and no client of today's has a type for it.
 */
export function withQueryParameters(document: JsonObject): JsonObject {
  return mapObjects(document, 'document', '', READ_AS, (kind, object, pointer) => {
    if ((kind !== 'operation' && kind !== 'pathItem') || !Array.isArray(object.parameters)) return object;
    const parameters = object.parameters.flatMap((entry: unknown, index): unknown[] => {
      const found = targetOf(document, entry, `${pointer}/parameters/${index}`);
      return found?.value.in === 'querystring' ? propertiesOf(document, found) : [entry];
    });
    return parameters.every((one, index) => one === list(object.parameters)[index])
      ? object
      : { ...object, parameters };
  }) as JsonObject;
}

function propertiesOf(
  document: JsonObject,
  { value: parameter, pointer }: { readonly value: JsonObject; readonly pointer: string },
): JsonObject[] {
  const [key = ''] = Object.keys(asObject(parameter.content));
  const at = appendToken(`${pointer}/content`, key);
  const content = isObject(parameter.content) ? targetOf(document, parameter.content[key], at) : undefined;
  const schema = content && targetOf(document, content.value.schema, `${content.pointer}/schema`)?.value;
  const isForm = essenceOf(key) === 'application/x-www-form-urlencoded';
  if (!isForm || !isObject(schema?.properties)) return [];
  const required = parameter.required === true ? list(schema.required) : [];
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: property,
  }));
}
