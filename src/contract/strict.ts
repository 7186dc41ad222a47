// One schema of the document -> the same schema in a reading of its own.
// strict: closed where an object is used, as unevaluatedProperties does it (core 11.3), so that allOf, oneOf and $ref give no
// false alarm. open: the contract as written. The structure is kept keyword by keyword, so a pointer into the result
// maps to a pointer into the document by its prefix.

import { isObject, setOwn } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema, ValueKeyword } from '../model.ts';
import { DECLARED_CLOSED, type SchemaObject, typesOf } from '../schema/words.ts';
import { type Discriminator, heirDiscriminator, type Tagged, unionDiscriminator } from './discriminators.ts';
import { isJsonText, saysString } from './items.ts';
import { fieldsOf, READ_AS } from './objects.ts';
import {
  aboutText,
  bindingNames,
  type Reading,
  readingBeside,
  readingOfProperty,
  readingUnder,
  wrongWay,
} from './reading.ts';
import { isComponent, pointerOfRef, type Resolve } from './references.ts';
import { NOT_JUDGED, namesNotJudged } from './repair.ts';
import { isAnnotation, list, namesOnly, type Shapes } from './shape.ts';
import { ITEMS, propertyKey, type SharedFinder, type SharedValue } from './shared-values.ts';

/** What all derivations of one document share. */
export type Deriver = {
  readonly document: unknown;
  readonly resolve: Resolve;
  readonly shapes: Shapes;
  readonly sharedValues: SharedFinder;
  /** What the strict reading asks of values beyond the contract's own keywords. */
  readonly valueRules: readonly ValueKeyword[];
  /** Where the schema at this pointer of the document stands in this reading; it is derived if it is not there yet. */
  readonly refer: (source: JsonPointer, reading: Reading) => JsonPointer;
  /** The same for a value that several schemas describe: it is closed for all of them together. */
  readonly referToAll: (sources: readonly JsonPointer[], reading: Reading) => JsonPointer;
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
  /** In the allOf of a component, which extends what it names there: a discriminator of that one names the component itself. */
  readonly extending?: boolean;
};

const UNSUPPORTED = new Set(['$id', '$anchor', '$dynamicRef', '$dynamicAnchor', '$vocabulary', '$schema']);
/** Any other keyword asserts nothing. */
const KNOWN = new Set(
  Object.keys(fieldsOf('schema', READ_AS)).filter((keyword) => !UNSUPPORTED.has(keyword)),
);
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
  if (!isStrict(derivation) || typeof derived === 'boolean' || !isObject(schema)) return derived;
  const isMarked = shapes.isMarked(schema, 'x-not-supported');
  const marked = { ...derived, ...heirs(schema, derivation), ...(isMarked && { 'x-not-supported': true }) };
  if (!shapes.isClosable(schema)) return marked;
  return { ...withNames(marked, namesOnly(schema, resolve)), unevaluatedProperties: false };
}

/** OpenAPI 3.1, Schema Object: readOnly and writeOnly are about properties. */
function deriveProperty(schema: unknown, derivation: Derivation): JsonSchema {
  const derived = deriveUsed(schema, derivation);
  if (!isStrict(derivation) || typeof derived === 'boolean') return derived;
  return { ...derived, ...absence(schema, derivation) };
}

function absence(schema: unknown, { deriver, reading }: Derivation): SchemaObject {
  const mark = wrongWay(reading.direction);
  return deriver.shapes.isMarked(schema, mark) ? { 'x-absent': mark } : {};
}

/**
 * A discriminator without a union names the schemas that extend its owner by allOf. As written it changes no outcome (OpenAPI 3.1.1,
 * Discriminator Object); the strict reading, which asks what the contract declares of such a value, holds it to the named schema.
 */
function heirs(schema: SchemaObject, derivation: Derivation): SchemaObject {
  const { document, resolve } = derivation.deriver;
  const discriminator = heirDiscriminator(schema, document, resolve);
  return discriminator === undefined ? {} : { 'x-heirs': discriminatorOf(discriminator, derivation) };
}

function discriminatorOf(
  discriminator: Discriminator | undefined,
  { deriver, reading }: Derivation,
): SchemaObject | undefined {
  if (discriminator === undefined) return undefined;
  const { propertyName, mapping, defaultMapping } = discriminator;
  const placeOf = ({ source }: Pick<Tagged, 'source'>) =>
    source === undefined || deriver.refer(source, reading);
  return {
    propertyName,
    mapping: Object.fromEntries(mapping.map((tagged) => [tagged.value, placeOf(tagged)])),
    ...(defaultMapping && { defaultMapping: placeOf(defaultMapping) }),
  };
}

/** Another description of the same value. `shaped`: something around it already names properties. */
export function deriveInPlace(schema: unknown, derivation: Derivation, shaped: boolean): JsonSchema {
  derivation.sources.set(derivation.at, derivation.source);
  if (!isObject(schema)) return schema !== false;
  if (derivation.reading.events?.at === 'data' && isJsonText(schema)) return deriveData(schema, derivation);
  const isShaped = shaped || derivation.deriver.shapes.isShaped(schema);
  const derived: Record<string, unknown> = {};
  const shared = sharedHere(schema, derivation);
  const inside = withShared(derivation, [...derivation.reading.shared, ...shared.map(({ key }) => key)]);
  for (const keyword of Object.keys(schema)) {
    const own = besideRest(schema, keyword, child(inside, keyword));
    const kept = deriveKeyword(schema, keyword, own, isShaped);
    if (kept !== undefined) derived[keyword] = kept;
  }
  return {
    ...describeShared(derived, shared, besideRest(schema, '', derivation)),
    ...(isStrict(derivation) && strictAlone(schema, derivation)),
    ...aboutText(schema, derivation.reading),
  };
}

/** The derivation of a keyword, or of a part of its `allOf`, beside the rest of its owner. */
function besideRest(
  owner: SchemaObject,
  keyword: string,
  derivation: Derivation,
  part?: unknown,
): Derivation {
  const reading = readingBeside(owner, keyword, derivation.reading, derivation.deriver.resolve, part);
  return reading === derivation.reading ? derivation : { ...derivation, reading };
}

/** What the JSON of an event's data is held to. */
function deriveData(schema: SchemaObject, derivation: Derivation): JsonSchema {
  const { at, reading, source } = derivation;
  if (reading.events?.data === 'text') return false;
  const { contentSchema } = schema;
  if (contentSchema === undefined) return true;
  return deriveUsed(contentSchema, {
    ...derivation,
    at,
    source: `${source}/contentSchema`,
    reading: { ...reading, events: undefined },
  });
}

function sharedHere(schema: SchemaObject, derivation: Derivation): readonly SharedValue[] {
  if (!isStrict(derivation)) return [];
  const { deriver, reading, source } = derivation;
  return deriver.sharedValues(schema, source).filter(({ key }) => !reading.shared.includes(key));
}

function withShared(derivation: Derivation, shared: readonly JsonPointer[]): Derivation {
  return shared.length === derivation.reading.shared.length
    ? derivation
    : { ...derivation, reading: { ...derivation.reading, shared } };
}

/** The shared values, described once for all schemas that share them. */
function describeShared(
  derived: SchemaObject,
  shared: readonly SharedValue[],
  derivation: Derivation,
): SchemaObject {
  if (shared.length === 0) return derived;
  const properties = copyOf(derived.properties);
  let described: SchemaObject = derived;
  for (const { key, sources } of shared) {
    const at = `${derivation.at}${key}`;
    const source = sources[0] ?? derivation.source;
    const name = pointerTokens(key).at(-1) ?? '';
    const own = withShared(derivation, []);
    const reading = key === ITEMS ? readingUnder('items', own.reading) : readingOfProperty(name, own.reading);
    const value = { ...own, at, source, reading };
    derivation.sources.set(at, source);
    const place = `#${value.deriver.referToAll(sources, reading)}`;
    if (key === ITEMS) described = { ...described, items: { $ref: place } };
    else {
      setOwn(properties, name, { $ref: place, ...absence(togetherOf(sources), value) });
      described = { ...described, properties };
    }
  }
  return described;
}

/** One schema for a value that several schemas describe. */
function togetherOf(sources: readonly JsonPointer[]): SchemaObject {
  return { allOf: sources.map((source) => ({ $ref: `#${encodeURI(source)}` })) };
}

/** The schema of a value that several schemas describe, closed for all of them together. */
export function deriveTogether(sources: readonly JsonPointer[], derivation: Derivation): JsonSchema {
  const derived = deriveUsed(togetherOf(sources), derivation);
  for (const [index, source] of sources.entries())
    derivation.sources.set(`${derivation.at}/allOf/${index}`, source);
  return derived;
}

/** What the strict reading asks of the value beyond what is written. Value rules ask by code in `x-rules`, which the explainer reads. */
function strictAlone(schema: SchemaObject, { deriver }: Derivation): SchemaObject {
  const types = typesOf(schema) ?? [];
  const isPlainInteger = types.includes('integer') && !types.includes('number');
  const isWide = isPlainInteger && schema.format !== 'int32' && schema.format !== 'int64';
  const asked = deriver.valueRules.flatMap(({ code, condition }) => {
    const stated = condition(schema);
    return stated === undefined ? [] : [[code, stated] as const];
  });
  return {
    ...(schema.unevaluatedProperties === false && { [DECLARED_CLOSED]: true }),
    // An integer that JSON.parse rounds is another one than was sent.
    ...(isWide && { 'x-safe-integer': true }),
    ...(asked.length > 0 && { 'x-rules': Object.fromEntries(asked) }),
  };
}

/** undefined: the keyword asserts nothing in this reading. */
function deriveKeyword(owner: SchemaObject, keyword: string, around: Derivation, shaped: boolean): unknown {
  const value = owner[keyword];
  const { deriver } = around;
  if (keyword === '$ref')
    return typeof value === 'string' ? `#${deriver.refer(pointerOfRef(value), around.reading)}` : undefined;
  if (keyword === 'allOf') {
    const extending = around.extending ?? isComponent(around.source.slice(0, -'/allOf'.length));
    return each(value, { ...around, extending }, (part, at) =>
      derivePart(part, besideRest(owner, keyword, at, part), shaped),
    );
  }
  const { shared } = around.reading;
  if (keyword === 'items' && shared.includes(ITEMS)) return true;
  // Branches and conditions are judged by what they say themselves.
  const reading = readingUnder(keyword, withShared(around, []).reading);
  const derivation = { ...around, reading, extending: false };
  const { events } = reading;
  if (keyword === 'type' && events?.at === 'data' && events.isBesideJson === true && saysString(owner))
    return undefined;
  if (keyword === 'pattern' && typeof value === 'string') return deriver.safePattern(value);
  if (keyword === 'patternProperties' && isObject(value))
    return eachEntry(value, derivation, deriveProperty, deriver.safePattern);
  if (keyword === 'properties' && isObject(value))
    return withoutShared(
      eachEntry(value, derivation, (part, at, name) =>
        deriveProperty(part, { ...at, reading: readingOfProperty(name, at.reading) }),
      ),
      shared,
    );
  if (keyword === '$defs' && isObject(value)) return eachEntry(value, derivation, deriveUsed);
  if (keyword === 'dependentSchemas' && isObject(value))
    return eachEntry(value, derivation, (part, at) => deriveRule(part, at, shaped));
  if (keyword === 'prefixItems') return each(value, derivation, deriveUsed);
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

function withoutShared(properties: SchemaObject, shared: readonly JsonPointer[]): SchemaObject {
  if (shared.length === 0) return properties;
  const others = copyOf(properties);
  for (const name of Object.keys(others)) if (shared.includes(propertyKey(name))) setOwn(others, name, true);
  return others;
}

function deriveRule(part: unknown, derivation: Derivation, shaped: boolean): JsonSchema {
  const derived = deriveInPlace(part, derivation, shaped);
  if (typeof derived === 'boolean' || !isObject(part) || typeof part.description !== 'string') return derived;
  return { ...derived, description: part.description };
}

/** A base schema is held to the schema that the tag names wherever a value may be of it, but where a component extends it. */
function derivePart(part: unknown, derivation: Derivation, shaped: boolean): JsonSchema {
  const derived = deriveInPlace(part, derivation, shaped);
  if (typeof derived === 'boolean' || !isObject(part)) return derived;
  const isBase = isStrict(derivation) && typeof part.$ref === 'string' && derivation.extending !== true;
  return isBase ? { ...derived, ...heirs(part, derivation) } : derived;
}

/** A branch that takes any object keeps the whole value open. */
function deriveBranch(part: unknown, derivation: Derivation, shaped: boolean): JsonSchema {
  const derived = derivePart(part, derivation, shaped);
  if (!isStrict(derivation) || shaped || !derivation.deriver.shapes.isFreeForm(part)) return derived;
  return { ...(isObject(derived) && derived), additionalProperties: true };
}

type Derive = (part: unknown, derivation: Derivation, name: string) => JsonSchema;

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
    derived[key] = derive(part, { ...derivation, at: appendToken(derivation.at, key), source }, name);
  }
  return derived;
}

function each(parts: unknown, derivation: Derivation, derive: Derive): readonly JsonSchema[] {
  return list(parts).map((part, index) => derive(part, child(derivation, index), String(index)));
}

/** Declared by their names alone, so they may hold anything. */
function withNames(schema: SchemaObject, names: readonly string[]): SchemaObject {
  if (names.length === 0) return schema;
  const properties = copyOf(schema.properties);
  for (const name of names) setOwn(properties, name, true);
  return { ...schema, properties };
}

/** With any names, `__proto__` too. */
function copyOf(map: unknown): Record<string, unknown> {
  return Object.assign(Object.create(null) as Record<string, unknown>, map);
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
