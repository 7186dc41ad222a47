// Coverage of contracts whose schemas refer to one another: sizes and steps, not time.
import { describe, expect, test } from 'vitest';
import { MAX_DEPTH } from '../../../src/json/survey.ts';
import type { JsonSchema } from '../../../src/model.ts';
import { createBodyCounter } from '../../../src/report/coverage/count-body.ts';
import { type SchemaGraph, schemaGraph } from '../../../src/report/coverage/schema-graph.ts';

type Defs = Readonly<Record<string, JsonSchema>>;

function graphOf($defs: Defs): SchemaGraph {
  const graph = schemaGraph({ $defs }, '/$defs/S0');
  if (graph === undefined) throw new Error('nothing to count');
  return graph;
}

const ref = (index: number) => ({ $ref: `#/$defs/S${index}` });

/** Each of n resources has each other as a property, as its id or expanded. */
function resources(n: number): Defs {
  const all = Array.from({ length: n }, (_, index) => index);
  return Object.fromEntries(
    all.map((own) => [
      `S${own}`,
      {
        type: 'object',
        properties: Object.fromEntries(
          all
            .filter((other) => other !== own)
            .map((other) => [`to_${other}`, { anyOf: [{ type: 'string' }, ref(other)] }]),
        ),
      },
    ]),
  );
}

/** Each of n schemas leads to the next on two ways. */
function diamonds(n: number, keyword: 'oneOf' | 'anyOf' | 'allOf' | 'properties'): Defs {
  const step = (index: number): JsonSchema =>
    keyword === 'properties'
      ? { type: 'object', properties: { a: ref(index + 1), b: ref(index + 1) } }
      : { [keyword]: [ref(index + 1), ref(index + 1)] };
  const steps = Array.from({ length: n }, (_, index) => [`S${index}`, step(index)]);
  return Object.fromEntries([
    ...steps,
    [`S${n}`, { type: 'object', properties: { end: { type: 'string' } } }],
  ]);
}

describe('the graph is as large as the text', () => {
  test.each([4, 8, 16, 32])('%i resources that refer to one another', (n) => {
    const graph = graphOf(resources(n));
    // Each resource, each list of two ways, each plain id; a counter for each of them, each property and each way.
    const properties = n * (n - 1);
    expect(graph.nodes.size).toBe(n + 2 * properties);
    expect(graph.size).toBe(n + 5 * properties);
    const pointers = [...graph.nodes.values()].map(({ pointer }) => pointer.split('/').length - 1);
    expect(Math.max(...pointers)).toBe(2);
  });

  test.each(['oneOf', 'anyOf', 'allOf', 'properties'] as const)(
    '%s, two ways each to the next',
    (keyword) => {
      for (const n of [30, 1000]) {
        const graph = graphOf(diamonds(n, keyword));
        expect(graph.nodes.size).toBe(n + 1);
        expect(graph.size).toBeLessThanOrEqual(3 * n + 3);
      }
    },
  );

  test('a ring of references alone says nothing', () => {
    expect(schemaGraph({ $defs: { S0: ref(1), S1: ref(0) } as Defs }, '/$defs/S0')).toBeUndefined();
  });
});

describe('a body is counted in as many steps as it has values', () => {
  /** How often the counter reads a property of the body. */
  function reads(defs: Defs, body: object): number {
    let count = 0;
    const watched = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? new Proxy(value, {
            get: (target, name) => {
              if (typeof name === 'string') count++;
              return watched(Reflect.get(target, name));
            },
          })
        : value;
    const graph = graphOf(defs);
    createBodyCounter(graph).count(watched(body), () => false);
    return count;
  }

  test('through diamonds', () => {
    for (const keyword of ['oneOf', 'anyOf', 'allOf'] as const)
      expect(reads(diamonds(30, keyword), { end: 'x' })).toBe(1);
  });

  test('each property of each resource once', () => {
    const expanded = { to_1: { to_2: { to_3: 'id' } } };
    expect(reads(resources(4), expanded)).toBe(3);
  });

  test('as deep as a body may be', () => {
    const tree: Defs = { S0: { type: 'object', properties: { name: { type: 'string' }, child: ref(0) } } };
    let body: object = {};
    for (let depth = 0; depth < MAX_DEPTH; depth++) body = { name: 'x', child: body };
    const graph = graphOf(tree);
    const counter = createBodyCounter(graph);
    counter.count(body, () => false);
    expect([...counter.counts()]).toEqual([MAX_DEPTH + 1, MAX_DEPTH, MAX_DEPTH]);
  });
});

test('a schema counts wherever it is used: a property is one of its schema, not of each way to it', () => {
  const defs: Defs = {
    S0: { type: 'object', properties: { home: ref(1), work: ref(1) } },
    S1: { type: 'object', properties: { street: { enum: ['a', 'b'] } } },
  };
  const graph = graphOf(defs);
  const counter = createBodyCounter(graph);
  counter.count({ home: { street: 'a' }, work: { street: 'b' } }, () => false);
  const counts = counter.counts();
  const [address] = [...graph.nodes.values()].filter(({ at }) => at === '/$defs/S1');
  expect(address?.pointer).toBe('/home');
  expect([address?.count, address?.properties[0]?.count].map((at) => counts[at ?? -1])).toEqual([2, 2]);
});
