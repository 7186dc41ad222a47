// One definition of a contract's identity, shared by whoever compiles it and whoever asks whether the result is fresh.
import { createHash } from 'node:crypto';
import { dirname, relative } from 'node:path';

/** `file` is absolute or relative to the same folder as the others. */
export type FileText = { readonly file: string; readonly text: string };

/** sha256, in hex, over texts and names, in the given order; the root document is first, and names are relative to its folder. */
export function hashOfFiles(files: readonly FileText[]): string {
  const hash = createHash('sha256');
  const folder = dirname(files[0]?.file ?? '');
  for (const { file, text } of files) {
    const name = relative(folder, file).replaceAll('\\', '/');
    hash.update(JSON.stringify([name, text.length])).update(text);
  }
  return hash.digest('hex');
}
