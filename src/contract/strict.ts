// One schema of the document -> the same schema in a reading of its own.
// strict: closed where an object is used, as unevaluatedProperties does it (core 11.3), so that allOf, oneOf and $ref give no
// false alarm. open: the contract as written. The structure is kept keyword by keyword, so a pointer into the result
// maps to a pointer into the document by its prefix.

import { isObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema, ValueKeyword } from '../model.ts';
import { type SchemaObject, typesOf } from '../schema/words.ts';
import { type Discriminator, heirDiscriminator, unionDiscriminator } from './discriminators.ts';
import { fieldsOf } from './objects.ts';
import { pointerOfRef, type Resolve } from './references.ts';
import { NOT_JUDGED, namesNotJudged } from './repair.ts';
import { alwaysApplied, isAnnotation, list, namesOnly, type Shapes } from './shape.ts';

export type Direction = 'request' | 'response';

/** `closed`: the strict reading. `plain`: within `not` and its like, where nothing is closed. */
export type Reading = { readonly closed: boolean; readonly direction: Direction; readonly plain: boolean };

/** What all derivations of one document share. */
export type Deriver = {
  readonly document: unknown;
  readonly resolve: Resolve;
  readonly shapes: Shapes;
  /** What the strict reading asks of values beyond the contract's own keywords. */
  readonly valueRules: readonly ValueKeyword[];
  /** Where the schema at this pointer of the document stands in this reading; it is derived if it is not there yet. */
  readonly refer: (source: JsonPointer, reading: Reading) => JsonPointer;
  /** The pattern in a form that takes linear time, where there is one. */
  readonly safePattern: (pattern: string) => string;
};

/** A schema on its way from `source` in the document to `at` in the book. */
type Derivation = {
  readonly deriver: Deriver;
  readonly at: JsonPointer;
  readonly source: JsonPointer;
  readonly reading: Reading;
  /** Those of the definition around it. */
  readonly sources: Map<JsonPointer, JsonPointer>;
};

const UNSUPPORTED = new Set(['$id', '$anchor', '$dynamicRef', '$dynamicAnchor', '$vocabulary', '$schema']);
/** What is none of these asserts nothing. */
const KNOWN = new Set(Object.keys(fieldsOf('schema', '3.1')).filter((keyword) => !UNSUPPORTED.has(keyword)));
const USES = new Set(['items', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems']);
const UNION = new Set(['oneOf', 'anyOf']);
const ASIDE = new Set(['not', 'if', 'propertyNames', 'contains']);

function isStrict({ reading: { closed, plain } }: Derivation): boolean {
  return closed && !plain;
}

/** The schema of a value of its own: closed here, if anything names its properties. */
export function deriveUsed(schema: unknown, derivation: Derivation): JsonSchema {
  const { resolve, shapes } = derivation.deriver;
  const derived = deriveInPlace(schema, derivation, false);
  if (typeof derived === 'boolean' || !isObject(schema)) return derived;
  const marked = { ...derived, ...heirs(schema, derivation), ...notSupported(schema, derivation) };
  if (!isStrict(derivation) || !shapes.isClosable(schema)) return marked;
  return { ...withNames(marked, namesOnly(schema, resolve)), unevaluatedProperties: false };
}

/** OpenAPI 3.1, Schema Object: readOnly and writeOnly are about properties. */
function deriveProperty(schema: unknown, derivation: Derivation): JsonSchema {
  const derived = deriveUsed(schema, derivation);
  if (!isStrict(derivation) || typeof derived === 'boolean') return derived;
  const wrongWay = derivation.reading.direction === 'response' ? 'writeOnly' : 'readOnly';
  const { shapes } = derivation.deriver;
  return shapes.isMarked(schema, wrongWay) ? { ...derived, 'x-absent': wrongWay } : derived;
}

/**
 * A discriminator without a union names the schemas that extend its owner by allOf. As written it changes no outcome (OpenAPI 3.1.1,
 * Discriminator Object); the strict reading, which asks what the contract declares of such a value, holds it to the named schema.
 */
function heirs(schema: SchemaObject, derivation: Derivation): SchemaObject {
  if (!isStrict(derivation)) return {};
  const { document, resolve } = derivation.deriver;
  const discriminator = heirDiscriminator(schema, document, resolve);
  return discriminator === undefined ? {} : { 'x-heirs': discriminatorOf(discriminator, derivation) };
}

function discriminatorOf(
  discriminator: Discriminator | undefined,
  { deriver, reading }: Derivation,
): SchemaObject | undefined {
  if (discriminator === undefined) return undefined;
  const mapping = Object.fromEntries(
    discriminator.mapping.map(({ value, source }) => [
      value,
      source === undefined || deriver.refer(source, reading),
    ]),
  );
  return { propertyName: discriminator.propertyName, mapping };
}

function notSupported(schema: SchemaObject, derivation: Derivation): SchemaObject {
  if (!isStrict(derivation)) return {};
  const { shapes } = derivation.deriver;
  return shapes.isMarked(schema, 'x-not-supported') ? { 'x-not-supported': true } : {};
}

/** Another description of the same value. `shaped`: something around it already names properties. */
export function deriveInPlace(schema: unknown, derivation: Derivation, shaped: boolean): JsonSchema {
  derivation.sources.set(derivation.at, derivation.source);
  if (!isObject(schema)) return schema !== false;
  const isShaped = shaped || derivation.deriver.shapes.isShaped(schema);
  const derived: Record<string, unknown> = {};
  for (const keyword of Object.keys(schema)) {
    const kept = deriveKeyword(schema, keyword, child(derivation, keyword), isShaped);
    if (kept !== undefined) derived[keyword] = kept;
  }
  return { ...derived, ...safeInteger(schema, derivation), ...conditions(schema, derivation) };
}

/** An integer that JSON.parse rounds is another one than was sent. */
function safeInteger(schema: SchemaObject, derivation: Derivation): SchemaObject {
  const types = typesOf(schema) ?? [];
  if (!isStrict(derivation) || !types.includes('integer') || types.includes('number')) return {};
  return schema.format === 'int32' || schema.format === 'int64' ? {} : { 'x-safe-integer': true };
}

/** What value rules ask of values of this schema: the explainer reads it as `x-rules`, by code. */
function conditions(schema: SchemaObject, derivation: Derivation): SchemaObject {
  if (!isStrict(derivation)) return {};
  const asked = derivation.deriver.valueRules.flatMap(({ code, condition }) => {
    const stated = condition(schema);
    return stated === undefined ? [] : [[code, stated] as const];
  });
  return asked.length === 0 ? {} : { 'x-rules': Object.fromEntries(asked) };
}

/** undefined: the keyword asserts nothing in this reading. */
function deriveKeyword(
  owner: SchemaObject,
  keyword: string,
  derivation: Derivation,
  shaped: boolean,
): unknown {
  const value = owner[keyword];
  const { deriver, reading } = derivation;
  if (keyword === '$ref')
    return typeof value === 'string' ? `#${deriver.refer(pointerOfRef(value), reading)}` : undefined;
  if (keyword === 'pattern' && typeof value === 'string') return deriver.safePattern(value);
  if (keyword === 'patternProperties' && isObject(value))
    return eachEntry(value, derivation, deriveProperty, deriver.safePattern);
  if (keyword === 'properties' && isObject(value)) return eachEntry(value, derivation, deriveProperty);
  if (keyword === '$defs' && isObject(value)) return eachEntry(value, derivation, deriveUsed);
  if (keyword === 'dependentSchemas' && isObject(value))
    return eachEntry(value, derivation, (part, at) => deriveRule(part, at, shaped));
  if (keyword === 'prefixItems') return each(value, derivation, deriveUsed);
  if (keyword === 'allOf') return each(value, derivation, (part, at) => deriveInPlace(part, at, shaped));
  if (UNION.has(keyword)) return each(value, derivation, (part, at) => deriveBranch(part, at, shaped));
  if (keyword === 'then' || keyword === 'else') return deriveBranch(value, derivation, shaped);
  if (USES.has(keyword)) return deriveUsed(value, derivation);
  if (ASIDE.has(keyword))
    return deriveInPlace(value, { ...derivation, reading: { ...reading, plain: true } }, true);
  if (keyword === 'required') {
    const names = list(value) as string[];
    return reading.plain ? names : bindingNames(owner, names, reading.direction, deriver.resolve);
  }
  if (keyword === 'discriminator')
    return discriminatorOf(unionDiscriminator(owner, deriver.resolve), derivation);
  if (keyword === 'title' || (keyword === 'description' && isRule(owner))) return value;
  // Coverage tells what is deprecated and comes all the same.
  if (keyword === 'deprecated' && value === true) return value;
  if (keyword === NOT_JUDGED) return namesNotJudged(owner);
  return isAnnotation(keyword) || !KNOWN.has(keyword) ? undefined : value;
}

function deriveRule(part: unknown, derivation: Derivation, shaped: boolean): JsonSchema {
  const derived = deriveInPlace(part, derivation, shaped);
  if (typeof derived === 'boolean' || !isObject(part) || typeof part.description !== 'string') return derived;
  return { ...derived, description: part.description };
}

/** A branch that takes any object keeps the whole value open. */
function deriveBranch(part: unknown, derivation: Derivation, shaped: boolean): JsonSchema {
  const derived = deriveInPlace(part, derivation, shaped);
  if (!isStrict(derivation) || shaped || !derivation.deriver.shapes.isFreeForm(part)) return derived;
  return derived === true
    ? { additionalProperties: true }
    : { ...(derived as SchemaObject), additionalProperties: true };
}

type Derive = (part: unknown, derivation: Derivation) => JsonSchema;

function eachEntry(
  map: SchemaObject,
  derivation: Derivation,
  derive: Derive,
  derivedName: (name: string) => string = (name) => name,
): SchemaObject {
  const derived = Object.create(null) as Record<string, JsonSchema>;
  for (const [name, part] of Object.entries(map)) {
    const key = derivedName(name);
    const source = appendToken(derivation.source, name);
    derived[key] = derive(part, { ...derivation, at: appendToken(derivation.at, key), source });
  }
  return derived;
}

function each(parts: unknown, derivation: Derivation, derive: Derive): readonly JsonSchema[] {
  return list(parts).map((part, index) => derive(part, child(derivation, index)));
}

/** OpenAPI 3.1, Schema Object: `required` has no effect for a writeOnly property of a response, and the reverse. */
export function bindingNames(
  owner: SchemaObject,
  names: readonly string[],
  direction: Direction,
  resolve: Resolve,
): readonly string[] {
  const wrongWay = direction === 'response' ? 'writeOnly' : 'readOnly';
  const members = alwaysApplied(owner, resolve);
  const isExempt = (name: string): boolean =>
    members.some(
      ({ properties }) =>
        isObject(properties) &&
        alwaysApplied(properties[name], resolve).some((property) => property[wrongWay] === true),
    );
  return names.filter((name) => !isExempt(name));
}

/** Declared by their names alone, so they may hold anything. */
function withNames(schema: SchemaObject, names: readonly string[]): SchemaObject {
  if (names.length === 0) return schema;
  const properties = Object.assign(Object.create(null) as object, schema.properties) as SchemaObject;
  return {
    ...schema,
    properties: names.reduce<SchemaObject>(
      (map, name) => Object.defineProperty(map, name, { value: true, enumerable: true }),
      properties,
    ),
  };
}

function child(derivation: Derivation, token: string | number): Derivation {
  return {
    ...derivation,
    at: appendToken(derivation.at, token),
    source: appendToken(derivation.source, token),
  };
}

/** Descriptions survive only where they word a rule across fields, for the finding that it is broken. */
function isRule(schema: SchemaObject): boolean {
  return schema.if !== undefined || schema.not !== undefined;
}
