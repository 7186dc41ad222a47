import { expect, test } from 'vitest';
import { mountsOf } from '../../src/contract/servers.ts';

test.each<[string, Record<string, { default: string; enum?: string[] }>, string[], string[] | undefined]>([
  ['https://api.example.com/v1', {}, ['/v1'], ['api.example.com']],
  ['https://API.Example.com:8443/v1/', {}, ['/v1'], ['api.example.com']],
  ['https://user:secret@h/v1?x#y', {}, ['/v1'], ['h']],
  ['https://h', {}, [''], ['h']],
  ['https://[::1]:8080/a', {}, ['/a'], ['[::1]']],
  ['https://[2001:DB8:0:0::1]:{port}/a', { port: { default: '80' } }, ['/a'], ['[2001:db8::1]']],
  ['https://api.example.com./v1', {}, ['/v1'], ['api.example.com']],
  ['https://bücher.example/v1', {}, ['/v1'], ['xn--bcher-kva.example']],
  [
    'https://{shop}.bücher.example',
    { shop: { default: 'a' } },
    [''],
    ['a.xn--bcher-kva.example', '*.xn--bcher-kva.example'],
  ],
  ['https://{undeclared}.h.example/v1', {}, ['/v1'], ['*.h.example']],
  ['https://h/a/./b/../c/', {}, ['/a/c'], ['h']],
  ['.', {}, [''], undefined],
  ['', {}, [''], undefined],
  ['{base}', { base: { default: 'https://h/v1' } }, ['/v1', '/{base}', ''], undefined],
  ['{base}/v1', { base: { default: 'https://h/a' } }, ['/a/v1', '/{base}/v1', '/v1'], undefined],
  ['{base}/v1', { base: { default: 'https://h', enum: ['https://h'] } }, ['/v1'], ['h']],
  ['/', {}, [''], undefined],
  ['/v1', {}, ['/v1'], undefined],
  ['v1', {}, ['/v1'], undefined],
  ['api/v1', {}, ['/api/v1'], undefined],
  ['./api/../v2', {}, ['/v2'], undefined],
  ['../../v1', {}, ['/v1'], undefined],
  ['//h.example/v1', {}, ['/v1'], ['h.example']],
  ['https://{region}.h.example/v1', { region: { default: 'eu' } }, ['/v1'], ['eu.h.example', '*.h.example']],
  [
    'https://{region}.h.example/v1',
    { region: { default: 'eu', enum: ['eu', 'us'] } },
    ['/v1'],
    ['eu.h.example', 'us.h.example'],
  ],
  ['https://h/{base}', { base: { default: 'v2' } }, ['/v2', '/{base}'], ['h']],
  ['https://h/{base}', { base: { default: 'api/v2' } }, ['/api/v2', '/{base}'], ['h']],
  ['https://h/{base}', { base: { default: 'v2', enum: ['v1', 'v2'] } }, ['/v1', '/v2'], ['h']],
  ['{scheme}://h:{port}/v1', { scheme: { default: 'https' }, port: { default: '443' } }, ['/v1'], ['h']],
])('%s %o', (url, variables, prefixes, hosts) => {
  expect(mountsOf([{ url, variables }])).toEqual({ prefixes, hosts });
});

test('no server is the root of any host, and one relative server is enough for any host', () => {
  expect(mountsOf([])).toEqual({ prefixes: [''], hosts: undefined });
  expect(mountsOf([{ url: 'https://h/v1' }, { url: '/v2' }])).toEqual({
    prefixes: ['/v1', '/v2'],
    hosts: undefined,
  });
});

test('variables with many values stay bounded', () => {
  const values = Array.from({ length: 100 }, (_, index) => `v${index}`);
  const variables = { a: { default: 'v0', enum: values }, b: { default: 'v0', enum: values } };
  expect(mountsOf([{ url: 'https://h/{a}/{b}', variables }]).prefixes.length).toBe(256);
});
