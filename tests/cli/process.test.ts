// The program as a process: its exit codes, its streams and its signals, which a function call can not show.
import { type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatNames } from '../../src/cli/run/outputs.ts';

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
  // As a shell says it.
  const codeOf = (code: number | null, signal: string | null) => (signal === 'SIGINT' ? 130 : code);
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code, signal) => resolve({ code: codeOf(code, signal), ...wrote })),
  );
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

const full = '/dev/full';

/** Issue 14, section 2: an output that can't be written ends with 2 and one line in every format. */
describe('an output that can not be written', { timeout: 120_000 }, () => {
  const known = [...formatNames, 'text --verbose'].map((words) => words.split(' '));
  const argv = (words: readonly string[]) => [
    'check',
    join(shared, 'drift.ndjson'),
    '--contract',
    contract,
    '--format',
    ...words,
  ];

  function ended(words: readonly string[], stdio: StdioOptions): Promise<Ended> {
    const child = spawn(process.execPath, [bin, ...argv(words)], { cwd: folder, stdio });
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout: '', stderr })));
  }

  test.skipIf(!existsSync(full)).each(known)('a full disk: %s %s', async (...words) => {
    const disk = openSync(full, 'w');
    const streams: StdioOptions =
      words[0] === 'github' ? ['ignore', 'ignore', disk] : ['ignore', disk, 'pipe'];
    const { code, stderr } = await ended(words, streams);
    closeSync(disk);
    expect(stderr).toBe(words[0] === 'github' ? '' : 'standard output could not be written: ENOSPC\n');
    expect(code).toBe(2);
  });

  test.skipIf(!existsSync(full)).each(known)('a full disk, by -o: %s %s', async (...words) => {
    const { code, stderr } = await ended([...words, '-o', full], ['ignore', 'ignore', 'pipe']);
    expect(stderr).toMatch(/^\/dev\/full: error: could not be written: ENOSPC\n {2}fix: .*\n$/);
    expect(code).toBe(2);
  });

  test.each(known)('a reader that went away: %s %s', async (...words) => {
    // `head` would read first; this one is gone before the first line.
    const child = spawn(
      'bash',
      [
        '--norc',
        '-c',
        'exec 3> >(exec true); wait $!; exec "$@" >&3',
        '-',
        process.execPath,
        bin,
        ...argv(words),
      ],
      {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    if (words[0] === 'github') return expect(code).toBe(1);
    expect(stderr).toBe('standard output could not be written: its reader went away\n');
    expect(code).toBe(2);
  });

  test('while lines are written', async () => {
    const { child, ended: end } = start(['check', '-', '--contract', contract, '--format', 'ndjson']);
    child.stdout.destroy();
    for (let index = 0; index < 2000; index++) child.stdin.write(line);
    const { code, stderr } = await end;
    expect(stderr).toBe('standard output could not be written: its reader went away\n');
    expect(code).toBe(2);
  });

  test('a named pipe that nobody reads', async () => {
    const pipe = join(folder, 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    for (const format of ['json', 'ndjson', 'partial']) {
      const { code, stderr } = await ended([format, '-o', pipe], ['ignore', 'ignore', 'pipe']);
      expect(stderr).toContain('/pipe: error: nobody reads it\n');
      expect(code).toBe(2);
    }
  });

  test('a folder', async () => {
    const { code, stderr } = await ended(['json', '-o', folder], ['ignore', 'ignore', 'pipe']);
    expect(stderr).toMatch(/error: could not be written: E[A-Z]+\n/);
    expect(code).toBe(2);
  });
});

test('-o /dev/stdout writes behind what is there, and leaves the device alone', async () => {
  const report = join(folder, 'redirected.txt');
  const command = `echo before; exec '${process.execPath}' '${bin}' check '${join(shared, 'clean.ndjson')}' --contract '${contract}' -o /dev/stdout`;
  const { status } = spawnSync('bash', ['--norc', '-c', `{ ${command}; } >> '${report}'`]);
  expect(status).toBe(0);
  expect(readFileSync(report, 'utf8')).toMatch(/^before\n[\s\S]*passed: /);
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

test('an interrupt while an operation is compiled ends with the report of what was judged before', {
  timeout: 120_000,
}, async () => {
  // Takes ten seconds to compile, so that the interrupt comes in time on a busy machine too.
  const named = <Value>(length: number, value: (at: number) => Value) =>
    Object.fromEntries(Array.from({ length }, (_, at) => [`s${at}`, value(at)]));
  const text = (minLength: number) => ({ type: 'object', properties: { a: { type: 'string', minLength } } });
  const schemas = named(30, (part) => ({
    type: 'object',
    properties: named(500, (at) => text(part + at)),
  }));
  const slow = { type: 'object', properties: named(30, (at) => ({ $ref: `#/components/schemas/s${at}` })) };
  const path = (schema: object) => ({
    get: { responses: { 200: { description: '', content: { 'application/json': { schema } } } } },
  });
  const document = {
    openapi: '3.1.0',
    info: { title: '', version: '1' },
    paths: { '/quick': path({ type: 'object' }), '/slow': path(slow) },
    components: { schemas },
  };
  const exchange = (url: string) =>
    JSON.stringify({
      request: { method: 'GET', url },
      response: { status: 200, headers: { 'content-type': 'application/json' }, body: {} },
    });
  writeFileSync(join(folder, 'chain.json'), JSON.stringify(document));
  writeFileSync(join(folder, 'two.ndjson'), `${exchange('/quick')}\n${exchange('/slow')}\n`);
  const options = ['--no-cache', '--format', 'ndjson', '--format', 'text', '-o', 'chain.txt'];
  const { child, ended, wrote } = start(['check', 'two.ndjson', '--contract', 'chain.json', ...options]);
  await until(() => wrote.stdout.includes('"clean"'));
  // Well into the compiling: a signal on the very edge of it is lost in Node's own change of listeners.
  await new Promise((resolve) => setTimeout(resolve, 200));
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  const report = readFileSync(join(folder, 'chain.txt'), 'utf8');
  expect(stderr).toBe('');
  expect(report).toContain('the run was interrupted before all was read [interrupted]');
  expect(report).toContain('1 exchange (1 clean)');
  expect(code).toBe(130);
});

test('an interrupt ends a command that does not listen for it', { timeout: 60_000 }, async () => {
  const { child, ended } = start(['merge', '-', '--contract', contract]);
  // Standard input stays open: without an interrupt this waits for ever.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
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
