// What does not ask the service opens no socket; the guard is seen to see one.
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const guard = pathToFileURL(join(import.meta.dirname, 'no-sockets.mjs')).href;

function guarded(argv: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    APIG_ENDPOINT: 'https://127.0.0.1:9',
    APIG_PROJECT_ID: 'p',
    APIG_INSTANCE_ID: 'i',
    APIG_TOKEN: 'a-token-of-nobody',
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', guard, 'src/cli/bin.ts', ...argv],
      { env, timeout: 60_000 },
      (_, stdout, stderr) => resolve(`${stdout}\n${stderr}`),
    );
  });
}

const offline: [string, RegExp][] = [
  ['check', /passed|failed|exchanges/],
  ['probe', /nothing was sent/],
  ['explain property-undocumented', /property-undocumented/],
  ['codes', /property-undocumented/],
  ['generate --check', /^/],
  ['check tests/recordings --contract openapi/apig.yaml --no-cache --format json', /"outcome"/],
  ['--help', /check/],
];

test.each(offline)(
  '%s',
  async (argv, says) => {
    const output = await guarded(argv.split(' '));
    expect(output).toMatch(says);
    expect(output).not.toContain('SOCKET');
  },
  90_000,
);

test('redact', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'driftgate-offline-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'a.har');
  await copyFile('tests/recordings/vendor-sample.har', file);
  const output = await guarded(['redact', file]);
  expect(output).toMatch(/a\.har: /);
  expect(output).not.toContain('SOCKET');
}, 90_000);

test('the guard sees check --live', async () => {
  expect(await guarded(['check', '--live'])).toContain('SOCKET');
}, 90_000);
