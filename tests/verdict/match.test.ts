// Method and URL to operation, and every way to miss it.
import { beforeAll, describe, expect, test } from 'vitest';
import type { CompiledContract, CompiledOperation } from '../../src/model.ts';
import { matchOperation } from '../../src/verdict/match.ts';
import { type Compiled, compiled } from './compiled.ts';

let contract: Compiled;

beforeAll(async () => {
  const answer = { responses: { 200: { description: 'ok' } } };
  const get = (operationId: string, more: object = {}) => ({ get: { operationId, ...more, ...answer } });
  contract = await compiled({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    servers: [
      { url: 'https://a.example' },
      {
        url: 'https://{region}.b.example/{base}/v1/',
        variables: { region: { default: 'x' }, base: { default: 'api', enum: ['api', 'beta'] } },
      },
      { url: '/relative' },
    ],
    paths: {
      '/': get('root'),
      '/things': { ...get('list'), post: { operationId: 'create', ...answer } },
      '/things/': get('slash'),
      '/things/{id}': get('one'),
      '/things/mine': get('mine'),
      '/things/{id}.json': get('json'),
      '/things/{id}/parts/{part}': get('part'),
      '/things/mine/parts/all': get('all'),
      '/{any}/parts': get('any'),
      '/range/{from}..{to}': get('range'),
      '/many/{a}a{b}a{c}a{d}a{e}a{f}!': get('many'),
      '/a b/ü': get('spaced'),
      '/dots.and+more(1)': get('dots'),
      '/own': get('own', { servers: [{ url: 'https://c.example/other' }] }),
    },
  });
});

type Row = readonly [method: string, url: string, id: string | undefined];

const rows: readonly Row[] = [
  ['GET', '/', 'root'],
  ['GET', 'https://anything.example', 'root'],
  ['GET', 'https://anything.example?x=1', 'root'],
  ['GET', 'https://anything.example:8443/things?x=/things/1', 'list'],
  ['get', '/things', 'list'],
  ['POST', '/things', 'create'],
  ['PUT', '/things', undefined],
  ['GET', '/things#part', 'list'],
  ['GET', '/things/', 'slash'],
  ['GET', '/Things', undefined],
  ['GET', '/things/1', 'one'],
  ['GET', '/things/1/', undefined],
  ['GET', '/things/mine', 'mine'],
  ['GET', '/things/%6Dine', 'mine'],
  ['GET', '/things/a%2Fb', 'one'],
  ['GET', '/things/%', 'one'],
  ['GET', '/things/%ff', 'one'],
  ['GET', '/things/1.json', 'json'],
  ['GET', '/things/1.xml', 'one'],
  ['GET', '/things/.json', 'one'],
  ['GET', '/things/a%2Fb.json', 'json'],
  ['GET', '/things/1/parts/2', 'part'],
  ['GET', '/things/mine/parts/2', 'part'],
  ['GET', '/things/mine/parts/all', 'all'],
  ['GET', '/things/parts', 'one'],
  ['GET', '/others/parts', 'any'],
  ['GET', '/range/1..2', 'range'],
  ['GET', '/range/1..', undefined],
  ['GET', '/range/1.2..3..4', 'range'],
  ['GET', '/many/1a2a3a4a5a6!', 'many'],
  ['GET', '/many/aaaaaaaaaaa!', 'many'],
  ['GET', '/many/aaaaaaaaaa!', undefined],
  ['GET', `/many/${'a'.repeat(100_000)}`, undefined],
  ['GET', '/a%20b/%C3%BC', 'spaced'],
  ['GET', '/a b/ü', 'spaced'],
  ['GET', '/dots.and+more(1)', 'dots'],
  ['GET', '/dotsXand+more(1)', undefined],
  ['GET', 'https://x.b.example/api/v1/things/1', 'one'],
  ['GET', '/beta/v1/things', 'list'],
  ['GET', '/beta/v1', undefined],
  ['GET', '/beta/v1/', 'root'],
  ['GET', '/gamma/v1/things', undefined],
  ['GET', '/relative/things', 'list'],
  ['GET', '/other/own', 'own'],
  ['GET', '/own', undefined],
  ['GET', '//things', undefined],
  ['GET', '/things//parts/1', undefined],
  ['GET', '', 'root'],
  ['GET', `/things/${'%41'.repeat(10_000)}`, 'one'],
  ['GET', `/${'a/'.repeat(10_000)}`, undefined],
  ['GET', '/constructor', undefined],
  ['GET', '/__proto__/parts', 'any'],
];

describe('matchOperation', () => {
  test.each(rows)('%s %s', (method, url, id) => {
    expect(matchOperation(contract.contract, method, url)?.id).toBe(id);
  });
});

/** Each URL of a pair is as long as the other. */
describe('an operation that was asked for before', () => {
  const operation = (id: string, prefixes: readonly string[], path: string): CompiledOperation => ({
    id,
    method: 'GET',
    path,
    prefixes,
    pointer: '',
    parameters: [],
    security: [],
    responses: [],
  });
  const contractWith = (...operations: readonly CompiledOperation[]): CompiledContract => ({
    ...contract.contract,
    operations,
  });

  test('in a part of its contract has rivals in the whole', () => {
    const one = operation('one', [''], '/things/{id}');
    const whole = contractWith(one, operation('mine', [''], '/things/mine'));
    expect(matchOperation(contractWith(one), 'GET', '/things/mine')).toBe(one);
    expect(matchOperation(whole, 'GET', '/things/1234')).toBe(one);
    expect(matchOperation(whole, 'GET', '/things/mine')?.id).toBe('mine');
  });

  test.each([
    [
      'another has',
      operation('b', ['/a', '/v'], '/w/y'),
      operation('a', ['/v/w'], '/y'),
      '/a/w/y',
      '/v/w/y',
      'a',
    ],
    ['is relative', operation('b', ['v'], '/w'), operation('a', [''], '/x'), '/w?a=', 'v/w?x', undefined],
    ['no URL has', operation('b', ['/v', '/x?y'], '/w'), operation('a', [''], '/x'), '/v/w?a', '/x?y/w', 'a'],
  ])('may have a path that %s', (_, first, second, url, other, id) => {
    const both = contractWith(second, first);
    expect(matchOperation(both, 'GET', url)).toBe(first);
    expect(matchOperation(both, 'GET', other)?.id).toBe(id);
  });
});
