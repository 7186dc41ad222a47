// What types a value of a schema can have, and in how many steps that is found out.
import { expect, test } from 'vitest';
import { possibleTypes } from '../../src/contract/shape.ts';

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
