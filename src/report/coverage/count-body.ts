// Counts what one body shows of a schema, by walking body and schema graph side by side. Several schemas may describe one value: the first time
// a body has such a value, they are combined into a shape, which is kept. So there are never more shapes than observed values, however many
// combinations the contract allows.
import type { JsonPointer } from '../../model.ts';
import { hasLongText, isLong } from '../../schema/long-texts.ts';
import { hasType } from '../../schema/words.ts';
import type { LongTexts, SchemaGraph, SchemaNode } from './schema-graph.ts';
import type { Branch, Union } from './standing.ts';

/** Whether a value is one of the schema `at`. */
export type Fits = (at: JsonPointer, value: unknown) => boolean;

export type BodyCounter = {
  readonly count: (body: unknown, fits: Fits) => void;
  /** By the indexes of the graph. */
  readonly counts: () => Float64Array;
  readonly add: (counts: readonly number[]) => void;
  /** Names of what was met and is not judged, since the last time that this was asked. */
  readonly takeNotJudged: () => readonly string[];
};

/** What the schemas of one value say of it together, and how many objects were seen of it. */
type Shape = {
  seen: number;
  /** Where `seen` counts. */
  readonly objects: readonly number[];
  readonly properties: ReadonlyMap<string, ShapeProperty>;
  /** Those of the object before, in its order: most objects of a recording have the same names in the same order. */
  readonly before: (ShapeProperty | undefined)[];
  readonly items: Below;
  readonly further: Below;
  readonly values: readonly ReadonlyMap<unknown, number>[];
  readonly unions: readonly Union[];
  readonly notJudged: readonly string[];
  readonly longTexts: LongTexts;
};

/** The shape of the values below, once one was seen; none where no schema describes them. */
type Below = { readonly schemas: readonly JsonPointer[]; shape: Shape | undefined };

type ShapeProperty = Below & {
  readonly name: string;
  seen: number;
  /** Where `seen` counts. */
  readonly counts: readonly number[];
};

/** An object with more names is a map, whose names are others each time. */
const MOST_BEFORE = 500;

export function createBodyCounter(graph: SchemaGraph): BodyCounter {
  const shapes = new Map<string, Shape>();
  /** Of values, branches and other runs; objects and properties are counted in their shapes, which is quicker. */
  const direct = new Float64Array(graph.size);
  const met = new Set<string>();
  const start: Below = { schemas: [graph.root], shape: undefined };

  function shapeOf(below: Below): Shape {
    if (below.shape !== undefined) return below.shape;
    const key = [...new Set(below.schemas)].sort().join(' ');
    const shape = shapes.get(key) ?? shapeOfNodes(nodesOf(graph, below.schemas));
    shapes.set(key, shape);
    below.shape = shape;
    return shape;
  }

  /** By recursion: what nests deeper than MAX_DEPTH is no value. */
  function count(value: unknown, fits: Fits, below: Below = start): void {
    const shape = below.shape ?? shapeOf(below);
    for (const listed of shape.values) increment(direct, listed.get(value));
    for (const union of shape.unions) countBranch(union, value, direct, fits);
    for (const name of shape.notJudged) met.add(name);
    if (shape.longTexts.own.length > 0 && typeof value === 'string' && isLong(value))
      for (const name of shape.longTexts.own) met.add(name);
    if (shape.longTexts.inside.length > 0 && hasLongText(value))
      for (const name of shape.longTexts.inside) met.add(name);
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) countProperties(value as Record<string, unknown>, shape, fits);
    else if (shape.items.schemas.length > 0) for (const element of value) count(element, fits, shape.items);
  }

  /** By the names that are there: a declared one that is missing costs nothing. for..in is the quick way to names and values. */
  function countProperties(object: Readonly<Record<string, unknown>>, shape: Shape, fits: Fits): void {
    shape.seen++;
    let at = 0;
    for (const name in object) {
      const inner = object[name];
      if (inner === undefined) continue;
      let property = shape.before[at];
      if (property?.name !== name) {
        property = shape.properties.get(name);
        if (at < MOST_BEFORE) shape.before[at] = property;
      }
      at++;
      if (property !== undefined) property.seen++;
      const inside = property ?? shape.further;
      if (inside.schemas.length > 0) count(inner, fits, inside);
    }
  }

  function counts(): Float64Array {
    const all = direct.slice();
    for (const { seen, objects, properties } of shapes.values()) {
      for (const at of objects) increment(all, at, seen);
      for (const property of properties.values())
        for (const at of property.counts) increment(all, at, property.seen);
    }
    return all;
  }

  function add(more: readonly number[]): void {
    for (const [at, times] of more.entries()) increment(direct, at, times);
  }

  function takeNotJudged(): readonly string[] {
    if (met.size === 0) return NONE;
    const names = [...met].sort();
    met.clear();
    return names;
  }

  return { count, counts, add, takeNotJudged };
}

const NONE: readonly string[] = [];

/** The nodes that describe the value of any of these schemas: themselves and everything that applies in place. */
export function nodesOf({ nodes }: SchemaGraph, schemas: readonly JsonPointer[]): readonly SchemaNode[] {
  const found = new Set<SchemaNode>();
  const queue = [...schemas];
  for (const at of queue) {
    const node = nodes.get(at);
    if (node === undefined || found.has(node)) continue;
    found.add(node);
    queue.push(...node.inPlace);
  }
  return [...found];
}

function shapeOfNodes(nodes: readonly SchemaNode[]): Shape {
  const byName = new Map<string, { counts: number[]; schemas: JsonPointer[] }>();
  for (const { properties } of nodes)
    for (const { name, count, schema } of properties) {
      const same = byName.get(name) ?? { counts: [], schemas: [] };
      byName.set(name, same);
      same.counts.push(count);
      if (schema !== undefined) same.schemas.push(schema);
    }
  return {
    seen: 0,
    objects: nodes.map(({ count }) => count),
    properties: new Map(
      Array.from(byName, ([name, found]) => [name, { name, ...found, seen: 0, shape: undefined }]),
    ),
    before: [],
    items: { schemas: nodes.flatMap(({ items }) => items), shape: undefined },
    further: { schemas: nodes.flatMap(({ further }) => further), shape: undefined },
    values: nodes.flatMap(({ values }) => values ?? []),
    unions: nodes.flatMap(({ always, unions }) => (always ? unions : [])),
    notJudged: nodes.flatMap(({ notJudged }) => notJudged),
    longTexts: {
      own: nodes.flatMap(({ longTexts }) => longTexts.own),
      inside: nodes.flatMap(({ longTexts }) => longTexts.inside),
    },
  };
}

function increment(counts: Float64Array, at: number | undefined, times = 1): void {
  if (at !== undefined) counts[at] = (counts[at] ?? 0) + times;
}

function countBranch(
  { branches, tag, byType }: Union,
  value: unknown,
  counts: Float64Array,
  fits: Fits,
): void {
  if (tag !== undefined && typeof value === 'object' && value !== null) {
    increment(counts, tag.byValue.get((value as Record<string, unknown>)[tag.propertyName])?.count);
    return;
  }
  for (const branch of branches) if (fitsBranch(branch, value, byType, fits)) increment(counts, branch.count);
}

function fitsBranch({ at, types }: Branch, value: unknown, byType: boolean, fits: Fits): boolean {
  return byType ? types?.some((type) => hasType(value, type)) === true : fits(at, value);
}
