// biome-ignore-all lint/suspicious/noThenProperty: the JSON Schema keyword
// The book of schemas as ajv gets it: the same verdict in fewer steps. What people read is not rewritten, only what the validator is
// made of: plain objects are closed by counting, tables of constants are looked up, tags dispatch.

import type { SchemaBook } from '../contract/schema-book.ts';
import { list, maybeApplied } from '../contract/shape.ts';
import { nestedTasks } from '../lib/nested-tasks.ts';
import { asObject, isObject } from '../lib/objects.ts';
import { unescapeToken, valueAt } from '../lib/pointer.ts';
import { rememberByName } from '../lib/remember.ts';
import type { JsonPointer, JsonSchema, OwnFormats } from '../model.ts';
import { mapSubschemas, mapValues } from '../schema/subschemas.ts';
import { DECLARED_CLOSED, type SchemaObject } from '../schema/words.ts';
import {
  conditionAsUnion,
  leftItems,
  PLAIN_IF,
  scalarsFirst,
  tighten,
  tupleApart,
  withoutProtoName,
  withTable,
} from './ajv-rewrites.ts';
import { numberFormats, stringFormats } from './formats.ts';

type AjvBook = {
  /** By short keys, which references name as `#/$defs/key`; those that were added since the last call. */
  readonly added: () => ReadonlyMap<string, JsonSchema>;
  readonly keyOf: (pointer: JsonPointer) => string;
};

type Book = Pick<SchemaBook, 'schemas' | 'names'>;

const DROPPED = new Set([
  PLAIN_IF,
  'title',
  'description',
  'discriminator',
  'x-heirs',
  'x-absent',
  'x-not-judged',
  DECLARED_CLOSED,
]);

/** `prefix` tells the keys of one book from those of another. The book may grow. */
export function ajvBook(
  prefix: string,
  { schemas: { $defs }, names }: Book,
  formats: OwnFormats = {},
): AjvBook {
  let keys = 0;
  const keyFor = rememberByName((_name: string) => `${prefix}${keys++}`);
  const closed = new Map<JsonPointer, string>();
  const { run, finish } = nestedTasks();
  let added = 0;
  let schemas = new Map<string, JsonSchema>();
  const resolve = (ref: string): unknown => valueAt({ $defs }, ref.slice(1));

  function keyOf(ref: string): string {
    const [, , token = ''] = ref.split('/');
    return keyFor(unescapeToken(token));
  }

  function rewrite(schema: JsonSchema): JsonSchema {
    if (typeof schema === 'boolean') return schema;
    if (schema['x-absent'] !== undefined) return false;
    if (isObject(schema['x-rules'])) return rewrite(withConditions(schema, schema['x-rules']));
    const direct = closeByCount(schema);
    if (direct !== undefined) return direct;
    const tagged = dispatch(withoutProtoName(tupleApart(conditionAsUnion(leftItems(schema, resolve)))));
    const rewritten: Record<string, unknown> = {};
    for (const [keyword, value] of Object.entries(tagged))
      if (keyword === 'format') Object.assign(rewritten, asserted(String(value), formats));
      else if (!DROPPED.has(keyword)) rewritten[keyword] = rewriteKeyword(keyword, value);
    return tighten(
      CONDITIONAL.some((keyword) => rewritten[keyword] !== undefined)
        ? { 'x-names': true, ...rewritten }
        : rewritten,
    );
  }

  function rewriteKeyword(keyword: string, value: unknown): unknown {
    if (keyword === '$ref') return `#/$defs/${keyOf(String(value))}`;
    if (keyword === 'anyOf') return withTable(list(value) as JsonSchema[]).map(rewrite);
    if (keyword === 'x-left-items') {
      const { first, ...parts } = value as SchemaObject;
      return { first, ...mapValues(parts, rewrite) };
    }
    if (keyword === 'properties' && isObject(value)) return mapValues(scalarsFirst(value), rewrite);
    return mapSubschemas(keyword, value, rewrite);
  }

  /** An object that is closed and whose names all stand in one list: count own keys against the known ones present. */
  function closeByCount(schema: SchemaObject): JsonSchema | undefined {
    if (schema.unevaluatedProperties !== false) return undefined;
    if (typeof schema.$ref === 'string' && Object.keys(schema).length === 2) return closedCopy(schema.$ref);
    if (!isObject(schema.properties) || !namesAreListed(schema)) return undefined;
    const { properties, unevaluatedProperties: _, ...rest } = schema;
    return { ...(rewrite(rest) as SchemaObject), 'x-closed': mapValues(scalarsFirst(properties), rewrite) };
  }

  function closedCopy(ref: string): JsonSchema | undefined {
    const target = resolve(ref);
    if (!isObject(target)) return undefined;
    const copy = { ...target, unevaluatedProperties: false };
    const isReference = typeof target.$ref === 'string' && Object.keys(target).length === 1;
    if (isObject(target.properties) ? !namesAreListed(copy) : !isReference) return undefined;
    const known = closed.get(ref);
    if (known !== undefined) return { $ref: known };
    const key = `${keyOf(ref)}c`;
    closed.set(ref, `#/$defs/${key}`);
    run(() => {
      schemas.set(key, rewrite(copy));
    });
    return { $ref: `#/$defs/${key}` };
  }

  function namesAreListed(schema: SchemaObject): boolean {
    const listed = schema.properties as SchemaObject;
    return maybeApplied(schema, resolve).every((member) => {
      const others = member === schema ? ['additionalProperties'] : SAYING_FURTHER;
      if ([...NAMING_OTHERWISE, ...others].some((keyword) => member[keyword] !== undefined)) return false;
      const names = Object.keys(asObject(member.properties));
      return names.every((name) => Object.hasOwn(listed, name));
    });
  }

  /**
   * The tag of a base schema names the heir that the value is held to. An heir includes its base by allOf, so the base is left out where an
   * heir is named: evaluated twice on each level, a tree of heirs would take exponential time.
   */
  function dispatch(schema: SchemaObject): SchemaObject {
    const { 'x-heirs': heirs, $ref, ...rest } = schema;
    if (!isObject(heirs) || !isObject(heirs.mapping)) return schema;
    return { ...rest, allOf: [...list(rest.allOf), ...byTag(heirs, heirs.mapping, $ref)] };
  }

  return {
    added: () => {
      schemas = new Map();
      for (const name of names.slice(added)) schemas.set(keyFor(name), rewrite($defs[name] ?? true));
      finish();
      added = names.length;
      return schemas;
    },
    keyOf: (pointer) => keyOf(`#${pointer}`),
  };
}

/** Conditions of value rules. Under `not`, none of the names that they mention counts as declared. */
function withConditions({ 'x-rules': _, ...schema }: SchemaObject, conditions: SchemaObject): SchemaObject {
  const parts = Object.values(conditions).map((condition) => ({ not: { not: condition } }));
  return { ...schema, allOf: [...list(schema.allOf), ...parts] };
}

/** Keywords that speak of properties without listing their names, or in some cases only. */
const NAMING_OTHERWISE = ['patternProperties', 'if', 'x-heirs', 'discriminator'];
const SAYING_FURTHER = ['additionalProperties', 'unevaluatedProperties'];

const CONDITIONAL = ['oneOf', 'anyOf', 'if', 'dependentSchemas'];

/** A format that nobody knows the meaning of is an annotation. */
function asserted(name: string, own: OwnFormats): SchemaObject {
  const format = Object.hasOwn(own, name) ? own[name] : undefined;
  if (typeof format === 'string') return { 'x-format': name };
  return format !== undefined || ASSERTED.has(name) ? { format: name } : {};
}

const ASSERTED: ReadonlySet<string> = new Set([...Object.keys(stringFormats), ...numberFormats]);

/**
 * By the value of the tag: an unknown one fits nothing; without one the base alone stands. With a `defaultMapping` both are of its schema,
 * which includes the base.
 */
function byTag(tag: SchemaObject, mapping: SchemaObject, $ref: unknown): SchemaObject[] {
  const propertyName = String(tag.propertyName);
  const { defaultMapping } = tag;
  const names = Object.keys(mapping);
  const heirs = Object.entries(mapping).filter(([, target]) => typeof target === 'string');
  const own = names.filter((name) => mapping[name] === true);
  const when = (value: JsonSchema, parts: SchemaObject): SchemaObject => ({
    [PLAIN_IF]: true,
    if: { type: 'object', required: [propertyName], properties: { [propertyName]: value } },
    ...parts,
  });
  const among = (values: readonly string[]): JsonSchema => (values.length === 0 ? false : { enum: values });
  const named = heirs.map(([value, target]) => when({ const: value }, { then: { $ref: `#${target}` } }));
  if (typeof defaultMapping === 'string')
    return [
      ...named,
      when(among(names), { else: { $ref: `#${defaultMapping}` } }),
      ...($ref === undefined ? [] : [when(among(own), { then: { $ref } })]),
    ];
  return [
    ...(defaultMapping === true ? [] : [when({ type: 'string', not: { enum: names } }, { then: false })]),
    ...named,
    ...($ref === undefined ? [] : [when(among(heirs.map(([value]) => value)), { else: { $ref } })]),
  ];
}
