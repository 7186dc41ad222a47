// Whether a compiled contract is what its document says now. The octets that were found to have its hash are kept, so that the next run
// compares octets: hashing takes longer, and loading node:crypto longer still.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { hashOfFiles } from '../lib/hash.ts';
import { relativePath } from '../lib/relative-path.ts';
import type { CompiledContract } from '../model.ts';
import { writeWhole } from './files.ts';

type Identity = Pick<CompiledContract, 'source' | 'files' | 'hash'>;
type FileOctets = { readonly file: string; readonly octets: Buffer };

/** Beyond this, a copy of the document is a waste of disk. */
const LARGEST = 1024 * 1024;

export function isFresh(contract: Identity, cache: string | undefined): boolean {
  const files = readAll(contract.files ?? [contract.source]);
  if (files === undefined) return false;
  const kept = cache && `${cache}/fresh-${contract.hash}.txt`;
  const octets = joined(files);
  if (kept !== undefined && isKept(kept, octets)) return true;
  const texts = files.map((one) => ({ file: one.file, text: one.octets.toString('utf8') }));
  if (hashOfFiles(texts) !== contract.hash) return false;
  if (kept !== undefined && octets.length <= LARGEST) keep(kept, octets);
  return true;
}

/** undefined where a file is gone: then nothing is fresh. */
function readAll(files: readonly string[]): readonly FileOctets[] | undefined {
  try {
    return files.map((file) => ({ file, octets: readFileSync(file) }));
  } catch {
    return undefined;
  }
}

/** Everything that the hash depends on. */
function joined(files: readonly FileOctets[]): Buffer {
  const folder = dirname(files[0]?.file ?? '');
  return Buffer.concat(
    files.flatMap(({ file, octets }) => [
      Buffer.from(JSON.stringify([relativePath(folder, file), octets.length])),
      octets,
    ]),
  );
}

function isKept(file: string, octets: Buffer): boolean {
  try {
    return readFileSync(file).equals(octets);
  } catch {
    return false;
  }
}

/** A disk that is full or read-only costs time, not the answer. */
function keep(file: string, octets: Buffer): void {
  try {
    writeWhole(file, octets);
  } catch {}
}
