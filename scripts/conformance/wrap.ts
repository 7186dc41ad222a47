// A schema of the suite as the schema of a response: its references start at the document then.
import { withoutIdentifiers } from '../../src/contract/identifiers.ts';
import type { JsonObject } from '../../src/lib/objects.ts';
import type { JsonSchema } from '../../src/model.ts';
import type { Remotes } from './suite.ts';

export const SCHEMA_POINTER = '/paths/~1/get/responses/200/content/application~1json/schema';

const MAPS = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);
const LITERALS = new Set(['enum', 'const', 'default', 'examples']);

export function asDocument(schema: JsonSchema, remotes: Remotes): object {
  return hasOwnResources(schema) ? identified(schema, remotes) : wrapped(schema);
}

/** The remote schemas stand beside it, under the URLs by which they are known. */
function identified(schema: JsonSchema, remotes: Remotes): object {
  const named = Object.entries(remotes).map(([url, remote], index) => ({
    url,
    remote,
    name: `Remote${index}`,
  }));
  const document = {
    ...documentOf(schema),
    components: { schemas: Object.fromEntries(named.map(({ name, remote }) => [name, remote])) },
  };
  const known = named.map(({ url, name }) => [url, `/components/schemas/${name}`] as const);
  const root = [ROOT, SCHEMA_POINTER] as const;
  return withoutIdentifiers(document as JsonObject, '3.1', { known: new Map([...known, root]) }).document;
}

const ROOT = 'https://suite.invalid/';

function wrapped(schema: JsonSchema): object {
  return documentOf(moved(schema));
}

function documentOf(schema: unknown): object {
  const content = { 'application/json': { schema } };
  return { openapi: '3.1.0', paths: { '/': { get: { responses: { 200: { content } } } } } };
}

function moved(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(moved);
  if (!isObject(schema)) return schema;
  return mapEntries(schema, (keyword, value) => {
    if (keyword === '$ref') return `#${encodeURI(SCHEMA_POINTER)}${String(value).slice(1)}`;
    if (LITERALS.has(keyword)) return value;
    return MAPS.has(keyword) && isObject(value) ? mapEntries(value, (_, part) => moved(part)) : moved(value);
  });
}

/** Whether some part of it is named by a URL or an anchor, or refers to such a name. */
export function hasOwnResources(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(hasOwnResources);
  if (!isObject(schema)) return false;
  return Object.entries(schema).some(([keyword, value]) => {
    if (LITERALS.has(keyword)) return false;
    if (MAPS.has(keyword) && isObject(value)) return Object.values(value).some(hasOwnResources);
    if (keyword === '$ref') return !/^#(?:\/|$)/.test(String(value));
    return IDENTIFIERS.has(keyword) || hasOwnResources(value);
  });
}

const IDENTIFIERS = new Set(['$id', '$anchor', '$dynamicRef', '$dynamicAnchor']);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `__proto__` is a name like any other. */
function mapEntries(map: Record<string, unknown>, change: (key: string, value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(key, value)]));
}
