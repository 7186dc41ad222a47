import { expect, test } from 'vitest';
import { readAll } from './reading.ts';

const stub = { request: { method: 'GET', url: '/a' }, response: { status: 200, body: '{}' } };
const kong = {
  latencies: { request: 5, kong: 1, proxy: 4 },
  request: { method: 'GET', url: 'http://h/a', headers: {} },
  response: { status: 200, headers: {} },
  service: { host: 'h' },
};

test.each<readonly [string, string, unknown]>([
  [
    'Pact file',
    'Pact',
    { consumer: { name: 'c' }, provider: { name: 'p' }, interactions: [stub], metadata: {} },
  ],
  ['Pact of messages', 'Pact', { consumer: {}, provider: {}, messages: [] }],
  ['WireMock mappings', 'WireMock', { mappings: [stub], meta: { total: 1 } }],
  [
    'WireMock mapping by path',
    'WireMock',
    { request: { method: 'GET', urlPath: '/a' }, response: { status: 200 } },
  ],
  ['WireMock mapping with its number', 'WireMock', { id: '1', ...stub, uuid: '1' }],
  ['WireMock mappings as a list', 'WireMock', [{ ...stub, persistent: true }]],
  ['line of Kong', 'Kong', kong],
  ['list of Kong', 'Kong', [kong]],
  ['Insomnia export', 'Insomnia', { _type: 'export', __export_format: 4, resources: [] }],
  ['OpenAPI document', 'OpenAPI', { openapi: '3.1.0', info: {}, paths: {} }],
])('a %s is refused, and called what it is', async (_, name, content) => {
  await expect(readAll(JSON.stringify(content))).rejects.toThrow(name);
  await expect(readAll(`${JSON.stringify(content, undefined, 2)}\n`)).rejects.toThrow(name);
});

test.each([
  ['type: collection.insomnia.rest/5.0\nname: x\n', 'Insomnia'],
  ['openapi: 3.1.0\ninfo: {}\n', 'OpenAPI'],
  ['swagger: "2.0"\n', 'OpenAPI'],
])('YAML %j', async (text, name) => {
  await expect(readAll(text)).rejects.toThrow(name);
});

test.each([
  ['a record with further members', { ...stub, uuid: '1', priority: 2 }],
  ['a record without headers', stub],
])('%s is read', async (_, record) => {
  expect(await readAll(JSON.stringify(record))).toMatchObject([{ response: { status: 200 } }]);
});

test('a bare body that looks like one is a body', async () => {
  const text = JSON.stringify({ mappings: [], meta: {} });
  const read = await readAll(text, { method: 'GET', url: '/a', status: 200 });
  expect(read).toMatchObject([{ response: { status: 200 } }]);
});
