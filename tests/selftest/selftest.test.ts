import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { bodiesOf } from '../../src/selftest/bodies.ts';
import { selftest } from '../../src/selftest/run.ts';
import { textMatching } from '../../src/selftest/sample-scalar.ts';
import { bodyContract, compiled, imported } from '../verdict/compiled.ts';

describe('every planted mutation is found, nothing is found where none is', () => {
  test('the shipped contract', async () => {
    const { contract, detail } = await imported(await loadContract('openapi/apig.yaml'));
    const { survivors, falseAlarms, kinds, bodies } = selftest(contract, detail);
    expect({ survivors, falseAlarms }).toEqual({ survivors: [], falseAlarms: [] });
    expect(bodies).toBeGreaterThan(100);
    expect(Object.keys(kinds)).toEqual(
      expect.arrayContaining(['rule-violated', 'integer-unsafe', 'property-unsupported']),
    );
  });

  test('a contract with everything in it', async () => {
    const { contract, detail } = await compiled(readFileSync('tests/selftest/kitchen-sink.yaml', 'utf8'));
    const { survivors, falseAlarms, kinds } = selftest(contract, detail);
    expect({ survivors, falseAlarms }).toEqual({ survivors: [], falseAlarms: [] });
    expect(Object.keys(kinds)).toEqual([
      'body-malformed',
      'body-missing',
      'enum-value-undocumented',
      'format-mismatch',
      'integer-unsafe',
      'media-type-undocumented',
      'null-undocumented',
      'out-of-range',
      'pattern-mismatch',
      'property-missing',
      'property-undocumented',
      'property-unsupported',
      'property-write-only',
      'rule-violated',
      'status-undocumented',
      'type-mismatch',
    ]);
  });
});

test('required headers, media types with parameters, forms and unions: all is found, nothing where none is', async () => {
  const { contract, detail } = await compiled(readFileSync('tests/selftest/media-types.yaml', 'utf8'));
  const { survivors, falseAlarms, kinds, bodies } = selftest(contract, detail);
  expect({ survivors, falseAlarms }).toEqual({ survivors: [], falseAlarms: [] });
  expect(bodies).toBe(28);
  expect(kinds).toMatchObject({
    'header-missing': { planted: 5 },
    'header-undocumented': { planted: 5 },
    'body-missing': { planted: 6 },
  });
});

test.each([{ format: 'uuid' }, { maxLength: 0 }, { enum: ['x'] }])(
  'a branch that takes the planted type and has %j says so instead',
  async (rule) => {
    const object = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } };
    const schema = { oneOf: [object, { type: 'string', ...rule }] };
    const { contract, detail } = await compiled(bodyContract(schema as never));
    expect(selftest(contract, detail)).toMatchObject({ falseAlarms: [], survivors: [] });
  },
);

test('content that is declared where HTTP allows none is no false alarm', async () => {
  const content = {
    'application/json': { schema: { type: 'object', properties: { id: { type: 'string' } } } },
  };
  const responses = { 204: { description: 'none', content }, 304: { description: 'none', content } };
  const head = { operationId: 'head', responses: { 200: { description: 'ok', content } } };
  const get = { operationId: 'get', responses };
  const document = { openapi: '3.1.0', info: { title: 'None', version: '1' }, paths: { '/': { get, head } } };
  const { contract, detail } = await compiled(document);
  expect(selftest(contract, detail)).toMatchObject({ bodies: 0, falseAlarms: [], survivors: [] });
});

test('a validator that lets all pass is found out', async () => {
  const { contract, detail } = await imported(await loadContract('openapi/apig.yaml'));
  const blind = {
    ...contract,
    operations: contract.operations.map((operation) => ({
      ...operation,
      responses: operation.responses.map((response) => ({
        ...response,
        content: response.content.map((content) => ({ ...content, strict: () => true })),
      })),
    })),
  };
  const { survivors, kinds } = selftest(blind, detail);
  expect(kinds['type-mismatch']?.killed).toBe(0);
  expect(survivors.length).toBeGreaterThan(1000);
});

test.each([
  '^[0-9a-f]{32}$',
  '^a|b$',
  '^(?:ab)+c?$',
  '^\\d{4}-\\d{2}$',
  '^[^/]+$',
  '^\\S+@\\S+$',
  '^(?<year>\\d)x*$',
  '\\u0041\\x42',
  '^[\\w.-]{3,}$',
  'a.c',
  '^$',
  '^[A-Z][a-z]*( [A-Z][a-z]*)*$',
])('a text that matches %s', (source) => {
  expect(textMatching(source)).toMatch(new RegExp(source, 'u'));
});

test('what can not be read gives nothing', () => {
  expect(['(?=a)b', '^(a)\\1$', '[', '(?!x)'].map(textMatching)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test.each<[string, (refs: Record<string, object>) => object]>([
  ['in properties', (refs) => ({ properties: refs })],
  [
    'in properties of an allOf',
    (refs) => ({ allOf: Object.entries(refs).map(([name, ref]) => ({ properties: { [name]: ref } })) }),
  ],
])('bodies of schemas that all refer to one another %s stay small', async (_, schemaOf) => {
  const names = Array.from({ length: 16 }, (_, at) => `S${at}`);
  const refs = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]));
  const all = Object.fromEntries(
    names.map((name) => [name, { type: 'object' as const, ...schemaOf(refs) }] as const),
  );
  const { contract, detail } = await compiled(bodyContract({ $ref: '#/components/schemas/S0' }, all));
  const content = contract.operations[0]?.responses[0]?.content[0];
  if (content === undefined) throw new Error('the response has no content');
  const lengths = bodiesOf(detail, content).bodies.map((body) => JSON.stringify(body).length);
  expect(lengths.length).toBeGreaterThan(16);
  expect(Math.max(...lengths)).toBeLessThan(20 * 100);
});
