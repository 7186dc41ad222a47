// biome-ignore-all lint/suspicious/noThenProperty: the JSON Schema keyword
// Schemas and bodies that would take a naive validator exponential or quadratic time. The suite's timeout is the assertion.
import { expect, test } from 'vitest';
import type { JsonSchema } from '../../src/model.ts';
import { bodyContract, compiled, issuesOf, json } from '../verdict/compiled.ts';

function chain(length: number, link: (index: number) => object, end: object): object {
  let value = end;
  for (let index = 0; index < length; index++) value = { next: value, ...link(index) };
  return value;
}

const Next = { $ref: '#/components/schemas/Node' };

test('a recursive union that a constant tells apart, the tag behind the recursion', async () => {
  const branch = (kind: string): JsonSchema => ({
    type: 'object',
    properties: { next: Next, kind: { const: kind } },
    required: ['kind'],
  });
  const contract = await compiled(
    bodyContract(Next, { Node: { oneOf: [branch('a'), branch('b'), branch('c')] } }),
  );
  const body = chain(200, (index) => ({ kind: 'abc'[index % 3] }), { kind: 'c' });
  expect(issuesOf(contract, { body: json(body) })).toEqual([]);
  const drifting = chain(60, (index) => ({ kind: 'abc'[index % 3] }), { kind: 'd' });
  expect(issuesOf(contract, { body: json(drifting) })).toEqual([
    `enum-value-undocumented ${'/next'.repeat(60)}/kind`,
  ]);
});

test('a tree of heirs', async () => {
  const schemas: Record<string, JsonSchema> = {
    Node: {
      type: 'object',
      required: ['kind'],
      discriminator: { propertyName: 'kind' },
      properties: { kind: { type: 'string' }, next: Next },
    },
    Leaf: { allOf: [Next, { type: 'object', properties: { leaf: { type: 'string' } } }] },
    Fork: { allOf: [Next, { type: 'object', properties: { fork: { type: 'string' } } }] },
  };
  const contract = await compiled(bodyContract(Next, schemas));
  const body = chain(
    100,
    (index) => (index % 2 === 0 ? { kind: 'Leaf', leaf: '' } : { kind: 'Fork', fork: '' }),
    { kind: 'Node' },
  );
  expect(issuesOf(contract, { body: json(body) })).toEqual([]);
  const drifting = chain(100, () => ({ kind: 'Leaf', leaf: '' }), { kind: 'Leaf', fork: '' });
  expect(issuesOf(contract, { body: json(drifting) })).toEqual([
    `property-undocumented ${'/next'.repeat(100)}/fork`,
  ]);
});

test('50,000 objects that are all different', async () => {
  const contract = await compiled(
    bodyContract({ type: 'array', uniqueItems: true, items: { type: 'object' } }),
  );
  const body = Array.from({ length: 50_000 }, (_, id) => ({ id }));
  expect(issuesOf(contract, { body: json(body) })).toEqual([]);
  expect(issuesOf(contract, { body: json([...body, { id: 7 }]) })).toEqual(['rule-violated']);
});

test('20,000 names against five patterns', async () => {
  const patterns = Object.fromEntries(
    ['^a', '^b', '^c', '^d', '^x'].map((pattern) => [pattern, { type: 'integer' }]),
  );
  const contract = await compiled(
    bodyContract({ type: 'array', items: { type: 'object', patternProperties: patterns } }),
  );
  const body = Array.from({ length: 2_000 }, () =>
    Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`x${index}`, index])),
  );
  expect(issuesOf(contract, { body: json([...body, { y: 1 }]) })).toEqual(['property-undocumented /2000/y']);
});

test('5,000 wrong items in a union of ten', async () => {
  const branches = Array.from(
    { length: 10 },
    (_, index): JsonSchema => ({
      type: 'object',
      required: [`k${index}`],
      properties: { [`k${index}`]: { type: 'string' } },
    }),
  );
  const contract = await compiled(bodyContract({ type: 'array', items: { oneOf: branches } }));
  const body = Array.from({ length: 5_000 }, () => ({ k3: 1 }));
  expect(issuesOf(contract, { body: json(body) }).slice(0, 2)).toEqual([
    'type-mismatch /0/k3',
    'type-mismatch /1/k3',
  ]);
});

/** Schemas of which each refers twice to the next one, by unions or otherwise, and what the last one is. */
function diamonds(levels: number, link: (next: JsonSchema) => JsonSchema, end: JsonSchema) {
  const at = (level: number): JsonSchema => ({ $ref: `#/components/schemas/S${level}` });
  const all = Array.from({ length: levels }, (_, level) => [`S${level}`, link(at(level + 1))] as const);
  return { root: at(0), schemas: { ...Object.fromEntries(all), [`S${levels}`]: end } };
}

/** A body whose property `x` counts how often it is read. */
function counting(value: unknown): { readonly body: object; readonly reads: () => number } {
  let reads = 0;
  const body = Object.defineProperty({}, 'x', {
    enumerable: true,
    get: () => {
      reads++;
      return value;
    },
  });
  return { body, reads: () => reads };
}

const named = (name: string): JsonSchema => ({ type: 'object', properties: { [name]: { type: 'string' } } });

test.each<[keyword: string, link: (next: JsonSchema) => JsonSchema]>([
  ['oneOf', (next) => ({ oneOf: [next, next] })],
  ['anyOf', (next) => ({ anyOf: [next, next] })],
  ['allOf', (next) => ({ allOf: [next, next] })],
  ['oneOf with more around it', (next) => ({ oneOf: [next, { allOf: [next, named('y')] }] })],
  ['anyOf below allOf', (next) => ({ allOf: [{ anyOf: [next, { required: ['z'], allOf: [next] }] }] })],
  ['if', (next) => ({ if: next, then: next, else: next })],
  ['not', (next) => ({ allOf: [{ not: { not: next } }, next] })],
])(
  'thirty levels of two references to one schema, by %s: each level costs a step, not twice the last',
  async (_, link) => {
    const { root, schemas } = diamonds(30, link, named('x'));
    const contract = await compiled(bodyContract(root, schemas));
    for (const value of ['right', 1]) {
      const { body, reads } = counting(value);
      issuesOf(contract, { body: json(body) });
      expect(reads()).toBeGreaterThan(0);
      expect(reads()).toBeLessThan(50_000);
    }
  },
);

test.each(['anyOf', 'oneOf'])(
  'sixty unions inside of one another, by %s: each costs a step',
  async (keyword) => {
    let schema = named('x');
    for (let level = 0; level < 60; level++) schema = { [keyword]: [schema, { type: 'integer' }] };
    const contract = await compiled(bodyContract(schema, {}));
    const { body, reads } = counting(1);
    expect(issuesOf(contract, { body: json(body) })).toHaveLength(1);
    expect(reads()).toBeGreaterThan(0);
    expect(reads()).toBeLessThan(50_000);
  },
);

test('a recursive schema with two ways to its own kind: a body that nests costs a step on each level', async () => {
  const contract = await compiled(
    bodyContract(Next, {
      Node: {
        anyOf: [
          { type: 'object', properties: { next: Next, x: { type: 'string' } } },
          { type: 'object', properties: { next: Next, y: { type: 'string' } }, required: ['y'] },
        ],
      },
    }),
  );
  for (const value of ['right', 1]) {
    const { body, reads } = counting(value);
    issuesOf(contract, { body: json(chain(40, () => ({ y: '' }), body)) });
    expect(reads()).toBeGreaterThan(0);
    expect(reads()).toBeLessThan(50_000);
  }
});

test('what is remembered of a value says the same as what is found out: names that branches speak of are declared', async () => {
  const { root, schemas } = diamonds(
    12,
    (next) => ({ anyOf: [next, { allOf: [next, named('y')] }] }),
    named('x'),
  );
  const contract = await compiled(bodyContract({ type: 'array', items: root }, schemas));
  const bodies = [{ x: '' }, { x: '', y: '' }, { y: 1 }, { z: '' }, { x: '', y: '' }, { x: 1 }];
  expect(issuesOf(contract, { body: json(bodies) })).toEqual([
    'property-undocumented /3/z',
    'type-mismatch /2/y',
    'type-mismatch /5/x',
  ]);
  expect(issuesOf(contract, { body: json([{ x: '' }, { x: '', y: '' }, { x: '', y: '' }]) })).toEqual([]);
});

test('a scalar that sixty diamonds of references lead to', async () => {
  const at = (index: number): JsonSchema => ({ $ref: `#/components/schemas/S${index}` });
  const schemas = Object.fromEntries(
    Array.from({ length: 60 }, (_, index): [string, JsonSchema] => [
      `S${index}`,
      { allOf: [at(index + 1), { allOf: [at(index + 1)] }] },
    ]),
  );
  const contract = await compiled(bodyContract(at(0), { ...schemas, S60: { type: 'integer' } }));
  expect(issuesOf(contract, { body: json('x') })).toEqual(['type-mismatch']);
});
