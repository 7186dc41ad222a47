// Bodies that a HAR keeps in files of their own (`_file`, as Playwright writes them): beside it, or in the same ZIP archive.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { beyond, type Limits } from '../json/limits.ts';

/** The octets of such a file, or why there are none. */
export type Attached = (path: string) => Uint8Array | { readonly problem: string };

/** Files of the recording's folder, and of no other: neither a path nor a link leads out of it. */
export function attachedBeside(recording: string, limits: Limits): Attached {
  const folder = dirname(recording);
  return (path) => {
    if (!staysInside(path)) return OUTSIDE;
    try {
      const file = realpathSync(join(folder, path));
      if (!file.startsWith(join(realpathSync(folder), sep))) return OUTSIDE;
      const info = statSync(file);
      if (!info.isFile()) return { problem: 'is no file' };
      return info.size > limits.bodyBytes
        ? { problem: `has ${beyond(limits, 'bodyBytes')}` }
        : readFileSync(file);
    } catch {
      return { problem: 'can not be read' };
    }
  };
}

const OUTSIDE = { problem: "is outside of the recording's folder" };

/** A relative path with forward slashes that does not go up. */
export function staysInside(path: string): boolean {
  if (path === '' || /^[/~]|^[a-z]:|[\\\0]/i.test(path)) return false;
  return !path.split('/').includes('..');
}
