// `~standard.jsonSchema` says what `validate` holds values to: other validators agree with it, in each target.
import { Ajv, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Ajv04 from 'ajv-draft-04';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShowDetailsOfInstanceV2 } from '../../src/generated/apig/index.js';
import type { CompiledContent, JsonSchema } from '../../src/model.ts';
import { guard } from '../../src/runtime/guard.ts';
import { jsonSchemaOf } from '../../src/runtime/json-schema.ts';
import { responseSchemas, type StandardSchema } from '../../src/runtime/standard-schema.ts';
import { componentsOf, schema, value } from '../verdict/arbitrary-schema.ts';
import { bodyContract, compiled } from '../verdict/compiled.ts';

const TARGETS = ['draft-2020-12', 'draft-07', 'openapi-3.0'] as const;

const OPTIONS: Options = {
  strict: false,
  ownProperties: true,
  validateFormats: false,
  validateSchema: false,
  logger: false,
};
const VALIDATORS: Readonly<Record<(typeof TARGETS)[number], () => Pick<Ajv, 'compile'>>> = {
  'draft-2020-12': () => new Ajv2020(OPTIONS),
  'draft-07': () => new Ajv(OPTIONS),
  'openapi-3.0': () => new Ajv04.default(OPTIONS),
};

type Bodies = {
  readonly contents: readonly CompiledContent[];
  readonly told: (index: number, target: string) => Record<string, unknown>;
};

async function bodiesOf(
  bodies: readonly JsonSchema[],
  components: Record<string, JsonSchema> = {},
): Promise<Bodies> {
  const paths = Object.fromEntries(
    bodies.map((body, index) => {
      const content = { 'application/json': { schema: body } };
      return [
        `/${index}`,
        { get: { operationId: `o${index}`, responses: { 200: { description: '', content } } } },
      ];
    }),
  );
  const { contract, detail } = await compiled({ ...bodyContract(true, components), paths });
  const contents = contract.operations.flatMap(({ responses }) =>
    responses.flatMap(({ content }) => content),
  );
  return {
    contents,
    told: (index, target) => jsonSchemaOf(contents.slice(index, index + 1), detail.schemas, target),
  };
}

/** undefined where it throws: a target that can't say it, or what ajv does not compile. */
function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

describe.each([1, 2, 3, 4])('random schemas, seed %i', (seed) => {
  const components = componentsOf(seed);
  const values = fc.sample(value, { seed, numRuns: 60 });
  const schemas = fc.sample(schema, { seed, numRuns: 60 });

  test('ajv says of each target what the contract as written says', async () => {
    const { contents, told } = await bodiesOf(schemas, components);
    for (const target of TARGETS) {
      const ajv = VALIDATORS[target]();
      let compared = 0;
      for (const [index, content] of contents.entries()) {
        const text = attempt(() => JSON.stringify(told(index, target))) ?? '';
        // What ajv itself gets wrong: see tests/verdict/invariants.test.ts.
        if (text === '' || /"__proto__":|prefixItems|ontains|unevaluated|additionalItems/.test(text))
          continue;
        const validate = ajv.compile(JSON.parse(text) as object);
        for (const body of values) {
          const says = attempt(() => validate(body));
          if (says === undefined) continue;
          compared += 1;
          const where = `${target}: ${text} of ${JSON.stringify([schemas[index], components])} with ${JSON.stringify(body)}`;
          expect(says, where).toBe(content.open(body));
        }
      }
      expect(compared, target).toBeGreaterThan(900);
    }
  });

  test('read again as a contract, draft-2020-12 says the same', async () => {
    const { contents, told } = await bodiesOf(schemas, components);
    const own: Record<string, JsonSchema> = {};
    const again = contents.map((_, index): JsonSchema => {
      const { $schema, ...root } = told(index, 'draft-2020-12');
      const text = JSON.stringify(root).replaceAll('#/$defs/', `#/components/schemas/o${index}.`);
      const { $defs = {}, ...body } = JSON.parse(text) as { readonly $defs?: Record<string, JsonSchema> };
      for (const [name, one] of Object.entries($defs)) own[`o${index}.${name}`] = one;
      return body;
    });
    const { contents: others } = await bodiesOf(again, own);
    for (const [index, content] of contents.entries())
      for (const body of values)
        expect(
          others[index]?.open(body),
          `${JSON.stringify([schemas[index], components])} became ${JSON.stringify(again[index])} with ${JSON.stringify(body)}`,
        ).toBe(content.open(body));
  });
});

test('a response of octets or events: what is told, is and validate agree', async () => {
  const content = {
    'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
    'application/json': { schema: { type: 'object', required: ['id'] } },
  };
  const paths = { '/': { get: { operationId: 'get', responses: { 200: { description: '', content } } } } };
  const { contract, detail } = await compiled({ ...bodyContract(true), paths });
  const [operation] = contract.operations;
  const all = responseSchemas(operation as never, detail) as Readonly<
    Record<string, StandardSchema<unknown>>
  >;
  const standard = all['200']?.['~standard'];
  const told = new Ajv2020(OPTIONS).compile(
    standard?.jsonSchema.output({ target: 'draft-2020-12' }) ?? false,
  );
  for (const body of ['a', {}, [], null, 1, { id: 1 }]) {
    const isValid = guard(operation as never)(200, body);
    expect([body, told(body), standard?.validate(body)]).toEqual([
      body,
      isValid,
      isValid ? { value: body } : { issues: expect.arrayContaining([expect.anything()]) },
    ]);
  }
});

describe('words', () => {
  test.each<[string, JsonSchema, string, object]>([
    [
      'the closed reading adds nothing, what the contract closes stays',
      {
        type: 'object',
        properties: { a: { type: 'string' } },
        anyOf: [{ unevaluatedProperties: false }, true],
      },
      'draft-2020-12',
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        properties: { a: { type: 'string' } },
        anyOf: [{ unevaluatedProperties: false }, true],
      },
    ],
    [
      'a reference to itself leads to a definition',
      { $ref: '#/components/schemas/Tree' },
      'draft-07',
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'object',
        properties: { next: { $ref: '#/definitions/Tree' } },
        definitions: { Tree: { type: 'object', properties: { next: { $ref: '#/definitions/Tree' } } } },
      },
    ],
    ['null in OpenAPI 3.0', { type: ['string', 'null'] }, 'openapi-3.0', { type: 'string', nullable: true }],
    [
      'bounds in OpenAPI 3.0',
      { type: 'number', exclusiveMinimum: 0, minimum: -1, exclusiveMaximum: 5, maximum: 4 },
      'openapi-3.0',
      { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 4 },
    ],
    [
      'a tuple in draft-07',
      { type: 'array', prefixItems: [{ type: 'string' }], items: false },
      'draft-07',
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'array',
        items: [{ type: 'string' }],
        additionalItems: false,
      },
    ],
    [
      'int32 is asserted, so its range is said',
      { type: 'integer', format: 'int32', minimum: 0 },
      'openapi-3.0',
      { type: 'integer', format: 'int32', minimum: 0, maximum: 2147483647 },
    ],
  ])('%s', async (_, body, target, expected) => {
    const Tree = { type: 'object', properties: { next: { $ref: '#/components/schemas/Tree' } } };
    const { told } = await bodiesOf([body], { Tree });
    expect(told(0, target)).toEqual(expected);
  });

  test('a target that is not known, or can not say it, throws', async () => {
    const { told } = await bodiesOf([{ patternProperties: { '^a': { type: 'string' } } }]);
    expect(() => told(0, 'draft-04')).toThrow(
      'unknown JSON Schema target "draft-04"; known: draft-2020-12, draft-07',
    );
    expect(() => told(0, 'openapi-3.0')).toThrow('"patternProperties" of this schema');
    expect(told(0, 'draft-07')).toHaveProperty('patternProperties');
  });

  test('without content no value fits, of several contents any may be', async () => {
    const { contract, detail } = await compiled({
      ...bodyContract(true),
      paths: {
        '/': {
          get: {
            operationId: 'get',
            responses: {
              200: {
                description: '',
                content: {
                  'application/json': { schema: { type: 'string' } },
                  'application/problem+json': { schema: { type: 'object' } },
                },
              },
              204: { description: '' },
              400: { description: '', content: { 'application/json': {} } },
            },
          },
        },
      },
    });
    const operation = contract.operations[0];
    if (operation === undefined) throw new Error('no operation');
    const schemas = responseSchemas(
      operation as never,
      detail,
    ) as unknown as typeof ShowDetailsOfInstanceV2.responses & Record<string, never>;
    const told = Object.entries(schemas).map(([status, one]) => [
      status,
      (one as (typeof schemas)[200])['~standard'].jsonSchema.output({ target: 'openapi-3.0' }),
    ]);
    expect(Object.fromEntries(told)).toEqual({
      200: {
        anyOf: [
          { $ref: expect.stringMatching(/json_schema$/) },
          { $ref: expect.stringMatching(/json_schema$/) },
        ],
        definitions: expect.any(Object),
      },
      204: { not: {} },
      400: {},
    });
  });

  test.each(TARGETS)('driftgate/apig in %s: ajv takes what is accepted', (target) => {
    const { input, output } = ShowDetailsOfInstanceV2.responses[200]['~standard'].jsonSchema;
    expect(input({ target })).toEqual(output({ target }));
    const validate = VALIDATORS[target]().compile(input({ target }));
    expect(validate({ instance_name: 'x', further: 1 })).toBe(true);
    expect(validate({ instance_name: 1 })).toBe(false);
  });
});
