// What the fast path remembers of one exchange it does not say of another.
import { beforeAll, expect, test } from 'vitest';
import type { Headers } from '../../src/model.ts';
import { judge } from '../../src/verdict/judge.ts';
import { type Compiled, compiled, exchange, json } from './compiled.ts';

let contract: Compiled;

beforeAll(async () => {
  const get = (operationId: string, type: string) => ({
    get: {
      operationId,
      responses: { 200: { description: 'ok', content: { 'application/json': { schema: { type } } } } },
    },
  });
  contract = await compiled({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: { '/a': get('a', 'string'), '/b': get('b', 'integer') },
  });
});

const operationAt = (url: string, value: unknown, headers?: Headers) =>
  judge(contract.contract, exchange({ url, headers, body: json(value) }))?.operation?.id;

test('after headers that are none', () => {
  expect(operationAt('/a', 'x')).toBe('a');
  expect(() => operationAt('/b', 1, [null] as never)).toThrow(TypeError);
  expect(operationAt('/b', 'x')).toBeUndefined();
  expect(operationAt('/b', 1)).toBe('b');
});
