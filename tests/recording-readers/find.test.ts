import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findRecordings } from '../../src/recordings/find.ts';

const root = mkdtempSync(join(tmpdir(), 'find-'));
afterAll(() => rmSync(root, { recursive: true }));

for (const path of [
  'b.har',
  'a.har',
  'deep/z.har',
  'deep/er/y.ndjson',
  'deep/README.md',
  '.hidden.har',
  'deep/.git/x.har',
  '[odd].har',
  'empty/.keep',
]) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '{}');
}
symlinkSync(join(root, 'deep'), join(root, 'deep/er/loop'));
symlinkSync(join(root, 'a.har'), join(root, 'deep/linked.har'));

async function found(words: readonly string[], exclude: readonly string[] = []): Promise<string[]> {
  const paths = await findRecordings(
    words.map((word) => (word === '-' ? word : join(root, word))),
    { exclude },
  );
  return paths.map((path) => path.replace(`${root}/`, ''));
}

const deep = ['deep/README.md', 'deep/er/y.ndjson', 'deep/linked.har', 'deep/z.har'];

describe('what words mean', () => {
  test.each<readonly [string, readonly string[], readonly string[], readonly string[]]>([
    ['a file', ['a.har'], [], ['a.har']],
    ['sorted, each once', ['b.har', 'a.har', 'b.har'], [], ['a.har', 'b.har']],
    ['standard input', ['-'], [], ['-']],
    ['a folder, without hidden files, links followed, loops not', ['deep'], [], deep],
    ['a glob', ['*.har'], [], ['[odd].har', 'a.har', 'b.har']],
    ['a deep glob', ['deep/**/*.ndjson'], [], ['deep/er/y.ndjson']],
    ['a hidden file by name', ['.hidden.har'], [], ['.hidden.har']],
    ['a name that looks like a glob', ['[odd].har'], [], ['[odd].har']],
    ['exclude by name', ['deep'], ['*.md'], deep.slice(1)],
    ['exclude by folder', ['deep'], ['deep/er/**'], ['deep/README.md', 'deep/linked.har', 'deep/z.har']],
    ['a folder and a file in it', ['deep', 'deep/z.har'], [], deep],
  ])('%s', async (_, words, exclude, expected) => {
    expect(await found(words, exclude)).toEqual(expected);
  });

  test.each([
    ['a missing file', 'none.har', [], /no such file/],
    ['a glob of nothing', '*.none', [], /matches no file/],
    ['an empty folder', 'empty', [], /holds no recording/],
    ['a folder with everything excluded', 'deep', ['**'], /holds no recording but excluded ones/],
  ])('%s is an error', async (_, word, exclude, message) => {
    await expect(found([word], exclude)).rejects.toThrow(message);
  });
});
