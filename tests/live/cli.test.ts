// The commands against the stand-in, with the contract of this repository.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { run } from '../cli/run.ts';
import { readExchanges } from './read-recording.ts';
import { json, type Play, standIn } from './stand-in.ts';

const instance = 'eddc4d25480b4cd6b512f270a1b8b341';
const project = '73d69ae0cfcf460190522d06b60f05ad';
const token = 'MIItoken-of-the-service-0123456789';
const path = `/v2/${project}/apigw/instances/${instance}`;

const service =
  (body: unknown = { id: instance, instance_name: 'one' }): Play =>
  ({ headers, url }, response) => {
    const error = (status: number) => json(response, status, { error_code: 'APIG.0001', error_msg: 'no' });
    if (headers['x-auth-token'] === undefined) return error(401);
    if (headers['x-auth-token'] === 'forbidden-token') return error(403);
    if (url.endsWith('/broken')) return error(500);
    return url === path ? json(response, 200, body) : error(404);
  };

async function folder(config: object = {}): Promise<string> {
  const directory = relative('.', await mkdtemp(join(tmpdir(), 'driftgate-live-')));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await writeFile(join(directory, 'driftgate.config.json'), JSON.stringify(config));
  return directory;
}

const env = (endpoint: string) => ({
  APIG_ENDPOINT: endpoint,
  APIG_PROJECT_ID: project,
  APIG_INSTANCE_ID: instance,
  APIG_TOKEN: token,
  FORBIDDEN: 'forbidden-token',
});

async function live(
  play: Play,
  argv: string[],
  config: object = {},
  environment: Record<string, string> = {},
) {
  await using standing = await standIn(play);
  const directory = await folder(config);
  const all = [
    ...argv,
    '--config',
    join(directory, 'driftgate.config.json'),
    '--contract',
    'openapi/apig.yaml',
  ];
  const ran = await run(all, { env: { ...env(standing.origin), ...environment } });
  expect(ran.stdout + ran.stderr).not.toContain(token);
  return { ...ran, directory, asked: standing.asked };
}

const everyStatus = {
  live: {
    probes: [
      {
        operation: 'ShowDetailsOfInstanceV2',
        expect: 403,
        auth: { type: 'token', token: { env: 'FORBIDDEN' } },
      },
      { operation: 'ShowDetailsOfInstanceV2', expect: 500, parameters: { instance_id: 'broken' } },
    ],
  },
};

test('all five statuses are observed, and clean', async () => {
  const { code, stdout } = await live(service(), ['check', '--live', '--format', 'json'], everyStatus);
  const report = JSON.parse(stdout);
  expect([code, report.findings, report.unchecked]).toEqual([0, [], []]);
  expect(report.coverage.statuses).toMatchObject({ declared: 5, observed: 5 });
});

test('a drifted body is exactly its findings', async () => {
  const { code, stdout } = await live(service({ id: instance, eip_id: 'x', create_time: 'now' }), [
    'check',
    '--live',
    '--format',
    'json',
  ]);
  const found = JSON.parse(stdout).findings.map(
    ({ code: rule, pointer }: { code: string; pointer: string }) => `${rule} ${pointer}`,
  );
  expect([code, found.sort()]).toEqual([1, ['property-undocumented /eip_id', 'type-mismatch /create_time']]);
});

const faults: [string, Play, Record<string, string>, string][] = [
  ['hangs up', (_, response) => response.destroy(), {}, 'connection was reset'],
  [
    'is overloaded',
    (_, response) => json(response, 503, {}, { 'Retry-After': '0' }),
    {},
    'answered with 503',
  ],
  ['ignores tokens', (_, response) => json(response, 200, {}), {}, 'expected 401, observed 200'],
  ['has no TLS check', service(), { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'NODE_TLS_REJECT_UNAUTHORIZED=0'],
  ['has no credentials', service(), { APIG_TOKEN: '' }, 'no credentials: set APIG_TOKEN'],
  ['has no instance', service(), { APIG_INSTANCE_ID: '' }, 'no value for instance_id'],
];
test.each(faults)('a service that %s is unchecked, never a finding', async (_, play, environment, reason) => {
  const { code, stdout } = await live(play, ['check', '--live', '--format', 'json'], {}, environment);
  const report = JSON.parse(stdout);
  expect([code, report.findings]).toEqual([3, []]);
  expect(report.unchecked.map(({ message }: { message: string }) => message).join('\n')).toContain(reason);
});

test('what to do next is about the settings, no recording is missing', async () => {
  const { stdout } = await live(service(), ['check', '--live'], {}, { APIG_TOKEN: '', APIG_INSTANCE_ID: '' });
  expect(stdout).toContain('next: see to what was not checked; what would be asked: driftgate probe');
});

test('no endpoint is a mistake of the config', async () => {
  const { code, stderr } = await live(
    service(),
    ['check', '--live'],
    {},
    { APIG_ENDPOINT: 'https://user:pass-word@a.example' },
  );
  expect([code, stderr]).toEqual([2, expect.stringMatching(/the endpoint holds more than/)]);
  expect(stderr).not.toContain('pass-word');
});

test('probe says what would be sent and sends nothing', async () => {
  const { code, stdout, asked } = await live(service(), ['probe']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /ShowDetailsOfInstanceV2 200: GET http.*\(the documented success\)\n.* 401: GET .*without credentials\)\n.* 404: .*0{32} .*\n3 probes, nothing was sent\n/,
  );
  expect(asked).toEqual([]);
});

test('record writes a file per status, redacted, with the same findings', async () => {
  const drifted = {
    id: instance,
    eip_id: 'x',
    note: `seen ${token}`,
    password: 'hunter2-hunter2',
    spec: 'NOPE',
  };
  await using standing = await standIn(service(drifted));
  const directory = await folder(everyStatus);
  const config = ['--config', join(directory, 'driftgate.config.json'), '--contract', 'openapi/apig.yaml'];
  const around = { env: env(standing.origin) };
  const into = join(directory, 'recordings');
  const recorded = await run(['record', '--into', into, ...config], around);
  expect([recorded.code, recorded.stderr]).toEqual([0, '']);
  expect((await readdir(into)).sort()).toEqual(
    [200, 401, 403, 404, 500].map((status) => `ShowDetailsOfInstanceV2-${status}.har`),
  );
  for (const name of await readdir(into)) {
    const text = await readFile(join(into, name), 'utf8');
    for (const secret of [token, 'forbidden-token', 'hunter2-hunter2']) expect(text).not.toContain(secret);
    expect(await readExchanges(join(into, name))).toHaveLength(1);
  }
  const codes = (stdout: string) =>
    JSON.parse(stdout)
      .findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint)
      .sort();
  const before = await run(['check', '--live', '--format', 'json', ...config], around);
  const after = await run(['check', into, '--format', 'json', ...config], around);
  expect(codes(after.stdout)).toEqual(codes(before.stdout));
  expect(codes(after.stdout).length).toBe(4);
  const clean = await run(
    ['redact', '--check', ...(await readdir(into)).map((name) => join(into, name))],
    around,
  );
  expect(clean.code).toBe(0);
});

describe('redact', () => {
  test('in place, then nothing is left', async () => {
    const directory = await folder({ redact: ['tenant'] });
    const file = join(directory, 'a.ndjson');
    await writeFile(
      file,
      `{"request":{"method":"GET","url":"/?sig=abcdefgh12345"},"response":{"status":200,"body":{"tenant":"someone-else-1"}}}\n`,
    );
    const config = ['--config', join(directory, 'driftgate.config.json')];
    const left = await run(['redact', '--check', file, ...config]);
    expect([left.code, left.stdout]).toEqual([
      1,
      expect.stringContaining('secrets left\n  "tenant": 1\n  parameter "sig": 1\n'),
    ]);
    expect((await run(['redact', file, ...config])).code).toBe(0);
    expect(await readFile(file, 'utf8')).not.toMatch(/someone-else-1|abcdefgh12345/);
    expect((await run(['redact', '--check', file, ...config])).code).toBe(0);
  });
  test('in doubt nothing is written', async () => {
    const directory = await folder();
    const file = join(directory, 'a.bin');
    await writeFile(file, Buffer.from([0x1f, 0x8b, 0xff]));
    const { code, stderr } = await run(['redact', file]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('is no text in UTF-8; nothing was written')]);
  });
});

test('proxy prints what drifts, records on request, and ends with a report', async () => {
  await using standing = await standIn(service({ id: instance, eip_id: 'x' }));
  const directory = await folder();
  const abort = new AbortController();
  const config = ['--config', join(directory, 'driftgate.config.json'), '--contract', 'openapi/apig.yaml'];
  const into = join(directory, 'recordings');
  const stderr: string[] = [];
  const running = run(
    ['proxy', '--upstream', standing.origin, '--record', '--into', into, '--as', 'ndjson', ...config],
    {
      signal: abort.signal,
      onError: (text) => stderr.push(text),
    },
  );
  const port = await expect
    .poll(() => /127\.0\.0\.1:(\d+), passing/.exec(stderr.join(''))?.[1], { timeout: 10_000 })
    .toBeDefined()
    .then(() => /127\.0\.0\.1:(\d+), passing/.exec(stderr.join(''))![1]);
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'X-Auth-Token': token } });
  expect(await answer.json()).toEqual({ id: instance, eip_id: 'x' });
  await expect.poll(() => stderr.join(''), { timeout: 10_000 }).toContain('[property-undocumented]');
  await expect
    .poll(() => readdir(into).catch(() => []), { timeout: 10_000 })
    .toEqual(['ShowDetailsOfInstanceV2-200.ndjson']);
  abort.abort();
  const ran = await running;
  expect(ran.code).toBe(1);
  expect(ran.stdout).toContain('[property-undocumented]');
  expect(
    ran.stdout + ran.stderr + (await readFile(join(into, 'ShowDetailsOfInstanceV2-200.ndjson'), 'utf8')),
  ).not.toContain(token);
});

describe('a secret in the config', () => {
  const literal = { live: { auth: { type: 'bearer', token: 'a-literal-token' } } };

  test('is refused in JSON, with its place', async () => {
    const { code, stderr, asked, directory } = await live(service(), ['check', '--live'], literal);
    expect([code, asked]).toEqual([2, []]);
    expect(stderr).toBe(
      `${directory}/driftgate.config.json:1:34: error: live.auth.token is a secret that stands in the config\n` +
        "  fix: write token: { env: 'NAME_OF_A_VARIABLE' } and set that variable\n",
    );
  });

  test.each([
    ['is warned of in a module', "'a-literal-token'", true],
    ['is none where the module reads it from the environment', 'process.env.PROBE_TEST_TOKEN', false],
  ])('%s', async (_what, token, warned) => {
    const directory = await folder();
    await rm(join(directory, 'driftgate.config.json'));
    const config = join(directory, 'driftgate.config.mjs');
    await writeFile(config, `export default { live: { auth: { type: 'bearer', token: ${token} } } };\n`);
    vi.stubEnv('PROBE_TEST_TOKEN', 'from-outside');
    onTestFinished(() => void vi.unstubAllEnvs());
    const argv = ['probe', '--contract', 'openapi/apig.yaml', '--config', config];
    const ran = await run(argv, { env: { ...env('http://127.0.0.1:1'), PROBE_TEST_TOKEN: 'from-outside' } });
    expect(ran.code).toBe(0);
    expect(ran.stderr.includes('live.auth.token is a secret that stands in the config')).toBe(warned);
    expect(ran.stdout + ran.stderr).not.toContain('a-literal-token');
  });
});

test('probe says which variable a contract of somebody else asks for', async () => {
  const directory = await folder();
  const contract = join(directory, 'bank.json');
  const operation = { operationId: 'getAccount', responses: { 200: { description: 'ok' } } };
  await writeFile(
    contract,
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Bank API', version: '1' },
      servers: [{ url: 'https://bank.example.com' }],
      security: [{ bearerAuth: [] }],
      paths: { '/account': { get: operation } },
      components: { securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } } },
    }),
  );
  const argv = ['probe', '--contract', contract, '--config', join(directory, 'driftgate.config.json')];
  const without = await run(argv, { env: { APIG_TOKEN: token } });
  expect(without.code).toBe(3);
  expect(without.stdout).toContain('  not ready: no credentials: set BANK_TOKEN in the environment\n');
  expect((await run(argv, { env: { BANK_TOKEN: 'x' } })).code).toBe(0);
});
