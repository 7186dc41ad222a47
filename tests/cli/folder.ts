// For tests that write files: the working directory is an empty folder of their own, which is removed in the end.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach } from 'vitest';

/** One folder for all tests of the file. */
export function inOneFolder(fill?: () => void): void {
  beforeAll(() => enter(fill));
}

/** A new folder for each test. */
export function inNewFolders(fill?: () => void): void {
  beforeEach(() => enter(fill));
}

/** A contract, recordings and pages. */
export function copyShared(): void {
  cpSync(join(import.meta.dirname, '../scenarios/shared'), '.', { recursive: true });
}

function enter(fill: () => void = () => {}): () => void {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
  process.chdir(folder);
  fill();
  return () => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  };
}
