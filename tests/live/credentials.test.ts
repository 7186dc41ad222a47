import { describe, expect, test } from 'vitest';
import { type DerivedAuth, derivedAuth, type SecurityScheme } from '../../src/live/credentials.ts';

const bearer = { type: 'http', scheme: 'bearer' };
const basic = { type: 'http', scheme: 'Basic' };
const key = { type: 'apiKey', in: 'query', name: 'key' };
const cloud = { type: 'apiKey', in: 'header', name: 'X-Auth-Token' };
const signature = { type: 'http', scheme: 'hoba' };

const byBearer: DerivedAuth = {
  kind: 'settings',
  settings: { type: 'bearer', token: { env: 'BANK_TOKEN' } },
};
const byKey: DerivedAuth = {
  kind: 'settings',
  settings: { type: 'apiKey', in: 'query', name: 'key', key: { env: 'BANK_KEY' } },
};

describe('what the security schemes of a contract ask for', () => {
  test.each<readonly [string, Record<string, SecurityScheme>, readonly (readonly string[][])[], DerivedAuth]>(
    [
      ['nothing', {}, [], { kind: 'cloud' }],
      ['a bearer token', { a: bearer }, [[['a']]], byBearer],
      ['OAuth', { a: { type: 'oauth2' } }, [[['a']]], byBearer],
      ['OpenID Connect', { a: { type: 'openIdConnect' } }, [[['a']]], byBearer],
      [
        'user and password',
        { a: basic },
        [[['a']]],
        {
          kind: 'settings',
          settings: { type: 'basic', user: { env: 'BANK_USER' }, password: { env: 'BANK_PASSWORD' } },
        },
      ],
      ['a key', { a: key }, [[['a']]], byKey],
      ['the token of the cloud', { a: bearer, b: cloud }, [[['a'], ['b']]], { kind: 'cloud' }],
      ['one of two', { a: signature, b: key }, [[['a'], ['b']]], byKey],
      ['two at once', { a: bearer, b: key }, [[['a', 'b']]], { kind: 'unknown' }],
      ['what all operations accept', { a: bearer, b: key }, [[['a'], ['b']], [['b']]], byKey],
      ['nothing in common', { a: bearer, b: key }, [[['a']], [['b']]], { kind: 'unknown' }],
      ['a scheme that nobody knows', { a: signature }, [[['a']]], { kind: 'unknown' }],
      ['a scheme that is not declared', {}, [[['a']]], { kind: 'unknown' }],
      ['a key in a place that is none', { a: { ...key, in: 'body' } }, [[['a']]], { kind: 'unknown' }],
    ],
  )('%s', (_what, schemes, required, derived) => {
    expect(derivedAuth({ title: 'Bank API', schemes, required })).toEqual(derived);
  });

  test.each([
    ['Bank API', 'a', 'BANK_TOKEN'],
    ['the PetStore', 'a', 'THE_PET_STORE_TOKEN'],
    ['API v2', 'a', 'V2_TOKEN'],
    ['银行', 'bankAuth', 'BANK_AUTH_TOKEN'],
    ['3D Bank', 'a', 'D_BANK_TOKEN'],
    ['银行', '授权', 'API_TOKEN'],
  ])('%s with the scheme %s names its variable %s', (title, scheme, variable) => {
    const found = derivedAuth({ title, schemes: { [scheme]: bearer }, required: [[[scheme]]] });
    expect(found).toEqual({ kind: 'settings', settings: { type: 'bearer', token: { env: variable } } });
  });
});
