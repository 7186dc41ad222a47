// What types a value of a schema can have, and in how many steps that is found out.
import { expect, test } from 'vitest';
import { possibleTypes, shapesOf } from '../../src/contract/shape.ts';

const none = () => undefined;

test.each([
  [{ type: 'string' }, ['string']],
  [{ type: 'number' }, ['number', 'integer']],
  [{ oneOf: [{ type: 'string' }, { const: null }] }, ['string', 'null']],
  [{ oneOf: [{ type: 'string' }, {}] }, undefined],
  [{ anyOf: [{ type: 'string' }, false] }, ['string']],
  [{ allOf: [{ type: ['string', 'null'] }, { enum: ['a', 'b'] }] }, ['string']],
  [false, []],
  [true, undefined],
])('%j: %j', (schema, types) => {
  const found = possibleTypes(schema, none);
  expect(found && [...found]).toEqual(types);
});

test('a schema that applies itself says nothing further', () => {
  const schema = { type: ['object', 'null'], allOf: [{ $ref: '#/self' }] };
  expect([...(possibleTypes(schema, () => schema) ?? [])]).toEqual(['object', 'null']);
});

test('each schema of a diamond is looked into once', () => {
  const schemas = Array.from({ length: 41 }, (_, at) =>
    at === 40
      ? { type: 'string' }
      : { oneOf: [{ $ref: `#/${at + 1}` }, { $ref: `#/${at + 1}`, title: 'again' }] },
  );
  const steps: string[] = [];
  const types = possibleTypes(schemas[0], (ref) => {
    steps.push(ref);
    return schemas[Number(ref.slice(2))];
  });
  expect([...(types ?? [])]).toEqual(['string']);
  expect(steps.length).toBeLessThanOrEqual(4 * 80);
});

test('a chain of twenty thousand has an end', () => {
  const resolve = (ref: string) => {
    const at = Number(ref.slice(2));
    return at === 20_000 ? { type: 'string' } : { allOf: [{ $ref: `#/${at + 1}` }] };
  };
  expect([...(possibleTypes({ $ref: '#/0' }, resolve) ?? [])]).toEqual(['string']);
});

test('what is known of a chain of schemas is not looked for again', () => {
  const schemas = Array.from({ length: 1000 }, (_, at) =>
    at === 999 ? { type: 'string', readOnly: true } : { allOf: [{ $ref: `#/${at + 1}` }] },
  );
  let steps = 0;
  const shapes = shapesOf((ref) => {
    steps += 1;
    return schemas[Number(ref.slice(2))];
  });
  expect(schemas.map((schema) => shapes.isMarked(schema, 'readOnly'))).not.toContain(false);
  expect(schemas.map((schema) => shapes.isMarked(schema, 'writeOnly'))).not.toContain(true);
  expect(schemas.map((schema) => shapes.isClosable(schema))).not.toContain(true);
  expect(steps).toBeLessThanOrEqual(5 * 1000);
});

test('schemas that apply one another have the same answer wherever it is asked first', () => {
  const schemas: Record<string, object> = {
    a: { allOf: [{ $ref: '#/b' }, { $ref: '#/c' }] },
    b: { allOf: [{ $ref: '#/a' }] },
    c: { properties: { id: { type: 'string' } } },
  };
  for (const order of ['abc', 'bac', 'bca', 'cab']) {
    const shapes = shapesOf((ref) => schemas[ref.slice(2)]);
    expect([...order].map((name) => shapes.isClosable(schemas[name]))).toEqual([true, true, true]);
  }
});

test('only a schema that applies itself is circular, not one that leads to it', () => {
  const schemas: Record<string, object> = {
    before: { allOf: [{ $ref: '#/self' }] },
    self: { oneOf: [{ type: 'string' }, { $ref: '#/other' }] },
    other: { anyOf: [{ $ref: '#/self' }, { $ref: '#/after' }, { $ref: '#/after' }] },
    after: { type: 'object', properties: { next: { $ref: '#/after' } } },
  };
  for (const order of [Object.keys(schemas), Object.keys(schemas).reverse()]) {
    const shapes = shapesOf((ref) => schemas[ref.slice(2)]);
    const circular = order.filter((name) => shapes.isCircular(schemas[name]));
    expect(circular.toSorted()).toEqual(['other', 'self']);
  }
});
