// Path parameters that span several segments, and operations whose paths a request does not tell apart.
import { beforeAll, expect, test } from 'vitest';
import { matchOperation, rivalsOf } from '../../src/verdict/match.ts';
import { type Compiled, compiled } from './compiled.ts';

let contract: Compiled;

beforeAll(async () => {
  const answer = { responses: { 200: { description: 'ok' } } };
  const path = { name: 'path', in: 'path', required: true, schema: { type: 'string' } };
  const get = (operationId: string, parameters: readonly object[] = []) => ({
    get: { operationId, parameters, ...answer },
  });
  contract = await compiled({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {
      '/contents/{path}': get('file', [{ ...path, 'x-multi-segment': true }]),
      '/contents/{path}/raw': get('raw', [{ ...path, 'x-multi-segment': true }]),
      '/contents/new': get('new'),
      '/plain/{path}': get('plain', [path]),
      '/a#one': get('one'),
      '/a#two': get('two'),
      '/b?x=1': get('query'),
      slashless: get('slashless'),
      'x-note': { get: 'no operation' },
    },
  });
});

test.for<readonly [url: string, operation: string | undefined]>([
  ['/contents/a', 'file'],
  ['/contents/a/b/c.ts?ref=x', 'file'],
  ['/contents/a/b/raw', 'raw'],
  ['/contents/raw', 'file'],
  ['/contents/new', 'new'],
  ['/contents/', undefined],
  ['/contents', undefined],
  ['/plain/a', 'plain'],
  ['/plain/a/b', undefined],
  ['/a', 'one'],
  ['/b', 'query'],
  ['/slashless', 'slashless'],
])('%s is of %s', ([url, operation]) => {
  expect(matchOperation(contract.contract, 'GET', url)?.id).toBe(operation);
});

test('operations that differ in a fragment only are rivals', () => {
  const { operations } = contract.contract;
  const rivals = operations.filter((operation) => rivalsOf(contract.contract, operation).length > 0);
  expect(rivals.map(({ id }) => id)).toEqual(['one', 'two']);
});
