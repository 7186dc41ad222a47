// What a compiled contract keeps to explain a failure.
import { expect, test } from 'vitest';
import { compiled } from '../verdict/compiled.ts';

const content = (schema: object) => ({ description: '', content: { 'application/json': { schema } } });

test('it holds the schemas that an operation uses and all that they refer to, whatever its path and their names', async () => {
  const { detail } = await compiled({
    paths: {
      '/a#add': { get: { operationId: 'add', responses: { 200: content({ type: 'string' }) } } },
      '/b': {
        get: {
          operationId: 'b',
          responses: { 200: content({ $ref: '#/components/schemas/A~1B%23C' }) },
        },
      },
    },
    components: {
      schemas: {
        'A/B#C': { type: 'array', items: { $ref: '#/components/schemas/Inner' } },
        Inner: { type: 'integer' },
        Unused: { type: 'integer' },
      },
    },
  });
  expect(Object.keys(detail.schemas.$defs)).toEqual([
    '/paths/~1a#add/get/responses/200/content/application~1json/schema (response)',
    'A/B#C (response)',
    'Inner',
  ]);
});
