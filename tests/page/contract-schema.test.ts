// How many fields a schema has for a page to document: all that differ, and of schemas that refer to one another no more than grow with them.
import { expect, test } from 'vitest';
import { readSchema, schemaFields } from '../../src/page/contract-schema.ts';

/** Each refers to all, and has one property of its own. */
function mutual(count: number): object {
  const numbers = Array.from({ length: count }, (_, at) => at);
  const links = numbers.map((at) => [`to${at}`, { $ref: `#/components/schemas/S${at}` }]);
  return {
    components: {
      schemas: Object.fromEntries(
        numbers.map((at) => [
          `S${at}`,
          { type: 'object', properties: { ...Object.fromEntries(links), [`own${at}`]: { type: 'string' } } },
        ]),
      ),
    },
  };
}

test.each([4, 8, 16, 32, 64])(
  'of %i schemas that refer to one another: each of their properties, and a bounded number of paths',
  (count) => {
    const fields = schemaFields(mutual(count), '/components/schemas/S0');
    const names = new Set(fields.map(({ pointer }) => pointer.slice(pointer.lastIndexOf('/') + 1)));
    expect(names.size).toBe(2 * count);
    expect(fields.length).toBeLessThan(2000 + 2 * (count + 1) ** 2);
  },
);

test('where a large body is not looked into is told', () => {
  expect(readSchema(mutual(4), '/components/schemas/S0').cut).toEqual([]);
  const { fields, cut } = readSchema(mutual(32), '/components/schemas/S0');
  expect(cut.length).toBeGreaterThan(100);
  const known = new Set(fields.map(({ pointer }) => pointer));
  expect(cut.filter((pointer) => !known.has(pointer))).toEqual([]);
});

test('a list of ten thousand properties is whole', () => {
  const properties = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`p${at}`, {}]));
  expect(schemaFields({ properties }, '')).toHaveLength(10_000);
});

test('a chain of three thousand is followed to its end', () => {
  const $defs = Object.fromEntries(
    Array.from({ length: 3000 }, (_, at) => [
      `S${at}`,
      { type: 'object', properties: { next: { $ref: `#/$defs/S${at + 1}` } } },
    ]),
  );
  expect(schemaFields({ $defs, ...{ $ref: '#/$defs/S0' } }, '')).toHaveLength(3000);
});

test.each([
  ['both branches list', [{ enum: ['desk'] }, { $ref: '#/$defs/Wall' }], ['desk', 'wall']],
  ['constants', [{ const: 'desk' }, { const: 'wall' }], ['desk', 'wall']],
  ['null beside a list', [{ type: 'string', enum: ['desk'] }, { type: 'null' }], ['desk']],
  ['any string beside a list', [{ type: 'string', enum: ['desk'] }, { type: 'string' }], undefined],
])('the values of a union: %s', (_name, oneOf, values) => {
  const document = { properties: { kind: { oneOf } }, $defs: { Wall: { type: 'string', enum: ['wall'] } } };
  expect(schemaFields(document, '')[0]?.enum?.toSorted()).toEqual(values);
});
