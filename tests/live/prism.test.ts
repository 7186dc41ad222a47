// From outside our own code: Prism's mock server serves the contract. It is large, so it is no dependency: it runs
// where DRIFTGATE_PRISM names its command, as CI does with npx.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../cli/run.ts';

const command = process.env.DRIFTGATE_PRISM;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function prism(port: number): Promise<ChildProcess> {
  const [program = '', ...before] = (command ?? '').split(' ');
  const running = spawn(
    program,
    [...before, 'mock', 'openapi/apig.yaml', '--host', '127.0.0.1', '--port', String(port)],
    { detached: true },
  );
  onTestFinished(() => {
    if (running.pid !== undefined) process.kill(-running.pid, 'SIGKILL');
  });
  let said = '';
  running.stdout?.on('data', (chunk) => {
    said += chunk;
  });
  await expect.poll(() => said, { timeout: 60_000 }).toContain('Prism is listening');
  return running;
}

const operation = 'ShowDetailsOfInstanceV2';
const config = {
  live: {
    derive: false,
    probes: [
      { operation },
      { operation, expect: 401, auth: 'none' },
      ...[403, 404, 500].map((expect) => ({ operation, expect, headers: { Prefer: `code=${expect}` } })),
    ],
  },
};

test.skipIf(command === undefined)(
  `Prism serves the contract, and only a change to it is found${command === undefined ? ' (skipped: DRIFTGATE_PRISM is not set)' : ''}`,
  async () => {
    const port = await freePort();
    await prism(port);
    const folder = relative('.', await mkdtemp(join(tmpdir(), 'driftgate-prism-')));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'driftgate.config.json'), JSON.stringify(config));
    const env = {
      APIG_ENDPOINT: `http://127.0.0.1:${port}`,
      APIG_PROJECT_ID: 'p',
      APIG_INSTANCE_ID: 'i',
      APIG_TOKEN: 'a-token-of-nobody',
    };
    const check = async (contract: string) => {
      const ran = await run(
        [
          'check',
          '--live',
          '--config',
          join(folder, 'driftgate.config.json'),
          '--contract',
          contract,
          '--format',
          'json',
        ],
        { env },
      );
      const report = JSON.parse(ran.stdout || '{}');
      return {
        code: ran.code,
        unchecked: report.unchecked,
        found: report.findings?.map(
          (finding: { code: string; pointer: string }) => `${finding.code} ${finding.pointer}`,
        ),
        stderr: ran.stderr,
      };
    };
    expect(await check('openapi/apig.yaml')).toEqual({ code: 0, unchecked: [], found: [], stderr: '' });
    const changed = join(folder, 'changed.yaml');
    const text = await readFile('openapi/apig.yaml', 'utf8');
    await writeFile(
      changed,
      text
        .replace(/\n( +)instance_name:\n/, '\n$1instance_title:\n')
        .replace(/\n( +)"?instance_name"?: [^\n]*/g, ''),
    );
    expect(await check(changed)).toMatchObject({
      code: 1,
      unchecked: [],
      found: ['property-undocumented /instance_name'],
    });
  },
  120_000,
);
