import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../run.ts';

async function printed(config: string, argv: readonly string[] = [], env: Record<string, string> = {}) {
  const folder = relative('.', await mkdtemp(join(tmpdir(), 'driftgate-print-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'driftgate.config.mjs');
  await writeFile(file, `export default ${config};\n`);
  await writeFile(join(folder, 'a.har'), '');
  const ran = await run(['check', '--print-config', '--config', file, ...argv], { env });
  return { ...ran, folder };
}

test('says what config and flags come to, and checks nothing', async () => {
  const config =
    "{ contract: 'gone.yaml', recordings: ['*.har'], baseline: 'b.json', minCoverage: { headers: 5 } }";
  const flags = [
    '--fail-on',
    'error',
    '--no-baseline',
    '--host',
    'a.example',
    '--min-coverage',
    'statuses=10',
  ];
  const { code, stdout, stderr, folder } = await printed(config, flags);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual({
    configFile: `${folder}/driftgate.config.mjs`,
    contract: `${folder}/gone.yaml`,
    compiled: null,
    recordings: [`${folder}/a.har`],
    baseline: null,
    failOn: 'error',
    config: {
      contract: 'gone.yaml',
      recordings: ['*.har'],
      baseline: 'b.json',
      minCoverage: { headers: 5, statuses: 10 },
      hosts: ['a.example'],
    },
  });
});

test('prints no secret: a literal, one of the environment, one in a header or an address', async () => {
  const config = `{ live: {
    endpoint: 'https://user:pass-in-address@a.example',
    auth: { type: 'bearer', token: 'literal-token' },
    probes: [
      { operation: 'a', headers: { 'X-Api-Key': 'key-in-header' }, auth: { type: 'basic', user: 'me', password: { env: 'BANK_PASSWORD' } } },
      { operation: 'b', body: 'the-password-of-the-bank' },
    ],
  } }`;
  const { code, stdout } = await printed(config, [], { BANK_PASSWORD: 'the-password-of-the-bank' });
  expect(code).toBe(0);
  expect(stdout).not.toMatch(/literal-token|the-password-of-the-bank|key-in-header|pass-in-address/);
  expect(JSON.parse(stdout).config.live.probes[0].auth).toEqual({
    type: 'basic',
    user: 'me',
    password: { env: 'BANK_PASSWORD' },
  });
});
