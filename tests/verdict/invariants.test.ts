// What holds of every schema and every value: the validator that decides and the explainer that speaks agree, and the open validator says
// what plain ajv says of the contract as written.
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompiledContent, JsonSchema } from '../../src/model.ts';
import { explainValue } from '../../src/schema/explain.ts';
import { componentsOf, schema, value } from './arbitrary-schema.ts';
import { bodyContract, type Compiled, compiled } from './compiled.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const SCHEMAS = 30;
const VALUES = 120;

type Case = {
  readonly schema: JsonSchema;
  readonly content: CompiledContent;
  readonly plain: ((value: unknown) => boolean) | undefined;
};
type Batch = {
  readonly contract: Compiled;
  readonly components: Record<string, JsonSchema>;
  readonly cases: readonly Case[];
  readonly values: readonly unknown[];
};

async function batch(seed: number): Promise<Batch> {
  const schemas = fc.sample(schema, { seed, numRuns: SCHEMAS });
  const components = { ...componentsOf(seed) };
  const paths = Object.fromEntries(
    schemas.map((one, index) => {
      const { paths: single } = bodyContract(one) as { paths: { '/': { get: object } } };
      return [`/${index}`, { get: { ...single['/'].get, operationId: String(index) } }];
    }),
  );
  const contract = await compiled({ ...bodyContract(true, components), paths });
  const ajv = new Ajv2020({ strict: false, ownProperties: true, validateFormats: false, logger: false });
  ajv.addSchema({ $id: 'https://plain.invalid/', components: { schemas: components }, schemas });
  const cases = contract.contract.operations.flatMap(({ id, responses }) => {
    const content = responses[0]?.content[0];
    const one = schemas[Number(id)];
    if (content === undefined || one === undefined) return [];
    return [{ schema: one, content, plain: plainOf(ajv, id, [one, components]) }];
  });
  return { contract, components, cases, values: fc.sample(value, { seed, numRuns: VALUES }) };
}

/** undefined where plain ajv is known to be wrong: prefixItems beside other keywords, contains in a loop, what is unevaluated, and `__proto__`, which it skips. */
function plainOf(ajv: Ajv2020, id: string, schemas: unknown): Case['plain'] {
  const text = JSON.stringify(schemas);
  if (/"__proto__":|prefixItems|contains|unevaluated|writeOnly/.test(text)) return undefined;
  try {
    return ajv.compile({ $ref: `https://plain.invalid/#/schemas/${id}` });
  } catch {
    return undefined;
  }
}

describe.each(SEEDS)('seed %i', (seed) => {
  test('validator and explainer agree, strict is within open, open is what ajv says', async () => {
    const { contract, components, cases, values } = await batch(seed);
    for (const { schema: one, content, plain } of cases) {
      const told = JSON.stringify([one, components]);
      for (const body of values) {
        const where = `${told} with ${JSON.stringify(body)}`;
        const isStrict = content.strict(body);
        const { violations } = explainValue(contract.detail, content.schema ?? '', body);
        expect(violations.length === 0, `strict says ${isStrict}: ${where}`).toBe(isStrict);
        // The closed world can tell branches of oneOf apart that the open one can not.
        if (isStrict && !told.includes('oneOf')) expect(content.open(body), where).toBe(true);
        if (plain !== undefined)
          expect(content.open(body), where).toBe(plainVerdict(plain, body) ?? content.open(body));
      }
    }
  });
});

/** ajv 8 throws for some combinations with additionalProperties in a failing branch. */
function plainVerdict(plain: (value: unknown) => boolean, body: unknown): boolean | undefined {
  try {
    return plain(body);
  } catch {
    return undefined;
  }
}
