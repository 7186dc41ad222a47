// The shortened functions of optimise/ and those that ajv writes itself give the same verdicts. A `__proto__` in a schema is a name like any
// other.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generate } from '../../../src/generate/generate.ts';
import type { CompiledContent, CompiledContract, JsonSchema } from '../../../src/model.ts';
import { schema as randomSchema, value as randomValue } from '../../verdict/arbitrary-schema.ts';
import { bodyContract, contractOf, importText } from '../../verdict/compiled.ts';

async function validatorsOf(document: object, optimise: boolean): Promise<CompiledContent> {
  const files = await generate(contractOf(document), { optimise });
  const text = files.find(({ path }) => path === 'contract.js')?.text ?? '';
  const { contract } = await importText<{ contract: CompiledContract }>(text);
  const content = contract.operations[0]?.responses[0]?.content[0];
  if (content === undefined) throw new Error('no content');
  return content;
}

const RUNS = Number(process.env.DRIFTGATE_RUNS ?? 100);

test('random schemas and bodies', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(randomSchema, randomSchema, randomSchema, randomSchema),
      fc.array(randomValue, { minLength: 5, maxLength: 12 }),
      async ([schema, One, Two, Tree], bodies) => {
        // Below a property or an item, so that no schema is its own part in place, which has no meaning.
        const components = {
          One: { properties: { a: One }, required: ['b'] },
          Two: { items: Two },
          Tree: { additionalProperties: Tree },
        };
        const document = bodyContract(schema, components);
        const [shortened, plain] = await Promise.all([
          validatorsOf(document, true),
          validatorsOf(document, false),
        ]);
        for (const body of bodies)
          for (const reading of ['strict', 'open'] as const)
            expect([reading, body, shortened[reading](body)]).toEqual([reading, body, plain[reading](body)]);
      },
    ),
    { numRuns: RUNS },
  );
});

test.each<[string, JsonSchema, unknown, boolean]>([
  [
    'a name that every object has',
    { properties: { a: true }, anyOf: [{ properties: { b: true } }, true], unevaluatedProperties: false },
    { constructor: 1 },
    false,
  ],
  [
    'a name that a pattern of a failing branch matches',
    {
      anyOf: [{ patternProperties: { '^a': { type: 'string' } } }, { properties: { b: true } }],
      unevaluatedProperties: false,
    },
    { a: 1 },
    false,
  ],
  [
    'a text that looks like code',
    { enum: ['props0 = {}', 'require("ajv/dist/runtime/ucs2length").default'], minLength: 1 },
    'props0 = {}',
    true,
  ],
])('%s', async (_, schema, body, verdict) => {
  for (const optimise of [true, false]) {
    const { open } = await validatorsOf(bodyContract(schema), optimise);
    expect(open(body)).toBe(verdict);
  }
});
