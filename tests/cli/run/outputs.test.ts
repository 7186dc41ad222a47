// Where reports go, and in which dress.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Around, run } from '../run.ts';

const home = process.cwd();
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  cpSync(join(import.meta.dirname, '../../scenarios/shared'), folder, { recursive: true });
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

function check(words: string, around: Around = {}) {
  return run(
    ['check', 'drift.ndjson', '--contract', 'openapi.yaml', ...words.split(' ').filter(Boolean)],
    around,
  );
}

const ESCAPE = '\u001b[';

describe('colour', () => {
  const terminal = { columns: 80 };
  const rows: readonly [words: string, around: Around, colored: boolean][] = [
    ['', {}, false],
    ['', terminal, true],
    ['--color', {}, true],
    ['--no-color', terminal, false],
    ['--no-color --color', {}, true],
    ['', { ...terminal, env: { NO_COLOR: '1' } }, false],
    ['', { ...terminal, env: { NO_COLOR: '' } }, true],
    ['', { env: { FORCE_COLOR: '1' } }, true],
    ['', { ...terminal, env: { FORCE_COLOR: '0' } }, false],
    ['--color', { env: { NO_COLOR: '1' } }, true],
    ['', { ...terminal, env: { TERM: 'dumb' } }, false],
  ];
  test.each(rows)('%s %j', async (words, around, colored) => {
    expect((await check(words, around)).stdout.includes(ESCAPE)).toBe(colored);
  });
});

describe('machine formats are the same with and without a terminal', () => {
  test.each(['json', 'ndjson', 'sarif', 'junit', 'gitlab', 'markdown', 'html'])('%s', async (format) => {
    const plain = await check(`--format ${format}`);
    const terminal = await check(`--format ${format} --color`, { columns: 40, env: { FORCE_COLOR: '1' } });
    expect(terminal).toEqual(plain);
    expect(plain.code).toBe(1);
  });
});

describe('a report never goes over what it is made from', () => {
  test.each(['drift.ndjson', './drift.ndjson', 'openapi.yaml'])('%s', async (file) => {
    const before = readFileSync(file, 'utf8');
    for (const format of ['text', 'ndjson']) {
      const { code, stderr } = await check(`--format ${format} -o ${file}`);
      expect([code, stderr]).toEqual([2, expect.stringContaining('would overwrite the')]);
      expect(readFileSync(file, 'utf8')).toBe(before);
    }
  });
});

test('text is wrapped only for a terminal', async () => {
  const longest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));
  expect(longest((await check('--no-color', { columns: 60 })).stdout)).toBeLessThanOrEqual(80);
  expect(longest((await check('')).stdout)).toBeGreaterThan(80);
});

test('a file takes what its format wrote, without colour', async () => {
  const { stdout } = await check('--format text -o a/b/report.txt --format json', { columns: 80 });
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'findings' });
  expect(readFileSync('a/b/report.txt', 'utf8')).toBe((await check('')).stdout);
});

test('a file that can not be written is a message', async () => {
  writeFileSync('plain', '');
  const { code, stderr } = await check('-o plain/report.txt');
  expect(stderr).toMatch(/^plain\/report\.txt: error: could not be written: E/);
  expect(code).toBe(2);
});

describe('under GitHub Actions', () => {
  test('annotations go to standard error, the summary is appended, standard output stays', async () => {
    writeFileSync('summary.md', '# earlier step\n');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
    const { stdout, stderr } = await check('', { env });
    expect(stdout).toBe((await check('')).stdout);
    expect(stderr).toMatch(/^::/m);
    const summary = readFileSync('summary.md', 'utf8');
    expect(summary.startsWith('# earlier step\n')).toBe(true);
    expect(summary).toContain('colour');
  });

  test('annotations that were asked for are not written twice', async () => {
    const { stdout, stderr } = await check('--format github', { env: { GITHUB_ACTIONS: 'true' } });
    expect(stdout).toBe('');
    expect(stderr).toBe((await check('--format github')).stderr);
  });
});

test('a slow reader holds the lines back', async () => {
  let [open, most] = [0, 0];
  const onWrite = async () => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve, 5));
    open--;
  };
  writeFileSync('long.ndjson', readFileSync('clean.ndjson', 'utf8').repeat(2000));
  const { code, stdout } = await run(
    ['check', 'long.ndjson', '--contract', 'openapi.yaml', '--format', 'ndjson'],
    { onWrite },
  );
  expect(code).toBe(0);
  expect(stdout.split('\n')).toHaveLength(6001);
  expect(most).toBe(1);
});
