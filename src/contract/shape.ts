// Questions about a schema and everything that applies in place to the same instance ($ref, allOf, oneOf, ...).
// They decide where an object is closed. JSON Schema 2020-12 core, section 10.2: in-place applicators.

import { depthFirst } from '../lib/depth-first.ts';
import { asObject, isObject } from '../lib/objects.ts';
import { schemaRegExp } from '../lib/regex.ts';
import { listedValues, type SchemaObject, typeOf, typesOf } from '../schema/words.ts';
import type { Resolve } from './references.ts';
import { namesNotJudged } from './repair.ts';

const ANNOTATIONS = new Set(
  '$comment default deprecated description example examples externalDocs readOnly title writeOnly xml'.split(
    ' ',
  ),
);

/** Members that apply whatever the instance holds: the schema itself, $ref targets, allOf. Cycles end. */
export function alwaysApplied(schema: unknown, resolve: Resolve): SchemaObject[] {
  return applied(schema, (member) => alwaysParts(member, resolve));
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
  return applied(schema, (member) => maybeParts(member, resolve));
}

function alwaysParts(member: SchemaObject, resolve: Resolve): readonly unknown[] {
  return [...targetsOf(member, resolve), ...list(member.allOf)];
}

function maybeParts(member: SchemaObject, resolve: Resolve): readonly unknown[] {
  return [
    ...alwaysParts(member, resolve),
    ...list(member.oneOf),
    ...list(member.anyOf),
    ...(member.if === undefined ? [] : [member.then, member.else]),
    ...Object.values(asObject(member.dependentSchemas)),
  ];
}

/** It names properties, so a name that it does not list is undocumented. */
export function hasShape(member: SchemaObject): boolean {
  return isFilled(member.properties) || isFilled(member.patternProperties);
}

/** It says itself what further properties may be. */
function saysFurther(member: SchemaObject): boolean {
  return (
    member.additionalProperties !== undefined ||
    member.unevaluatedProperties !== undefined ||
    namesNotJudged(member).some((name) => !ABOUT_VALUES.test(name))
  );
}

/** What is not judged and names no property. */
const ABOUT_VALUES =
  /^(?:pattern(?:-slow)?:|keyword: (?:type|enum|const|format|required|pattern|items|prefixItems|contains|uniqueItems|multipleOf|min\w+|max\w+|exclusive\w+) )/;

/** Marks of a schema that hold for everything that it applies to. */
type Mark = 'readOnly' | 'writeOnly' | 'x-not-supported';

/** Questions about a schema and its members. What is known of one schema is kept for the next question. */
export type Shapes = {
  /** A member that always applies says something about properties. */
  readonly isShaped: (schema: unknown) => boolean;
  /** A use of this schema is closed: some member names properties, and no member that always applies says what else may come. */
  readonly isClosable: (schema: unknown) => boolean;
  /** A branch of a union that lets an object hold anything. */
  readonly isFreeForm: (branch: unknown) => boolean;
  /** Some member that always applies has this mark. */
  readonly isMarked: (schema: unknown, mark: Mark) => boolean;
  /** It applies itself in place. */
  readonly isCircular: (schema: unknown) => boolean;
  readonly possibleTypes: (schema: unknown) => Types;
};

export function shapesOf(resolve: Resolve): Shapes {
  const always = (holds: Holds): Ask => someMember((member) => alwaysParts(member, resolve), holds);
  const maybe = (holds: Holds): Ask => someMember((member) => maybeParts(member, resolve), holds);
  const saysWhatElse = always(saysFurther);
  const namesProperties = maybe(hasShape);
  const isSpokenOf = maybe((member) => hasShape(member) || saysFurther(member));
  const isObjectType = maybe((member) => typesOf(member)?.includes('object') === true);
  const asserts = maybe((member) => !Object.keys(member).every(assertsNothing));
  const marked = {
    readOnly: always((member) => member.readOnly === true),
    writeOnly: always((member) => member.writeOnly === true),
    'x-not-supported': always((member) => member['x-not-supported'] === true),
  };
  return {
    isShaped: always((member) => hasShape(member) || saysFurther(member)),
    isClosable: (schema) => !saysWhatElse(schema) && namesProperties(schema),
    isFreeForm: (branch) =>
      isObject(branch) ? !isSpokenOf(branch) && (isObjectType(branch) || !asserts(branch)) : branch === true,
    isMarked: (schema, mark) => marked[mark](schema),
    isCircular: circleFinder((member) => maybeParts(member, resolve)),
    possibleTypes: typesFinder(resolve),
  };
}

type Holds = (member: SchemaObject) => boolean;
type Ask = (schema: unknown) => boolean;

/**
 * Asks whether this holds for some member. Each schema is looked at once, however often it is asked about: yes holds for all on the way to
 * the member, no for all that were seen.
 */
function someMember(partsOf: (member: SchemaObject) => readonly unknown[], holds: Holds): Ask {
  type Step = { readonly member: unknown; readonly from?: Step };
  const known = new Map<SchemaObject, boolean>();
  return (schema) => {
    const seen = new Set<SchemaObject>();
    const open: Step[] = [{ member: schema }];
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      const { member } = step;
      if (!isObject(member) || seen.has(member) || known.get(member) === false) continue;
      if (known.get(member) === true || holds(member)) {
        for (let at: Step | undefined = step; at !== undefined; at = at.from)
          known.set(at.member as SchemaObject, true);
        return true;
      }
      seen.add(member);
      for (const part of partsOf(member)) open.push({ member: part, from: step });
    }
    for (const member of seen) known.set(member, false);
    return false;
  };
}

/** Asks whether a schema is a part of itself. Those that lead to no circle are looked at once. */
function circleFinder(partsOf: (member: SchemaObject) => readonly unknown[]): Ask {
  const clear = new Set<unknown>();
  return (schema) => {
    if (!isObject(schema)) return false;
    let isPartOfItself = false;
    const openParts = (member: SchemaObject): SchemaObject[] =>
      partsOf(member).filter((part): part is SchemaObject => isObject(part) && !clear.has(part));
    depthFirst<SchemaObject>(schema, {
      seen: new Set(),
      nextOf: (member) => {
        const parts = openParts(member);
        isPartOfItself ||= parts.includes(schema);
        return parts;
      },
      finish: (member) => {
        if (openParts(member).length === 0) clear.add(member);
      },
    });
    return isPartOfItself;
  };
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
    ...Object.values(asObject(member.dependentRequired)).flatMap(list),
    ...maybeApplied(member.if, resolve).flatMap((looked) => [
      ...list(looked.required),
      ...keysOf(looked.properties),
    ]),
  ]);
  return [...new Set(named.map(String))].filter(
    (name) => !described.has(name) && !patterns.some((pattern) => pattern.test(name)),
  );
}

function assertsNothing(keyword: string): boolean {
  return keyword === '$ref' || keyword === 'allOf' || keyword.startsWith('x-') || ANNOTATIONS.has(keyword);
}

export function isAnnotation(keyword: string): boolean {
  return ANNOTATIONS.has(keyword);
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function keysOf(map: unknown): readonly string[] {
  return Object.keys(asObject(map));
}

function isFilled(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}

/** undefined: any. What is an integer is a number too. */
export type Types = ReadonlySet<string> | undefined;

export function possibleTypes(schema: unknown, resolve: Resolve): Types {
  return typesFinder(resolve)(schema);
}

/**
 * Each schema is looked into once, and what is found is kept for the next question, but not where a schema applies itself: it says nothing
 * further inside itself.
 */
function typesFinder(resolve: Resolve): (schema: unknown) => Types {
  const kept = new Map<unknown, Types>();
  return (schema) => {
    const found = new Map<unknown, Types>();
    /** With the parts that always apply. */
    const unfinished = new Map<SchemaObject, readonly unknown[]>();
    let isCircular = false;
    const typesOfKnown = (part: unknown): Types =>
      part === false ? new Set() : kept.has(part) ? kept.get(part) : found.get(part);

    function* nextOf(member: SchemaObject): Iterable<SchemaObject> {
      const always = alwaysParts(member, resolve);
      unfinished.set(member, always);
      for (const part of [...always, ...unionsOf(member).flat()]) {
        if (!isObject(part) || kept.has(part)) continue;
        isCircular ||= unfinished.has(part);
        yield part;
      }
    }

    function finish(member: SchemaObject): void {
      const always = (unfinished.get(member) ?? []).map(typesOfKnown);
      const either = unionsOf(member).map((branches) => unionOf(branches.map(typesOfKnown)));
      found.set(member, [statedTypes(member), ...always, ...either].reduce(intersection, undefined));
      unfinished.delete(member);
    }

    if (isObject(schema) && !kept.has(schema)) depthFirst(schema, { seen: new Set(), nextOf, finish });
    const types = typesOfKnown(schema);
    if (!isCircular) for (const [member, own] of found) kept.set(member, own);
    return types;
  };
}

function unionsOf({ oneOf, anyOf }: SchemaObject): (readonly unknown[])[] {
  return [list(oneOf), list(anyOf)].filter((branches) => branches.length > 0);
}

export function unionOf(types: readonly Types[]): Types {
  const known = types.filter((one) => one !== undefined);
  return known.length === types.length ? new Set(known.flatMap((one) => [...one])) : undefined;
}

export function intersection(a: Types, b: Types): Types {
  if (a === undefined || b === undefined) return a ?? b;
  return new Set([...a].filter((type) => b.has(type)));
}

function statedTypes(schema: SchemaObject): Types {
  const types = typesOf(schema) ?? listedValues(schema)?.map(typeOf);
  return types && new Set(types.flatMap((type) => (type === 'number' ? ['number', 'integer'] : [type])));
}
