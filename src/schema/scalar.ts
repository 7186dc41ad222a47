// type, enum, const and the keywords of strings and numbers (JSON Schema validation 6.1 to 6.3, 7).

import { isEqualJson, isMultipleOf } from '../json/equal.ts';
import { isObject } from '../lib/objects.ts';
import { plural } from '../lib/plural.ts';
import { isBoundedPattern, schemaRegExp, statedPattern, stepsOn } from '../lib/regex.ts';
import { remember } from '../lib/remember.ts';
import type { Evaluator, Mismatch } from './evaluation.ts';
import {
  either,
  hasType,
  isPopulated,
  isSafe,
  listedValues,
  literals,
  type SchemaObject,
  shapeOf,
  typeOf,
  typesOf,
} from './words.ts';

/** A value of the wrong kind or outside a closed list. No other violation of it is reported. */
export function wrongKind(schema: SchemaObject, value: unknown): Mismatch | undefined {
  return wrongType(schema, value) ?? unsupported(schema, value) ?? wrongLiteral(schema, value);
}

function wrongType(schema: SchemaObject, value: unknown): Mismatch | undefined {
  const types = typesOf(schema);
  if (types === undefined || types.some((type) => hasType(value, type))) return undefined;
  return {
    code: value === null ? 'null-undocumented' : 'type-mismatch',
    keyword: 'type',
    expected: either(types),
    received: typeof value === 'number' ? wrongNumber(value, types) : typeOf(value),
  };
}

/** RFC 8259 section 6: a number such as 1e400 is valid JSON, but a reader may be unable to hold it. */
function wrongNumber(value: number, types: readonly string[]): string {
  if (!Number.isFinite(value)) return 'number that JSON.parse reads as Infinity';
  return types.includes('integer') ? 'number with a fraction' : 'number';
}

function wrongLiteral(schema: SchemaObject, value: unknown): Mismatch | undefined {
  const values = listedValues(schema);
  if (values === undefined || values.some((literal) => isEqualJson(literal, value))) return undefined;
  const keyword = Object.hasOwn(schema, 'const') ? 'const' : 'enum';
  const expected = literals(values);
  if (value === null) return { code: 'null-undocumented', keyword, expected, received: 'null' };
  const oneType = values.length > 0 && values.every((literal) => typeOf(literal) !== typeOf(value));
  if (oneType) return { code: 'type-mismatch', keyword, expected, received: typeOf(value) };
  const mismatch = {
    code: 'enum-value-undocumented',
    keyword,
    expected,
    received: `another ${typeOf(value)}`,
  };
  return typeof value === 'object' ? mismatch : { ...mismatch, name: String(value) };
}

function unsupported(schema: SchemaObject, value: unknown): Mismatch | undefined {
  if (schema['x-not-supported'] !== true || !isPopulated(value)) return undefined;
  return {
    code: 'property-unsupported',
    keyword: 'x-not-supported',
    expected: 'not supported, so never populated',
    received: `a populated ${typeOf(value)}`,
  };
}

/** Every keyword about the value itself that does not hold. */
export function scalarMismatches(evaluator: Evaluator, schema: SchemaObject, value: unknown): Mismatch[] {
  if (typeof value === 'string') return stringMismatches(evaluator, schema, value);
  return typeof value === 'number' ? numberMismatches(evaluator, schema, value) : [];
}

/** Any observed value by its kind and shape: `string "aa-99"`, `number of the shape 9.9`, `object of 3 properties`. */
export function shapeOfValue(evaluator: Evaluator, value: unknown): string {
  if (typeof value === 'string') return `string ${observed(evaluator, value)}`;
  if (typeof value === 'number')
    return evaluator.showValues ? `number ${value}` : `number of the shape ${shapeOf(String(value))}`;
  if (Array.isArray(value)) return `array of ${plural(value.length, 'item')}`;
  return isObject(value) ? `object of ${plural(Object.keys(value).length, 'property')}` : typeOf(value);
}

/** The observed value, by its shape unless values may be shown. The shape of a number looks like another number, so it is named as one. */
function observed(evaluator: Evaluator, value: string | number): string {
  if (typeof value === 'string') return JSON.stringify(evaluator.showValues ? value : shapeOf(value));
  return evaluator.showValues ? String(value) : `a ${shapeOfValue(evaluator, value)}`;
}

function stringMismatches(evaluator: Evaluator, schema: SchemaObject, value: string): Mismatch[] {
  const mismatches: Mismatch[] = [];
  const { minLength, maxLength, pattern, format } = schema;
  const length = minLength === undefined && maxLength === undefined ? 0 : codePoints(value);
  const received = plural(length, 'character');
  if (typeof minLength === 'number' && length < minLength)
    mismatches.push(outOfRange('minLength', `at least ${plural(minLength, 'character')}`, received));
  if (typeof maxLength === 'number' && length > maxLength)
    mismatches.push(outOfRange('maxLength', `at most ${plural(maxLength, 'character')}`, received));
  if (typeof pattern === 'string' && !matches(evaluator, patternOf(schema), pattern, value)) {
    mismatches.push({
      code: 'pattern-mismatch',
      keyword: 'pattern',
      expected: `text that matches ${statedPattern(pattern)}`,
      received: observed(evaluator, value),
    });
  }
  if (typeof format === 'string' && !hasFormat(evaluator, format, value)) {
    mismatches.push(formatMismatch(format, observed(evaluator, value)));
  }
  return mismatches;
}

/** One that can't be tried in the steps that are left counts as a match. */
export function matches(evaluator: Evaluator, pattern: RegExp, source: string, text: string): boolean {
  if (!isBoundedPattern(source)) return pattern.test(text);
  evaluator.steps -= stepsOn(text);
  if (evaluator.steps >= 0) return pattern.test(text);
  evaluator.untried.add(source);
  return true;
}

const patternOf = remember((schema: SchemaObject) => schemaRegExp(String(schema.pattern)));
const formatTest = remember(([source, flags]: readonly [string, string]) => new RegExp(source, flags));

function hasFormat(evaluator: Evaluator, format: string, value: string | number): boolean {
  const known = Object.hasOwn(evaluator.detail.formats, format)
    ? evaluator.detail.formats[format]
    : undefined;
  if (typeof known === 'function') return known(value) === true;
  return known === undefined || typeof value === 'number' || formatTest(known).test(value);
}

const BOUNDS = [
  ['minimum', (value: number, bound: number) => value >= bound, 'at least'],
  ['maximum', (value: number, bound: number) => value <= bound, 'at most'],
  ['exclusiveMinimum', (value: number, bound: number) => value > bound, 'more than'],
  ['exclusiveMaximum', (value: number, bound: number) => value < bound, 'less than'],
  ['multipleOf', isMultipleOf, 'a multiple of'],
] as const;

function numberMismatches(evaluator: Evaluator, schema: SchemaObject, value: number): Mismatch[] {
  const mismatches: Mismatch[] = [];
  for (const [keyword, holds, words] of BOUNDS) {
    const bound = schema[keyword];
    if (typeof bound === 'number' && !holds(value, bound))
      mismatches.push(outOfRange(keyword, `${words} ${bound}`, observed(evaluator, value)));
  }
  const { format } = schema;
  if (typeof format === 'string' && !(hasFormat(evaluator, format, value) && isInRange(format, value)))
    mismatches.push(formatMismatch(format, observed(evaluator, value)));
  if ((format === 'int64' || schema['x-safe-integer'] === true) && !isSafe(value))
    mismatches.push({
      code: 'integer-unsafe',
      keyword: format === 'int64' ? 'format' : 'type',
      expected: 'an integer that survives JSON.parse, up to 2^53 - 1',
      received: 'a larger one',
    });
  return mismatches;
}

function isInRange(format: string, value: number): boolean {
  if (format === 'int32') return value >= -(2 ** 31) && value < 2 ** 31;
  return format !== 'float' || Number.isFinite(Math.fround(value));
}

function formatMismatch(format: string, received: string): Mismatch {
  return { code: 'format-mismatch', keyword: 'format', expected: `format ${format}`, received };
}

function outOfRange(keyword: string, expected: string, received: string): Mismatch {
  return { code: 'out-of-range', keyword, expected, received };
}

// RFC 8259 section 8.2 lets lone surrogates stand; each counts as one, as in JSON Schema validation 6.3.1.
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
