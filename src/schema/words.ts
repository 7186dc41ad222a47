// What a schema asks for and what a value is, in words that never hold the value itself.
import { isObject } from '../lib/objects.ts';
import type { JsonSchema } from '../model.ts';

export type SchemaObject = { readonly [keyword: string]: unknown };

/** The JSON type of a value; `integer` is left to the caller, since 5 is both. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** JSON Schema validation 6.1.1: an integer is a number with a zero fractional part. 1e400 parses to Infinity, which is none. */
export function hasType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return typeOf(value) === type && (type !== 'number' || Number.isFinite(value));
}

export function typesOf(schema: SchemaObject): readonly string[] | undefined {
  if (typeof schema.type === 'string') return [schema.type];
  return Array.isArray(schema.type) ? schema.type : undefined;
}

/** The only values that a schema allows, where it lists them. */
export function listedValues(schema: SchemaObject): readonly unknown[] | undefined {
  if (Object.hasOwn(schema, 'const')) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

/** The keywords that speak of values of one type, from which it can be told where `type` is missing. */
export const KEYWORDS_OF = {
  object: [
    'properties',
    'patternProperties',
    'additionalProperties',
    'minProperties',
    'maxProperties',
    'required',
    'dependentSchemas',
  ],
  array: ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains'],
  string: ['pattern', 'format', 'minLength', 'maxLength'],
  number: ['minimum', 'maximum', 'multipleOf', 'exclusiveMinimum', 'exclusiveMaximum'],
} as const;

/** `a or b`, `a, b or c`. */
export function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Declared literals are ours and may be shown; more than three are counted. */
export function literals(values: readonly unknown[]): string {
  if (values.length === 0) return 'no value';
  return values.length > 3
    ? `one of ${values.length} values`
    : either(values.map((value) => JSON.stringify(value)));
}

export function isSchemaObject(schema: JsonSchema | undefined): schema is SchemaObject {
  return typeof schema === 'object';
}

/** JSON.parse rounds no integer but those beyond 2^53. */
export function isSafe(value: unknown): boolean {
  return typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

const LONGEST_SHAPE = 40;

/** Letters as a, digits as 9: what a text looks like without what it says. */
export function shapeOf(text: string): string {
  const shape = text
    .slice(0, LONGEST_SHAPE)
    .replaceAll(/\p{L}/gu, 'a')
    .replaceAll(/\p{Nd}/gu, '9');
  return text.length > LONGEST_SHAPE ? `${shape}...` : shape;
}

/** Empty text, an empty list and an empty object do not count as populated; any number or boolean does. */
export function isPopulated(value: unknown): boolean {
  if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : value !== null;
}

/** Marks `unevaluatedProperties: false` of the contract itself: any other one the closed reading adds. */
export const DECLARED_CLOSED = 'x-declared-closed';

/** Rounds to the largest single-precision number; the next one rounds to infinity (IEEE 754, Math.fround). */
const MOST_SINGLE = 3.4028235677973362e38;

const SAFE = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const;
/** Formats that are ranges of numbers. */
export const numberRanges: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  // JSON.parse rounds what is beyond.
  int64: SAFE,
  float: [-MOST_SINGLE, MOST_SINGLE],
};

/** The bounds of a schema whose format is a range of numbers; nothing for any other. `isSafe`: as int64. */
export function numberRange(schema: SchemaObject, isSafe = false): { minimum?: number; maximum?: number } {
  const format = String(schema.format);
  const range = Object.hasOwn(numberRanges, format) ? numberRanges[format] : isSafe ? SAFE : undefined;
  if (range === undefined) return {};
  const [least, most] = range;
  return {
    minimum: Math.max(least, typeof schema.minimum === 'number' ? schema.minimum : least),
    maximum: Math.min(most, typeof schema.maximum === 'number' ? schema.maximum : most),
  };
}
