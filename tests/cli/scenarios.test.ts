// Whole runs: each folder of tests/scenarios holds `cmd` (a line is a run), `exit`, `stdout`, `stderr`, its inputs and,
// where something is written, `after/`. A run sees a copy of shared/ with the folder's own files over it.
// `vitest run tests/cli -u` writes the expectations; read the diff before you believe it.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Ran, run } from './run.ts';

const root = join(import.meta.dirname, '../scenarios');
const names = readdirSync(root).filter((name) => existsSync(join(root, name, 'cmd')));
const home = process.cwd();
const temporary: string[] = [];

afterAll(() => {
  process.chdir(home);
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

describe('scenarios', { timeout: 60_000 }, () => {
  test.each(names)('%s', async (name) => {
    const folder = join(root, name);
    const work = workFolder(folder);
    const ran: Ran[] = [];
    for (const line of commandLines(folder)) ran.push(await runLine(line, work, folder));
    expect(ran.map(({ stderr }) => stderr).join('')).not.toContain('    at ');
    await expect(ran.map(({ code }) => `${code}\n`).join('')).toMatchFileSnapshot(join(folder, 'exit'));
    await expect(joined(ran, 'stdout')).toMatchFileSnapshot(join(folder, 'stdout'));
    await expect(joined(ran, 'stderr')).toMatchFileSnapshot(join(folder, 'stderr'));
    for (const file of readdirIfThere(join(folder, 'after')))
      await expect(readFileSync(join(work, file), 'utf8')).toMatchFileSnapshot(join(folder, 'after', file));
  });
});

function workFolder(folder: string): string {
  const work = mkdtempSync(join(tmpdir(), 'scenario-'));
  temporary.push(work);
  cpSync(join(root, 'shared'), work, { recursive: true });
  cpSync(folder, work, { recursive: true });
  return work;
}

function commandLines(folder: string): readonly string[] {
  return readFileSync(join(folder, 'cmd'), 'utf8').trim().split('\n');
}

/** `(cd below) check` runs there; `mutate FILE FROM TO` is an edit between two runs. */
async function runLine(line: string, work: string, folder: string): Promise<Ran> {
  const [, below = '.', words = line] = /^\(cd ([^)]*)\) (.*)$/.exec(line) ?? [];
  const [command, file = '', from = '', to = ''] = words.split(' ');
  if (command === 'mutate') return mutate(join(work, file), from, to);
  process.chdir(join(work, below));
  const stdin = join(folder, 'stdin');
  return run(words.split(' '), existsSync(stdin) ? { stdin: readFileSync(stdin, 'utf8') } : {});
}

function mutate(file: string, from: string, to: string): Ran {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
  return { code: 0, stdout: '', stderr: '' };
}

function joined(ran: readonly Ran[], name: 'stdout' | 'stderr'): string {
  return ran.map((one) => one[name]).join('----\n');
}

function readdirIfThere(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
