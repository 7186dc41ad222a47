// A value rule adds a condition to the strict schema: the strict validator refuses what breaks it, and the explainer names the rule's code.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generate } from '../../src/generate/generate.ts';
import type { CompiledContract, ContractDetail, JsonSchema, ValueKeyword } from '../../src/model.ts';
import { explainValue } from '../../src/schema/explain.ts';
import { ownEntries, schema as randomSchema, value as randomValue } from '../verdict/arbitrary-schema.ts';
import { bodyContract, contractOf, importText } from '../verdict/compiled.ts';

/** `x-words: 2`: at most two words. */
const words: ValueKeyword = {
  code: 'too-many-words',
  condition: ({ 'x-words': most }) =>
    typeof most === 'number'
      ? { pattern: `^\\S*(?: \\S+){0,${most - 1}}$`, description: `at most ${most} words` }
      : undefined,
};

/** Without a keyword of its own: dates and times end in Z. */
const utc: ValueKeyword = {
  code: 'time-not-utc',
  condition: ({ format }) => (format === 'date-time' ? { pattern: 'Z$' } : undefined),
};

/** Speaks of a property, which is thereby not declared. */
const noSecret: ValueKeyword = {
  code: 'secret-shown',
  condition: ({ type }) =>
    type === 'object' ? { properties: { secret: { maxLength: 0 } }, description: 'no secret' } : undefined,
};

async function compiledWith(
  valueRules: readonly ValueKeyword[],
  schema: JsonSchema,
  schemas: Record<string, JsonSchema> = {},
) {
  const files = await generate(contractOf(bodyContract(schema, schemas)), { valueRules });
  const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? '';
  const { contract } = await importText<{ contract: CompiledContract }>(textOf('contract.js'));
  const { detail } = await importText<{ detail: ContractDetail }>(textOf('detail.js'));
  const content = contract.operations[0]?.responses[0]?.content[0];
  if (content === undefined) throw new Error('no content');
  const { strict, open } = content;
  const explain = (value: unknown) =>
    explainValue(detail, content.schema ?? '', value, { assured: open(value) }).violations;
  return { strict, open, explain, places: detail.places };
}

const thing: JsonSchema = {
  type: 'object',
  properties: {
    title: { type: 'string', 'x-words': 2 },
    at: { type: 'string', format: 'date-time' },
    tags: { type: 'array', items: { type: 'string', 'x-words': 1 } },
  },
};

describe('a value that breaks a condition', () => {
  const compiled = compiledWith([words, utc], thing);

  test('is refused by the strict validator and accepted by the open one', async () => {
    const { strict, open } = await compiled;
    expect(strict({ title: 'one two', at: '2026-01-01T00:00:00Z', tags: ['a'] })).toBe(true);
    for (const body of [
      { title: 'one two three' },
      { at: '2026-01-01T00:00:00+01:00' },
      { tags: ['a', 'b c'] },
    ])
      expect([strict(body), open(body)]).toEqual([false, true]);
  });

  test("is named by the rule's code, once", async () => {
    const { explain } = await compiled;
    expect(explain({ title: 'one two three', tags: ['a', 'b c'] })).toEqual([
      {
        code: 'too-many-words',
        pointer: '/title',
        schemaPointer:
          '/$defs/~1paths~1~01~1get~1responses~1200~1content~1application~01json~1schema (response)/properties/title/x-rules/too-many-words',
        expected: 'at most 2 words',
        received: '"aaa aaa aaaaa"',
      },
      expect.objectContaining({ code: 'too-many-words', pointer: '/tags/1', expected: 'at most 1 words' }),
    ]);
    expect(explain({ at: '2026-01-01T00:00:00+01:00' })).toMatchObject([
      { code: 'time-not-utc', expected: 'the value is text that matches Z$' },
    ]);
  });

  test('has a place in the contract', async () => {
    const { explain, places } = await compiled;
    const pointers = explain({ title: 'one two three' }).map(({ schemaPointer }) => schemaPointer);
    expect(pointers.map((pointer) => places[pointer])).toEqual([[1, 1, 0]]);
  });

  test('of the wrong kind is a wrong type and nothing else', async () => {
    const { explain } = await compiled;
    expect(explain({ at: 1 }).map(({ code }) => code)).toEqual(['type-mismatch']);
  });
});

test('a name that only a condition mentions stays undocumented', async () => {
  const { strict, explain } = await compiledWith([noSecret], thing);
  expect(strict({ secret: '' })).toBe(false);
  expect(explain({ secret: '' }).map(({ code }) => code)).toEqual(['property-undocumented']);
  expect(explain({ secret: 'a' }).map(({ code }) => code)).toEqual(['secret-shown', 'property-undocumented']);
});

test('behind a reference, in a union and after a condition', async () => {
  const Title = { type: 'string', 'x-words': 1 };
  const { strict, explain } = await compiledWith(
    [words],
    {
      type: 'object',
      properties: { title: { $ref: '#/components/schemas/Title' }, either: true, kind: { type: 'string' } },
      anyOf: [{ properties: { either: { type: 'string', 'x-words': 1 } } }],
      dependentSchemas: { kind: { properties: { title: { 'x-words': 1 } } } },
    },
    { Title },
  );
  for (const body of [{ title: 'a b' }, { either: 'a b' }, { kind: 'k', title: 'a b' }]) {
    expect(strict(body)).toBe(false);
    expect(explain(body).map(({ code }) => code)).toEqual(['too-many-words']);
  }
});

test('what `not` and `if` look at is taken as it is written', async () => {
  const { strict } = await compiledWith([words], {
    properties: { a: { not: { type: 'string', 'x-words': 1 } } },
    if: { properties: { b: { 'x-words': 1 } }, required: ['b'] },
    // biome-ignore lint/suspicious/noThenProperty: the JSON Schema keyword
    then: { required: ['c'] },
  });
  expect(strict({ a: 'b c' })).toBe(false);
  expect(strict({ b: 'b c' })).toBe(false);
});

test('validator and explainer agree, whatever the schema and the rules', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      randomSchema,
      randomSchema,
      fc.array(randomValue, { minLength: 3, maxLength: 6 }),
      async (schema, condition, bodies) => {
        if (JSON.stringify(condition).includes('$ref')) return;
        const rule: ValueKeyword = {
          code: 'of-our-own',
          condition: ({ type }) => (type === 'string' || type === 'object' ? condition : undefined),
        };
        const components = { One: { type: 'string' }, Two: { type: 'integer' }, Tree: { type: 'object' } };
        const { strict, explain } = await compiledWith([rule], schema, components);
        for (const body of [...bodies, ownEntries([['a', 'a']])])
          expect([body, explain(body).length === 0]).toEqual([body, strict(body)]);
      },
    ),
    { numRuns: 60 },
  );
});
