// The command line as it is shipped: what its chunks import from outside has to be there where the package is installed.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleCommandLine } from '../../scripts/bundle.ts';

const root = join(import.meta.dirname, '../..');
const IMPORT = /\b(?:from|import)\s*\(?\s*["'`]((?:@[^"'`/]+\/)?[a-z][^"'`/:]*)(?:\/[^"'`]*)?["'`]/g;

test('the built command line imports nothing but dependencies of the package', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    await bundleCommandLine(join(root, 'src'), folder);
    const code = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const imported = new Set(code.flatMap((text) => [...text.matchAll(IMPORT)].map(([, one]) => one)));
    const { name, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const known = new Set([name, ...Object.keys(dependencies)]);
    expect(imported.size).toBeGreaterThan(5);
    expect([...imported].filter((one) => !known.has(one))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
