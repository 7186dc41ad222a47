// What a value without a known tag is (OpenAPI 3.2, Discriminator Object: defaultMapping).
import { expect, test } from 'vitest';
import { bodyContract, compiled, issuesOf, verdictOn } from '../verdict/compiled.ts';

const BASE = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, kind: { type: 'string' } },
};
const KNOWN = { cat: 'Cat', dog: '#/components/schemas/Dog' };
const PARTS = {
  Cat: { properties: { kind: { const: 'cat' }, lives: { type: 'integer' } } },
  Dog: { properties: { kind: { const: 'dog' }, packSize: { type: 'integer' } } },
  Other: {
    properties: { kind: { not: { enum: ['cat', 'dog'] } }, legs: { type: 'integer' } },
    required: ['legs'],
  },
};

/** The schemas extend the base, which has the discriminator. */
function heirs(defaultMapping: string) {
  const discriminator = { propertyName: 'kind', mapping: KNOWN, defaultMapping };
  const extending = Object.entries(PARTS).map(([name, part]) => [
    name,
    { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: 'object', ...part }] },
  ]);
  return compiled(
    bodyContract(
      { $ref: '#/components/schemas/Pet' },
      { Pet: { ...BASE, discriminator }, ...Object.fromEntries(extending) },
    ),
  );
}

/** The schemas are branches of a union. */
function union(defaultMapping: string) {
  const discriminator = { propertyName: 'kind', mapping: KNOWN, defaultMapping };
  const branches = Object.entries(PARTS).map(([name, part]) => [
    name,
    {
      ...BASE,
      properties: { ...BASE.properties, ...part.properties },
      required: [...BASE.required, ...(name === 'Other' ? ['legs'] : ['kind'])],
    },
  ]);
  const oneOf = Object.keys(PARTS).map((name) => ({ $ref: `#/components/schemas/${name}` }));
  return compiled(
    bodyContract(
      { $ref: '#/components/schemas/Pet' },
      { Pet: { oneOf, discriminator }, ...Object.fromEntries(branches) },
    ),
  );
}

const VALUES: readonly (readonly [value: object, ...issues: string[]])[] = [
  [{ name: 'a', kind: 'cat', lives: 9 }],
  [{ name: 'a', kind: 'dog', packSize: 1 }],
  [{ name: 'a', legs: 4 }],
  [{ name: 'a', kind: 'bird', legs: 2 }],
  [{ name: 'a' }, 'property-missing /legs'],
  [{ name: 'a', kind: 'bird' }, 'property-missing /legs'],
  [{ name: 'a', kind: 'bird', legs: 'two' }, 'type-mismatch /legs'],
  [{ name: 'a', legs: 4, wings: 2 }, 'property-undocumented /wings'],
];

test.for(VALUES)('a base schema with heirs: %j', async ([value, ...issues]) => {
  expect(issuesOf(await heirs('Other'), { body: { kind: 'json', value } })).toEqual(issues);
});

test.for(VALUES)('a union: %j', async ([value, ...issues]) => {
  const contract = await union('#/components/schemas/Other');
  expect(issuesOf(contract, { body: { kind: 'json', value } })).toEqual(issues);
  const { issues: found } = verdictOn(contract, { body: { kind: 'json', value } });
  for (const { branch = 'Other' } of found) expect(branch).toContain('Other');
});

test('a default that leads nowhere, which the lint tells, blames no tag', async () => {
  const value = { name: 'a', kind: 'bird' };
  expect(issuesOf(await heirs('Nowhere'), { body: { kind: 'json', value } })).toEqual([]);
});

test('the default may be the base itself', async () => {
  const value = { name: 'a', kind: 'bird' };
  expect(issuesOf(await heirs('Pet'), { body: { kind: 'json', value } })).toEqual([]);
});
