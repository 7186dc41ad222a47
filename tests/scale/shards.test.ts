// Workers, shards and other engines against the plain run, byte for byte.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../cli/run.ts';

const bin = join(import.meta.dirname, '../../src/cli/bin.ts');
const har = join(import.meta.dirname, '../recordings/instance-details.har');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scale-'));
  writeFileSync(join(folder, 'a.ndjson'), lines(0, 300));
  writeFileSync(join(folder, 'b.ndjson'), lines(300, 700));
  writeFileSync(join(folder, 'c.har'), readFileSync(har));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lines(from: number, to: number): string {
  const entry = JSON.parse(readFileSync(har, 'utf8')).log.entries[0];
  const body = JSON.parse(entry.response.content.text);
  return Array.from({ length: to - from }, (_, at) => lineOf(entry, body, from + at)).join('');
}

function lineOf(entry: { request: { method: string; url: string } }, body: object, at: number): string {
  if (at % 97 === 5) return 'broken\n';
  const { method, url } = entry.request;
  const request = { method, url: at % 101 === 3 ? `/nowhere/${at}` : url };
  const more = at % 13 === 0 ? { [`extra_${at % 4}`]: at } : {};
  const response = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: { ...body, ...more },
  };
  return `${JSON.stringify({ startedAt: new Date(1.7e12 + at * 1000).toISOString(), request, response })}\n`;
}

async function check(...argv: string[]): Promise<string> {
  const { stdout, stderr } = await run(['check', folder, ...argv]);
  expect(stderr).toBe('');
  return stdout;
}

test.each([['2'], ['3'], ['7']])('%s workers say what one says', { timeout: 120_000 }, async (count) => {
  for (const format of ['json', 'text'])
    expect(await check('--workers', count, '--format', format)).toBe(
      await check('--workers', '1', '--format', format),
    );
});

test('shards join to the report of one run, in any order, and are small', { timeout: 120_000 }, async () => {
  const one = await check('--format', 'json');
  const out = mkdtempSync(join(tmpdir(), 'partials-'));
  const parts: string[] = [];
  for (const at of [3, 1, 5, 2, 4]) {
    const file = join(out, `${at}`);
    await check('--shard', `${at}/5`, '--format', 'partial', '-o', file);
    expect(statSync(file).size).toBeLessThan(32 * 1024);
    parts.push(file);
  }
  expect((await run(['merge', ...parts, '--format', 'json'])).stdout).toBe(one);
  const combined = await run(['merge', ...parts.slice(0, 2), '--format', 'partial']);
  writeFileSync(join(out, 'combined'), combined.stdout);
  const rest = parts.slice(2);
  expect((await run(['merge', ...rest, join(out, 'combined'), '--format', 'json'])).stdout).toBe(one);
  const piped = parts.map((file) => readFileSync(file, 'utf8')).join('');
  expect((await run(['merge', '-', '--format', 'json'], { stdin: piped })).stdout).toBe(one);
  rmSync(out, { recursive: true });
});

test.each([
  ['the recordings of the config', []],
  ['one recording, held against every contract', ['both.ndjson']],
])('shards of several contracts join to the report of one run: %s', async (_name, recordings) => {
  const project = mkdtempSync(join(tmpdir(), 'contracts-'));
  cpSync(join(import.meta.dirname, '../scenarios/contracts'), project, { recursive: true });
  const file = join(project, 'driftgate.config.json');
  const config = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...config, allow: ['operation-undocumented: GET /gone'] }));
  process.chdir(project);
  const given = recordings.map((path) => join(project, path));
  const one = await run(['check', ...given, '--config', file, '--format', 'json']);
  const parts = await Promise.all(
    ['2/2', '1/2'].map((shard) =>
      run(['check', ...given, '--config', file, '--shard', shard, '--format', 'partial']),
    ),
  );
  const stdin = parts.map(({ stdout }) => stdout).join('');
  const merged = await run(['merge', '-', '--config', file, '--format', 'json'], { stdin });
  expect(merged.stdout).toBe(one.stdout);
  expect(merged.code).toBe(one.code);
  expect(JSON.parse(one.stdout).findings).toHaveLength(2);
  const told = 'note: matched nothing in this run: allow "operation-undocumented: GET /gone"\n';
  expect(merged.stderr).toContain(told);
  expect(one.stderr.includes(told)).toBe(recordings.length === 0);
  const combined = await run(['merge', '-', '--config', file, '--format', 'partial'], { stdin });
  expect(combined.stdout.trimEnd().split('\n')).toHaveLength(2);
  process.chdir(import.meta.dirname);
  rmSync(project, { recursive: true });
});

test('a shard that is missing, there twice, or of another contract does not pass', async () => {
  const out = mkdtempSync(join(tmpdir(), 'partials-'));
  const [first, second] = [join(out, '1'), join(out, '2')];
  await check('--shard', '1/2', '--format', 'partial', '-o', first);
  const missing = await run(['merge', first]);
  expect(missing.stdout).toContain('no partial report of shard 2/2 [shard-missing]');
  const twice = await run(['merge', first, first]);
  expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('shard 1/2 is there twice')]);
  const { contract, ...other } = JSON.parse(readFileSync(first, 'utf8'));
  writeFileSync(second, JSON.stringify({ ...other, contract: { ...contract, hash: 'x' } }));
  expect((await run(['merge', second])).stderr).toContain(
    `${second}:1: error: was counted against another contract`,
  );
  writeFileSync(second, '{}\n');
  expect((await run(['merge', second])).stderr).toContain(`${second}:1: error: no partial report`);
  rmSync(out, { recursive: true });
});

test.each([
  [['--shard', '0/2', '--format', 'partial'], '"0/2" is no shard'],
  [['--shard', '3/2', '--format', 'partial'], '"3/2" is no shard'],
  [['--shard', '1/2'], 'a shard alone has no report'],
  [['--workers', 'many'], '"many" is no number of workers'],
  [['--format', 'partial', '--format', 'json', '-o', 'x.json'], '--format partial stands alone'],
])('%j is refused', async (argv, message) => {
  const { code, stderr } = await run(['check', folder, ...argv]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});

const parallel =
  spawnSync('parallel', ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU parallel') === true;
if (!parallel) console.log('skipped: GNU parallel is not installed (apt-get install parallel)');

test.skipIf(!parallel)(
  'GNU parallel runs the shards, and a pipe joins them',
  { timeout: 120_000 },
  async () => {
    const driftgate = `${process.execPath} ${bin}`;
    const command = `seq 3 | parallel -j2 '${driftgate} check ${folder} --shard {}/3 --format partial' | ${driftgate} merge - --format json`;
    let stdout = '';
    try {
      stdout = execFileSync('bash', ['-c', command], { encoding: 'utf8' });
    } catch (error) {
      stdout = (error as { stdout: string }).stdout;
    }
    expect(stdout).toBe(await check('--format', 'json'));
  },
);
