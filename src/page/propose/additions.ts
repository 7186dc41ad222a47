// Adds to a contract: a property, a value of an enum, a parameter, a status. Nothing here widens a type or drops a
// `required`.
import { isDeepStrictEqual } from 'node:util';
import type { OpenApiDocument, OpenApiResponse } from '../../contract/openapi.ts';
import { followEach } from '../../contract/references.ts';
import { appendToken, lastToken, parentOf, pointerTokens, valueAt } from '../../lib/pointer.ts';
import type { JsonPointer, PageParameter } from '../../model.ts';
import { nodesAt, type SchemaNode } from '../contract-schema.ts';
import { matches } from '../documented-at.ts';
import type { LockedPage } from '../lock.ts';
import type { Side } from '../places.ts';
import type { Stated } from '../stated.ts';
import { inlineBody, parameterOf } from './draft-schema.ts';

export type Addition = {
  readonly pointer: JsonPointer;
  readonly update: unknown;
  readonly description: string;
};

/** The operation of the contract that gets something. */
export type Owner = { readonly document: OpenApiDocument; readonly stated: Stated };

type Property = { readonly side: Side; readonly pattern: JsonPointer };

/** Adds the property that `schemaFor` makes; a string says why it can't be added. */
export function addProperty(
  { document, stated }: Owner,
  { side, pattern }: Property,
  schemaFor: (name: string) => Readonly<Record<string, unknown>> | string,
): readonly Addition[] | string {
  const name = lastToken(pattern);
  const object = objectAt(document, stated, side, parentOf(pattern));
  if (object === undefined || name === '*')
    return 'its object stands nowhere in the contract, or is one of several';
  const properties = schemaFor(name);
  if (typeof properties === 'string') return properties;
  return [into(document, object, 'properties', properties, `declare ${pattern}`)];
}

/** Adds the property's name to the `required` list of its object. */
export function requireProperty(
  { document, stated }: Owner,
  { side, pattern }: Property,
): readonly Addition[] {
  const name = lastToken(pattern);
  const object = objectAt(document, stated, side, parentOf(pattern));
  if (object === undefined) return [];
  const hasList = valueAt(document, `${object}/required`) !== undefined;
  return [into(document, object, 'required', hasList ? name : [name], `require ${pattern}`)];
}

export const noList = 'its list of values stands nowhere in the contract';

/** An enum that is there gets the value; `kinds` are the kinds of JSON value that were seen. */
export function addEnumValue(
  { document, stated }: Owner,
  { side, pattern, text }: Property & { readonly text: string },
  kinds: readonly string[] = [],
): readonly Addition[] | string {
  const owner = enumAt(document, stated, side, pattern);
  if (owner === undefined) return noList;
  const listed = owner.schema.enum as readonly unknown[];
  const isNumber = listed.every((value) => typeof value === 'number');
  if (!isNumber && !listed.every((value) => typeof value === 'string'))
    return 'its values are of several types';
  if (kinds.some((kind) => (isNumber ? !/integer|number/.test(kind) : kind !== 'a string')))
    return `it was seen as ${kinds.join(' and ')}; the list holds another type`;
  const update = isNumber ? Number(text) : text;
  if (Number.isNaN(update)) return 'the value is no number';
  return [{ pointer: `${owner.at}/enum`, update, description: `add the value to the list of ${pattern}` }];
}

export function addParameter({ document, stated }: Owner, parameter: PageParameter): Addition {
  const entry = parameterOf(parameter);
  const hasList = valueAt(document, `${stated.at}/parameters`) !== undefined;
  const description = `declare the ${parameter.in} parameter ${parameter.name}`;
  return into(document, stated.at, 'parameters', hasList ? entry : [entry], description);
}

/** Declares a status with the body that the page describes for it. */
export function addStatus({ document, stated }: Owner, page: LockedPage, status: string): Addition {
  const pointer = `${stated.at}/responses`;
  const fields = page.facts.responses[status] ?? [];
  const schema =
    fields.length === 0 ? undefined : (equalBody(document, pointer, page, status) ?? inlineBody(fields));
  const media = mediaTypesIn(document, pointer).map((type) => [type, { schema }] as const);
  const content = schema && { content: Object.fromEntries(media) };
  const update = { [status]: { description: `Status ${status}`, ...content } };
  return { pointer, update, description: `declare status ${status}` };
}

/** The page names none: as in the first of the other responses that has a body. */
function mediaTypesIn(document: OpenApiDocument, responses: JsonPointer): readonly string[] {
  const all = followEach<OpenApiResponse>(document, responses);
  const contents = all.map(({ value }) => Object.keys(value.content ?? {}));
  return contents.find((types) => types.length > 0) ?? ['application/json'];
}

function into(
  document: OpenApiDocument,
  owner: JsonPointer,
  keyword: string,
  update: unknown,
  description: string,
): Addition {
  return valueAt(document, `${owner}/${keyword}`) === undefined
    ? { pointer: owner, update: { [keyword]: update }, description }
    : { pointer: `${owner}/${keyword}`, update, description };
}

/** The one schema of the object at `pattern` that has the properties. */
function objectAt(
  document: OpenApiDocument,
  stated: Stated,
  side: Side,
  pattern: JsonPointer,
): JsonPointer | undefined {
  const body = stated.bodies[side] ?? stated.bodies[`${side[0]}XX`] ?? stated.bodies.default;
  let at = body?.at;
  for (const token of pointerTokens(pattern)) {
    const [step] = (at === undefined ? [] : nodesAt(document, at)).flatMap(({ schema, at: place }) => {
      if (token === '*' && schema.items !== undefined) return [`${place}/items`];
      const own = appendToken(`${place}/properties`, token);
      if (valueAt(document, own) !== undefined) return [own];
      return typeof schema.additionalProperties === 'object' ? [`${place}/additionalProperties`] : [];
    });
    at = step;
  }
  const nodes = at === undefined ? [] : nodesAt(document, at);
  const [owner, ...more] = nodes.filter(({ schema }) => schema.properties !== undefined);
  if (more.length > 0) return undefined;
  return owner?.at ?? nodes.find(({ schema }) => schema.type === 'object')?.at;
}

/** The schema that lists the values of the property at `pattern`. */
function enumAt(
  document: OpenApiDocument,
  stated: Stated,
  side: Side,
  pattern: JsonPointer,
): SchemaNode | undefined {
  const field = stated.bodies[side]?.fields.find(({ pointer }) => matches(pointer, pattern));
  const nodes = field === undefined ? [] : nodesAt(document, field.at);
  return nodes.find(({ schema }) => Array.isArray(schema.enum));
}

/** The contract's schema of another status that the page describes in the same words: error bodies are mostly one model. */
function equalBody(
  document: OpenApiDocument,
  responses: JsonPointer,
  { facts }: LockedPage,
  status: string,
): unknown {
  for (const [other, fields] of Object.entries(facts.responses)) {
    if (other === status || !isDeepStrictEqual(fields, facts.responses[status])) continue;
    const schema = valueAt(document, `${appendToken(responses, other)}/content/application~1json/schema`);
    if (schema !== undefined) return schema;
  }
  return undefined;
}
