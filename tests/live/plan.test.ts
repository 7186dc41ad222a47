import { describe, expect, test } from 'vitest';
import { planProbes, unaskedOperations } from '../../src/live/plan.ts';
import type { LiveSettings } from '../../src/live/settings.ts';
import { serverHosts, targetOf } from '../../src/live/target.ts';
import type { CompiledOperation, CompiledParameter, CompiledSerialization } from '../../src/model.ts';
import { contract, operation, parameter, responses } from './contract.ts';

const show = operation('show', 'GET', '/v2/{project_id}/instances/{instance_id}', {
  responses: responses('200', '401', '403', '404', '500'),
});
const environment = { APIG_PROJECT_ID: 'p1', APIG_INSTANCE_ID: 'e6a5871bfb5b47d19c5874790f639ef8' };

function plan(
  operations: CompiledOperation[],
  settings: LiveSettings = {},
  variables: Record<string, string> = environment,
) {
  const whole = { endpoint: 'https://apig.example.com', ...settings };
  const target = targetOf(whole, [], variables);
  return planProbes({ contract: contract(...operations), settings: whole, target, environment: variables });
}

test('one success, one without credentials, one with an unknown id', () => {
  expect(
    plan([show]).map(({ name, auth, request, notReady }) => [name, auth, request.url, notReady]),
  ).toEqual([
    [
      'show 200',
      'usual',
      'https://apig.example.com/v2/p1/instances/e6a5871bfb5b47d19c5874790f639ef8',
      undefined,
    ],
    [
      'show 401',
      'none',
      'https://apig.example.com/v2/p1/instances/e6a5871bfb5b47d19c5874790f639ef8',
      undefined,
    ],
    [
      'show 404',
      'usual',
      'https://apig.example.com/v2/p1/instances/00000000000000000000000000000000',
      undefined,
    ],
  ]);
});

test('an error that is not documented, or needs no credentials, is not provoked', () => {
  const open = operation('open', 'GET', '/things/{id}', {
    security: [['X-Auth-Token'], []],
    responses: responses('200', '401'),
  });
  expect(plan([open], { parameters: { id: 7 } }).map(({ name }) => name)).toEqual(['open 200']);
});

test('what has no value is planned but not ready', () => {
  expect(plan([show], {}, {}).map(({ name, notReady }) => [name, notReady])).toEqual([
    [
      'show 200',
      'no value for project_id, instance_id: set live.parameters.project_id, live.parameters.instance_id',
    ],
    [
      'show 401',
      'no value for project_id, instance_id: set live.parameters.project_id, live.parameters.instance_id',
    ],
  ]);
});

test('an unknown id keeps the declared make', () => {
  const pattern = parameter('id', 'path', { open: (value) => /^[a-z]{3}-[a-z0-9]+$/.test(String(value)) });
  const shaped = operation('shaped', 'GET', '/t/{id}', {
    parameters: [pattern],
    responses: responses('200', '404'),
  });
  expect(plan([shaped], { parameters: { id: 'abc-9f' } }).at(-1)?.request.url).toBe(
    'https://apig.example.com/t/abc-0f',
  );
  const number = parameter('id', 'path', { types: ['integer'], open: Number.isInteger });
  const numbered = operation('numbered', 'GET', '/t/{id}', {
    parameters: [number],
    responses: responses('200', '404'),
  });
  expect(plan([numbered], { parameters: { id: 42 } }).at(-1)?.request.url).toBe(
    'https://apig.example.com/t/00',
  );
});

describe('methods that change something', () => {
  const remove = operation('remove', 'DELETE', '/things/{id}');
  test('are never derived, and are named as unasked', () => {
    expect(plan([remove])).toEqual([]);
    expect(unaskedOperations(contract(remove), []).map(({ id }) => id)).toEqual(['remove']);
  });
  test('are not derived even when allowed', () => {
    expect(plan([remove], { allowUnsafe: ['remove'] })).toEqual([]);
  });
  test('are refused when listed without being allowed', () => {
    expect(() => plan([remove], { probes: [{ operation: 'remove' }] })).toThrow('would send DELETE');
  });
  test('are planned when listed and allowed', () => {
    const probes = [{ operation: 'remove', parameters: { id: 'a/b ?' }, body: { a: 1 }, expect: 204 }];
    const [probe] = plan([remove], { probes, allowUnsafe: ['remove'] });
    expect(probe?.request).toMatchObject({
      method: 'DELETE',
      url: 'https://apig.example.com/things/a%2Fb%20%3F',
      body: Buffer.from('{"a":1}'),
    });
  });
  test('an unknown name is a config error', () => {
    expect(() => plan([remove], { allowUnsafe: ['remov'] })).toThrow('unknown operation "remov"');
    expect(() => plan([remove], { probes: [{ operation: 'x' }] })).toThrow('unknown operation "x"');
  });
});

test('a listed probe takes the place of a derived one of the same status', () => {
  const probes = [
    { operation: 'show', expect: 404, parameters: { instance_id: 'gone' } },
    { operation: 'show', expect: '4XX', auth: 'none' as const },
  ];
  expect(plan([show], { probes }).map(({ name, purpose }) => [name, purpose])).toEqual([
    ['show 200', 'the documented success'],
    ['show 404', 'listed in the config'],
    ['show 4XX', 'listed in the config'],
  ]);
  expect(plan([show], { probes, derive: false })).toHaveLength(2);
});

test('parameters of every place', () => {
  const listing = operation('list', 'GET', '/things', {
    parameters: [
      parameter('q', 'query'),
      parameter('tags', 'query', { required: true }),
      parameter('X-Trace', 'header'),
      parameter('c', 'cookie'),
      parameter('X-Auth-Token', 'header', { required: true }),
    ],
  });
  const [probe] = plan([listing], { parameters: { q: '中 &', tags: ['a', 'b'], 'X-Trace': 't', c: 'v;' } });
  expect(probe?.notReady).toBeUndefined();
  expect(probe?.request.url).toBe('https://apig.example.com/things?q=%E4%B8%AD%20%26&tags=a&tags=b');
  expect(probe?.request.headers.slice(1)).toEqual([
    { name: 'X-Trace', value: 't' },
    { name: 'Cookie', value: 'c=v%3B' },
  ]);
});

test.each<[string, CompiledParameter['in'], CompiledSerialization | undefined, string]>([
  ['whole', 'query', { style: 'form', explode: false }, '/things?p=a%2Cb,2'],
  ['exploded', 'query', { style: 'form', explode: true }, '/things?p=a%2Cb&p=2'],
  ['spaces', 'query', { style: 'spaceDelimited', explode: false }, '/things?p=a%2Cb%202'],
  ['pipes', 'query', { style: 'pipeDelimited', explode: false }, '/things?p=a%2Cb%7C2'],
  ['simple', 'path', undefined, '/things/a%2Cb,2'],
  ['a label', 'path', { style: 'label', explode: false }, '/things/.a%2Cb,2'],
  ['an exploded label', 'path', { style: 'label', explode: true }, '/things/.a%2Cb.2'],
  ['a matrix', 'path', { style: 'matrix', explode: false }, '/things/;p=a%2Cb,2'],
  ['an exploded matrix', 'path', { style: 'matrix', explode: true }, '/things/;p=a%2Cb;p=2'],
])('an array is sent as declared: %s', (_, place, serialization, url) => {
  const declared = parameter('p', place, serialization === undefined ? {} : { serialization });
  const path = place === 'path' ? '/things/{p}' : '/things';
  const [probe] = plan([operation('list', 'GET', path, { parameters: [declared] })], {
    parameters: { p: ['a,b', 2] },
  });
  expect(probe?.request.url).toBe(`https://apig.example.com${url}`);
});

test.each(['.', '..', ''])('a path value %j would be another path', (id) => {
  expect(plan([operation('a', 'GET', '/t/{id}/x')], { parameters: { id } })[0]?.notReady).toBe(
    'the value of id would be another path',
  );
});

describe('the target', () => {
  test.each([
    [{ endpoint: 'apig.example.com' }, 'https://apig.example.com', undefined, []],
    [{ endpoint: 'https://apig.example.com/base/' }, 'https://apig.example.com', '/base', []],
    [{ endpoint: 'http://127.0.0.1:4010' }, 'http://127.0.0.1:4010', undefined, ['127.0.0.1']],
    [
      { endpoint: 'http://localhost:4010', allowPrivate: ['10.0.0.0/8'] },
      'http://localhost:4010',
      undefined,
      ['localhost', '10.0.0.0/8'],
    ],
    [{}, 'https://from.contract.example', undefined, []],
  ] as const)('%j', (settings, origin, prefix, allowPrivate) => {
    const found = targetOf(settings, [{ url: 'https://from.contract.example/v1' }], {});
    expect([found.origin, found.prefix, found.rules.allowPrivate]).toEqual([origin, prefix, allowPrivate]);
  });
  test('the environment names it too', () => {
    expect(targetOf({}, [], { APIG_ENDPOINT: 'apig.cn.example.com' }).origin).toBe(
      'https://apig.cn.example.com',
    );
  });
  test.each(['https://user:pw@a.example', 'ftp://a.example', 'https://', 'https://a.example?token=x'])(
    '%s is refused',
    (endpoint) => {
      expect(() => targetOf({ endpoint }, [], {})).toThrow(/endpoint/);
    },
  );
  test('nothing named is a config error', () => {
    expect(() => targetOf({}, [{ url: '/v1' }], {})).toThrow('no endpoint');
  });
  test.each([
    'http://127.0.0.1:8080',
    'http://localhost',
    'https://10.0.0.1',
    'https://[::1]',
    'https://169.254.169.254',
  ])('a private address that only the contract names is not allowed by that: %s', (url) => {
    const { origin, rules } = targetOf({}, [{ url }], {});
    expect([origin, rules.allowPrivate]).toEqual([url, []]);
    expect(targetOf({ endpoint: url }, [{ url }], {}).rules.allowPrivate).toHaveLength(1);
  });
  test.each([
    [{ url: 'https://a.example/v1' }, ['a.example']],
    [{ url: '/v1' }, []],
    [{ url: 'https://apig.{region}.cloud.example' }, ['apig.*.cloud.example']],
    [
      { url: 'https://{env}.a.example', variables: { env: { enum: ['dev', 'prod'] } } },
      ['dev.a.example', 'prod.a.example'],
    ],
    [{ url: 'https://{host}', variables: { host: { default: 'b.example' } } }, ['b.example']],
    [{ url: 'https://x.{tld}', variables: { tld: { default: 'example' } } }, ['x.example']],
  ])('servers %j', (server, hosts) => {
    expect(serverHosts(server)).toEqual(hosts);
  });
});
