import { expect, test } from 'vitest';
import type { BodyCoverage, Exchange, JsonSchema } from '../../../src/model.ts';
import { createBodyCoverage } from '../../../src/report/coverage/body-coverage.ts';
import { bodyContract, compiled, judged } from '../../verdict/compiled.ts';

async function coverageOf(
  schema: JsonSchema,
  bodies: readonly unknown[],
  schemas: Record<string, JsonSchema> = {},
): Promise<BodyCoverage | undefined> {
  const { contract, detail } = await compiled(bodyContract(schema, schemas));
  const counter = createBodyCoverage(detail);
  for (const value of bodies) {
    const exchange: Exchange = {
      source: 'x',
      index: 0,
      request: { method: 'GET', url: '/', headers: undefined, body: { kind: 'none' } },
      response: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: { kind: 'json', value },
      },
    };
    const verdict = judged({ contract, detail }, exchange);
    if (verdict.judged !== undefined) counter.observe(verdict.judged.content, verdict.judged.value);
    await counter.waiting();
  }
  const content = contract.operations[0]?.responses[0]?.content[0];
  return content === undefined ? undefined : counter.coverageOf(content);
}

async function lines(
  schema: JsonSchema,
  bodies: readonly unknown[],
  schemas: Record<string, JsonSchema> = {},
): Promise<string[]> {
  const coverage = await coverageOf(schema, bodies, schemas);
  const properties = coverage?.properties.map(
    ({ pointer, required, observed, outOf, values }) =>
      `${pointer}${required ? '!' : ''} ${observed}/${outOf}${values === undefined ? '' : ` ${values.map((one) => `${one.value}:${one.observed}`).join(' ')}`}`,
  );
  return [
    ...(properties ?? []),
    ...(coverage?.branches.map(({ pointer, branch, observed }) => `${pointer} ${branch}: ${observed}`) ?? []),
  ];
}

const string = { type: 'string' } as const;

test('properties and values, each counted once a body, drifting bodies too', async () => {
  const schema = {
    type: 'object',
    required: ['a'],
    properties: { a: string, b: { enum: ['x', 'y', null] }, c: string },
  };
  const bodies = [
    { a: '1', b: 'x' },
    { a: '2', b: null },
    { a: 3, zz: 1 },
  ];
  expect(await lines(schema, bodies)).toEqual(['/a! 3/3', '/b 2/3 "x":1 "y":0 null:1', '/c 0/3']);
});

test('nested objects, items and maps have * in their pointers', async () => {
  const schema = {
    type: 'object',
    properties: {
      list: { type: 'array', items: { type: 'object', properties: { k: { enum: [1, 2] } } } },
      map: { type: 'object', additionalProperties: { type: 'object', properties: { v: string } } },
    },
  };
  const bodies = [{ list: [{ k: 1 }, {}, { k: 1 }], map: { p: { v: '' }, q: {} } }];
  expect(await lines(schema, bodies)).toEqual([
    '/list 1/1',
    '/list/*/k 2/3 1:2 2:0',
    '/map 1/1',
    '/map/*/v 1/2',
  ]);
});

test('allOf, $ref and conditions add their names; unsupported and absent ones need no covering', async () => {
  const schema = {
    allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { own: string } }],
    if: { required: ['own'] },
    // biome-ignore lint/suspicious/noThenProperty: the JSON Schema keyword
    then: { properties: { extra: string } },
    properties: { not_yet: { ...string, 'x-not-supported': true }, secret: { ...string, writeOnly: true } },
  };
  const base = { type: 'object', required: ['id'], properties: { id: string } } as const;
  expect(await lines(schema, [{ id: '1', own: 'o' }], { Base: base })).toEqual([
    '/id! 1/1',
    '/own 1/1',
    '/extra 0/1',
  ]);
});

test('a schema inside itself is entered once', async () => {
  const tree = {
    type: 'object',
    properties: { name: string, children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  };
  const bodies = [{ name: 'r', children: [{ name: 'a', children: [] }] }];
  expect(await lines({ $ref: '#/components/schemas/Tree' }, bodies, { Tree: tree as never })).toEqual([
    '/name 1/1',
    '/children 1/1',
    '/children/*/name 1/1',
    '/children/*/children 1/1',
  ]);
});

test.each([
  [
    'by tag',
    {
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind' },
    },
    ['Cat', 'Dog'],
  ],
  [
    'by trying',
    { anyOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] },
    ['Cat', 'Dog'],
  ],
])('branches %s', async (_, schema, [cat, dog]) => {
  const animal = (name: string) => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: { const: name } },
  });
  const found = await lines(schema, [{ kind: 'Cat' }, { kind: 'Cat' }], {
    Cat: animal('Cat'),
    Dog: animal('Dog'),
  } as never);
  expect(found.slice(1)).toEqual([` ${cat}: 2`, ` ${dog}: 0`]);
});

test('branches by type', async () => {
  const schema = {
    type: 'object',
    properties: { v: { anyOf: [string, { type: 'integer' }, { type: 'null' }] } },
  };
  expect(await lines(schema, [{ v: 1 }, { v: null }, { v: 2 }])).toEqual([
    '/v 3/3',
    '/v branch 1 (string): 0',
    '/v branch 2 (integer): 2',
    '/v branch 3 (null): 1',
  ]);
});

test('names of Object.prototype are counted only where they are there', async () => {
  const schema = { type: 'object', properties: { constructor: string, toString: string } };
  expect(await lines(schema as never, [{ constructor: 'x' }])).toEqual(['/constructor 1/1', '/toString 0/1']);
});
