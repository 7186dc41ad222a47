// Method and URL to operation, and every way to miss it.
import { beforeAll, describe, expect, test } from 'vitest';
import type { CompiledContract, CompiledOperation } from '../../src/model.ts';
import { matchOperation, rivalsOf } from '../../src/verdict/match.ts';
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
  ['HEAD', '/things', 'list'],
  ['head', '/things/mine', 'mine'],
  ['HEAD', '/nothing', undefined],
  ['OPTIONS', '/things', undefined],
  ['GET', 'https://anything.example/things/1?x#y', 'one'],
  ['GET', '/things/min', 'one'],
  ['GET', '/things/mines', 'one'],
  ['GET', '/things/%6Din', 'one'],
  ['GET', '/things?', 'list'],
  ['GET', '/things/?x', 'slash'],
  ['GET', '/things/mine/parts/al', 'part'],
  ['GET', '/things/mine/parts/', undefined],
  ['GET', '/thing', undefined],
  ['GET', '/parts', undefined],
  ['GET', '/range/..', undefined],
  ['GET', '/many/aaaaaaaaaaa', undefined],
  ['GET', '/other', undefined],
  ['GET', '/constructor', undefined],
  ['GET', '/__proto__/parts', 'any'],
];

describe('matchOperation', () => {
  test.each(rows)('%s %s', (method, url, id) => {
    expect(matchOperation(contract.contract, method, url)?.id).toBe(id);
  });
});

const operation = (
  id: string,
  prefixes: readonly string[],
  path: string,
  more: Partial<CompiledOperation> = {},
): CompiledOperation => ({
  id,
  method: 'GET',
  path,
  prefixes,
  pointer: '',
  parameters: [],
  security: [],
  responses: [],
  ...more,
});
const contractWith = (...operations: readonly CompiledOperation[]): CompiledContract => ({
  ...contract.contract,
  operations,
});

describe('of few operations', () => {
  const get = (path: string, more: Partial<CompiledOperation> = {}) => operation(path, [''], path, more);
  const several = { multiSegment: 'all' };
  test.each<[string, CompiledOperation[], string, string | undefined]>([
    ['a literal beside a template', [get('/{id}'), get('/mine')], '/mine', '/mine'],
    ['a literal that is encoded in the contract', [get('/a%20b')], '/a b', '/a%20b'],
    ['a literal that is encoded in the URL', [get('/mine')], '/m%69ne', '/mine'],
    ['no literal as long', [get('/mine')], '/mina', undefined],
    ['a literal that is longer', [get('/mine')], '/mine1', undefined],
    ['the fifth literal', ['/a', '/b', '/c', '/d', '/e'].map((path) => get(path)), '/e', '/e'],
    ['the fourth literal', ['/a', '/b', '/c', '/d'].map((path) => get(path)), '/d', '/d'],
    ['two below one literal', [get('/a/b'), get('/a/c')], '/a/c', '/a/c'],
    ['two below one template', [get('/{x}/b'), get('/{y}/c')], '/1/c', '/{y}/c'],
    ['of templates the one with more literal text', [get('/{x}b'), get('/{x}ab')], '/1ab', '/{x}ab'],
    ['the same below a literal', [get('/a/{x}b'), get('/a/{x}ab')], '/a/1ab', '/a/{x}ab'],
    ['the same below a template', [get('/{a}/{x}b'), get('/{a}/{x}ab')], '/1/1ab', '/{a}/{x}ab'],
    [
      'the same behind several segments',
      [get('/{all}/{x}b', several), get('/{all}/{x}ab', several)],
      '/1/2/1ab',
      '/{all}/{x}ab',
    ],
    ['an encoded literal in a template', [get('/{x}%20b')], '/1 b', '/{x}%20b'],
    ['a template that is encoded in the URL', [get('/{x}.json')], '/1%2Ejson', '/{x}.json'],
    ['nothing for a template', [get('/{x}')], '/', undefined],
    ['several segments', [get('/a/{all}', several)], '/a/1/2', '/a/{all}'],
    ['several segments, the last one empty', [get('/a/{all}', several)], '/a/1/', '/a/{all}'],
    ['several segments, one empty', [get('/a/{all}', several)], '/a/1//2', '/a/{all}'],
    ['no segment of several', [get('/a/{all}', several)], '/a/', undefined],
    ['another parameter beside the one of several', [get('/{a}/{all}', several)], '/1/2/3', '/{a}/{all}'],
    ['one segment before several', [get('/{all}', several), get('/{x}')], '/1', '/{x}'],
    ['several where one does not do', [get('/{all}', several), get('/{x}')], '/1/2', '/{all}'],
    ['an empty path', [get('/')], 'https://h', '/'],
    ['an empty path before a query', [get('/')], 'https://h?a=/b', '/'],
    ['an empty path, and no root', [get('/a')], 'https://h', undefined],
    ['the first of equal ones', [get('/a', { id: 'first' }), get('/a')], '/a', 'first'],
    ['a method as it is declared', [get('/a', { method: 'Purge' })], '/a', undefined],
  ])('%s', (_, operations, url, id) => {
    expect(matchOperation(contractWith(...operations), 'GET', url)?.id).toBe(id);
  });

  test('the case of other methods counts', () => {
    const whole = contractWith(get('/a', { method: 'Purge' }), get('/a', { method: 'GET', id: 'got' }));
    const ids = ['Purge', 'PURGE', 'get'].map((method) => matchOperation(whole, method, '/a')?.id);
    expect(ids).toEqual(['/a', undefined, 'got']);
  });

  test('HEAD is GET where it is not declared itself', () => {
    const both = contractWith(get('/a'), get('/a', { method: 'HEAD', id: 'head' }), get('/b'));
    const ids = ['/a', '/b', '/c'].map((url) => matchOperation(both, 'HEAD', url)?.id);
    expect(ids).toEqual(['head', '/b', undefined]);
  });
});

test.each<[string, Partial<CompiledOperation>, boolean]>([
  ['of other parameter names', { path: '/a/{other}' }, true],
  ['of another method', { method: 'PUT' }, false],
  ['behind another prefix', { prefixes: ['/v2'] }, false],
  ['of another path', { path: '/b/{x}' }, false],
  ['of a literal path', { path: '/a/x' }, false],
  ['of several segments', { multiSegment: 'x' }, false],
])('an operation %s is a rival: %s', (_, more, isRival) => {
  const one = operation('one', ['/v1'], '/a/{x}');
  const other = operation('other', ['/v1'], '/a/{x}', more);
  const whole = contractWith(one, other, operation('third', ['/v1'], '/third'));
  expect(rivalsOf(whole, one)).toEqual(isRival ? [one, other] : []);
  expect(rivalsOf(whole, other)).toEqual(isRival ? [one, other] : []);
});

/** Each URL of a pair is as long as the other. */
describe('an operation that was asked for before', () => {
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
