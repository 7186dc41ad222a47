import { expect, test } from 'vitest';
import { createHostGate } from '../../../src/cli/run/hosts.ts';
import type { CompiledContract, Exchange } from '../../../src/model.ts';

function contractOn(hosts: readonly string[] | undefined): CompiledContract {
  const operation = {
    id: 'get',
    method: 'GET',
    path: '/a',
    prefixes: ['/v1'],
    pointer: '',
    parameters: [],
    security: [],
    responses: [],
  };
  return {
    format: 2,
    source: 'c.yaml',
    hash: '',
    title: '',
    ...(hosts && { hosts }),
    operations: [operation],
  };
}

function to(url: string): Exchange {
  return {
    source: 'r.har',
    index: 0,
    request: { method: 'GET', url, headers: undefined, body: { kind: 'none' } },
    response: { status: 200, headers: undefined, body: { kind: 'none' } },
  };
}

const OURS = ['api.test', '*.eu.api.test'];

test('an origin that is remembered is no beginning of another', () => {
  const gate = createHostGate(contractOn(OURS), []);
  const reasonOf = (url: string) => gate(to(url))?.unchecked?.reason;
  expect(reasonOf('https://api.test/v1/a')).toBeUndefined();
  expect(reasonOf('https://api.test.evil/v1/a')).toBe('host-undeclared');
  expect(reasonOf('https://api.test@evil/v1/a')).toBe('host-undeclared');
  expect(reasonOf('//evil/v1/a')).toBe('host-other');
  expect(reasonOf('https://api.test/v1/a')).toBeUndefined();
});

test.each<[string, readonly string[] | undefined, readonly string[], string]>([
  ['https://api.test/v1/a', OURS, [], 'judged'],
  ['http://API.TEST:8080/v1/a', OURS, [], 'judged'],
  ['https://x.eu.api.test/v1/a', OURS, [], 'judged'],
  ['https://evil-api.test/v1/a', OURS, [], 'host-undeclared: evil-api.test'],
  ['https://api.test.evil/v1/a', OURS, [], 'host-undeclared: api.test.evil'],
  ['https://api.test@evil/v1/a', OURS, [], 'host-undeclared: evil'],
  ['https://cdn.test/logo.png', OURS, [], 'host-other: cdn.test'],
  ['https://api.test/nothing', OURS, [], 'judged'],
  ['/v1/a', OURS, [], 'judged'],
  ['http://localhost:3000/v1/a', OURS, [], 'judged'],
  ['http://127.0.0.2/v1/a', OURS, [], 'judged'],
  ['http://[::1]:1/v1/a', OURS, [], 'judged'],
  ['https://api.test./v1/a', OURS, [], 'judged'],
  ['https://user:secret@api.test/v1/a', OURS, [], 'judged'],
  ['http://[2001:DB8::0:1]:8080/v1/a', ['[2001:db8::1]'], [], 'judged'],
  ['http://[2001:db8::2]/v1/a', ['[2001:db8::1]'], [], 'host-undeclared: [2001:db8::2]'],
  ['http://[2001:db8::1]:8080/v1/a', OURS, ['2001:DB8:0::1'], 'judged'],
  ['http://[2001:db8::1]/v1/a', OURS, ['[2001:db8:*]:8080'], 'judged'],
  ['https://bücher.example/v1/a', ['xn--bcher-kva.example'], [], 'judged'],
  ['https://xn--bcher-kva.example/v1/a', OURS, ['bücher.*'], 'judged'],
  ['https://xn--bcher-kva.example/v1/a', OURS, ['BÜCHER.example'], 'judged'],
  ['https://mirror.test:8443/v1/a', OURS, ['mirror.test:8443'], 'judged'],
  ['http://localhost./v1/a', OURS, [], 'judged'],
  ['https://mirror.test/v1/a', OURS, ['mirror.*'], 'judged'],
  ['https://other.test/v1/a', OURS, ['mirror.*'], 'host-other: other.test'],
  ['https://anything.test/v1/a', undefined, [], 'judged'],
  ['https://anything.test/v1/a', undefined, ['api.test'], 'host-other: anything.test'],
])('%s of %s with hosts %s is %s', (url, hosts, named, expected) => {
  const unchecked = createHostGate(contractOn(hosts), named)(to(url))?.unchecked;
  expect(unchecked === undefined ? 'judged' : `${unchecked.reason}: ${unchecked.subject}`).toBe(expected);
});
