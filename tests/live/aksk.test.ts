// The oracle is the signer of the vendor's own SDK core, a dev dependency.
import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signRequest } from '../../src/live/auth/aksk.ts';
import type { LiveRequest } from '../../src/live/request.ts';

const word = fc.string({
  unit: fc.constantFrom(...'abcXYZ019-_.~!*()\'&=+/?#@:;,$%中文实例é🔑"<>| '),
  minLength: 1,
  maxLength: 8,
});
// The SDK core percent-encodes these twice in a path, so the two can only agree without them.
const segment = word.filter((text) => !/[ '"<>|?#\\{}^`;]/.test(text) && !/^\.{1,2}$/.test(text));
const headerName = fc
  .stringMatching(/^[xX]-[a-zA-Z]{1,6}(-[a-z]{1,4})?$/)
  .filter((name) => !/^x-sdk/i.test(name));
const headerValue = fc.stringMatching(/^[!-~]([ -~]{0,12}[!-~])?$/);

const request = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
  path: fc.array(segment, { minLength: 1, maxLength: 4 }),
  trailing: fc.boolean(),
  query: fc.dictionary(word, fc.array(word, { minLength: 1, maxLength: 3 }), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
  headers: fc.uniqueArray(fc.tuple(headerName, headerValue), {
    selector: ([name]) => name.toLowerCase(),
    maxLength: 4,
  }),
  contentType: fc.constantFrom(
    undefined,
    'application/json',
    'application/json;charset=utf8',
    'multipart/form-data; boundary=x',
  ),
  body: fc.option(fc.dictionary(word, fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true }), {
    nil: undefined,
  }),
  securityToken: fc.option(fc.stringMatching(/^[A-Za-z0-9+/]{20,60}$/), { nil: undefined }),
  port: fc.constantFrom('', ':8443'),
  now: fc.date({ min: new Date('2001-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
});

type Random = typeof request extends fc.Arbitrary<infer T> ? T : never;

function headersOf(random: Random, date: string): Record<string, string> {
  return {
    ...(random.contentType === undefined ? {} : { 'content-type': random.contentType }),
    ...Object.fromEntries(random.headers),
    ...(random.securityToken === undefined ? {} : { 'X-Security-Token': random.securityToken }),
    'X-Sdk-Date': date,
  };
}

function ours(random: Random, date: string): LiveRequest {
  const path = random.path.map(encodeURIComponent).join('/');
  const query = Object.entries(random.query).flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  const unsigned = {
    method: random.method,
    url: `https://apig.example.com${random.port}/${path}${random.trailing ? '/' : ''}?${query.reverse().join('&')}`,
    headers: Object.entries(headersOf(random, date)).map(([name, value]) => ({ name, value })),
    ...(random.body === undefined ? {} : { body: Buffer.from(JSON.stringify(random.body)) }),
  };
  return signRequest(unsigned, { ak: 'AKEXAMPLE', sk: 'sk/example+secret' }, random.now.getTime());
}

function theirs(random: Random, date: string): string {
  const credential = { getAk: () => 'AKEXAMPLE', getSk: () => 'sk/example+secret' };
  const signed = AKSKSigner.sign(
    {
      endpoint: `https://apig.example.com${random.port}/${random.path.join('/')}${random.trailing ? '/' : ''}`,
      method: random.method,
      queryParams: structuredClone(random.query),
      headers: headersOf(random, date),
      data: random.body,
    },
    credential as never,
  ) as Record<string, string>;
  return signed.Authorization!;
}

test('500 random requests are signed as the SDK core signs them', () => {
  fc.assert(
    fc.property(request, (random) => {
      const date = random.now.toISOString().replace(/[-:]|\.\d+/g, '');
      const found = ours(random, date).headers.find((field) => field.name === 'Authorization');
      expect(found?.value).toBe(theirs(random, date));
    }),
    { numRuns: 500, seed: 6 },
  );
});

test('the date is the clock of the caller, the host the one of the URL', () => {
  const signed = signRequest(
    { method: 'GET', url: 'https://apig.example.com/v2/p?b=2&a=1', headers: [] },
    { ak: 'A', sk: 'S' },
    Date.UTC(2026, 10, 24, 3, 4, 5, 678),
  );
  expect(signed.headers).toEqual([
    { name: 'X-Sdk-Date', value: '20261124T030405Z' },
    { name: 'Host', value: 'apig.example.com' },
    {
      name: 'Authorization',
      value: expect.stringMatching(
        /^SDK-HMAC-SHA256 Access=A, SignedHeaders=host;x-sdk-date, Signature=[0-9a-f]{64}$/,
      ),
    },
  ]);
});
