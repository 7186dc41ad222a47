// What holds of every pair of contracts: a value that tells their validators apart is never left untold, and another spelling is no change.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contractChanges } from '../../src/diff/compare-operations.ts';
import { sideOf } from '../../src/diff/side.ts';
import { isObject } from '../../src/lib/objects.ts';
import type { CompiledContent, ContractChange, JsonSchema } from '../../src/model.ts';
import { COMPONENTS, componentsOf, schema, value } from '../verdict/arbitrary-schema.ts';
import { compiled, contractOf } from '../verdict/compiled.ts';

const SEEDS = [1, 2, 3, 4];
const PAIRS = 25;
const VALUES = 150;

type Schemas = readonly JsonSchema[];
type Components = Readonly<Record<string, JsonSchema>>;
type Contracts = readonly [schemas: Schemas, components: Components];

/** Per schema an operation that takes and gives it. */
function documentOf([schemas, components]: Contracts): object {
  const body = (one: JsonSchema) => ({ content: { 'application/json': { schema: one } } });
  const operation = (one: JsonSchema, index: number) => ({
    operationId: String(index),
    requestBody: { required: true, ...body(one) },
    responses: { 200: { description: 'ok', ...body(one) } },
  });
  return {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: Object.fromEntries(schemas.map((one, index) => [`/${index}`, { post: operation(one, index) }])),
    components: { schemas: components },
  };
}

function changesOf(old: Contracts, now: Contracts): ReadonlyMap<string, readonly ContractChange[]> {
  const side = (contracts: Contracts) => sideOf(contractOf(structuredClone(documentOf(contracts))));
  const changes = contractChanges({ old: side(old), now: side(now) });
  return Map.groupBy(changes, ({ operation, status }) => `${operation} ${status}`);
}

type Contents = { readonly request: CompiledContent; readonly response: CompiledContent };

async function contentsOf(contracts: Contracts): Promise<ReadonlyMap<string, Contents>> {
  const { contract } = await compiled(structuredClone(documentOf(contracts)));
  return new Map(
    contract.operations.flatMap(({ id, requestBody, responses }) => {
      const [request, response] = [requestBody?.content[0], responses[0]?.content[0]];
      return request === undefined || response === undefined ? [] : [[id, { request, response }] as const];
    }),
  );
}

/** What the taker of a value refuses although its giver may send it; strictly: as an undocumented property too. */
type Breaks = { readonly refused: unknown[]; readonly strictly: unknown[] };

function breaksOf(giver: CompiledContent, taker: CompiledContent, values: readonly unknown[]): Breaks {
  const strictly = values.filter((one) => giver.strict(one) && !taker.strict(one));
  return { strictly, refused: strictly.filter((one) => !taker.open(one)) };
}

async function silentBreaks(old: Contracts, now: Contracts, values: readonly unknown[]): Promise<string[]> {
  const changes = changesOf(old, now);
  const [was, is] = await Promise.all([contentsOf(old), contentsOf(now)]);
  return [...was].flatMap(([id, one]) => {
    const other = is.get(id);
    if (other === undefined) return [`no operation ${id}`];
    return (['response', 'request'] as const).flatMap((direction) => {
      const [giver, taker] = direction === 'response' ? [other, one] : [one, other];
      const told = changes.get(`${id} ${direction === 'response' ? '200' : 'request'}`) ?? [];
      const { refused, strictly } = breaksOf(giver[direction], taker[direction], values);
      const text = JSON.stringify([old[0][Number(id)], now[0][Number(id)], old[1], now[1]]);
      const untold = told.some(({ level }) => level !== 'note')
        ? []
        : told.length > 0
          ? refused.slice(text.includes('"oneOf"') ? refused.length : 0)
          : // Names that a condition alone speaks of close an object that was open, which is no change of values.
            strictly.slice(text.includes('"dependentSchemas"') ? strictly.length : 0);
      if (untold.length === 0) return [];
      const codes = told.map(({ code }) => code).join();
      return [
        `${direction} ${JSON.stringify(untold[0])}\n  ${JSON.stringify(old[0][Number(id)])}\n  ${JSON.stringify(now[0][Number(id)])}\n  ${codes} ${JSON.stringify(old[1])}`,
      ];
    });
  });
}

type Edit = {
  readonly at: number;
  readonly by: JsonSchema;
  readonly how: 'replace' | 'merge' | 'drop';
};

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(1000),
  by: schema,
  how: fc.constantFrom('replace', 'merge', 'drop'),
});

/** One schema somewhere inside becomes another one, gets its keywords, or loses one. */
function edited(whole: JsonSchema, { at, by, how }: Edit): JsonSchema {
  let count = 0;
  walk(whole, (one) => {
    count++;
    return one;
  });
  let left = at % count;
  return walk(whole, (one) => {
    if (left-- !== 0) return one;
    if (how === 'replace' || !isObject(one)) return by;
    if (how === 'merge') return { ...one, ...(isObject(by) ? by : {}) };
    const keys = Object.keys(one);
    return Object.fromEntries(Object.entries(one).filter(([key]) => key !== keys[at % keys.length]));
  });
}

const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const SINGLE = new Set([
  ...['additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else', 'items', 'contains'],
  ...['unevaluatedItems', 'unevaluatedProperties'],
]);

/** Every schema inside, the innermost first, and what stands in its place. */
function walk(whole: JsonSchema, visit: (one: JsonSchema) => JsonSchema): JsonSchema {
  if (!isObject(whole)) return visit(whole);
  const inner = Object.entries(whole).map(([key, part]): [string, unknown] => {
    if (MAPS.has(key))
      return [key, entriesOf(Object.entries(part as object).map(([name, one]) => [name, walk(one, visit)]))];
    if (LISTS.has(key)) return [key, (part as Schemas).map((one) => walk(one, visit))];
    return [key, SINGLE.has(key) ? walk(part as JsonSchema, visit) : part];
  });
  return visit(entriesOf(inner) as JsonSchema);
}

/** `__proto__` is a name like any other. */
function entriesOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

describe.each(SEEDS)('seed %i', (seed) => {
  const components = componentsOf(seed);
  const olds = fc.sample(schema, { seed, numRuns: PAIRS });
  const values = fc.sample(value, { seed, numRuns: VALUES });

  test('an edited contract breaks nobody in silence', async () => {
    const edits = fc.sample(edit, { seed, numRuns: PAIRS });
    const now = olds.map((one, index) => edited(one, edits[index] as Edit));
    expect(await silentBreaks([olds, components], [now, components], values)).toEqual([]);
  });

  test('edited components break nobody in silence', async () => {
    const edits = fc.sample(edit, { seed: seed + 100, numRuns: 20 });
    const [One = true, Two = true] = ['One', 'Two'].map(
      (name, index) =>
        edits
          .slice(index * 10)
          .map((how) => edited(components[name] ?? true, how))
          .find((one) => !/schemas\/(?:One|Two)/.test(JSON.stringify(one))) ?? true,
    );
    const now = { ...components, One, Two };
    expect(await silentBreaks([olds, components], [olds, now], values)).toEqual([]);
  });

  test('two contracts that have nothing to do with one another hide no difference', async () => {
    const now = fc.sample(schema, { seed: seed + 1000, numRuns: PAIRS });
    expect(await silentBreaks([olds, components], [now, componentsOf(seed + 1000)], values)).toEqual([]);
  });

  test.each(Object.entries(respellings))('%s is no change', (_, respell) => {
    const now = olds.map((one) => walk(one, (inner) => respell(inner, components)));
    const others = Object.entries(components).map(([name, one]): [string, JsonSchema] => [
      name,
      walk(one, (inner) => respell(inner, components)),
    ]);
    const told = [...changesOf([olds, components], [now, Object.fromEntries(others)])].map(
      ([key, changes]) =>
        `${key} ${JSON.stringify(olds[Number.parseInt(key, 10)])} ${changes.map(({ code, pointer, message }) => [code, pointer, message]).join(' | ')} ${JSON.stringify(components)}`,
    );
    expect(told).toEqual([]);
  });

  test('other names of components are no change', () => {
    const renamed = (one: unknown) =>
      JSON.parse(JSON.stringify(one).replaceAll('#/components/schemas/', '#/components/schemas/Other'));
    const others = Object.fromEntries(
      Object.entries(components).map(([name, one]) => [`Other${name}`, renamed(one)]),
    );
    expect([...changesOf([olds, components], [olds.map(renamed), others])]).toEqual([]);
  });
});

type Respell = (one: JsonSchema, components: Components) => JsonSchema;

const respellings: Readonly<Record<string, Respell>> = {
  'the same': (one) => one,
  'allOf of one': (one) => (isObject(one) ? { allOf: [one] } : one),
  'other order': (one) =>
    isObject(one) ? Object.fromEntries(Object.entries(one).map(reordered).reverse()) : one,
  'enum of one for const': (one) => {
    if (!isObject(one) || one.const === undefined) return one;
    const { const: only, ...rest } = one;
    return { ...rest, enum: [only] };
  },
  'a list of one type': (one) =>
    isObject(one) && typeof one.type === 'string' ? { ...one, type: [one.type] } : one,
  'a reference, written out': (one, components) => {
    const target = COMPONENTS.find(
      (name) => name !== 'Tree' && isObject(one) && String(one.$ref).endsWith(name),
    );
    if (target === undefined || !isObject(one)) return one;
    const { $ref: _, ...rest } = one;
    return { ...rest, allOf: [...(Array.isArray(rest.allOf) ? rest.allOf : []), components[target] ?? true] };
  },
};

function reordered([key, part]: [string, unknown]): [string, unknown] {
  if (['enum', 'required', 'type', 'allOf', 'anyOf', 'oneOf'].includes(key) && Array.isArray(part))
    return [key, part.toReversed()];
  return [key, MAPS.has(key) ? entriesOf(Object.entries(part as object).reverse()) : part];
}
