// Which functions come of the schemas of a contract, and that they hold to what was said of each.
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
  return { content, text, functions: text.match(/^function \w+/gm)?.length ?? 0 };
}

const Name = { type: 'string', maxLength: 200, pattern: `^[${'a-z'.repeat(60)}]+$` };

test('what is the same in both readings is one function', async () => {
  expect(await generated({ $ref: '#/components/schemas/Name' }, { Name })).toMatchObject({ functions: 1 });
});

test('what is the same by another name is one function', async () => {
  const names = { A: Name, B: { ...Name }, C: { $ref: '#/components/schemas/B' } };
  const items = Object.keys(names).map((name) => ({ $ref: `#/components/schemas/${name}` }));
  expect(await generated({ type: 'array', prefixItems: items }, names)).toMatchObject({ functions: 2 });
});

test('values that look like references are values', async () => {
  const items = ['s0', 'o0'].map((key) => ({ enum: [{ $ref: `#/$defs/${key}` }], title: key }));
  const { content } = await generated({ type: 'array', prefixItems: items });
  const [strict, open] = items.map((one) => one.enum[0]);
  expect(content.strict([strict, open])).toBe(true);
  expect(content.strict([open, open])).toBe(false);
  expect(content.strict([strict, strict])).toBe(false);
});

test('a small schema is copied, a large one is called', async () => {
  const pair = {
    small: { $ref: '#/components/schemas/Small' },
    large: { $ref: '#/components/schemas/Name' },
  };
  const { text } = await generated(
    { type: 'array', prefixItems: Object.values(pair) },
    { Small: { type: 'string' }, Name },
  );
  expect(text.match(/!validate\d+\(/g)).toHaveLength(1);
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

  test('are not kept where nobody asks', async () => {
    const whole = { anyOf: [{ $ref: '#/components/schemas/Base' }, { type: 'null' }] };
    const { content, text } = await generated(whole, { Base });
    const lines = text.split('\n').filter((line) => line.includes('evaluated'));
    expect(lines.map((line) => line.slice(0, 18))).toEqual(['function validate0']);
    expect(content.strict.name).toBe('validate0');
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
