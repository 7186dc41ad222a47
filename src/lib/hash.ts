// One definition of a contract's identity, shared by whoever compiles it and whoever asks whether the result is fresh.
import { createHash } from 'node:crypto';

/** `name` is relative to the root document's folder, with `/`; the root document comes first, the others sorted by name. */
export type NamedText = { readonly name: string; readonly text: string };

/** sha256, in hex, over names and texts; lengths keep neighbours apart. */
export function hashOfFiles(files: readonly NamedText[]): string {
  const hash = createHash('sha256');
  for (const { name, text } of files) hash.update(`${name.length}:${name}${text.length}:`).update(text);
  return hash.digest('hex');
}
