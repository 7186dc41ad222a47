// Questions about a schema and everything that applies in place to the same instance ($ref, allOf, oneOf, ...).
// They decide where an object is closed. JSON Schema 2020-12 core, section 10.2: in-place applicators.

import { isObject } from '../lib/objects.ts';
import { schemaRegExp } from '../lib/regex.ts';
import { type SchemaObject, typeOf, typesOf } from '../schema/words.ts';
import type { Resolve } from './references.ts';
import { namesNotJudged } from './repair.ts';

const ANNOTATIONS = new Set([
  '$comment',
  'default',
  'deprecated',
  'description',
  'example',
  'examples',
  'externalDocs',
  'readOnly',
  'title',
  'writeOnly',
  'xml',
]);

/** Members that apply whatever the instance holds: the schema itself, $ref targets, allOf. Cycles end. */
export function alwaysApplied(schema: unknown, resolve: Resolve): SchemaObject[] {
  return applied(schema, (member) => [...targetsOf(member, resolve), ...list(member.allOf)]);
}

/** Each member once, before its own parts. Not by recursion: chains of references may be longer than the stack. */
function applied(schema: unknown, partsOf: (member: SchemaObject) => readonly unknown[]): SchemaObject[] {
  const seen = new Set<SchemaObject>();
  const open: unknown[] = [schema];
  while (open.length > 0) {
    const member = open.pop();
    if (!isObject(member) || seen.has(member)) continue;
    seen.add(member);
    open.push(...partsOf(member).toReversed());
  }
  return [...seen];
}

function targetsOf(schema: SchemaObject, resolve: Resolve): readonly unknown[] {
  return typeof schema.$ref === 'string' ? [resolve(schema.$ref)] : [];
}

/** Every member that can apply in place, conditional ones included. */
export function maybeApplied(schema: unknown, resolve: Resolve): SchemaObject[] {
  return applied(schema, (member) => [
    ...targetsOf(member, resolve),
    ...list(member.allOf),
    ...list(member.oneOf),
    ...list(member.anyOf),
    ...(member.if === undefined ? [] : [member.then, member.else]),
    ...Object.values(isObject(member.dependentSchemas) ? member.dependentSchemas : {}),
  ]);
}

/** It names properties, so the names that it does not list are undocumented. */
export function hasShape(member: SchemaObject): boolean {
  return isFilled(member.properties) || isFilled(member.patternProperties);
}

/** It says itself what further properties may be. */
export function saysFurther(member: SchemaObject): boolean {
  return (
    member.additionalProperties !== undefined ||
    member.unevaluatedProperties !== undefined ||
    namesNotJudged(member).some((name) => !ABOUT_VALUES.test(name))
  );
}

/** What is not judged and names no property. */
const ABOUT_VALUES =
  /^(?:pattern(?:-slow)?:|keyword: (?:type|enum|const|format|required|pattern|items|prefixItems|contains|uniqueItems|multipleOf|min\w+|max\w+|exclusive\w+) )/;

/** A use of this schema is to be closed: some member names properties and none that always applies says itself what else may come. */
export function isClosable(schema: unknown, resolve: Resolve): boolean {
  if (alwaysApplied(schema, resolve).some(saysFurther)) return false;
  return maybeApplied(schema, resolve).some(hasShape);
}

/**
 * Names that the schema speaks of without describing their values: required ones, and those that a condition looks at. They are in the
 * contract, so they are not undocumented.
 */
export function namesOnly(schema: unknown, resolve: Resolve): string[] {
  const members = maybeApplied(schema, resolve);
  const described = new Set(members.flatMap((member) => keysOf(member.properties)));
  const patterns = members.flatMap((member) => keysOf(member.patternProperties)).map(schemaRegExp);
  const named = members.flatMap((member) => [
    ...list(member.required),
    ...keysOf(member.dependentRequired),
    ...keysOf(member.dependentSchemas),
    ...Object.values(isObject(member.dependentRequired) ? member.dependentRequired : {}).flatMap(list),
    ...maybeApplied(member.if, resolve).flatMap((looked) => [
      ...list(looked.required),
      ...keysOf(looked.properties),
    ]),
  ]);
  return [...new Set(named.map(String))].filter(
    (name) => !described.has(name) && !patterns.some((pattern) => pattern.test(name)),
  );
}

/** A union branch that is a whole answer by itself and lets an object hold anything. */
export function isFreeForm(branch: unknown, resolve: Resolve): boolean {
  if (branch === true) return true;
  if (!isObject(branch)) return false;
  const members = maybeApplied(branch, resolve);
  if (members.some((member) => hasShape(member) || saysFurther(member))) return false;
  if (members.some((member) => typesOf(member)?.includes('object'))) return true;
  return members.every((member) =>
    Object.keys(member).every(
      (keyword) => keyword === '$ref' || keyword.startsWith('x-') || ANNOTATIONS.has(keyword),
    ),
  );
}

export function isAnnotation(keyword: string): boolean {
  return ANNOTATIONS.has(keyword);
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function keysOf(map: unknown): readonly string[] {
  return isObject(map) ? Object.keys(map) : [];
}

function isFilled(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}

/** undefined: any. What is an integer is a number too. */
export type Types = ReadonlySet<string> | undefined;

/**
 * Of several schemas that refer to the same one, it is looked into once for each question. Not by recursion: chains of references may be longer
 * than the stack. A schema inside itself says nothing further.
 */
export function possibleTypes(schema: unknown, resolve: Resolve): Types {
  const known = new Map<unknown, Types>();
  const typesOfKnown = (part: unknown): Types => (part === false ? new Set() : known.get(part));
  const open: { readonly schema: unknown; readonly finish?: () => void }[] = [{ schema }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const member = next.schema;
    next.finish?.();
    if (next.finish !== undefined || !isObject(member) || known.has(member)) continue;
    const unions = [list(member.oneOf), list(member.anyOf)].filter((branches) => branches.length > 0);
    const always = [...targetsOf(member, resolve), ...list(member.allOf)];
    const finish = (): void => {
      const all = [
        statedTypes(member),
        ...always.map(typesOfKnown),
        ...unions.map((branches) => unionOf(branches.map(typesOfKnown))),
      ];
      known.set(member, all.reduce(intersection, undefined));
    };
    known.set(member, undefined);
    open.push({ schema: member, finish });
    for (const part of [...always, ...unions.flat()]) open.push({ schema: part });
  }
  return typesOfKnown(schema);
}

export function unionOf(types: readonly Types[]): Types {
  const known = types.filter((one) => one !== undefined);
  return known.length === types.length ? new Set(known.flatMap((one) => [...one])) : undefined;
}

function intersection(a: Types, b: Types): Types {
  if (a === undefined || b === undefined) return a ?? b;
  return new Set([...a].filter((type) => b.has(type)));
}

function statedTypes(schema: SchemaObject): Types {
  const types = typesOf(schema) ?? typesOfValues(schema);
  return types && new Set(types.flatMap((type) => (type === 'number' ? ['number', 'integer'] : [type])));
}

function typesOfValues(schema: SchemaObject): readonly string[] | undefined {
  if (schema.const === undefined && !Array.isArray(schema.enum)) return undefined;
  return (schema.const === undefined ? list(schema.enum) : [schema.const]).map(typeOf);
}
