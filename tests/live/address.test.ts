import { describe, expect, test } from 'vitest';
import { specialUse } from '../../src/live/address.ts';
import { addressRefusal, guardedLookup, refusal } from '../../src/live/hosts.ts';
import { createSender } from '../../src/live/send.ts';
import { senderOptions } from './sender-options.ts';
import { standIn } from './stand-in.ts';

const uses: [string, string | undefined][] = [
  ['8.8.8.8', undefined],
  ['100.63.255.255', undefined],
  ['172.32.0.1', undefined],
  ['2606:4700::1111', undefined],
  ['64:ff9b::808:808', undefined],
  ['2002:808:808::1', undefined],
  ['::ffff:8.8.8.8', undefined],
  ['0.0.0.0', 'unspecified'],
  ['10.1.2.3', 'private'],
  ['100.100.100.200', 'private'],
  ['127.8.8.8', 'loopback'],
  ['169.254.169.254', 'link-local'],
  ['172.31.255.255', 'private'],
  ['192.168.0.1', 'private'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'reserved'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:7f00:1', 'loopback'],
  ['0:0:0:0:0:ffff:a9fe:a9fe', 'link-local'],
  ['::127.0.0.1', 'loopback'],
  ['::ffff:0:10.0.0.1', 'private'],
  ['64:ff9b::a00:1', 'private'],
  ['2002:7f00:1::', 'loopback'],
  ['2002:a9fe:a9fe::1', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['fd00:ec2::254', 'private'],
  ['ff02::1', 'multicast'],
  ['2001:db8::1', 'reserved'],
  ['localhost', 'unreadable'],
];

test.each(uses)('%s is %s', (address, use) => {
  expect(specialUse(address)).toBe(use);
});

// Every spelling that a URL may hold, and names that resolve to what must not be reached: 25 ways, no connection.
const refused: [string, string[]][] = [
  ['http://127.0.0.1:PORT/', []],
  ['http://127.1:PORT/', []],
  ['http://2130706433:PORT/', []],
  ['http://0x7f000001:PORT/', []],
  ['http://0177.0.0.1:PORT/', []],
  ['http://0:PORT/', []],
  ['http://0.0.0.0:PORT/', []],
  ['http://[::1]:PORT/', []],
  ['http://[::]:PORT/', []],
  ['http://[::ffff:127.0.0.1]:PORT/', []],
  ['http://[::ffff:7f00:1]:PORT/', []],
  ['http://[::127.0.0.1]:PORT/', []],
  ['http://[64:ff9b::7f00:1]:PORT/', []],
  ['http://[2002:7f00:1::]:PORT/', []],
  ['https://127.0.0.1:PORT/', []],
  ['http://localhost:PORT/', ['127.0.0.1']],
  ['https://service.example:PORT/', ['127.0.0.1']],
  ['https://service.example:PORT/', ['::ffff:127.0.0.1']],
  ['https://service.example:PORT/', ['::1']],
  ['https://service.example:PORT/', ['10.0.0.1']],
  ['https://service.example:PORT/', ['169.254.169.254']],
  ['https://service.example:PORT/', ['93.184.215.14', '127.0.0.1']],
  ['https://service.example.:PORT/', ['127.0.0.1']],
  ['https://SERVICE.example:PORT/', ['fe80::1']],
  ['https://user:password@service.example:PORT/', ['93.184.215.14']],
  ['http://service.example:PORT/', ['93.184.215.14']],
  ['ftp://service.example:PORT/', ['93.184.215.14']],
];

test('no address of special use is connected to, however it is spelt', async () => {
  await using service = await standIn((_, response) => response.end('{}'));
  for (const [template, addresses] of refused) {
    const url = template.replace('PORT', String(service.port));
    const { send } = createSender(
      senderOptions({
        rules: { hosts: [URL.parse(url)!.hostname.replace(/\.$/, '')], allowPrivate: [] },
        resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      }),
    );
    const answer = await send({ method: 'GET', url, headers: [] });
    expect(answer, url).toHaveProperty('unreachable');
    expect(JSON.stringify(answer)).not.toContain('password');
  }
  expect(service.connections()).toBe(0);
});

test('a name that resolves differently the second time is connected to as it was checked', async () => {
  await using service = await standIn((_, response) => response.end('{}'));
  let lookups = 0;
  const { send } = createSender(
    senderOptions({
      rules: { hosts: ['localhost'], allowPrivate: ['localhost'] },
      resolve: async () => [{ address: lookups++ === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }],
    }),
  );
  const answer = await send({ method: 'GET', url: `http://localhost:${service.port}/`, headers: [] });
  expect(answer).toHaveProperty('response.status', 200);
  expect(lookups).toBe(1);
});

describe('named addresses', () => {
  const cases: [string, string, string, boolean][] = [
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', '127.0.0.2', '127.0.0.2', false],
    ['127.0.0.1', '::ffff:127.0.0.1', 'service.example', true],
    ['10.0.0.0/8', '10.9.9.9', 'service.example', true],
    ['10.0.0.0/8', '11.0.0.1', 'service.example', true],
    ['10.0.0.0/8', '192.168.0.1', 'service.example', false],
    ['fd00::/8', 'fd12::1', 'service.example', true],
    ['fd00::/8', 'fe80::1', 'service.example', false],
    ['[::1]', '::1', '::1', true],
    ['service.example', '10.0.0.1', 'service.example', true],
    ['other.example', '10.0.0.1', 'service.example', false],
    ['localhost', '127.0.0.1', 'localhost', true],
    ['localhost', '10.0.0.1', 'localhost', false],
    ['localhost', '127.0.0.1', 'service.example', false],
  ];
  test.each(cases)('%s lets %s under %s: %s', (entry, address, host, allowed) => {
    const rules = { hosts: [], allowPrivate: [entry] };
    expect(addressRefusal(address, host, rules) === undefined).toBe(allowed);
  });

  test('a block that is none is a config error', () => {
    expect(() => addressRefusal('10.0.0.1', 'a', { hosts: [], allowPrivate: ['10.0.0.0/99'] })).toThrow(
      'live.allowPrivate',
    );
  });
});

describe('named hosts', () => {
  const cases: [string, string, boolean][] = [
    ['a.example', 'https://a.example/', true],
    ['a.example', 'https://A.EXAMPLE./', true],
    ['a.example', 'https://a.example:8443/', true],
    ['a.example:443', 'https://a.example/', true],
    ['a.example:443', 'https://a.example:8443/', false],
    ['a.example', 'https://b.a.example/', false],
    ['a.example', 'https://a.example.evil.test/', false],
    ['a.example', 'https://evil-a.example/', false],
    ['*.a.example', 'https://b.a.example/', true],
    ['*.a.example', 'https://c.b.a.example/', false],
    ['*.a.example', 'https://a.example/', false],
  ];
  test.each(cases)('%s names %s: %s', (pattern, url, named) => {
    expect(refusal(new URL(url), { hosts: [pattern], allowPrivate: [] }) === undefined).toBe(named);
  });
});

describe('http without TLS', () => {
  const cases: [string, string[], boolean, string | undefined][] = [
    ['http://127.0.0.1/', [], true, undefined],
    ['http://localhost/', [], true, undefined],
    ['http://[::1]/', [], true, undefined],
    ['http://10.0.0.5/', [], false, undefined],
    [
      'http://10.0.0.5/',
      [],
      true,
      'credentials are not sent over http without TLS; live.allowHttp: ["10.0.0.5"] allows it',
    ],
    ['http://10.0.0.5/', ['10.0.0.5'], true, undefined],
    ['http://10.0.0.5:81/', ['10.0.0.5:80'], true, 'credentials'],
    ['http://service.example/', [], false, 'http without TLS is only spoken to a private host'],
    ['http://service.example/', ['service.example'], true, undefined],
    ['http://localhost.evil.example/', [], true, 'credentials'],
  ];
  test.each(cases)('%s, allowed %j, with credentials %s: %s', (url, allowHttp, hasCredentials, said) => {
    const { hostname } = new URL(url);
    const allowPrivate = ['127.0.0.1', '[::1]', 'localhost', '10.0.0.5'];
    const answer = refusal(new URL(url), { hosts: [hostname], allowPrivate, allowHttp }, hasCredentials);
    if (said === undefined) expect(answer).toBeUndefined();
    else expect(answer).toContain(said);
  });
});

test('both shapes of lookup hand over what was checked', async () => {
  const lookup = guardedLookup({ hosts: [], allowPrivate: [] }, async () => [
    { address: '93.184.215.14', family: 4 },
  ]);
  const one = await new Promise((done) => lookup('a.example', {}, (...all) => done(all)));
  const every = await new Promise((done) => lookup('a.example', { all: true }, (...all) => done(all)));
  expect(one).toEqual([null, '93.184.215.14', 4]);
  expect(every).toEqual([null, [{ address: '93.184.215.14', family: 4 }]]);
});
