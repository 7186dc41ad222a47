import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { Io, Output } from '../../../src/cli/command.ts';
import { main } from '../../../src/cli/main.ts';
import { createProgress, progressLine, totalOf } from '../../../src/cli/run/progress.ts';

const erase = '\r\u001b[K';
const folder = mkdtempSync(join(tmpdir(), 'progress-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('progressLine', () => {
  test.each([
    [512e6, 2048e6, 5000, '512 MB of 2.05 GB (25 %), 102 MB/s, 15 s left'],
    [0, 1000, 1000, '0 B of 1.00 kB (0 %), 0 B/s'],
    [999, 1000, 1000, '999 B of 1.00 kB (99 %), 999 B/s, 1 s left'],
    [1000, 1000, 1000, '1.00 kB of 1.00 kB (100 %), 1.00 kB/s, 0 s left'],
    [999_600, 1e12, 1000, '1.00 MB of 1.00 TB (0 %), 1.00 MB/s, 277 h 54 min left'],
    [1e9, 61e9, 1000, '1.00 GB of 61.0 GB (1 %), 1.00 GB/s, 1 min left'],
    [1e9, 3601e9, 1000, '1.00 GB of 3.60 TB (0 %), 1.00 GB/s, 1 h 0 min left'],
    [9_996_000, undefined, 2000, '10.0 MB, 5.00 MB/s'],
    [2000, 1000, 1000, '2.00 kB, 2.00 kB/s'],
    [0, 0, 1000, '0 B of 0 B (100 %), 0 B/s'],
    [5, 10, 0, '5 B of 10 B (50 %), 0 B/s'],
    [2e18, undefined, 1e6, '2000 PB, 2.00 PB/s'],
  ])('%s of %s in %s ms', (octets, total, milliseconds, text) => {
    expect(progressLine({ octets, total, milliseconds })).toBe(text);
  });
});

function terminal(columns?: number): { readonly output: Output; readonly wrote: string[] } {
  const wrote: string[] = [];
  const write = (text: string): undefined => {
    wrote.push(text);
  };
  return { wrote, output: { write, isTerminal: true, columns } };
}

describe('createProgress', () => {
  test('says nothing in the first second, then at most five times a second, and leaves nothing', () => {
    const { output, wrote } = terminal();
    let now = 0;
    const progress = createProgress(output, 1e6, () => now);
    for (now = 0; now < 1000; now++) progress.add(10);
    expect(wrote).toEqual([]);
    for (; now < 3000; now++) progress.add(10);
    expect(wrote).toHaveLength(10);
    expect(wrote[0]).toBe(`${erase}10.0 kB of 1.00 MB (1 %), 10.0 kB/s, 2 min left`);
    progress.end();
    progress.add(10);
    progress.end();
    expect(wrote.slice(10)).toEqual([erase]);
  });

  test('has nothing to take away after a short run', () => {
    const { output, wrote } = terminal();
    const progress = createProgress(output, undefined, () => 0);
    progress.add(10);
    progress.end();
    expect(wrote).toEqual([]);
  });

  test.each([
    [12, '10 B of 1.0'],
    [0, '10 B of 1.00 MB (0 %), 7 B/s, 41 h 40 min left'],
    [undefined, '10 B of 1.00 MB (0 %), 7 B/s, 41 h 40 min left'],
  ])('stays on one line of a terminal of %s columns', (columns, text) => {
    const { output, wrote } = terminal(columns);
    let now = 0;
    const progress = createProgress(output, 1e6, () => now);
    now = 1500;
    progress.add(10);
    expect(wrote).toEqual([erase + text]);
  });
});

test('the total counts stretches as such, and is unknown where standard input is read', () => {
  const path = join(folder, 'a.ndjson');
  writeFileSync(path, '12345');
  expect(totalOf([{ path }, { path, start: 1, end: 3 }])).toBe(7);
  expect(totalOf([{ path }, { path: '-' }])).toBeUndefined();
  expect(totalOf([{ path: join(folder, 'none') }])).toBeUndefined();
});

describe('driftgate check of a slow pipe', { timeout: 60_000 }, () => {
  const line = '{"request":{"method":"GET","url":"https://a.example/x"},"response":{"status":200}}\n';
  const size = 2 * line.length;

  async function* slowly(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(line);
    await sleep(1100);
    yield Buffer.from(line);
  }

  async function stderrOf(isTerminal: boolean, argv: readonly string[]): Promise<string> {
    const { output, wrote } = terminal();
    const silent: Output = { ...output, write: () => undefined };
    const io: Io = {
      stdout: silent,
      stderr: { ...output, isTerminal },
      stdin: slowly(),
      cwd: process.cwd(),
      env: {},
      now: () => new Date('2026-11-24T12:00:00Z'),
    };
    await main(['check', '-', ...argv], io);
    return wrote.join('');
  }

  test.each([
    ['shows how far it is on a terminal', true, [], `${erase}${size} B, ? B/s${erase}`],
    ['says nothing elsewhere', false, [], ''],
    ['nor between lines of results', true, ['--format', 'ndjson'], ''],
  ] as const)('%s', async (_, isTerminal, argv, expected) => {
    expect((await stderrOf(isTerminal, argv)).replace(/\d+ B\/s/, '? B/s')).toBe(expected);
  });
});
