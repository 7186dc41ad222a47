// The program as a process: its exit codes, its streams and its signals, which a function call can not show.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const bin = join(import.meta.dirname, '../../src/cli/bin.ts');
const shared = join(import.meta.dirname, '../scenarios/shared');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'process-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function start(argv: readonly string[]) {
  const child = spawn(process.execPath, [bin, ...argv], { cwd: folder });
  const wrote = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    wrote.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    wrote.stderr += chunk;
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...wrote })));
  return { child, ended, wrote };
}

function until(met: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!met()) return;
      clearInterval(timer);
      resolve();
    }, 5);
  });
}

const contract = join(shared, 'openapi.yaml');
const line = `${JSON.stringify({ request: { method: 'GET', url: '/things/1' }, response: { status: 200, headers: { 'content-type': 'application/json' }, body: { id: '1' } } })}\n`;

describe('a config that does not load is named with its line', { timeout: 60_000 }, () => {
  test.each([
    [
      'throws',
      'ts',
      "const a: string = 'x';\nexport default {\n  contract: a.nothing.more,\n};\n",
      /^driftgate\.config\.ts:3:\d+: error: the config could not be read: TypeError: /,
    ],
    [
      'is no JavaScript',
      'js',
      'export default {\n  contract: 1\n  recordings: [],\n};\n',
      /^driftgate\.config\.js:3: error: the config could not be read: SyntaxError: /,
    ],
    [
      'is no TypeScript',
      'ts',
      'export default {\n  contract: 1\n  recordings: [],\n};\n',
      /^driftgate\.config\.ts(:\d+)*: error: the config could not be read: SyntaxError/,
    ],
  ])('%s', async (_name, extension, text, message) => {
    const file = join(folder, `driftgate.config.${extension}`);
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(file, text);
    const { code, stderr, stdout } = await start(['check']).ended;
    rmSync(file);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

test('a reader that goes away ends the run without a word', { timeout: 60_000 }, async () => {
  const { child, ended } = start(['check', '-', '--contract', contract, '--format', 'ndjson']);
  child.stdout.destroy();
  for (let index = 0; index < 2000; index++) child.stdin.write(line);
  const { code, stderr } = await ended;
  expect(stderr).toBe('');
  expect(code).toBe(141);
});

test('an interrupt prints the report so far and ends with 130', { timeout: 60_000 }, async () => {
  const { child, ended, wrote } = start([
    'check',
    '-',
    '--contract',
    contract,
    '--format',
    'ndjson',
    '--format',
    'text',
    '-o',
    'report.txt',
  ]);
  // More than the head by which the format is found.
  for (let index = 0; index < 2000; index++) child.stdin.write(line);
  await until(() => wrote.stdout.includes('"clean"'));
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  const report = readFileSync(join(folder, 'report.txt'), 'utf8');
  expect(stderr).toBe('');
  expect(report).toContain('the run was interrupted before all was read [interrupted]');
  expect(report).toMatch(/\d+ exchanges \(\d+ clean\)/);
  expect(code).toBe(130);
});

test('a mistake ends the run though standard input stays open', { timeout: 60_000 }, async () => {
  const { child, ended } = start([
    'check',
    '-',
    '--contract',
    contract,
    '--operation',
    'getThin',
    '--status',
    '200',
  ]);
  child.stdin.write('{');
  const { code, stderr } = await ended;
  expect(stderr).toContain('did you mean --operation getThing?');
  expect(code).toBe(2);
});
