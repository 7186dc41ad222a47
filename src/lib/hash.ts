// The identity of a contract: who compiles it and who asks whether the result is fresh compute the same hash.
import { dirname } from 'node:path';
import { relativePath } from './relative-path.ts';
import { sha256 } from './sha256.ts';

/** `file` is absolute or relative to the same folder as the others. */
type FileText = { readonly file: string; readonly text: string };

/** Characters; for longer texts loading node:crypto is worth its time. */
const SMALL = 64 * 1024;

/** sha256, in hex, over texts and names, in the given order; the root document is first, and names are relative to its folder. */
export function hashOfFiles(files: readonly FileText[]): string {
  const folder = dirname(files[0]?.file ?? '');
  const parts = files.map(({ file, text }) => {
    const name = relativePath(folder, file).replaceAll('\\', '/');
    return JSON.stringify([name, text.length]) + text;
  });
  const text = parts.join('');
  if (text.length <= SMALL) return sha256(text);
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}
