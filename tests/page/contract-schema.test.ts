// How many fields a schema has for a page to document: all that differ, and of schemas that refer to one another no more than grow with them.
import { expect, test } from 'vitest';
import { readSchema } from '../../src/page/contract-schema.ts';

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
    const fields = readSchema(mutual(count), '/components/schemas/S0').fields;
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
  expect(readSchema({ properties }, '').fields).toHaveLength(10_000);
});

test('a chain of three thousand is followed to its end', () => {
  const $defs = Object.fromEntries(
    Array.from({ length: 3000 }, (_, at) => [
      `S${at}`,
      { type: 'object', properties: { next: { $ref: `#/$defs/S${at + 1}` } } },
    ]),
  );
  expect(readSchema({ $defs, ...{ $ref: '#/$defs/S0' } }, '').fields).toHaveLength(3000);
});

test.each([
  ['both branches list', [{ enum: ['desk'] }, { $ref: '#/$defs/Wall' }], ['desk', 'wall']],
  ['constants', [{ const: 'desk' }, { const: 'wall' }], ['desk', 'wall']],
  ['null beside a list', [{ type: 'string', enum: ['desk'] }, { type: 'null' }], ['desk']],
  ['any string beside a list', [{ type: 'string', enum: ['desk'] }, { type: 'string' }], undefined],
])('the values of a union: %s', (_name, oneOf, values) => {
  const document = { properties: { kind: { oneOf } }, $defs: { Wall: { type: 'string', enum: ['wall'] } } };
  expect(readSchema(document, '').fields[0]?.enum?.toSorted()).toEqual(values);
});

const json = (contentSchema: object) => ({ contentMediaType: 'application/json', contentSchema });
const chunk = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };

test.each([
  ['text of JSON', { properties: { data: { type: 'string', ...json(chunk) } } }, 'object'],
  [
    'the text in one schema, its JSON in a branch of another',
    { properties: { data: { type: 'string' } }, anyOf: [{ properties: { data: json(chunk) } }] },
    'object',
  ],
  [
    'JSON, or a text that is none',
    { oneOf: [{ properties: { data: { type: 'string' } } }, { properties: { data: json(chunk) } }] },
    'string or object',
  ],
  ['an object as some generators write it', { properties: { data: chunk } }, 'object'],
])('the data of an event: %s', (_name, items, type) => {
  const { fields } = readSchema({ type: 'array', items }, '', true);
  const found = Object.fromEntries(fields.map((field) => [field.pointer, field]));
  expect(found['/*/data']?.type).toBe(type);
  expect(found['/*/data/id']).toMatchObject({ type: 'string', required: true });
});

test('what is no stream of events has JSON in texts as texts', () => {
  const items = { properties: { data: { type: 'string', ...json(chunk) } } };
  const { fields } = readSchema({ type: 'array', items }, '');
  expect(fields.map(({ pointer, type }) => [pointer, type])).toContainEqual(['/*/data', 'string']);
  expect(fields.map(({ pointer }) => pointer)).not.toContain('/*/data/id');
});

test('the constants by which branches of a union are told apart', () => {
  const branch = (value: string) => ({ properties: { event: { const: value } } });
  const fields = readSchema({ oneOf: [branch('start'), branch('stop')] }, '').fields;
  expect(fields.find(({ pointer }) => pointer === '/event')?.enum?.toSorted()).toEqual(['start', 'stop']);
});
