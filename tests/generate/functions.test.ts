// biome-ignore-all lint/suspicious/noThenProperty: the JSON Schema keyword
// That generated functions hold to what each schema says: references, names that every object has, names that schemas speak of.
import { describe, expect, test } from 'vitest';
import { generate } from '../../src/generate/generate.ts';
import type { CompiledContract, JsonSchema } from '../../src/model.ts';
import { bodyContract, contractOf, importText } from '../verdict/compiled.ts';

async function generated(schema: JsonSchema, schemas: Record<string, JsonSchema> = {}) {
  const files = await generate(contractOf(bodyContract(schema, schemas)));
  const text = files.find(({ path }) => path === 'contract.js')?.text ?? '';
  const { contract } = await importText<{ contract: CompiledContract }>(text);
  const content = contract.operations[0]?.responses[0]?.content[0];
  if (content === undefined) throw new Error('no content');
  return { content };
}

test('values that look like references are values', async () => {
  const items = ['s0', 'o0'].map((key) => ({ enum: [{ $ref: `#/$defs/${key}` }], title: key }));
  const { content } = await generated({ type: 'array', prefixItems: items });
  const [strict, open] = items.map((one) => one.enum[0]);
  expect(content.strict([strict, open])).toBe(true);
  expect(content.strict([open, open])).toBe(false);
  expect(content.strict([strict, strict])).toBe(false);
});

test('two that refer to each other', async () => {
  const Even = {
    type: 'object',
    required: ['odd'],
    properties: { odd: { $ref: '#/components/schemas/Odd' } },
  };
  const Odd = { type: 'object', properties: { even: { $ref: '#/components/schemas/Even' } } };
  const { content } = await generated({ $ref: '#/components/schemas/Even' }, { Even, Odd });
  expect(content.strict({ odd: { even: { odd: {} } } })).toBe(true);
  expect(content.strict({ odd: { even: {} } })).toBe(false);
  expect(content.open({ odd: { even: {} } })).toBe(false);
  expect(content.strict({ odd: { more: 1 } })).toBe(false);
  expect(content.open({ odd: { more: 1 } })).toBe(true);
});

describe('a name that every object has', () => {
  test.each(['__proto__', 'constructor', 'toString'])(
    '%s is missing where it is not its own',
    async (name) => {
      const { content } = await generated(
        { $ref: '#/components/schemas/Named' },
        { Named: { required: [name] } },
      );
      expect(content.open({})).toBe(false);
      expect(content.open(JSON.parse(`{"${name}":1}`))).toBe(true);
    },
  );

  test('in a schema that another one refers to', async () => {
    const whole = { allOf: [{ $ref: '#/components/schemas/Named' }], minProperties: 1 };
    const { content } = await generated(whole, { Named: { required: ['valueOf'] } });
    expect(content.open({ other: 1 })).toBe(false);
  });
});

describe('names that are spoken of', () => {
  const Base = { type: 'object', properties: { id: { type: 'string' } } };

  test('count across a reference', async () => {
    const whole = { $ref: '#/components/schemas/Base', unevaluatedProperties: false };
    const { content } = await generated(whole, { Base });
    expect(content.open({ id: 'a' })).toBe(true);
    expect(content.open({ more: 1 })).toBe(false);
  });

  test('count in a schema that refers to itself', async () => {
    const Tree = { ...Base, anyOf: [{ properties: { next: { $ref: '#/components/schemas/Tree' } } }, true] };
    const whole = { $ref: '#/components/schemas/Tree', unevaluatedProperties: false };
    const { content } = await generated(whole, { Tree });
    expect(content.open({ id: 'a', next: { id: 'b' } })).toBe(true);
    expect(content.open({ more: 1 })).toBe(false);
  });
});

test('a list that is shorter than its tuple', async () => {
  const whole = { prefixItems: [{ enum: ['a'] }, { const: 1 }], items: { type: 'integer' } };
  const { content } = await generated({ not: whole, type: 'array' });
  expect([[], ['a'], ['b'], ['a', 1, 2], ['a', 1, 'c']].map((body) => content.open(body))).toEqual([
    false,
    false,
    true,
    false,
    true,
  ]);
});

// What ajv judges wrongly, by the sections of JSON Schema core 2020-12 that decide.
test.each<[string, JsonSchema, unknown, boolean]>([
  [
    'an item that contains found is evaluated (11.2)',
    { contains: { type: 'string' }, unevaluatedItems: false },
    ['a', 'b'],
    true,
  ],
  [
    'one that it did not find is not',
    { contains: { type: 'string' }, unevaluatedItems: false },
    ['a', 1],
    false,
  ],
  [
    'contains in a branch counts where the branch holds',
    { anyOf: [{ contains: { const: 1 }, maxItems: 1 }, true], unevaluatedItems: { type: 'string' } },
    [1, 'a'],
    false,
  ],
  [
    'items of a branch that holds are all evaluated',
    { anyOf: [{ items: { type: 'string' } }, true], unevaluatedItems: { type: 'boolean' } },
    ['yes', 'no'],
    true,
  ],
  ['behind a reference', { $ref: '#/components/schemas/Has', unevaluatedItems: false }, [true, true], true],
  [
    'an if alone names properties where it holds (10.2.2.1)',
    { if: { properties: { a: { const: 1 } }, required: ['a'] }, unevaluatedProperties: false },
    { a: 1 },
    true,
  ],
  [
    'and none where it does not',
    { if: { properties: { a: { const: 1 } }, required: ['a'] }, unevaluatedProperties: false },
    { a: 2 },
    false,
  ],
  ['then without if says nothing (10.2.2.2)', { then: false, else: false }, 1, true],
])('%s', async (_, schema, body, verdict) => {
  const { content } = await generated(schema, { Has: { contains: { type: 'boolean' } } });
  expect(content.open(body)).toBe(verdict);
});
