// 60 secrets in every place, then every output of every command is searched, also for base64, percent and hexadecimal.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { formatNames } from '../../src/cli/run/outputs.ts';
import { run } from '../cli/run.ts';
import { type Play, standIn } from './stand-in.ts';

const secrets = Array.from(
  { length: 60 },
  (_, nth) => `S3cr3t/${nth}+zq=${(nth * 7919 + 104_729).toString(36)}Kx&ü${nth}`,
);
const [token = '', sk = '', ak = '', ...planted] = secrets;
const next = (() => {
  let at = 0;
  return () => planted[at++ % planted.length] ?? '';
})();
const ascii = (text: string) => text.replace('ü', 'u');
const e = encodeURIComponent;

const play: Play = (_, response) => {
  const b64 = (text: string) => Buffer.from(text).toString('base64');
  response.writeHead(200, [
    'Content-Type',
    'application/json',
    'X-Subject-Token',
    ascii(next()),
    'Set-Cookie',
    `sid=${e(next())}; Path=/`,
    'X-Api-Key',
    ascii(next()),
    'X-Tenant',
    ascii(next()),
    'Location',
    `https://${e(next())}:${e(next())}@a.example/?access_token=${e(next())}&X-Amz-Signature=${e(next())}#id_token=${e(next())}`,
    'WWW-Authenticate',
    `Bearer token="${e(next())}"`,
    'Authorization',
    `Basic ${b64(`u:${next()}`)}`,
    'X-Echo',
    `Bearer ${b64(next())}`,
  ]);
  const credentials = Object.fromEntries(
    [
      'password',
      'userPassword',
      'api_key',
      'secret',
      'clientSecret',
      'access_token',
      'refreshToken',
      'sk',
      'private_key',
      'signature',
      'sessionId',
      'tenant',
    ].map((name) => [name, next()]),
  );
  response.end(
    JSON.stringify({
      ...credentials,
      id: `${token} ${sk} ${ak}`,
      echoed: [
        b64(token),
        e(sk),
        Buffer.from(ak).toString('hex'),
        Buffer.from(sk).toString('hex').toUpperCase(),
      ],
      nested: [{ credential: { access: next(), list: [next(), { deep: next() }] } }],
      pairs: [
        { name: 'X-Auth-Token', value: next() },
        { value: next(), key: 'password' },
      ],
      inString: JSON.stringify({ token: next(), inner: JSON.stringify({ pwd: next() }) }),
      url: `https://${e(next())}:${e(next())}@a.example/p?Signature=${e(next())}&token=${e(next())}`,
      form: `user=u&password=${e(next())}&client_secret=${e(next())}`,
      tokens: [next(), next()],
      token: { id: next(), value: next() },
      note: `password=${e(next())} Authorization: Bearer ${b64(next())}`,
    }),
  );
};

function leaks(output: string, known: readonly string[]): string[] {
  return known.flatMap((secret) => {
    const octets = Buffer.from(secret);
    const forms = [
      secret,
      ascii(secret),
      e(secret),
      e(ascii(secret)),
      octets.toString('base64'),
      octets.toString('base64url'),
      octets.toString('hex'),
      octets.toString('hex').toUpperCase(),
      Buffer.from(`u:${secret}`).toString('base64'),
      JSON.stringify(secret).slice(1, -1),
    ];
    return forms.filter((form) => output.includes(form));
  });
}

test('the search finds what is there', () => {
  expect(leaks(`a ${Buffer.from(token).toString('base64')} b`, secrets)).not.toEqual([]);
});

test('60 planted secrets, every command, every format: none', async () => {
  await using service = await standIn(play);
  const folder = relative('.', await mkdtemp(join(tmpdir(), 'driftgate-secrets-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { writeFile } = await import('node:fs/promises');
  await writeFile(
    join(folder, 'driftgate.config.json'),
    JSON.stringify({ redact: ['tenant', 'x-tenant', 'x-echo'] }),
  );
  const config = ['--config', join(folder, 'driftgate.config.json'), '--contract', 'openapi/apig.yaml'];
  const env = {
    APIG_ENDPOINT: service.origin,
    APIG_PROJECT_ID: 'p',
    APIG_INSTANCE_ID: 'i',
    APIG_TOKEN: ascii(token),
    HUAWEICLOUD_SDK_SK: ascii(sk),
    HUAWEICLOUD_SDK_AK: ascii(ak),
  };
  const outputs: string[] = [];
  const say = async (argv: string[]) => {
    const { code, stdout, stderr } = await run([...argv, ...config], { env });
    expect([code, stderr], argv.join(' ')).not.toEqual([70, expect.anything()]);
    outputs.push(stdout, stderr);
  };
  await say(['probe']);
  for (const format of formatNames) await say(['check', '--live', '--format', format, '--verbose']);
  for (const format of ['har', 'ndjson'])
    await say(['record', '--into', join(folder, 'recordings'), '--as', format]);
  for (const name of await readdir(join(folder, 'recordings'))) {
    const recording = join(folder, 'recordings', name);
    outputs.push(await readFile(recording, 'utf8'));
    await say(['check', recording, '--verbose']);
  }
  expect(service.asked.length).toBeGreaterThan(10);
  const all = outputs.join('\n');
  expect(leaks(all, [...planted, ascii(token), ascii(sk), ascii(ak)])).toEqual([]);
}, 120_000);
