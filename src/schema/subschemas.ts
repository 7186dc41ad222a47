// Which keywords of JSON Schema 2020-12 hold schemas, and how.
import { isObject } from '../lib/objects.ts';
import type { JsonSchema } from '../model.ts';
import type { SchemaObject } from './words.ts';

const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);
const SINGLES = new Set(
  (
    'items additionalProperties unevaluatedProperties unevaluatedItems contains propertyNames not if then ' +
    'else'
  ).split(' '),
);

type Change = (schema: JsonSchema) => JsonSchema;

/** The value of a keyword with every schema that it holds directly changed. */
export function mapSubschemas(keyword: string, value: unknown, change: Change): unknown {
  if (LISTS.has(keyword) && Array.isArray(value)) return (value as JsonSchema[]).map(change);
  if (MAPS.has(keyword) && isObject(value)) return mapValues(value, change);
  return SINGLES.has(keyword) ? change(value as JsonSchema) : value;
}

/** With any names, `__proto__` too. */
export function mapValues(map: SchemaObject, change: Change): SchemaObject {
  const changed = Object.create(null) as Record<string, JsonSchema>;
  for (const [name, schema] of Object.entries(map)) changed[name] = change(schema as JsonSchema);
  return changed;
}
