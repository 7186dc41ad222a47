// Which parameters of a request are missing, mismatched or undocumented, and which credentials may be left out.
import { describe, expect, test } from 'vitest';
import type { CompiledOperation, CompiledParameter, Headers } from '../../src/model.ts';
import { missingCredentials } from '../../src/verdict/credentials.ts';
import { parameterDefects } from '../../src/verdict/parameters.ts';

type Stated = Partial<CompiledParameter>;

function operationOf(
  parameters: readonly Stated[],
  security: CompiledOperation['security'] = [],
): CompiledOperation {
  return {
    id: 'one',
    method: 'GET',
    path: '/a/{x}',
    prefixes: [''],
    pointer: '/paths/a/get',
    security,
    responses: [],
    parameters: parameters.map((stated) => ({
      schema: '',
      strict: (value: unknown) => value !== 'bad',
      open: () => true,
      name: 'p',
      in: 'query',
      required: true,
      types: ['string'],
      pointer: '/p',
      ...stated,
    })),
  };
}

type Sent = { readonly url?: string; readonly headers?: Headers | undefined; readonly status?: number };

function defectsOf(operation: CompiledOperation, sent: Sent): string[] {
  const { url = '/a/1', status = 200 } = sent;
  const headers = 'headers' in sent ? sent.headers : {};
  const defects = parameterDefects(operation, {
    source: '',
    index: 0,
    request: { method: 'GET', url, headers, body: { kind: 'none' } },
    response: { status, headers: {}, body: { kind: 'none' } },
  });
  return defects.map(({ defect, in: where, name, declaredAt }) => `${defect} ${where} ${name} ${declaredAt}`);
}

const header = (name: string): Stated => ({ in: 'header', name });
const MISSING = 'missing query p /p';

describe('defects', () => {
  test.each<[string, readonly Stated[], Sent, ...string[]]>([
    ['none', [{}], { url: '/a/1?p=1' }],
    ['missing', [{}], {}, MISSING],
    ['missing and not required', [{ required: false }], {}],
    ['a mismatch', [{}], { url: '/a/1?p=bad' }, 'mismatch query p /p'],
    [
      'undocumented',
      [],
      { url: '/a/1?q=1&q=2&r' },
      'undocumented query q /paths/a/get',
      'undocumented query r /paths/a/get',
    ],
    [
      'in the order of the contract',
      [{ name: 'b' }, { name: 'a' }],
      { url: '/a/1?a=bad&c' },
      'missing query b /p',
      'mismatch query a /p',
      'undocumented query c /paths/a/get',
    ],
    ['a header', [header('X-P')], {}, 'missing header X-P /p'],
    [
      'a name that only a header has',
      [header('q')],
      { url: '/a/1?q=1', headers: { q: '1' } },
      'undocumented query q /paths/a/get',
    ],
    [
      'headers that were not recorded',
      [header('X-P'), { in: 'cookie' }, {}],
      { headers: undefined },
      MISSING,
    ],
    [
      'headers that OpenAPI leaves to others',
      [header('Accept'), header('content-type'), header('Authorization')],
      {},
    ],
    ['a cookie', [{ in: 'cookie' }], { headers: { Cookie: 'q=1' } }, 'missing cookie p /p'],
    ['a segment', [{ in: 'path', name: 'x' }], { url: '/a/bad' }, 'mismatch path x /p'],
    ['a segment that can not be told', [{ in: 'path', name: 'y' }], { url: '/a/bad' }],
    ['the whole query', [{ in: 'querystring' }], {}, 'missing querystring p /p'],
    [
      'an object that may leave nothing',
      [{ serialization: { style: 'form', explode: true, properties: [] } }],
      {},
    ],
  ])('%s', (_, parameters, sent, ...defects) => {
    expect(defectsOf(operationOf(parameters), sent)).toEqual(defects);
  });

  const deep: Stated = {
    name: 'f',
    required: false,
    serialization: { style: 'deepObject', explode: true, properties: [['a', []]] },
  };
  test.each<[string, readonly Stated[], string, string]>([
    ['below an unknown property of a deep object', [deep], 'f[b][c]=1&f[b][d]=2', 'f[b]'],
    ['beside a deep object', [deep], 'g[b][c]=1', 'g[b][c]'],
    [
      'of a parameter that is not deep',
      [{ ...deep, serialization: { style: 'form', explode: false, properties: [] } }],
      'f[b][c]=1',
      'f[b][c]',
    ],
    ['of the second deep object', [deep, { ...deep, name: 'g' }], 'g[b][c]=1', 'g[b]'],
  ])('an undocumented name %s', (_, parameters, query, name) => {
    expect(defectsOf(operationOf(parameters), { url: `/a/1?${query}` })).toEqual([
      `undocumented query ${name} /paths/a/get`,
    ]);
  });
});

describe('credentials', () => {
  const key = operationOf([header('X-Key'), { name: 'sid', in: 'cookie' }, {}], [['x-key'], ['sid', 'key']]);
  const ALL = ['missing header X-Key /p', 'missing cookie sid /p', MISSING];
  test.each<[string, Sent, ...string[]]>([
    ['none', {}, ...ALL],
    ['refused', { status: 401 }, MISSING],
    ['refused otherwise', { status: 403 }, ...ALL],
    ['a signature', { headers: { Authorization: 'x' } }, MISSING],
    ['one alternative', { headers: { 'x-key': 'x' } }, MISSING],
    ['half of the other one', { headers: { cookie: 'sid=1' } }, 'missing header X-Key /p', MISSING],
    ['the other one', { headers: { cookie: 'sid=1' }, url: '/a/1?key=1' }, MISSING],
    ['values are not looked at', { headers: { 'x-key': 'bad', cookie: 'sid=bad' }, url: '/a/1?key=1&p=1' }],
  ])('%s', (_, sent, ...defects) => {
    expect(defectsOf(key, sent)).toEqual(defects);
  });

  test.each(['Authorization-Not', 'X-Auth-Token', 'x-api-key', 'X-Security-Token', 'cookie'])(
    '%s by its name',
    (name) => {
      const isKnown = name !== 'Authorization-Not';
      const sent = { headers: { [name]: 'bad' } };
      expect(defectsOf(operationOf([header(name)]), sent)).toEqual(
        isKnown ? [] : [`mismatch header ${name} /p`],
      );
    },
  );

  test('without any requirement nothing takes their place', () => {
    expect(defectsOf(operationOf([header('X-Api-Key')], [[]]), {})).toEqual(['missing header X-Api-Key /p']);
  });

  type Security = CompiledOperation['security'];
  test.each<[string, Security, string, Headers | undefined, Security | undefined]>([
    ['none are asked for', [], '/', {}, undefined],
    ['headers were not recorded', [['k']], '/', undefined, undefined],
    ['a header', [['K']], '/', { k: '' }, undefined],
    ['no header', [['K']], '/', { l: '' }, [['K']]],
    ['a pair of the query', [['k']], 'https://h/?a=b&k=1', {}, undefined],
    ['a pair of the query with a question mark', [['k']], '/?a=b?&k=1', {}, undefined],
    ['a pair of the fragment', [['k']], '/?a=b#?k=1', {}, [['k']]],
    ['a cookie', [['k']], '/', { cookie: 'a=b; %6b=1' }, undefined],
    ['another cookie', [['k']], '/', { cookie: 'a=b; c' }, [['k']]],
    ['a Cookie field that is redacted', [['k']], '/', { cookie: 'redacted' }, undefined],
    ['the second of two lines', [['k']], '/', { cookie: ['a=b', 'k=1'] }, undefined],
    ['a user in the URL', [['authorization']], 'HTTPS://u:p@h/', {}, undefined],
    ['an at sign in the path', [['authorization']], 'https://h/@', {}, [['authorization']]],
    ['an at sign in the query', [['authorization']], 'https://h?a=@', {}, [['authorization']]],
    ['a user, and another header is asked for', [['k']], 'https://u@h/', {}, [['k']]],
    ['half of what goes together', [['k', 'l']], '/?k=1', {}, [['l']]],
    ['a header and a pair that go together', [['k', 'l']], '/?k=1', { l: '' }, undefined],
    ['one of two alternatives', [['k'], ['l']], '/?l=1', {}, undefined],
    ['none of two alternatives', [['k'], ['l', 'm']], '/?m=1', {}, [['k'], ['l']]],
  ])('missing of each alternative: %s', (_, security, url, headers, missing) => {
    const request = { method: 'GET', url, headers, body: { kind: 'none' } } as const;
    expect(missingCredentials({ security }, request)).toEqual(missing);
  });
});
