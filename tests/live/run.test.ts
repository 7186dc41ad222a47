import { describe, expect, test } from 'vitest';
import type { AuthSettings } from '../../src/live/auth/scheme.ts';
import type { DerivedAuth } from '../../src/live/credentials.ts';
import { planProbes } from '../../src/live/plan.ts';
import { type Outcome, runProbes } from '../../src/live/run.ts';
import type { LiveSettings } from '../../src/live/settings.ts';
import { targetOf } from '../../src/live/target.ts';
import { contract, operation, responses } from './contract.ts';
import { senderOptions } from './sender-options.ts';
import { json, type Play, standIn } from './stand-in.ts';

const show = operation('show', 'GET', '/v2/{project_id}/instances/{instance_id}', {
  responses: responses('200', '401', '403', '404', '500'),
});
const declared = contract(show);
const parameters = { project_id: 'p', instance_id: 'abc123' };

const service: Play = ({ headers, url }, response) => {
  if (headers['x-auth-token'] === undefined && headers.authorization === undefined)
    return json(response, 401, {});
  if (headers['x-auth-token'] === 'forbidden') return json(response, 403, {});
  if (url.endsWith('/broken')) return json(response, 500, {});
  if (!url.endsWith('/abc123')) return json(response, 404, {});
  return json(response, 200, {});
};

async function run(
  play: Play,
  settings: LiveSettings,
  environment: Record<string, string> = {},
  derived: DerivedAuth = { kind: 'cloud' },
) {
  await using live = await standIn(play);
  const whole = { endpoint: live.origin, parameters, ...settings };
  const target = targetOf(whole, [], environment);
  const probes = planProbes({ contract: declared, settings: whole, target, environment });
  const { outcomes, secrets } = runProbes(
    probes,
    declared,
    { auth: whole.auth, derived },
    senderOptions({ rules: target.rules, environment }),
  );
  const all: Outcome[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return { all, live, secrets: secrets() };
}

function summary({ probe, ...outcome }: Outcome): string {
  if ('unreachable' in outcome) return `${probe.name}: ${outcome.unreachable}`;
  return `${probe.name}: ${outcome.exchange.response.status}${outcome.unexpected === undefined ? '' : `, ${outcome.unexpected}`}`;
}

test('all five documented statuses are observed', async () => {
  const { all, secrets } = await run(
    service,
    {
      probes: [
        { operation: 'show', expect: 403, auth: { type: 'token', token: 'forbidden' } },
        { operation: 'show', expect: 500, parameters: { instance_id: 'broken' } },
      ],
    },
    { APIG_TOKEN: 'good-token' },
  );
  expect(all.map(summary)).toEqual([
    'show 200: 200',
    'show 401: 401',
    'show 404: 404',
    'show 403: 403',
    'show 500: 500',
  ]);
  expect(secrets).toEqual(['good-token', 'forbidden']);
});

test('another status than expected is observed and named', async () => {
  const { all } = await run((_, response) => json(response, 200, {}), {}, { APIG_TOKEN: 'good-token' });
  expect(all.map(summary)).toEqual([
    'show 200: 200',
    'show 401: 200, expected 401, observed 200',
    'show 404: 200, expected 404, observed 200',
  ]);
});

test('without credentials only what needs none is asked', async () => {
  const { all, live } = await run(service, {});
  expect(all.map(summary)).toEqual([
    expect.stringMatching(/^show 200: no credentials: set APIG_TOKEN/),
    'show 401: 401',
    expect.stringMatching(/^show 404: no credentials/),
  ]);
  expect(live.asked).toHaveLength(1);
});

test('an overloaded gateway is no finding', async () => {
  const { all } = await run(
    (_, response) => json(response, 503, {}),
    { derive: false, probes: [{ operation: 'show' }] },
    { APIG_TOKEN: 't' },
  );
  expect(all.map(summary)).toEqual(['show 200: answered with 503 although asked again']);
});

describe('ways to prove who asks', () => {
  const cases: [string, LiveSettings['auth'], Record<string, string>, Record<string, unknown>][] = [
    ['token from the environment', undefined, { APIG_TOKEN: 'tok' }, { 'x-auth-token': 'tok' }],
    ['token under another name', { type: 'token', token: 'tok', header: 'X-Own' }, {}, { 'x-own': 'tok' }],
    [
      'signature from the environment',
      undefined,
      { HUAWEICLOUD_SDK_AK: 'AK1', HUAWEICLOUD_SDK_SK: 'SK1', HUAWEICLOUD_SDK_PROJECT_ID: 'p' },
      {
        authorization: expect.stringMatching(
          /^SDK-HMAC-SHA256 Access=AK1, SignedHeaders=accept;host;x-project-id;x-sdk-date, /,
        ),
        'x-project-id': 'p',
      },
    ],
    [
      'temporary signature',
      { type: 'aksk', ak: 'AK1', sk: 'SK1', securityToken: 'ST', domainId: 'd' },
      {},
      {
        authorization: expect.stringMatching(/x-domain-id;x-sdk-date;x-security-token/),
        'x-security-token': 'ST',
        'x-domain-id': 'd',
      },
    ],
    ['bearer', { type: 'bearer', token: 'tok' }, {}, { authorization: 'Bearer tok' }],
    [
      'bearer by a variable',
      { type: 'bearer', token: { env: 'BANK_TOKEN' } },
      { BANK_TOKEN: 'tok' },
      { authorization: 'Bearer tok' },
    ],
    ['basic', { type: 'basic', user: 'u', password: 'p:w' }, {}, { authorization: `Basic ${btoa('u:p:w')}` }],
    ['api key in a header', { type: 'apiKey', name: 'X-Key', key: 'k' }, {}, { 'x-key': 'k' }],
    ['api key in a cookie', { type: 'apiKey', in: 'cookie', name: 'sid', key: 'k' }, {}, { cookie: 'sid=k' }],
    [
      'a function',
      {
        type: 'function',
        headers: async ({ method }: { method: string }) => ({ 'X-Own': `${method} signed` }),
      },
      {},
      { 'x-own': 'GET signed' },
    ],
  ];
  test.each(cases)('%s', async (_, auth, environment, headers) => {
    const settings = {
      derive: false,
      probes: [{ operation: 'show', expect: 200 }],
      ...(auth === undefined ? {} : { auth }),
    };
    const { live } = await run((_, response) => json(response, 200, {}), settings, environment);
    expect(live.asked[0]?.headers).toMatchObject(headers);
  });
  test('api key in the query', async () => {
    const { live } = await run((_, response) => json(response, 200, {}), {
      derive: false,
      probes: [{ operation: 'show' }],
      auth: { type: 'apiKey', in: 'query', name: 'key', key: 'a&b' },
    });
    expect(live.asked[0]?.url).toMatch(/\?key=a%26b$/);
  });
  test.each([
    [{ type: 'tokn', token: 'x' }, /unknown auth type "tokn"/],
    [{ type: 'token' }, /has no "token"/],
    [{ type: 'token', token: 'a\nb' }, /line break/],
    [{ type: 'apiKey', name: 'a', key: 'b', in: 'body' }, /cannot stand in "body"/],
    [{ type: 'function', headers: 'x' }, /no function "headers"/],
    [{ type: 'iam', endpoint: 'nowhere', token: 'a' }, /not an absolute URL/],
  ])('%j is a config error', async (auth, message) => {
    await expect(run(service, { auth: auth as AuthSettings })).rejects.toThrow(message);
  });

  const bank: DerivedAuth = { kind: 'settings', settings: { type: 'bearer', token: { env: 'BANK_TOKEN' } } };
  const usual = { derive: false, probes: [{ operation: 'show' }] };

  test('what the contract suggests, from a variable of its own', async () => {
    const { live, secrets } = await run(service, usual, { BANK_TOKEN: 'tok', APIG_TOKEN: 'cloud' }, bank);
    expect(live.asked[0]?.headers).toMatchObject({ authorization: 'Bearer tok' });
    expect(live.asked[0]?.headers).not.toHaveProperty('x-auth-token');
    expect(secrets).toEqual(['tok']);
  });

  test.each<readonly [string, LiveSettings, DerivedAuth, string]>([
    ['that the contract suggests', {}, bank, 'set BANK_TOKEN in the environment'],
    ['of a contract that is not plain', {}, { kind: 'unknown' }, 'set live.auth'],
    [
      'that the config names',
      { auth: { type: 'basic', user: { env: 'A' }, password: { env: 'B' } } },
      bank,
      'set A, B in the environment',
    ],
  ])('credentials %s are not in the environment', async (_, settings, derived, reason) => {
    const { all, live } = await run(service, { ...usual, ...settings }, { APIG_TOKEN: 'cloud' }, derived);
    expect(all.map(summary)).toEqual([`show 200: no credentials: ${reason}`]);
    expect(live.asked).toEqual([]);
  });
});

describe('login', () => {
  const iam =
    (play: Partial<Record<'expires' | 'status' | 'token', string | number>> = {}): Play =>
    ({ url, headers }, response) => {
      if (url === '/v3/auth/tokens') {
        const expires_at = play.expires ?? '2099-01-01T00:00:00.000000Z';
        return json(
          response,
          Number(play.status ?? 201),
          { token: { expires_at } },
          { 'X-Subject-Token': String(play.token ?? 'fresh') },
        );
      }
      return json(response, headers['x-auth-token'] === 'fresh' ? 200 : 401, {});
    };
  async function logIn(play: Play, more: object = {}) {
    await using service = await standIn(play);
    const auth: AuthSettings = {
      type: 'iam',
      endpoint: service.origin,
      user: 'u',
      password: 'pass-word',
      domain: 'd',
      project: 'region',
      ...more,
    };
    const probes = Array.from({ length: 5 }, () => ({ operation: 'show', expect: 200 }));
    const settings = { endpoint: service.origin, parameters, derive: false, probes, auth };
    const target = targetOf(settings, [], {});
    const planned = planProbes({ contract: declared, settings, target, environment: {} });
    const live = runProbes(
      planned,
      declared,
      { auth, derived: { kind: 'cloud' } },
      senderOptions({ rules: target.rules }),
    );
    const all: string[] = [];
    for await (const outcome of live.outcomes) all.push(summary(outcome));
    return {
      all: [...new Set(all)],
      logins: service.asked.filter(({ url }) => url === '/v3/auth/tokens'),
      secrets: live.secrets(),
    };
  }

  test('once for all, by password', async () => {
    const { all, logins, secrets } = await logIn(iam());
    expect(all).toEqual(['show 200: 200']);
    expect(logins.map(({ body }) => JSON.parse(body.toString()))).toEqual([
      {
        auth: {
          identity: {
            methods: ['password'],
            password: { user: { name: 'u', password: 'pass-word', domain: { name: 'd' } } },
          },
          scope: { project: { name: 'region' } },
        },
      },
    ]);
    expect(secrets).toEqual(['pass-word', 'fresh']);
  });
  test('by token', async () => {
    const { logins } = await logIn(iam(), { token: 'old', projectId: 'p' });
    expect(JSON.parse(logins[0]!.body.toString())).toEqual({
      auth: { identity: { methods: ['token'], token: { id: 'old' } }, scope: { project: { id: 'p' } } },
    });
  });
  test('again once it has run out', async () => {
    const { all, logins } = await logIn(iam({ expires: '2020-01-01T00:00:00Z' }));
    expect(all).toEqual(['show 200: 200']);
    expect(logins.length).toBeGreaterThan(1);
  });
  test('a 401 renews it once', async () => {
    const { all, logins } = await logIn(iam({ token: 'stale' }));
    expect(all).toEqual(['show 200: 401, expected 200, observed 401']);
    expect(logins.length).toBeLessThanOrEqual(6);
  });
  test('a refused login is no finding and quotes nothing', async () => {
    expect((await logIn(iam({ status: 401 }))).all).toEqual(['show 200: the login was answered with 401']);
  });
  test('a login that lies', async () => {
    const { all } = await logIn((asked, response) =>
      asked.url === '/v3/auth/tokens' ? json(response, 201, {}) : json(response, 200, {}),
    );
    expect(all).toEqual(['show 200: the login was answered without X-Subject-Token']);
  });
  test('a login that does not answer', async () => {
    const { all } = await logIn((_, response) => response.destroy());
    expect(all).toEqual(['show 200: the login failed: the connection was reset (ECONNRESET)']);
  });
});
