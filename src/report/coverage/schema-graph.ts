// What the bodies of one schema can show of it: a node for each schema, whatever refers to it, so that the graph is about as large as the
// contract's text. Each property, listed value and branch of a union has a counter: an index into one list of counts, so that the counts
// of two runs add up number by number.
import { isObject } from '../../lib/objects.ts';
import { appendToken, valueAt } from '../../lib/pointer.ts';
import { isBoundedPattern, LONGEST_FOR_SLOW_PATTERN, statedPattern } from '../../lib/regex.ts';
import type { JsonPointer } from '../../model.ts';
import { boundedPatternsIn } from '../../schema/long-texts.ts';
import type { SchemaObject } from '../../schema/words.ts';
import {
  ASIDE,
  type Build,
  COUNTED,
  type InPlace,
  inPlaceOf,
  type Schemas,
  type Standing,
  standingOf,
  type Union,
  unionsOf,
} from './standing.ts';

export type SchemaNode = {
  readonly at: JsonPointer;
  /** Where the values that it describes stand in a body: the shortest way there. */
  readonly pointer: JsonPointer;
  /** It describes such a value whatever the value is; a branch of a union or a condition doesn't. */
  always: boolean;
  /** Counts the objects that were seen here. */
  readonly count: number;
  readonly required: readonly string[];
  readonly properties: readonly PropertyNode[];
  /** Schemas of items and of further properties. */
  readonly items: readonly JsonPointer[];
  readonly further: readonly JsonPointer[];
  /** Scalars of a closed list, and where each is counted. */
  readonly values: ReadonlyMap<unknown, number> | undefined;
  readonly unions: readonly Union[];
  /** What is not judged of its values. */
  readonly notJudged: readonly string[];
  /** What is not judged of its values where they are, or hold, long texts. */
  readonly longTexts: LongTexts;
  /** Schemas that describe the same value. */
  readonly inPlace: readonly JsonPointer[];
};

/** Patterns that are not tried on long texts: of the value itself, and of names and texts anywhere in it. */
export type LongTexts = { readonly own: readonly string[]; readonly inside: readonly string[] };

type PropertyNode = {
  readonly name: string;
  readonly count: number;
  /** The schema of its value, where more than the presence counts. */
  readonly schema: JsonPointer | undefined;
  readonly isDeprecated: boolean;
};

/** `size`: how many counters there are. `judges`: whether some branch is told from its siblings by nothing but a verdict on it. */
export type SchemaGraph = {
  readonly root: JsonPointer;
  readonly nodes: ReadonlyMap<JsonPointer, SchemaNode>;
  readonly size: number;
  readonly judges: boolean;
};

type Reached = { readonly standing: Standing; readonly pointer: JsonPointer; readonly always: boolean };
/** Level by level, so that each schema gets the shortest pointer; undefined where nothing but a value's presence counts. */
export function schemaGraph(schemas: Schemas, at: JsonPointer): SchemaGraph | undefined {
  const root = standingOf(schemas, valueAt(schemas, at), at);
  if (root === undefined) return undefined;
  let size = 0;
  const build: Build = { schemas, next: () => size++ };
  const nodes = new Map<JsonPointer, SchemaNode>();
  let level: Reached[] = [{ standing: root, pointer: '', always: true }];
  while (level.length > 0) {
    const below: Reached[] = [];
    for (const reached of level) {
      const { standing, pointer, always } = reached;
      const known = nodes.get(standing.at);
      if (known !== undefined) known.always ||= always;
      if (known !== undefined) continue;
      const inner = innerOf(schemas, standing, pointer);
      nodes.set(standing.at, nodeOf(build, reached, inner));
      for (const edge of inner.inPlace) level.push({ ...edge, pointer, always: always && edge.always });
      for (const each of inner.below) below.push({ ...each, always: true });
    }
    level = below;
  }
  const all = [...nodes.values()];
  const saysNothing = ({ properties, values, unions, notJudged, longTexts }: SchemaNode): boolean =>
    ![properties, unions, notJudged, longTexts.own, longTexts.inside].some(({ length }) => length > 0) &&
    !values;
  if (all.every(saysNothing)) return undefined;
  const judges = all.some(({ always, unions }) => always && unions.some(({ byType }) => !byType));
  return { root: root.at, nodes, size, judges };
}

type Inner = {
  readonly inPlace: readonly InPlace[];
  readonly below: readonly { readonly standing: Standing; readonly pointer: JsonPointer }[];
  readonly schemaOf: ReadonlyMap<string, JsonPointer>;
  readonly items: readonly JsonPointer[];
  readonly further: readonly JsonPointer[];
};

function innerOf(schemas: Schemas, standing: Standing, pointer: JsonPointer): Inner {
  const { schema, at } = standing;
  const properties = Object.entries(isObject(schema.properties) ? schema.properties : {}).flatMap(
    ([name, property]) => {
      if (!saysMore(property) || !mayBePresent(property)) return [];
      const inner = standingOf(schemas, property, appendToken(`${at}/properties`, name));
      return inner === undefined ? [] : [{ name, standing: inner, pointer: appendToken(pointer, name) }];
    },
  );
  const any = (keywords: readonly string[]) =>
    keywords.flatMap((keyword) => schemasIn(schemas, schema[keyword], `${at}/${keyword}`));
  const items = any(['items', 'prefixItems']);
  const further = [
    ...(isObject(schema.additionalProperties) ? any(['additionalProperties']) : []),
    ...any(['patternProperties']),
  ];
  return {
    inPlace: inPlaceOf(schemas, standing),
    below: [
      ...properties,
      ...[...items, ...further].map((each) => ({ standing: each, pointer: `${pointer}/*` })),
    ],
    schemaOf: new Map(properties.map((each) => [each.name, each.standing.at])),
    items: items.map((each) => each.at),
    further: further.map((each) => each.at),
  };
}

/** A schema itself (`items`, `additionalProperties`), a list of them (`prefixItems`) or a map (`patternProperties`). */
function schemasIn(schemas: Schemas, value: unknown, at: JsonPointer): readonly Standing[] {
  const named: readonly (readonly [unknown, JsonPointer])[] = Array.isArray(value)
    ? value.map((schema, index) => [schema, `${at}/${index}`])
    : at.endsWith('/patternProperties') && isObject(value)
      ? Object.entries(value).map(([name, schema]) => [schema, appendToken(at, name)])
      : [[value, at]];
  return named.flatMap(([schema, place]) =>
    saysMore(schema) ? (standingOf(schemas, schema, place) ?? []) : [],
  );
}

function nodeOf(build: Build, { standing, pointer, always }: Reached, inner: Inner): SchemaNode {
  const { schema, at } = standing;
  const { required } = schema;
  const properties = Object.entries(isObject(schema.properties) ? schema.properties : {});
  return {
    at,
    pointer,
    always,
    count: build.next(),
    required: Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [],
    properties: properties
      .filter(([, property]) => mayBePresent(property))
      .map(([name, property]) => ({
        name,
        count: build.next(),
        schema: inner.schemaOf.get(name),
        isDeprecated: isDeprecated(build.schemas, property),
      })),
    items: inner.items,
    further: inner.further,
    values: valuesOf(schema, build.next),
    unions: unionsOf(build, standing),
    notJudged: namesNotJudged(schema),
    longTexts: longTextsOf(build.schemas, schema),
    inPlace: inner.inPlace.map((edge) => edge.standing.at),
  };
}

/** By itself, or by the schema that it refers to. */
function isDeprecated(schemas: Schemas, property: unknown): boolean {
  if (!isObject(property)) return false;
  const target = typeof property.$ref === 'string' ? valueAt(schemas, property.$ref.slice(1)) : undefined;
  return [property, target].some((schema) => isObject(schema) && schema.deprecated === true);
}

/** Most properties are plain scalars, and of those no more than their presence counts. */
function saysMore(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  return (
    Object.keys(schema).some((keyword) => COUNTED.has(keyword)) ||
    (typeof schema.pattern === 'string' && isBoundedPattern(schema.pattern))
  );
}

/** What is declared in order to say that it does not come needs no covering. */
function mayBePresent(property: unknown): boolean {
  return (
    property !== false &&
    !(isObject(property) && (property['x-absent'] !== undefined || property['x-not-supported'] === true))
  );
}

/** As contract/repair.ts marks schemas. */
function namesNotJudged(schema: SchemaObject): readonly string[] {
  const names = schema['x-not-judged'];
  return Array.isArray(names) ? names.map(String) : [];
}

function longTextsOf(schemas: Schemas, schema: SchemaObject): LongTexts {
  const { pattern, patternProperties, maxLength } = schema;
  const isShort = typeof maxLength === 'number' && maxLength <= LONGEST_FOR_SLOW_PATTERN;
  const names = isObject(patternProperties) ? Object.keys(patternProperties).filter(isBoundedPattern) : [];
  const aside = ASIDE.flatMap((keyword) => [...boundedPatternsIn(schemas, schema[keyword])]);
  return {
    own: typeof pattern === 'string' && isBoundedPattern(pattern) && !isShort ? [nameOfLong(pattern)] : [],
    inside: [...new Set([...names, ...aside])].map(nameOfLong),
  };
}

/** As `allow` of the config takes it. */
function nameOfLong(pattern: string): string {
  return `pattern-long: ${statedPattern(pattern)}`;
}

function valuesOf({ enum: listed }: SchemaObject, next: () => number): SchemaNode['values'] {
  const scalars = (Array.isArray(listed) ? listed : []).filter(
    (value) => typeof value !== 'object' || value === null,
  );
  return scalars.length === 0
    ? undefined
    : new Map([...new Set<unknown>(scalars)].map((value) => [value, next()]));
}
