// The names of definitions hold how they are read; what people see is what the contract calls them.
import { expect, test } from 'vitest';
import { schemaBook } from '../../src/contract/schema-book.ts';
import { escapeToken } from '../../src/lib/pointer.ts';
import { labelOf } from '../../src/schema/tags.ts';

const shared = (of: string) => ({
  type: 'object',
  properties: { inside: { $ref: `#/components/schemas/${of}` } },
});
const document = {
  components: {
    schemas: {
      Base: shared('Part'),
      Lamp: {
        allOf: [{ $ref: '#/components/schemas/Base' }, shared('Bulb')],
        not: { $ref: '#/components/schemas/Bulb' },
      },
      Part: { type: 'object', properties: { a: { type: 'string' } } },
      Bulb: { type: 'object', properties: { b: { type: 'string' } } },
      Event: { oneOf: [{ $ref: '#/components/schemas/Lamp' }, { $ref: '#/components/schemas/Bulb' }] },
      Events: { type: 'array', items: { $ref: '#/components/schemas/Event' } },
    },
  },
};

test('a definition is called as the contract calls it, however it is read', () => {
  const { book, use } = schemaBook(document, true);
  use('/components/schemas/Lamp', 'request');
  use('/components/schemas/Events', 'response', { at: 'list', data: 'json' });
  use('/components/schemas/Event', 'response', { at: 'event', data: 'text' });
  const names = book.names.join('\n');
  for (const reading of [
    '(response)',
    '(in a request)',
    '(as written)',
    '(together)',
    '(without ',
    '(event with json)',
  ])
    expect(names).toContain(reading);
  const labels = book.names.map((name) => labelOf(`/$defs/${escapeToken(name)}`));
  // Those that no component is are called by their pointers.
  expect([...new Set(labels)].filter((label) => !label.startsWith('/')).sort()).toEqual(
    Object.keys(document.components.schemas).sort(),
  );
  expect(labels.filter((label) => label.includes('('))).toEqual([]);
});
