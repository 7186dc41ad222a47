// Every recording format keeps the methods that OpenAPI 3.2 can name.
import { expect, test } from 'vitest';
import { forty } from '../recording-readers/forty.ts';
import { plain, plainTold, readAll } from '../recording-readers/reading.ts';
import { writers } from '../recording-readers/writers.ts';

const METHODS = ['QUERY', 'PURGE', 'COPY', 'M-SEARCH', 'TRACE'];
const asked = forty
  .filter(({ method, requestBody, status }) => method === 'GET' && requestBody.length === 0 && status === 200)
  .slice(0, METHODS.length)
  .map((one, index) => ({ ...one, method: METHODS[index] ?? '' }));

test.for(writers)('$format: $variant', async ({ write, keeps }) => {
  expect(asked).toHaveLength(METHODS.length);
  const read = await readAll(write(asked));
  expect(read.map(plain)).toEqual(asked.map((one) => plainTold({ ...one, ...keeps?.(one) })));
});

test('a line of its own before a response names any method that is registered', async () => {
  const text = METHODS.map((method) => `# ${method} https://h/a\nHTTP/1.1 204 No Content\n\n`).join('');
  expect(
    (await readAll(text)).map((one) => ('request' in one ? one.request.method : one.unreadable)),
  ).toEqual(METHODS);
});

test('a method of its own keeps its case where the format does', async () => {
  const one = { method: 'Purge', url: 'https://h/a' };
  const line = JSON.stringify({ request: one, response: { status: 204 } });
  expect((await readAll(line)).map((each) => ('request' in each ? each.request.method : ''))).toEqual([
    'Purge',
  ]);
});
