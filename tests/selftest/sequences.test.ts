import { describe, expect, test } from 'vitest';
import { upgradeDocument } from '../../src/contract/dialect.ts';
import { exampleResponses } from '../../src/runtime/example-response.ts';
import { selftest } from '../../src/selftest/run.ts';
import { type Compiled, compiled } from '../verdict/compiled.ts';

const row = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    kind: { enum: ['a', 'b'] },
    tags: { type: 'array', items: { type: 'integer' } },
  },
};
const event = (data: object) => ({
  type: 'object',
  required: ['event', 'data'],
  properties: { event: { const: 'row' }, id: { type: 'string' }, data },
});
const json = (schema: object) => ({
  type: 'string',
  contentMediaType: 'application/json',
  contentSchema: schema,
});

const onlyData = (data: object) => ({ type: 'object', required: ['data'], properties: { data } });

function contractOf(mediaType: string, declared: object): Promise<Compiled> {
  const responses = { 200: { description: 'ok', content: { [mediaType]: declared } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Streams', version: '1' },
    paths: { '/': { get: { operationId: 'get', responses } } },
  };
  return compiled(upgradeDocument(document, '3.1').document);
}

describe('a mistake planted in an item is found at it', () => {
  test.each([
    ['application/jsonl', row],
    ['application/json-seq', row],
    ['multipart/mixed', row],
    ['text/event-stream', event(json(row))],
    ['text/event-stream', event(json({ type: 'string', maxLength: 9 }))],
    ['text/event-stream', event(row)],
    ['text/event-stream', event({ type: 'string', enum: ['x', 'y'] })],
    ['text/event-stream', { oneOf: [{ properties: { data: { const: '[DONE]' } } }, event(json(row))] }],
    ['text/event-stream', { oneOf: [onlyData({ const: '[DONE]' }), onlyData(json(row))] }],
    [
      'text/event-stream',
      { ...event({ type: 'string' }), oneOf: [onlyData({ enum: ['x'] }), onlyData(json(row))] },
    ],
    ['application/stream+json', row],
  ])('%s %#', async (mediaType, schema) => {
    const { contract, detail } = await contractOf(mediaType, { 'x-item-schema': schema });
    const { bodies, falseAlarms, survivors, kinds } = selftest(contract, detail);
    expect(falseAlarms).toEqual([]);
    expect(survivors).toEqual([]);
    expect(bodies).toBeGreaterThan(0);
    expect(Object.values(kinds).reduce((sum, { planted }) => sum + planted, 0)).toBeGreaterThan(4);
  });
});

describe('a mock', () => {
  const rows = [{ id: 'a' }, { id: 'b', tags: [1] }];
  test.each<[string, object, unknown, string]>([
    ['application/jsonl', row, rows, '{"id":"a"}\n{"id":"b","tags":[1]}\n'],
    ['application/jsonl', row, '{"id":"a"}\n', '{"id":"a"}\n'],
    ['application/json-seq', row, rows, '\u001e{"id":"a"}\n\u001e{"id":"b","tags":[1]}\n'],
    [
      'text/event-stream',
      event(json(row)),
      [
        { event: 'row', id: '7', data: '{"id":"a"}' },
        { event: 'row', data: { id: 'b' } },
      ],
      'event: row\nid: 7\ndata: {"id":"a"}\n\nevent: row\ndata: {"id":"b"}\n\n',
    ],
    [
      'text/event-stream',
      event({ type: 'string' }),
      [{ event: 'row', data: 'a\nb' }],
      'event: row\ndata: a\ndata: b\n\n',
    ],
  ])('serves the items of an example as %s', async (mediaType, schema, example, text) => {
    const subject = await contractOf(mediaType, { 'x-item-schema': schema, example });
    const [response] = await exampleResponses({ ...subject.contract, detail: subject.detail });
    expect(response?.body).toBe(text);
  });

  test('makes items of the schema, with a boundary of its own', async () => {
    const subject = await contractOf('multipart/mixed', { 'x-item-schema': row, example: rows });
    const [response] = await exampleResponses({ ...subject.contract, detail: subject.detail });
    expect(response?.headers['Content-Type']).toBe('multipart/mixed; boundary=driftgate');
    expect(response?.body).toContain('{"id":"b","tags":[1]}');
    const other = await contractOf('text/event-stream', { 'x-item-schema': event(json(row)) });
    const [made] = await exampleResponses({ ...other.contract, detail: other.detail });
    expect(made?.body).toMatch(/^event: row\n/);
  });
});
