// Whether a compiled contract is what its document says now. The text that was found to have its hash is kept, so that the next run
// compares texts: hashing takes longer, and loading node:crypto longer still.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashedText, hashOfFiles } from '../lib/hash.ts';
import type { CompiledContract } from '../model.ts';
import { writeWhole } from './files.ts';

type Identity = Pick<CompiledContract, 'source' | 'files' | 'hash'>;

/** Beyond this, a copy of the document is a waste of disk. */
const LARGEST = 1024 * 1024;

export function isFresh(contract: Identity, cache: string | undefined): boolean {
  const files = readAll(contract.files ?? [contract.source]);
  if (files === undefined) return false;
  const kept = cache === undefined ? undefined : join(cache, `fresh-${contract.hash}.txt`);
  const text = hashedText(files);
  if (kept !== undefined && isKept(kept, text)) return true;
  if (hashOfFiles(files) !== contract.hash) return false;
  if (kept !== undefined && text.length <= LARGEST) keep(kept, text);
  return true;
}

/** undefined where a file is gone: then nothing is fresh. */
function readAll(files: readonly string[]): { file: string; text: string }[] | undefined {
  try {
    return files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  } catch {
    return undefined;
  }
}

function isKept(file: string, text: string): boolean {
  try {
    return existsSync(file) && readFileSync(file, 'utf8') === text;
  } catch {
    return false;
  }
}

/** A disk that is full or read-only costs time, not the answer. */
function keep(file: string, text: string): void {
  try {
    writeWhole(file, text);
  } catch {}
}
