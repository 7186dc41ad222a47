// Contract schemas -> one self-contained `{ $defs }`, in two readings.
// strict: closed where an object is used, as unevaluatedProperties does it (core 11.3), so that allOf, oneOf and $ref give no
// false alarm. open: the contract as written. The structure is kept keyword by keyword, so a pointer into the result
// maps to a pointer into the document by its prefix.

import { isObject } from '../lib/objects.ts';
import { appendToken, escapeToken, pointerTokens, valueAt } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema, ValueKeyword } from '../model.ts';
import { type SchemaObject, typesOf } from '../schema/words.ts';
import { type Discriminator, heirDiscriminator, unionDiscriminator } from './discriminators.ts';
import { fieldsOf } from './objects.ts';
import { safePattern } from './pattern-growth.ts';
import { pointerOfRef, type Resolve, resolver } from './references.ts';
import { NOT_JUDGED, namesNotJudged } from './repair.ts';
import {
  alwaysApplied,
  hasShape,
  isAnnotation,
  isClosable,
  isFreeForm,
  list,
  namesOnly,
  saysFurther,
} from './shape.ts';

export type Direction = 'request' | 'response';

export type SchemaBook = {
  readonly schemas: { readonly $defs: Readonly<Record<string, JsonSchema>> };
  /** Of all definitions, in the order in which they were added. */
  readonly names: readonly string[];
  /** By the name of a definition: the pointer of each schema in it -> the pointer of its source in the document. */
  readonly sources: ReadonlyMap<string, ReadonlyMap<JsonPointer, JsonPointer>>;
};

export type SchemaBookBuilder = {
  /** Adds the schema at this pointer as something that a body is held to; answers where it stands in the book. */
  readonly use: (pointer: JsonPointer, direction: Direction) => JsonPointer;
  /** Where it will stand, without adding it. */
  readonly placeOf: (pointer: JsonPointer, direction: Direction) => JsonPointer;
  readonly book: SchemaBook;
};

type Reading = { readonly closed: boolean; readonly direction: Direction; readonly plain: boolean };

type Derivation = {
  readonly at: JsonPointer;
  readonly source: JsonPointer;
  readonly reading: Reading;
  /** Those of the definition around it. */
  readonly sources: Map<JsonPointer, JsonPointer>;
};

const UNSUPPORTED = new Set(['$id', '$anchor', '$dynamicRef', '$dynamicAnchor', '$vocabulary', '$schema']);
/** What is none of these asserts nothing. */
const KNOWN = new Set(Object.keys(fieldsOf('schema', '3.1')).filter((keyword) => !UNSUPPORTED.has(keyword)));
const MOST_NESTED = 100;
const USES = new Set(['items', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems']);
const UNION = new Set(['oneOf', 'anyOf']);
const ASIDE = new Set(['not', 'if', 'propertyNames', 'contains']);

/** A book of schemas for one document. `closed` makes the strict reading, which alone holds values to the conditions of `valueRules`. */
export function schemaBook(
  document: unknown,
  closed: boolean,
  valueRules: readonly ValueKeyword[] = [],
): SchemaBookBuilder {
  const resolve = resolver(document);
  const $defs: Record<string, JsonSchema> = Object.create(null) as Record<string, JsonSchema>;
  const names: string[] = [];
  const sources = new Map<string, Map<JsonPointer, JsonPointer>>();
  const safePatterns = new Map<string, string>();
  /** Chains of references may be longer than the stack: what is nested deeper waits. */
  const waiting: (() => void)[] = [];
  let depth = 0;

  function define(
    key: string,
    make: (at: JsonPointer, ownSources: Map<JsonPointer, JsonPointer>) => JsonSchema,
  ): JsonPointer {
    const at = `/$defs/${escapeToken(key)}`;
    if (Object.hasOwn($defs, key)) return at;
    const ownSources = new Map<JsonPointer, JsonPointer>();
    sources.set(key, ownSources);
    names.push(key);
    $defs[key] = true;
    const finish = (): void => {
      $defs[key] = make(at, ownSources);
    };
    if (depth >= MOST_NESTED) waiting.push(finish);
    else {
      depth += 1;
      finish();
      depth -= 1;
    }
    return at;
  }

  function defineWaiting(): void {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) next();
  }

  function refer(source: JsonPointer, reading: Reading): JsonPointer {
    return define(`${componentName(source)}${readingSuffix(reading)}`, (at, own) =>
      inPlace(valueAt(document, source), { at, source, reading, sources: own }, false),
    );
  }

  /** A value of its own: closed here, if anything names its properties. */
  function used(schema: unknown, derivation: Derivation): JsonSchema {
    const derived = inPlace(schema, derivation, false);
    if (typeof derived === 'boolean' || !isObject(schema)) return derived;
    const marked = { ...derived, ...heirs(schema, derivation), ...notSupported(schema, derivation.reading) };
    if (!closed || derivation.reading.plain || !isClosable(schema, resolve)) return marked;
    return { ...withNames(marked, namesOnly(schema, resolve)), unevaluatedProperties: false };
  }

  /** OpenAPI 3.1, Schema Object: readOnly and writeOnly are about properties. */
  function property(schema: unknown, derivation: Derivation): JsonSchema {
    const derived = used(schema, derivation);
    if (!closed || derivation.reading.plain || typeof derived === 'boolean') return derived;
    const wrongWay = derivation.reading.direction === 'response' ? 'writeOnly' : 'readOnly';
    const isAbsent = alwaysApplied(schema, resolve).some((member) => member[wrongWay] === true);
    return isAbsent ? { ...derived, 'x-absent': wrongWay } : derived;
  }

  /**
   * A discriminator without a union names the schemas that extend its owner by allOf. As written it changes no outcome (OpenAPI 3.1.1,
   * Discriminator Object); the strict reading, which asks what the contract declares of such a value, holds it to the named schema.
   */
  function heirs(schema: SchemaObject, derivation: Derivation): SchemaObject {
    if (!closed || derivation.reading.plain) return {};
    const discriminator = heirDiscriminator(schema, document, resolve);
    return discriminator === undefined
      ? {}
      : { 'x-heirs': discriminatorOf(discriminator, derivation.reading) };
  }

  function discriminatorOf(
    discriminator: Discriminator | undefined,
    reading: Reading,
  ): SchemaObject | undefined {
    if (discriminator === undefined) return undefined;
    const mapping = Object.fromEntries(
      discriminator.mapping.map(({ value, source }) => [
        value,
        source === undefined || refer(source, reading),
      ]),
    );
    return { propertyName: discriminator.propertyName, mapping };
  }

  function notSupported(schema: SchemaObject, reading: Reading): SchemaObject {
    if (!closed || reading.plain) return {};
    const isMarked = alwaysApplied(schema, resolve).some((member) => member['x-not-supported'] === true);
    return isMarked ? { 'x-not-supported': true } : {};
  }

  /** Another description of the same value; `shaped`: something around it already names properties. */
  function inPlace(schema: unknown, derivation: Derivation, shaped: boolean): JsonSchema {
    derivation.sources.set(derivation.at, derivation.source);
    if (!isObject(schema)) return schema !== false;
    const base =
      shaped || alwaysApplied(schema, resolve).some((member) => hasShape(member) || saysFurther(member));
    const derived: Record<string, unknown> = {};
    for (const [keyword, value] of Object.entries(schema)) {
      const kept = keep(
        schema,
        keyword,
        value,
        {
          ...derivation,
          at: appendToken(derivation.at, keyword),
          source: appendToken(derivation.source, keyword),
        },
        base,
      );
      if (kept !== undefined) derived[keyword] = kept;
    }
    return {
      ...derived,
      ...safeInteger(schema, derivation.reading),
      ...conditions(schema, derivation.reading),
    };
  }

  /** An integer that JSON.parse rounds is another one than was sent. */
  function safeInteger(schema: SchemaObject, { plain }: Reading): SchemaObject {
    const types = typesOf(schema) ?? [];
    if (!closed || plain || !types.includes('integer') || types.includes('number')) return {};
    return schema.format === 'int32' || schema.format === 'int64' ? {} : { 'x-safe-integer': true };
  }

  /** What value rules ask of values of this schema: the explainer reads it as `x-rules`, by code. */
  function conditions(schema: SchemaObject, { plain }: Reading): SchemaObject {
    if (!closed || plain) return {};
    const asked = valueRules.flatMap(({ code, condition }) => {
      const stated = condition(schema);
      return stated === undefined ? [] : [[code, stated] as const];
    });
    return asked.length === 0 ? {} : { 'x-rules': Object.fromEntries(asked) };
  }

  function keep(
    owner: SchemaObject,
    keyword: string,
    value: unknown,
    derivation: Derivation,
    base: boolean,
  ): unknown {
    if (keyword === '$ref')
      return typeof value === 'string' ? `#${refer(pointerOfRef(value), derivation.reading)}` : undefined;
    if (keyword === 'pattern' && typeof value === 'string') return memorisedPattern(value);
    if (keyword === 'patternProperties' && isObject(value))
      return eachEntry(value, derivation, property, memorisedPattern);
    if (keyword === 'properties' && isObject(value)) return eachEntry(value, derivation, property);
    if (keyword === '$defs' && isObject(value)) return eachEntry(value, derivation, used);
    if (keyword === 'dependentSchemas' && isObject(value))
      return eachEntry(value, derivation, (part, at) => ruleOf(part, at, base));
    if (keyword === 'prefixItems') return each(value, derivation, used);
    if (keyword === 'allOf') return each(value, derivation, (part, at) => inPlace(part, at, base));
    if (UNION.has(keyword)) return each(value, derivation, (part, at) => branch(part, at, base));
    if (keyword === 'then' || keyword === 'else') return branch(value, derivation, base);
    if (USES.has(keyword)) return used(value, derivation);
    if (ASIDE.has(keyword))
      return inPlace(value, { ...derivation, reading: { ...derivation.reading, plain: true } }, true);
    if (keyword === 'required') {
      const names = list(value) as string[];
      const { plain, direction } = derivation.reading;
      return plain ? names : bindingNames(owner, names, direction, resolve);
    }
    if (keyword === 'discriminator')
      return discriminatorOf(unionDiscriminator(owner, resolve), derivation.reading);
    if (keyword === 'title' || (keyword === 'description' && isRule(owner))) return value;
    if (keyword === NOT_JUDGED) return namesNotJudged(owner);
    return isAnnotation(keyword) || !KNOWN.has(keyword) ? undefined : value;
  }

  function ruleOf(part: unknown, derivation: Derivation, base: boolean): JsonSchema {
    const derived = inPlace(part, derivation, base);
    if (typeof derived === 'boolean' || !isObject(part) || typeof part.description !== 'string')
      return derived;
    return { ...derived, description: part.description };
  }

  function branch(part: unknown, derivation: Derivation, base: boolean): JsonSchema {
    const derived = inPlace(part, derivation, base);
    if (!closed || derivation.reading.plain || base || !isFreeForm(part, resolve)) return derived;
    return derived === true
      ? { additionalProperties: true }
      : { ...(derived as SchemaObject), additionalProperties: true };
  }

  function eachEntry(
    map: SchemaObject,
    derivation: Derivation,
    derive: (part: unknown, at: Derivation) => JsonSchema,
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

  function memorisedPattern(pattern: string): string {
    const safe = safePatterns.get(pattern) ?? safePattern(pattern);
    safePatterns.set(pattern, safe);
    return safe;
  }

  function each(
    parts: unknown,
    derivation: Derivation,
    derive: (part: unknown, at: Derivation) => JsonSchema,
  ): readonly JsonSchema[] {
    return list(parts).map((part, index) => derive(part, child(derivation, index)));
  }

  /** Where responses only refer to one schema, they share one validator. */
  function behindRefs(pointer: JsonPointer): JsonPointer {
    let at = pointer;
    for (let schema = valueAt(document, at); isPlainRef(schema); schema = valueAt(document, at))
      at = pointerOfRef(schema.$ref);
    return at;
  }

  return {
    book: { schemas: { $defs }, names, sources },
    use: (pointer, direction) => {
      const source = behindRefs(pointer);
      const reading = { closed, direction, plain: false };
      const place = define(usedName(source, direction), (at, own) =>
        used(valueAt(document, source), { at, source, reading, sources: own }),
      );
      defineWaiting();
      return place;
    },
    placeOf: (pointer, direction) => `/$defs/${escapeToken(usedName(behindRefs(pointer), direction))}`,
  };
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

function isPlainRef(schema: unknown): schema is { readonly $ref: string } {
  return isObject(schema) && typeof schema.$ref === 'string' && Object.keys(schema).length === 1;
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

function componentName(source: JsonPointer): string {
  const tokens = pointerTokens(source);
  const isComponent = tokens.length === 3 && tokens[0] === 'components' && tokens[1] === 'schemas';
  return isComponent ? (tokens[2] ?? '') : source;
}

function usedName(source: JsonPointer, direction: Direction): string {
  return `${componentName(source)} (${direction})`;
}

function readingSuffix({ direction, plain }: Reading): string {
  return `${direction === 'request' ? ' (in a request)' : ''}${plain ? ' (as written)' : ''}`;
}
